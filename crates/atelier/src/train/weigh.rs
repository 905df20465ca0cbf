//! From counted pairs to edges worth shipping: support, damping by popularity, and one order from best to worst.

use sillage_engine::limits;

use super::{count::Pair, parameters::Parameters};

/// A candidate for the model: how strongly one item recommends another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The item that recommends.
    pub source: u32,
    /// The item it recommends.
    pub target: u32,
    /// The damped weight, greater than zero.
    pub weight: f64,
}

/// All edges with enough support, best first, at most [`limits::EDGES`] of one source. Pruning is taking the first few.
///
/// Equal weights are ordered by the popularity of their ends before item numbers decide, so that what an item is called
/// matters as little as possible.
pub fn edges(pairs: &[Pair], popularity: &[u32], parameters: &Parameters) -> Vec<Edge> {
    let popular = |item: u32| popularity.get(item as usize).copied().unwrap_or(0);
    let factors = |power: super::Power| -> Vec<f64> {
        popularity.iter().map(|visitors| power.of(f64::from(*visitors))).collect()
    };
    let (sources, targets) = (factors(parameters.source), factors(parameters.target));
    let factor = |factors: &[f64], item: u32| factors.get(item as usize).copied().unwrap_or(0.0);
    let mut edges: Vec<Edge> = pairs
        .iter()
        .filter(|pair| pair.support >= parameters.support)
        .map(|pair| {
            let weight = pair.number() * factor(&sources, pair.source) * factor(&targets, pair.target);
            Edge { source: pair.source, target: pair.target, weight }
        })
        .filter(|edge| edge.weight > 0.0 && edge.weight.is_finite())
        .collect();
    edges.sort_unstable_by(|a, b| {
        let key = |edge: &Edge| (popular(edge.target), popular(edge.source));
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| key(b).cmp(&key(a)))
            .then_with(|| (a.source, a.target).cmp(&(b.source, b.target)))
    });
    bounded(edges, popularity.len())
}

/// Drops what no row may hold.
fn bounded(mut edges: Vec<Edge>, items: usize) -> Vec<Edge> {
    let mut lengths = vec![0usize; items];
    edges.retain(|edge| {
        lengths.get_mut(edge.source as usize).is_some_and(|length| {
            *length += 1;
            *length <= limits::EDGES
        })
    });
    edges
}

#[cfg(test)]
mod tests {
    use super::{super::Preset, *};

    fn pair(source: u32, target: u32, weight: f64, support: u32) -> Pair {
        Pair { source, target, weight: (weight * 4_294_967_296.0) as u64, support }
    }

    fn check(pairs: &[Pair], popularity: &[u32], expected: &[(u32, u32)]) {
        let found: Vec<_> = edges(pairs, popularity, &Preset::Reviews.parameters())
            .iter()
            .map(|edge| (edge.source, edge.target))
            .collect();
        assert_eq!(found, expected, "{pairs:?} {popularity:?}");
    }

    #[test]
    fn edges_are_supported_damped_and_ordered() {
        check(&[], &[], &[]);
        check(&[pair(0, 1, 9.0, 1), pair(1, 0, 1.0, 2)], &[5, 5], &[(1, 0)]);
        // A popular source is damped more than a popular target.
        check(&[pair(0, 1, 1.0, 2), pair(1, 0, 1.0, 2)], &[100, 5], &[(1, 0), (0, 1)]);
        // Equal weights: the more popular target goes first, then the smaller numbers.
        check(&[pair(0, 2, 1.0, 2), pair(0, 1, 1.0, 2)], &[5, 5, 5], &[(0, 1), (0, 2)]);
        check(&[pair(0, 1, 0.0, 2)], &[5, 5], &[]);
    }

    #[test]
    fn no_row_is_longer_than_the_limit() {
        let items = limits::EDGES as u32 + 3;
        let pairs: Vec<Pair> = (1..items).map(|target| pair(0, target, 1.0, 2)).collect();
        let found = edges(&pairs, &vec![2; items as usize], &Preset::Reviews.parameters());
        assert_eq!(found.len(), limits::EDGES);
    }
}

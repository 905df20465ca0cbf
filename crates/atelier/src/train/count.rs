//! Counting which items follow which: every pair of one history adds a weight that falls with distance and length.
//!
//! Weights are summed as 64-bit fixed point with 32 fractional bits. Integer sums (saturating, never wrapping) do not
//! depend on their order, so neither the order of visitors nor the number of threads can change the result. Within one
//! history a pair counts once, at its strongest: a visitor who goes back and forth a thousand times is still one visitor.
//!
//! **Absent on purpose:** partitions on disk. All pairs are held in memory, about 40 bytes each.

use std::collections::HashMap;

use super::{
    histories::{Histories, History},
    parameters::Parameters,
};

/// One in fixed point.
const ONE: f64 = 4_294_967_296.0;

/// That one item led to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The item that leads.
    pub source: u32,
    /// The item it leads to.
    pub target: u32,
    /// Sum of the weights, fixed point with 32 fractional bits.
    pub weight: u64,
    /// Distinct visitors, in whichever direction.
    pub support: u32,
}

impl Pair {
    /// The weight as a number.
    pub fn number(&self) -> f64 {
        self.weight as f64 / ONE
    }
}

/// Sum and support by source and target.
type Sums = HashMap<(u32, u32), (u64, u32)>;

/// All pairs of all histories, sorted by source and target. `threads` changes the speed and nothing else.
pub fn pairs(histories: &Histories, parameters: &Parameters, threads: usize) -> Vec<Pair> {
    let weights = Weights::new(parameters);
    let share = histories.visitors.len().div_ceil(threads.max(1)).max(1);
    let parts: Vec<Sums> = std::thread::scope(|scope| {
        let running: Vec<_> = histories
            .visitors
            .chunks(share)
            .map(|visitors| scope.spawn(|| sums(visitors, &weights, parameters.reach)))
            .collect();
        running
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)))
            .collect()
    });
    let mut pairs: Vec<Pair> = merged(parts)
        .into_iter()
        .map(|((source, target), (weight, support))| Pair { source, target, weight, support })
        .collect();
    pairs.sort_unstable_by_key(|pair| (pair.source, pair.target));
    pairs
}

/// The powers of the formula, taken once.
struct Weights {
    distance: Vec<f64>,
    length: Vec<f64>,
    backward: f64,
    age: f64,
}

impl Weights {
    fn new(parameters: &Parameters) -> Weights {
        Weights {
            distance: (0..=parameters.reach).map(|steps| parameters.distance.of(steps as f64)).collect(),
            length: (0..=parameters.steps).map(|steps| parameters.length.of(steps as f64)).collect(),
            backward: parameters.backward,
            age: parameters.age,
        }
    }

    /// The weight of everything in one history.
    fn history(&self, history: &History) -> f64 {
        let length = self.length.get(history.items.len()).or(self.length.last());
        length.copied().unwrap_or(0.0) * libm::exp(-self.age * history.age)
    }
}

fn sums(visitors: &[History], weights: &Weights, reach: usize) -> Sums {
    let mut sums = Sums::new();
    for history in visitors {
        for (key, weight) in contributions(history, weights, reach) {
            add(&mut sums, key, weight, 1);
        }
    }
    sums
}

fn add(sums: &mut Sums, key: (u32, u32), weight: u64, support: u32) {
    let sum = sums.entry(key).or_insert((0, 0));
    sum.0 = sum.0.saturating_add(weight);
    sum.1 = sum.1.saturating_add(support);
}

fn merged(parts: Vec<Sums>) -> Sums {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for (key, (weight, support)) in parts.flatten() {
        add(&mut all, key, weight, support);
    }
    all
}

/// What one history adds: each pair once, at its strongest.
fn contributions(history: &History, weights: &Weights, reach: usize) -> Vec<((u32, u32), u64)> {
    let whole = weights.history(history);
    let mut found = Vec::new();
    for (place, earlier) in history.items.iter().enumerate() {
        let later = history.items.iter().skip(place + 1).take(reach);
        for (later, distance) in later.zip(weights.distance.iter().skip(1)) {
            if earlier != later {
                let weight = distance * whole;
                found.push(((*earlier, *later), fixed(weight)));
                found.push(((*later, *earlier), fixed(weight * weights.backward)));
            }
        }
    }
    found.sort_unstable_by_key(|(key, weight)| (*key, std::cmp::Reverse(*weight)));
    found.dedup_by_key(|(key, _)| *key);
    found
}

/// Fixed point, rounded to nearest; `as` saturates and maps NaN to zero.
fn fixed(weight: f64) -> u64 {
    (weight * ONE + 0.5) as u64
}

#[cfg(test)]
mod tests {
    use super::{super::parameters::Power, *};

    fn parameters() -> Parameters {
        Parameters {
            distance: Power { shift: 0.0, power: -1.0 },
            length: Power { shift: 0.0, power: 0.0 },
            backward: 0.5,
            reach: 2,
            age: 0.0,
            ..super::super::Preset::Reviews.parameters()
        }
    }

    fn histories(visitors: &[&[u32]]) -> Histories {
        let visitors = visitors.iter().map(|items| History { items: items.to_vec(), age: 0.0 }).collect();
        Histories { items: (0..10).map(|item| item.to_string()).collect(), visitors }
    }

    fn check(visitors: &[&[u32]], expected: &[(u32, u32, f64, u32)]) {
        for threads in [1, 2, 3, 16] {
            let found: Vec<_> = pairs(&histories(visitors), &parameters(), threads)
                .iter()
                .map(|pair| (pair.source, pair.target, pair.number(), pair.support))
                .collect();
            assert_eq!(found, expected, "{visitors:?} with {threads} threads");
        }
    }

    #[test]
    fn pairs_are_weighted_by_distance_and_direction() {
        check(&[], &[]);
        check(&[&[4]], &[]);
        check(&[&[1, 2]], &[(1, 2, 1.0, 1), (2, 1, 0.5, 1)]);
        check(&[&[1, 2], &[2, 1]], &[(1, 2, 1.5, 2), (2, 1, 1.5, 2)]);
        // Two apart is half as much; three apart is out of reach.
        let far = [(1, 2, 1.0, 1), (1, 3, 0.5, 1), (2, 1, 0.5, 1), (2, 3, 1.0, 1), (2, 4, 0.5, 1)];
        let back = [(3, 1, 0.25, 1), (3, 2, 0.5, 1), (3, 4, 1.0, 1), (4, 2, 0.25, 1), (4, 3, 0.5, 1)];
        check(&[&[1, 2, 3, 4]], &[far, back].concat());
        // Back and forth counts once, at its strongest, and never leads to itself.
        check(&[&[1, 2, 1, 2, 1]], &[(1, 2, 1.0, 1), (2, 1, 1.0, 1)]);
    }

    #[test]
    fn sums_saturate() {
        let mut sums = Sums::new();
        add(&mut sums, (1, 2), u64::MAX, u32::MAX);
        add(&mut sums, (1, 2), 5, 1);
        assert_eq!(sums.get(&(1, 2)), Some(&(u64::MAX, u32::MAX)));
    }
}

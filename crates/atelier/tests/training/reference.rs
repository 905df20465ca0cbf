//! The formula once more, naively and in doubles, against the quantised model on random logs.
//!
//! Score of item j after history h, newest first: Σₖ decay(k) · W[hₖ, j], with W the damped sum over visitors of each
//! pair's greatest `distance^-p · length^-q · direction`, pairs of fewer than two visitors left out.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sillage_atelier::train::{Bound, Collected, Parameters, Preset, train};
use sillage_engine::{model::Model, rank::scored, visitor::Interest};

type Log = Vec<Vec<u8>>;

/// Few items and many visitors, so that pairs find support; each visitor prefers a neighbourhood.
fn logs() -> impl Strategy<Value = Log> {
    let visitor = (0u8..30, prop::collection::vec(0u8..9, 1..12));
    let visitor =
        visitor.prop_map(|(start, steps)| steps.iter().map(|step| (start + step * step / 3) % 40).collect());
    prop::collection::vec(visitor, 40..120)
}

fn name(item: u8) -> String {
    format!("item {item}")
}

fn histories(log: &Log, name: impl Fn(u8) -> String) -> sillage_atelier::train::Histories {
    let mut collected = Collected::default();
    for (number, visitor) in log.iter().enumerate() {
        for (at, item) in (0..).zip(visitor) {
            collected.step(&number.to_string(), at, &name(*item));
        }
    }
    collected.into_histories(512, false)
}

/// W of the formula.
fn weights(log: &Log, parameters: &Parameters) -> BTreeMap<(u8, u8), f64> {
    let mut sums: BTreeMap<(u8, u8), (f64, u32)> = BTreeMap::new();
    let mut popularity: BTreeMap<u8, f64> = BTreeMap::new();
    for visitor in log {
        let mut visitor = visitor.clone();
        visitor.dedup();
        for item in visitor.iter().collect::<BTreeSet<_>>() {
            *popularity.entry(*item).or_default() += 1.0;
        }
        let mut greatest: BTreeMap<(u8, u8), f64> = BTreeMap::new();
        for (i, a) in visitor.iter().enumerate() {
            for (j, b) in visitor.iter().enumerate().filter(|(_, b)| *b != a) {
                let distance = i.abs_diff(j) as f64 + parameters.distance.shift;
                let length = visitor.len() as f64 + parameters.length.shift;
                let direction = if i < j { 1.0 } else { parameters.backward };
                let weight = distance.powf(parameters.distance.power)
                    * length.powf(parameters.length.power)
                    * direction;
                let known = greatest.entry((*a, *b)).or_default();
                *known = known.max(weight);
            }
        }
        for (pair, weight) in greatest {
            let sum = sums.entry(pair).or_default();
            *sum = (sum.0 + weight, sum.1 + 1);
        }
    }
    let damped = |((a, b), (weight, _)): ((u8, u8), (f64, u32))| {
        let source = (popularity[&a] + parameters.source.shift).powf(parameters.source.power);
        let target = (popularity[&b] + parameters.target.shift).powf(parameters.target.power);
        ((a, b), weight * source * target)
    };
    sums.into_iter().filter(|(_, (_, support))| *support >= 2).map(damped).collect()
}

/// All items with a score, best first.
fn reference(weights: &BTreeMap<(u8, u8), f64>, history: &[u8], parameters: &Parameters) -> Vec<(u8, f64)> {
    let mut scores: BTreeMap<u8, f64> = BTreeMap::new();
    for ((source, target), weight) in weights {
        let newest = history.iter().rev().take(parameters.looks_back).position(|item| item == source);
        if let Some(k) = newest.filter(|_| !history.contains(target)) {
            *scores.entry(*target).or_default() += parameters.decay.of(k) * weight;
        }
    }
    let mut list: Vec<(u8, f64)> = scores.into_iter().collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    list
}

/// Of the best twenty of the model, the share whose true score is at least nine tenths of the reference's twentieth:
/// eight levels an edge cannot keep near-ties in order, and need not.
fn overlap(log: &Log, history: &[u8], preset: Preset) -> Option<f64> {
    let parameters = preset.parameters();
    let trained = train(&histories(log, name), &parameters, Bound::Edges(usize::MAX), 2).unwrap();
    let model = Model::read(&trained.bytes).unwrap();
    let ids: Vec<String> = history.iter().rev().map(|item| name(*item)).collect();
    let interests: Vec<Interest<'_>> = ids.iter().map(|id| Interest { id, weight: 1 }).collect();
    let found = scored(&model, &interests, 20);
    let wanted = reference(&weights(log, &parameters), history, &parameters);
    assert_eq!(found.len(), wanted.len().min(20), "{wanted:?}");
    let last = wanted.iter().take(20).next_back()?.1 * 0.9;
    let good: BTreeSet<String> =
        wanted.iter().filter(|(_, score)| *score >= last).map(|(item, _)| name(*item)).collect();
    Some(found.iter().filter(|(id, _)| good.contains(id)).count() as f64 / found.len() as f64)
}

/// Three items that the log has, each once: a model gives ranks to known items only.
fn history(log: &Log, picks: [usize; 3]) -> Vec<u8> {
    let known: Vec<u8> = log.iter().flatten().copied().collect::<BTreeSet<u8>>().into_iter().collect();
    let mut history: Vec<u8> = Vec::new();
    for pick in picks {
        let item = known[pick % known.len()];
        if !history.contains(&item) {
            history.push(item);
        }
    }
    history
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quantised_lists_are_those_of_the_formula(log in logs(), picks: [usize; 3]) {
        for preset in [Preset::Reviews, Preset::Shop] {
            if let Some(share) = overlap(&log, &history(&log, picks), preset) {
                prop_assert!(share >= 0.8, "{share} of {preset:?}");
            }
        }
    }

    #[test]
    fn names_change_no_weight(log in logs()) {
        let parameters = Preset::Shop.parameters();
        let edges = |name: &dyn Fn(u8) -> String| {
            let trained = train(&histories(&log, name), &parameters, Bound::Edges(usize::MAX), 1).unwrap();
            let parts = trained.parts;
            let mut edges = Vec::new();
            for (row, source) in parts.rows.iter().zip(&parts.items) {
                for (target, level) in &row.edges {
                    edges.push((source.clone(), parts.items[usize::from(*target)].clone(), row.scale, *level));
                }
            }
            edges.sort();
            edges
        };
        let plain = edges(&name);
        let reversed = |item: u8| name(99 - item);
        let mut renamed: Vec<_> = edges(&reversed);
        let back = |id: &String| name(99 - id.trim_start_matches("item ").parse::<u8>().unwrap());
        for edge in &mut renamed {
            (edge.0, edge.1) = (back(&edge.0), back(&edge.1));
        }
        renamed.sort();
        prop_assert_eq!(plain, renamed);
    }
}

//! The order of traits that follow from others: each behind those it reads, or the circle that makes this impossible.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::limits;

use super::Trait;
use crate::{codes, diagnostic::Report};

/// Indices of the traits with cases, each behind those that its cases read; circles are reported and broken.
pub(crate) fn order(traits: &[Trait], report: &mut Report) -> Vec<usize> {
    let numbers: BTreeMap<&str, usize> =
        traits.iter().enumerate().map(|(at, computed)| (computed.path.as_str(), at)).collect();
    let (mut sorted, mut done) = (Vec::new(), vec![false; traits.len()]);
    for start in 0..traits.len() {
        visit(start, traits, &numbers, &mut Vec::new(), &mut done, &mut sorted, report);
    }
    sorted
}

fn visit(
    at: usize,
    traits: &[Trait],
    numbers: &BTreeMap<&str, usize>,
    open: &mut Vec<usize>,
    done: &mut [bool],
    sorted: &mut Vec<usize>,
    report: &mut Report,
) {
    // A longer chain is over the limit of traits, which is reported, and might be longer than a thread's stack.
    let Some(computed) = traits.get(at).filter(|_| open.len() <= limits::TRAITS) else { return };
    if let Some(from) = open.iter().position(|known| *known == at) {
        let circle = open.iter().skip(from).chain([&at]).filter_map(|at| traits.get(*at));
        let names: Vec<&str> = circle.map(|computed| computed.path.trim_start_matches("trait.")).collect();
        let message = format!("traits follow from each other in a circle: `{}`", names.join(" -> "));
        return report.add(
            codes::TRAIT_CYCLE,
            computed.span,
            message,
            "let one of them follow from something else",
        );
    }
    if done.get(at).copied() == Some(true) {
        return;
    }
    open.push(at);
    let tests = computed.cases.iter().flat_map(|case| &case.tests);
    let read: BTreeSet<usize> = tests.filter_map(|(path, ..)| numbers.get(path.as_str()).copied()).collect();
    for before in read {
        visit(before, traits, numbers, open, done, sorted, report);
    }
    open.pop();
    if let Some(done) = done.get_mut(at) {
        *done = true;
    }
    if !computed.cases.is_empty() {
        sorted.push(at);
    }
}

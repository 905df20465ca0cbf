//! Lists that stand for all others: each way to contain, or not, what is asked for, in each length that is asked for.

use std::collections::BTreeMap;

use sillage_engine::{
    condition::Operator,
    value::{Scalar, Value},
};

use super::domain::Test;

/// Ways of containing that are followed; with more, some are left out.
const WAYS: usize = 256;
/// Lengths beyond this are not tried; no list from outside is longer.
const LENGTH: usize = sillage_engine::limits::LIST;

/// What lists can be made of.
pub(super) struct Elements<'a> {
    /// The elements a list may have; none: any.
    pub(super) allowed: Option<&'a [String]>,
    /// An element that no test mentions, if a list may have one.
    pub(super) other: Option<Scalar>,
}

impl Elements<'_> {
    fn allows(&self, scalar: &Scalar) -> bool {
        match (self.allowed, scalar) {
            (None, _) => true,
            (Some(values), Scalar::Text(text)) => values.is_empty() || values.contains(text),
            (Some(_), _) => false,
        }
    }
}

/// The lists, and whether they are all that matter.
pub(super) fn lists(tests: &[Test], elements: &Elements) -> (Vec<Vec<Scalar>>, bool) {
    let (ways, is_complete) = ways(&groups(tests, elements));
    let lengths = lengths(tests);
    let mut lists: Vec<Vec<Scalar>> = Vec::new();
    for way in ways {
        for length in lengths.iter().map(|length| way.len().max(*length)).chain([way.len(), way.len() + 1]) {
            let Some(list) = fill(&way, length, elements.other.as_ref()) else { continue };
            let reversed = list.iter().rev().cloned().collect();
            let turned = list.iter().skip(1).chain(list.first()).cloned().collect();
            lists.extend([list, reversed, turned]);
        }
    }
    let equals: Vec<&Vec<Scalar>> = tests.iter().filter_map(equal_list).collect();
    let possible = equals.iter().filter(|list| list.iter().all(|element| elements.allows(element)));
    lists.extend(possible.map(|list| (*list).clone()));
    // Of several lists that are asked for as a whole, not every way to be none of them is tried.
    (lists, is_complete && equals.len() <= 1)
}

fn equal_list(test: &Test) -> Option<&Vec<Scalar>> {
    match &test.operand {
        Value::Many(list) if test.operator == Operator::Is => Some(list),
        _ => None,
    }
}

/// Elements that the same tests mention, and whether one of these asks for all of them.
fn groups(tests: &[Test], elements: &Elements) -> Vec<(Vec<Scalar>, bool)> {
    let mut mentions: Vec<(&Scalar, Vec<usize>)> = Vec::new();
    for (at, test) in tests.iter().enumerate().filter(|(_, test)| equal_list(test).is_none()) {
        let Value::Many(operands) = &test.operand else { continue };
        for scalar in operands.iter().filter(|scalar| elements.allows(scalar)) {
            match mentions.iter_mut().find(|(known, _)| *known == scalar) {
                Some((_, by)) => by.push(at),
                None => mentions.push((scalar, vec![at])),
            }
        }
    }
    let is_all = |at: &usize| tests.get(*at).is_some_and(|test| test.operator == Operator::HasAll);
    let mut groups: BTreeMap<Vec<usize>, Vec<Scalar>> = BTreeMap::new();
    for (scalar, mut by) in mentions {
        by.dedup();
        groups.entry(by).or_default().push(scalar.clone());
    }
    groups.into_iter().map(|(by, scalars)| (scalars, by.iter().any(is_all))).collect()
}

/// Of each group none, one, or all where that makes a difference; in every combination, if these are not too many.
fn ways(groups: &[(Vec<Scalar>, bool)]) -> (Vec<Vec<Scalar>>, bool) {
    let mut ways: Vec<Vec<Scalar>> = vec![Vec::new()];
    let mut is_complete = true;
    for (scalars, is_asked_whole) in groups {
        let one: Vec<Scalar> = scalars.first().cloned().into_iter().collect();
        let mut more = vec![one];
        if *is_asked_whole && scalars.len() > 1 {
            more.push(scalars.clone());
        }
        let longer: Vec<Vec<Scalar>> =
            ways.iter().flat_map(|way| more.iter().map(|more| [way.as_slice(), more].concat())).collect();
        if ways.len() + longer.len() > WAYS {
            is_complete = false;
            ways.extend(more);
        } else {
            ways.extend(longer);
        }
    }
    (ways, is_complete)
}

/// Every length that is asked for, with its neighbours.
fn lengths(tests: &[Test]) -> Vec<usize> {
    let size = |test: &Test| match (&test.operator, &test.operand) {
        (Operator::Size, Value::One(Scalar::Number(size))) if *size >= 0.0 => Some(*size as usize),
        _ => None,
    };
    let around = |size: usize| [size.saturating_sub(1), size, size.saturating_add(1)];
    let mut lengths: Vec<usize> = tests.iter().filter_map(size).flat_map(around).collect();
    lengths.retain(|length| *length <= LENGTH);
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

/// A list of that length with these elements and others that change nothing; none where there are no such others.
fn fill(way: &[Scalar], length: usize, other: Option<&Scalar>) -> Option<Vec<Scalar>> {
    let mut list = way.to_vec();
    while list.len() < length {
        list.push(other.or(way.first())?.clone());
    }
    Some(list)
}

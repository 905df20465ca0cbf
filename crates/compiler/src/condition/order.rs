//! The order of segments or saved groups: each behind those it refers to, or the circle that makes this impossible.

use std::collections::BTreeMap;

use crate::{
    codes::{self, Code},
    diagnostic::Report,
    yaml::{Entry, Node, Span},
};

/// What refers to its like, and how.
pub(crate) struct Kind {
    /// What they are called in messages.
    name: &'static str,
    code: Code,
    /// The name of another that an entry of a condition refers to.
    refers: fn(&Entry) -> Option<&Node>,
}

/// `$segment: name`.
pub(crate) static SEGMENTS: Kind = Kind {
    name: "segments",
    code: codes::SEGMENT_CYCLE,
    refers: |entry| (entry.key == "$segment").then_some(&entry.node),
};

/// `$savedGroup: {id: name}`.
pub(crate) static GROUPS: Kind = Kind {
    name: "saved groups",
    code: codes::GROUP_CYCLE,
    refers: |entry| (entry.key == "$savedGroup").then(|| entry.node.field("id")).flatten(),
};

/// A reference from one segment to another.
struct Reference {
    to: usize,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Indices of the segments in an order in which each stands behind those it names; circles are reported and broken.
///
/// A depth-first search with its own stack, because a chain of segments may be longer than a thread's stack.
pub(crate) fn order(segments: &[Entry], kind: &Kind, report: &mut Report) -> Vec<usize> {
    let names: BTreeMap<&str, usize> =
        segments.iter().enumerate().map(|(at, segment)| (segment.key.as_str(), at)).collect();
    let references: Vec<Vec<Reference>> =
        segments.iter().map(|segment| references(&segment.node, kind, &names)).collect();
    let mut states = vec![State::New; segments.len()];
    let mut sorted = Vec::new();
    for start in 0..segments.len() {
        visit(start, segments, kind, &references, &mut states, &mut sorted, report);
    }
    sorted
}

fn visit(
    start: usize,
    segments: &[Entry],
    kind: &Kind,
    references: &[Vec<Reference>],
    states: &mut [State],
    sorted: &mut Vec<usize>,
    report: &mut Report,
) {
    let mut path: Vec<(usize, usize)> = Vec::new();
    enter(start, states, &mut path);
    while let Some((segment, next)) = path.pop() {
        let Some(reference) = references.get(segment).and_then(|all| all.get(next)) else {
            set(states, segment, State::Done);
            sorted.push(segment);
            continue;
        };
        path.push((segment, next + 1));
        if states.get(reference.to) == Some(&State::Open) {
            report_cycle(reference, &path, segments, kind, report);
        }
        enter(reference.to, states, &mut path);
    }
}

fn enter(segment: usize, states: &mut [State], path: &mut Vec<(usize, usize)>) {
    if states.get(segment) == Some(&State::New) {
        set(states, segment, State::Open);
        path.push((segment, 0));
    }
}

fn set(states: &mut [State], segment: usize, state: State) {
    if let Some(slot) = states.get_mut(segment) {
        *slot = state;
    }
}

fn report_cycle(
    reference: &Reference,
    path: &[(usize, usize)],
    segments: &[Entry],
    kind: &Kind,
    report: &mut Report,
) {
    let circle = path.iter().skip_while(|(segment, _)| *segment != reference.to);
    let ends = circle.map(|(segment, _)| *segment).chain([reference.to]);
    let names: Vec<&str> =
        ends.filter_map(|segment| segments.get(segment)).map(|entry| entry.key.as_str()).collect();
    let message = format!("{} refer to each other in a circle: `{}`", kind.name, names.join(" -> "));
    report.add(kind.code, reference.span, message, "take one of these references out");
}

/// Every reference of a condition whose name is declared.
fn references(node: &Node, kind: &Kind, names: &BTreeMap<&str, usize>) -> Vec<Reference> {
    let mut found = Vec::new();
    collect(node, kind, names, &mut found);
    found
}

fn collect(node: &Node, kind: &Kind, names: &BTreeMap<&str, usize>, found: &mut Vec<Reference>) {
    for entry in node.entries() {
        if let Some(node) = (kind.refers)(entry) {
            let to = node.text().and_then(|name| names.get(name));
            found.extend(to.map(|to| Reference { to: *to, span: node.span }));
        } else {
            collect(&entry.node, kind, names, found);
        }
    }
    for item in node.items() {
        collect(item, kind, names, found);
    }
}

//! The ways in which a condition can come to a truth: sets of comparisons with what each of them has to come to.

use std::{collections::BTreeMap, rc::Rc};

use sillage_engine::{
    bundle::Bundle,
    condition::{Node, NodeId},
    evaluate::Truth,
    situation::Situation,
};

/// Ways that are kept of one condition, those with the fewest changes; `$or` inside of `$and` multiplies them.
const WAYS: usize = 64;
/// Comparisons that are put into ways at most; what is larger has no nearest miss.
const WORK: usize = 4_000_000;

/// A comparison in a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) id: NodeId,
    /// What it has to come to.
    pub(super) wanted: bool,
    /// Whether it comes to something else now.
    pub(super) is_changed: bool,
}

/// A way: every comparison once, in the order in which the source has them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Way {
    clauses: Vec<Clause>,
    /// Attributes whose value changes, sorted.
    changed: Vec<u16>,
}

impl Way {
    fn of(clause: Clause, attribute: u16) -> Way {
        let changed = if clause.is_changed { vec![attribute] } else { Vec::new() };
        Way { clauses: vec![clause], changed }
    }

    /// How many values change.
    pub(super) fn cost(&self) -> usize {
        self.changed.len()
    }

    /// Where in the source a comparison stands, among those of this way.
    pub(super) fn place(&self, id: NodeId) -> usize {
        self.clauses.iter().position(|clause| clause.id == id).unwrap_or(usize::MAX)
    }

    /// Its comparisons by attribute.
    pub(super) fn by_attribute(&self, nodes: &[Node]) -> BTreeMap<u16, Vec<Clause>> {
        let mut grouped: BTreeMap<u16, Vec<Clause>> = BTreeMap::new();
        for clause in &self.clauses {
            if let Some(attribute) = nodes.get(clause.id as usize).and_then(attribute) {
                grouped.entry(attribute).or_default().push(*clause);
            }
        }
        grouped
    }

    /// Both ways at once; none where they want two things of one comparison.
    fn with(&self, other: &Way) -> Option<Way> {
        let mut both = self.clone();
        for clause in &other.clauses {
            match self.clauses.iter().find(|known| known.id == clause.id) {
                Some(known) if known.wanted != clause.wanted => return None,
                Some(_) => {}
                None => both.clauses.push(*clause),
            }
        }
        both.changed.extend(other.changed.iter().copied());
        both.changed.sort_unstable();
        both.changed.dedup();
        Some(both)
    }
}

/// The attribute that a comparison reads.
fn attribute(node: &Node) -> Option<u16> {
    match node {
        Node::Test { attribute, .. } | Node::Within { attribute, .. } => Some(*attribute),
        _ => None,
    }
}

/// The ways of the conditions of a moment, each found once.
pub(super) struct Ways<'a> {
    bundle: &'a Bundle,
    situation: &'a mut Situation,
    known: BTreeMap<(NodeId, bool), Rc<Vec<Way>>>,
    work: usize,
}

impl<'a> Ways<'a> {
    /// None found yet.
    pub(super) fn new(bundle: &'a Bundle, situation: &'a mut Situation) -> Ways<'a> {
        Ways { bundle, situation, known: BTreeMap::new(), work: WORK }
    }

    /// The ways in which a condition comes to a truth, those with the fewest changes first.
    pub(super) fn to(&mut self, id: NodeId, wanted: bool) -> Rc<Vec<Way>> {
        if let Some(known) = self.known.get(&(id, wanted)) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.find(id, wanted));
        self.known.insert((id, wanted), Rc::clone(&found));
        found
    }

    fn find(&mut self, id: NodeId, wanted: bool) -> Vec<Way> {
        let rules = self.bundle.rules();
        match rules.nodes.get(id as usize) {
            Some(Node::All(children)) if wanted => self.each(children, true),
            Some(Node::All(children)) => self.some(children, false),
            Some(Node::Any(children)) if children.is_empty() => nothing_needed(wanted),
            Some(Node::Nor(children)) if children.is_empty() => nothing_needed(!wanted),
            Some(Node::Any(children)) if wanted => self.some(children, true),
            Some(Node::Any(children)) => self.each(children, false),
            Some(Node::Nor(children)) if wanted => self.each(children, false),
            Some(Node::Nor(children)) => self.some(children, true),
            Some(Node::Not(child)) => self.to(*child, !wanted).to_vec(),
            Some(Node::Segment(segment)) => match rules.segments.get(usize::from(*segment)) {
                Some(segment) => self.to(segment.root, wanted).to_vec(),
                None => Vec::new(),
            },
            Some(node) => self.clause(id, node, wanted),
            None => Vec::new(),
        }
    }

    /// A comparison; one that cannot be evaluated cannot be made to come to anything, and no list is constructed for a condition on its
    /// elements.
    fn clause(&mut self, id: NodeId, node: &Node, wanted: bool) -> Vec<Way> {
        let Some(attribute) = attribute(node) else { return Vec::new() };
        let is_changed = match self.situation.truth(self.bundle, id) {
            Truth::True => !wanted,
            Truth::False => wanted,
            Truth::Unknown => return Vec::new(),
        };
        if is_changed && matches!(node, Node::Within { .. }) {
            return Vec::new();
        }
        vec![Way::of(Clause { id, wanted, is_changed }, attribute)]
    }

    /// The ways in which one of some conditions comes to a truth.
    fn some(&mut self, children: &[NodeId], wanted: bool) -> Vec<Way> {
        let mut ways = Vec::new();
        for child in children {
            ways.extend(self.to(*child, wanted).iter().cloned());
        }
        fewest(ways)
    }

    /// The ways in which all of some conditions come to a truth.
    fn each(&mut self, children: &[NodeId], wanted: bool) -> Vec<Way> {
        let mut ways = vec![Way::default()];
        for child in children {
            let more = self.to(*child, wanted);
            let mut both = Vec::new();
            for (way, other) in ways.iter().flat_map(|way| more.iter().map(move |other| (way, other))) {
                self.work = self.work.saturating_sub(way.clauses.len() * other.clauses.len() + 1);
                if self.work > 0 {
                    both.extend(way.with(other));
                }
            }
            ways = fewest(both);
        }
        ways
    }
}

fn nothing_needed(is_so: bool) -> Vec<Way> {
    if is_so { vec![Way::default()] } else { Vec::new() }
}

/// The ways with the fewest changed values, then with the fewest changed comparisons, then as the source has them.
fn fewest(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by_key(|way| (way.cost(), way.clauses.iter().filter(|clause| clause.is_changed).count()));
    ways.truncate(WAYS);
    ways
}

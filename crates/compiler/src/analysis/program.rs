//! The conditions of a project lowered for analysis, and what is known of the attributes they read.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::{
    condition::{Node, NodeId, Operator},
    rules::{Aggregate, Bucket, Field, Window},
    value::{Scalar, Value},
};

use super::{
    Effort,
    clauses::{self, Conjunction},
};
use crate::{
    attributes::{Attribute, Type},
    campaigns::{Campaign, Show},
    condition::{self, Arena},
    diagnostic::Report,
    lower::Source,
    matching::holds,
    time,
    traits::{Filter, Trait},
    yaml::Span,
};

/// What values an attribute can have.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A text, one of the declared ones if there are any; or missing.
    Text(Vec<String>),
    /// A number, or missing.
    Number,
    /// A truth value, or missing.
    Boolean,
    /// A list of texts, of the declared ones if there are any; or missing.
    List(Vec<String>),
    /// Anything.
    Any,
    /// How many: whole and not negative, and never missing.
    Whole,
    /// A sum in millionths, never missing.
    Amount,
}

impl Kind {
    /// What the attribute is where nothing is known.
    pub(super) fn nothing(&self) -> Value {
        if matches!(self, Kind::Whole | Kind::Amount) { Value::number(0.0) } else { Value::NULL }
    }
}

/// An attribute that some condition reads.
#[derive(Debug)]
pub(super) struct Variable<'a> {
    pub(super) path: String,
    pub(super) kind: Kind,
    /// The trait it is, if it is one.
    pub(super) computed: Option<&'a Trait>,
}

/// What one trait says about another that folds at least the same events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// The one is at most the other.
    AtMost,
    /// Where the one is not nothing, the other is at least one.
    Needs,
}

/// A named condition.
#[derive(Debug)]
pub(super) struct Segment<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
    pub(super) condition: Conjunction,
}

/// A campaign that may run.
#[derive(Debug)]
pub(super) struct Runner<'a> {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) slot: &'a str,
    pub(super) priority: i32,
    pub(super) starts: i64,
    pub(super) ends: i64,
    /// None: everybody.
    pub(super) audience: Option<Conjunction>,
    /// Whether whoever is in the audience while it runs is shown nothing of lower campaigns.
    pub(super) is_sure: bool,
    /// Whether it is there all day, from the start of a page.
    pub(super) is_steady: bool,
    /// Whether campaigns of its slot and priority take turns.
    pub(super) takes_turns: bool,
}

/// Everything that questions are asked about.
#[derive(Debug)]
pub(super) struct Program<'a> {
    pub(super) nodes: Vec<Node>,
    /// The nodes of the segments, by their number in [`Node::Segment`].
    roots: Vec<NodeId>,
    pub(super) variables: Vec<Variable<'a>>,
    /// For each variable those that fold at least its events.
    links: Vec<Vec<(usize, Link)>>,
    /// For each variable the first of those that it is linked with, directly or by others.
    families: Vec<usize>,
    pub(super) segments: Vec<Segment<'a>>,
    /// In order of precedence within a slot.
    pub(super) campaigns: Vec<Runner<'a>>,
    pub(super) effort: Effort,
}

impl<'a> Program<'a> {
    /// The program of a project without mistakes; none where the engine cannot express it.
    pub(super) fn of(source: &'a Source<'a>) -> Option<Program<'a>> {
        let mut arena = source.arena();
        let (mut segments, mut roots) = (Vec::new(), Vec::new());
        // Circles are mistakes, and there are none by now.
        for at in condition::order(source.segments, &condition::SEGMENTS, &mut Report::default()) {
            let entry = source.segments.get(at)?;
            let condition = clauses::read(&entry.node, &mut arena)?;
            arena.declare_segment(&entry.key, condition.root);
            roots.push(condition.root);
            segments.push(Segment { name: &entry.key, span: entry.span, condition });
        }
        let mut campaigns: Vec<Runner> = source
            .campaigns
            .iter()
            .map(|campaign| runner(campaign, source, &mut arena))
            .collect::<Option<_>>()?;
        campaigns.sort_by_key(|runner| (runner.slot, -i64::from(runner.priority)));
        let (paths, finals) = arena.sorted_attributes();
        let variables: Vec<Variable> = paths.into_iter().map(|path| variable(path, source)).collect();
        let links: Vec<Vec<(usize, Link)>> = variables.iter().map(|one| links_of(one, &variables)).collect();
        let families = families(&links);
        let nodes = arena.into_nodes(&finals);
        Some(Program {
            nodes,
            roots,
            variables,
            links,
            families,
            segments,
            campaigns,
            effort: Effort::default(),
        })
    }

    /// The node of a segment.
    pub(super) fn root(&self, segment: u16) -> Option<NodeId> {
        self.roots.get(usize::from(segment)).copied()
    }

    /// What a variable says about others.
    pub(super) fn links(&self, variable: usize) -> &[(usize, Link)] {
        self.links.get(variable).map_or(&[], Vec::as_slice)
    }

    /// A whole visitor from the attributes that matter: all others are what they are where nothing is known, or what the
    /// traits among the given ones make of them.
    pub(super) fn complete(&self, given: &BTreeMap<usize, Value>) -> Vec<Value> {
        let mut values: Vec<Value> = self.variables.iter().map(|variable| variable.kind.nothing()).collect();
        for (variable, value) in given {
            set(&mut values, *variable, value.clone());
        }
        for (variable, value) in given {
            for (other, link) in self.links(*variable).iter().filter(|(other, _)| !given.contains_key(other))
            {
                let least = match link {
                    Link::AtMost => number(value),
                    Link::Needs => f64::from(u8::from(!is_nothing(value))),
                };
                let before = values.get(*other).map_or(0.0, number);
                set(&mut values, *other, Value::number(before.max(least)));
            }
        }
        values
    }

    /// Whether a node holds for a visitor; an operator that cannot be evaluated does not.
    pub(super) fn holds(&mut self, node: NodeId, values: &[Value]) -> bool {
        let mut steps = 0;
        let truth = self.truth(node, values, &mut steps);
        self.effort.steps += steps;
        truth == Some(true)
    }

    /// Whether a node cannot be evaluated here for a visitor.
    pub(super) fn is_open(&self, node: NodeId, values: &[Value]) -> bool {
        self.truth(node, values, &mut 0).is_none()
    }

    /// The attributes that a node depends on, by number.
    pub(super) fn read_by(&self, root: NodeId) -> BTreeSet<usize> {
        self.tests(root, true).into_iter().map(|(attribute, ..)| usize::from(attribute)).collect()
    }

    /// The attributes that a node asks about, those of segments with them or not, and what each is compared with; none where only parts of
    /// a list are.
    pub(super) fn tests(
        &self,
        root: NodeId,
        is_with_segments: bool,
    ) -> Vec<(u16, Option<(Operator, &Value)>)> {
        let (mut tests, mut seen, mut waiting) = (Vec::new(), BTreeSet::new(), vec![root]);
        while let Some(node) = waiting.pop() {
            if !seen.insert(node) {
                continue;
            }
            match self.nodes.get(node as usize) {
                Some(Node::All(children) | Node::Any(children) | Node::Nor(children)) => {
                    waiting.extend(children)
                }
                Some(Node::Not(child)) => waiting.push(*child),
                Some(Node::Segment(segment)) if is_with_segments => waiting.extend(self.root(*segment)),
                Some(Node::Test { attribute, operator, operand }) => {
                    tests.push((*attribute, Some((*operator, operand))));
                }
                Some(Node::Within { attribute, .. }) => tests.push((*attribute, None)),
                Some(Node::Segment(_) | Node::Unknown) | None => {}
            }
        }
        tests
    }

    /// Of some nodes, by index, those that can have to do with one: they read the same attributes, or attributes that say something
    /// about each other, or are related by others in between.
    pub(super) fn related(&self, root: NodeId, others: &[NodeId]) -> BTreeSet<usize> {
        let families = |node: NodeId| -> BTreeSet<usize> {
            self.read_by(node).iter().filter_map(|variable| self.families.get(*variable)).copied().collect()
        };
        let mut reached = families(root);
        let mut left: Vec<(usize, BTreeSet<usize>)> =
            others.iter().enumerate().map(|(at, other)| (at, families(*other))).collect();
        let mut related = BTreeSet::new();
        loop {
            let (near, far): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|(_, own)| !own.is_disjoint(&reached));
            if near.is_empty() {
                return related;
            }
            for (at, own) in near {
                related.insert(at);
                reached.extend(own);
            }
            left = far;
        }
    }

    fn truth(&self, node: NodeId, values: &[Value], steps: &mut usize) -> Option<bool> {
        *steps += 1;
        match self.nodes.get(node as usize)? {
            Node::All(children) => self.all(children, values, steps),
            Node::Any(children) if children.is_empty() => Some(true),
            Node::Nor(children) if children.is_empty() => Some(false),
            Node::Any(children) => self.any(children, values, steps),
            Node::Nor(children) => self.any(children, values, steps).map(|truth| !truth),
            Node::Not(child) => self.truth(*child, values, steps).map(|truth| !truth),
            Node::Segment(segment) => self.truth(self.root(*segment)?, values, steps),
            Node::Test { attribute, operator, operand } => {
                Some(holds(values.get(usize::from(*attribute))?, *operator, operand))
            }
            // Never met: a question about it stays open.
            Node::Within { .. } | Node::Unknown => None,
        }
    }

    fn all(&self, children: &[NodeId], values: &[Value], steps: &mut usize) -> Option<bool> {
        let mut result = Some(true);
        for child in children {
            match self.truth(*child, values, steps) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => result = None,
            }
        }
        result
    }

    fn any(&self, children: &[NodeId], values: &[Value], steps: &mut usize) -> Option<bool> {
        let mut result = Some(false);
        for child in children {
            match self.truth(*child, values, steps) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => result = None,
            }
        }
        result
    }
}

fn set(values: &mut [Value], at: usize, value: Value) {
    if let Some(slot) = values.get_mut(at) {
        *slot = value;
    }
}

fn number(value: &Value) -> f64 {
    if let Value::One(Scalar::Number(number)) = value { *number } else { 0.0 }
}

/// Whether a trait of that value may have folded no event.
pub(super) fn is_nothing(value: &Value) -> bool {
    value.is_null() || *value == Value::number(0.0)
}

fn runner<'a>(campaign: &'a Campaign<'a>, source: &Source, arena: &mut Arena) -> Option<Runner<'a>> {
    let audience = match campaign.audience {
        Some(node) => Some(clauses::read(node, arena)?),
        None => None,
    };
    let (slot, _) = campaign.slot.as_ref()?;
    let takes_turns = source.slots.iter().any(|known| known.name == *slot && known.rotates);
    // A visitor's clock may be that much ahead of UTC, or behind.
    let around = if campaign.schedule.local { time::DAY as i64 } else { 0 };
    let has_content = |show: &Show| matches!(show, Show::Fields(_) | Show::Template(_) | Show::Default);
    Some(Runner {
        name: campaign.name.clone(),
        span: campaign.span,
        slot,
        priority: campaign.priority,
        starts: campaign.schedule.starts.saturating_sub(around),
        ends: campaign.schedule.ends.saturating_add(around),
        audience,
        // Items may be too few, or something else stands against it, and the next campaign's turn comes.
        is_sure: campaign.show.is_some()
            && campaign.shows().all(has_content)
            && campaign.is_unbounded()
            && !takes_turns,
        is_steady: campaign.schedule.hours.is_empty()
            && !campaign.schedule.local
            && campaign.trigger.is_empty(),
        takes_turns,
    })
}

fn variable<'a>(path: String, source: &'a Source<'a>) -> Variable<'a> {
    let computed = source.traits.iter().find(|computed| computed.path == path);
    let declared = source.attributes.get(&path);
    let kind = computed.and_then(kind_of_trait).or_else(|| declared.map(kind_of_attribute));
    Variable { path, kind: kind.unwrap_or(Kind::Any), computed }
}

/// What a fold's result is known to be beyond its type.
fn kind_of_trait(computed: &Trait) -> Option<Kind> {
    match (computed.parts.aggregate, &computed.parts.of) {
        _ if !computed.cases.is_empty() => None,
        (Aggregate::Count | Aggregate::Distinct | Aggregate::Streak, _)
        | (Aggregate::Sum, Field::Quantity) => Some(Kind::Whole),
        (Aggregate::Sum, _) => Some(Kind::Amount),
        _ => None,
    }
}

fn kind_of_attribute(attribute: &Attribute) -> Kind {
    match attribute.kind {
        Type::Text => Kind::Text(attribute.values.clone()),
        Type::Number | Type::Date => Kind::Number,
        Type::Boolean => Kind::Boolean,
        Type::List => Kind::List(attribute.values.clone()),
        Type::Any | Type::Objects => Kind::Any,
    }
}

fn links_of(one: &Variable, variables: &[Variable]) -> Vec<(usize, Link)> {
    let Some(narrow) = one.computed else { return Vec::new() };
    let link = |(at, other): (usize, &Variable)| {
        let wide = other.computed.filter(|_| one.path != other.path)?;
        if !folds_less(narrow, wide) {
            return None;
        }
        let (narrow, wide) = (&narrow.parts, &wide.parts);
        let is_same_fold = narrow.aggregate == wide.aggregate && narrow.of == wide.of;
        if is_same_fold && one.kind == Kind::Whole {
            return Some((at, Link::AtMost));
        }
        (wide.aggregate == Aggregate::Count).then_some((at, Link::Needs))
    };
    variables.iter().enumerate().filter_map(link).collect()
}

/// The least variable that each one is connected with by links.
fn families(links: &[Vec<(usize, Link)>]) -> Vec<usize> {
    let mut families: Vec<usize> = (0..links.len()).collect();
    for (one, others) in links.iter().enumerate() {
        for (other, _) in others {
            let pair = [one, *other].map(|at| families.get(at).copied().unwrap_or(at));
            let [least, most] = [pair[0].min(pair[1]), pair[0].max(pair[1])];
            families.iter_mut().filter(|family| **family == most).for_each(|family| *family = least);
        }
    }
    families
}

/// Whether the one trait is nothing without an event, and every event that it folds is folded by the other as well.
fn folds_less(narrow: &Trait, wide: &Trait) -> bool {
    let is_fold = |computed: &Trait| {
        let other =
            matches!(computed.parts.aggregate, Aggregate::Matched | Aggregate::Unique | Aggregate::Streak);
        computed.cases.is_empty() && !other
    };
    let are_known = |names: &[String]| names.iter().all(|event| wide.parts.on.contains(event));
    let is_named = match narrow.parts.on.as_slice() {
        _ if wide.parts.on.is_empty() => true,
        [] => false,
        names => are_known(names),
    };
    let is_filter_within = wide.filter == Filter::default() || wide.filter == narrow.filter;
    is_fold(narrow)
        && is_fold(wide)
        && is_named
        && is_filter_within
        && is_window_within(narrow.parts.window, wide.parts.window)
}

/// Whether every event of the one window is in the other. Windows of up to 48 hours are exact, longer ones count whole hours,
/// so a long one holds a short one only if it is an hour longer.
fn is_window_within(narrow: Window, wide: Window) -> bool {
    const HOUR: u64 = 3_600_000;
    match (narrow.bucket, wide.bucket) {
        (_, Bucket::Session) => narrow.bucket == Bucket::Session,
        _ if wide.length == 0 => true,
        _ if narrow.length == 0 => false,
        (Bucket::Every(1), Bucket::Every(HOUR)) => narrow.length.div_ceil(HOUR) < wide.length,
        (narrow_bucket, wide_bucket) => narrow_bucket == wide_bucket && narrow.length <= wide.length,
    }
}

#[cfg(test)]
mod tests {
    use super::{Window, is_window_within};

    const HOUR: u64 = 3_600_000;

    #[test]
    fn windows_within_windows() {
        let rolling = Window::rolling;
        let cases = [
            (rolling(7 * 24 * HOUR), rolling(30 * 24 * HOUR), true),
            (rolling(30 * 24 * HOUR), rolling(7 * 24 * HOUR), false),
            (rolling(30 * 24 * HOUR), Window::ALL, true),
            (Window::ALL, rolling(30 * 24 * HOUR), false),
            (rolling(HOUR / 2), rolling(HOUR), true),
            (rolling(48 * HOUR), rolling(72 * HOUR), true),
            (rolling(48 * HOUR), rolling(49 * HOUR), true),
            (rolling(48 * HOUR - HOUR / 2), rolling(48 * HOUR + HOUR / 2), false),
            (rolling(HOUR), rolling(HOUR), true),
        ];
        for (narrow, wide, expected) in cases {
            assert_eq!(is_window_within(narrow, wide), expected, "{narrow:?} {wide:?}");
        }
    }
}

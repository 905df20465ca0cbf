//! Conditions evaluated over values, in the exact meaning of GrowthBook's specification 0.12.0.
//!
//! Truth is three-valued: what cannot be evaluated is neither true nor false, travels through `$not` and `$nor` like SQL's
//! NULL, and counts as false at the top. Here a condition is evaluated on its own, from nothing; [`crate::situation`] keeps the truths
//! of all conditions of a bundle while values change.

use core::cmp::Ordering;

use crate::{
    bundle::Bundle,
    condition::{ELEMENT, Node, NodeId, Operator, Part},
    host::{Host, Question},
    rules::{Attribute, Segment},
    value::{Scalar, Value},
    version,
};

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It cannot be evaluated.
    Unknown,
}

impl Truth {
    pub(crate) fn of(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }

    fn negated(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// How many of some conditions hold, and how many cannot be evaluated.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) holding: u32,
    pub(crate) unknown: u32,
}

impl Tally {
    /// Takes a condition of that truth in.
    pub(crate) fn add(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.holding += 1,
            Truth::False => {}
            Truth::Unknown => self.unknown += 1,
        }
    }

    /// Takes a condition of that truth out.
    pub(crate) fn remove(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.holding -= 1,
            Truth::False => {}
            Truth::Unknown => self.unknown -= 1,
        }
    }

    /// Some of them hold.
    fn any(self) -> Truth {
        if self.holding == 0 && self.unknown > 0 { Truth::Unknown } else { Truth::of(self.holding > 0) }
    }

    /// What a node comes to whose children, so many, come to this.
    pub(crate) fn truth(self, node: &Node, children: usize) -> Truth {
        let count = children as u32;
        match node {
            Node::All(_) | Node::Segment(_) if self.holding == count => Truth::True,
            Node::All(_) | Node::Segment(_) if self.holding + self.unknown < count => Truth::False,
            Node::Any(_) if count == 0 => Truth::True,
            Node::Nor(_) if count == 0 => Truth::False,
            Node::Any(_) => self.any(),
            Node::Nor(_) | Node::Not(_) => self.any().negated(),
            _ => Truth::Unknown,
        }
    }
}

/// What a condition is evaluated over.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) nodes: &'a [Node],
    pub(crate) segments: &'a [Segment],
    pub(crate) attributes: &'a [Attribute],
    /// Values of attributes; none where a condition is about an element.
    pub(crate) values: &'a [Value],
    pub(crate) host: Option<Host>,
}

impl<'a> Scope<'a> {
    /// The conditions of a bundle, for what is within a value.
    pub(crate) fn of(bundle: &'a Bundle) -> Scope<'a> {
        let rules = bundle.rules();
        Scope {
            nodes: &rules.nodes,
            segments: &rules.segments,
            attributes: &rules.attributes,
            values: &[],
            host: bundle.host(),
        }
    }

    /// Evaluates a node; one that takes more steps than there is fuel for cannot be evaluated.
    pub(crate) fn truth(&self, id: NodeId, element: Option<&Value>, fuel: &mut u32) -> Truth {
        let node = self.nodes.get(id as usize).filter(|_| *fuel > 0);
        let Some(node) = node else { return Truth::Unknown };
        *fuel -= 1;
        if let Node::Test { attribute, .. } | Node::Within { attribute, .. } = node {
            let index = usize::from(*attribute);
            let Some(element) = element else {
                return self.test(node, self.values.get(index).unwrap_or(&Value::NULL), fuel);
            };
            let path = self.attributes.get(index).and_then(|known| known.path.strip_prefix(ELEMENT));
            return match path {
                Some("") => self.test(node, element, fuel),
                Some(path) => self.test(node, &element.at(path), fuel),
                None => Truth::Unknown,
            };
        }
        let children = node.children(self.segments);
        let mut tally = Tally::default();
        for child in children {
            tally.add(self.truth(*child, element, fuel));
        }
        tally.truth(node, children.len())
    }

    /// What a test of an attribute comes to that has that value.
    pub(crate) fn test(&self, node: &Node, value: &Value, fuel: &mut u32) -> Truth {
        match node {
            Node::Test { operator, operand, .. } => compare(value, *operator, operand, self.host),
            Node::Within { part, condition, .. } => match value.list() {
                Some(list) => self.within(list, *part, *condition, fuel),
                None => Truth::False,
            },
            _ => Truth::Unknown,
        }
    }

    fn within(&self, list: &[Scalar], part: Part, condition: NodeId, fuel: &mut u32) -> Truth {
        if part == Part::Length {
            return self.truth(condition, Some(&Value::number(list.len() as f64)), fuel);
        }
        let mut tally = Tally::default();
        for element in list {
            if part == Part::Any || *element != Scalar::Null {
                tally.add(self.truth(condition, Some(&element.to_value()), fuel));
            }
        }
        tally.any()
    }
}

/// Compares a value with a constant. What needs a host cannot be evaluated without one.
pub fn compare(value: &Value, operator: Operator, operand: &Value, host: Option<Host>) -> Truth {
    let host = host.filter(|_| operator >= Operator::Matches);
    if host.is_none() && operator >= Operator::Matches {
        return Truth::Unknown;
    }
    Truth::of(match operator {
        Operator::Is => value == operand,
        Operator::Equal => is_equal(value, operand),
        Operator::NotEqual => !is_equal(value, operand),
        Operator::Exists => is_truthy(operand) != value.is_null(),
        Operator::In | Operator::InFolded => is_in(value, operand, host),
        Operator::NotIn | Operator::NotInFolded => {
            matches!(operand, Value::Many(_)) && !is_in(value, operand, host)
        }
        Operator::HasAll | Operator::HasAllFolded => match (value.list(), operand) {
            (Some(list), Value::Many(expected)) => expected.iter().all(|one| has(list, one, host)),
            _ => false,
        },
        Operator::Size => match (value.list(), operand) {
            (Some(list), Value::One(Scalar::Number(size))) => list.len() as f64 == *size,
            _ => false,
        },
        Operator::Type => texts(&Value::text(type_of(value)), operand, str::eq),
        Operator::Contains => texts(value, operand, contains),
        Operator::Matches => ask(value, operand, Question::Matches, host),
        Operator::MatchesFolded => ask(value, operand, Question::MatchesFolded, host),
        operator => is_ordered(value, operator, operand),
    })
}

/// Strict equality of scalars; lists are compared by reference in JavaScript, so never equal.
fn is_equal(value: &Value, operand: &Value) -> bool {
    matches!((value, operand), (Value::One(value), Value::One(operand)) if value == operand)
}

fn is_ordered(value: &Value, operator: Operator, operand: &Value) -> bool {
    let is_version = operator >= Operator::VersionEqual;
    let order = if is_version { version::order(value, operand) } else { order(value, operand) };
    match (operator, order) {
        (Operator::VersionNotEqual, order) => order != Some(Ordering::Equal),
        (_, None) => false,
        (Operator::Less | Operator::VersionLess, Some(order)) => order.is_lt(),
        (Operator::LessOrEqual | Operator::VersionLessOrEqual, Some(order)) => order.is_le(),
        (Operator::Greater | Operator::VersionGreater, Some(order)) => order.is_gt(),
        (Operator::GreaterOrEqual | Operator::VersionGreaterOrEqual, Some(order)) => order.is_ge(),
        (_, Some(order)) => order.is_eq(),
    }
}

/// The order of two numbers, or of two texts by UTF-16 code units; none between anything else.
fn order(value: &Value, operand: &Value) -> Option<Ordering> {
    match (value, operand) {
        (Value::One(Scalar::Number(a)), Value::One(Scalar::Number(b))) => a.partial_cmp(b),
        (Value::One(Scalar::Text(a)), Value::One(Scalar::Text(b))) => {
            Some(order_of_bytes(a.as_bytes(), b.as_bytes()))
        }
        _ => None,
    }
}

/// The order of texts by UTF-16 code units.
pub(crate) fn order_of_bytes(a: &[u8], b: &[u8]) -> Ordering {
    for (a, b) in a.iter().zip(b) {
        if a != b {
            return utf16_rank(*a).cmp(&utf16_rank(*b));
        }
    }
    a.len().cmp(&b.len())
}

/// Ranks a byte of UTF-8 so that bytes compare as UTF-16 code units do: the two orders differ only in that UTF-16 puts
/// U+E000–U+FFFF (first byte EE or EF) behind the characters beyond the basic plane (first byte F0–F4).
fn utf16_rank(byte: u8) -> u8 {
    if byte | 1 == 0xef { byte + 0x10 } else { byte }
}

/// JavaScript's truthiness; a list is truthy.
fn is_truthy(value: &Value) -> bool {
    match value {
        Value::One(Scalar::Null) => false,
        Value::One(Scalar::Bool(truth)) => *truth,
        Value::One(Scalar::Number(number)) => *number != 0.0 && !number.is_nan(),
        Value::One(Scalar::Text(text)) => !text.is_empty(),
        _ => true,
    }
}

/// What `$type` calls it.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::One(Scalar::Null) => "null",
        Value::One(Scalar::Bool(_)) => "boolean",
        Value::One(Scalar::Number(_)) => "number",
        Value::One(Scalar::Text(_)) => "string",
        Value::One(Scalar::Object(_)) => "object",
        Value::One(Scalar::List(_)) | Value::Many(_) => "array",
    }
}

fn is_in(value: &Value, operand: &Value, host: Option<Host>) -> bool {
    let Value::Many(list) = operand else { return false };
    match value {
        Value::One(one) => list.iter().any(|known| is_same(one, known, host)),
        Value::Many(many) => list.iter().any(|known| has(many, known, host)),
    }
}

fn has(list: &[Scalar], expected: &Scalar, host: Option<Host>) -> bool {
    list.iter().any(|one| is_same(one, expected, host))
}

/// Whether two scalars are the same; with a host, texts in lower case.
fn is_same(one: &Scalar, expected: &Scalar, host: Option<Host>) -> bool {
    match (one, expected, host) {
        (Scalar::Text(one), Scalar::Text(expected), Some(host)) => host(Question::IsFolded, one, expected),
        _ => one == expected,
    }
}

fn ask(value: &Value, operand: &Value, question: Question, host: Option<Host>) -> bool {
    texts(value, operand, |text, pattern| host.is_some_and(|host| host(question, text, pattern)))
}

/// Whether both are texts of which something holds.
fn texts(value: &Value, operand: &Value, holds: impl FnOnce(&str, &str) -> bool) -> bool {
    match (value, operand) {
        (Value::One(Scalar::Text(value)), Value::One(Scalar::Text(operand))) => holds(value, operand),
        _ => false,
    }
}

/// Whether a text is part of another. Not `str::contains`, which brings a searcher of two kilobytes.
fn contains(text: &str, part: &str) -> bool {
    let mut rest = text.as_bytes();
    while rest.len() >= part.len() {
        if rest.starts_with(part.as_bytes()) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

//! Conditions evaluated over the values of one moment, in the exact meaning of GrowthBook's specification 0.12.0.
//!
//! Truth is three-valued: what cannot be evaluated is neither true nor false, travels through `$not` and `$nor` like SQL's
//! NULL, and counts as false at the top. Every node is evaluated at most once a moment.

use alloc::vec::Vec;

use crate::{
    condition::{Node, NodeId, Operator},
    rules::Segment,
    value::{Scalar, Value},
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
    fn of(holds: bool) -> Truth {
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

/// The truths already known of one moment's nodes.
pub(crate) type Truths = Vec<Option<Truth>>;

/// Nothing known of so many nodes.
pub(crate) fn unknown(nodes: &[Node]) -> Truths {
    let mut truths = Vec::new();
    for _ in nodes {
        truths.push(None);
    }
    truths
}

/// Evaluates a node over attribute values, and remembers it.
pub(crate) fn truth(
    nodes: &[Node],
    segments: &[Segment],
    values: &[Value],
    truths: &mut Truths,
    id: NodeId,
) -> Truth {
    if let Some(known) = truths.get(id as usize).copied().flatten() {
        return known;
    }
    let Some(node) = nodes.get(id as usize) else { return Truth::Unknown };
    let truth = match node {
        Node::All(children) => all(nodes, segments, values, truths, children),
        Node::Any(children) if children.is_empty() => Truth::True,
        Node::Any(children) => any(nodes, segments, values, truths, children),
        Node::Nor(children) if children.is_empty() => Truth::False,
        Node::Nor(children) => any(nodes, segments, values, truths, children).negated(),
        Node::Not(child) => truth(nodes, segments, values, truths, *child).negated(),
        Node::Test { attribute, operator, operand } => {
            let value = values.get(usize::from(*attribute)).unwrap_or(&Value::NULL);
            Truth::of(compare(value, *operator, operand))
        }
        Node::Segment(segment) => {
            let root = segments.get(usize::from(*segment)).map(|segment| segment.root);
            root.map_or(Truth::Unknown, |root| self::truth(nodes, segments, values, truths, root))
        }
        Node::Unknown => Truth::Unknown,
    };
    if let Some(slot) = truths.get_mut(id as usize) {
        *slot = Some(truth);
    }
    truth
}

fn all(
    nodes: &[Node],
    segments: &[Segment],
    values: &[Value],
    truths: &mut Truths,
    children: &[NodeId],
) -> Truth {
    let mut result = Truth::True;
    for child in children {
        match truth(nodes, segments, values, truths, *child) {
            Truth::True => {}
            Truth::False => return Truth::False,
            Truth::Unknown => result = Truth::Unknown,
        }
    }
    result
}

fn any(
    nodes: &[Node],
    segments: &[Segment],
    values: &[Value],
    truths: &mut Truths,
    children: &[NodeId],
) -> Truth {
    let mut result = Truth::False;
    for child in children {
        match truth(nodes, segments, values, truths, *child) {
            Truth::True => return Truth::True,
            Truth::False => {}
            Truth::Unknown => result = Truth::Unknown,
        }
    }
    result
}

/// Compares a value with a constant.
pub fn compare(value: &Value, operator: Operator, operand: &Value) -> bool {
    match operator {
        Operator::Is => value == operand,
        Operator::Equal => is_equal(value, operand),
        Operator::NotEqual => !is_equal(value, operand),
        Operator::Less => order(value, operand).is_some_and(|order| order.is_lt()),
        Operator::LessOrEqual => order(value, operand).is_some_and(|order| order.is_le()),
        Operator::Greater => order(value, operand).is_some_and(|order| order.is_gt()),
        Operator::GreaterOrEqual => order(value, operand).is_some_and(|order| order.is_ge()),
        Operator::Exists => is_truthy(operand) != value.is_null(),
        Operator::In => is_in(value, operand),
        Operator::NotIn => matches!(operand, Value::Many(_)) && !is_in(value, operand),
        Operator::HasAll => has_all(value, operand),
        Operator::Size => match (value, operand) {
            (Value::Many(list), Value::One(Scalar::Number(size))) => list.len() as f64 == *size,
            _ => false,
        },
    }
}

/// Strict equality of scalars; lists are compared by reference in JavaScript, so never equal.
fn is_equal(value: &Value, operand: &Value) -> bool {
    matches!((value, operand), (Value::One(value), Value::One(operand)) if value == operand)
}

/// The order of two numbers, or of two texts by UTF-16 code units; none between anything else.
fn order(value: &Value, operand: &Value) -> Option<core::cmp::Ordering> {
    match (value, operand) {
        (Value::One(Scalar::Number(a)), Value::One(Scalar::Number(b))) => a.partial_cmp(b),
        (Value::One(Scalar::Text(a)), Value::One(Scalar::Text(b))) => {
            for (a, b) in a.bytes().zip(b.bytes()) {
                if a != b {
                    return Some(utf16_rank(a).cmp(&utf16_rank(b)));
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        _ => None,
    }
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
        Value::Many(_) => true,
    }
}

fn is_in(value: &Value, operand: &Value) -> bool {
    let Value::Many(list) = operand else { return false };
    for one in value.scalars() {
        if list.contains(one) {
            return true;
        }
    }
    false
}

fn has_all(value: &Value, operand: &Value) -> bool {
    match (value, operand) {
        (Value::Many(list), Value::Many(expected)) => expected.iter().all(|one| list.contains(one)),
        _ => false,
    }
}

//! Conditions: GrowthBook's language (spec 0.12.0) as a flat arena of nodes.
//!
//! An author's tree of `$and`, `$or`, `$not`, comparisons and segments is compiled to [`Node`]s in an order in which
//! every node stands behind all nodes it refers to. So a cycle cannot be written down, one pass checks an arena, and a
//! node shared by many rules is evaluated once.
//!
//! Not here: regular expressions, versions, groups, `$elemMatch` and comparison without regard to case (Unicode's tables cost
//! nine kilobytes; the host will lend its own function, as for regular expressions); they come with the decision engine. A condition that
//! uses them compiles to [`Node::Unknown`], which is neither true nor false.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::value::Value;

/// Index of a node in [`crate::rules::Rules::nodes`].
pub type NodeId = u32;

/// One step of a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// `$and`, and the fields of one object: every child holds. Empty: true.
    All(Vec<NodeId>),
    /// `$or`: some child holds. **Empty: true**, as the specification has it.
    Any(Vec<NodeId>),
    /// `$nor`: no child holds. **Empty: false**, being the negation of an empty `$or`.
    Nor(Vec<NodeId>),
    /// `$not`.
    Not(NodeId),
    /// An attribute compared with a constant.
    Test {
        /// Index in [`crate::rules::Rules::attributes`].
        attribute: u16,
        /// The comparison.
        operator: Operator,
        /// The constant at its right.
        operand: Value,
    },
    /// Membership of a segment.
    Segment(u16),
    /// An operator this engine does not know: it cannot be evaluated, and counts as not matching in the end.
    Unknown,
}

/// A comparison between an attribute and a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// A bare value: same type and equal; lists are equal element by element.
    Is,
    /// `$eq`: strictly equal scalars; a list is never equal to anything.
    Equal,
    /// `$ne`: the negation of `$eq`.
    NotEqual,
    /// `$lt`: both numbers, or both texts.
    Less,
    /// `$lte`.
    LessOrEqual,
    /// `$gt`.
    Greater,
    /// `$gte`.
    GreaterOrEqual,
    /// `$exists`, its operand a truth value.
    Exists,
    /// `$in`: the attribute, or one of its elements, is in the list.
    In,
    /// `$nin`: the attribute is in no way in the list; false where the operand is no list.
    NotIn,
    /// `$all`: the attribute is a list that has every element of the operand.
    HasAll,
    /// `$size` with a number: the length of a list.
    Size,
}

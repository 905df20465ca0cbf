//! Conditions: GrowthBook's language (spec 0.12.0) as a flat arena of nodes.
//!
//! An author's tree of `$and`, `$or`, `$not`, comparisons and segments is compiled to [`Node`]s in an order in which
//! every node stands behind all nodes it refers to. So a cycle cannot be written down, one pass checks an arena, and a
//! node shared by many rules is evaluated once.
//!
//! Not here: saved groups, which the compiler resolves, and whatever needs Unicode's tables or a matcher of patterns: the host
//! lends both (see [`crate::host`]). A condition that uses an operator nobody knows compiles to [`Node::Unknown`], which is neither
//! true nor false.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{rules::Segment, value::Value};

/// Index of a node in [`crate::rules::Rules::nodes`].
pub type NodeId = u32;

/// The path by which the condition of a [`Node::Within`] reads the element itself; before the path of a field of it.
pub const ELEMENT: &str = ".";

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
    /// An attribute is a list, and of it a part satisfies a condition of its own. That condition reads attributes whose path begins
    /// with [`ELEMENT`], and no others.
    Within {
        /// Index in [`crate::rules::Rules::attributes`].
        attribute: u16,
        /// What of the list is looked at.
        part: Part,
        /// What must hold of it.
        condition: NodeId,
    },
}

impl Node {
    /// The nodes whose truths this one combines.
    pub(crate) fn children<'a>(&'a self, segments: &'a [Segment]) -> &'a [NodeId] {
        match self {
            Node::All(children) | Node::Any(children) | Node::Nor(children) => children,
            Node::Not(child) => core::slice::from_ref(child),
            Node::Segment(segment) => match segments.get(usize::from(*segment)) {
                Some(segment) => core::slice::from_ref(&segment.root),
                None => &[],
            },
            Node::Test { .. } | Node::Within { .. } | Node::Unknown => &[],
        }
    }
}

/// What of a list a [`Node::Within`] looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// `$elemMatch`: some element that is not null.
    Element,
    /// An entry of `$all`: some element, null or not.
    Any,
    /// `$size` with a condition: the length.
    Length,
}

/// A comparison between an attribute and a constant. Those from [`Operator::Matches`] on need the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Operator {
    /// A bare value: same type and equal; lists and objects are equal element by element.
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
    /// `$type`, its operand the name of a type.
    Type,
    /// `$regex` without any metacharacter: the attribute is a text that contains the operand.
    Contains,
    /// `$veq`: equal as versions, both texts or both numbers.
    VersionEqual,
    /// `$vne`: the negation of `$veq`.
    VersionNotEqual,
    /// `$vlt`.
    VersionLess,
    /// `$vlte`.
    VersionLessOrEqual,
    /// `$vgt`.
    VersionGreater,
    /// `$vgte`.
    VersionGreaterOrEqual,
    /// `$regex`: a text in which the pattern is found.
    Matches,
    /// `$regexi`: the same without regard to case.
    MatchesFolded,
    /// `$ini`: `$in` without regard to case. The operand is in lower case already.
    InFolded,
    /// `$nini`: the negation of `$ini`.
    NotInFolded,
    /// `$alli`: `$all` without regard to case. The operand is in lower case already.
    HasAllFolded,
}

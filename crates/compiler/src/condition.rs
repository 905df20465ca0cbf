//! Conditions of GrowthBook (spec 0.12.0): checked for authors, then lowered to the engine's nodes.
//!
//! Two steps, so that the meaning of a condition stands in one place. `check` is for authors: it knows the declared
//! attributes and reports at its exact place whatever can never have been meant. [`lower`] knows the exact meaning of
//! every operator and nothing of declarations; it also takes GrowthBook's public cases as they are.

mod arena;
mod check;
mod groups;
mod lower;
mod operands;
mod order;
mod pattern;

use crate::yaml::Node;
pub mod url;

pub use arena::Arena;
pub(crate) use check::{Known, check, check_possible, unknown_attribute};
pub use groups::Groups;
pub use lower::{NotExpressible, lower, value};
pub(crate) use order::{GROUPS, SEGMENTS, order};

/// Operators that combine conditions.
pub(crate) const LOGICAL: &[&str] = &["$and", "$or", "$nor", "$not"];

/// Operators that compare an attribute.
pub(crate) const COMPARISONS: &[&str] = &[
    "$eq",
    "$ne",
    "$lt",
    "$lte",
    "$gt",
    "$gte",
    "$exists",
    "$in",
    "$nin",
    "$ini",
    "$nini",
    "$all",
    "$alli",
    "$size",
    "$elemMatch",
    "$regex",
    "$regexi",
    "$notRegex",
    "$notRegexi",
    "$veq",
    "$vne",
    "$vlt",
    "$vlte",
    "$vgt",
    "$vgte",
    "$inGroup",
    "$notInGroup",
    "$type",
    "$not",
];

/// Paths that a condition reads, without those of its saved groups.
pub(crate) fn paths(condition: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for entry in condition.entries() {
        match entry.key.as_str() {
            "$and" | "$or" | "$nor" => found.extend(entry.node.items().iter().flat_map(paths)),
            "$not" => found.extend(paths(&entry.node)),
            key if key.starts_with('$') => {}
            path => found.push(path.to_owned()),
        }
    }
    found
}

//! Conditions of GrowthBook (spec 0.12.0): checked for authors, then lowered to the engine's nodes.
//!
//! Two steps, so that the meaning of a condition stands in one place. `check` is for authors: it knows the declared
//! attributes and reports at its exact place whatever can never have been meant. [`lower`] knows the exact meaning of
//! every operator and nothing of declarations; it also takes GrowthBook's public cases as they are.
//!
//! Not here: `$regex`, versions, groups, `$elemMatch` and comparison without regard to case, which the engine does not
//! evaluate yet. [`lower`] says so instead of guessing.

mod arena;
mod check;
mod lower;
mod order;

pub use arena::Arena;
pub(crate) use check::{Known, check, check_possible, unknown_attribute};
pub use lower::{NotExpressible, lower};
pub(crate) use order::order;

/// Operators that combine conditions.
pub(crate) const LOGICAL: &[&str] = &["$and", "$or", "$nor", "$not"];

/// Operators that compare an attribute, as the engine evaluates them.
pub(crate) const COMPARISONS: &[&str] =
    &["$eq", "$ne", "$lt", "$lte", "$gt", "$gte", "$exists", "$in", "$nin", "$all", "$size", "$not"];

/// Operators of GrowthBook 0.12 that the engine does not evaluate yet.
pub(crate) const NOT_YET: &[&str] = &[
    "$regex",
    "$regexi",
    "$notRegex",
    "$notRegexi",
    "$veq",
    "$vne",
    "$vgt",
    "$vgte",
    "$vlt",
    "$vlte",
    "$ini",
    "$nini",
    "$alli",
    "$elemMatch",
    "$inGroup",
    "$notInGroup",
    "$type",
];

//! `segments.yaml`: named conditions.

use crate::{
    forms,
    shape::{FileShape, Shape, required},
    yaml::{Entry, Node},
};

static CONDITION: Shape = Shape::Condition;

/// The shape of `segments.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "segments",
    doc: "Segments: named conditions over attributes and computed traits.",
    shape: Shape::Record(&[required(
        "segments",
        "Every segment by its name.",
        "{gold: {host.loyalty_tier: gold}}",
        Shape::Named { key: &forms::NAME, of: &CONDITION },
    )]),
};

/// The segments: each a name and its condition.
pub(crate) fn read(root: &Node) -> &[Entry] {
    root.field("segments").map_or(&[][..], Node::entries)
}

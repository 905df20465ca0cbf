//! `pictures`: which pictures a page asks for, given that what it asks for can be seen from outside.

use crate::{shape::Shape, yaml::Node};

/// The shape of the key, in `sillage.yaml` and for a slot.
pub(crate) const SHAPE: Shape = Shape::Choice(&["all", "none", "shown-only"]);

/// Which pictures a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Pictures {
    /// Those of all campaigns of a slot, whichever is shown; none of products, as any might be shown.
    #[default]
    All,
    /// None.
    None,
    /// Those of what is shown: whoever sees the requests sees what that is.
    ShownOnly,
}

impl Pictures {
    /// Nothing where it is none of the words, which the shape reports.
    pub(crate) fn read(node: &Node) -> Option<Pictures> {
        Some(match node.text()? {
            "all" => Pictures::All,
            "none" => Pictures::None,
            "shown-only" => Pictures::ShownOnly,
            _ => return None,
        })
    }
}

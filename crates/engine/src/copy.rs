//! The words of one locale: a section of the bundle of its own, so that a device downloads one language.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// All texts of one locale; campaigns refer to them by index, and the index means the same text in every locale.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Copy {
    /// BCP 47 tag.
    pub locale: String,
    /// The texts.
    pub texts: Vec<Text>,
}

/// One text: pieces in order.
pub type Text = Vec<Piece>;

/// A piece of a text. `Hello {host.first_name|there}` is a literal and an attribute with its fallback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Piece {
    /// Words as they stand.
    Literal(String),
    /// The value of an attribute, or the fallback where it is missing or a list.
    Attribute {
        /// Index in [`crate::rules::Rules::attributes`].
        attribute: u16,
        /// Shown instead of a missing value.
        fallback: String,
    },
}

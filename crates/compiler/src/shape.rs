//! The grammar of source files as data.
//!
//! One description serves two readers: [`crate::accept`] checks a file against it, [`crate::schema`] writes it as JSON
//! Schema for editors. So what an editor accepts and what the compiler accepts cannot drift apart.

use crate::codes::Code;

/// What a value must look like.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// A text of a certain form.
    Text(&'static Form),
    /// A number between bounds.
    Number {
        /// Least value allowed.
        least: f64,
        /// Greatest value allowed.
        most: f64,
        /// Whether only whole numbers are allowed.
        whole: bool,
    },
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of distinct texts or of anything else.
    List {
        /// What each element looks like.
        of: &'static Shape,
        /// How many there must be at least.
        least: usize,
    },
    /// A list whose order tells its elements apart, so that one may stand twice.
    Sequence {
        /// What each element looks like.
        of: &'static Shape,
        /// How many there must be at least.
        least: usize,
    },
    /// A mapping of known fields.
    Record(&'static [Field]),
    /// A mapping whose keys are names the author chooses.
    Named {
        /// What the names look like.
        key: &'static Form,
        /// What each value looks like.
        of: &'static Shape,
    },
    /// One of several shapes, told apart by the type of the value.
    Either(&'static [Shape]),
    /// A condition; [`crate::condition`] checks what is in it.
    Condition,
}

/// One field of a mapping.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: &'static str,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// What it is for, in one line.
    pub(crate) doc: &'static str,
    /// A value as an author would write it.
    pub(crate) example: &'static str,
    /// What its value looks like.
    pub(crate) shape: Shape,
}

/// A form of text.
#[derive(Debug)]
pub(crate) struct Form {
    /// What it is called in messages, with its article.
    pub(crate) what: &'static str,
    /// A regular expression that the whole text matches; the part that JavaScript and `regex-lite` read alike.
    pub(crate) pattern: &'static str,
    /// What to do about a text that does not match.
    pub(crate) help: &'static str,
    /// What such a mistake is called.
    pub(crate) code: Code,
}

/// A source file and the shape of its content.
#[derive(Debug)]
pub(crate) struct FileShape {
    /// Its path without extension; `*` stands for any name.
    pub(crate) stem: &'static str,
    /// What it is for, in one line.
    pub(crate) doc: &'static str,
    /// What is in it.
    pub(crate) shape: Shape,
}

impl Shape {
    /// What it is called in messages.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Shape::Text(_) | Shape::Choice(_) => "a text",
            Shape::Number { .. } => "a number",
            Shape::Boolean => "`true` or `false`",
            Shape::List { .. } | Shape::Sequence { .. } => "a list",
            Shape::Record(_) | Shape::Named { .. } => "a mapping",
            Shape::Condition => "a condition",
            Shape::Either(shapes) => shapes.first().map_or("a value", Shape::name),
        }
    }
}

/// A field that must be there.
pub(crate) const fn required(
    name: &'static str,
    doc: &'static str,
    example: &'static str,
    shape: Shape,
) -> Field {
    Field { name, required: true, doc, example, shape }
}

/// A field that may be absent.
pub(crate) const fn optional(
    name: &'static str,
    doc: &'static str,
    example: &'static str,
    shape: Shape,
) -> Field {
    Field { name, required: false, doc, example, shape }
}

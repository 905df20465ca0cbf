//! Why bytes from outside were refused.
//!
//! A fault is a plain code, so that the storefront module carries no texts; the tools print [`Fault`] by its `Display`.

use core::fmt;

/// Why bundle or memory bytes were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Shorter than its header or its lengths say.
    Truncated,
    /// Bytes behind the end of what was declared.
    TrailingBytes,
    /// Does not begin with the magic number.
    NotABundle,
    /// A format this engine does not read.
    UnknownFormat,
    /// Bytes that are not what the format describes.
    Malformed,
    /// More of something than [`crate::limits`] allows.
    OverLimit,
    /// Sections, attributes or slots out of order or twice.
    Unordered,
    /// A section that must be there is missing.
    MissingSection,
    /// An index that refers to nothing.
    DanglingReference,
    /// A condition that refers forward, or nests too deep.
    ConditionOrder,
    /// A table whose length does not fit its neighbours.
    Inconsistent,
    /// Bytes whose hash is not the one in the manifest.
    WrongHash,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Truncated => "the bytes end too early",
            Fault::TrailingBytes => "there are bytes behind the end",
            Fault::NotABundle => "the bytes do not begin as a bundle does",
            Fault::UnknownFormat => "the format version is not known to this engine",
            Fault::Malformed => "the bytes do not follow the format",
            Fault::OverLimit => "something is larger than the limits allow",
            Fault::Unordered => "something is out of order or present twice",
            Fault::MissingSection => "a required section is missing",
            Fault::DanglingReference => "an index refers to nothing",
            Fault::ConditionOrder => "a condition refers forward or nests too deep",
            Fault::Inconsistent => "two tables do not fit each other",
            Fault::WrongHash => "the bytes are not those that the manifest names",
        })
    }
}

impl core::error::Error for Fault {}

//! Why one row of a log cannot be read.

use std::fmt;

/// A row that was left out: where it is, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// One sentence, without a capital and a full stop.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl fmt::Display for RowError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A [`RowError`] that does not know its place yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    message: String,
    help: &'static str,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, help: &'static str) -> Refusal {
        Refusal { message: message.into(), help }
    }

    pub(crate) fn at(self, file: &str, line: u64) -> RowError {
        RowError { file: file.to_owned(), line, message: self.message, help: self.help }
    }
}

/// The beginning of what was written, short enough for a message.
pub(crate) fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().filter(|letter| !letter.is_control()).take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

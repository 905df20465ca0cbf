//! Regular expressions: JavaScript's dialect, as `$regex` and `$regexi` take it.
//!
//! Two kinds are refused here: those that cannot be read, or that engines might read in different ways (Annex B of ECMAScript), and those
//! that are not proven to be fast. The proof is for engines that backtrack, as those of browsers do: there is no repetition inside of a
//! repetition, and no two repetitions that could divide the same text between them. What is left takes at most the square of the
//! text's length.
//!
//! The parser is our own, of the part of the dialect that is accepted: `regress`, which runs patterns natively, keeps its tree to
//! itself, and `oxc_regular_expression` brings forty other packages.

#[cfg(test)]
mod differential;
mod parse;
mod set;
mod tree;
mod work;

use crate::codes::{self, Code};

/// Characters of a pattern, at most.
const LENGTH: usize = 512;

/// Why a pattern is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: Code,
    /// What is wrong with it, to stand behind the pattern.
    pub(super) what: String,
    pub(super) help: &'static str,
}

impl Refusal {
    fn unreadable(what: String, help: &'static str) -> Refusal {
        Refusal { code: codes::PATTERN, what, help }
    }

    fn slow(what: &str, help: &'static str) -> Refusal {
        Refusal { code: codes::PATTERN_WORK, what: what.to_owned(), help }
    }
}

/// Whether a pattern is one that every engine reads alike, and proven to be fast.
pub(super) fn check(pattern: &str, is_folded: bool) -> Result<(), Refusal> {
    if pattern.chars().count() > LENGTH {
        return Err(Refusal::unreadable(
            "is longer than 512 characters".to_owned(),
            "write several conditions",
        ));
    }
    work::check(&parse::parse(pattern, is_folded)?)
}

/// The text that a pattern without metacharacters asks for; none of any other pattern.
pub(super) fn literal(pattern: &str) -> Option<String> {
    let mut text = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next()? {
                escaped if escaped.is_ascii_punctuation() && escaped != '_' => text.push(escaped),
                _ => return None,
            },
            '^' | '$' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => return None,
            other => text.push(other),
        }
    }
    Some(text)
}

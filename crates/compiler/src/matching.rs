//! What native tools lend the engine where a page lends JavaScript's own: regular expressions and lower case.
//!
//! Patterns run in `regress`, which implements the dialect of ECMAScript; like a `RegExp` without flags it goes by UTF-16 code units.
//!
//! One difference is known: without regard to case `regress` folds by Unicode, where a `RegExp` without the flag `u` does not, so here `s`
//! is also found in `ſ`, and `k` in the Kelvin sign. `condition/pattern/differential.rs` holds everything else to be alike.

use std::{cell::RefCell, collections::BTreeMap};

use regress::{Flags, Regex};
use sillage_engine::{
    condition::Operator,
    evaluate::{Truth, compare},
    host::Question,
    value::Value,
};

/// Patterns kept ready; more begin anew.
const KEPT: usize = 1_024;

thread_local! {
    /// Patterns by text, with and without regard to case; none where the pattern is invalid.
    static PATTERNS: RefCell<BTreeMap<(bool, String), Option<Regex>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether a comparison holds, as the engine with these answers says.
pub(crate) fn holds(value: &Value, operator: Operator, operand: &Value) -> bool {
    compare(value, operator, operand, Some(matching)) == Truth::True
}

/// Answers the engine's questions; see [`sillage_engine::host::Host`].
pub fn matching(question: Question, text: &str, constant: &str) -> bool {
    match question {
        Question::IsFolded => text.to_lowercase() == constant,
        Question::Matches => is_found(constant, false, text),
        Question::MatchesFolded => is_found(constant, true, text),
    }
}

fn is_found(pattern: &str, is_folded: bool, text: &str) -> bool {
    PATTERNS.with_borrow_mut(|patterns| {
        if patterns.len() >= KEPT {
            patterns.clear();
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        let compile = || {
            let flags = Flags { icase: is_folded, ..Flags::default() };
            Regex::from_unicode(pattern.encode_utf16().map(u32::from), flags).ok()
        };
        let regex = patterns.entry((is_folded, pattern.to_owned())).or_insert_with(compile);
        regex.as_ref().is_some_and(|regex| regex.find_from_ucs2(&units, 0).next().is_some())
    })
}

//! What the engine borrows from whoever runs it: regular expressions and lower case.
//!
//! Both would cost more than everything else of the engine (Unicode's tables alone are nine kilobytes), and every host of a storefront
//! has them in exactly the meaning that conditions want: JavaScript's `RegExp` and `toLowerCase`. Native tools lend their own.

/// A question about a text and a constant of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Question {
    /// Is the pattern, a regular expression of JavaScript without flags, found in the text? Invalid patterns are found nowhere.
    Matches,
    /// The same with the flag `i`.
    MatchesFolded,
    /// Is the text, in lower case, the constant?
    IsFolded,
}

/// Answers a question about a text (first) and a constant (second). It is a function of them alone, and never panics.
pub type Host = fn(Question, &str, &str) -> bool;

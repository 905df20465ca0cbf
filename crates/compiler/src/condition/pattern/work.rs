//! The proof that a pattern is fast: no repetition inside of a repetition, none beside another that could take the same text.
//!
//! The tree is walked in the order of the text. Open is what an earlier repetition could also take: as long as it is, where that repetition
//! ends is not settled. It is closed by a character that must come and is not in it. A second repetition that meets what is open
//! would divide one text in many ways, so it is refused. Parts that may be left out, and alternatives that begin alike, are ambiguous too,
//! but a fixed number of times each: those are counted.

use super::{Refusal, set::Set, tree::Tree};

/// In how many ways alternatives may be combined.
const WAYS: usize = 32;

pub(super) fn check(tree: &Tree) -> Result<(), Refusal> {
    let mut work = Work { ways: 1 };
    work.walk(tree, Open::default())?;
    if work.ways > WAYS {
        let what = "can match one text in too many ways";
        return Err(Refusal::slow(what, "let alternatives begin with different characters, or write `$or`"));
    }
    Ok(())
}

/// Characters that something before could also have taken.
#[derive(Clone, Copy)]
struct Open {
    /// By a repetition.
    repeated: Set,
    /// By something that may be left out.
    optional: Set,
}

impl Default for Open {
    fn default() -> Open {
        Open { repeated: Set::NONE, optional: Set::NONE }
    }
}

impl Open {
    /// After a character that must come.
    fn after(self, set: Set) -> Open {
        let left = |open: Set| if open.meets(set) { open } else { Set::NONE };
        Open { repeated: left(self.repeated), optional: left(self.optional) }
    }

    fn or(self, other: Open) -> Open {
        Open { repeated: self.repeated.or(other.repeated), optional: self.optional.or(other.optional) }
    }
}

struct Work {
    /// The product of all choices that the first character does not decide.
    ways: usize,
}

impl Work {
    fn walk(&mut self, tree: &Tree, open: Open) -> Result<Open, Refusal> {
        match tree {
            Tree::One(set) => Ok(open.after(*set)),
            Tree::Place => Ok(open),
            Tree::Look(body) => {
                self.walk(body, Open::default())?;
                Ok(open)
            }
            Tree::Sequence(parts) => parts.iter().try_fold(open, |open, part| self.walk(part, open)),
            Tree::Choice(parts) => {
                if !Tree::is_told_apart(parts) {
                    self.ways = self.ways.saturating_mul(parts.len());
                }
                let mut all = Open::default();
                for part in parts {
                    all = all.or(self.walk(part, open)?);
                }
                Ok(all)
            }
            Tree::Repeat { body, least: 0, most: Some(1) } => {
                let first = body.first();
                if first.meets(open.optional.or(open.repeated)) {
                    self.ways = self.ways.saturating_mul(2);
                }
                let with = self.walk(body, open)?;
                Ok(Open { optional: open.optional.or(first), ..open }.or(with))
            }
            Tree::Repeat { most: Some(0), .. } => Ok(open),
            Tree::Repeat { body, least: 1, most: Some(1) } => self.walk(body, open),
            Tree::Repeat { body, least, most } => self.repeat(body, *least, *most, open),
        }
    }

    fn repeat(&mut self, body: &Tree, least: u32, most: Option<u32>, open: Open) -> Result<Open, Refusal> {
        if !body.is_fixed() || body.is_nullable() {
            return Err(Refusal::slow(
                "repeats a part that repeats something, may be empty or has alternatives that begin alike",
                "repeat single characters or a class of them, as in `[a-z-]+`",
            ));
        }
        let set = body.characters();
        if Some(least) == most {
            return self.walk(body, open);
        }
        if set.meets(open.repeated) {
            return Err(Refusal::slow(
                "has two repetitions that could divide one text between them",
                "put a character between them that neither can take, or write two conditions",
            ));
        }
        if set.meets(open.optional) {
            self.ways = self.ways.saturating_mul(2);
        }
        let before = if least > 0 { open.after(set) } else { open };
        Ok(Open { repeated: before.repeated.or(set), ..before })
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;

    /// Patterns, and the code and reason for which they are refused; empty: accepted.
    const CASES: &[(&str, &str)] = &[
        ("", ""),
        ("abc", ""),
        ("^/(fr|en)/sale/?$", ""),
        ("(Mobile|Tablet)", ""),
        ("iPhone|iPad|iPod", ""),
        ("^\\d+\\.\\d+$", ""),
        ("^\\d+(\\.\\d+)?$", ""),
        ("^[^@]+@[^@]+$", ""),
        ("\\.(com|org)$", ""),
        (".*foo", ""),
        ("^(?=.*[a-z])(?!x)", ""),
        ("(?<=a)b", ""),
        ("(?:abc)+", ""),
        ("(?:ab|cd)*", ""),
        ("(?<year>\\d{4})-\\d\\d", ""),
        ("a*b*c*", ""),
        ("[\\w.-]+@", ""),
        ("\\u00e9\\x41", ""),
        ("(a+)+", "E0312 repeats a part"),
        ("(a|a)*", "E0312 repeats a part"),
        ("(a|ab)*", "E0312 repeats a part"),
        ("(a?)*", "E0312 repeats a part"),
        ("(?:-[a-z]+)*", "E0312 repeats a part"),
        ("((a|a)){30}", "E0312 repeats a part"),
        ("(a{0,9}){9}", "E0312 repeats a part"),
        ("a*a*", "E0312 has two repetitions"),
        ("\\d+\\w+", "E0312 has two repetitions"),
        (".*foo.*bar", "E0312 has two repetitions"),
        ("a*b?a*", "E0312 has two repetitions"),
        ("a*b*a*", "E0312 has two repetitions"),
        ("(a*|b)a*", "E0312 has two repetitions"),
        ("x*(?:ax)*", "E0312 has two repetitions"),
        ("(?=a*a*)", "E0312 has two repetitions"),
        ("a?a?a?a?a?a?a?a?", "E0312 can match"),
        ("(a|a)(b|b)(c|c)(d|d)(e|e)(f|f)", "E0312 can match"),
        ("(a)\\1", "E0312 refers back"),
        ("(?<n>a)\\k<n>", "E0312 refers back"),
        ("(", "E0311 ends"),
        ("a)", "E0311 has a `)`"),
        ("[a", "E0311 ends"),
        ("[z-a]", "E0311 has a `-`"),
        ("[\\d-z]", "E0311 has a `-`"),
        ("a{2", "E0311 has a `{`"),
        ("a{3,2}", "E0311 has a `{`"),
        ("a{9999}", "E0311 repeats more"),
        ("*a", "E0311 has a `*`"),
        ("a**", "E0311 has a `*`"),
        ("]", "E0311 has a `]`"),
        ("(?<n>a)|(?<n>b)", "E0311 has two groups of the name `n`"),
        ("^*", "E0311 repeats a place"),
        ("(?=a)*", "E0311 repeats a place"),
        ("\\q", "E0311 has `\\q`"),
        ("\\p{L}", "E0311 has `\\p`"),
        ("\\", "E0311 ends"),
        ("\\u12", "E0311 ends"),
        ("(?i:a)", "E0311 has a `?`"),
        ("((((((((((((((((((a))))))))))))))))))", "E0311 nests"),
        ("/???***[)", "E0311 has a `?`"),
    ];

    #[test]
    fn only_what_is_proven_is_accepted() {
        for (pattern, expected) in CASES {
            let told = match check(pattern, false) {
                Ok(()) => String::new(),
                Err(refusal) => format!("{} {}", refusal.code.id, refusal.what),
            };
            let agrees = if expected.is_empty() { told.is_empty() } else { told.starts_with(expected) };
            assert!(agrees, "{pattern}: {told:?} instead of {expected:?}");
        }
    }

    #[test]
    fn case_that_does_not_count_makes_more_meet() {
        assert!(check("[a-z]+[A-Z]+", false).is_ok());
        assert!(check("[a-z]+[A-Z]+", true).is_err());
        assert!(check(&"a".repeat(512), false).is_ok());
        assert!(check(&"a".repeat(513), false).is_err());
    }
}

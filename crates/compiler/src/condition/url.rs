//! URL targets of GrowthBook as regular expressions over an address, so that a storefront needs no URL parser.
//!
//! A *simple* target is a pattern with `*`. Host and path are compared without regard to case, slashes at both ends of the path are
//! optional, of the query only the parameters that the pattern lists count, the fragment only where the pattern has one, and the
//! protocol never. A *regex* target is a regular expression already; it is tried on the whole address and on what follows its origin.
//! Source of the definitions: growthbook/growthbook, `packages/sdk-js/src/util.ts`, `isURLTargeted`.
//!
//! The address is one as browsers give it (`location.href`): parsed, with everything encoded that has to be. The expression has no
//! flags, since names of parameters are compared with regard to case and everything else is not. What stands between wildcards is
//! found once and kept (`(?=(…))\1`), so that wildcards do not multiply the time.
//!
//! **Absent on purpose:** names of hosts outside of ASCII, which browsers rewrite to `xn--…`; such a pattern matches nothing.

mod literal;
mod pattern;

use std::fmt::Write;

use pattern::{Pattern, WILDCARD};

/// A target as a regular expression of JavaScript, without flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The expression.
    pub expression: String,
    /// Whether it is also tried on what follows the origin (`/path?query#fragment`).
    pub on_path: bool,
}

/// Compiles a target of the type `simple` or `regex`; none where it matches no address.
pub fn compile(kind: &str, pattern: &str) -> Option<Target> {
    match kind {
        "simple" => {
            let pattern = pattern::read(pattern)?;
            Some(Target { expression: Expression::of(&pattern).text, on_path: false })
        }
        "regex" => Some(Target { expression: pattern.to_owned(), on_path: true }),
        _ => None,
    }
}

impl Target {
    /// Whether an address is meant; `is_found` looks for an expression in a text.
    pub fn is_met(&self, address: &str, is_found: impl Fn(&str, &str) -> bool) -> bool {
        is_found(&self.expression, address)
            || (self.on_path && is_found(&self.expression, after_origin(address)))
    }
}

/// What follows the origin of an address; a user's name and password are no part of an origin.
pub fn after_origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let rest = address.get(start..).unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rfind('@').map_or(0, |at| at + 1);
    address.get(start + authority.len() - user..).unwrap_or_default()
}

/// One character of host or path, and of a parameter's value: an encoded byte counts as one, and a line never ends.
const OF_HOST: &str = "[^/?#@]";
const OF_PATH: &str = "[^?#]";
const OF_FRAGMENT: &str = ".";
const OF_VALUE: &str = r"(?:%(?!0[adAD])[\da-fA-F]{2}|%(?![\da-fA-F]{2})|[^%&#])";
/// Behind a name, and behind a value.
const AFTER_NAME: &str = "(?:[=&#]|$)";
const AFTER_VALUE: &str = "(?:[&#]|$)";

/// An expression under construction.
#[derive(Default)]
struct Expression {
    text: String,
    /// How many groups are kept so far.
    kept: usize,
}

impl Expression {
    fn of(pattern: &Pattern) -> Expression {
        let mut expression = Expression::default();
        expression.push("^");
        for (name, value) in &pattern.parameters {
            expression.parameter(name, value);
        }
        expression.push("[^:/?#]+://(?:[^/?#]*@)?");
        expression.glob(&pattern.host, OF_HOST, literal::folded);
        expression.push("(?=[/?#]|$)/?");
        let path = pattern.path.strip_prefix('/').unwrap_or(&pattern.path);
        expression.glob(path.strip_suffix('/').unwrap_or(path), OF_PATH, literal::folded);
        expression.push("/?(?:[?#]|$)");
        if let Some(fragment) = &pattern.fragment {
            // The question mark or the hash was taken already.
            expression.push("(?:(?<=#)|[^#]*#)(?=.)");
            expression.glob(fragment, OF_FRAGMENT, literal::folded);
            expression.push("$");
        }
        expression
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A text with wildcards, of which whatever stands between two is found at its first place.
    fn glob(&mut self, text: &str, any: &str, literal: fn(&str) -> String) {
        let mut parts = text.split(WILDCARD);
        self.push(&literal(parts.next().unwrap_or_default()));
        let parts: Vec<&str> = parts.collect();
        let Some((last, between)) = parts.split_last() else { return };
        for part in between.iter().filter(|part| !part.is_empty()) {
            self.kept += 1;
            let (kept, part) = (self.kept, literal(part));
            // Writing to a text cannot fail.
            let _ = write!(self.text, r"(?=({any}*?{part}))\{kept}");
        }
        self.push(any);
        self.push("*");
        self.push(&literal(last));
    }

    /// The first parameter of that name has the value; one that is missing has the empty one.
    fn parameter(&mut self, name: &str, value: &str) {
        let name = literal::exact(name);
        let takes_nothing = value.split(WILDCARD).all(str::is_empty);
        let optional = if takes_nothing { "?" } else { "" };
        self.push(if takes_nothing { "(?:" } else { "" });
        self.push(&format!(r"(?=[^?#]*\?(?:(?!{name}{AFTER_NAME})[^&#]*&)*{name}(?:="));
        self.glob(value, OF_VALUE, literal::decoded);
        self.push(&format!("){optional}{AFTER_VALUE})"));
        if takes_nothing {
            self.push(&format!(r"|(?![^?#]*\?(?:[^&#]*&)*{name}{AFTER_NAME}))"));
        }
    }
}

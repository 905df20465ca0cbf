//! The visitor that shows what a finding says.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use sillage_engine::{
    event::Millis,
    value::{Scalar, Value},
};

use super::program::{Program, is_nothing};
use crate::accept::clip;

/// Somebody to whom a finding applies. Attributes that are not named are missing, and counts and sums zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// Attributes by path, sorted; null: missing.
    pub attributes: Vec<(String, Value)>,
    /// When it happens, where not every time will do.
    pub at: Option<Millis>,
}

impl fmt::Display for Witness {
    /// "for example a visitor with `host.loyalty_tier` gold, `trait.orders_365d` 2".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (without, with): (Vec<_>, Vec<_>) =
            self.attributes.iter().partition(|(_, value)| value.is_null());
        out.write_str("for example a visitor")?;
        for (at, (path, value)) in with.iter().enumerate() {
            write!(out, "{} `{path}` {}", if at == 0 { " with" } else { "," }, plain(value))?;
        }
        for (at, (path, _)) in without.iter().enumerate() {
            let before = if at > 0 || with.is_empty() { "" } else { "," };
            write!(out, "{before}{} `{path}`", if at == 0 { " without" } else { "," })?;
        }
        if self.attributes.is_empty() {
            out.write_str(" of whom nothing is known")?;
        }
        match self.at.and_then(|at| Timestamp::from_millisecond(at).ok()) {
            Some(at) => write!(out, ", at {at}"),
            None => Ok(()),
        }
    }
}

/// A value as its reader would write it: in quotes where a text could be taken for something else.
fn plain(value: &Value) -> String {
    let mut text = String::new();
    for (at, scalar) in value.scalars().iter().enumerate() {
        text.push_str(if at > 0 { ", " } else { "" });
        match scalar {
            Scalar::Text(words) if is_mistakable(words) => {
                text.push('"');
                text.push_str(words);
                text.push('"');
            }
            Scalar::Null => text.push_str("null"),
            _ => scalar.push_plain(&mut text),
        }
    }
    let text = clip(&text);
    if matches!(value, Value::Many(_)) { format!("[{text}]") } else { text }
}

fn is_mistakable(text: &str) -> bool {
    text.is_empty() || ["null", "true", "false"].contains(&text) || text.parse::<f64>().is_ok()
}

impl Program<'_> {
    /// The visitor with these attributes, and with what the traits among them make of others.
    pub(super) fn witness(&self, given: &BTreeMap<usize, Value>, at: Option<Millis>) -> Witness {
        let all = self.complete(given).into_iter().enumerate();
        let told = all.filter(|(variable, value)| given.contains_key(variable) || !is_nothing(value));
        let named =
            told.filter_map(|(variable, value)| Some((self.variables.get(variable)?.path.clone(), value)));
        Witness { attributes: named.collect(), at }
    }
}

#[cfg(test)]
mod tests {
    use sillage_engine::value::{Scalar, Value};

    use super::Witness;

    #[test]
    fn witnesses_are_one_line() {
        let check = |attributes: &[(&str, Value)], at: Option<i64>, expected: &str| {
            let attributes = attributes.iter().map(|(path, value)| ((*path).to_owned(), value.clone()));
            assert_eq!(Witness { attributes: attributes.collect(), at }.to_string(), expected);
        };
        let (gold, two) = (Value::text("gold"), Value::number(2.0));
        check(&[], None, "for example a visitor of whom nothing is known");
        check(
            &[("host.tier", gold), ("trait.orders", two.clone())],
            None,
            "for example a visitor with `host.tier` gold, `trait.orders` 2",
        );
        check(&[("a.b", Value::NULL)], None, "for example a visitor without `a.b`");
        check(
            &[("a.b", Value::NULL), ("a.c", two), ("a.d", Value::NULL)],
            Some(0),
            "for example a visitor with `a.c` 2, without `a.b`, `a.d`, at 1970-01-01T00:00:00Z",
        );
        let list = Value::Many(vec![Scalar::Text("x".to_owned()), Scalar::Text(String::new()), Scalar::Null]);
        check(&[("a.b", list)], None, "for example a visitor with `a.b` [x, \"\", null]");
    }
}

//! What an attribute can hold.
//!
//! An attribute is one value or a list of them, and mostly that is all: objects are flattened to dotted paths where they enter
//! (the shell, the tools). What is left nested is what a condition can ask about as a whole: objects and lists inside of lists.
//! Numbers are IEEE doubles that conditions compare and never compute with; whatever the engine adds up is an integer (see
//! [`crate::event::Micros`]).

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// One value; mostly one without parts.
///
/// Equality is that of the texts that JavaScript's `JSON.stringify` makes: objects are equal only with their fields in the same order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Scalar {
    /// JSON's `null`, and every attribute that is missing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A double; never NaN when it came through [`crate::wire`] or a checked bundle.
    Number(f64),
    /// Text; compared by UTF-16 code units, as JavaScript does.
    Text(String),
    /// An object, its fields in the order given.
    Object(Vec<(String, Value)>),
    /// A list inside of a list.
    List(Vec<Scalar>),
}

/// A value of an attribute: one scalar or a list of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// One value.
    One(Scalar),
    /// Several, in the order given.
    Many(Vec<Scalar>),
}

impl Value {
    /// The missing value.
    pub const NULL: Value = Value::One(Scalar::Null);

    /// A number.
    pub fn number(number: f64) -> Value {
        Value::One(Scalar::Number(number))
    }

    /// A text.
    pub fn text(text: &str) -> Value {
        Value::One(Scalar::Text(text.to_owned()))
    }

    /// A truth value.
    pub fn bool(truth: bool) -> Value {
        Value::One(Scalar::Bool(truth))
    }

    /// The scalars: one, or all of the list.
    pub fn scalars(&self) -> &[Scalar] {
        match self {
            Value::One(one) => core::slice::from_ref(one),
            Value::Many(list) => list,
        }
    }

    /// The elements; none of what is no list.
    pub fn list(&self) -> Option<&[Scalar]> {
        if let Value::Many(list) = self { Some(list) } else { None }
    }

    /// What stands at a dotted path within this value, as JavaScript would find it: the field of an object, an element of a list by
    /// its index, a list's `length`; null where there is nothing.
    pub fn at(&self, path: &str) -> Value {
        let (step, rest) = match path.bytes().position(|byte| byte == b'.') {
            Some(dot) => (path.get(..dot), path.get(dot + 1..)),
            None => (Some(path), None),
        };
        let found = self.step(step.unwrap_or_default());
        match rest {
            Some(rest) => found.at(rest),
            None => found,
        }
    }

    fn step(&self, name: &str) -> Value {
        if let Value::One(Scalar::Object(fields)) = self {
            let field = fields.iter().find(|(known, _)| known == name);
            return field.map_or(Value::NULL, |(_, value)| value.clone());
        }
        let Some(list) = self.list() else { return Value::NULL };
        if name == "length" {
            return Value::number(list.len() as f64);
        }
        let element = index(name).and_then(|index| list.get(index));
        element.map_or(Value::NULL, Scalar::to_value)
    }

    /// Whether this is the missing value.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::One(Scalar::Null))
    }
}

impl Scalar {
    /// The same as the value of an attribute.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Scalar::List(list) => Value::Many(list.clone()),
            one => Value::One(one.clone()),
        }
    }

    /// Writes the scalar as a shopper would read it: numbers without a trailing `.0`, at most six decimals.
    pub fn push_plain(&self, out: &mut String) {
        match self {
            Scalar::Null => {}
            Scalar::Bool(true) => out.push_str("true"),
            Scalar::Bool(false) => out.push_str("false"),
            Scalar::Number(number) => push_number(*number, out),
            Scalar::Text(text) => out.push_str(text),
            // Not for shoppers' eyes.
            Scalar::Object(_) | Scalar::List(_) => {}
        }
    }
}

/// The number that a key of a list stands for: digits without leading zeros, fewer than four.
pub(crate) fn index(name: &str) -> Option<usize> {
    if !(1..4).contains(&name.len()) || (name.len() > 1 && name.starts_with('0')) {
        return None;
    }
    name.bytes()
        .try_fold(0, |index, digit| digit.is_ascii_digit().then_some(index * 10 + usize::from(digit & 15)))
}

/// Writes a double: a whole number as it is, any other with at most six decimals. Integer arithmetic alone, so that every
/// platform writes the same bytes and the module carries no float formatting (about 9 kB). Beyond the range of 64 bits, or
/// of millionths in it, the number is written at that bound.
pub fn push_number(number: f64, out: &mut String) {
    let whole = number as i64;
    if whole as f64 == number {
        push_signed(whole, out);
    } else {
        push_micros(crate::event::micros(number), out);
    }
}

fn push_signed(number: i64, out: &mut String) {
    if number < 0 {
        out.push('-');
    }
    push_integer(number.unsigned_abs(), out);
}

/// Writes millionths as a decimal number: `1500000` as `1.5`.
pub fn push_micros(micros: i64, out: &mut String) {
    if micros < 0 {
        out.push('-');
    }
    let size = micros.unsigned_abs();
    push_integer(size / 1_000_000, out);
    let mut fraction = size % 1_000_000;
    if fraction == 0 {
        return;
    }
    out.push('.');
    while fraction > 0 {
        fraction *= 10;
        push_integer(fraction / 1_000_000, out);
        fraction %= 1_000_000;
    }
}

/// Writes an integer in decimal, without the machinery of `format!` (about 1 kB).
pub fn push_integer(number: u64, out: &mut String) {
    if number >= 10 {
        push_integer(number / 10, out);
    }
    push_digit((number % 10) as usize, out);
}

/// Writes a digit of base sixteen: not as a character, whose encoding is longer than the text of all of them.
pub(crate) fn push_digit(digit: usize, out: &mut String) {
    out.push_str("0123456789abcdef".get(digit..=digit).unwrap_or_default());
}

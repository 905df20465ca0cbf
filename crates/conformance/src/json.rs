//! JSON as JavaScript has it: objects keep the order of their keys, numbers are doubles.
//!
//! Not `serde_json::Value`, which sorts keys: objects are equal in conditions only with their keys in the same order.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use sillage_compiler::yaml::{Entry, Node, Span, Value};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`, and whatever is missing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A double.
    Number(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, its keys in JavaScript's order and each there once.
    Map(Vec<(String, Json)>),
}

/// What is missing.
static MISSING: Json = Json::Null;

impl Json {
    /// An object of these fields.
    pub fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
        Json::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// A field of its own; null where there is none. Nothing is inherited: `constructor` is there only where it was written.
    pub fn get(&self, key: &str) -> &Json {
        self.find(key).unwrap_or(&MISSING)
    }

    /// A field of its own.
    pub fn find(&self, key: &str) -> Option<&Json> {
        self.fields().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// All fields; none of what is no object.
    pub fn fields(&self) -> &[(String, Json)] {
        if let Json::Map(fields) = self { fields } else { &[] }
    }

    /// All elements; none of what is no list.
    pub fn items(&self) -> &[Json] {
        if let Json::List(items) = self { items } else { &[] }
    }

    /// The text.
    pub fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// The number.
    pub fn number(&self) -> Option<f64> {
        if let Json::Number(number) = self { Some(*number) } else { None }
    }

    /// The number as a count; none of what is negative, broken or too large.
    pub fn count(&self) -> Option<usize> {
        let number = self.number().filter(|number| number.fract() == 0.0 && (0.0..1e9).contains(number))?;
        Some(number as usize)
    }

    /// What JavaScript takes for true.
    pub fn is_truthy(&self) -> bool {
        match self {
            Json::Null => false,
            Json::Bool(truth) => *truth,
            Json::Number(number) => *number != 0.0 && !number.is_nan(),
            Json::Text(text) => !text.is_empty(),
            Json::List(_) | Json::Map(_) => true,
        }
    }

    /// The value itself where JavaScript takes it for true.
    pub fn truthy(&self) -> Option<&Json> {
        Some(self).filter(|value| value.is_truthy())
    }

    /// Sets a field, at its old place where it was there.
    pub fn set(&mut self, key: &str, value: Json) {
        let Json::Map(fields) = self else { return };
        match fields.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => *old = value,
            None => fields.push((key.to_owned(), value)),
        }
    }

    /// Takes a field away.
    pub fn remove(&mut self, key: &str) {
        if let Json::Map(fields) = self {
            fields.retain(|(known, _)| known != key);
        }
    }

    /// Whether both are the same, whatever the order of keys.
    pub fn is_same(&self, other: &Json) -> bool {
        match (self, other) {
            (Json::List(a), Json::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_same(b))
            }
            (Json::Map(a), Json::Map(_)) => {
                a.len() == other.fields().len()
                    && a.iter().all(|(key, a)| other.find(key).is_some_and(|b| a.is_same(b)))
            }
            _ => self == other,
        }
    }

    /// The tree that the compiler reads conditions from.
    pub fn to_node(&self) -> Node {
        let value = match self {
            Json::Null => Value::Null,
            Json::Bool(truth) => Value::Bool(*truth),
            Json::Number(number) => Value::Number(*number),
            Json::Text(text) => Value::Text(text.clone()),
            Json::List(items) => Value::List(items.iter().map(Json::to_node).collect()),
            Json::Map(fields) => Value::Map(fields.iter().map(entry).collect()),
        };
        Node { value, span: Span::default() }
    }
}

fn entry((key, value): &(String, Json)) -> Entry {
    Entry { key: key.clone(), span: Span::default(), node: value.to_node() }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Json {
        Json::Bool(truth)
    }
}

impl From<f64> for Json {
    fn from(number: f64) -> Json {
        Json::Number(number)
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Json {
        Json::Number(number as f64)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

/// A number as JavaScript writes it: `1`, `0.5`, `1e+21`, `1e-7`.
pub fn number_text(number: f64) -> String {
    let scientific = format!("{:e}", number.abs());
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = digits.replace('.', "");
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let sign = if number < 0.0 { "-" } else { "" };
    let count = digits.len() as i32;
    if number == 0.0 {
        "0".to_owned()
    } else if !number.is_finite() {
        format!("{sign}Infinity")
    } else if (count..=21).contains(&point) {
        format!("{sign}{digits}{}", "0".repeat((point - count) as usize))
    } else if (1..=21).contains(&point) {
        let (whole, rest) = digits.split_at(point as usize);
        format!("{sign}{whole}.{rest}")
    } else if (-5..=0).contains(&point) {
        format!("{sign}0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        format!("{sign}{first}{dot}{rest}e{:+}", point - 1)
    }
}

/// As `JSON.stringify` writes it.
impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => out.write_str("null"),
            Json::Bool(truth) => write!(out, "{truth}"),
            Json::Number(number) => out.write_str(&number_text(*number)),
            Json::Text(text) => write_text(text, out),
            Json::List(items) => {
                out.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(out, "{}{item}", if at == 0 { "" } else { "," })?;
                }
                out.write_str("]")
            }
            Json::Map(fields) => {
                out.write_str("{")?;
                for (at, (key, value)) in fields.iter().enumerate() {
                    out.write_str(if at == 0 { "" } else { "," })?;
                    write_text(key, out)?;
                    write!(out, ":{value}")?;
                }
                out.write_str("}")
            }
        }
    }
}

fn write_text(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str(&serde_json::to_string(text).unwrap_or_default())
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Json, D::Error> {
        reader.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields: Vec<(String, Json)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        while let Some((key, value)) = map.next_entry::<String, Json>()? {
            let place = *places.entry(key.clone()).or_insert(fields.len());
            match fields.get_mut(place) {
                Some((_, old)) => *old = value,
                None => fields.push((key, value)),
            }
        }
        // JavaScript puts keys that are indexes of a list first, in their order; sorting is stable for all others.
        fields.sort_by_key(|(key, _)| list_index(key));
        Ok(Json::Map(fields))
    }
}

/// The index that a key stands for; all other keys come behind.
fn list_index(key: &str) -> u64 {
    let is_plain = key == "0" || !key.starts_with('0');
    let index = Some(key).filter(|key| is_plain && key.bytes().all(|byte| byte.is_ascii_digit()));
    index
        .and_then(|key| key.parse::<u32>().ok())
        .filter(|index| *index < u32::MAX)
        .map_or(u64::MAX, u64::from)
}

/// Reads JSON. A half of a surrogate pair, which JavaScript allows in texts and Unicode does not, becomes U+FFFD.
pub fn read(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str(text).or_else(|error| {
        let mended = without_halves(text);
        if mended == text { Err(error) } else { serde_json::from_str(&mended) }
    })
}

/// The text with every escape of half a surrogate pair replaced.
fn without_halves(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                out.push_str("\\ufffd");
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end),
        };
        let (kept, behind) = escape.split_at(length);
        out.push_str(kept);
        rest = behind;
    }
    out + rest
}

/// The unit of an escape `\uXXXX` at the beginning.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_javascript() {
        #[rustfmt::skip]
        let table = [
            (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (123.456, "123.456"), (1e20, "100000000000000000000"),
            (1e21, "1e+21"), (1.5e21, "1.5e+21"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"), (1e300, "1e+300"),
            (9_007_199_254_740_993.0, "9007199254740992"), (5e-324, "5e-324"), (f64::INFINITY, "Infinity"),
        ];
        for (number, expected) in table {
            assert_eq!(number_text(number), expected);
        }
    }

    #[test]
    fn keys_stand_as_in_javascript() {
        for (text, expected) in [
            (r#"{"b":1,"a":2,"b":3}"#, r#"{"b":3,"a":2}"#),
            (r#"{"b":1,"10":2,"9":3,"01":4}"#, r#"{"9":3,"10":2,"b":1,"01":4}"#),
        ] {
            assert_eq!(read(text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn halves_of_pairs_are_replaced() {
        for (text, expected) in [
            (r#""\ud83d\ude00""#, "\u{1f600}"),
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ude00\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
            (r#""\\ud83d\ud83d""#, "\\ud83d\u{fffd}"),
        ] {
            assert_eq!(read(text).unwrap(), Json::from(expected), "{text}");
        }
    }

    #[test]
    fn order_of_keys_is_kept_but_not_compared() {
        let (one, other) = (read(r#"{"a":[1],"b":2}"#).unwrap(), read(r#"{"b":2,"a":[1]}"#).unwrap());
        assert!(one.is_same(&other));
        assert_ne!(one, other);
        assert!(!one.is_same(&read(r#"{"a":[1]}"#).unwrap()));
    }
}

//! JSON as JavaScript sees it: the members of an object in order, those that look like an index first.
//!
//! Three objects with one member stand for much data: `{"$text": ["é", 3000]}` repeats a text, `{"$list": ["x", 9, "y"]}` is
//! a list of nine `"x"` and what follows, `{"$keys": ["k", 3, 1]}` an object of `k0`, `k1`, `k2`, each 1.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Json {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member of that name; null where there is none.
    pub(crate) fn member(&self, name: &str) -> &Json {
        let Json::Object(members) = self else { return &Json::Null };
        members.iter().find(|(key, _)| key == name).map_or(&Json::Null, |(_, value)| value)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
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

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = access.next_element()? {
            list.push(element);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some((key, value)) = access.next_entry::<String, Json>()? {
            match members.iter_mut().find(|(known, _)| *known == key) {
                Some(member) => member.1 = value,
                None => members.push((key, value)),
            }
        }
        members.sort_by_key(|(key, _)| index(key).unwrap_or(u64::MAX));
        Ok(expand(members))
    }
}

/// An array index in its canonical form.
fn index(key: &str) -> Option<u64> {
    let number: u64 = key.parse().ok()?;
    (number < u64::from(u32::MAX) && number.to_string() == key).then_some(number)
}

fn expand(members: Vec<(String, Json)>) -> Json {
    match members.as_slice() {
        [(key, Json::List(list))] => match (key.as_str(), list.as_slice()) {
            ("$text", [Json::Text(text), Json::Number(times)]) => Json::Text(text.repeat(*times as usize)),
            ("$list", [element, Json::Number(times), rest @ ..]) => {
                let mut list = vec![element.clone(); *times as usize];
                list.extend(rest.iter().cloned());
                Json::List(list)
            }
            ("$keys", [Json::Text(prefix), Json::Number(times), value]) => {
                let member = |number| (format!("{prefix}{number}"), value.clone());
                Json::Object((0..*times as usize).map(member).collect())
            }
            _ => Json::Object(members),
        },
        _ => Json::Object(members),
    }
}

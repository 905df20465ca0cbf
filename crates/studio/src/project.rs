//! What the studio is given: one JSON file with the project's source, its personas and the pages of the shop.
//!
//! `atelier serve` answers it. It comes from outside, so a persona that cannot be read costs itself alone, and is told.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use sillage_engine::model::{Model, ModelParts};

use crate::bytes;

/// The file of the personas, beside the source.
pub const PERSONAS: &str = "personas.json";

/// The file as written.
#[derive(Debug, Default, Deserialize)]
pub struct Project {
    /// Text of every source file and of the personas, by its path in the project.
    pub files: BTreeMap<String, String>,
    /// Base64 of the trained model, where the project has one.
    #[serde(default)]
    model: Option<String>,
    /// Paths of the shop's pages.
    #[serde(default)]
    pub pages: Vec<String>,
}

/// A made-up visitor.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Persona {
    /// Unique among the personas.
    pub id: String,
    /// As the marketer calls her.
    pub name: String,
    /// One or two sentences.
    #[serde(default)]
    pub about: String,
    /// The page she is on, with its query.
    #[serde(default = "home")]
    pub path: String,
    /// What the shop says about her: facts of the namespace `host`.
    #[serde(default)]
    pub host: Map<String, Value>,
    /// How she came: `source`, `medium`, `campaign`, `content`, `referrer`.
    #[serde(default)]
    pub touch: BTreeMap<String, String>,
    /// The moment, RFC 3339; today where it is missing.
    #[serde(default)]
    pub now: Option<String>,
    /// What the shop's own scripts find in localStorage, by key: a bag, an answer to a banner.
    #[serde(default)]
    pub stored: Map<String, Value>,
    /// What she did before.
    #[serde(default)]
    pub events: Vec<Past>,
}

/// Something a persona did.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Past {
    /// GA4's name.
    pub name: String,
    /// How long before the persona's moment, in days.
    pub days_ago: f64,
    /// GA4's parameters.
    #[serde(default)]
    pub payload: Value,
}

fn home() -> String {
    "/".to_owned()
}

/// The personas of a file that can be read, and a sentence about whatever cannot. There is always one: a newcomer.
pub fn personas(text: &str) -> (Vec<Persona>, Vec<String>) {
    let (mut personas, mut mistakes) = (Vec::new(), Vec::new());
    let list: Vec<Value> = match serde_json::from_str(text) {
        _ if text.is_empty() => Vec::new(),
        Ok(list) => list,
        Err(error) => {
            mistakes.push(format!("{PERSONAS} cannot be read: {error}"));
            Vec::new()
        }
    };
    for (index, value) in list.iter().enumerate() {
        match Persona::deserialize(value) {
            Ok(persona) => personas.push(persona),
            Err(error) => mistakes.push(format!("persona {} cannot be read: {error}", index + 1)),
        }
    }
    if personas.is_empty() {
        personas.push(Persona::newcomer());
    }
    (personas, mistakes)
}

impl Project {
    /// The model; none where the project has none, or where it cannot be read.
    pub fn model(&self) -> Option<ModelParts> {
        let bytes = bytes::from_base64(self.model.as_deref()?)?;
        Some(Model::read(&bytes).ok()?.to_parts())
    }
}

impl Persona {
    /// What is stored on her first page, as `www/studio/frame.js` reads it. Whatever is no text is stored as JSON, as scripts do.
    pub fn stored(&self) -> String {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let local: BTreeMap<&String, String> =
            self.stored.iter().map(|(key, value)| (key, text(value))).collect();
        serde_json::json!({ "local": local }).to_string()
    }

    fn newcomer() -> Persona {
        Persona {
            id: "newcomer".to_owned(),
            name: "Newcomer".to_owned(),
            about: "The first page of the first visit; nothing is known.".to_owned(),
            path: home(),
            host: Map::new(),
            touch: BTreeMap::new(),
            now: None,
            stored: Map::new(),
            events: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persona_that_cannot_be_read_costs_itself_alone() {
        let check = |json: &str, ids: &[&str], mistakes: &[&str]| {
            let (found, told) = personas(json);
            let found: Vec<&str> = found.iter().map(|persona| persona.id.as_str()).collect();
            assert_eq!(found, ids, "{json}");
            assert_eq!(told, mistakes, "{json}");
        };
        check("", &["newcomer"], &[]);
        check(r#"[{"id":"a","name":"A"}]"#, &["a"], &[]);
        check(
            r#"[{"id":"a"},{"id":"b","name":"B"}]"#,
            &["b"],
            &["persona 1 cannot be read: missing field `name`"],
        );
        check(
            r#"[{"id":"a","name":"A"},"#,
            &["newcomer"],
            &["personas.json cannot be read: EOF while parsing a value at line 1 column 23"],
        );
    }
}

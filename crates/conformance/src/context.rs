//! What a decision of GrowthBook's SDK depends on: the payload, the visitor, and what was set by hand.

use std::cell::{Cell, RefCell};

use sillage_engine::host::Host;

use crate::{
    conditions::{Conditions, REMOTE_GROUPS},
    json::{Json, number_text},
    sticky::Documents,
};

/// How many features may be evaluated for one question. Prerequisites that name each other many times over multiply; what is beyond
/// counts as a cycle.
const FUEL: u32 = 10_000;

/// One visitor and one payload.
pub struct Context {
    /// The context as it was given (`attributes`, `features`, `savedGroups`, `url`, `forcedVariations` …).
    pub given: Json,
    /// The visitor's attributes, overrides among them.
    pub attributes: Json,
    /// How conditions are evaluated.
    pub conditions: Conditions,
    /// Remembered assignments; none where nothing is remembered.
    pub sticky: RefCell<Option<Documents>>,
    pub(crate) fuel: Cell<u32>,
}

impl Context {
    /// A context as GrowthBook's SDK takes it.
    pub fn new(given: &Json, host: Host) -> Context {
        let mut attributes = Json::Map(given.get("attributes").fields().to_vec());
        for (key, value) in given.get("attributeOverrides").fields() {
            attributes.set(key, value.clone());
        }
        if let Some(groups) = given.find("remoteGroupIds") {
            attributes.set(REMOTE_GROUPS, groups.clone());
        }
        Context {
            given: given.clone(),
            attributes,
            conditions: Conditions::new(given.get("savedGroups"), host),
            sticky: RefCell::new(None),
            fuel: Cell::new(FUEL),
        }
    }

    /// Whether assignments are remembered.
    pub fn is_sticky(&self) -> bool {
        self.sticky.borrow().is_some()
    }

    /// The address of the page; empty where it is not known.
    pub fn url(&self) -> &str {
        self.given.get("url").text().unwrap_or_default()
    }

    /// Whether a condition holds of the visitor. No condition holds of everybody.
    pub fn passes(&self, condition: &Json) -> bool {
        condition.truthy().is_none_or(|condition| self.conditions.holds(condition, &self.attributes))
    }

    /// The attribute by which a visitor is put into a bucket, and its value; the fallback's where that is missing.
    pub fn unit(&self, attribute: &Json, fallback: Option<&Json>) -> Unit {
        let name = attribute.truthy().and_then(Json::text).unwrap_or("id");
        let fallback = fallback.and_then(Json::truthy).and_then(Json::text);
        let found = [Some(name), fallback].into_iter().flatten().find_map(|name| {
            let value = self.attributes.get(name);
            Some(Unit { attribute: name.to_owned(), text: id_text(value)?, value: value.clone() })
        });
        found.unwrap_or_else(|| Unit {
            attribute: name.to_owned(),
            value: Json::from(""),
            text: String::new(),
        })
    }
}

/// What is put into a bucket.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The attribute's name.
    pub attribute: String,
    /// Its value; an empty text where it is missing.
    pub value: Json,
    /// The text that is hashed; empty where it is missing.
    pub text: String,
}

/// The text of an id: of texts and numbers only, and neither of the empty text nor of zero.
fn id_text(value: &Json) -> Option<String> {
    match value.truthy()? {
        Json::Text(text) => Some(text.clone()),
        Json::Number(number) => Some(number_text(*number)),
        _ => None,
    }
}

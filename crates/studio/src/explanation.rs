//! The engine's explanation of a slot as types; its form is documented at `sillage_engine::explain`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// Why a slot shows what it shows.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Explanation {
    /// What it shows.
    pub decision: Decision,
    /// Every campaign of the slot, in order of precedence.
    #[serde(default)]
    pub considered: Vec<Considered>,
}

/// What a slot shows.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The slot.
    pub slot: String,
    /// What is shown.
    pub value: Shown,
    /// Why, in OpenFeature's words and ours.
    pub reason: String,
    /// What went wrong, where the reason is `ERROR`.
    #[serde(default)]
    pub error_code: Option<String>,
    /// The campaign that is shown.
    #[serde(default)]
    pub campaign: Option<String>,
    /// What could not be used on the way.
    #[serde(default)]
    pub notes: Vec<Note>,
}

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Shown {
    /// `fields`, `template`, `items` or `default`.
    pub kind: String,
    /// Name of the page's template.
    #[serde(default)]
    pub template: Option<String>,
    /// Texts by field.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Products.
    #[serde(default)]
    pub items: Vec<Pick>,
}

/// A product that is shown.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Pick {
    /// Its id.
    pub item_id: String,
    /// Why it was chosen.
    #[serde(default)]
    pub because: BTreeMap<String, Value>,
}

/// Something that could not be used.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Note {
    /// What is the matter.
    pub note: String,
    /// With what.
    #[serde(default)]
    pub of: String,
}

/// A campaign that was looked at.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Considered {
    /// Its name.
    pub campaign: String,
    /// `shown`, or what stood against it: see [`sillage_engine::explain::explain`].
    pub outcome: String,
    /// The condition of its audience, where it has one.
    #[serde(default)]
    pub audience: Option<Clause>,
    /// What would make its audience hold.
    #[serde(default)]
    pub nearest: Option<NearestMiss>,
}

/// The fewest values that would have to be others; its form is documented at `sillage_compiler::nearest_miss`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct NearestMiss {
    /// The first of them in the source.
    #[serde(flatten)]
    pub first: Change,
    /// The others.
    #[serde(default)]
    pub more: Vec<Change>,
}

/// A value that would have to be another.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Change {
    /// Of which attribute.
    pub path: String,
    /// How it is compared.
    pub op: String,
    /// What the comparison would have to come to.
    pub wanted: bool,
    /// With what it is compared.
    #[serde(default)]
    pub expected: Value,
    /// What it is now.
    #[serde(default)]
    pub actual: Value,
}

/// A condition as evaluated.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Clause {
    /// None where it cannot be told.
    pub matched: Option<bool>,
    /// `all`, `any`, `nor`, `not`, `segment`, or how two values are compared.
    pub op: String,
    /// Name of the segment.
    #[serde(default)]
    pub segment: Option<String>,
    /// What is compared.
    #[serde(default)]
    pub path: Option<String>,
    /// With what.
    #[serde(default)]
    pub expected: Value,
    /// What it is now.
    #[serde(default)]
    pub actual: Value,
    /// The conditions within.
    #[serde(default)]
    pub clauses: Vec<Clause>,
}

/// Reads the engine's JSON; what cannot be read is an empty explanation.
pub fn read(json: &str) -> Explanation {
    serde_json::from_str(json).unwrap_or_default()
}

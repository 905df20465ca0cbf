//! Remembered assignments: documents by attribute and value, each with the variation of every experiment seen.

use crate::{context::Context, json::Json};

/// Documents by `attribute||value`.
pub type Documents = Vec<(String, Json)>;

/// What is remembered of an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Remembered {
    /// The variation.
    pub variation: Option<usize>,
    /// An assignment of a version that no longer counts keeps the visitor out.
    pub is_blocked: bool,
}

fn key(attribute: &str, value: &str) -> String {
    format!("{attribute}||{value}")
}

fn experiment_key(experiment: &Json, version: usize) -> String {
    format!("{}__{version}", experiment.get("key").text().unwrap_or_default())
}

impl Context {
    /// Begins to remember: of the stored documents those of this visitor's attributes, as far as an experiment of the payload hashes them.
    pub fn remember(&self, stored: &[Json]) {
        let mut documents = Documents::new();
        for attribute in self.hashed_attributes() {
            let own = key(attribute, &self.unit(&Json::from(attribute), None).text);
            let found = stored.iter().rev().find(|document| document_key(document) == own);
            if let Some(document) = found.filter(|_| documents.iter().all(|(known, _)| *known != own)) {
                documents.push((own, document.clone()));
            }
        }
        self.sticky.replace(Some(documents));
    }

    /// Attributes by which some experiment of the payload puts visitors into buckets.
    fn hashed_attributes(&self) -> Vec<&str> {
        let is_experiment =
            |rule: &&Json| ["variations", "contextualVariations"].iter().any(|key| rule.get(key).is_truthy());
        let features = self.given.get("features").fields();
        let rules =
            features.iter().flat_map(|(_, feature)| feature.get("rules").items()).filter(is_experiment);
        let mut names = Vec::new();
        for experiment in rules.chain(self.given.get("experiments").items()) {
            names.push(experiment.get("hashAttribute").truthy().and_then(Json::text).unwrap_or("id"));
            names.extend(experiment.get("fallbackAttribute").truthy().and_then(Json::text));
        }
        names
    }

    /// What is remembered of an experiment. The document of the hashed attribute goes before that of the fallback.
    pub fn remembered(&self, experiment: &Json) -> Remembered {
        let minimum = experiment.get("minBucketVersion").count().unwrap_or(0);
        let version = experiment.get("bucketVersion").count().unwrap_or(0);
        if self.is_assigned_before(experiment, minimum) {
            return Remembered { variation: None, is_blocked: true };
        }
        let assigned = self.assignment(experiment, &experiment_key(experiment, version));
        let mut metas = experiment.get("meta").items().iter();
        let variation = assigned.and_then(|assigned| metas.position(|meta| *meta.get("key") == assigned));
        Remembered { variation, is_blocked: false }
    }

    /// Whether a version below `minimum` was assigned. Looks through what is remembered, not through the numbers, which a payload may
    /// make as large as it likes.
    fn is_assigned_before(&self, experiment: &Json, minimum: usize) -> bool {
        let prefix = experiment_key(experiment, 0);
        let prefix = prefix.strip_suffix('0').unwrap_or(&prefix);
        let is_old = |name: &str| {
            let version = name.strip_prefix(prefix).and_then(|version| version.parse::<usize>().ok());
            version.is_some_and(|version| version < minimum && name == experiment_key(experiment, version))
        };
        let keys = self.document_keys(experiment);
        let documents = self.sticky.borrow();
        let own = documents.iter().flatten().filter(|(key, _)| keys.contains(key));
        own.flat_map(|(_, document)| document.get("assignments").fields()).any(|(name, _)| is_old(name))
    }

    fn document_keys(&self, experiment: &Json) -> Vec<String> {
        let unit = self.unit(experiment.get("hashAttribute"), None);
        let fallback = self.unit(experiment.get("fallbackAttribute"), None);
        let mut keys = vec![key(&unit.attribute, &unit.text)];
        if !fallback.text.is_empty() {
            keys.push(key(&fallback.attribute, &fallback.text));
        }
        keys
    }

    fn assignment(&self, experiment: &Json, name: &str) -> Option<Json> {
        let documents = self.sticky.borrow();
        let documents = documents.as_ref()?;
        self.document_keys(experiment).iter().find_map(|key| {
            let (_, document) = documents.iter().find(|(known, _)| known == key)?;
            document.get("assignments").find(name).cloned()
        })
    }

    /// Remembers a variation, by its key.
    pub fn store(&self, experiment: &Json, unit: &crate::context::Unit, variation: &Json) {
        let version = experiment.get("bucketVersion").count().unwrap_or(0);
        let name = experiment_key(experiment, version);
        let own = key(&unit.attribute, &unit.text);
        let mut documents = self.sticky.borrow_mut();
        let Some(documents) = documents.as_mut() else { return };
        let known = documents.iter().position(|(known, _)| *known == own);
        let old = known.and_then(|at| documents.get(at)).map(|(_, document)| document.get("assignments"));
        let mut assignments = Json::Map(old.map(|old| old.fields().to_vec()).unwrap_or_default());
        assignments.set(&name, variation.clone());
        let document = Json::object([
            ("attributeName", Json::from(unit.attribute.as_str())),
            ("attributeValue", Json::from(unit.text.as_str())),
            ("assignments", assignments),
        ]);
        match known.and_then(|at| documents.get_mut(at)) {
            Some((_, old)) => *old = document,
            None => documents.push((own, document)),
        }
    }

    /// All documents that are remembered.
    pub fn documents(&self) -> Json {
        Json::Map(self.sticky.borrow().clone().unwrap_or_default())
    }
}

fn document_key(document: &Json) -> String {
    let text = |name: &str| document.get(name).text().unwrap_or_default();
    key(text("attributeName"), text("attributeValue"))
}

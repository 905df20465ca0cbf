//! Features: rules in order, the first that applies gives the value.
//!
//! The order of the checks is that of GrowthBook's SDK (growthbook/growthbook, `packages/sdk-js/src/core.ts`, `evalFeature`), in the
//! reading of specification 0.12.0. A rollout includes what lies below its coverage, not what lies on it.

use sillage_engine::bucket;

use crate::{
    context::Context,
    experiment::{Surroundings, plain, range, version},
    json::Json,
};

/// How deep prerequisites may nest; what is deeper counts as a cycle.
const DEPTH: usize = 64;

/// The value of a feature, and where it is from.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The value.
    pub value: Json,
    /// `defaultValue`, `force`, `experiment`, `override`, `prerequisite`, `cyclicPrerequisite` or `unknownFeature`.
    pub source: &'static str,
    /// The id of the rule that gave it; empty where it has none.
    pub rule: String,
    /// The experiment that gave it, and its result.
    pub experiment: Option<(Json, Json)>,
}

impl Value {
    fn of(value: Json, source: &'static str) -> Value {
        Value { value, source, rule: String::new(), experiment: None }
    }

    /// As GrowthBook's SDK returns it.
    pub fn to_json(&self) -> Json {
        let mut json = Json::object([
            ("value", self.value.clone()),
            ("on", Json::Bool(self.value.is_truthy())),
            ("off", Json::Bool(!self.value.is_truthy())),
            ("source", Json::from(self.source)),
            ("ruleId", Json::from(self.rule.as_str())),
        ]);
        if let Some((experiment, result)) = &self.experiment {
            json.set("experiment", experiment.clone());
            json.set("experimentResult", result.clone());
        }
        json
    }
}

impl Context {
    /// The value of a feature.
    pub fn feature(&self, id: &str) -> Value {
        self.feature_within(id, &[])
    }

    /// The same while other features are being evaluated.
    pub(crate) fn feature_within(&self, id: &str, open: &[&str]) -> Value {
        let fuel = self.fuel.get();
        if open.contains(&id) || open.len() >= DEPTH || fuel == 0 {
            return Value::of(Json::Null, "cyclicPrerequisite");
        }
        self.fuel.set(fuel - 1);
        if let Some(forced) = self.given.get("forcedFeatureValues").find(id) {
            return Value::of(forced.clone(), "override");
        }
        let Some(feature) = self.given.get("features").get(id).truthy() else {
            return Value::of(Json::Null, "unknownFeature");
        };
        let open = [open, &[id]].concat();
        let around = Surroundings { feature: Some(id), open: &open };
        let mut rules = feature.get("rules").items().iter();
        let given = rules.find_map(|rule| self.rule(rule, id, around));
        given.unwrap_or_else(|| Value::of(feature.get("defaultValue").clone(), "defaultValue"))
    }

    /// What a rule gives; none where it does not apply.
    fn rule(&self, rule: &Json, id: &str, around: Surroundings<'_>) -> Option<Value> {
        for prerequisite in rule.get("parentConditions").items() {
            match self.prerequisite(prerequisite, around.open) {
                None => return Some(Value::of(Json::Null, "cyclicPrerequisite")),
                Some(true) => {}
                Some(false) if prerequisite.get("gate").is_truthy() => {
                    return Some(Value::of(Json::Null, "prerequisite"));
                }
                Some(false) => return None,
            }
        }
        if !rule.get("filters").truthy().is_none_or(|filters| self.is_filtered_in(filters)) {
            return None;
        }
        match rule.find("force") {
            Some(forced) => self.forced(rule, id, forced),
            None => self.experiment(rule, id, around),
        }
    }

    /// Whether a prerequisite holds; none where features wait for each other.
    pub(crate) fn prerequisite(&self, prerequisite: &Json, open: &[&str]) -> Option<bool> {
        let parent = self.feature_within(prerequisite.get("id").text().unwrap_or_default(), open);
        if parent.source == "cyclicPrerequisite" {
            return None;
        }
        let value = Json::object([("value", parent.value)]);
        let condition = prerequisite.get("condition").truthy();
        Some(condition.is_none_or(|condition| self.conditions.holds(condition, &value)))
    }

    fn forced(&self, rule: &Json, id: &str, forced: &Json) -> Option<Value> {
        let applies = self.passes(rule.get("condition")) && self.is_in_rollout(rule, id);
        applies.then(|| Value { rule: plain(rule.get("id")), ..Value::of(forced.clone(), "force") })
    }

    fn is_in_rollout(&self, rule: &Json, id: &str) -> bool {
        let part = match (rule.get("range").truthy(), rule.find("coverage")) {
            (Some(own), _) => range(own),
            (None, Some(coverage)) => (0.0, coverage.number().unwrap_or(0.0)),
            (None, None) => return true,
        };
        let remembers = self.is_sticky() && !rule.get("disableStickyBucketing").is_truthy();
        let fallback = remembers.then(|| rule.get("fallbackAttribute"));
        let unit = self.unit(rule.get("hashAttribute"), fallback);
        let seed = rule.get("seed").truthy().map_or_else(|| id.to_owned(), plain);
        let place = bucket::hash(&seed, &unit.text, version(rule, 1));
        !unit.text.is_empty() && place.is_some_and(|place| bucket::in_range(place, part))
    }

    fn experiment(&self, rule: &Json, id: &str, around: Surroundings<'_>) -> Option<Value> {
        let variations = [rule.get("contextualVariations"), rule.get("variations")];
        let variations = variations.into_iter().find(|own| **own != Json::Null)?.truthy()?;
        let mut experiment = experiment_of(rule, id, variations);
        if let Some(reference) = rule.get("contextualBanditRef").truthy().and_then(Json::text) {
            self.choose_leaf(&mut experiment, reference);
        }
        let outcome = self.run_within(&experiment, around);
        if !(outcome.is_hashed && outcome.is_in) {
            experiment.remove("contextualBandit");
        }
        let passes_through = outcome.json.get("passthrough").is_truthy();
        (outcome.is_in && !passes_through).then(|| Value {
            value: outcome.json.get("value").clone(),
            source: "experiment",
            rule: plain(rule.get("id")),
            experiment: Some((experiment, outcome.json)),
        })
    }

    /// Contextual bandits: the weights of the first leaf whose condition holds; those of the rule where none does.
    fn choose_leaf(&self, experiment: &mut Json, reference: &str) {
        let Some(bandit) = self.given.get("contextualBandits").get(reference).truthy() else { return };
        let mut leaves = bandit.get("contexts").items().iter();
        let leaf = leaves.find(|leaf| self.passes(leaf.get("condition")));
        let (number, weights) = match leaf {
            Some(leaf) => (leaf.get("leafId").clone(), leaf.get("weights").clone()),
            None => (Json::Number(-1.0), own_weights(experiment)),
        };
        if leaf.is_some() {
            experiment.set("weights", weights.clone());
        }
        let mut chosen = Json::object([("leafId", number), ("variationWeights", weights)]);
        if let Some(version) = bandit.find("banditVersion") {
            chosen.set("banditVersion", version.clone());
        }
        experiment.set("contextualBandit", chosen);
    }
}

fn own_weights(experiment: &Json) -> Json {
    let count = experiment.get("variations").items().len();
    match experiment.get("weights") {
        Json::Null => Json::List(vec![Json::Number(1.0 / count as f64); count]),
        weights => weights.clone(),
    }
}

/// Fields of a rule that its experiment has too, where they say something.
const CARRIED: [&str; 15] = [
    "weights",
    "hashAttribute",
    "fallbackAttribute",
    "disableStickyBucketing",
    "namespace",
    "meta",
    "ranges",
    "name",
    "phase",
    "seed",
    "hashVersion",
    "filters",
    "condition",
    // These count also where they say nothing.
    "bucketVersion",
    "minBucketVersion",
];

/// The experiment that a rule runs.
fn experiment_of(rule: &Json, id: &str, variations: &Json) -> Json {
    let key = rule.get("key").truthy().cloned().unwrap_or_else(|| Json::from(id));
    let mut experiment = Json::object([("variations", variations.clone()), ("key", key)]);
    if let Some(coverage) = rule.find("coverage") {
        experiment.set("coverage", coverage.clone());
    }
    for field in CARRIED {
        let counts = |value: &&Json| value.is_truthy() || field.ends_with("ucketVersion");
        if let Some(value) = rule.find(field).filter(counts) {
            experiment.set(field, value.clone());
        }
    }
    experiment
}

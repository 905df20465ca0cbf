//! Experiments: who takes part, and which variation shows.
//!
//! The order of the checks is that of GrowthBook's SDK (growthbook/growthbook, `packages/sdk-js/src/core.ts`, `runExperiment`). A
//! remembered assignment goes before filters, conditions and prerequisites.

use sillage_engine::bucket::{self, Range};

use crate::{
    address,
    context::{Context, Unit},
    json::{Json, number_text},
    query,
};

/// What an experiment comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Index of the variation; that of the first where nobody takes part.
    pub variation: usize,
    /// Whether the visitor takes part, or is forced to.
    pub is_in: bool,
    /// Whether hashing or remembering chose the variation.
    pub is_hashed: bool,
    /// Whether it was remembered.
    pub is_sticky: bool,
    /// The key of the variation.
    pub key: Json,
    /// The result as GrowthBook's SDK returns it.
    pub json: Json,
}

/// Why the hash does not decide, and what shows then.
struct Fixed {
    variation: Option<usize>,
    is_sticky: bool,
}

const OUT: Fixed = Fixed { variation: None, is_sticky: false };

/// What the hash, or the memory, decides.
struct Bucketed {
    unit: Unit,
    bucket: f64,
    variation: usize,
    is_sticky: bool,
}

/// A feature whose rule runs the experiment, and the features that are being evaluated around it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The feature.
    pub feature: Option<&'a str>,
    /// Every feature being evaluated; none of them may be asked again.
    pub open: &'a [&'a str],
}

impl Context {
    /// Runs an experiment outside of any feature.
    pub fn run(&self, experiment: &Json) -> Outcome {
        self.run_within(experiment, Surroundings { feature: None, open: &[] })
    }

    /// Runs an experiment.
    pub fn run_within(&self, experiment: &Json, around: Surroundings<'_>) -> Outcome {
        let merged = self.merged(experiment);
        match self.bucketed(&merged, around) {
            Ok(found) => {
                let outcome =
                    self.outcome(&merged, around, Some(found.variation), found.is_sticky, Some(found.bucket));
                if self.remembers(&merged) {
                    self.store(&merged, &found.unit, &outcome.key);
                }
                outcome
            }
            Err(fixed) => self.outcome(&merged, around, fixed.variation, fixed.is_sticky, None),
        }
    }

    /// The experiment with what the context overrides of it.
    fn merged(&self, experiment: &Json) -> Json {
        let mut merged = experiment.clone();
        let is_enabled = self.is_enabled() && experiment.get("variations").items().len() >= 2;
        for (key, value) in
            self.given.get("overrides").get(&name(experiment)).fields().iter().filter(|_| is_enabled)
        {
            merged.set(key, value.clone());
        }
        let weights = merged.get("weights").truthy().cloned();
        let bandit = merged.get("contextualBandit").truthy().cloned();
        if let (Some(weights), Some(mut bandit)) = (weights, bandit) {
            bandit.set("variationWeights", weights);
            merged.set("contextualBandit", bandit);
        }
        merged
    }

    fn is_enabled(&self) -> bool {
        *self.given.get("enabled") != Json::Bool(false)
    }

    fn remembers(&self, experiment: &Json) -> bool {
        self.is_sticky() && !experiment.get("disableStickyBucketing").is_truthy()
    }

    fn unit_of(&self, experiment: &Json) -> Unit {
        let fallback = self.remembers(experiment).then(|| experiment.get("fallbackAttribute"));
        self.unit(experiment.get("hashAttribute"), fallback)
    }

    fn bucketed(&self, experiment: &Json, around: Surroundings<'_>) -> Result<Bucketed, Fixed> {
        self.fixed(experiment)?;
        let unit = self.unit_of(experiment);
        out_unless(!unit.text.is_empty())?;
        let remembered = match self.remembers(experiment) {
            true => self.remembered(experiment),
            false => Default::default(),
        };
        if remembered.variation.is_none() {
            out_unless(self.is_targeted(experiment, &unit, around))?;
        }
        let pattern = experiment.get("url").truthy().and_then(Json::text);
        out_unless(pattern.is_none_or(|pattern| self.is_at_old_pattern(pattern)))?;
        let seed = experiment.get("seed").truthy().map_or_else(|| name(experiment), plain);
        let bucket = bucket::hash(&seed, &unit.text, version(experiment, 1)).ok_or(OUT)?;
        let chosen = remembered.variation.or_else(|| bucket::choose_variation(bucket, &ranges(experiment)));
        if remembered.is_blocked {
            return Err(Fixed { variation: None, is_sticky: true });
        }
        let variation = chosen.ok_or(OUT)?;
        self.stopped(experiment)?;
        Ok(Bucketed { unit, bucket, variation, is_sticky: remembered.variation.is_some() })
    }

    /// What decides before anything is known of the visitor.
    fn fixed(&self, experiment: &Json) -> Result<(), Fixed> {
        let count = experiment.get("variations").items().len();
        out_unless(count >= 2 && self.is_enabled())?;
        if let Json::List(targets) = experiment.get("urlPatterns") {
            out_unless(address::is_targeted(self.url(), targets, self.conditions.host()))?;
        }
        let name = name(experiment);
        if let Some(forced) = query::forced_variation(&name, self.url(), count) {
            return Err(Fixed { variation: Some(forced), ..OUT });
        }
        if let Some(forced) = self.given.get("forcedVariations").find(&name) {
            return Err(Fixed { variation: forced.count(), ..OUT });
        }
        let is_draft = experiment.get("status").text() == Some("draft");
        out_unless(!is_draft && *experiment.get("active") != Json::Bool(false))
    }

    /// What decides after the bucket.
    fn stopped(&self, experiment: &Json) -> Result<(), Fixed> {
        if let Some(forced) = experiment.find("force") {
            return Err(Fixed { variation: forced.count(), ..OUT });
        }
        let is_stopped = experiment.get("status").text() == Some("stopped");
        out_unless(!self.given.get("qaMode").is_truthy() && !is_stopped)
    }

    fn is_targeted(&self, experiment: &Json, unit: &Unit, around: Surroundings<'_>) -> bool {
        let is_inside = match (experiment.get("filters").truthy(), experiment.get("namespace").truthy()) {
            (Some(filters), _) => self.is_filtered_in(filters),
            (None, Some(namespace)) => is_in_namespace(&unit.text, namespace),
            (None, None) => true,
        };
        is_inside
            && self.passes(experiment.get("condition"))
            && self.meets(experiment.get("parentConditions"), around)
            && self.is_in_groups(experiment.get("groups"))
    }

    /// Whether every prerequisite holds.
    fn meets(&self, prerequisites: &Json, around: Surroundings<'_>) -> bool {
        prerequisites.items().iter().all(|one| self.prerequisite(one, around.open) == Some(true))
    }

    fn is_in_groups(&self, groups: &Json) -> bool {
        let own = self.given.get("groups");
        groups.truthy().is_none()
            || groups.items().iter().filter_map(Json::text).any(|group| own.get(group).is_truthy())
    }

    /// Whether every filter lets the visitor in.
    pub(crate) fn is_filtered_in(&self, filters: &Json) -> bool {
        filters.items().iter().all(|filter| {
            let unit = self.unit(filter.get("attribute"), None);
            let seed = plain(filter.get("seed"));
            let place = Some(unit.text)
                .filter(|text| !text.is_empty())
                .and_then(|text| bucket::hash(&seed, &text, version(filter, 2)));
            let ranges = filter.get("ranges").items();
            place.is_some_and(|place| ranges.iter().any(|one| bucket::in_range(place, range(one))))
        })
    }

    /// The old form of targeting: a pattern that the address or its path has.
    fn is_at_old_pattern(&self, pattern: &str) -> bool {
        let url = self.url();
        !url.is_empty() && address::has_old_pattern(url, pattern, self.conditions.host())
    }

    fn outcome(
        &self,
        experiment: &Json,
        around: Surroundings<'_>,
        variation: Option<usize>,
        is_sticky: bool,
        bucket: Option<f64>,
    ) -> Outcome {
        let variations = experiment.get("variations").items();
        let found = variation.filter(|at| *at < variations.len());
        let (variation, is_in, is_hashed) = (found.unwrap_or(0), found.is_some(), bucket.is_some());
        let missing = Json::Null;
        let meta = experiment.get("meta").items().get(variation).unwrap_or(&missing);
        let key = meta.get("key").truthy().cloned().unwrap_or_else(|| Json::Text(variation.to_string()));
        let unit = self.unit_of(experiment);
        let mut json = Json::object([
            ("key", key.clone()),
            ("featureId", around.feature.map_or(Json::Null, Json::from)),
            ("inExperiment", Json::Bool(is_in)),
            ("hashUsed", Json::Bool(is_hashed)),
            ("variationId", Json::from(variation)),
            ("value", variations.get(variation).cloned().unwrap_or(Json::Null)),
            ("hashAttribute", Json::Text(unit.attribute)),
            ("hashValue", unit.value),
            ("stickyBucketUsed", Json::Bool(is_sticky)),
        ]);
        let extras = [("name", meta.get("name")), ("passthrough", meta.get("passthrough"))];
        for (field, value) in extras.into_iter().filter(|(_, value)| value.is_truthy()) {
            json.set(field, value.clone());
        }
        if let Some(bucket) = bucket {
            json.set("bucket", Json::Number(bucket));
        }
        for (field, value) in
            experiment.get("contextualBandit").fields().iter().filter(|_| is_in && is_hashed)
        {
            json.set(field, value.clone());
        }
        Outcome { variation, is_in, is_hashed, is_sticky, key, json }
    }
}

fn out_unless(holds: bool) -> Result<(), Fixed> {
    if holds { Ok(()) } else { Err(OUT) }
}

/// The key of an experiment.
fn name(experiment: &Json) -> String {
    plain(experiment.get("key"))
}

/// A text, or a number as text.
pub(crate) fn plain(json: &Json) -> String {
    match json {
        Json::Text(text) => text.clone(),
        Json::Number(number) => number_text(*number),
        _ => String::new(),
    }
}

/// The version of the hash; what is no version is one that nobody knows.
pub(crate) fn version(json: &Json, otherwise: u32) -> u32 {
    match json.get("hashVersion").truthy() {
        None => otherwise,
        Some(version) => version.count().map_or(u32::MAX, |version| version as u32),
    }
}

/// A pair of numbers; nothing lies in what is none.
pub(crate) fn range(json: &Json) -> Range {
    let number = |at: usize| json.items().get(at).and_then(Json::number).unwrap_or(f64::NAN);
    (number(0), number(1))
}

fn ranges(experiment: &Json) -> Vec<Range> {
    if let Some(ranges) = experiment.get("ranges").truthy() {
        return ranges.items().iter().map(range).collect();
    }
    let weights: Vec<f64> =
        experiment.get("weights").items().iter().map(|weight| weight.number().unwrap_or(0.0)).collect();
    let coverage = experiment.find("coverage").map_or(1.0, |coverage| coverage.number().unwrap_or(0.0));
    bucket::bucket_ranges(experiment.get("variations").items().len(), coverage, &weights)
}

/// Whether an id is in a namespace: its name and a pair of numbers.
pub fn is_in_namespace(id: &str, namespace: &Json) -> bool {
    let number = |at: usize| namespace.items().get(at).and_then(Json::number).unwrap_or(f64::NAN);
    let name = namespace.items().first().map(plain).unwrap_or_default();
    bucket::in_namespace(id, &name, (number(1), number(2)))
}

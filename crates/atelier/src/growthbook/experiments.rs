//! Experiments of rules as skeletons of campaigns: who takes part and how they are split, with nothing to show yet.
//!
//! Only what splits visitors as GrowthBook does is taken over, so that everybody keeps her arm: version 2 of the hash and weights.
//! GrowthBook splits by an attribute, and by another value of it anew, so `on_sign_in` is `switch`.

use sillage_conformance::json::Json;

use super::{Candidate, attributes::Attributes, word};

/// Fields of a rule that a campaign's experiment says too.
pub(super) const CARRIED: [&str; 7] =
    ["key", "seed", "weights", "coverage", "namespace", "hashAttribute", "hashVersion"];

/// Fields of a rule that change who is in which arm, and that a campaign has no word for.
const FOREIGN: [&str; 8] = [
    "ranges",
    "filters",
    "parentConditions",
    "contextualBanditRef",
    "bucketVersion",
    "minBucketVersion",
    "fallbackAttribute",
    "disableStickyBucketing",
];

/// Whether an experiment of a campaign deals the same arms as a rule.
pub(super) fn deals_the_same(rule: &Json) -> bool {
    let is_foreign = FOREIGN.iter().any(|field| rule.get(field).is_truthy());
    let count = rule.get("variations").items().len();
    let weights = rule.find("weights").map_or(count, |weights| weights.items().len());
    count >= 2 && weights == count && rule.get("hashVersion").number() == Some(2.0) && !is_foreign
}

/// The slot of a feature.
pub(super) fn slot(feature: &str) -> Candidate {
    let description = Json::Text(format!("`{feature}` in GrowthBook"));
    let source = Json::object([("description", description), ("fields", Json::Map(Vec::new()))]);
    Candidate { place: format!("features.{feature}"), name: format!("growthbook.{}", word(feature)), source }
}

/// The campaign of a rule; `segment` is that of its condition.
pub(super) fn campaign(
    feature: &str,
    rule: &Json,
    segment: Option<&str>,
    attributes: &Attributes,
) -> Result<Json, String> {
    let text = |text: &str| Json::from(text);
    let mut campaign = Json::object([("slot", Json::Text(slot(feature).name))]);
    if let Some(segment) = segment {
        campaign.set("audience", Json::object([("$segment", text(segment))]));
    }
    campaign.set("end", text("2027-12-31"));
    campaign.set("show", text("default"));
    campaign.set("experiment", experiment(feature, rule, attributes)?);
    for (field, hint) in [
        ("hypothesis", "Taken over from GrowthBook; write what you expect"),
        ("goal", "write the number that will tell"),
        ("guardrail", "write the number that must not get worse"),
        ("owner", "write who answers for it"),
    ] {
        campaign.set(field, text(hint));
    }
    Ok(campaign)
}

fn experiment(feature: &str, rule: &Json, attributes: &Attributes) -> Result<Json, String> {
    let unit = attributes.path(unit(rule))?;
    let key = [rule.get("seed"), rule.get("key")].into_iter().find_map(Json::text).unwrap_or(feature);
    let mut experiment = Json::object([
        ("key", Json::from(key)),
        ("unit", Json::Text(unit)),
        ("on_sign_in", Json::from("switch")),
        ("sticky", Json::Bool(false)),
    ]);
    if let Some(coverage) = rule.find("coverage") {
        experiment.set("coverage", coverage.clone());
    }
    if let [name, from, to] = rule.get("namespace").items() {
        let part = Json::object([("name", name.clone()), ("from", from.clone()), ("to", to.clone())]);
        experiment.set("namespace", part);
    }
    experiment.set("arms", arms(rule));
    Ok(experiment)
}

fn arms(rule: &Json) -> Json {
    let arm = |(at, _): (usize, &Json)| {
        let name = if at == 0 { "control".to_owned() } else { format!("arm_{at}") };
        let mut arm = Json::Map(Vec::new());
        if let Some(weight) = rule.get("weights").items().get(at) {
            arm.set("weight", weight.clone());
        }
        (name, arm)
    };
    Json::Map(rule.get("variations").items().iter().enumerate().map(arm).collect())
}

/// The attribute that a rule splits by.
pub(super) fn unit(rule: &Json) -> &str {
    rule.get("hashAttribute").text().filter(|name| !name.is_empty()).unwrap_or("id")
}

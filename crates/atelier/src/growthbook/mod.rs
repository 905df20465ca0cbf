//! `atelier import growthbook`: what a features payload of GrowthBook says about visitors, as sources of a project.
//!
//! Carried over are conditions: saved groups to `groups.yaml`, the condition of every rule and experiment to a segment, and what they
//! read to `attributes.yaml`, as facts that the shop tells (`host.…`). Experiments become skeletons of campaigns. What the compiler refuses is left out and told, so that what is
//! written compiles. Deliberately absent: values, contents of variations and rollouts, which GrowthBook gives to code and a source gives to slots;
//! each is told with its place.

mod accept;
mod attributes;
mod experiments;
mod rewrite;

use std::collections::BTreeMap;

use sillage_conformance::json::Json;

use accept::accepted;
use attributes::Attributes;

/// What could not be carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it stands in the payload (`features.banner.rules.0`).
    pub place: String,
    /// What it is, or why it is left.
    pub what: String,
}

/// A payload as sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Files by name.
    pub files: BTreeMap<&'static str, String>,
    /// How many attributes, groups, segments and campaigns they declare.
    pub counts: [usize; 4],
    /// What is not in them.
    pub left: Vec<Left>,
}

/// A group or a segment, before the compiler has seen it.
struct Candidate {
    place: String,
    name: String,
    /// What it is in the source.
    source: Json,
}

/// A project around what is carried over; the payload says nothing of languages and money.
const PROJECT: &str = "\
# The shop: correct languages and currency.
name: imported
locales: [en]
currency: EUR
";

/// Turns a payload into sources.
pub fn carry(payload: &Json) -> Carried {
    let mut left = left_of(payload);
    let attributes = Attributes::of(payload);
    let groups = groups(payload, &attributes, &mut left);
    let groups = accepted(groups, "groups", &attributes, &[], &mut left);
    let segments = segments(payload, &attributes, &mut left);
    let segments = accepted(segments, "segments", &attributes, &groups, &mut left);
    let campaigns = campaigns(payload, &attributes, &segments, &mut left);
    let campaigns = accepted(campaigns, "campaigns", &attributes, &[], &mut left);
    let slots = slots(payload, &campaigns);
    let all = groups.iter().chain(&segments).chain(&campaigns);
    let read = attributes.read_by(all.map(|one| &one.source));
    let files = BTreeMap::from([
        ("sillage.yaml", PROJECT.to_owned()),
        ("attributes.yaml", attributes.file(&read)),
        ("groups.yaml", file("groups", &groups)),
        ("segments.yaml", file("segments", &segments)),
        ("slots.yaml", file("slots", &slots)),
        ("campaigns.yaml", file("campaigns", &campaigns)),
    ]);
    Carried { files, counts: [read.len(), groups.len(), segments.len(), campaigns.len()], left }
}

/// A campaign for every experiment of a rule that deals the same arms.
fn campaigns(
    payload: &Json,
    attributes: &Attributes,
    segments: &[Candidate],
    left: &mut Vec<Left>,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (id, at, rule) in rules(payload).filter(|(_, _, rule)| experiments::deals_the_same(rule)) {
        let place = format!("features.{id}.rules.{at}");
        let own = format!("{place}.condition");
        let segment =
            segments.iter().find(|segment| segment.place == own).map(|segment| segment.name.as_str());
        if segment.is_none() && rule.get("condition").is_truthy() {
            left.push(Left {
                place,
                what: "an experiment whose condition could not be carried over".to_owned(),
            });
            continue;
        }
        let name = unused(&found, format!("{}.rule_{at}", word(id)));
        match experiments::campaign(id, rule, segment, attributes) {
            Ok(source) => found.push(Candidate { place, name, source }),
            Err(what) => left.push(Left { place, what }),
        }
    }
    found
}

/// The slots that campaigns fill, one for each feature.
fn slots(payload: &Json, campaigns: &[Candidate]) -> Vec<Candidate> {
    let mut slots: Vec<Candidate> = Vec::new();
    for slot in payload.get("features").fields().iter().map(|(id, _)| experiments::slot(id)) {
        let is_filled = campaigns.iter().any(|one| one.source.get("slot").text() == Some(&slot.name));
        if is_filled && slots.iter().all(|known| known.name != slot.name) {
            slots.push(slot);
        }
    }
    slots
}

/// Every rule of every feature.
fn rules(payload: &Json) -> impl Iterator<Item = (&str, usize, &Json)> {
    let features = payload.get("features").fields().iter();
    features.flat_map(|(id, feature)| {
        feature.get("rules").items().iter().enumerate().map(move |(at, rule)| (id.as_str(), at, rule))
    })
}

/// A name that no candidate has yet.
fn unused(taken: &[Candidate], name: String) -> String {
    let is_taken = |name: &str| taken.iter().any(|one| one.name == name);
    let mut numbered = (2..).map(|number| format!("{name}_{number}"));
    if is_taken(&name) { numbered.find(|name| !is_taken(name)).unwrap_or_default() } else { name }
}

/// The groups of a payload as a source has them; a bare list, as older payloads have it, is a list without an attribute.
fn groups(payload: &Json, attributes: &Attributes, left: &mut Vec<Left>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (id, group) in payload.get("savedGroups").fields() {
        let place = format!("savedGroups.{id}");
        match group_source(group, attributes) {
            Ok(source) => found.push(Candidate { place, name: id.clone(), source }),
            Err(what) => left.push(Left { place, what }),
        }
    }
    found
}

fn group_source(group: &Json, attributes: &Attributes) -> Result<Json, String> {
    let list = |values: &Json| Json::object([("type", Json::from("list")), ("values", values.clone())]);
    match (group, group.get("type").text()) {
        (Json::List(_), _) => Ok(list(group)),
        (_, Some("list")) => {
            let mut source = list(group.get("values"));
            if let Some(key) = group.get("attributeKey").text() {
                source.set("attributeKey", Json::Text(attributes.path(key)?));
            }
            Ok(source)
        }
        (_, Some("condition")) => {
            let condition = rewrite::condition(group.get("condition"), attributes)?;
            Ok(Json::object([("type", Json::from("condition")), ("condition", condition)]))
        }
        (_, Some(kind)) => Err(format!("a group of the type `{kind}`")),
        _ => Err("what is no group".to_owned()),
    }
}

/// A segment for the condition of every rule and experiment.
fn segments(payload: &Json, attributes: &Attributes, left: &mut Vec<Left>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (place, name, condition) in conditions(payload) {
        let name = unused(&found, name);
        match rewrite::condition(condition, attributes) {
            Ok(source) => found.push(Candidate { place, name, source }),
            Err(what) => left.push(Left { place, what }),
        }
    }
    found
}

/// The condition of every rule and experiment: its place, the name of its segment, and itself.
fn conditions(payload: &Json) -> Vec<(String, String, &Json)> {
    let mut found = Vec::new();
    for (id, feature) in payload.get("features").fields() {
        for (at, rule) in feature.get("rules").items().iter().enumerate() {
            let place = format!("features.{id}.rules.{at}.condition");
            found.push((place, format!("{}.rule_{at}", word(id)), rule.get("condition")));
        }
    }
    for (at, experiment) in payload.get("experiments").items().iter().enumerate() {
        let name = experiment.get("key").text().map_or_else(|| at.to_string(), word);
        found.push((
            format!("experiments.{at}.condition"),
            format!("experiment.{name}"),
            experiment.get("condition"),
        ));
    }
    found.retain(|(_, _, condition)| condition.is_truthy());
    found
}

/// An id as a part of a name in a source.
fn word(id: &str) -> String {
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '_' }
    };
    let word: String = id.chars().map(plain).collect();
    let word = word.trim_matches('_');
    if word.starts_with(|first: char| first.is_ascii_alphabetic()) {
        word.to_owned()
    } else {
        format!("feature_{word}")
    }
}

/// JSON is YAML: a condition stands on one line, as it came.
fn entry(candidate: &Candidate) -> String {
    format!("  {}: {}\n", candidate.name, candidate.source)
}

fn file(kind: &str, candidates: &[Candidate]) -> String {
    if candidates.is_empty() {
        return format!("{kind}: {{}}\n");
    }
    let entries: Vec<String> =
        candidates.iter().map(|one| format!("  # {}\n{}", one.place, entry(one))).collect();
    format!("{kind}:\n{}", entries.concat())
}

/// Everything that a source has no place for.
fn left_of(payload: &Json) -> Vec<Left> {
    let mut left = Vec::new();
    let mut tell = |place: String, of: &Json, carried: &[&str]| {
        let fields = of.fields().iter().filter(|(key, _)| !carried.contains(&key.as_str()));
        let names: Vec<String> = fields.map(|(key, _)| format!("`{key}`")).collect();
        if !names.is_empty() {
            left.push(Left { place, what: names.join(", ") });
        }
    };
    tell(
        "the payload".to_owned(),
        payload,
        &["features", "savedGroups", "experiments", "dateUpdated", "status"],
    );
    for (id, feature) in payload.get("features").fields() {
        tell(format!("features.{id}"), feature, &["rules", "metadata"]);
        for (at, rule) in feature.get("rules").items().iter().enumerate() {
            let mut carried = vec!["condition", "id", "metadata"];
            if experiments::deals_the_same(rule) {
                carried.extend(experiments::CARRIED);
            }
            tell(format!("features.{id}.rules.{at}"), rule, &carried);
        }
    }
    for (at, experiment) in payload.get("experiments").items().iter().enumerate() {
        tell(format!("experiments.{at}"), experiment, &["condition", "key", "name", "metadata"]);
    }
    left
}

//! What of the candidates compiles: each is given to the compiler with what it names and nothing else, so that one mistake costs one
//! candidate.

use std::collections::BTreeMap;

use sillage_compiler::{Severity, Sources, compile};
use sillage_conformance::json::Json;

use super::{Candidate, Left, PROJECT, attributes::Attributes, entry};

/// The candidates that compile, each with the groups that were accepted and those it may name of its own kind; of the others, why not.
pub(super) fn accepted(
    candidates: Vec<Candidate>,
    kind: &str,
    attributes: &Attributes,
    groups: &[Candidate],
    left: &mut Vec<Left>,
) -> Vec<Candidate> {
    let mut accepted: Vec<Candidate> = Vec::new();
    let mut open = candidates;
    loop {
        let mut refused = Vec::new();
        let before = open.len();
        for candidate in open {
            let around = if kind == "groups" { accepted.as_slice() } else { groups };
            match refusal(&candidate, kind, attributes, around) {
                None => accepted.push(candidate),
                Some(why) => refused.push((candidate, why)),
            }
        }
        // A group may name one that is accepted later.
        if refused.is_empty() || refused.len() == before || kind != "groups" {
            let why = |(candidate, what): (Candidate, String)| Left { place: candidate.place, what };
            left.extend(refused.into_iter().map(why));
            return accepted;
        }
        open = refused.into_iter().map(|(candidate, _)| candidate).collect();
    }
}

/// Why the compiler refuses a candidate.
fn refusal(
    candidate: &Candidate,
    kind: &str,
    attributes: &Attributes,
    groups: &[Candidate],
) -> Option<String> {
    let named = named_by(candidate, groups);
    let own = format!("{kind}:\n{}", entry(candidate));
    let around: String = named.iter().map(|group| entry(group)).collect();
    let read = attributes.read_by(named.iter().map(|group| &group.source).chain([&candidate.source]));
    let mut files = BTreeMap::from([
        ("sillage.yaml".to_owned(), PROJECT.to_owned()),
        ("attributes.yaml".to_owned(), attributes.file(&read)),
        (
            "groups.yaml".to_owned(),
            format!("groups:{}\n{around}", if around.is_empty() { " {}" } else { "" }),
        ),
    ]);
    match kind {
        "groups" if !around.is_empty() => files.insert("groups.yaml".to_owned(), format!("{own}{around}")),
        _ => files.insert(format!("{kind}.yaml"), own),
    };
    if kind == "campaigns" {
        // Its segment has been accepted; here one that anybody is in stands for it.
        let segment = candidate.source.get("audience").get("$segment").text();
        let segments =
            segment.map_or(" {}".to_owned(), |name| format!("\n  {name}: {{\"device.class\": \"phone\"}}"));
        let slot = candidate.source.get("slot").text().unwrap_or_default();
        files.insert("segments.yaml".to_owned(), format!("segments:{segments}\n"));
        files.insert("slots.yaml".to_owned(), format!("slots:\n  {slot}: {{fields: {{}}}}\n"));
    }
    let outcome = compile(&Sources { files, ..Sources::default() });
    let error = outcome.diagnostics.into_iter().find(|found| found.severity == Severity::Error)?;
    Some(error.message)
}

/// The groups that a candidate names, and those that they name.
fn named_by<'a>(candidate: &'a Candidate, groups: &'a [Candidate]) -> Vec<&'a Candidate> {
    let mut found: Vec<&Candidate> = Vec::new();
    let mut open = vec![&candidate.source];
    while let Some(source) = open.pop() {
        for group in groups.iter().filter(|group| names(source, &group.name)) {
            if found.iter().all(|known| known.name != group.name) {
                open.push(&group.source);
                found.push(group);
            }
        }
    }
    found
}

/// Whether a condition names a group, directly.
fn names(json: &Json, group: &str) -> bool {
    let is_own = |(key, value): &(String, Json)| match key.as_str() {
        "$savedGroup" => value.get("id").text() == Some(group),
        "$inGroup" | "$notInGroup" => value.text() == Some(group),
        _ => false,
    };
    json.fields().iter().any(|field| is_own(field) || names(&field.1, group))
        || json.items().iter().any(|item| names(item, group))
}

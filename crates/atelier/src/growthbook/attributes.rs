//! The attributes that conditions read: their paths in a source, and the types that their constants show.

use std::collections::BTreeMap;

use sillage_conformance::json::Json;

use super::experiments::{deals_the_same, unit};

/// The kinds of values that an attribute is compared with.
const KINDS: [&str; 5] = ["objects", "list", "text", "number", "boolean"];

/// What is known of one attribute.
#[derive(Default)]
struct Seen {
    /// Its path in a source; none where a source cannot read it.
    path: Option<String>,
    /// How often each kind of [`KINDS`] was seen.
    votes: [usize; KINDS.len()],
}

/// Attributes by their names in the payload.
pub(super) struct Attributes(BTreeMap<String, Seen>);

impl Attributes {
    /// Every attribute that a condition or a group of the payload reads.
    pub(super) fn of(payload: &Json) -> Attributes {
        let mut attributes = Attributes(BTreeMap::new());
        for (_, group) in payload.get("savedGroups").fields() {
            if let Some(key) = group.get("attributeKey").text() {
                attributes.values(key, group.get("values"));
            }
            attributes.condition(group.get("condition"), payload);
        }
        for (_, _, condition) in super::conditions(payload) {
            attributes.condition(condition, payload);
        }
        for (_, _, rule) in super::rules(payload).filter(|(_, _, rule)| deals_the_same(rule)) {
            attributes.vote(unit(rule), "");
        }
        attributes.name();
        attributes
    }

    /// The path of an attribute in a source.
    pub(super) fn path(&self, name: &str) -> Result<String, String> {
        let seen = self.0.get(name);
        let path = seen.and_then(|seen| seen.path.clone());
        path.ok_or_else(|| format!("the attribute `{name}`, whose path no source can write"))
    }

    /// Names in the payload of the attributes that some sources read.
    pub(super) fn read_by<'a>(&self, sources: impl Iterator<Item = &'a Json>) -> Vec<&str> {
        let mut paths = Vec::new();
        for source in sources {
            mentioned(source, &mut paths);
        }
        let is_read =
            |seen: &Seen| seen.path.as_deref().is_some_and(|path| paths.iter().any(|known| known == path));
        self.0.iter().filter(|(_, seen)| is_read(seen)).map(|(name, _)| name.as_str()).collect()
    }

    /// `attributes.yaml` with these attributes.
    pub(super) fn file(&self, names: &[&str]) -> String {
        if names.is_empty() {
            return "attributes: {}\n".to_owned();
        }
        let mut file =
            "# The shop tells these; each line says what GrowthBook called it.\nattributes:\n".to_owned();
        for name in names {
            let Some(Seen { path: Some(path), votes }) = self.0.get(*name) else { continue };
            let description = Json::Text(format!("`{name}` in GrowthBook"));
            file += &format!("  {path}: {{type: {}, description: {description}}}\n", kind(votes));
        }
        file
    }

    fn vote(&mut self, name: &str, kind: &str) {
        let seen = self.0.entry(name.to_owned()).or_default();
        for (vote, known) in seen.votes.iter_mut().zip(KINDS) {
            *vote += usize::from(known == kind);
        }
    }

    /// Constants that an attribute, or an element of it, is compared with.
    fn values(&mut self, name: &str, values: &Json) {
        self.vote(name, "");
        for value in values.items() {
            self.vote(name, kind_of(value));
        }
    }

    fn condition(&mut self, condition: &Json, payload: &Json) {
        for (key, value) in condition.fields() {
            match key.as_str() {
                "$and" | "$or" | "$nor" => {
                    value.items().iter().for_each(|item| self.condition(item, payload))
                }
                "$not" => self.condition(value, payload),
                "$savedGroup" => {
                    let group = payload.get("savedGroups").get(value.get("id").text().unwrap_or_default());
                    if let Some(name) = value.get("attributeKey").text() {
                        self.values(name, group.get("values"));
                    }
                }
                name => self.compared(name, value, payload),
            }
        }
    }

    /// What an attribute is compared with: a value, or operators.
    fn compared(&mut self, name: &str, value: &Json, payload: &Json) {
        self.vote(name, kind_of(value));
        for (operator, operand) in value.fields() {
            let group = || payload.get("savedGroups").get(operand.text().unwrap_or_default());
            match operator.as_str() {
                "$in" | "$nin" | "$ini" | "$nini" => self.values(name, operand),
                "$inGroup" | "$notInGroup" => {
                    let group = group();
                    self.values(name, if group.items().is_empty() { group.get("values") } else { group });
                }
                "$all" | "$alli" => self.vote(name, list_of(operand)),
                "$size" => self.vote(name, "list"),
                "$elemMatch" => self.vote(name, elements(operand)),
                "$not" => self.compared(name, operand, payload),
                "$exists" => {}
                "$type" => self.vote(name, type_named(operand.text().unwrap_or_default())),
                _ => self.vote(name, kind_of(operand)),
            }
        }
    }

    /// Gives every attribute a path of its own.
    fn name(&mut self) {
        let mut taken = Vec::new();
        for (name, seen) in &mut self.0 {
            let Some(path) = path_of(name) else { continue };
            let mut numbered = (2..).map(|number| format!("{path}_{number}"));
            let own =
                if taken.contains(&path) { numbered.find(|path| !taken.contains(path)) } else { Some(path) };
            taken.extend(own.clone());
            seen.path = own;
        }
    }
}

/// A path of a source: letters, digits and `_`, no part beginning with a digit, and none of them an index of a list.
fn path_of(name: &str) -> Option<String> {
    let part = |part: &str| {
        let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
        let own: String = part.trim_start_matches('$').chars().map(plain).collect();
        own.starts_with(|first: char| !first.is_ascii_digit()).then_some(own)
    };
    let parts = name.split('.').map(part).collect::<Option<Vec<_>>>()?;
    Some(format!("host.{}", parts.join(".")))
}

/// The kind most often seen. What is compared as a list is one, however its elements are compared elsewhere.
fn kind(votes: &[usize; KINDS.len()]) -> &'static str {
    let [objects, lists, ..] = votes;
    match (objects, lists) {
        (1.., _) => "objects",
        (_, 1..) => "list",
        _ => {
            let most = votes.iter().max().filter(|most| **most > 0);
            let first = most.and_then(|most| votes.iter().position(|votes| votes == most));
            first.and_then(|at| KINDS.get(at)).unwrap_or(&"text")
        }
    }
}

fn kind_of(value: &Json) -> &'static str {
    match value {
        Json::Text(_) => "text",
        Json::Number(_) => "number",
        Json::Bool(_) => "boolean",
        Json::List(_) => list_of(value),
        Json::Null | Json::Map(_) => "",
    }
}

fn type_named(name: &str) -> &'static str {
    match name {
        "string" => "text",
        "number" => "number",
        "boolean" => "boolean",
        "array" => "list",
        _ => "",
    }
}

/// A list of texts, or of anything else.
fn list_of(value: &Json) -> &'static str {
    if value.items().iter().all(|item| item.text().is_some()) { "list" } else { "objects" }
}

/// What the elements of a list are that a condition asks about.
fn elements(condition: &Json) -> &'static str {
    let is_text = |(operator, operand): &(String, Json)| match operator.as_str() {
        "$in" | "$nin" | "$ini" | "$nini" => list_of(operand) == "list",
        "$not" => elements(operand) == "list",
        _ => operator.starts_with('$') && operand.text().is_some(),
    };
    if condition.fields().iter().all(is_text) { "list" } else { "objects" }
}

/// Keys and attributes of groups in a condition of a source.
fn mentioned(json: &Json, paths: &mut Vec<String>) {
    for (key, value) in json.fields() {
        paths.push(key.clone());
        if key == "attributeKey" || key == "unit" {
            paths.extend(value.text().map(str::to_owned));
        }
        mentioned(value, paths);
    }
    for item in json.items() {
        mentioned(item, paths);
    }
}

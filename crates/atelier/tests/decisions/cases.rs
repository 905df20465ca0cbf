//! The table of cases: what each gives, and what its decision must say.

use std::{collections::BTreeMap, fmt::Debug, fs, path::Path};

use serde::Deserialize;
use serde_json::Value;

use crate::json::Json;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cases {
    /// Folders of the projects by name.
    pub(crate) projects: BTreeMap<String, String>,
    pub(crate) cases: Vec<Case>,
}

/// One case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) project: String,
    pub(crate) locale: String,
    #[serde(default)]
    pub(crate) page: Json,
    #[serde(default)]
    pub(crate) host: Json,
    #[serde(default)]
    pub(crate) touch: Json,
    #[serde(default)]
    pub(crate) device: Json,
    #[serde(default)]
    pub(crate) offers: Json,
    /// The seed of the device, in sixteen digits.
    pub(crate) seed: Option<String>,
    #[serde(default)]
    events: Vec<Json>,
    pub(crate) now: f64,
    pub(crate) slot: String,
    pub(crate) expect: Expect,
}

impl Case {
    /// The events in order of arrival; a list among them is as many events.
    pub(crate) fn events(&self) -> impl Iterator<Item = &Json> {
        self.events.iter().flat_map(|event| match event {
            Json::List(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        })
    }
}

/// Name, time and parameters of an event.
pub(crate) fn parts(event: &Json) -> (String, f64, Json) {
    let (Json::Object(members), Json::Text(name), Json::Number(at)) =
        (event, event.member("name"), event.member("at"))
    else {
        panic!("an event without a name or a time: {event:?}");
    };
    let rest = members.iter().filter(|(key, _)| key != "name" && key != "at").cloned().collect();
    (name.clone(), *at, Json::Object(rest))
}

/// What a decision must say. Campaign, error and notes are none where they are not given; the rest is free then.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    reason: String,
    campaign: Option<String>,
    variant: Option<String>,
    kind: Option<String>,
    fields: Option<Value>,
    template: Option<String>,
    items: Option<Vec<String>>,
    /// For each item `popular`, `viewed`, or the item that it follows.
    because: Option<Vec<String>>,
    #[serde(default)]
    notes: Vec<(String, String)>,
    #[serde(rename = "errorCode")]
    error_code: Option<String>,
}

impl Expect {
    /// Everything in which a decision differs.
    pub(crate) fn differences(&self, decision: &str) -> Vec<String> {
        let decision: Value = serde_json::from_str(decision).unwrap();
        let value = &decision["value"];
        let items: Vec<&Value> = value["items"].as_array().into_iter().flatten().collect();
        let ids: Vec<String> = items.iter().map(|item| text(&item["item_id"])).collect();
        let because: Vec<String> = items.iter().map(|item| reason(&item["because"])).collect();
        let note = |note: &Value| (text(&note["note"]), text(&note["of"]));
        let notes: Vec<_> = decision["notes"].as_array().unwrap().iter().map(note).collect();
        let of = |name: &str| decision.get(name).map(text);
        let mut found = Vec::new();
        let mut check = |what: &str, is: &dyn Debug, must: &dyn Debug| {
            let (is, must) = (format!("{is:?}"), format!("{must:?}"));
            if is != must {
                found.push(format!("{what} is {is}, must be {must}"));
            }
        };
        check("reason", &text(&decision["reason"]), &self.reason);
        check("campaign", &of("campaign"), &self.campaign);
        check("errorCode", &of("errorCode"), &self.error_code);
        check("notes", &notes, &self.notes);
        if let Some(kind) = self.kind() {
            check("kind", &text(&value["kind"]), &kind);
        }
        if self.variant.is_some() {
            check("variant", &of("variant"), &self.variant);
        }
        if let Some(fields) = &self.fields {
            check("fields", &value["fields"], fields);
        }
        if let Some(template) = &self.template {
            check("template", &text(&value["template"]), template);
        }
        if let Some(items) = &self.items {
            check("items", &ids, items);
        }
        if let Some(reasons) = &self.because {
            check("because", &because, reasons);
        }
        found
    }

    /// The kind of value that is expected, where that is said or follows.
    fn kind(&self) -> Option<&str> {
        match (&self.kind, &self.items, &self.template, &self.variant) {
            (Some(kind), ..) => Some(kind),
            (_, Some(_), ..) => Some("items"),
            (_, _, Some(_), _) => Some("template"),
            (.., None) if ["DEFAULT", "NO_CONTENT", "ERROR"].contains(&self.reason.as_str()) => {
                Some("default")
            }
            _ => None,
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn reason(because: &Value) -> String {
    match because["kind"].as_str() {
        Some("follows") => because["item_id"].as_str().unwrap_or_default().to_owned(),
        Some("fits") => because["fits"].as_str().unwrap_or_default().to_owned(),
        other => other.unwrap_or_default().to_owned(),
    }
}

/// Reads the table.
pub(crate) fn read(path: &Path) -> Cases {
    let cases: Cases = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for case in &cases.cases {
        assert!(cases.projects.contains_key(&case.project), "{}: no such project", case.name);
    }
    cases
}

//! The visit through the demo shop: each persona of `examples/maison/personas.json` on each page, and the campaign that
//! every slot shows her, as `tests/cases/visit.json` says.
//!
//! The table has to tell stages apart, which is checked too: from one to the next something changes on the page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde::{Deserialize, de::DeserializeOwned};
use sillage_engine::{decide::decide, event::Event, page::Page, visitor::Visitor};

use crate::{bundles, facts, json::Json, root};

const DAY: f64 = 86_400_000.0;

/// Somebody made up, as the studio reads her too.
#[derive(Deserialize)]
struct Persona {
    id: String,
    host: Json,
    touch: Json,
    now: String,
    events: Vec<Past>,
}

#[derive(Deserialize)]
struct Past {
    name: String,
    days_ago: f64,
    payload: Json,
}

/// The table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Visit {
    /// For each page what it tells about itself; slots begin with its name.
    pages: BTreeMap<String, Json>,
    /// For each page personas in the order of the visit; from each to the next something on it changes.
    changes: BTreeMap<String, Vec<String>>,
    /// Persona, slot, campaign; `default` where the page's own content or the slot's own row is shown.
    expect: BTreeMap<String, BTreeMap<String, String>>,
}

fn read<T: DeserializeOwned>(path: &str) -> T {
    serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn visitor(persona: &Persona, now: i64) -> Visitor {
    let mut visitor = Visitor::default();
    for past in &persona.events {
        let at = now - (past.days_ago * DAY) as i64;
        visitor.observe(Event::from_facts(&past.name, at, &facts::flatten(&past.payload)));
    }
    visitor
}

/// What every slot shows a persona, by slot.
fn shown(
    persona: &Persona,
    project: &bundles::Project,
    visit: &Visit,
    slots: &[&String],
) -> BTreeMap<String, String> {
    let bundle = project.open("en");
    let now = persona.now.parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let visitor = visitor(persona, now);
    let campaign = |slot: &str| {
        let mut page = Page::default();
        page.set_facts("page", facts::flatten(&visit.pages[slot.split('.').next().unwrap()]));
        page.set_facts("host", facts::flatten(&persona.host));
        page.set_facts("touch", facts::flatten(&persona.touch));
        let decision: serde_json::Value =
            serde_json::from_str(&decide(&bundle, &visitor, &page, slot, now).to_json()).unwrap();
        assert_ne!(decision["reason"], "ERROR", "{} {slot}", persona.id);
        assert_ne!(decision["reason"], "NO_CONTENT", "{} {slot}", persona.id);
        decision["campaign"].as_str().unwrap_or("default").to_owned()
    };
    slots.iter().map(|slot| ((*slot).clone(), campaign(slot))).collect()
}

#[test]
fn every_stage_of_the_visit_shows_what_the_table_says() {
    let visit: Visit = read("tests/cases/visit.json");
    let personas: Vec<Persona> = read("examples/maison/personas.json");
    let project = bundles::build(&root().join("examples/maison"));
    let slots: BTreeSet<&String> = visit.expect.values().flat_map(BTreeMap::keys).collect();
    let slots: Vec<&String> = slots.into_iter().collect();
    let told: BTreeMap<String, _> = personas
        .iter()
        .map(|persona| (persona.id.clone(), shown(persona, &project, &visit, &slots)))
        .collect();
    assert_eq!(told, visit.expect, "{}", serde_json::to_string_pretty(&told).unwrap());
    for (page, stages) in &visit.changes {
        let on = |stage: &String| {
            told[stage].iter().filter(|(slot, _)| slot.starts_with(page.as_str())).collect::<Vec<_>>()
        };
        for pair in stages.windows(2) {
            assert_ne!(on(&pair[0]), on(&pair[1]), "{page}: {} and {}", pair[0], pair[1]);
        }
    }
}

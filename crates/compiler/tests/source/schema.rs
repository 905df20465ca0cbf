//! The generated schemas accept what the compiler accepts, and refuse what it refuses.

use std::{collections::BTreeMap, path::Path};

use jsonschema::Validator;
use sillage_compiler::{Report, Sources, schemas, yaml};

use crate::project::{base, folder, parse, with_flow};

fn validators() -> BTreeMap<&'static str, Validator> {
    let validator = |schema: &serde_json::Value| jsonschema::draft202012::new(schema).unwrap();
    schemas().iter().map(|(name, schema)| (*name, validator(schema))).collect()
}

/// The schema of a source file.
fn schema_of(path: &str) -> Option<&'static str> {
    let stem = path.strip_suffix(".yaml")?;
    let kind = stem.split('/').next().unwrap();
    schemas().iter().map(|(name, _)| *name).find(|name| name.strip_suffix(".schema.json") == Some(kind))
}

/// What the schemas say about each file of a project.
fn verdicts(sources: &Sources) -> Vec<(String, bool)> {
    let validators = validators();
    let verdict = |(path, text): (&String, &String)| {
        let schema = &validators[schema_of(path)?];
        let node = yaml::parse(text, 0, &mut Report::default()).unwrap();
        Some((path.clone(), schema.is_valid(&node.to_json())))
    };
    sources.files.iter().filter_map(verdict).collect()
}

#[test]
fn schemas_are_valid_and_say_what_every_field_is() {
    for (name, schema) in schemas() {
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        assert!(schema["description"].as_str().is_some_and(|doc| doc.ends_with('.')), "{name}");
        check_described(name, &schema);
    }
    assert_eq!(schemas().len(), 12);
}

fn check_described(path: &str, schema: &serde_json::Value) {
    let Some(fields) = schema["properties"].as_object() else { return };
    for (name, field) in fields.iter().filter(|(name, _)| !name.starts_with('$')) {
        assert!(field["description"].is_string(), "{path}/{name}");
        check_described(&format!("{path}/{name}"), &field["additionalProperties"]);
    }
}

#[test]
fn accepted_projects_are_accepted() {
    let example = folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/maison"));
    for sources in [base(), with_flow(), example] {
        let verdicts = verdicts(&sources);
        assert!(verdicts.len() >= 9);
        for (path, valid) in verdicts {
            assert!(valid, "{path}");
        }
    }
    let validators = validators();
    for line in base().files["catalogue.jsonl"].lines() {
        assert!(validators["catalogue.schema.json"].is_valid(&serde_json::from_str(line).unwrap()));
    }
}

/// The flow of the test project with a change.
fn flow(from: &str, to: &str) -> String {
    let text = &with_flow().files["flows/finder.yaml"];
    assert!(text.contains(from), "{from}");
    format!("== flows/x.yaml\n{}", text.replacen(from, to, 1))
}

#[test]
fn broken_files_are_refused() {
    let cases = [
        "== sillage.yaml\nname: demo\nlocales: [en]\n",
        "== sillage.yaml\nname: Demo\nlocales: [en]\ncurrency: EUR\n",
        "== sillage.yaml\nname: demo\nlocales: []\ncurrency: EUR\n",
        "== sillage.yaml\nname: demo\nlocales: [en, en]\ncurrency: EUR\n",
        "== sillage.yaml\nname: demo\nlocales: [en]\ncurrency: EUR\nvalid_days: 1.5\n",
        "== sillage.yaml\nname: demo\nlocales: [en]\ncurrency: EUR\ncatalogue: ../x\n",
        "== attributes.yaml\nattributes: {tier: {type: text}}\n",
        "== attributes.yaml\nattributes: {host.tier: {type: string}}\n",
        "== traits.yaml\ntraits: {a: {count: view_item, within: 7}}\n",
        "== traits.yaml\ntraits: {a: {count: [view item]}}\n",
        "== segments.yaml\nsegments: {a: gold}\n",
        "== segments.yaml\nsegments: {a: {$xor: []}}\n",
        "== segments.yaml\nsegments: {a: {host.x: {$gtt: 1}}}\n",
        "== segments.yaml\nsegments: {a: {host.x: {$regex: 5}}}\n",
        "== segments.yaml\nsegments: {a: {host.x: {$in: 1}}}\n",
        "== segments.yaml\nsegments: {a: {$or: {host.x: 1}}}\n",
        "== segments.yaml\nsegments: {a: {host.x: {}}}\n",
        "== slots.yaml\nslots: {a: {fields: {title: headline}}}\n",
        "== strategies.yaml\nstrategies: {a: {limit: 8}}\n",
        "== strategies.yaml\nstrategies: {a: {source: personal, limit: 25}}\n",
        "== campaigns.yaml\ncampaigns: {a: {slot: s, end: 2027-01-01, show: default}}\n",
        "== campaigns/x.yaml\ncampaigns: {a: {slot: s, end: soon, show: default, hypothesis: h, goal: g, guardrail: g, owner: o}}\n",
        "== campaigns/x.yaml\ncampaigns: {a: {slot: s, end: 2027-01-01, show: nothing, hypothesis: h, goal: g, guardrail: g, owner: o}}\n",
        "== copy/en.yaml\ncopy: {Title: x}\n",
        "== copy/en.yaml\ncopy: {title: 5}\n",
        "== strategies.yaml\nstrategies: {a: {source: matching, attributes: []}}\n",
        "== flows.yaml\nflows: {a: {kind: product_finder, title: t, steps: {}, outcomes: {}}}\n",
        &flow("kind: product_finder", "kind: game"),
        &flow("ask: slider", "ask: range"),
        &flow("vote: {vegan: 3}", "vote: {vegan: 0.5}"),
        &flow("exclude: [vegan]", "exclude: vegan"),
        &flow("to: budget", "too: budget"),
        &flow("picture: /dry.svg", "picture: 'javascript:x'"),
        &flow("runners_up: 2", "runners_up: -1"),
        &flow("{answer.skin: dry-skin}", "{answer.skin: {$gtt: 1}}"),
        &flow("title: finder.balance", "titel: finder.balance"),
    ];
    for text in cases {
        assert!(verdicts(&parse(text)).iter().all(|(_, valid)| !valid), "{text}");
    }
}

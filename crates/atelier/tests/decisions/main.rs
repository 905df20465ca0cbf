//! The decision cases of `tests/cases/decisions.json`: bundle, events, page and time, and the decision they must come to.
//!
//! Every project is compiled to bytes and read back as a page does it. `expect` is written by hand from the specification;
//! `decisions.golden.jsonl` holds the decisions themselves, one a line, and is the file that the module has to match too
//! (`tests/node/decisions.test.mjs`). After a change run with `SILLAGE_BLESS=1` and read the difference.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod bundles;
mod cases;
mod facts;
mod finder;
mod json;
mod model;
mod visit;

use std::{collections::BTreeMap, fs, path::PathBuf};

use cases::{Case, Cases};
use sillage_engine::{decide::decide, event::Event, page::Page, visitor::Visitor};

/// The folder of the whole project.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn is_blessing() -> bool {
    std::env::var_os("SILLAGE_BLESS").is_some()
}

/// The decision of a case as JSON.
fn decision(case: &Case, project: &bundles::Project) -> String {
    let bundle = project.open(&case.locale);
    let mut page = Page::default();
    let told = [("page", &case.page), ("host", &case.host), ("touch", &case.touch), ("device", &case.device)];
    for (namespace, given) in told {
        page.set_facts(namespace, facts::flatten(given));
    }
    page.seed = case.seed.as_ref().map(|seed| u64::from_str_radix(seed, 16).unwrap());
    page.merge_offers(&facts::flatten(&case.offers));
    let mut visitor = Visitor::default();
    for event in case.events() {
        let (name, at, parameters) = cases::parts(event);
        visitor.observe(Event::from_facts(&name, at as i64, &facts::flatten(&parameters)));
    }
    decide(&bundle, &visitor, &page, &case.slot, case.now as i64).to_json()
}

#[test]
fn every_case_decides_as_specified() {
    let folder = root().join("tests/cases");
    model::check(&folder.join("projects/ranking/model.bin"));
    let Cases { projects, cases } = cases::read(&folder.join("decisions.json"));
    let projects: BTreeMap<&String, bundles::Project> =
        projects.iter().map(|(name, path)| (name, bundles::build(&root().join(path)))).collect();
    let decisions: Vec<String> = cases.iter().map(|case| decision(case, &projects[&case.project])).collect();
    let golden = folder.join("decisions.golden.jsonl");
    if is_blessing() {
        fs::write(&golden, decisions.join("\n") + "\n").unwrap();
    }
    let golden = fs::read_to_string(golden).unwrap();
    assert_eq!(golden.lines().count(), cases.len(), "one golden line a case");
    let mut wrong = Vec::new();
    for ((case, decision), line) in cases.iter().zip(&decisions).zip(golden.lines()) {
        wrong.extend(case.expect.differences(decision).iter().map(|what| format!("{}: {what}", case.name)));
        if decision != line {
            wrong.push(format!("{}: not as in the golden file\n  {decision}\n  {line}", case.name));
        }
    }
    for project in projects.keys() {
        println!("{project}: {} cases", cases.iter().filter(|case| case.project == **project).count());
    }
    println!("{} decision cases", cases.len());
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

//! GrowthBook's public cases. They are no part of this repository (their licence is GrowthBook's); where they are absent the test
//! says so and passes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

use std::{collections::BTreeMap, fs, path::Path};

use sillage_compiler::matching::matching;
use sillage_conformance::report::report;

const FOLDER: &str = "../../../shared/conformance/growthbook";

/// Every case of a file passes, and there are at least so many.
fn check(file: &str, at_least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(file);
    let Ok(text) = fs::read_to_string(path) else {
        println!("skipped: GrowthBook's public cases are not beside this repository");
        return;
    };
    let report = report(&text, matching).unwrap();
    let mut sections = BTreeMap::<&str, usize>::new();
    for case in &report.cases {
        *sections.entry(&case.section).or_default() += 1;
    }
    println!("{file}: {sections:?}");
    assert_eq!(report.failed(), 0, "{}", report.text());
    assert!(report.cases.len() >= at_least, "only {} cases", report.cases.len());
}

#[test]
fn cases_at_0_12_0() {
    check("cases-0.12.0.json", 725);
}

#[test]
fn url_targets() {
    check("url-target-cases.json", 43);
}

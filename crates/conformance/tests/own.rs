//! Our own cases, in the format of the public ones: what those leave open, and what a hostile payload may ask.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

use std::fmt::Write;

use sillage_compiler::matching::matching;
use sillage_conformance::{context::Context, json::read, report::report};

#[test]
fn own_cases_pass() {
    let report = report(include_str!("own.json"), matching).unwrap();
    assert_eq!(report.failed(), 0, "{}", report.text());
}

/// The source of a feature's value in a payload.
fn source(features: &str) -> &'static str {
    let given = read(&format!("{{\"features\": {{{features}}}}}")).unwrap();
    Context::new(&given, matching).feature("f0").source
}

#[test]
fn prerequisites_that_multiply_come_to_an_end() {
    // Each waits twice for the next: two to the power of sixty ways.
    let mut features = String::new();
    for at in 0..60 {
        let parent = format!("{{\"id\": \"f{}\"}}", at + 1);
        let _ =
            write!(features, "\"f{at}\": {{\"rules\": [{{\"parentConditions\": [{parent}, {parent}]}}]}},");
    }
    assert_eq!(source(&format!("{features} \"f60\": {{}}")), "cyclicPrerequisite");
}

#[test]
fn a_long_chain_of_prerequisites_comes_to_an_end() {
    let mut features = String::new();
    for at in 0..10_000 {
        let next = at + 1;
        let _ = write!(
            features,
            "\"f{at}\": {{\"rules\": [{{\"parentConditions\": [{{\"id\": \"f{next}\"}}]}}]}},"
        );
    }
    assert_eq!(source(&format!("{features} \"f10000\": {{}}")), "cyclicPrerequisite");
}

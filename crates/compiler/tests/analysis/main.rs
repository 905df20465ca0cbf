//! The analysis held to what it says: defects that were planted are found, clean sources are left alone, and whatever it claims is
//! put to the engine.

// A test fails by panicking; these lints are for shipped code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod attack;
mod blind;
mod clean;
mod families;
mod older;
mod plant;
mod project;
mod random;
mod replay;
mod speed;
mod visitors;

use std::collections::BTreeMap;

use sillage_compiler::{Diagnostic, Effort, Outcome, compile};

use crate::{project::Project, random::Random};

/// Everything, or the tenth that is tried on every change.
fn is_long() -> bool {
    std::env::var_os("SILLAGE_LONG").is_some()
}

/// What the analysis says of a project.
fn analysed(project: &Project) -> (Outcome, Vec<Diagnostic>) {
    let outcome = compile(&project.sources());
    let errors: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    assert!(outcome.compiled.is_some(), "{errors:#?}\n{}", project.text());
    let found = outcome.diagnostics.iter().filter(|found| found.code.starts_with("W083")).cloned().collect();
    (outcome, found)
}

fn add(all: &mut Effort, one: Effort) {
    all.questions += one.questions;
    all.not_proven += one.not_proven;
    all.steps += one.steps;
}

fn check_effort(name: &str, effort: Effort) {
    println!(
        "{name}: {} questions, {} not proven, {} steps",
        effort.questions, effort.not_proven, effort.steps
    );
    assert!(effort.not_proven * 50 <= effort.questions, "{effort:?}");
}

#[test]
fn clean_sources_are_left_alone() {
    let mut effort = Effort::default();
    for seed in 0..if is_long() { 2_000 } else { 200 } {
        let project = clean::project(&mut Random::new(seed));
        let (outcome, found) = analysed(&project);
        assert!(found.is_empty(), "seed {seed}: {found:#?}\n{}", project.text());
        add(&mut effort, outcome.effort);
    }
    check_effort("clean sources", effort);
}

#[test]
fn planted_defects_are_found() {
    let mut effort = Effort::default();
    let mut found_by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, planters) in plant::PLANTERS {
        for seed in 0..if is_long() { 300 } else { 30 } {
            let random = &mut Random::new(seed + 10_000);
            let mut project = clean::project(random);
            let plant = planters[seed as usize % planters.len()];
            let name = plant(random, &mut project);
            let (outcome, found) = analysed(&project);
            let is_it = |found: &&Diagnostic| found.code == *code && found.message.contains(&name);
            let count = found.iter().filter(is_it).count();
            assert!(count >= 1, "{code} at `{name}`, seed {seed}: {found:#?}\n{}", project.text());
            replay::check_all(&project, &outcome, &found);
            add(&mut effort, outcome.effort);
            *found_by_code.entry(code).or_default() += 1;
        }
    }
    println!("{found_by_code:?}");
    check_effort("planted defects", effort);
}

#[test]
fn claims_about_blindly_changed_sources_withstand_random_visitors() {
    let mut effort = Effort::default();
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    let (sources, visitors) = if is_long() { (150, 100_000) } else { (15, 10_000) };
    let (mut seed, mut attacked) = (20_000, 0);
    while attacked < sources {
        seed += 1;
        let random = &mut Random::new(seed);
        let mut project = clean::project(random);
        for _ in 0..4 {
            blind::change(random, &mut project);
        }
        let (outcome, found) = analysed(&project);
        add(&mut effort, outcome.effort);
        replay::check_all(&project, &outcome, &found);
        let universal: Vec<&Diagnostic> = found.iter().filter(|found| attack::is_universal(found)).collect();
        if !universal.is_empty() {
            universal.iter().for_each(|found| *claims.entry(found.code).or_default() += 1);
            attack::attack(random, &project, &universal, visitors);
            attacked += 1;
        }
    }
    println!("{attacked} sources of {}, {visitors} visitors each: {claims:?}", seed - 20_000);
    check_effort("blind changes", effort);
}

//! The suites: what each runs and how its cases are counted. In order of cost, so that a mistake shows early.

use crate::build;
use crate::chromium;
use crate::conformance;
use crate::counts::Counts;
use crate::demo;
use crate::failure::Failure;
use crate::imports;
use crate::libtest;
use crate::process;
use crate::real;
use crate::setup;
use crate::studio;
use crate::tap;
use crate::workspace::{self, path};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A suite and how it runs; the argument says whether the full counts are wanted.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) run: fn(long: bool) -> Result<Counts, Failure>,
}

pub(crate) const SUITES: [Suite; 7] = [
    Suite { name: "imports", run: |_| imports::check() },
    Suite { name: "types", run: |_| types() },
    Suite { name: "node", run: node },
    Suite { name: "rust", run: rust },
    Suite { name: "wasm", run: wasm },
    Suite { name: "browser", run: browser },
    Suite { name: "demo", run: |long| demo::check(long).map(|()| Counts::one(true)) },
];

/// The hand-written types and the JSDoc of the host modules against each other.
fn types() -> Result<Counts, Failure> {
    build::build()?;
    let words = ["node_modules/typescript/bin/tsc", "--noEmit", "--project", "tsconfig.json"];
    let log = log_of("types");
    let succeeded = process::logged(&mut workspace::node(&words), &log)?;
    print!("{}", workspace::read(&log)?);
    Ok(Counts::one(succeeded))
}

/// Every Rust test of the workspace, documentation included.
fn rust(long: bool) -> Result<Counts, Failure> {
    let mut command = workspace::cargo(&["test", "--quiet", "--workspace", "--locked", "--no-fail-fast"]);
    command.args(["--", "--show-output", "--format=pretty"]);
    if long {
        command.arg("--include-ignored");
    }
    let log = log_of("rust");
    let succeeded = process::logged(tier(&mut command, long), &log)?;
    let output = workspace::read(&log)?;
    println!("{}", libtest::failures(&output));
    Ok(libtest::counts(&output).unless_ended_well(succeeded))
}

/// Host modules in Node, without a browser.
fn node(long: bool) -> Result<Counts, Failure> {
    build::build()?;
    let files = test_files("tests/node", |file| file.parent() != Some(&path("tests/node")));
    node_tests("node", &files, &[], long)
}

/// The module as built, in Node: the same decision cases as the native test, byte for byte, and real data.
fn wasm(long: bool) -> Result<Counts, Failure> {
    build::build()?;
    let atelier = demo::atelier()?;
    build_cases(&atelier)?;
    real::build(&atelier)?;
    conformance::build()?;
    write_parity(long)?;
    let files = test_files("tests/node", |file| file.parent() == Some(&path("tests/node")));
    node_tests("wasm", &files, &[("SILLAGE_ATELIER", atelier.into_os_string())], long)
}

/// Pages in headless Chromium, with the module and the demo bundle as built.
fn browser(long: bool) -> Result<Counts, Failure> {
    let browser = chromium::find_or_install()?;
    build::build()?;
    studio::build()?;
    let made = demo::make()?;
    let variables = [
        ("CHROMIUM", browser.into_os_string()),
        ("SILLAGE_ATELIER", made.atelier.into_os_string()),
        ("SILLAGE_BUNDLE", made.bundle.into_os_string()),
        ("SILLAGE_KEY", workspace::read(&made.public_key)?.trim().into()),
    ];
    node_tests("browser", &test_files("tests/browser", |_| true), &variables, long)
}

/// Random cases with the native engine's answers: in the long run ten times as many, of which the others are the first.
fn write_parity(long: bool) -> Result<(), Failure> {
    let mut command =
        workspace::cargo(&["run", "--quiet", "--locked", "-p", "sillage-compiler", "--example", "parity"]);
    let count = if long { "10000" } else { "1000" };
    process::capture(command.args(["--", count, "20261"]).arg(path("target/parity.jsonl"))).map(|_| ())
}

/// Bundles of the projects that the decision cases name.
fn build_cases(atelier: &Path) -> Result<(), Failure> {
    let file = path("tests/cases/decisions.json");
    let text = workspace::read(&file)?;
    let cases: Value = serde_json::from_str(&text)
        .map_err(|cause| Failure::machine(&format!("`{}` is not JSON", file.display()), cause))?;
    for (name, folder) in cases.get("projects").and_then(Value::as_object).into_iter().flatten() {
        let folder = path(folder.as_str().unwrap_or_default());
        let out = path("target/cases").join(name);
        let project = if folder.starts_with(path("tests/cases")) { folder } else { without_model(&folder)? };
        let mut command = Command::new(atelier);
        process::capture(command.arg("build").arg(project).arg("--out").arg(out))?;
    }
    Ok(())
}

/// A copy of a project's source that names no model: the demo shop's is trained, which takes a minute, and the native test
/// decides its cases without one too.
fn without_model(folder: &Path) -> Result<PathBuf, Failure> {
    let copy = path("target/cases/source");
    let source =
        |file: &PathBuf| file.extension().is_some_and(|ending| ending == "yaml" || ending == "jsonl");
    for file in workspace::files(folder).iter().filter(|file| source(file)) {
        let text = workspace::read(file)?;
        let lines = text.lines().filter(|line| !line.starts_with("model:"));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        workspace::write(&copy.join(file.strip_prefix(folder).unwrap_or(file)), text.as_bytes())?;
    }
    Ok(copy)
}

fn node_tests(
    suite: &str,
    files: &[PathBuf],
    variables: &[(&str, std::ffi::OsString)],
    long: bool,
) -> Result<Counts, Failure> {
    setup::packages()?;
    let log = log_of(suite);
    let results = log.with_extension("tap");
    let mut command = workspace::node(&["--test", "--test-concurrency=2", "--test-reporter=tap"]);
    command.arg(format!("--test-reporter-destination={}", results.display()));
    command.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    command.args(files).envs(variables.iter().cloned());
    if files.is_empty() {
        return Err(Failure::check(&format!("the suite `{suite}` has no test file")));
    }
    let succeeded = process::logged(tier(&mut command, long), &log)?;
    if !succeeded {
        println!("{}", failing(&workspace::read(&log)?));
    }
    Ok(tap::counts(&workspace::read(&results)?).unless_ended_well(succeeded))
}

/// Tests that have a full and a tenth count read which one is wanted from the environment.
fn tier(command: &mut Command, long: bool) -> &mut Command {
    if long { command.env("SILLAGE_LONG", "1") } else { command.env_remove("SILLAGE_LONG") }
}

fn test_files(folder: &str, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let is_test = |file: &PathBuf| file.to_string_lossy().ends_with(".test.mjs") && wanted(file);
    workspace::files(&path(folder)).into_iter().filter(is_test).collect()
}

fn log_of(suite: &str) -> PathBuf {
    path("target/xtask/logs").join(suite).with_extension("txt")
}

/// What the `spec` report says of the failed cases, or all of it where it broke off before that.
fn failing(report: &str) -> &str {
    report.find("failing tests:").and_then(|at| report.get(at..)).unwrap_or(report)
}

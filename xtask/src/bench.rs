//! `cargo xtask bench`: what is measured in `BENCHMARKS.md`, as Markdown tables on standard output.
//!
//! Nothing fails here, however slow: machines are shared, and a time limit in a test would only measure them. The scripts
//! stand in `benches/`; each compares with a floor that it measures in the same run.

use crate::build;
use crate::demo;
use crate::failure::Failure;
use crate::process;
use crate::size;
use crate::workspace::{self, path};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the demo shop and a synthetic one of 12,000 items, then measures module, command line tool and sizes.
pub(crate) fn bench() -> Result<(), Failure> {
    build::build()?;
    demo::make()?;
    let atelier = optimised_atelier()?;
    synthetic(&atelier)?;
    println!("\n## The module\n");
    script("module", &[])?;
    println!("\n## Ten thousand rounds\n");
    script("soak", &[])?;
    println!("\n## The command line tool (release profile)\n");
    script("native", &[&atelier.to_string_lossy()])?;
    println!("\n## Sizes\n");
    size::size(true)
}

/// As people install it; the tests use the development profile, which is several times slower.
fn optimised_atelier() -> Result<PathBuf, Failure> {
    process::run(&mut workspace::cargo(&[
        "build",
        "--quiet",
        "--locked",
        "--release",
        "-p",
        "sillage-atelier",
    ]))?;
    let name = format!("atelier{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target()?.join("release").join(name))
}

/// A shop of 12,000 items under `target/bench/`, made from a seed.
fn synthetic(atelier: &Path) -> Result<(), Failure> {
    script("synthetic", &[])?;
    let run =
        |words: &[&str]| process::run(Command::new(atelier).args(words).current_dir(path("target/bench")));
    run(&["train", "project", "--events", "sequences.txt"])?;
    run(&["build", "project", "--out", "bundle"])
}

fn script(name: &str, words: &[&str]) -> Result<(), Failure> {
    process::run(workspace::node(&[&format!("benches/{name}.mjs")]).args(words))
}

//! Bundles of real products and purchases, from the projects of `tests/real/` to `target/real/`.
//!
//! The data lies beside the checkout, not in it; where it is absent nothing is built, and the tests that would read it
//! say that they are skipped.

use crate::failure::Failure;
use crate::process;
use crate::stamp;
use crate::workspace::{self, path};
use std::path::Path;
use std::process::Command;

const DATA: &str = "../shared/data";
const SEPHORA: &str = "target/real/sephora";
const BEAUTY: &str = "target/real/beauty";

/// Builds what there is data for.
pub(crate) fn build(atelier: &Path) -> Result<(), Failure> {
    if !path(DATA).exists() {
        return Ok(());
    }
    sources("tests/real/sephora", SEPHORA)?;
    sources("tests/real/beauty", BEAUTY)?;
    let products = format!("{DATA}/sephora/cosmetics.csv");
    let catalogue = format!("{SEPHORA}/catalogue.jsonl");
    let mapping = "tests/real/sephora.mapping.yaml";
    run(atelier, &["import", "catalogue", &products, "--mapping", mapping, "--out", &catalogue])?;
    run(atelier, &["build", SEPHORA])?;
    model(atelier)?;
    run(atelier, &["build", BEAUTY])
}

/// Lays the sources of a project where the rest of it is made.
fn sources(from: &str, to: &str) -> Result<(), Failure> {
    let folder = path(from);
    for file in workspace::files(&folder) {
        let name = file.strip_prefix(&folder).unwrap_or(&file);
        workspace::write(&path(to).join(name), workspace::read(&file)?.as_bytes())?;
    }
    Ok(())
}

/// Catalogue, log, and the model trained from it, which takes 13 s.
fn model(atelier: &Path) -> Result<(), Failure> {
    let data = format!("{DATA}/amazon-beauty");
    let prepare = "tests/real/beauty.prepare.mjs";
    let inputs = ["crates/atelier/src", "crates/engine/src", "Cargo.lock", prepare, &data].map(path);
    let outputs =
        ["catalogue.jsonl", "log.txt", "last.json", "model.bin"].map(|file| path(BEAUTY).join(file));
    stamp::unless_fresh("real", &inputs, &outputs, || {
        process::run(&mut workspace::node(&[prepare, &data, BEAUTY]))?;
        let log = format!("{BEAUTY}/log.txt");
        run(atelier, &["train", BEAUTY, "--events", &log, "--preset", "reviews", "--budget", "128kB"])
    })
}

fn run(atelier: &Path, words: &[&str]) -> Result<(), Failure> {
    process::capture(Command::new(atelier).args(words).current_dir(workspace::root())).map(drop)
}

//! Skips a step whose inputs and outputs are as they were when it last ran.
//!
//! The stamp is a hash of contents, not of times: a checkout changes times without changing a byte.

use crate::failure::Failure;
use crate::workspace;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// Runs `work` unless it would only repeat itself. Inputs and outputs are files or folders; the rules of the step
/// itself (this program's source) always count as an input.
pub(crate) fn unless_fresh(
    step: &str,
    inputs: &[impl AsRef<Path>],
    outputs: &[impl AsRef<Path>],
    work: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let file = workspace::path("target/xtask/stamps").join(step);
    let complete = outputs.iter().all(|output| output.as_ref().exists());
    if complete && fs::read_to_string(&file).is_ok_and(|stamp| stamp == fingerprint(inputs, outputs)) {
        return Ok(());
    }
    work()?;
    workspace::write(&file, fingerprint(inputs, outputs).as_bytes())
}

fn fingerprint(inputs: &[impl AsRef<Path>], outputs: &[impl AsRef<Path>]) -> String {
    let rules = workspace::path("xtask/src");
    let mut hasher = DefaultHasher::new();
    let given = inputs.iter().map(AsRef::as_ref).chain(outputs.iter().map(AsRef::as_ref));
    for file in [rules.as_path()].into_iter().chain(given).flat_map(workspace::files) {
        file.hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    format!("{:016x}\n", hasher.finish())
}

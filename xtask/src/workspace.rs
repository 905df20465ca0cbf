//! Where things lie. What the project's own commands make is always under `<root>/target/` and `<root>/pkg/`;
//! what cargo makes is where cargo says, since `CARGO_TARGET_DIR` may point elsewhere.

use crate::failure::Failure;
use crate::process;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let manifest =
        std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Path::new(&manifest).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A path from the root, written with `/`.
pub(crate) fn path(relative: &str) -> PathBuf {
    relative.split('/').fold(root(), |path, part| path.join(part))
}

/// A `cargo` command at the root, with the cargo that runs this program.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(words).current_dir(root());
    command
}

/// A `node` command at the root.
pub(crate) fn node(words: &[&str]) -> Command {
    let mut command = Command::new("node");
    command.args(words).current_dir(root());
    command
}

/// What `cargo metadata` says, with the resolved graph for `platform` when one is named.
pub(crate) fn metadata(platform: Option<&str>) -> Result<Value, Failure> {
    let mut command = cargo(&["metadata", "--locked", "--format-version", "1"]);
    match platform {
        Some(platform) => command.args(["--filter-platform", platform]),
        None => command.arg("--no-deps"),
    };
    let text = process::capture(&mut command)?;
    serde_json::from_str(&text)
        .map_err(|cause| Failure::machine("the answer of `cargo metadata` is not JSON", cause))
}

/// Cargo's target folder.
pub(crate) fn target() -> Result<PathBuf, Failure> {
    let metadata = metadata(None)?;
    let folder = metadata.get("target_directory").and_then(Value::as_str);
    folder.map(PathBuf::from).ok_or_else(|| Failure::check("`cargo metadata` named no target folder"))
}

/// All files under `folder` (or `folder` itself if it is a file), sorted; a missing one has none.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return if folder.is_file() { vec![folder.to_path_buf()] } else { Vec::new() };
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| files(path)).collect()
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path)
        .map_err(|cause| Failure::machine(&format!("cannot read `{}`", path.display()), cause))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, bytes))
        .map_err(|cause| Failure::machine(&format!("cannot write `{}`", path.display()), cause))
}

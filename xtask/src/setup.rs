//! What the other commands need: the wasm target, Node, the packages of package-lock.json, Chromium.
//!
//! Every step is fast when nothing is missing, so commands call the parts they need instead of asking the reader to.

use crate::chromium;
use crate::failure::Failure;
use crate::process;
use crate::workspace;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// The target that the storefront module is built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// `cargo xtask setup`.
pub(crate) fn everything() -> Result<(), Failure> {
    wasm_target()?;
    packages()?;
    let browser = chromium::find_or_install()?;
    println!("ready: rust target {WASM}, node packages, {}", browser.display());
    Ok(())
}

/// Adds the wasm target to the toolchain that runs.
pub(crate) fn wasm_target() -> Result<(), Failure> {
    let sysroot =
        process::capture(Command::new("rustc").args(["--print", "sysroot"]).current_dir(workspace::root()))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    if !process::exists("rustup") {
        return Err(Failure::missing(
            &format!("this Rust has no target `{WASM}` and rustup was not found to add it"),
            "install rustup, see https://rustup.rs",
        ));
    }
    process::run(Command::new("rustup").args(["target", "add", WASM]).current_dir(workspace::root()))
}

/// Installs the packages that package-lock.json lists, if they are missing or older than it.
pub(crate) fn packages() -> Result<(), Failure> {
    node()?;
    if !outdated(&workspace::path("node_modules/.package-lock.json"), &workspace::path("package-lock.json")) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if !process::exists(npm) {
        return Err(Failure::missing("`npm` was not found", "install it with Node, see https://nodejs.org"));
    }
    process::run(Command::new(npm).args(["ci", "--ignore-scripts"]).current_dir(workspace::root()))
}

/// Checks that a Node is there that is new enough.
pub(crate) fn node() -> Result<(), Failure> {
    let help = "install Node 20 or newer, see https://nodejs.org";
    let answer = process::capture(Command::new("node").arg("--version"));
    let answer = answer.map_err(|_| Failure::missing("`node` was not found", help))?;
    match major(&answer) {
        Some(version) if version >= OLDEST_NODE => Ok(()),
        _ => Err(Failure::missing(&format!("`node` is version `{}`", answer.trim()), help)),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn outdated(made: &Path, from: &Path) -> bool {
    match (changed(made), changed(from)) {
        (Some(made), Some(from)) => made < from,
        _ => true,
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|facts| facts.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        for (text, expected) in [("v20.20.2\n", Some(20)), ("v8.1.0", Some(8)), ("20.1.0", None), ("", None)]
        {
            assert_eq!(major(text), expected, "{text:?}");
        }
    }
}

//! Finds the browser that the tests drive: `CHROMIUM`, then the PATH, then Debian's package, else one command to run.

use crate::failure::Failure;
use crate::process;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The path of a Chromium that is there, installing it where that is possible without asking.
pub(crate) fn find_or_install() -> Result<PathBuf, Failure> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if may_install() {
        println!("installing chromium");
        process::run(Command::new("apt-get").args(["update", "--quiet"]))?;
        let packages = ["install", "--quiet", "--yes", "--no-install-recommends", "chromium"];
        process::run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(packages))?;
    }
    find().ok_or_else(absent)
}

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| NAMES.iter().find_map(|name| on_path(name)))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// As root on Debian the package is installed without a question; anybody else decides for themselves.
fn may_install() -> bool {
    let root = process::capture(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    root && Path::new("/etc/debian_version").exists()
}

fn absent() -> Failure {
    let command = if cfg!(target_os = "macos") {
        "brew install --cask chromium"
    } else {
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium"
    };
    Failure::missing(
        "no Chromium was found in `CHROMIUM` or on the PATH",
        &format!("run `{command}`, or set CHROMIUM to the path of one"),
    )
}

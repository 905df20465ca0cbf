//! `cargo xtask demo`: the demo shop from its source to a page that a browser shows.
//!
//! Everything it makes lies under `target/demo/` (and the pictures under the ignored `www/store/pictures/`), so a run
//! changes no tracked file. The events are simulated from a seed: the same commands give the same model.

use crate::arguments::Arguments;
use crate::build;
use crate::chromium;
use crate::failure::Failure;
use crate::process;
use crate::server::{self, Server};
use crate::setup;
use crate::stamp;
use crate::workspace::{self, path};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the steps made.
pub(crate) struct Made {
    pub(crate) bundle: PathBuf,
    /// The public key, base64: the value of `data-bundle-key`.
    pub(crate) key: String,
}

const PORT: &str = "8080";

/// Serves the shop until it is stopped, or judges it with `--check`.
pub(crate) fn demo(given: &Arguments) -> Result<(), Failure> {
    if given.has("--check") {
        return check();
    }
    let made = prepare()?;
    process::run(&mut serve(&made, given.value("--port").unwrap_or(PORT))?)
}

/// Opens the pages in headless Chromium; fails unless every slot was decided and rendered.
pub(crate) fn check() -> Result<(), Failure> {
    let browser = chromium::find_or_install()?;
    let made = prepare()?;
    let port = server::free_port()?;
    let server = Server::start(&mut serve(&made, &port.to_string())?, port)?;
    let address = format!("http://127.0.0.1:{}", server.port);
    let mut judge = workspace::node(&["tests/browser/demo.check.mjs", &address]);
    process::run(judge.env("CHROMIUM", browser))
}

fn prepare() -> Result<Made, Failure> {
    build::build()?;
    make()
}

/// The command line tool, built as the tests build it.
pub(crate) fn atelier() -> Result<PathBuf, Failure> {
    process::run(&mut workspace::cargo(&["build", "--quiet", "--locked", "-p", "sillage-atelier"]))?;
    let name = format!("atelier{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target()?.join("debug").join(name))
}

/// Pictures, pages, events, model, bundle, signature.
pub(crate) fn make() -> Result<Made, Failure> {
    setup::packages()?;
    let atelier = atelier()?;
    let source = path("examples/maison");
    let bundle = path("target/demo/bundle");
    let key = path("target/demo/key");
    stamp::unless_fresh("pictures", &[&source], &[&path("www/store/pictures")], || {
        process::run(&mut workspace::node(&["examples/maison/pictures.mjs", "www/store/pictures"]))
    })?;
    if !key.exists() {
        run(&atelier, &[OsStr::new("keys"), OsStr::new("new"), key.as_os_str()])?;
    }
    stamp::unless_fresh("demo", &[&source, &atelier], &[&bundle], || {
        compile(&atelier, &source, &bundle, &key)
    })?;
    let key = workspace::read(&key.with_extension("pub"))?.trim().to_owned();
    Ok(Made { bundle, key })
}

fn compile(atelier: &Path, source: &Path, bundle: &Path, key: &Path) -> Result<(), Failure> {
    let project = path("target/demo/maison");
    copy(source, &project)?;
    let events = path("target/demo/events.jsonl");
    let words = |text: &'static str| OsStr::new(text);
    run(
        atelier,
        &[words("simulate"), words("events"), project.as_os_str(), words("--out"), events.as_os_str()],
    )?;
    run(atelier, &[words("train"), project.as_os_str(), words("--events"), events.as_os_str()])?;
    run(atelier, &[words("check"), project.as_os_str()])?;
    run(atelier, &[words("build"), project.as_os_str(), words("--out"), bundle.as_os_str()])?;
    run(atelier, &[words("sign"), bundle.as_os_str(), words("--key"), key.as_os_str()])
}

fn run(atelier: &Path, words: &[&OsStr]) -> Result<(), Failure> {
    process::run(Command::new(atelier).args(words).current_dir(workspace::root()))
}

fn serve(made: &Made, port: &str) -> Result<Command, Failure> {
    let mut command = Command::new(atelier()?);
    command.current_dir(workspace::root()).arg("serve").arg(path("target/demo/maison"));
    command.args(["--www", "www/store", "--port", port]);
    let _ = made;
    Ok(command)
}

/// A fresh copy of a folder: files that the source no longer has must not linger.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if to.exists() {
        fs::remove_dir_all(to)
            .map_err(|cause| Failure::machine(&format!("cannot empty `{}`", to.display()), cause))?;
    }
    for file in workspace::files(from) {
        let name = file.strip_prefix(from).unwrap_or(&file);
        let bytes = fs::read(&file);
        let bytes =
            bytes.map_err(|cause| Failure::machine(&format!("cannot read `{}`", file.display()), cause))?;
        workspace::write(&to.join(name), &bytes)?;
    }
    Ok(())
}

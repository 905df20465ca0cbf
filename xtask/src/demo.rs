//! `cargo xtask demo`: the demo shop from its source to a page that a browser shows.
//!
//! What it makes lies under `target/demo/` or in files that git ignores: pictures, product pages and the model, which
//! stands where `examples/maison/sillage.yaml` names it, so that the shop is served from its own source and an edit
//! there shows at once. The events are simulated from a seed: the same source gives the same model.

use crate::arguments::Arguments;
use crate::build;
use crate::chromium;
use crate::failure::Failure;
use crate::process;
use crate::server::{self, Server};
use crate::setup;
use crate::stamp;
use crate::studio;
use crate::workspace::{self, path};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROJECT: &str = "examples/maison";
const STORE: &str = "www/store";
/// Pages beside the shop, and what they share.
const BESIDE: [&str; 3] = ["www/frame", "www/studio", "www/webview"];
const PORT: &str = "4173";
/// The model as it is downloaded: a range of some 240 products needs no more.
const MODEL: &str = "12kB";
/// What the page script writes into the store.
const WRITTEN: [&str; 9] = [
    "index.html",
    "cart.html",
    "order.html",
    "account.html",
    "skin-finder.html",
    "privacy.html",
    "shop",
    "products",
    "fr",
];

/// What a test or a server needs of the shop.
pub(crate) struct Made {
    pub(crate) atelier: PathBuf,
    pub(crate) bundle: PathBuf,
    pub(crate) public_key: PathBuf,
}

/// Serves the shop until it is stopped, or judges it with `--check`.
pub(crate) fn demo(given: &Arguments) -> Result<(), Failure> {
    if given.has("--check") {
        return check(true);
    }
    build::build()?;
    studio::build()?;
    let made = make()?;
    println!("\nthe studio is at /studio/; edit {PROJECT} and open pages follow; stop with Ctrl-C");
    process::run(serve(&made.atelier, given.value("--port").unwrap_or(PORT)).arg("--watch"))
}

/// Opens the pages in headless Chromium; fails unless every slot was decided and rendered. With `pictures`, every look of every
/// page is also photographed.
pub(crate) fn check(pictures: bool) -> Result<(), Failure> {
    let browser = chromium::find_or_install()?;
    build::build()?;
    studio::build()?;
    let made = make()?;
    let port = server::free_port()?;
    let _server = Server::start(&mut serve(&made.atelier, &port.to_string()), port)?;
    let mut judge = workspace::node(&["tests/browser/demo/check.mjs", &format!("http://127.0.0.1:{port}")]);
    if pictures {
        judge.env("SILLAGE_LONG", "1");
    } else {
        judge.env_remove("SILLAGE_LONG");
    }
    process::run(judge.env("CHROMIUM", browser))
}

/// The command line tool, built as the tests build it.
pub(crate) fn atelier() -> Result<PathBuf, Failure> {
    process::run(&mut workspace::cargo(&["build", "--quiet", "--locked", "-p", "sillage-atelier"]))?;
    let name = format!("atelier{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target()?.join("debug").join(name))
}

/// Pictures, pages, events, model, bundle, signature.
pub(crate) fn make() -> Result<Made, Failure> {
    setup::node()?;
    pages()?;
    let atelier = atelier()?;
    model(&atelier)?;
    let (bundle, public_key) = bundle(&atelier)?;
    Ok(Made { atelier, bundle, public_key })
}

fn pages() -> Result<(), Failure> {
    let script = |name: &str, folder: &str| {
        process::run(&mut workspace::node(&[&format!("{PROJECT}/{name}.mjs"), folder]))
    };
    let drawn_from =
        ["pictures.mjs", "products.jsonl", "range", "studio"].map(|name| path(PROJECT).join(name));
    let pictures = "www/store/pictures";
    stamp::unless_fresh("pictures", &drawn_from, &[path(pictures)], || script("pictures", pictures))?;
    let written_from = ["pages.mjs", "pages", "products.jsonl"].map(|name| path(PROJECT).join(name));
    let outputs = WRITTEN.map(|name| path(STORE).join(name));
    stamp::unless_fresh("pages", &written_from, &outputs, || script("pages", STORE))
}

/// The model depends on the range and on how the log is simulated and counted, not on what a marketer edits.
fn model(atelier: &Path) -> Result<(), Failure> {
    let inputs = ["crates/atelier/src", "crates/engine/src", "Cargo.lock", "examples/maison/catalogue.jsonl"]
        .map(path);
    stamp::unless_fresh("model", &inputs, &[path("examples/maison/model.bin")], || {
        let events = "target/demo/events.jsonl";
        workspace::write(&path(events), b"")?;
        run(atelier, &["simulate", "events", PROJECT, "--out", events])?;
        run(atelier, &["train", PROJECT, "--events", events, "--budget", MODEL])
    })
}

/// Built anew each time: it is a matter of milliseconds, and a bundle from an old stamp would have expired one day.
fn bundle(atelier: &Path) -> Result<(PathBuf, PathBuf), Failure> {
    let (folder, key) = ("target/demo/bundle", "target/demo/key");
    if !path(key).exists() {
        run(atelier, &["keys", "new", key])?;
    }
    run(atelier, &["build", PROJECT, "--out", folder])?;
    run(atelier, &["sign", folder, "--key", key])?;
    Ok((path(folder), path("target/demo/key.pub")))
}

fn run(atelier: &Path, words: &[&str]) -> Result<(), Failure> {
    process::run(Command::new(atelier).args(words).current_dir(workspace::root()))
}

fn serve(atelier: &Path, port: &str) -> Command {
    let mut command = Command::new(atelier);
    command.current_dir(workspace::root());
    command.args([
        "serve",
        PROJECT,
        "--www",
        STORE,
        "--pkg",
        "pkg",
        "--key",
        "target/demo/key",
        "--port",
        port,
    ]);
    command.args(BESIDE.iter().flat_map(|folder| ["--also", folder]));
    command
}

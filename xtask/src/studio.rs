//! The studio's module and its glue, into `www/studio/pkg/`. Unlike the storefront's it is built for speed: it is no part of what a
//! shop's page loads, and compiling in it should feel instant.

use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::setup;
use crate::stamp;
use crate::workspace::{self, path};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

const FOLDER: &str = "www/studio/pkg";
const MODULE: &str = "www/studio/pkg/sillage_studio_bg.wasm";

/// `cargo xtask studio`.
pub(crate) fn build() -> Result<(), Failure> {
    setup::wasm_target()?;
    setup::packages()?;
    let _one_at_a_time = build::lock()?;
    let module = compile()?;
    stamp::unless_fresh("studio", &[&module], &[path(MODULE)], || {
        generate(&module, &path(FOLDER))
            .map_err(|cause| Failure::check(&format!("wasm-bindgen refused the studio: {cause:#}")))?;
        process::run(&mut workspace::node(&["xtask/src/compressed.mjs", "--write", MODULE]))
    })
}

fn compile() -> Result<PathBuf, Failure> {
    let words =
        ["build", "--quiet", "--locked", "-p", "sillage-studio", "--lib", "--profile", "studio", "--target"];
    process::run(workspace::cargo(&words).arg(setup::WASM))?;
    Ok(workspace::target()?.join(setup::WASM).join("studio").join("sillage_studio.wasm"))
}

fn generate(module: &Path, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("sillage_studio").web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    Ok(bindgen.generate(folder)?)
}

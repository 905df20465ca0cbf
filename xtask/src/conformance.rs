//! GrowthBook's cases as a module for Node, into `target/xtask/conformance/`, for the suite `wasm`.

use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::setup;
use crate::stamp;
use crate::workspace::{self, path};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

const FOLDER: &str = "target/xtask/conformance";

/// Builds the module and its glue.
pub(crate) fn build() -> Result<(), Failure> {
    setup::wasm_target()?;
    let _one_at_a_time = build::lock()?;
    let module = compile()?;
    let glue = path(FOLDER).join("conformance.js");
    stamp::unless_fresh("conformance", &[&module], &[glue], || {
        generate(&module, &path(FOLDER)).map_err(|cause| {
            Failure::check(&format!("wasm-bindgen refused the module of the cases: {cause:#}"))
        })
    })
}

/// In the profile of the studio, with which it shares compiler and engine as compiled.
fn compile() -> Result<PathBuf, Failure> {
    let words = [
        "build",
        "--quiet",
        "--locked",
        "-p",
        "sillage-conformance",
        "--lib",
        "--profile",
        "studio",
        "--target",
    ];
    process::run(workspace::cargo(&words).arg(setup::WASM))?;
    Ok(workspace::target()?.join(setup::WASM).join("studio").join("sillage_conformance.wasm"))
}

fn generate(module: &Path, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("conformance").nodejs_module(true)?.typescript(false);
    Ok(bindgen.generate(folder)?)
}

//! `atelier serve`.

use std::path::Path;

use crate::{
    arguments::Serve,
    failure::{Failure, Verdict},
    serve::{self, Options},
};

/// What a page loads of the storefront module.
const MODULE: [&str; 2] = ["sillage.js", "sillage.wasm"];

/// Serves until the process is ended.
pub(super) fn run(options: Serve) -> Result<Verdict, Failure> {
    let www = options.www.unwrap_or_else(|| options.dir.join("www"));
    if !www.is_dir() {
        eprintln!("note: there is no folder `{}`; its files will be missing", www.display());
    }
    if let Some(warning) = without_module(&options.pkg) {
        eprintln!("{warning}");
    }
    serve::run(Options {
        project: options.dir,
        www,
        also: options.also,
        pkg: options.pkg,
        port: options.port,
        watch: options.watch,
        key: options.key,
    })
}

/// A warning where pages will not find the storefront module: without it they show their default content alone.
fn without_module(pkg: &Path) -> Option<String> {
    let missing: Vec<_> = MODULE.iter().filter(|name| !pkg.join(name).is_file()).collect();
    let names = match missing.as_slice() {
        [] => return None,
        [name] => format!("`{name}`"),
        _ => MODULE.map(|name| format!("`{name}`")).join(" and no "),
    };
    Some(format!(
        "warning: `{}` has no {names}; pages will show their default content alone\n  \
         = help: run `cargo xtask build` in the repository of Sillage, and give its `pkg` folder by `--pkg DIR`",
        pkg.display()
    ))
}

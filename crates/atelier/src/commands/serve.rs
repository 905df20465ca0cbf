//! `atelier serve`.

use crate::{
    arguments::Serve,
    failure::{Failure, Verdict},
    serve::{self, Options},
};

/// Serves until the process is ended.
pub(super) fn run(options: Serve) -> Result<Verdict, Failure> {
    let www = options.www.unwrap_or_else(|| options.dir.join("www"));
    for folder in [&www, &options.pkg] {
        if !folder.is_dir() {
            eprintln!("note: there is no folder `{}`; its files will be missing", folder.display());
        }
    }
    serve::run(Options {
        project: options.dir,
        www,
        pkg: options.pkg,
        port: options.port,
        watch: options.watch,
        key: options.key,
    })
}

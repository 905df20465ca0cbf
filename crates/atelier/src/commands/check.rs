//! `atelier check`.

use crate::{
    arguments::Check,
    diagnostics,
    failure::{Failure, Verdict},
    project,
};

/// Prints every mistake of a project; writes nothing.
pub(super) fn run(options: &Check) -> Result<Verdict, Failure> {
    let sources = project::read(&options.dir)?;
    let outcome = sillage_compiler::compile(&sources);
    diagnostics::print(options.format, &sources, &outcome.diagnostics);
    Ok(if diagnostics::has_errors(&outcome.diagnostics) { Verdict::Mistakes } else { Verdict::Fine })
}

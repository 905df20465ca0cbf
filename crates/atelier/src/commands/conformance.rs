//! `atelier conformance growthbook`.

use std::{fs, path::Path};

use sillage_compiler::matching::matching;
use sillage_conformance::report::report;

use crate::failure::{Failure, Verdict};

/// Bytes of a file of cases; GrowthBook's own has less than one million.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Prints each case that fails, and how many passed and failed.
pub(super) fn run(file: &Path) -> Result<Verdict, Failure> {
    let size = fs::metadata(file).map_err(|error| Failure::file("read", file, &error))?.len();
    if size > FILE_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", file.display());
        return Err(Failure::new(message, format!("at most {FILE_BYTES} bytes; check a part of the cases")));
    }
    let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    let report = report(&text, matching).map_err(|mistake| {
        let message = format!("`{}` cannot be checked: {mistake}", file.display());
        Failure::new(
            message,
            "give sections of GrowthBook's `cases.json`, `{\"cases\": […]}`, or a list of URL targets",
        )
    })?;
    print!("{}", report.text());
    Ok(if report.failed() == 0 { Verdict::Fine } else { Verdict::Mistakes })
}

//! What experiments did, read from the shop's own log: `atelier results`.
//!
//! [`experiment`] says what ran; [`read`] hands over rows; [`exposed`] joins exposures with what came after; [`evaluate`]
//! turns sums into a [`report::Report`], with the mathematics of [`statistics`]; [`text`] and [`page`] show it. Nothing leaves the machine,
//! and nothing about one user is written anywhere. Deliberately absent: Parquet and compressed files.

pub mod evaluate;
pub mod experiment;
pub mod exposed;
pub mod number;
pub mod page;
pub mod project;
pub mod read;
pub mod report;
pub mod row;
pub mod statistics;
mod table;
pub mod tally;
pub mod text;

use std::path::PathBuf;

use self::{
    experiment::Experiment,
    exposed::Exposed,
    read::{ReadError, Reading},
    report::Report,
};

/// Reads the logs twice and evaluates every experiment. `bytes` is told how many bytes were read, of twice the files' size.
pub fn evaluate(
    experiments: &[Experiment],
    paths: &[PathBuf],
    bytes: &mut dyn FnMut(u64),
) -> Result<(Report, Reading), ReadError> {
    let mut exposed = Exposed::new(experiments);
    let mut first = 0;
    read::rows(
        paths,
        &mut |read| {
            first = read;
            bytes(read)
        },
        &mut |row| exposed.expose(&row),
    )?;
    let reading = read::rows(paths, &mut |read| bytes(first + read), &mut |row| exposed.follow(&row))?;
    Ok((evaluate::report(experiments, &exposed, &reading), reading))
}

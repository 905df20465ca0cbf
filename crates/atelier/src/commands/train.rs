//! `atelier train`.

use std::{fs, path::PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    arguments::Train,
    events::Format,
    failure::{Failure, Verdict},
    project,
    train::{self, Preset, Progress, TrainArguments, TrainError, TrainReport},
};

/// The model of a project that names none yet.
const MODEL: &str = "model.bin";

/// Trains on all logs together and writes the model.
pub(super) fn run(options: &Train) -> Result<Verdict, Failure> {
    let out = options.out.clone().map_or_else(|| project_model(options), Ok)?;
    let preset = Preset::named(&options.preset).unwrap_or(Preset::Shop);
    let mut arguments = TrainArguments::new(options.events.clone(), preset);
    arguments.format = options.format.as_deref().and_then(Format::named);
    if let Some(budget) = &options.budget {
        arguments.bound = train::budget(budget).map_err(|error| failed(&error))?;
    }
    let bar = bar();
    let outcome = train::run(&arguments, &mut |progress| show(&bar, progress));
    bar.finish_and_clear();
    let report = match outcome {
        Ok(report) => report,
        Err(error) => return ended(&error),
    };
    for mistake in &report.mistakes {
        eprintln!("warning: {mistake}\n  = help: {}", mistake.help);
    }
    fs::write(&out, &report.trained.bytes).map_err(|error| Failure::file("write", &out, &error))?;
    println!("{}: {}", out.display(), summary(&report));
    if options.out.is_none() && project::named(&options.dir, "model")?.is_none() {
        eprintln!("note: no bundle holds the model yet\n  = help: write `model: {MODEL}` in `sillage.yaml`");
    }
    Ok(Verdict::Fine)
}

fn summary(report: &TrainReport) -> String {
    let trained = &report.trained;
    format!(
        "{} items, {} edges of {} visitors, {} bytes ({} as downloaded); {} events read, {} rows left out",
        trained.parts.items.len(),
        trained.edges,
        trained.visitors,
        trained.bytes.len(),
        trained.compressed,
        report.events,
        report.mistakes.len()
    )
}

/// Where the project says that its model lies. A path that leads out of the project is not followed.
fn project_model(options: &Train) -> Result<PathBuf, Failure> {
    let named = project::named(&options.dir, "model")?.unwrap_or_else(|| MODEL.to_owned());
    if !project::is_plain(&named) {
        let message = format!("the project's model `{named}` does not lie in the project");
        return Err(Failure::new(message, "write a path within the project in `sillage.yaml`"));
    }
    Ok(options.dir.join(named))
}

/// Rows that cannot be read are mistakes of the log; all else is wrong use.
fn ended(error: &TrainError) -> Result<Verdict, Failure> {
    if let TrainError::TooManyMistakes { mistakes } = error {
        for mistake in mistakes {
            eprintln!("error: {mistake}\n  = help: {}", mistake.help);
        }
        eprintln!("{}", failed(error));
        return Ok(Verdict::Mistakes);
    }
    Err(failed(error))
}

fn failed(error: &TrainError) -> Failure {
    Failure::new(error.to_string(), error.help())
}

/// Drawn on a terminal only.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}%");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn show(bar: &ProgressBar, progress: Progress) {
    match progress {
        Progress::Reading { bytes, of } => {
            bar.set_message("reading");
            bar.set_length(of);
            bar.set_position(bytes);
        }
        Progress::Counting { visitors } => bar.set_message(format!("counting pairs of {visitors} visitors")),
        Progress::Fitting { edges } => bar.set_message(format!("fitting {edges} edges")),
    }
}

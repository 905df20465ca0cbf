//! `atelier results`.

use std::{fs, path::PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    arguments::Results,
    diagnostics::{self, Form},
    failure::{Failure, Verdict},
    project,
    results::{
        self,
        experiment::{self, Experiment},
        page,
        read::{ReadError, Reading},
        report::Report,
        statistics::{CONFIDENCE, power},
        text,
    },
};

/// Lifts whose needs `--plan` tells.
const PLANNED: [f64; 5] = [0.01, 0.02, 0.05, 0.1, 0.2];

/// Evaluates experiments, or tells what a number of users can find.
pub(super) fn run(options: &Results) -> Result<Verdict, Failure> {
    if options.plan {
        return plan(options);
    }
    let Some(experiments) = chosen(options)? else { return Ok(Verdict::Mistakes) };
    let bar = bar(&options.events);
    let evaluated = results::evaluate(&experiments, &options.events, &mut |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let (report, reading) = match evaluated {
        Ok(found) => found,
        Err(ReadError::Failure(failure)) => return Err(failure),
        Err(ReadError::TooManyMistakes(mistakes)) => {
            for mistake in &mistakes {
                eprintln!("error: {mistake}\n  = help: {}", mistake.help);
            }
            let failure = Failure::new("too many rows cannot be read", "correct them, or give another log");
            eprintln!("{failure}");
            return Ok(Verdict::Mistakes);
        }
    };
    tell(options, &report, &reading)
}

/// A wrong split is a mistake of the experiment, so that a script notices.
fn tell(options: &Results, report: &Report, reading: &Reading) -> Result<Verdict, Failure> {
    for mistake in &reading.mistakes {
        eprintln!("warning: {mistake}\n  = help: {}", mistake.help);
    }
    if let Some(path) = &options.html {
        fs::write(path, page::as_page(report)).map_err(|error| Failure::file("write", path, &error))?;
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(report).unwrap_or_default());
    } else {
        print!("{}", text::as_text(report));
    }
    let is_wrong = |found: &results::report::ExperimentReport| found.ratio.is_some_and(|ratio| !ratio.passed);
    if report.experiments.iter().any(is_wrong) { Ok(Verdict::Mistakes) } else { Ok(Verdict::Fine) }
}

/// The experiments that are asked for; none where the project has mistakes, all of which are printed.
fn chosen(options: &Results) -> Result<Option<Vec<Experiment>>, Failure> {
    let Some(mut experiments) = known(options)? else { return Ok(None) };
    if let Some(name) = &options.experiment {
        let names: Vec<String> = experiments.iter().map(|known| format!("`{}`", known.name)).collect();
        experiments.retain(|known| known.name == *name);
        if experiments.is_empty() {
            let help = format!("there are {}", names.join(", "));
            return Err(Failure::new(format!("no experiment is named `{name}`"), help));
        }
    }
    if let Some(goal) = &options.goal {
        experiments.iter_mut().for_each(|known| known.goal.clone_from(goal));
    }
    Ok(Some(experiments))
}

fn known(options: &Results) -> Result<Option<Vec<Experiment>>, Failure> {
    let none = "give a campaign an `experiment`, or a file of experiments with `--experiments FILE`";
    let (experiments, place) = match &options.experiments {
        Some(path) => (experiment::read(path)?, path),
        None => {
            let sources = project::read(&options.project)?;
            let outcome = sillage_compiler::compile(&sources);
            let Some(compiled) = outcome.compiled else {
                diagnostics::print(Form::Text, &sources, &outcome.diagnostics);
                return Ok(None);
            };
            (results::project::experiments(&sources, &compiled.rules), &options.project)
        }
    };
    if experiments.is_empty() {
        return Err(Failure::new(format!("`{}` has no experiment", place.display()), none));
    }
    Ok(Some(experiments))
}

fn plan(options: &Results) -> Result<Verdict, Failure> {
    let (Some(rate), Some(users)) = (options.rate, options.users) else {
        let message = "`--plan` needs a rate and a number of users";
        return Err(Failure::new(message, "write `--plan --rate 0.03 --users 20000`"));
    };
    if !(0.0 < rate && rate < 1.0) {
        return Err(Failure::new(
            format!("`{rate}` is no rate"),
            "write a share of users above 0 and below 1, such as 0.03",
        ));
    }
    if options.arms < 2 {
        return Err(Failure::new(format!("`{}` arms cannot be compared", options.arms), "at least 2"));
    }
    let plan = power::plan(rate, users as f64 / f64::from(options.arms), CONFIDENCE);
    if options.json {
        println!("{}", serde_json::to_string_pretty(&plan).unwrap_or_default());
        return Ok(Verdict::Fine);
    }
    print!("{}", text::plan(&plan, options.arms, &PLANNED));
    Ok(Verdict::Fine)
}

/// Drawn on a terminal only. Every byte is read twice.
fn bar(paths: &[PathBuf]) -> ProgressBar {
    let size: u64 = paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|found| found.len()).sum();
    let style = ProgressStyle::with_template("reading {wide_bar} {percent}%");
    ProgressBar::new(size.saturating_mul(2))
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

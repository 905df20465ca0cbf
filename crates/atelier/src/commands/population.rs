//! `atelier simulate population`.

use std::{fs, fs::File, io::BufReader, path::Path, thread};

use indicatif::{ProgressBar, ProgressStyle};
use sillage_engine::bundle::Bundle;

use crate::{
    arguments::SimulatePopulation,
    bundle,
    commands::explain::{loaded, refused},
    diagnostics::{self, Form},
    failure::{Failure, Verdict},
    instant, project,
    simulate::{
        MOST_SHOPPERS, Product, UNTIL,
        population::{
            self, Population, page,
            source::{Source, taken},
            text,
        },
        products,
    },
};

/// Compiles the projects, walks everybody, and tells.
pub(super) fn run(options: &SimulatePopulation) -> Result<Verdict, Failure> {
    if options.shoppers > MOST_SHOPPERS {
        let message = format!("`{}` shoppers are too many", options.shoppers);
        return Err(Failure::new(message, format!("at most {MOST_SHOPPERS}")));
    }
    let until = options.until.as_deref().map(|text| instant::parse("--until", text)).transpose()?;
    let Some(bundle) = compiled(&options.dir)? else { return Ok(Verdict::Mistakes) };
    let before = match &options.against {
        None => None,
        Some(dir) => match compiled(dir)? {
            None => return Ok(Verdict::Mistakes),
            before => before,
        },
    };
    let catalogue = if options.events.is_none() { catalogue(&options.dir)? } else { Vec::new() };
    let source = match &options.events {
        None => Source::made_up(&catalogue, options.shoppers, options.seed, until.unwrap_or(UNTIL)),
        Some(path) => from_log(path, options, until)?,
    };
    let bar = bar(source.shoppers());
    let threads = options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let walked =
        Population { source: &source, seed: options.seed, bundle: &bundle, before: before.as_ref(), threads };
    let report = population::run(&walked, &|shoppers| bar.inc(shoppers));
    bar.finish_and_clear();
    if let Some(path) = &options.html {
        fs::write(path, page::as_page(&report)).map_err(|error| Failure::file("write", path, &error))?;
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report).unwrap_or_default());
    } else {
        print!("{}", text::as_text(&report));
    }
    Ok(Verdict::Fine)
}

/// The bundle of a project with everything loaded; none, and its mistakes printed, where it has some.
fn compiled(dir: &Path) -> Result<Option<Bundle>, Failure> {
    let sources = project::read(dir)?;
    let outcome = sillage_compiler::compile(&sources);
    let Some(compiled) = outcome.compiled else {
        diagnostics::print(Form::Text, &sources, &outcome.diagnostics);
        return Ok(None);
    };
    // A model that was never trained is no mistake of a rule; who is reached by what can be told without.
    let model = bundle::model(dir, &compiled).or_else(|failure| {
        eprintln!("warning: {}\n  = help: {}", failure.message, failure.help);
        Ok(None)
    })?;
    loaded(compiled, model.as_ref(), None).map(Some).map_err(|fault| refused(&fault))
}

fn catalogue(dir: &Path) -> Result<Vec<Product>, Failure> {
    let named = project::named(dir, "catalogue")?.ok_or_else(|| {
        let message = format!("the project `{}` names no catalogue", dir.display());
        Failure::new(
            message,
            "add `catalogue: catalogue.jsonl` to its `sillage.yaml`, or give a log with `--events FILE`",
        )
    })?;
    let path = dir.join(named);
    let file = File::open(&path).map_err(|error| Failure::file("read", &path, &error))?;
    let products = products(BufReader::new(file)).map_err(|error| Failure::file("read", &path, &error))?;
    if products.is_empty() {
        let message = format!("the catalogue `{}` has no product", path.display());
        return Err(Failure::new(message, "give a log with `--events FILE`"));
    }
    Ok(products)
}

fn from_log(
    path: &Path,
    options: &SimulatePopulation,
    until: Option<i64>,
) -> Result<Source<'static>, Failure> {
    let taken = taken(path, options.shoppers, options.seed, until)?;
    for mistake in &taken.mistakes {
        eprintln!("warning: {mistake}\n  = help: {}", mistake.help);
    }
    let chosen = taken.source.shoppers();
    if chosen == 0 {
        return Err(Failure::new(
            format!("`{}` names no visitor", path.display()),
            "give a log with events of visitors",
        ));
    }
    if chosen < taken.visitors {
        eprintln!("note: {chosen} of the log's {} visitors were drawn", taken.visitors);
    }
    Ok(taken.source)
}

/// Drawn on a terminal only.
fn bar(shoppers: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} shoppers {wide_bar} {eta}");
    ProgressBar::new(shoppers).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

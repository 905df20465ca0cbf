//! `atelier explain`: the decision of the storefront, made here with the same engine, with its reasons.

use std::{io, path::Path};

use sillage_compiler::{Compiled, matching::matching, nearest_miss::explain};
use sillage_engine::{
    bundle::Bundle,
    fault::Fault,
    model::{Model, ModelParts},
    page::Page,
    rules::Facts,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::{
    arguments::Explain,
    bundle,
    diagnostics::{self, Form},
    events, explanation,
    failure::{Failure, Verdict},
    instant, project,
};

/// Compiles the project, folds the events, and prints the decision.
pub(super) fn run(options: &Explain) -> Result<Verdict, Failure> {
    let page = page(options)?;
    let now = instant::or_now("--now", options.now.as_deref())?;
    let sources = project::read(&options.dir)?;
    let outcome = sillage_compiler::compile(&sources);
    let Some(compiled) = outcome.compiled else {
        diagnostics::print(Form::Text, &sources, &outcome.diagnostics);
        return Ok(Verdict::Mistakes);
    };
    for remark in sillage_compiler::remarks(&sources, &page.facts) {
        eprintln!("warning: {}\n  = help: {}", remark.message, remark.help);
    }
    let model = bundle::model(&options.dir, &compiled)?;
    let bundle =
        loaded(compiled, model.as_ref(), page.text("page.locale")).map_err(|fault| refused(&fault))?;
    let visitor = options.events.as_deref().map_or_else(|| Ok(Visitor::default()), folded)?;
    let explained = explain(&bundle, &visitor, &page, &options.slot, now);
    if options.json {
        println!("{explained}");
        return Ok(Verdict::Fine);
    }
    let explained = serde_json::from_str(&explained).unwrap_or_default();
    print!("{}", explanation::as_text(&explained));
    Ok(Verdict::Fine)
}

fn page(options: &Explain) -> Result<Page, Failure> {
    let mut page = Page::default();
    let given = [
        ("page", &options.page),
        ("host", &options.host),
        ("device", &options.device),
        ("touch", &options.touch),
    ];
    for (namespace, pairs) in given {
        page.set_facts(namespace, facts(namespace, pairs)?);
    }
    Ok(page)
}

fn facts(namespace: &str, pairs: &[String]) -> Result<Facts, Failure> {
    let fact = |pair: &String| match pair.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), fact_value(value))),
        _ => {
            let message = format!("`{pair}` is not a fact");
            Err(Failure::new(message, format!("write `--{namespace} KEY=VALUE`")))
        }
    };
    pairs.iter().map(fact).collect()
}

/// Truth values and numbers as JSON writes them; all else is text, as is what stands in double quotes.
fn fact_value(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Bool(truth)) => Value::bool(truth),
        Ok(serde_json::Value::String(text)) => Value::text(&text),
        Ok(serde_json::Value::Number(number)) => number.as_f64().map_or(Value::NULL, Value::number),
        Ok(serde_json::Value::Array(list)) => {
            let texts = list.iter().filter_map(|element| element.as_str());
            Value::Many(texts.map(|text| Scalar::Text(text.to_owned())).collect())
        }
        _ => Value::text(text),
    }
}

/// The bundle as a device has it once everything is loaded.
pub(super) fn loaded(
    compiled: Compiled,
    model: Option<&ModelParts>,
    locale: Option<&str>,
) -> Result<Bundle, Fault> {
    let mut bundle = Bundle::new(compiled.rules)?.with_host(matching);
    let wanted = compiled.copies.iter().position(|copy| Some(copy.locale.as_str()) == locale).unwrap_or(0);
    if let Some(copy) = compiled.copies.into_iter().nth(wanted) {
        bundle.set_copy(copy)?;
    }
    if let Some(model) = model {
        bundle.set_model(Model::from_parts(model)?);
    }
    for (_, shard) in compiled.shards {
        bundle.add_shard(shard)?;
    }
    Ok(bundle)
}

pub(super) fn refused(fault: &Fault) -> Failure {
    let message = format!("the engine refuses what was compiled: {fault}");
    Failure::new(message, "this is a mistake of the compiler; report it with the project")
}

/// One visitor: the first of the log.
fn folded(path: &Path) -> Result<Visitor, Failure> {
    let found = events::visitor_events(path, None, None).map_err(|error| unread(path, &error))?;
    for mistake in &found.mistakes {
        eprintln!("warning: {mistake}\n  = help: {}", mistake.help);
    }
    if found.others > 0 {
        eprintln!("note: the log has {} more visitors; this is `{}`", found.others, found.visitor);
    }
    let mut visitor = Visitor::default();
    for event in found.events {
        visitor.observe(event);
    }
    Ok(visitor)
}

/// Rows that are no events are the log's own fault; all else is the system's.
fn unread(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::Other {
        return Failure::new(error.to_string(), "correct the rows, or give another log");
    }
    Failure::file("read", path, error)
}

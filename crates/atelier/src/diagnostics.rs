//! Diagnostics as a terminal shows them, or as JSON for machines; the last line counts.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::ValueEnum;
use sillage_compiler::{Diagnostic, Severity, Sources, Witness};
use sillage_engine::value::{Scalar, Value};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum Form {
    /// For people, on standard error
    #[default]
    Text,
    /// One JSON document on standard output
    Json,
}

/// Prints all diagnostics and how many they are.
pub fn print(form: Form, sources: &Sources, diagnostics: &[Diagnostic]) {
    // A closed pipe is the reader's decision, not a failure of the check.
    let _ = match form {
        Form::Json => writeln!(std::io::stdout(), "{:#}", as_json(diagnostics)),
        Form::Text => write!(std::io::stderr(), "{}", as_text(sources, diagnostics, coloured())),
    };
}

/// Whether there is an error among them.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| found.severity == Severity::Error)
}

/// The text for people.
pub fn as_text(sources: &Sources, diagnostics: &[Diagnostic], coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for found in diagnostics {
        text.push_str(&one(&renderer, sources, found));
        text.push_str("\n\n");
    }
    text.push_str(&count(diagnostics));
    text.push('\n');
    text
}

/// The document for machines.
pub fn as_json(diagnostics: &[Diagnostic]) -> serde_json::Value {
    let (errors, warnings) = counts(diagnostics);
    let found: Vec<_> = diagnostics.iter().map(one_as_json).collect();
    serde_json::json!({"diagnostics": found, "errors": errors, "warnings": warnings})
}

/// `2 errors, 1 warning`.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let (errors, warnings) = counts(diagnostics);
    let shown = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("{}, {}", shown(errors, "error"), shown(warnings, "warning"))
}

fn counts(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

/// Colour only where a person looks at it (<https://no-color.org>).
fn coloured() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn one(renderer: &Renderer, sources: &Sources, found: &Diagnostic) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(found.message.as_str()).id(found.code);
    let help = Level::HELP.message(found.help.as_str());
    let witness = found.witness.as_ref().map(ToString::to_string);
    let notes =
        [Some(help), witness.as_deref().map(|witness| Level::NOTE.message(witness))].into_iter().flatten();
    let file = &found.place.file;
    let text = sources.files.get(file).or_else(|| sources.not_utf8.get(file));
    match text.map(|text| excerpt(text, found)) {
        Some((text, from, to)) => {
            let snippet = Snippet::source(text)
                .path(found.place.file.as_str())
                .line_start(found.place.line as usize)
                .annotation(AnnotationKind::Primary.span(from..to));
            renderer.render(&[title.element(snippet).elements(notes)])
        }
        None => renderer.render(&[title.elements(notes)]) + &format!("\n --> {}", found.place.file),
    }
}

/// The lines of the place, and the place within them. A catalogue has thousands of lines that nobody needs to see.
fn excerpt<'a>(text: &'a str, found: &Diagnostic) -> (&'a str, usize, usize) {
    let start = text.floor_char_boundary(found.place.start);
    let end = text.ceil_char_boundary(found.place.end.max(start));
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let begin = before.rfind('\n').map_or(0, |at| at + 1);
    let stop = rest.get(end - start..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    (text.get(begin..stop).unwrap_or_default(), start - begin, end - begin)
}

fn one_as_json(found: &Diagnostic) -> serde_json::Value {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = &found.place;
    let mut json = serde_json::json!({
        "code": found.code, "severity": severity, "message": found.message, "help": found.help,
        "file": place.file, "line": place.line, "column": place.column, "start": place.start, "end": place.end,
    });
    if let (Some(witness), Some(fields)) = (&found.witness, json.as_object_mut()) {
        fields.insert("witness".to_owned(), witness_as_json(witness));
    }
    json
}

/// The attributes by path (null: missing; what is not named is missing, or zero where it counts or sums up), and the instant in
/// milliseconds where not every time will do.
fn witness_as_json(witness: &Witness) -> serde_json::Value {
    let attributes: serde_json::Map<String, serde_json::Value> =
        witness.attributes.iter().map(|(path, value)| (path.clone(), value_as_json(value))).collect();
    let mut json = serde_json::json!({"attributes": attributes});
    if let (Some(at), Some(fields)) = (witness.at, json.as_object_mut()) {
        fields.insert("at".to_owned(), at.into());
    }
    json
}

/// Up to here doubles are exact whole numbers.
const WHOLE: f64 = 9_007_199_254_740_992.0;

fn value_as_json(value: &Value) -> serde_json::Value {
    match value {
        Value::One(scalar) => scalar_as_json(scalar),
        Value::Many(scalars) => scalars.iter().map(scalar_as_json).collect(),
    }
}

fn scalar_as_json(scalar: &Scalar) -> serde_json::Value {
    match scalar {
        Scalar::Null => serde_json::Value::Null,
        Scalar::Bool(truth) => (*truth).into(),
        Scalar::Number(number) if number.fract() == 0.0 && number.abs() < WHOLE => (*number as i64).into(),
        Scalar::Number(number) => (*number).into(),
        Scalar::Text(text) => text.as_str().into(),
        Scalar::List(list) => list.iter().map(scalar_as_json).collect(),
        Scalar::Object(fields) => {
            fields.iter().map(|(name, field)| (name.clone(), value_as_json(field))).collect()
        }
    }
}

//! Diagnostics as a terminal shows them, or as JSON for machines; the last line counts.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::ValueEnum;
use sillage_compiler::{Diagnostic, Severity, Sources};

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
    let file = &found.place.file;
    let text = sources.files.get(file).or_else(|| sources.not_utf8.get(file));
    match text.map(|text| excerpt(text, found)) {
        Some((text, from, to)) => {
            let snippet = Snippet::source(text)
                .path(found.place.file.as_str())
                .line_start(found.place.line as usize)
                .annotation(AnnotationKind::Primary.span(from..to));
            renderer.render(&[title.element(snippet).element(help)])
        }
        None => renderer.render(&[title.element(help)]) + &format!("\n --> {}", found.place.file),
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
    serde_json::json!({
        "code": found.code, "severity": severity, "message": found.message, "help": found.help,
        "file": place.file, "line": place.line, "column": place.column, "start": place.start, "end": place.end,
    })
}

//! Diagnostics: what is wrong, where, and what to do about it.

use std::fmt;

use crate::{
    analysis::Witness,
    codes::{self, Code},
    suggest::Looks,
    yaml::Span,
};

/// Mistakes listed of one project; the rest is counted.
pub const LISTED: usize = 1_000;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No bundle can be built.
    Error,
    /// A bundle is built, but something in the source has no effect.
    Warning,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path of the file in the project.
    pub file: String,
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// A stable code of [`crate::codes`]: `E…` for errors, `W…` for warnings.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, without capital and full stop, the input in backticks.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where it is.
    pub place: Place,
    /// Somebody to whom it applies, where it is about visitors.
    pub witness: Option<Witness>,
}

impl fmt::Display for Diagnostic {
    /// `file:line:column code message / help / for example …`, on one line.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { file, line, column, .. } = &self.place;
        write!(out, "{file}:{line}:{column} {} {} / {}", self.code, self.message, self.help)?;
        self.witness.as_ref().map_or(Ok(()), |witness| write!(out, " / {witness}"))
    }
}

/// The files that were read and the mistakes found in them.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    /// How much was spent on suggestions.
    pub(crate) looks: Looks,
}

impl Report {
    /// The number under which spans refer to a file.
    pub fn file(&mut self, path: &str) -> u16 {
        if let Some(at) = self.files.iter().position(|known| known == path) {
            return at as u16;
        }
        self.files.push(path.to_owned());
        (self.files.len() - 1) as u16
    }

    /// Adds one mistake.
    pub fn add(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let file = self.path(span.file).to_owned();
        let Span { start, end, line, column, .. } = span;
        let place = Place { file, start, end, line, column };
        let severity = code.severity();
        let (message, help) = (message.into(), help.into());
        self.diagnostics.push(Diagnostic { code: code.id, severity, message, help, place, witness: None });
    }

    /// Adds one mistake with somebody to whom it applies.
    pub(crate) fn add_example(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
        witness: Witness,
    ) {
        self.add(code, span, message, help);
        if let Some(added) = self.diagnostics.last_mut() {
            added.witness = Some(witness);
        }
    }

    /// Adds a mistake found in a part of a file that begins so many lines and bytes behind its start.
    pub(crate) fn append(&mut self, mut diagnostic: Diagnostic, lines: u32, bytes: usize) {
        diagnostic.place.line = diagnostic.place.line.saturating_add(lines);
        diagnostic.place.start = diagnostic.place.start.saturating_add(bytes);
        diagnostic.place.end = diagnostic.place.end.saturating_add(bytes);
        self.diagnostics.push(diagnostic);
    }

    /// The path of a file by its number.
    pub fn path(&self, file: u16) -> &str {
        self.files.get(usize::from(file)).map_or("", String::as_str)
    }

    /// How many mistakes there are by now.
    pub fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Whether there is no mistake yet.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether some mistake forbids a bundle.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Takes out the mistakes of these codes.
    pub(crate) fn remove(&mut self, codes: &[Code]) {
        self.diagnostics.retain(|diagnostic| codes.iter().all(|code| code.id != diagnostic.code));
    }

    /// All mistakes, by file and place; at most [`LISTED`], and how many more there are.
    pub fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        // Errors go first while it is decided what is listed, so that warnings never hide them.
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        let unlisted = self.diagnostics.len().saturating_sub(LISTED);
        self.diagnostics.truncate(LISTED);
        self.diagnostics.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        let last =
            self.diagnostics.last().filter(|_| unlisted > 0).map(|diagnostic| diagnostic.place.clone());
        self.diagnostics.extend(last.map(|place| Diagnostic {
            code: codes::MORE_MISTAKES.id,
            severity: codes::MORE_MISTAKES.severity(),
            message: format!("and {unlisted} more mistakes"),
            help: "correct the ones listed and check again".to_owned(),
            place,
            witness: None,
        }));
        self.diagnostics
    }
}

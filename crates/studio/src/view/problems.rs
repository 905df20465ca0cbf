//! What is wrong with the source, each with its place.

use sillage_compiler::{Diagnostic, Severity};

use crate::{
    node::{Node, button, classed, node, words},
    words as say,
};

/// One button a mistake; it goes to the line.
pub fn problems(diagnostics: &[Diagnostic]) -> Vec<Node> {
    let one = |(index, diagnostic): (usize, &Diagnostic)| {
        let place = &diagnostic.place;
        let at = format!("{}:{}:{}", place.file, place.line, place.column);
        let class = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let witness = diagnostic.witness.as_ref().map(|witness| format!("; {witness}"));
        let help = format!("{}{}", diagnostic.help, witness.unwrap_or_default());
        let go = button("problem", "problem", &index.to_string())
            .child(words("span", "code", diagnostic.code).with("title", class))
            .child(words("span", "message", &sentence(&diagnostic.message)))
            .child(words("span", "at", &at))
            .child(words("span", "help", &sentence(&help)));
        classed("li", class).child(go)
    };
    diagnostics.iter().enumerate().map(one).collect()
}

/// How many there are, in words; empty for none.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(say::count(errors, "mistake", "mistakes"));
    }
    if warnings > 0 {
        parts.push(say::count(warnings, "warning", "warnings"));
    }
    parts.join(", ")
}

/// Files of the project with what is to be known of each.
pub fn files<'a>(
    paths: impl Iterator<Item = &'a String>,
    open: &str,
    is_changed: impl Fn(&str) -> bool,
    diagnostics: &[Diagnostic],
) -> Vec<Node> {
    let entry = |path: &String| {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.place.file == *path).count();
        let current = if path == open { "true" } else { "false" };
        let mut file =
            button("file", "file", path).with("aria-current", current).child(words("span", "path", path));
        if is_changed(path) {
            file = file.child(words("span", "changed", "changed"));
        }
        if errors > 0 {
            file = file.child(words("span", "errors", &errors.to_string()).with("title", "mistakes"));
        }
        node("li").with("data-key", path).child(file)
    };
    paths.map(entry).collect()
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

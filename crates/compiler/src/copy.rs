//! `copy/<locale>.yaml`: the words, and the attributes they mention.

use std::collections::BTreeMap;

use crate::{
    accept::{clip, has_form},
    attributes::Attributes,
    codes, condition,
    diagnostic::Report,
    forms,
    shape::{FileShape, Shape, required},
    words,
    yaml::{Entry, Node, Span},
};

static TEXT: Shape = Shape::Text(&forms::ANY);

/// The shape of every file in `copy/`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "copy/*",
    doc: "Copy: the words of one locale, the same keys in every locale.",
    shape: Shape::Record(&[required(
        "copy",
        "Every text by its key; `{host.first_name|there}` puts in an attribute, or `there` where it is missing.",
        "{hero.title: Welcome}",
        Shape::Named { key: &forms::NAME, of: &TEXT },
    )]),
};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(String),
    Attribute { path: String, fallback: String },
}

/// One text with its place.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) span: Span,
    pub(crate) key_span: Span,
    pub(crate) pieces: Vec<Piece>,
}

/// The texts of one locale by key.
pub(crate) type Texts = BTreeMap<String, Text>;

/// Reads the texts of one file.
pub(crate) fn read(root: &Node, attributes: &Attributes, report: &mut Report) -> Texts {
    let entries = root.field("copy").map_or(&[][..], Node::entries);
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), read_one(entry, attributes, report)?)))
        .collect()
}

fn read_one(entry: &Entry, attributes: &Attributes, report: &mut Report) -> Option<Text> {
    let span = entry.node.span;
    let text = entry.node.text()?;
    if entry.key.starts_with(words::PREFIX) {
        return Some(Text { span, key_span: entry.span, pieces: vec![plain(text)] });
    }
    let pieces = match pieces(text) {
        Ok(pieces) => pieces,
        Err(fault) => {
            fault.report(span, report);
            Vec::new()
        }
    };
    for piece in &pieces {
        if let Piece::Attribute { path, .. } = piece
            && !attributes.contains_key(path)
        {
            condition::unknown_attribute(path, span, attributes, report);
        }
    }
    Some(Text { span, key_span: entry.span, pieces })
}

/// A text that replaces a built-in one: what stands in its braces are placeholders of the host, not attributes.
fn plain(text: &str) -> Piece {
    Piece::Literal(text.replace("{{", "{").replace("}}", "}"))
}

/// What is wrong with the braces of a text.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    NotClosed,
    NotOpened,
    NoPath(String),
    NoFallback(String),
}

impl Fault {
    fn report(&self, span: Span, report: &mut Report) {
        let braces = "write `{{` and `}}` for braces that should be seen";
        match self {
            Fault::NotClosed => report.add(codes::TEMPLATE, span, "a `{` is not closed", braces),
            Fault::NotOpened => report.add(codes::TEMPLATE, span, "a `}` was not opened", braces),
            Fault::NoPath(path) => {
                let message = format!("`{{{}}}` does not name an attribute", clip(path));
                report.add(
                    codes::TEMPLATE,
                    span,
                    message,
                    "write `{host.first_name|fallback}`, and `{{` for a brace",
                );
            }
            Fault::NoFallback(path) => {
                let help = format!("write `{{{path}|…}}` with the words to show when it is missing");
                report.add(codes::NO_FALLBACK, span, format!("`{{{path}}}` has no fallback"), help);
            }
        }
    }
}

/// Cuts a text into its pieces. `{{` and `}}` are braces.
fn pieces(text: &str) -> Result<Vec<Piece>, Fault> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some((before, brace, after)) = next_brace(rest) {
        literal.push_str(before);
        if let Some(behind) = after.strip_prefix(brace) {
            literal.push(brace);
            rest = behind;
            continue;
        }
        if brace == '}' {
            return Err(Fault::NotOpened);
        }
        let (inside, behind) = after.split_once('}').ok_or(Fault::NotClosed)?;
        let attribute = attribute(inside)?;
        if !literal.is_empty() {
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
        }
        pieces.push(attribute);
        rest = behind;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok(pieces)
}

fn next_brace(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['{', '}'])?;
    let (before, from) = text.split_at_checked(at)?;
    let mut characters = from.chars();
    let brace = characters.next()?;
    Some((before, brace, characters.as_str()))
}

fn attribute(inside: &str) -> Result<Piece, Fault> {
    let (path, fallback) = match inside.split_once('|') {
        Some((path, fallback)) => (path, Some(fallback)),
        None => (inside, None),
    };
    if !has_form(&forms::PATH, path) || fallback.is_some_and(|fallback| fallback.contains('{')) {
        return Err(Fault::NoPath(inside.to_owned()));
    }
    match fallback {
        Some(fallback) => Ok(Piece::Attribute { path: path.to_owned(), fallback: fallback.to_owned() }),
        None => Err(Fault::NoFallback(path.to_owned())),
    }
}

/// Reports keys that are not in every locale. The first locale is the measure.
pub(crate) fn check_keys(locales: &[(String, Texts)], report: &mut Report) {
    let Some(((first, reference), others)) = locales.split_first() else { return };
    for (locale, texts) in others {
        for (key, text) in reference.iter().filter(|(key, _)| !texts.contains_key(*key)) {
            let message = format!("`{}` has no text in `{locale}`", clip(key));
            report.add(
                codes::MISSING_TEXT,
                text.key_span,
                message,
                format!("add `{key}` to copy/{locale}.yaml"),
            );
        }
        for (key, text) in texts.iter().filter(|(key, _)| !reference.contains_key(*key)) {
            let message = format!("`{}` has no text in `{first}`", clip(key));
            let help = format!("add `{key}` to copy/{first}.yaml, or remove it here");
            report.add(codes::EXTRA_TEXT, text.key_span, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Piece, pieces};

    #[test]
    fn texts_are_cut_into_pieces() {
        let literal = |text: &str| Piece::Literal(text.to_owned());
        let attribute = |path: &str, fallback: &str| Piece::Attribute {
            path: path.to_owned(),
            fallback: fallback.to_owned(),
        };
        let cases = [
            ("", Ok(vec![])),
            ("Hello", Ok(vec![literal("Hello")])),
            ("{{x}}", Ok(vec![literal("{x}")])),
            ("Hi {host.name|you}!", Ok(vec![literal("Hi "), attribute("host.name", "you"), literal("!")])),
            ("{host.name|}", Ok(vec![attribute("host.name", "")])),
            ("{host.a|x|y}", Ok(vec![attribute("host.a", "x|y")])),
            ("{host.a|é}{page.b|ü}", Ok(vec![attribute("host.a", "é"), attribute("page.b", "ü")])),
            ("{", Err(Fault::NotClosed)),
            ("a {host.name|x", Err(Fault::NotClosed)),
            ("a } b", Err(Fault::NotOpened)),
            ("{}", Err(Fault::NoPath(String::new()))),
            ("{name|x}", Err(Fault::NoPath("name|x".to_owned()))),
            ("{host.a|{b}", Err(Fault::NoPath("host.a|{b".to_owned()))),
            ("{host.name}", Err(Fault::NoFallback("host.name".to_owned()))),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}

//! Checks a file's tree against its [`Shape`] and reports every mistake, not only the first.
//!
//! Readers of the single source kinds run behind it and take what is well formed; they report nothing that was
//! reported here.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use regex_lite::Regex;

use crate::{
    codes,
    diagnostic::Report,
    shape::{Field, Form, Shape},
    suggest::did_you_mean,
    yaml::{Entry, Node, Span, Value},
};

/// Checks a value. `name` is what messages call it.
pub(crate) fn accept(shape: &Shape, name: &str, node: &Node, report: &mut Report) {
    match (shape, &node.value) {
        (Shape::Text(form), Value::Text(text)) => accept_form(form, text, node.span, report),
        (Shape::Choice(choices), Value::Text(text)) => accept_choice(choices, name, text, node.span, report),
        (Shape::Number { .. }, Value::Number(number)) => {
            accept_number(shape, name, *number, node.span, report)
        }
        (Shape::Boolean, Value::Bool(_)) | (Shape::Condition, Value::Map(_)) => {}
        (Shape::List { of, least }, Value::List(items)) => {
            accept_list(of, *least, name, items, node.span, report);
            accept_distinct(name, items, report);
        }
        (Shape::Sequence { of, least }, Value::List(items)) => {
            accept_list(of, *least, name, items, node.span, report);
        }
        (Shape::Record(fields), Value::Map(entries)) => {
            accept_record(fields, name, entries, node.span, report)
        }
        (Shape::Named { key, of }, Value::Map(entries)) => accept_named(key, of, entries, report),
        (Shape::Either(shapes), _) => match shapes.iter().find(|shape| takes(shape, &node.value)) {
            Some(shape) => accept(shape, name, node, report),
            None => wrong_type(shape, name, node, report),
        },
        _ => wrong_type(shape, name, node, report),
    }
}

/// Whether a text has a form.
pub(crate) fn has_form(form: &Form, text: &str) -> bool {
    thread_local! {
        static PATTERNS: RefCell<BTreeMap<&'static str, Option<Regex>>> = const { RefCell::new(BTreeMap::new()) };
    }
    PATTERNS.with_borrow_mut(|patterns| {
        let compile = || Regex::new(&format!("^(?:{})$", rust_pattern(form.pattern))).ok();
        let pattern = patterns.entry(form.pattern).or_insert_with(compile);
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    })
}

/// JavaScript writes a code unit as `\u0020`, Rust as `\x{0020}`.
fn rust_pattern(pattern: &str) -> String {
    let mut parts = pattern.split(r"\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(4).unwrap_or((part, ""));
        out.push_str(&format!(r"\x{{{digits}}}{rest}"));
    }
    out
}

/// Reports a text that does not have its form.
pub(crate) fn accept_form(form: &Form, text: &str, span: Span, report: &mut Report) {
    if has_form(form, text) {
        return;
    }
    let message = if text.trim().is_empty() {
        format!("{} is empty here", form.what)
    } else {
        format!("`{}` is not {}", clip(text), form.what)
    };
    report.add(form.code, span, message, form.help);
}

/// At most 60 characters of a text, so that a message stays one line.
pub(crate) fn clip(text: &str) -> String {
    let clean = |character: char| if character.is_control() { '\u{fffd}' } else { character };
    if text.chars().count() <= 60 {
        return text.chars().map(clean).collect();
    }
    text.chars().take(59).map(clean).chain(['…']).collect()
}

fn takes(shape: &Shape, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) => matches!(shape, Shape::Boolean),
        Value::Number(_) => matches!(shape, Shape::Number { .. }),
        Value::Text(_) => matches!(shape, Shape::Text(_) | Shape::Choice(_)),
        Value::List(_) => matches!(shape, Shape::List { .. } | Shape::Sequence { .. }),
        Value::Map(_) => matches!(shape, Shape::Record(_) | Shape::Named { .. } | Shape::Condition),
    }
}

fn wrong_type(shape: &Shape, name: &str, node: &Node, report: &mut Report) {
    let found = found(&node.value);
    let help = match (shape, &node.value) {
        (_, Value::Null) => format!("write {} behind `{name}:`", shape.name()),
        (Shape::Text(_), Value::Bool(_) | Value::Number(_)) => {
            "put it in quotes to make it a text".to_owned()
        }
        (Shape::List { .. } | Shape::Sequence { .. }, Value::Text(text)) => {
            format!("write `[{}]`", clip(text))
        }
        (Shape::Condition, Value::Text(text)) => {
            format!("write `{{$segment: {}}}` for the segment of that name", clip(text))
        }
        (Shape::Condition, _) => "write `attribute: value`, or `$segment` and a name".to_owned(),
        (Shape::Number { .. }, Value::Text(_)) => "write the number without quotes and unit".to_owned(),
        _ => format!("write {} here", shape.name()),
    };
    report.add(codes::WRONG_TYPE, node.span, format!("`{name}` is {}, not {found}", shape.name()), help);
}

/// What a value is called in messages.
pub(crate) fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

fn accept_choice(choices: &[&str], name: &str, text: &str, span: Span, report: &mut Report) {
    if choices.contains(&text) {
        return;
    }
    let message = format!("`{}` is not a possible value of `{name}`", clip(text));
    let help = did_you_mean(text, choices.iter().copied()).unwrap_or_else(|| one_of(choices));
    report.add(codes::CHOICE, span, message, help);
}

/// Values listed in a help line.
const LISTED: usize = 16;

/// `use one of …`
pub(crate) fn one_of(choices: &[&str]) -> String {
    if let [only] = choices {
        return format!("write `{only}`");
    }
    let quoted: Vec<String> = choices.iter().take(LISTED).map(|choice| format!("`{choice}`")).collect();
    let more = match choices.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" or one of {more} others"),
    };
    format!("use one of {}{more}", quoted.join(", "))
}

fn accept_number(shape: &Shape, name: &str, number: f64, span: Span, report: &mut Report) {
    let Shape::Number { least, most, whole } = shape else { return };
    if number >= *least && number <= *most && (!whole || number.fract() == 0.0) {
        return;
    }
    let kind = if *whole { "a whole number" } else { "a number" };
    let message = format!("`{name}` cannot be `{number}`");
    report.add(codes::RANGE, span, message, format!("use {kind} from {least} to {most}"));
}

fn accept_list(of: &Shape, least: usize, name: &str, items: &[Node], span: Span, report: &mut Report) {
    if items.len() < least {
        let message = format!("`{name}` is an empty list");
        report.add(codes::TOO_FEW, span, message, "write at least one value, or leave the field out");
    }
    for item in items {
        accept(of, name, item, report);
    }
}

fn accept_distinct(name: &str, items: &[Node], report: &mut Report) {
    let mut seen = BTreeSet::new();
    for item in items {
        if let Some(text) = item.text().filter(|text| !seen.insert(*text)) {
            let message = format!("`{}` stands twice in `{name}`", clip(text));
            report.add(codes::REPEATED_VALUE, item.span, message, "remove one of the two");
        }
    }
}

fn accept_record(fields: &[Field], name: &str, entries: &[Entry], span: Span, report: &mut Report) {
    for entry in entries {
        match fields.iter().find(|field| field.name == entry.key) {
            Some(field) => accept(&field.shape, field.name, &entry.node, report),
            None => unknown_field(fields, name, entry, report),
        }
    }
    for field in fields.iter().filter(|field| field.required) {
        if entries.iter().all(|entry| entry.key != field.name) {
            let message = format!("`{name}` has no `{}`", field.name);
            let help = format!("add `{}: {}`", field.name, field.example);
            report.add(codes::MISSING_FIELD, Span { end: span.start, ..span }, message, help);
        }
    }
}

fn unknown_field(fields: &[Field], name: &str, entry: &Entry, report: &mut Report) {
    let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let message = format!("`{name}` has no field `{}`", clip(&entry.key));
    let help = did_you_mean(&entry.key, known.iter().copied()).unwrap_or_else(|| one_of(&known));
    report.add(codes::UNKNOWN_FIELD, entry.span, message, help);
}

fn accept_named(key: &'static Form, of: &Shape, entries: &[Entry], report: &mut Report) {
    for entry in entries {
        accept_form(key, &entry.key, entry.span, report);
        accept(of, &entry.key, &entry.node, report);
    }
}

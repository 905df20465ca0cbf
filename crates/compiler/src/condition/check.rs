//! What an author can never have meant in a condition, each mistake at its place.

use std::collections::BTreeSet;

use super::{COMPARISONS, LOGICAL, NOT_YET, lower::is_operators};
use crate::{
    accept::{clip, found, one_of},
    attributes::{Attribute, Attributes, NAMESPACES, Type, namespace_help},
    codes,
    diagnostic::Report,
    yaml::{Entry, Node, Span, Value},
};

/// What a condition may refer to.
pub(crate) struct Known<'a> {
    /// Attributes by path.
    pub(crate) attributes: &'a Attributes,
    /// Names of segments.
    pub(crate) segments: &'a BTreeSet<&'a str>,
}

/// Reports every mistake of a condition.
pub(crate) fn check(condition: &Node, known: &Known, report: &mut Report) {
    if !matches!(condition.value, Value::Map(_)) {
        let message = format!("a condition is a mapping, not {}", found(&condition.value));
        report.add(
            codes::OPERAND_FORM,
            condition.span,
            message,
            "write `attribute: value`, or an operator and its value",
        );
    }
    for entry in condition.entries() {
        match entry.key.as_str() {
            "$and" | "$or" | "$nor" => check_list(entry, known, report),
            "$not" => check(&entry.node, known, report),
            "$segment" => check_segment(&entry.node, known, report),
            key if key.starts_with('$') => misplaced(entry, report),
            path => match known.attributes.get(path) {
                Some(attribute) => check_value(path, attribute, &entry.node, report),
                None => unknown_attribute(path, entry.span, known.attributes, report),
            },
        }
    }
}

fn check_list(entry: &Entry, known: &Known, report: &mut Report) {
    if !matches!(entry.node.value, Value::List(_)) {
        let message = format!("`{}` takes a list of conditions, not {}", entry.key, found(&entry.node.value));
        report.add(codes::OPERAND_FORM, entry.node.span, message, "start each condition with `-`");
    }
    for item in entry.node.items() {
        check(item, known, report);
    }
}

fn check_segment(node: &Node, known: &Known, report: &mut Report) {
    let Some(name) = node.text() else {
        let message = format!("`$segment` takes the name of a segment, not {}", found(&node.value));
        return report.add(
            codes::OPERAND_FORM,
            node.span,
            message,
            "write one name, and combine several with `$and` or `$or`",
        );
    };
    if !known.segments.contains(name) {
        let message = format!("there is no segment `{}`", clip(name));
        let help = report.did_you_mean(name, known.segments.iter().copied());
        let help = help.unwrap_or_else(|| "declare it in segments.yaml".to_owned());
        report.add(codes::UNKNOWN_SEGMENT, node.span, message, help);
    }
}

/// An operator where an attribute or a logical operator belongs.
fn misplaced(entry: &Entry, report: &mut Report) {
    let key = entry.key.as_str();
    if COMPARISONS.contains(&key) {
        let message = format!("`{key}` compares an attribute and stands without one");
        let help = format!("write `attribute: {{{key}: …}}`");
        return report.add(codes::UNKNOWN_OPERATOR, entry.span, message, help);
    }
    if NOT_YET.contains(&key) || key == "$savedGroup" {
        return not_yet(entry, report);
    }
    let known = LOGICAL.iter().chain(&["$segment"]).copied();
    unknown_operator(entry, known, report);
}

fn not_yet(entry: &Entry, report: &mut Report) {
    let message = format!("`{}` is not evaluated by this version", entry.key);
    report.add(
        codes::NOT_YET,
        entry.span,
        message,
        "let the shop tell the result as an attribute of its own",
    );
}

fn unknown_operator<'a>(entry: &Entry, known: impl Iterator<Item = &'a str> + Clone, report: &mut Report) {
    let message = format!("there is no operator `{}` here", clip(&entry.key));
    let help = report.did_you_mean(&entry.key, known.clone());
    let help = help.unwrap_or_else(|| one_of(&known.collect::<Vec<_>>()));
    report.add(codes::UNKNOWN_OPERATOR, entry.span, message, help);
}

/// Reports a path that is not declared, and says where it could be.
pub(crate) fn unknown_attribute(path: &str, span: Span, attributes: &Attributes, report: &mut Report) {
    let message = format!("there is no attribute `{}`", clip(path));
    let near = report.did_you_mean(path, attributes.keys().map(String::as_str));
    let help = near.unwrap_or_else(|| declaration_help(path));
    report.add(codes::UNKNOWN_ATTRIBUTE, span, message, help);
}

fn declaration_help(path: &str) -> String {
    let namespace = path.split('.').next().unwrap_or_default();
    match namespace {
        "page" | "host" | "device" | "touch" | "answer" | "score" => {
            "declare it in attributes.yaml".to_owned()
        }
        "trait" => "declare it in traits.yaml".to_owned(),
        "item" => "`item.` cannot be read here yet".to_owned(),
        _ if path.contains('.') => {
            let names: Vec<&str> = NAMESPACES.iter().map(|(name, _)| *name).collect();
            if names.contains(&namespace) { one_of(&names) } else { namespace_help(namespace) }
        }
        _ => "write its whole path, as in `host.loyalty_tier`".to_owned(),
    }
}

fn check_value(path: &str, attribute: &Attribute, node: &Node, report: &mut Report) {
    match &node.value {
        Value::Map(entries) if entries.is_empty() => {
            let message = format!("`{path}` is compared with nothing");
            report.add(codes::NESTED_OBJECT, node.span, message, "write a value or an operator");
        }
        Value::Map(entries) if is_operators(entries) => {
            for entry in entries {
                check_operator(path, attribute, entry, report);
            }
        }
        Value::Map(entries) => nested_object(path, entries, node.span, report),
        Value::List(items) if attribute.kind == Type::List || attribute.kind == Type::Any => {
            check_elements(path, attribute, items, report);
        }
        Value::List(_) => {
            let message = format!("`{path}` is {} and never equals a list", attribute.kind.name());
            report.add(codes::OPERAND_TYPE, node.span, message, "use `$in` to ask for one of several values");
        }
        Value::Null => {}
        _ if attribute.kind == Type::List => {
            let message = format!("`{path}` is a list of texts and never equals {}", found(&node.value));
            report.add(codes::OPERAND_TYPE, node.span, message, "use `$in` or `$all` with a list");
        }
        _ => check_constant(path, attribute, node, report),
    }
}

fn nested_object(path: &str, entries: &[Entry], span: Span, report: &mut Report) {
    let plain = entries.iter().find(|entry| !entry.key.starts_with('$'));
    let key = plain.map_or("", |entry| entry.key.as_str());
    let message = format!("`{path}` is compared with a mapping");
    let help = format!("write an operator that starts with `$`, or the whole path `{path}.{}`", clip(key));
    report.add(codes::NESTED_OBJECT, span, message, help);
}

/// A constant that an attribute, or an element of a list, is compared with.
fn check_constant(path: &str, attribute: &Attribute, node: &Node, report: &mut Report) {
    let fits = match &node.value {
        Value::Null => true,
        Value::Text(_) => matches!(attribute.kind, Type::Text | Type::List | Type::Any),
        Value::Number(_) => matches!(attribute.kind, Type::Number | Type::Any),
        Value::Bool(_) => matches!(attribute.kind, Type::Boolean | Type::Any),
        Value::List(_) | Value::Map(_) => false,
    };
    if !fits {
        let kind = attribute.kind.name();
        let message = format!("`{path}` is {kind} and never equals {}", found(&node.value));
        return report.add(codes::OPERAND_TYPE, node.span, message, constant_help(attribute.kind));
    }
    if let Some(text) = node.text() {
        check_possible(path, attribute, text, node.span, report);
    }
}

fn constant_help(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::List => "compare it with a text, in quotes where it looks like a number",
        Type::Number => "compare it with a number, without quotes",
        Type::Boolean => "compare it with `true` or `false`, without quotes",
        Type::Any => "compare it with one value",
    }
}

/// Reports a text that an attribute never is, where its values are known.
pub(crate) fn check_possible(path: &str, attribute: &Attribute, text: &str, span: Span, report: &mut Report) {
    if attribute.values.is_empty() || attribute.values.iter().any(|value| value == text) {
        return;
    }
    let values: Vec<&str> = attribute.values.iter().map(String::as_str).collect();
    let message = format!("`{path}` is never `{}`", clip(text));
    let help = report.did_you_mean(text, values.iter().copied()).unwrap_or_else(|| one_of(&values));
    report.add(codes::OUTSIDE_VALUES, span, message, help);
}

fn check_elements(path: &str, attribute: &Attribute, items: &[Node], report: &mut Report) {
    for item in items {
        check_constant(path, attribute, item, report);
    }
}

fn check_operator(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let node = &entry.node;
    match entry.key.as_str() {
        "$not" => check_value(path, attribute, node, report),
        "$eq" | "$ne" => check_equality(path, attribute, entry, report),
        "$lt" | "$lte" | "$gt" | "$gte" => check_order(path, attribute, entry, report),
        "$exists" => operand(entry, matches!(node.value, Value::Bool(_)), "`true` or `false`", report),
        "$in" | "$nin" => check_membership(path, attribute, entry, report),
        "$all" => check_containment(path, attribute, entry, report),
        "$size" => check_size(path, attribute, entry, report),
        key if NOT_YET.contains(&key) => not_yet(entry, report),
        key if LOGICAL.contains(&key) || key == "$segment" => {
            let message = format!("`{key}` combines conditions and cannot stand below an attribute");
            let help = format!("write `{key}` beside `{path}`, and `{path}` inside it");
            report.add(codes::UNKNOWN_OPERATOR, entry.span, message, help);
        }
        _ => unknown_operator(entry, COMPARISONS.iter().copied(), report),
    }
}

/// Reports an operator's value that has the wrong form.
fn operand(entry: &Entry, fits: bool, wanted: &str, report: &mut Report) {
    if !fits {
        let message = format!("`{}` takes {wanted}, not {}", entry.key, found(&entry.node.value));
        report.add(codes::OPERAND_FORM, entry.node.span, message, format!("write {wanted}"));
    }
}

fn check_equality(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let is_scalar = !matches!(entry.node.value, Value::List(_) | Value::Map(_));
    operand(entry, is_scalar, "one value", report);
    if !is_scalar {
        return;
    }
    if attribute.kind == Type::List && entry.node.value != Value::Null {
        let message = format!("`{path}` is a list of texts, and `{}` compares one value", entry.key);
        return report.add(
            codes::OPERAND_TYPE,
            entry.span,
            message,
            "use `$in`, `$nin` or `$all` with a list",
        );
    }
    check_constant(path, attribute, &entry.node, report);
}

fn check_order(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let kind = attribute.kind;
    if matches!(kind, Type::Boolean | Type::List) {
        let message = format!("`{path}` is {} and has no order", kind.name());
        return report.add(
            codes::OPERAND_TYPE,
            entry.span,
            message,
            "use `$eq` for a truth value, `$size` or `$in` for a list",
        );
    }
    let fits = match entry.node.value {
        Value::Number(_) => kind != Type::Text,
        Value::Text(_) => kind != Type::Number,
        _ => return operand(entry, false, "a number or a text", report),
    };
    if !fits {
        let other = found(&entry.node.value);
        let message = format!("`{path}` is {} and `{}` compares it with {other}", kind.name(), entry.key);
        report.add(codes::OPERAND_TYPE, entry.node.span, message, constant_help(kind));
    }
}

fn check_membership(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    operand(entry, matches!(entry.node.value, Value::List(_)), "a list of values", report);
    for item in entry.node.items() {
        check_constant(path, attribute, item, report);
    }
}

fn check_containment(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    operand(entry, matches!(entry.node.value, Value::List(_)), "a list of values", report);
    if !is_list(path, attribute, entry, report) {
        return;
    }
    for item in entry.node.items() {
        check_constant(path, attribute, item, report);
    }
}

fn check_size(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let whole = entry.node.number().is_some_and(|number| number >= 0.0 && number.fract() == 0.0);
    operand(entry, whole, "a whole number", report);
    is_list(path, attribute, entry, report);
}

fn is_list(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) -> bool {
    let fits = matches!(attribute.kind, Type::List | Type::Any);
    if !fits {
        let message = format!("`{path}` is {}, and `{}` is for lists", attribute.kind.name(), entry.key);
        report.add(codes::OPERAND_TYPE, entry.span, message, "use `$in` to ask for one of several values");
    }
    fits
}

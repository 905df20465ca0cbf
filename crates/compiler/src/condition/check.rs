//! What an author can never have meant in a condition, each mistake at its place.

use std::collections::BTreeSet;

use super::{COMPARISONS, Groups, LOGICAL, lower::is_operators, operands::check_operator};
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
    /// Saved groups by name.
    pub(crate) groups: &'a Groups,
    /// Whether it is a flow's: what needs the host or looks into lists is not evaluated there.
    pub(crate) is_of_flow: bool,
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
            "$savedGroup" => check_saved_group(&entry.node, known, report),
            key if key.starts_with('$') => misplaced(entry, report),
            path => match known.attributes.get(path) {
                Some(attribute) => check_value(path, attribute, &entry.node, known, report),
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

fn check_saved_group(node: &Node, known: &Known, report: &mut Report) {
    match node.field("id") {
        Some(Node { value: Value::Text(id), span }) => check_group(id, *span, known, report),
        _ => {
            let message = format!("`$savedGroup` takes a mapping with an `id`, not {}", found(&node.value));
            report.add(codes::OPERAND_FORM, node.span, message, "write `$savedGroup: {id: …}`");
        }
    }
}

/// Reports a saved group that is not declared.
pub(super) fn check_group(id: &str, span: Span, known: &Known, report: &mut Report) {
    if !known.groups.contains_key(id) {
        let message = format!("there is no saved group `{}`", clip(id));
        let help = report.did_you_mean(id, known.groups.keys().map(String::as_str));
        let help = help.unwrap_or_else(|| "declare it in groups.yaml".to_owned());
        report.add(codes::UNKNOWN_GROUP, span, message, help);
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
    let known = LOGICAL.iter().chain(&["$segment", "$savedGroup"]).copied();
    unknown_operator(entry, known, report);
}

pub(super) fn unknown_operator<'a>(
    entry: &Entry,
    known: impl Iterator<Item = &'a str> + Clone,
    report: &mut Report,
) {
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

/// Checks what an attribute is compared with.
pub(super) fn check_value(
    path: &str,
    attribute: &Attribute,
    node: &Node,
    known: &Known,
    report: &mut Report,
) {
    match &node.value {
        Value::Map(entries) if entries.is_empty() => {
            let message = format!("`{path}` is compared with nothing");
            report.add(codes::NESTED_OBJECT, node.span, message, "write a value or an operator");
        }
        Value::Map(entries) if is_operators(entries) => {
            for entry in entries {
                check_operator(path, attribute, entry, known, report);
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
pub(super) fn check_constant(path: &str, attribute: &Attribute, node: &Node, report: &mut Report) {
    let fits = match &node.value {
        Value::Null => true,
        Value::Text(_) if attribute.kind == Type::Date => return check_date(node, report),
        Value::Text(_) => matches!(attribute.kind, Type::Text | Type::List | Type::Any),
        Value::Number(_) => matches!(attribute.kind, Type::Number | Type::Date | Type::Any),
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

pub(super) fn constant_help(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::List => "compare it with a text, in quotes where it looks like a number",
        Type::Number => "compare it with a number, without quotes",
        Type::Boolean => "compare it with `true` or `false`, without quotes",
        Type::Date => "write a date as in `2027-01-31`, or an instant as in `2027-01-31T09:00:00Z`",
        Type::Objects => "use `$elemMatch` with a condition on the fields of its objects",
        Type::Any => "compare it with one value",
    }
}

/// Reports a text that is no date.
pub(super) fn check_date(node: &Node, report: &mut Report) {
    if node.text().is_some_and(|text| sillage_engine::date::parse(text).is_none()) {
        let message = format!("`{}` is no date", clip(node.text().unwrap_or_default()));
        report.add(codes::DATE, node.span, message, constant_help(Type::Date));
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

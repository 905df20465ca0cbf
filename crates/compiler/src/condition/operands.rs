//! What an author can never have meant with an operator of an attribute, each mistake at its place.

use std::collections::BTreeSet;

use super::{
    COMPARISONS, LOGICAL,
    check::{
        Known, check, check_constant, check_date, check_group, check_value, constant_help, unknown_operator,
    },
    lower::is_condition,
    pattern,
};
use crate::{
    accept::{clip, found},
    attributes::{Attribute, Attributes, Type},
    codes,
    diagnostic::Report,
    yaml::{Entry, Value},
};

/// Operators that a flow evaluates; the others need the host, or look into lists.
const OF_FLOWS: &[&str] =
    &["$not", "$eq", "$ne", "$lt", "$lte", "$gt", "$gte", "$exists", "$in", "$nin", "$all", "$size"];
/// What `$type` can be asked for.
const TYPES: &[&str] = &["string", "number", "boolean", "array", "object", "null"];

/// Reports the mistakes of one operator and its value.
pub(super) fn check_operator(
    path: &str,
    attribute: &Attribute,
    entry: &Entry,
    known: &Known,
    report: &mut Report,
) {
    let node = &entry.node;
    let key = entry.key.as_str();
    if known.is_of_flow && COMPARISONS.contains(&key) && !OF_FLOWS.contains(&key) {
        let message = format!("a flow cannot evaluate `{key}`");
        return report.add(codes::NOT_IN_FLOWS, entry.span, message, "compare with the options' ids");
    }
    match key {
        "$not" => check_value(path, attribute, node, known, report),
        "$eq" | "$ne" => check_equality(path, attribute, entry, report),
        "$lt" | "$lte" | "$gt" | "$gte" => check_order(path, attribute, entry, report),
        "$exists" => operand(entry, matches!(node.value, Value::Bool(_)), "`true` or `false`", report),
        "$in" | "$nin" => check_membership(path, attribute, entry, report),
        "$ini" | "$nini" => check_membership(path, &folded(path, attribute, entry, report), entry, report),
        "$all" => check_containment(path, attribute, entry, known, report),
        "$alli" => {
            check_containment(path, &folded(path, attribute, entry, report), entry, known, report);
        }
        "$size" => check_size(path, attribute, entry, known, report),
        "$elemMatch" => check_elements(path, attribute, entry, known, report),
        "$regex" | "$regexi" | "$notRegex" | "$notRegexi" => check_pattern(path, attribute, entry, report),
        "$veq" | "$vne" | "$vlt" | "$vlte" | "$vgt" | "$vgte" => {
            check_version(path, attribute, entry, report);
        }
        "$inGroup" | "$notInGroup" => match node.text() {
            Some(id) => check_group(id, node.span, known, report),
            None => operand(entry, false, "the id of a saved group", report),
        },
        "$type" => operand(entry, node.text().is_some_and(|name| TYPES.contains(&name)), &types(), report),
        key if LOGICAL.contains(&key) || key == "$segment" || key == "$savedGroup" => {
            let message = format!("`{key}` combines conditions and cannot stand below an attribute");
            let help = format!("write `{key}` beside `{path}`, and `{path}` inside it");
            report.add(codes::UNKNOWN_OPERATOR, entry.span, message, help);
        }
        _ => unknown_operator(entry, COMPARISONS.iter().copied(), report),
    }
}

fn types() -> String {
    let names: Vec<String> = TYPES.iter().map(|name| format!("`{name}`")).collect();
    format!("one of {}", names.join(", "))
}

/// Reports an operator's value that has the wrong form.
fn operand(entry: &Entry, fits: bool, wanted: &str, report: &mut Report) {
    if !fits {
        let message = format!("`{}` takes {wanted}, not {}", entry.key, found(&entry.node.value));
        report.add(codes::OPERAND_FORM, entry.node.span, message, format!("write {wanted}"));
    }
}

/// An attribute whose values may be written in any case; reports one that has none.
fn folded(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) -> Attribute {
    if !matches!(attribute.kind, Type::Text | Type::List | Type::Any) {
        not_a_text(path, attribute, entry, report);
    }
    Attribute { values: Vec::new(), ..attribute.clone() }
}

fn not_a_text(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let message = format!("`{path}` is {}, and `{}` is for texts", attribute.kind.name(), entry.key);
    report.add(codes::OPERAND_TYPE, entry.span, message, constant_help(attribute.kind));
}

fn check_equality(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let is_scalar = !matches!(entry.node.value, Value::List(_) | Value::Map(_));
    operand(entry, is_scalar, "one value", report);
    if !is_scalar {
        return;
    }
    if matches!(attribute.kind, Type::List | Type::Objects) && entry.node.value != Value::Null {
        let message =
            format!("`{path}` is {}, and `{}` compares one value", attribute.kind.name(), entry.key);
        let help = match attribute.kind {
            Type::List => "use `$in`, `$nin` or `$all` with a list",
            kind => constant_help(kind),
        };
        return report.add(codes::OPERAND_TYPE, entry.span, message, help);
    }
    check_constant(path, attribute, &entry.node, report);
}

fn check_order(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let kind = attribute.kind;
    if matches!(kind, Type::Boolean | Type::List | Type::Objects) {
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
        Value::Text(_) if kind == Type::Date => return check_date(&entry.node, report),
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

fn check_containment(path: &str, attribute: &Attribute, entry: &Entry, known: &Known, report: &mut Report) {
    operand(entry, matches!(entry.node.value, Value::List(_)), "a list of values", report);
    if !is_list(path, attribute, entry, report) {
        return;
    }
    for item in entry.node.items() {
        match &item.value {
            Value::Map(_) if !known.is_of_flow => {
                check_value(path, &element(attribute), item, known, report);
            }
            _ => check_constant(path, attribute, item, report),
        }
    }
}

fn check_size(path: &str, attribute: &Attribute, entry: &Entry, known: &Known, report: &mut Report) {
    is_list(path, attribute, entry, report);
    if matches!(entry.node.value, Value::Map(_)) && !known.is_of_flow {
        return check_value(path, &Attribute::any(Type::Number), &entry.node, known, report);
    }
    let whole = entry.node.number().is_some_and(|number| number >= 0.0 && number.fract() == 0.0);
    operand(entry, whole, "a whole number", report);
}

/// `$elemMatch`: operators on every element, or a condition on the fields of every element.
fn check_elements(path: &str, attribute: &Attribute, entry: &Entry, known: &Known, report: &mut Report) {
    if !is_list(path, attribute, entry, report) {
        return;
    }
    let Value::Map(entries) = &entry.node.value else {
        return operand(entry, false, "operators, or a condition on the fields of an element", report);
    };
    if !entries.iter().any(is_condition) {
        return check_value(path, &element(attribute), &entry.node, known, report);
    }
    if attribute.kind == Type::List {
        let message = format!("`{path}` is a list of texts, and texts have no fields");
        return report.add(
            codes::OPERAND_TYPE,
            entry.span,
            message,
            "write operators, as in `{$in: [a, b]}`",
        );
    }
    // Nothing is declared about the fields of elements.
    let fields: Attributes =
        super::paths(&entry.node).into_iter().map(|path| (path, Attribute::any(Type::Any))).collect();
    // Segments are about the visitor, not about elements.
    let segments = BTreeSet::new();
    check(&entry.node, &Known { attributes: &fields, segments: &segments, ..*known }, report);
}

/// An element of a list, as an attribute.
fn element(attribute: &Attribute) -> Attribute {
    let kind = if attribute.kind == Type::List { Type::Text } else { Type::Any };
    Attribute { kind, ..attribute.clone() }
}

fn is_list(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) -> bool {
    let fits = matches!(attribute.kind, Type::List | Type::Objects | Type::Any);
    if !fits {
        let message = format!("`{path}` is {}, and `{}` is for lists", attribute.kind.name(), entry.key);
        report.add(codes::OPERAND_TYPE, entry.span, message, "use `$in` to ask for one of several values");
    }
    fits
}

fn check_pattern(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    if !matches!(attribute.kind, Type::Text | Type::Any) {
        return not_a_text(path, attribute, entry, report);
    }
    let Some(text) = entry.node.text() else {
        return operand(entry, false, "a regular expression as a text", report);
    };
    let is_folded = matches!(entry.key.as_str(), "$regexi" | "$notRegexi");
    if let Err(refusal) = pattern::check(text, is_folded) {
        let message = format!("`{}` {}", clip(text), refusal.what);
        report.add(refusal.code, entry.node.span, message, refusal.help);
    }
}

fn check_version(path: &str, attribute: &Attribute, entry: &Entry, report: &mut Report) {
    let kind = attribute.kind;
    let fits = match entry.node.value {
        Value::Text(_) => matches!(kind, Type::Text | Type::Any),
        Value::Number(_) => matches!(kind, Type::Number | Type::Any),
        _ => return operand(entry, false, "a version as a text", report),
    };
    if !fits {
        let other = found(&entry.node.value);
        let message = format!("`{path}` is {} and `{}` compares it with {other}", kind.name(), entry.key);
        report.add(codes::OPERAND_TYPE, entry.node.span, message, "write the version as a text, in quotes");
    }
}

//! One step: whether it has what its kind of question takes, and what its answers do.

use super::{
    Choice, Step,
    answers::kind,
    read::{Ask, divides},
};
use crate::{
    accept::{clip, found},
    attributes::{Attribute, Type, is_of_flows},
    campaigns::Placed,
    codes,
    condition::{check_possible, unknown_attribute},
    diagnostic::Report,
    lower::Source,
    yaml::{Node, Span, Value},
};

/// Fields that only some kinds of question take, and which.
const FIELDS: &[(&str, &[Ask])] = &[
    ("attribute", &[Ask::One, Ask::Many, Ask::Number]),
    ("required", &[Ask::One, Ask::Many, Ask::Number]),
    ("options", &[Ask::One, Ask::Many]),
    ("least", &[Ask::Many, Ask::Number]),
    ("most", &[Ask::Many, Ask::Number]),
    ("step", &[Ask::Number]),
    ("unit", &[Ask::Number]),
];

/// The id that means the end in `next` and `to`.
pub(super) const RESULT: &str = "result";

/// Reports the mistakes of one step, its conditions and routes apart.
pub(super) fn check(step: &Step, source: &Source, report: &mut Report) {
    if step.id == RESULT {
        let help = "give it another id; in `next` and `to` this one means the end";
        report.add(codes::RESERVED_STEP, step.span, "a step cannot be called `result`", help);
    }
    // A kind that is not known was reported; everything below depends on it.
    let Some(ask) = step.ask else { return };
    check_fields(step, ask, report);
    match ask {
        Ask::Statement => {}
        Ask::One | Ask::Many => check_options(step, ask, report),
        Ask::Number => check_slider(step, report),
    }
    if let Some(attribute) = &step.attribute
        && let Some(declared) = written(attribute, source, report)
    {
        check_answer(step, ask, attribute, declared, report);
    }
    for option in &step.options {
        check_effects(option, source, report);
    }
    let has_effect = step.attribute.is_some() || step.options.iter().any(|option| option.effects() > 0);
    if !has_effect && ask != Ask::Statement {
        let message = format!("the answer to `{}` changes nothing", clip(&step.id));
        let help = "give it an `attribute`, or its options `vote`, `exclude`, `add` or `set`";
        report.add(codes::NO_EFFECT, step.span, message, help);
    }
}

fn check_fields(step: &Step, ask: Ask, report: &mut Report) {
    for (name, asks) in FIELDS {
        let Some(entry) = step.node.entry(name).filter(|_| !asks.contains(&ask)) else { continue };
        let message = format!("a `{}` has no `{name}`", ask.name());
        let others: Vec<String> = asks.iter().map(|ask| format!("`{}`", ask.name())).collect();
        let help = format!("remove it; it goes with {}", others.join(" and "));
        report.add(codes::FIELD_OF_STEP, entry.span, message, help);
    }
    let required: &[(&str, &str)] = match ask {
        Ask::Statement => &[],
        Ask::One | Ask::Many => &[("options", "{dry-skin: {label: flow.finder.skin.dry}}")],
        Ask::Number => &[("least", "15"), ("most", "150")],
    };
    for (name, example) in required {
        if step.node.entry(name).is_none() {
            let message = format!("`{}` has no `{name}`", clip(&step.id));
            report.add(codes::MISSING_FIELD, step.span, message, format!("add `{name}: {example}`"));
        }
    }
}

fn check_options(step: &Step, ask: Ask, report: &mut Report) {
    let Some(options) = step.node.entry("options").filter(|entry| matches!(entry.node.value, Value::Map(_)))
    else {
        return;
    };
    let count = step.options.len();
    if count < 2 {
        let message =
            format!("`{}` has {}", clip(&step.id), if count == 0 { "no option" } else { "only one option" });
        let help = "write at least two; for words without a choice use `ask: statement`";
        report.add(codes::FEW_OPTIONS, options.span, message, help);
        return;
    }
    if ask == Ask::Many {
        check_bounds(step, count, report);
    }
}

/// How many options may be chosen: whole numbers, in order, within what there is.
fn check_bounds(step: &Step, count: usize, report: &mut Report) {
    let mut fits = true;
    for name in ["least", "most"] {
        let Some((number, span)) = step.number(name) else { continue };
        if number < 1.0 || number > count as f64 || number.fract() != 0.0 {
            let message = format!("`{name}` cannot be `{number}`");
            let help = format!("use a whole number from 1 to {count}, the number of options");
            report.add(codes::RANGE, span, message, help);
            fits = false;
        }
    }
    let (least, most) = step.bounds();
    if let (true, true, Some((_, span))) = (fits, least > most, step.number("least")) {
        let message = format!("`least` is `{least}`, more than `most`, which is `{most}`");
        report.add(codes::LEAST_OVER_MOST, span, message, "make `most` at least as large as `least`");
    }
}

fn check_slider(step: &Step, report: &mut Report) {
    let (Some(range), Some((_, span))) = (step.range(), step.number("most")) else { return };
    let (least, most, apart) = range;
    if apart <= 0.0 {
        // Reported by the shape.
    } else if least >= most {
        let message = format!("`least` is `{least}`, not less than `most`, which is `{most}`");
        report.add(codes::LEAST_OVER_MOST, span, message, "make `most` greater than `least`");
    } else if !divides(range) {
        let place = step.number("step").map_or(span, |(_, span)| span);
        let message = format!("steps of `{apart}` do not lead from `{least}` to `{most}`");
        let help = "choose `least`, `most` and `step` so that the range is a whole number of steps";
        report.add(codes::SLIDER_STEP, place, message, help);
    }
}

/// The declaration of an attribute that a flow writes; reports one that it cannot write.
fn written<'a>((path, span): &Placed, source: &'a Source, report: &mut Report) -> Option<&'a Attribute> {
    if !is_of_flows(path) {
        let message = format!("`{}` is not an answer or a score", clip(path));
        let help = "write a path that starts with `answer.` or `score.`, and declare it in attributes.yaml";
        report.add(codes::NOT_OF_FLOWS, *span, message, help);
        return None;
    }
    let declared = source.attributes.get(path);
    if declared.is_none() {
        unknown_attribute(path, *span, &source.attributes, report);
    }
    declared
}

fn check_answer(step: &Step, ask: Ask, (path, span): &Placed, declared: &Attribute, report: &mut Report) {
    let Some(wanted) = kind(ask).filter(|wanted| *wanted != declared.kind) else {
        for option in &step.options {
            check_possible(path, declared, &option.id, option.span, report);
        }
        return;
    };
    let message = format!(
        "`{path}` is {}, and the answer to a `{}` is {}",
        declared.kind.name(),
        ask.name(),
        wanted.name()
    );
    let help = format!("declare it in attributes.yaml with `type: {}`", type_name(wanted));
    report.add(codes::TYPE_OF_ANSWER, *span, message, help);
}

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Number => "number",
        Type::Boolean => "boolean",
        Type::List => "list",
        Type::Date => "date",
        Type::Objects => "objects",
        Type::Text | Type::Any => "text",
    }
}

fn check_effects(option: &Choice, source: &Source, report: &mut Report) {
    for (placed, _) in &option.adds {
        let Some(declared) = written(placed, source, report) else { continue };
        if declared.kind != Type::Number {
            let message = format!("`{}` is {}, and `add` is for numbers", placed.0, declared.kind.name());
            report.add(
                codes::TYPE_OF_ANSWER,
                placed.1,
                message,
                "use `set`, or declare it with `type: number`",
            );
        }
    }
    for (placed, node) in &option.sets {
        if let Some(declared) = written(placed, source, report) {
            check_set(&placed.0, declared, node, report);
        }
    }
}

fn check_set(path: &str, declared: &Attribute, node: &Node, report: &mut Report) {
    let given = match node.value {
        Value::Text(_) => Type::Text,
        Value::Number(_) => Type::Number,
        Value::Bool(_) => Type::Boolean,
        Value::List(_) => Type::List,
        // Reported by the shape.
        Value::Null | Value::Map(_) => return,
    };
    if given != declared.kind {
        let message = format!("`{path}` is {} and cannot be {}", declared.kind.name(), found(&node.value));
        let help = format!("write {} here", declared.kind.name());
        return report.add(codes::TYPE_OF_ANSWER, node.span, message, help);
    }
    let texts = std::iter::once(node).chain(node.items());
    let texts: Vec<(&str, Span)> = texts.filter_map(|node| Some((node.text()?, node.span))).collect();
    for (text, span) in texts {
        check_possible(path, declared, text, span, report);
    }
}

//! Conditions that mean something else to GrowthBook before version 0.12 of its specification.
//!
//! Before, JavaScript's own comparison decided: a missing value counted as 0, and a text as the number it looks like. A condition
//! that was written with that in mind matches other visitors here.

use std::collections::BTreeMap;

use sillage_engine::{
    condition::{NodeId, Operator},
    value::{Scalar, Value},
};

use super::{
    clauses::Conjunction,
    domain::Test,
    gates::Goal,
    program::{Kind, Program},
    search::Answer,
};
use crate::{codes, diagnostic::Report, matching::holds};

/// A comparison as it was before version 0.12. What did not change is asked of the engine.
pub(super) fn compare(value: &Value, operator: Operator, operand: &Value) -> bool {
    let (Value::One(left), Value::One(right)) = (value, operand) else {
        return holds(value, operator, operand);
    };
    match operator {
        Operator::Is => is(left, right),
        Operator::Less => order(left, right).is_some_and(|order| order.is_lt()),
        Operator::LessOrEqual => order(left, right).is_some_and(|order| order.is_le()),
        Operator::Greater => order(left, right).is_some_and(|order| order.is_gt()),
        Operator::GreaterOrEqual => order(left, right).is_some_and(|order| order.is_ge()),
        _ => holds(value, operator, operand),
    }
}

/// `value + "" === text`, `value * 1 === number`, `value !== null && !!value === truth`.
fn is(value: &Scalar, operand: &Scalar) -> bool {
    match operand {
        Scalar::Text(text) => written(value) == *text,
        Scalar::Number(wanted) => number(value) == Some(*wanted),
        Scalar::Bool(truth) => *value != Scalar::Null && is_truthy(value) == *truth,
        Scalar::Null => *value == Scalar::Null,
        nested => value == nested,
    }
}

/// JavaScript's `<` and `>`: two texts as texts, all else as numbers.
fn order(value: &Scalar, operand: &Scalar) -> Option<std::cmp::Ordering> {
    if let (Scalar::Text(_), Scalar::Text(_)) = (value, operand) {
        let [value, operand] = [value, operand].map(|scalar| Value::One(scalar.clone()));
        let is = |operator| holds(&value, operator, &operand);
        return Some(is(Operator::Greater).cmp(&is(Operator::Less)));
    }
    number(value)?.partial_cmp(&number(operand)?)
}

/// JavaScript's `Number(…)`; none: not a number.
fn number(value: &Scalar) -> Option<f64> {
    match value {
        Scalar::Null => Some(0.0),
        Scalar::Bool(truth) => Some(f64::from(u8::from(*truth))),
        Scalar::Number(number) => Some(*number),
        Scalar::Text(text) => match text.trim() {
            "" => Some(0.0),
            digits if digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) => {
                digits.parse().ok()
            }
            _ => None,
        },
        Scalar::Object(_) | Scalar::List(_) => None,
    }
}

fn written(value: &Scalar) -> String {
    let mut text = String::new();
    match value {
        Scalar::Null => text.push_str("null"),
        _ => value.push_plain(&mut text),
    }
    text
}

fn is_truthy(value: &Scalar) -> bool {
    match value {
        Scalar::Null => false,
        Scalar::Bool(truth) => *truth,
        Scalar::Number(number) => *number != 0.0,
        Scalar::Text(text) => !text.is_empty(),
        Scalar::Object(_) | Scalar::List(_) => true,
    }
}

/// Texts that count as the numbers of a test, or as numbers around them.
pub(super) fn coerced(test: &Test) -> Vec<String> {
    let number = |scalar: &Scalar| if let Scalar::Number(number) = scalar { Some(*number) } else { None };
    let numbers = test.operand.scalars().iter().filter_map(number);
    numbers
        .flat_map(|number| [number - 1.0, number, number + 1.0])
        .map(|number| written(&Scalar::Number(number)))
        .collect()
}

/// Reports conditions that some visitor meets in one edition and not in the other.
pub(super) fn report(program: &mut Program, report: &mut Report) {
    let segments = std::mem::take(&mut program.segments);
    let campaigns = std::mem::take(&mut program.campaigns);
    let of_segments = segments.iter().map(|segment| &segment.condition);
    let of_campaigns = campaigns.iter().filter_map(|campaign| campaign.audience.as_ref());
    for condition in of_segments.chain(of_campaigns) {
        if may_differ(program, condition.root)
            && let Some(given) = difference(program, condition.root)
        {
            report_difference(program, condition, &given, report);
        }
    }
    program.segments = segments;
    program.campaigns = campaigns;
}

/// Whether some comparison of a node can have changed its meaning. What a segment means is told where it stands.
fn may_differ(program: &Program, root: NodeId) -> bool {
    program.tests(root, false).into_iter().any(|(attribute, compared)| {
        let Some((operator, operand)) = compared else { return false };
        let kind = program.variables.get(usize::from(attribute)).map(|variable| &variable.kind);
        let on_missing = compare(&Value::NULL, operator, operand) != holds(&Value::NULL, operator, operand);
        match kind {
            Some(Kind::Whole | Kind::Amount) => false,
            Some(Kind::Any) | None => true,
            Some(_) => on_missing,
        }
    })
}

/// A visitor for whom a node holds in one edition only.
fn difference(program: &mut Program, node: NodeId) -> Option<BTreeMap<usize, Value>> {
    for holds in [false, true] {
        let goals = [Goal { node, holds, is_older: false }, Goal { node, holds: !holds, is_older: true }];
        if let Answer::Found(given) = program.ask(&goals) {
            return Some(given);
        }
    }
    None
}

fn report_difference(
    program: &mut Program,
    condition: &Conjunction,
    given: &BTreeMap<usize, Value>,
    report: &mut Report,
) {
    let values = program.complete(given);
    let holds = program.holds(condition.root, &values);
    let clause = condition.clauses.iter().find(|clause| {
        may_differ(program, clause.root)
            && program.holds(clause.root, &values) == holds
            && difference(program, clause.root).is_some()
    });
    let Some(clause) = clause else { return };
    let (here, before) = if holds { ("holds", "did not") } else { ("does not hold", "did") };
    let message =
        format!("`{}` {here} for a visitor for whom it {before} in GrowthBook before 0.12", clause.words());
    let help =
        "add `$exists: true` if a missing value was never meant, or a branch with `$exists: false` if it was";
    let witness = program.witness(given, None);
    report.add_example(codes::OLDER_GROWTHBOOK, clause.span, message, help, witness);
}

#[cfg(test)]
mod tests {
    use sillage_engine::{condition::Operator, value::Value};

    use super::compare;

    #[test]
    fn comparisons_before_0_12() {
        let (missing, text) = (Value::NULL, Value::text);
        let number = Value::number;
        let cases = [
            (missing.clone(), Operator::Less, number(10.0), true),
            (missing.clone(), Operator::Greater, number(-1.0), true),
            (missing.clone(), Operator::Greater, number(0.0), false),
            (missing.clone(), Operator::GreaterOrEqual, number(0.0), true),
            (missing.clone(), Operator::Is, number(0.0), true),
            (missing.clone(), Operator::Equal, number(0.0), false),
            (missing.clone(), Operator::Is, text("null"), true),
            (missing.clone(), Operator::Is, Value::bool(false), false),
            (text("8"), Operator::Greater, number(5.0), true),
            (text("8"), Operator::Is, number(8.0), true),
            (text("x"), Operator::Less, number(5.0), false),
            (text("x"), Operator::Greater, number(5.0), false),
            (text("b"), Operator::Greater, text("a"), true),
            (text("10"), Operator::Less, text("9"), true),
            (number(5.0), Operator::Is, text("5"), true),
            (number(1.0), Operator::Is, Value::bool(true), true),
            (missing, Operator::Exists, Value::bool(true), false),
        ];
        for (value, operator, operand, expected) in cases {
            assert_eq!(compare(&value, operator, &operand), expected, "{value:?} {operator:?} {operand:?}");
        }
    }
}

//! GrowthBook's `evalCondition` before version 0.12 of its specification, as its JavaScript is written: on JSON, with JavaScript's
//! coercions. Only what the projects of this test use.

use serde_json::Value as Json;
use sillage_engine::value::{Scalar, Value};

/// Whether a condition held.
pub(crate) fn holds(
    condition: &Json,
    attributes: &[(String, Value)],
    segments: &dyn Fn(&str) -> bool,
) -> bool {
    let all = |items: &Json| -> Vec<bool> {
        items.as_array().unwrap().iter().map(|item| holds(item, attributes, segments)).collect()
    };
    condition.as_object().unwrap().iter().all(|(key, value)| match key.as_str() {
        "$and" => all(value).iter().all(|truth| *truth),
        "$or" => all(value).is_empty() || all(value).iter().any(|truth| *truth),
        "$nor" => !(all(value).is_empty() || all(value).iter().any(|truth| *truth)),
        "$not" => !holds(value, attributes, segments),
        "$segment" => segments(value.as_str().unwrap()),
        path => {
            let known = attributes.iter().find(|(known, _)| known == path);
            holds_value(value, known.map_or(&Value::NULL, |(_, value)| value))
        }
    })
}

fn holds_value(condition: &Json, value: &Value) -> bool {
    match condition {
        Json::String(text) => written(value) == *text,
        Json::Number(number) => to_number(value) == number.as_f64().unwrap(),
        Json::Bool(truth) => !value.is_null() && is_truthy(value) == *truth,
        Json::Null => value.is_null(),
        Json::Object(operators) => {
            operators.iter().all(|(operator, operand)| holds_operator(operator, operand, value))
        }
        Json::Array(_) => panic!("{condition}"),
    }
}

fn holds_operator(operator: &str, operand: &Json, value: &Value) -> bool {
    let is_in = || {
        value.scalars().iter().any(|one| operand.as_array().unwrap().iter().any(|item| is_same(one, item)))
    };
    match operator {
        "$not" => !holds_value(operand, value),
        "$eq" => matches!(value, Value::One(one) if is_same(one, operand)),
        "$ne" => !matches!(value, Value::One(one) if is_same(one, operand)),
        "$lt" => is_less(&(value.clone(), of_json(operand))),
        "$gt" => is_less(&(of_json(operand), value.clone())),
        "$lte" => is_comparable(value, operand) && !is_less(&(of_json(operand), value.clone())),
        "$gte" => is_comparable(value, operand) && !is_less(&(value.clone(), of_json(operand))),
        "$exists" => operand.as_bool().unwrap() != value.is_null(),
        "$in" => is_in(),
        "$nin" => !is_in(),
        "$all" => match value {
            Value::Many(list) => {
                operand.as_array().unwrap().iter().all(|item| list.iter().any(|one| is_same(one, item)))
            }
            Value::One(_) => false,
        },
        "$size" => matches!(value, Value::Many(list) if list.len() as f64 == operand.as_f64().unwrap()),
        other => panic!("{other}"),
    }
}

fn is_same(one: &Scalar, json: &Json) -> bool {
    Value::One(one.clone()) == of_json(json)
}

fn of_json(json: &Json) -> Value {
    match json {
        Json::String(text) => Value::text(text),
        Json::Number(number) => Value::number(number.as_f64().unwrap()),
        Json::Bool(truth) => Value::bool(*truth),
        _ => Value::NULL,
    }
}

fn is_text(value: &Value) -> bool {
    matches!(value, Value::One(Scalar::Text(_)) | Value::Many(_))
}

/// JavaScript's `<`. The texts here are of the basic plane, where its order is that of bytes.
fn is_less((left, right): &(Value, Value)) -> bool {
    if is_text(left) && is_text(right) {
        written(left) < written(right)
    } else {
        to_number(left) < to_number(right)
    }
}

fn is_comparable(value: &Value, operand: &Json) -> bool {
    let operand = of_json(operand);
    (is_text(value) && is_text(&operand)) || !(to_number(value).is_nan() || to_number(&operand).is_nan())
}

/// `value + ""`.
fn written(value: &Value) -> String {
    match value {
        Value::One(Scalar::Null) => "null".to_owned(),
        _ => {
            let texts = value.scalars().iter().map(|scalar| {
                let mut text = String::new();
                scalar.push_plain(&mut text);
                text
            });
            texts.collect::<Vec<_>>().join(",")
        }
    }
}

/// `value * 1`.
fn to_number(value: &Value) -> f64 {
    match value {
        Value::One(Scalar::Null) => 0.0,
        Value::One(Scalar::Bool(truth)) => f64::from(u8::from(*truth)),
        Value::One(Scalar::Number(number)) => *number,
        _ => match written(value).trim() {
            "" => 0.0,
            text => text.parse().unwrap_or(f64::NAN),
        },
    }
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::One(Scalar::Bool(truth)) => *truth,
        Value::One(Scalar::Number(number)) => *number != 0.0,
        Value::One(Scalar::Text(text)) => !text.is_empty(),
        Value::One(Scalar::Null) => false,
        Value::One(Scalar::Object(_) | Scalar::List(_)) | Value::Many(_) => true,
    }
}

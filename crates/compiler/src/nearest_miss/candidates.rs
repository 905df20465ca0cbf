//! Values that an attribute could have instead, constructed from what it is compared with.

use sillage_engine::{
    bundle::Bundle,
    condition::{Node, NodeId, Operator},
    value::{Scalar, Value},
};

use crate::matching::holds;

/// Lists that are tried as the least that some comparisons need.
const LISTS: usize = 32;

/// Whether a value gives all these comparisons what they need. A condition on the elements of a list is not asked: it holds of the
/// value as it is, and of no other that is known.
pub(super) fn gives(bundle: &Bundle, needed: &[(NodeId, bool)], value: &Value) -> bool {
    needed.iter().all(|(id, wanted)| match bundle.rules().nodes.get(*id as usize) {
        Some(Node::Test { operator, operand, .. }) => holds(value, *operator, operand) == *wanted,
        _ => false,
    })
}

/// Values to try, those first that a person would think of first: the values that the comparisons name, no value at all, what is just
/// beside the ones named. Numbers stand in the order of their distance from what the attribute is now.
pub(super) fn candidates(nodes: &[Node], needed: &[(NodeId, bool)], actual: &Value) -> Vec<Value> {
    let mut numbers = Vec::new();
    let mut texts = Vec::new();
    let mut values = Vec::new();
    let mut elements = vec![Vec::new()];
    for (operator, operand, wanted) in needed.iter().filter_map(|(id, wanted)| test(nodes, *id, *wanted)) {
        for scalar in operand.scalars() {
            match scalar {
                Scalar::Number(number) => numbers.push(*number),
                Scalar::Text(text) => texts.push(text.as_str()),
                _ => {}
            }
            values.push(Value::One(scalar.clone()));
        }
        values.push(operand.clone());
        if operator >= Operator::VersionEqual && operator <= Operator::VersionGreaterOrEqual {
            values.extend(["0", "999999"].map(Value::text));
        }
        elements = with(elements, operator, operand.scalars(), wanted);
    }
    let mut all = near(&numbers, actual);
    all.extend(values.iter().cloned());
    all.extend([Value::NULL, Value::bool(true), Value::bool(false), Value::text("…"), Value::number(1.0)]);
    all.extend(lists(&elements, &values, &numbers));
    all.extend(texts.iter().flat_map(|text| beside(text)));
    all.extend(finite(numbers.iter().flat_map(|number| [number.next_up(), number.next_down()]).collect()));
    all
}

/// Lists that also have what a comparison needs to be in them: all that it names, or one of that.
fn with(lists: Vec<Vec<Scalar>>, operator: Operator, named: &[Scalar], wanted: bool) -> Vec<Vec<Scalar>> {
    use Operator::{HasAll, HasAllFolded, In, InFolded, NotIn, NotInFolded};
    let one = |list: Vec<Scalar>| {
        if list.iter().any(|element| named.contains(element)) {
            return vec![list];
        }
        named.iter().map(|element| [list.as_slice(), std::slice::from_ref(element)].concat()).collect()
    };
    match (operator, wanted) {
        (HasAll | HasAllFolded, true) => {
            lists.into_iter().map(|list| [list.as_slice(), named].concat()).collect()
        }
        (In | InFolded, true) | (NotIn | NotInFolded, false) => {
            lists.into_iter().flat_map(one).take(LISTS).collect()
        }
        _ => lists,
    }
}

fn test(nodes: &[Node], id: NodeId, wanted: bool) -> Option<(Operator, &Value, bool)> {
    match nodes.get(id as usize) {
        Some(Node::Test { operator, operand, .. }) => Some((*operator, operand, wanted)),
        _ => None,
    }
}

/// The numbers themselves and the ones a whole step away, the nearest first; then what lies in the middle of two of them.
fn near(numbers: &[f64], actual: &Value) -> Vec<Value> {
    let now = match actual {
        Value::One(Scalar::Number(now)) => *now,
        _ => 0.0,
    };
    let mut near: Vec<f64> =
        numbers.iter().flat_map(|number| [*number, number + 1.0, number - 1.0]).collect();
    near.sort_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()));
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middles = sorted.windows(2).filter_map(|pair| Some(pair.first()? / 2.0 + pair.last()? / 2.0));
    near.extend(middles);
    finite(near)
}

fn finite(numbers: Vec<f64>) -> Vec<Value> {
    numbers.into_iter().filter(|number| number.is_finite()).map(Value::number).collect()
}

/// A text that comes before it, one behind it, and the first of all behind it.
fn beside(text: &str) -> [Value; 3] {
    let before = text.char_indices().next_back().and_then(|(at, _)| text.get(..at)).unwrap_or_default();
    [Value::text(before), Value::text(&format!("{text}…")), Value::text(&format!("{text}\0"))]
}

/// Lists of what has to be in them, alone and with one element more, and as long as a number says.
fn lists(elements: &[Vec<Scalar>], values: &[Value], sizes: &[f64]) -> Vec<Value> {
    let mut lists = elements.to_vec();
    for (elements, value) in elements.iter().flat_map(|list| values.iter().map(move |value| (list, value))) {
        if let Value::One(scalar) = value {
            let mut list = elements.clone();
            list.push(scalar.clone());
            lists.push(list);
        }
    }
    let filler = || Scalar::Text(String::from("…"));
    let mut sized = Vec::new();
    for size in sizes.iter().filter(|size| (0.0..=256.0).contains(*size)) {
        for list in &lists {
            let mut list = list.clone();
            list.dedup();
            list.resize_with((*size as usize).max(list.len()), filler);
            sized.push(list);
        }
    }
    lists.push(vec![filler()]);
    lists.into_iter().chain(sized).map(Value::Many).collect()
}

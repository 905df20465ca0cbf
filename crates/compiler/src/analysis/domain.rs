//! The cells of one attribute: values that stand for all it can have, as far as some tests can tell them apart.

use std::collections::BTreeSet;

use sillage_engine::{
    condition::Operator,
    value::{Scalar, Value},
};

use super::{
    bits::Bits,
    lists::{Elements, lists},
    older,
    program::{Kind, is_nothing},
    scalars,
};

use crate::matching::holds;

/// A comparison of an attribute with a constant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Test {
    pub(super) operator: Operator,
    pub(super) operand: Value,
    /// Whether it means what GrowthBook meant before version 0.12 of its specification.
    pub(super) is_older: bool,
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        if self.is_older {
            older::compare(value, self.operator, &self.operand)
        } else {
            holds(value, self.operator, &self.operand)
        }
    }
}

/// Operators of which the cells of [`Domain::of`] are all that matters. Any other one stays open.
const KNOWN: [Operator; 12] = [
    Operator::Is,
    Operator::Equal,
    Operator::NotEqual,
    Operator::Less,
    Operator::LessOrEqual,
    Operator::Greater,
    Operator::GreaterOrEqual,
    Operator::Exists,
    Operator::In,
    Operator::NotIn,
    Operator::HasAll,
    Operator::Size,
];

/// Whether the cells of such an attribute are all that matters to an operator. Declared texts are all cells themselves.
pub(super) fn is_known(kind: &Kind, operator: Operator) -> bool {
    KNOWN.contains(&operator) || matches!(kind, Kind::Text(values) if !values.is_empty())
}

/// Values that no test can tell apart, and one of them.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) value: Value,
    /// The least and the greatest whole number, where it is a stretch of these.
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Cell {
    fn of(value: Value) -> Cell {
        Cell { value, least: 0.0, most: 0.0 }
    }
}

/// All cells, and for each test those in which it holds.
#[derive(Debug)]
pub(super) struct Domain {
    pub(super) cells: Vec<Cell>,
    pub(super) truths: Vec<Bits>,
    /// Whether every value is in some cell.
    pub(super) is_complete: bool,
}

impl Domain {
    /// The cells of an attribute under some tests. The first cell is what it is where nothing is known, if it can be.
    pub(super) fn of(kind: &Kind, tests: &[Test]) -> Domain {
        let (cells, is_complete) = candidates(kind, tests);
        let mut known: BTreeSet<Vec<bool>> = BTreeSet::new();
        let mut kept: Vec<(Vec<bool>, Cell)> = Vec::new();
        for cell in cells {
            let mut truths: Vec<bool> = tests.iter().map(|test| test.holds(&cell.value)).collect();
            // Traits are linked to others by this.
            truths.push(is_nothing(&cell.value));
            if known.insert(truths.clone()) || *kind == Kind::Whole {
                kept.push((truths, cell));
            }
        }
        let holds = |test: usize, cell: usize| {
            kept.get(cell).and_then(|(truths, _)| truths.get(test)).copied().unwrap_or(false)
        };
        let truths = (0..tests.len()).map(|test| Bits::of(kept.len(), |cell| holds(test, cell))).collect();
        Domain { cells: kept.into_iter().map(|(_, cell)| cell).collect(), truths, is_complete }
    }

    /// Leaves nothing but the first cell.
    pub(super) fn keep_first(&mut self) {
        self.cells.truncate(1);
        self.truths.iter_mut().for_each(|truths| *truths = Bits::of(1, |cell| truths.contains(cell)));
    }

    /// A comparison of which nothing is known but that it holds or does not.
    pub(super) fn open() -> Domain {
        let cells = vec![Cell::of(Value::bool(true)), Cell::of(Value::bool(false))];
        Domain { cells, truths: vec![Bits::of(2, |cell| cell == 0)], is_complete: true }
    }
}

fn candidates(kind: &Kind, tests: &[Test]) -> (Vec<Cell>, bool) {
    let mut cells = vec![Cell::of(kind.nothing())];
    let mut is_complete = true;
    match kind {
        Kind::Text(values) if !values.is_empty() => cells.extend(values.iter().map(|value| text(value))),
        Kind::Text(_) => cells.extend(texts(tests)),
        Kind::Number => cells.extend(numbers(tests)),
        Kind::Boolean => cells.extend(truths()),
        Kind::List(values) => {
            let mentioned = mentioned_texts(tests);
            let unmentioned = values.iter().find(|value| !mentioned.contains(&value.as_str()));
            let other =
                if values.is_empty() { Some(scalars::other(&mentioned)) } else { unmentioned.cloned() };
            let elements = Elements { allowed: Some(values), other: other.map(Scalar::Text) };
            is_complete = add_lists(tests, &elements, &mut cells);
        }
        Kind::Any => {
            cells.extend(texts(tests).into_iter().chain(numbers(tests)).chain(truths()));
            let other = Some(Scalar::Text(scalars::other(&mentioned_texts(tests))));
            is_complete = add_lists(tests, &Elements { allowed: None, other }, &mut cells);
        }
        Kind::Whole => {
            let stretches = scalars::wholes(&mentioned_numbers(tests));
            let cell = |(least, most): (f64, f64)| Cell { value: Value::number(least), least, most };
            cells = stretches.into_iter().map(cell).collect();
        }
        Kind::Amount => {
            let (amounts, is_exact) = scalars::amounts(&mentioned_numbers(tests));
            cells.extend(amounts.into_iter().map(|amount| Cell::of(Value::number(amount))));
            is_complete = is_exact;
        }
    }
    (cells, is_complete)
}

fn text(text: &str) -> Cell {
    Cell::of(Value::text(text))
}

fn texts(tests: &[Test]) -> Vec<Cell> {
    let mut mentioned = mentioned_texts(tests);
    // Texts that an older edition took for numbers, or for other words.
    let coerced: Vec<String> = tests.iter().filter(|test| test.is_older).flat_map(older::coerced).collect();
    mentioned.extend(coerced.iter().map(String::as_str));
    let is_ordered = tests.iter().any(|test| {
        matches!(
            test.operator,
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual
        )
    });
    scalars::texts(&mentioned, is_ordered).iter().map(|word| text(word)).collect()
}

fn numbers(tests: &[Test]) -> Vec<Cell> {
    let numbers = scalars::numbers(&mentioned_numbers(tests));
    numbers.into_iter().map(|number| Cell::of(Value::number(number))).collect()
}

fn truths() -> Vec<Cell> {
    vec![Cell::of(Value::bool(true)), Cell::of(Value::bool(false))]
}

fn add_lists(tests: &[Test], elements: &Elements, cells: &mut Vec<Cell>) -> bool {
    let (lists, is_complete) = lists(tests, elements);
    cells.extend(lists.into_iter().map(|list| Cell::of(Value::Many(list))));
    is_complete
}

fn mentioned_texts(tests: &[Test]) -> Vec<&str> {
    let scalars = tests.iter().flat_map(|test| test.operand.scalars());
    let texts =
        scalars.filter_map(|scalar| if let Scalar::Text(text) = scalar { Some(text.as_str()) } else { None });
    texts.collect()
}

fn mentioned_numbers(tests: &[Test]) -> Vec<f64> {
    let scalars = tests.iter().flat_map(|test| test.operand.scalars());
    let number = |scalar: &Scalar| if let Scalar::Number(number) = scalar { Some(*number) } else { None };
    scalars.filter_map(number).collect()
}

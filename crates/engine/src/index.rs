//! What can be known of a bundle's conditions before there is a visitor: which tests an attribute decides, and what is above each node.
//!
//! For every attribute the constants that it is compared with stand in one sorted table. A value's place in that table, found by
//! bisection, decides all of these comparisons by integers. A bundle has its tests in the order of their constants, so that the
//! tables are filled at their ends.

use alloc::{vec, vec::Vec};
use core::cmp::Ordering;

use crate::{
    condition::{Node, NodeId, Operator},
    evaluate::order_of_bytes,
    rules::Rules,
    value::{Scalar, Value},
};

/// Lists of numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    const NONE: Lists = Lists { ends: Vec::new(), all: Vec::new() };

    /// The list of that number; none beyond the last.
    pub(crate) fn of(&self, index: usize) -> &[u32] {
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        self.all.get(index.checked_sub(1).map_or(0, end)..end(index)).unwrap_or_default()
    }

    /// Makes so many lists of what `tell` tells, a list and a number at a time; it is asked twice.
    fn collect(lists: usize, tell: &dyn Fn(&mut Told)) -> Lists {
        let mut ends = vec![0; lists];
        tell(&mut |list, _| {
            if let Some(end) = ends.get_mut(list) {
                *end += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            // For now where the list begins; filling it moves this to its end.
            (*end, sum) = (sum, sum + *end);
        }
        let mut all = vec![0; sum as usize];
        tell(&mut |list, number| {
            if let Some(end) = ends.get_mut(list) {
                if let Some(slot) = all.get_mut(*end as usize) {
                    *slot = number;
                }
                *end += 1;
            }
        });
        Lists { ends, all }
    }
}

/// Takes a list and a number that belongs to it.
type Told<'a> = dyn FnMut(usize, u32) + 'a;

/// A bundle's conditions, ready to be kept up to date.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// For each attribute the tests of it.
    pub(crate) tests: Lists,
    /// For each node the nodes that combine its truth with others.
    pub(crate) parents: Lists,
    /// For each attribute the constants it is compared with, sorted.
    tables: Vec<Vec<Scalar>>,
    /// For each node the places of its constants in the table of its attribute; none where a place does not decide.
    places: Lists,
}

impl Index {
    /// Of no conditions.
    pub(crate) const NONE: Index =
        Index { tests: Lists::NONE, parents: Lists::NONE, tables: Vec::new(), places: Lists::NONE };

    /// The index of rules that were checked.
    pub(crate) fn new(rules: &Rules) -> Index {
        let nodes = rules.nodes.as_slice();
        let mut tables = vec![Vec::new(); rules.attributes.len()];
        for node in nodes {
            let (attribute, constants) = constants(node);
            if let Some(table) = tables.get_mut(attribute) {
                constants.iter().for_each(|constant| insert(table, constant));
            }
        }
        let places = Lists::collect(nodes.len(), &|tell| {
            for (id, node) in nodes.iter().enumerate() {
                let (attribute, constants) = constants(node);
                constants.iter().for_each(|constant| tell(id, place(table(&tables, attribute), constant)));
            }
        });
        let tests = Lists::collect(rules.attributes.len(), &|tell| {
            for (id, node) in (0u32..).zip(nodes) {
                if let Node::Test { attribute, .. } | Node::Within { attribute, .. } = node {
                    tell(usize::from(*attribute), id);
                }
            }
        });
        let parents = Lists::collect(nodes.len(), &|tell| {
            for (id, node) in (0u32..).zip(nodes) {
                node.children(&rules.segments).iter().for_each(|child| tell(*child as usize, id));
            }
        });
        Index { tests, parents, tables, places }
    }

    /// Where a value stands in the table of an attribute; of a list each element.
    pub(crate) fn places_of(&self, attribute: usize, value: &Value, places: &mut Vec<u32>) {
        places.clear();
        let table = table(&self.tables, attribute);
        value.scalars().iter().for_each(|one| places.push(place(table, one)));
    }

    /// Whether a test holds of a value that stands at these places; none where that does not decide.
    pub(crate) fn holds(&self, id: NodeId, node: &Node, value: &Value, at: &[u32]) -> Option<bool> {
        let Node::Test { operator, operand, .. } = node else { return None };
        let constants = self.places.of(id as usize);
        let constant = constants.first()?;
        let is_in = at.iter().any(|place| constants.contains(place));
        let order = match (value, operand) {
            (Value::One(one), Value::One(other)) if kind(one) == kind(other) => at.first()?.cmp(constant),
            _ => {
                return Some(match operator {
                    Operator::In => is_in,
                    Operator::NotIn => !is_in,
                    operator => *operator == Operator::NotEqual,
                });
            }
        };
        Some(match operator {
            Operator::Less => order.is_lt(),
            Operator::LessOrEqual => order.is_le(),
            Operator::Greater => order.is_gt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::NotEqual => order.is_ne(),
            _ => order.is_eq(),
        })
    }
}

fn table(tables: &[Vec<Scalar>], attribute: usize) -> &[Scalar] {
    tables.get(attribute).map_or(&[], Vec::as_slice)
}

/// The attribute of a test that places decide, and its constants.
fn constants(node: &Node) -> (usize, &[Scalar]) {
    let Node::Test { attribute, operator, operand } = node else { return (0, &[]) };
    let wants_list = matches!(operator, Operator::In | Operator::NotIn);
    let is_placed = wants_list || *operator <= Operator::GreaterOrEqual;
    let constants = operand.scalars();
    // Null and truth values are equal to one another, but in no order.
    let least = if !wants_list && *operator >= Operator::Less { 2 } else { 0 };
    let is_placed = is_placed && constants.iter().all(|one| (least..4).contains(&kind(one)));
    if !is_placed || wants_list != operand.list().is_some() {
        return (0, &[]);
    }
    (usize::from(*attribute), constants)
}

/// Constants of different kinds are sorted by kind; what has parts, or is not a number, has no place among them.
fn kind(scalar: &Scalar) -> u8 {
    match scalar {
        Scalar::Null => 0,
        Scalar::Bool(_) => 1,
        Scalar::Number(number) if !number.is_nan() => 2,
        Scalar::Text(_) => 3,
        _ => 4,
    }
}

fn order(a: &Scalar, b: &Scalar) -> Ordering {
    match (a, b) {
        (Scalar::Bool(a), Scalar::Bool(b)) => a.cmp(b),
        (Scalar::Number(a), Scalar::Number(b)) => a.partial_cmp(b).unwrap_or(Ordering::Less),
        (Scalar::Text(a), Scalar::Text(b)) => order_of_bytes(a.as_bytes(), b.as_bytes()),
        _ => kind(a).cmp(&kind(b)),
    }
}

/// Where a value stands: at a constant (odd), or between two of them (even).
fn place(table: &[Scalar], value: &Scalar) -> u32 {
    match table.binary_search_by(|known| order(known, value)) {
        Ok(index) => 2 * index as u32 + 1,
        Err(index) => 2 * index as u32,
    }
}

/// Not by `Vec::insert`, whose panic brings a kilobyte of formatting.
fn insert(table: &mut Vec<Scalar>, constant: &Scalar) {
    let place = place(table, constant) as usize;
    if place.is_multiple_of(2) {
        let mut carried = constant.clone();
        for later in table.iter_mut().skip(place / 2) {
            core::mem::swap(later, &mut carried);
        }
        table.push(carried);
    }
}

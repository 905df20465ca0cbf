//! What conditions see: the value of every attribute, and the truth of every condition, kept while facts, events and time change.
//!
//! A changed value is told by [`Situation::set`]. Only the tests of that attribute are evaluated, and only conditions above tests that
//! came out differently: each node counts how many of those below it hold. So what a change costs depends on what it touches, not
//! on how many rules there are.

use alloc::{vec, vec::Vec};

use crate::{
    bundle::Bundle,
    condition::{Node, NodeId},
    date,
    evaluate::{Scope, Tally, Truth},
    event::Millis,
    index::Index,
    limits,
    page::Page,
    rules::Rules,
    traits::TraitStates,
    value::Value,
    visitor::Visitor,
};

/// The values and truths of one visitor on one page. It belongs to the bundle that it was made with.
#[derive(Debug, Clone)]
pub struct Situation {
    /// When it is.
    pub now: Millis,
    values: Vec<Value>,
    /// What every node comes to.
    truths: Vec<Truth>,
    /// What the children of every node come to.
    tallies: Vec<Tally>,
    /// Nodes whose children changed, a bit each.
    touched: Vec<u32>,
    is_touched: bool,
    #[cfg(test)]
    evaluated: usize,
}

impl Situation {
    /// The moment `now` of a visitor on a page.
    pub fn new(bundle: &Bundle, visitor: &Visitor, page: &Page, now: Millis) -> Situation {
        let nodes = &bundle.rules().nodes;
        let mut situation = Situation {
            now,
            values: values(bundle, visitor, page, now),
            truths: Vec::with_capacity(nodes.len()),
            tallies: Vec::with_capacity(nodes.len()),
            touched: vec![0; nodes.len().div_ceil(32)],
            is_touched: false,
            #[cfg(test)]
            evaluated: 0,
        };
        // First as if no test held; those that do change that like any other news.
        for node in nodes {
            let mut tally = Tally::default();
            let children = node.children(&bundle.rules().segments);
            for child in children {
                tally.add(situation.truths.get(*child as usize).copied().unwrap_or(Truth::Unknown));
            }
            let is_test = matches!(node, Node::Test { .. } | Node::Within { .. });
            situation.truths.push(if is_test { Truth::False } else { tally.truth(node, children.len()) });
            situation.tallies.push(tally);
        }
        for attribute in 0..situation.values.len() {
            situation.evaluate(bundle, attribute);
        }
        situation.derive(bundle);
        situation
    }

    /// Brings it up to a moment: sets whatever has another value now.
    pub fn update(&mut self, bundle: &Bundle, visitor: &Visitor, page: &Page, now: Millis) {
        self.now = now;
        for (attribute, value) in (0u16..).zip(values(bundle, visitor, page, now)) {
            self.set(bundle, attribute, value);
        }
        self.derive(bundle);
    }

    /// Sets the attributes that follow from others, each to its first case that holds.
    fn derive(&mut self, bundle: &Bundle) {
        let mut cases = bundle.rules().cases.as_slice();
        while let Some(first) = cases.first() {
            let mut value = None;
            while let Some((case, rest)) = cases.split_first()
                && case.attribute == first.attribute
            {
                if value.is_none() && self.truth(bundle, case.root) == Truth::True {
                    value = Some(case.value.clone());
                }
                cases = rest;
            }
            self.set(bundle, first.attribute, value.unwrap_or(Value::NULL));
        }
    }

    /// Gives an attribute a value. One that it has already costs nothing.
    pub fn set(&mut self, bundle: &Bundle, attribute: u16, value: Value) {
        let index = usize::from(attribute);
        if let Some(slot) = self.values.get_mut(index)
            && *slot != value
        {
            *slot = value;
            self.evaluate(bundle, index);
        }
    }

    /// Whether a condition holds.
    pub fn truth(&mut self, bundle: &Bundle, node: NodeId) -> Truth {
        if self.is_touched {
            self.settle(bundle);
        }
        self.truths.get(node as usize).copied().unwrap_or(Truth::Unknown)
    }

    /// The value of an attribute; missing: null.
    pub fn value(&self, attribute: u16) -> &Value {
        self.values.get(usize::from(attribute)).unwrap_or(&Value::NULL)
    }

    /// Evaluates the tests of an attribute.
    fn evaluate(&mut self, bundle: &Bundle, attribute: usize) {
        let Bundle { rules, index, .. } = bundle;
        for id in index.tests.of(attribute) {
            let (Some(node), Some(value)) = (rules.nodes.get(*id as usize), self.values.get(attribute))
            else {
                return;
            };
            let truth = Scope::of(bundle).test(node, value, &mut { limits::FUEL });
            #[cfg(test)]
            {
                self.evaluated += 1;
            }
            self.change(index, *id, truth);
        }
    }

    /// Notes what a node comes to, for the nodes above it.
    fn change(&mut self, index: &Index, id: NodeId, truth: Truth) {
        let Some(known) = self.truths.get_mut(id as usize).filter(|known| **known != truth) else { return };
        let before = core::mem::replace(known, truth);
        for parent in index.parents.of(id as usize) {
            if let Some(tally) = self.tallies.get_mut(*parent as usize) {
                tally.remove(before);
                tally.add(truth);
            }
            if let Some(word) = self.touched.get_mut(*parent as usize / 32) {
                *word |= 1 << (parent % 32);
                self.is_touched = true;
            }
        }
    }

    /// Brings the nodes above changed ones up to date, each once: a node stands behind all below it.
    fn settle(&mut self, bundle: &Bundle) {
        self.is_touched = false;
        for at in 0..self.touched.len() {
            while let Some(word) = self.touched.get_mut(at).filter(|word| **word != 0) {
                let bit = word.trailing_zeros();
                *word &= *word - 1;
                let id = at as u32 * 32 + bit;
                let (node, tally) = (bundle.rules.nodes.get(id as usize), self.tallies.get(id as usize));
                if let (Some(node), Some(tally)) = (node, tally) {
                    let truth = tally.truth(node, node.children(&bundle.rules.segments).len());
                    self.change(&bundle.index, id, truth);
                }
            }
        }
        self.is_touched = false;
    }
}

/// The value of every attribute in a moment.
fn values(bundle: &Bundle, visitor: &Visitor, page: &Page, now: Millis) -> Vec<Value> {
    let rules = bundle.rules();
    let mut values = vec![Value::NULL; rules.attributes.len()];
    for (path, value) in &page.facts {
        take_fact(rules, path, value, &mut values);
    }
    for (attribute, value) in TraitStates::values(bundle, visitor, now) {
        if let Some(slot) = values.get_mut(usize::from(attribute)) {
            *slot = value;
        }
    }
    values
}

/// Gives the value of a fact to the attribute of its path, and what stands within it to attributes of longer paths.
fn take_fact(rules: &Rules, path: &str, value: &Value, values: &mut [Value]) {
    let from = rules.attributes.partition_point(|attribute| attribute.path.as_str() < path);
    let known = rules.attributes.iter().zip(values).enumerate().skip(from);
    for (index, (attribute, slot)) in known {
        let Some(rest) = attribute.path.strip_prefix(path) else { return };
        let found = match rest.strip_prefix('.') {
            Some(within) => value.at(within),
            None if rest.is_empty() => value.clone(),
            None => continue,
        };
        let is_date = rules.dates.contains(&(index as u16));
        *slot = if is_date { date::normalised(found) } else { found };
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::{
        condition::{Operator, Part},
        rules::{Attribute, Segment},
        value::Scalar,
    };

    /// Attribute `a0` has nine tests, `a1` three, one of them of its elements, `.` is such an element.
    fn bundle() -> Bundle {
        let test = |attribute, operator, operand| Node::Test { attribute, operator, operand };
        let number = |at: u8| test(1, Operator::GreaterOrEqual, Value::number(f64::from(at)));
        let mut nodes: Vec<Node> = (0..9).map(number).collect();
        nodes.push(test(0, Operator::Equal, Value::text("x")));
        let text = |text: &str| Scalar::Text(text.into());
        nodes.push(test(2, Operator::In, Value::Many(vec![text("x"), text("y")])));
        nodes.push(test(2, Operator::Size, Value::number(1.0)));
        nodes.push(Node::Within { attribute: 2, part: Part::Element, condition: 9 });
        nodes.push(Node::All(vec![0, 10]));
        nodes.push(Node::Segment(0));
        nodes.push(Node::Nor(vec![14, 8]));
        let paths = [".", "a0", "a1"];
        let rules = Rules {
            attributes: paths.map(|path| Attribute { path: path.into() }).to_vec(),
            nodes,
            segments: vec![Segment { name: "s".into(), root: 13 }],
            ..Rules::default()
        };
        Bundle::new(rules).unwrap()
    }

    #[test]
    fn a_change_evaluates_the_tests_of_its_attribute_and_no_others() {
        let bundle = bundle();
        let mut situation = Situation::new(&bundle, &Visitor::NEW, &Page::UNKNOWN, 0);
        let list =
            |texts: &[&str]| Value::Many(texts.iter().map(|text| Scalar::Text((*text).into())).collect());
        let changes = [
            (1, Value::number(4.0), 9),
            (1, Value::number(4.0), 0),
            (2, list(&["x"]), 3),
            (1, Value::number(-1.0), 9),
            (2, Value::NULL, 3),
            (2, Value::NULL, 0),
            (9, Value::NULL, 0),
        ];
        for (attribute, value, expected) in changes {
            situation.evaluated = 0;
            situation.set(&bundle, attribute, value.clone());
            for node in 0..16 {
                situation.truth(&bundle, node);
            }
            assert_eq!(situation.evaluated, expected, "{attribute} to {value:?}");
        }
    }

    #[test]
    fn what_is_read_follows_what_is_set() {
        let bundle = bundle();
        let mut situation = Situation::new(&bundle, &Visitor::NEW, &Page::UNKNOWN, 0);
        let truths = |situation: &mut Situation| {
            [4, 5, 10, 12, 13, 14, 15].map(|node| match situation.truth(&bundle, node) {
                Truth::True => 't',
                Truth::False => 'f',
                Truth::Unknown => 'u',
            })
        };
        let told = |truths: [char; 7]| truths.iter().collect::<alloc::string::String>();
        assert_eq!(told(truths(&mut situation)), "fffffft");
        situation.set(&bundle, 1, Value::number(4.5));
        assert_eq!(told(truths(&mut situation)), "tffffft");
        situation.set(&bundle, 2, Value::Many(vec![Scalar::Null, Scalar::Text("x".into())]));
        assert_eq!(told(truths(&mut situation)), "tfttttf");
        situation.set(&bundle, 2, Value::text("y"));
        assert_eq!(told(truths(&mut situation)), "tftfttf", "{situation:?}");
    }
}

//! Every way through a flow, answer by answer, as far as its conditions can tell ways apart.
//!
//! Conditions compare attributes with constants, so most answers look alike to them: only the attributes that are compared
//! are followed, and of lists only the elements that are asked for. What is found this way is exact. A flow with more ways
//! than [`WORK`] allows is left alone: it is not proven then that something is never met, and nothing is said.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use sillage_engine::{
    condition::{Node, NodeId, Operator},
    evaluate::{Truth, compare},
    event::{from_micros, micros},
    flow::{Ask, Choice, Effect, Flow, Step},
    value::{Scalar, Value},
};

/// How many nodes of conditions are looked at, an answer counting as [`ANSWER`] of them.
const WORK: usize = 1_000_000;
/// What following an answer costs.
const ANSWER: usize = 50;
/// Options of one step that conditions tell apart; each doubles the ways.
const OPTIONS: usize = 10;
/// Values of one slider that are followed.
const STOPS: usize = 200;

/// What some visitor meets.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Met {
    /// Steps that are asked, by index.
    pub(super) steps: BTreeSet<usize>,
    /// What can come out, by index.
    pub(super) outcomes: BTreeSet<usize>,
}

/// What visitors can meet in a flow; none where there are too many ways to tell.
pub(super) fn explore(flow: &Flow) -> Option<Met> {
    let compared = Compared::of(flow);
    let start = flow
        .attributes
        .iter()
        .map(|path| if path.starts_with("score.") { Value::number(0.0) } else { Value::NULL });
    let mut waiting: Vec<States> = vec![States::new(); flow.steps.len() + 1];
    add(&mut waiting, 0, start.collect());
    let (mut met, work) = (Met::default(), Cell::new(WORK));
    let holds = |values: &[Value], root: NodeId| holds(flow, values, root, &work);
    for (at, step) in flow.steps.iter().enumerate() {
        let answers = compared.answers(step)?;
        for values in std::mem::take(waiting.get_mut(at)?).into_values() {
            if !step.relevant.is_none_or(|root| holds(&values, root)) {
                add(&mut waiting, usize::from(step.next), values);
                continue;
            }
            met.steps.insert(at);
            work.set(work.get().checked_sub(answers.len() * ANSWER)?);
            for answer in &answers {
                let values = compared.apply(step, answer, values.clone());
                let route = step.routes.iter().find(|(root, _)| holds(&values, *root));
                add(&mut waiting, usize::from(route.map_or(step.next, |(_, to)| *to)), values);
            }
        }
    }
    for values in waiting.pop()?.into_values() {
        let is_it = |when: Option<NodeId>| when.is_none_or(|root| holds(&values, root));
        met.outcomes.extend(flow.outcomes.iter().position(|outcome| is_it(outcome.when)));
    }
    // Conditions evaluated without anything left for it mean nothing.
    (work.get() > 0).then_some(met)
}

/// Values of all attributes, each combination once. Doubles have no order; their debug text is exact.
type States = BTreeMap<String, Vec<Value>>;

fn add(waiting: &mut [States], at: usize, values: Vec<Value>) {
    if let Some(states) = waiting.get_mut(at) {
        states.insert(format!("{values:?}"), values);
    }
}

fn holds(flow: &Flow, values: &[Value], root: NodeId, work: &Cell<usize>) -> bool {
    work.set(work.get().saturating_sub(1));
    if work.get() == 0 {
        return false;
    }
    let all = |children: &[NodeId]| children.iter().all(|child| holds(flow, values, *child, work));
    let any = |children: &[NodeId]| children.iter().any(|child| holds(flow, values, *child, work));
    match flow.nodes.get(root as usize) {
        Some(Node::All(children)) => all(children),
        Some(Node::Any(children)) => children.is_empty() || any(children),
        Some(Node::Nor(children)) => !children.is_empty() && !any(children),
        Some(Node::Not(child)) => !holds(flow, values, *child, work),
        Some(Node::Test { attribute, operator, operand }) => {
            let value = values.get(usize::from(*attribute)).unwrap_or(&Value::NULL);
            compare(value, *operator, operand, None) == Truth::True
        }
        // A flow's conditions have none of these.
        Some(Node::Segment(_) | Node::Unknown | Node::Within { .. }) | None => false,
    }
}

/// What conditions compare each attribute with.
#[derive(Debug, Default)]
struct Compared<'a> {
    tests: BTreeMap<u16, Vec<(Operator, &'a Value)>>,
    /// Attributes that are added to: their values are sums.
    sums: BTreeSet<u16>,
}

impl<'a> Compared<'a> {
    fn of(flow: &'a Flow) -> Compared<'a> {
        let mut compared = Compared::default();
        for node in &flow.nodes {
            if let Node::Test { attribute, operator, operand } = node {
                compared.tests.entry(*attribute).or_default().push((*operator, operand));
            }
        }
        let choices = flow.steps.iter().flat_map(|step| step.ask.choices());
        for effect in choices.flat_map(|choice| &choice.effects) {
            if let Effect::Add(attribute, _) = effect {
                compared.sums.insert(*attribute);
            }
        }
        compared
    }

    /// Answers to a step, one of each kind that the conditions can tell apart; none where these are too many.
    fn answers(&self, step: &Step) -> Option<Vec<Value>> {
        let mut answers = match &step.ask {
            Ask::Statement => vec![Value::bool(true)],
            Ask::One(choices) => choices.iter().map(|choice| Value::text(&choice.id)).collect(),
            Ask::Many { choices, least, most } => self.lists(step, choices, (*least, *most))?,
            Ask::Number { least, most, step: apart } => self.numbers(step, *least, *most, *apart)?,
        };
        if !step.required {
            answers.push(Value::NULL);
        }
        Some(answers)
    }

    /// The sets of options that differ in what is asked for, or in what they do to what is compared.
    fn lists(&self, step: &Step, choices: &[Choice], (least, most): (u8, u8)) -> Option<Vec<Value>> {
        let matters: Vec<&Choice> = choices.iter().filter(|choice| self.matters(step, choice)).collect();
        if matters.len() > OPTIONS {
            return None;
        }
        let others = choices.len() - matters.len();
        let mut lists = Vec::new();
        for set in 0..1_u32 << matters.len() {
            let chosen = matters.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            let chosen: Vec<Scalar> = chosen.map(|(_, choice)| Scalar::Text(choice.id.clone())).collect();
            if chosen.len() <= usize::from(most) && chosen.len() + others >= usize::from(least) {
                lists.push(Value::Many(chosen));
            }
        }
        Some(lists)
    }

    fn matters(&self, step: &Step, choice: &Choice) -> bool {
        let changes = |effect: &Effect| match effect {
            Effect::Set(attribute, _) | Effect::Add(attribute, _) => self.tests.contains_key(attribute),
            Effect::Vote { .. } | Effect::Exclude { .. } => false,
        };
        let tests = step.attribute.and_then(|attribute| self.tests.get(&attribute));
        choice.effects.iter().any(changes)
            || tests.into_iter().flatten().any(|(operator, operand)| match operator {
                // These tell lists apart by more than the elements they name.
                Operator::Is | Operator::Size => true,
                _ => names(operand, &choice.id),
            })
    }

    /// The ends of a slider, and its values around every number that it is compared with.
    fn numbers(&self, step: &Step, least: f64, most: f64, apart: f64) -> Option<Vec<Value>> {
        let Some((attribute, tests)) = step.attribute.and_then(|at| Some((at, self.tests.get(&at)?))) else {
            return Some(vec![Value::number(least)]);
        };
        let (from, step) = (micros(least), micros(apart).max(1));
        let last = micros(most).saturating_sub(from) / step;
        let mut stops: BTreeSet<i64> = BTreeSet::from([0, last]);
        if self.sums.contains(&attribute) {
            stops.extend((0..=last).take(STOPS + 1));
        }
        for number in tests.iter().flat_map(|(_, operand)| numbers_of(operand)) {
            let near = (micros(number).saturating_sub(from)).div_euclid(step);
            stops.extend(
                (near.saturating_sub(1)..=near.saturating_add(2)).filter(|stop| (0..=last).contains(stop)),
            );
        }
        let value = |stop: &i64| Value::number(from_micros(from + stop * step));
        (stops.len() <= STOPS).then(|| stops.iter().map(value).collect())
    }

    /// The values after an answer; what is never compared stays as it was.
    fn apply(&self, step: &Step, answer: &Value, mut values: Vec<Value>) -> Vec<Value> {
        if let Some(attribute) = step.attribute {
            self.set(&mut values, attribute, answer);
        }
        let chosen = step.ask.choices().iter().filter(|choice| names(answer, &choice.id));
        for effect in chosen.flat_map(|choice| &choice.effects) {
            match effect {
                Effect::Set(attribute, value) => self.set(&mut values, *attribute, value),
                Effect::Add(attribute, more) => {
                    let before = values.get(usize::from(*attribute)).map_or(0.0, number);
                    self.set(&mut values, *attribute, &Value::number(before + f64::from(*more)));
                }
                Effect::Vote { .. } | Effect::Exclude { .. } => {}
            }
        }
        values
    }

    fn set(&self, values: &mut [Value], attribute: u16, value: &Value) {
        let Some(tests) = self.tests.get(&attribute) else { return };
        let Some(slot) = values.get_mut(usize::from(attribute)) else { return };
        let is_plain = |(operator, _): &(Operator, &Value)| {
            !matches!(
                operator,
                Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual
            )
        };
        // Texts that nothing names are all alike where nothing asks for their order.
        match value {
            Value::One(Scalar::Text(text))
                if tests.iter().all(is_plain) && !tests.iter().any(|(_, operand)| names(operand, text)) =>
            {
                *slot = Value::text("\u{0}");
            }
            _ => slot.clone_from(value),
        }
    }
}

/// Whether a text is the value, or in the list.
fn names(value: &Value, text: &str) -> bool {
    let is_it = |scalar: &Scalar| matches!(scalar, Scalar::Text(known) if known == text);
    match value {
        Value::One(one) => is_it(one),
        Value::Many(list) => list.iter().any(is_it),
    }
}

fn number(value: &Value) -> f64 {
    if let Value::One(Scalar::Number(number)) = value { *number } else { 0.0 }
}

fn numbers_of(value: &Value) -> Vec<f64> {
    let scalars = match value {
        Value::One(one) => std::slice::from_ref(one),
        Value::Many(list) => list.as_slice(),
    };
    let number = |scalar: &Scalar| if let Scalar::Number(number) = scalar { Some(*number) } else { None };
    scalars.iter().filter_map(number).collect()
}

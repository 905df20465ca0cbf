//! Where a visitor stands in a flow: a pure function of the flow and her events, computed anew whenever someone asks.

use alloc::{vec, vec::Vec};

use crate::{
    condition::NodeId,
    evaluate::{self, Truth},
    flow::{
        Effect, Flow, Outcome, Step,
        answers::{Note, answers, has},
    },
    value::{Scalar, Value},
    visitor::Visitor,
};

/// Where a visitor stands in a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct State<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Whether she began; if not, she stands at the beginning.
    pub is_started: bool,
    /// The answered steps on her path, each with its answer; null where she passed it.
    pub path: Vec<(&'a Step, Value)>,
    /// The step that is to be answered; none where all are.
    pub current: Option<&'a Step>,
    /// Steps on the longest way from here to the result, the current one included.
    pub left: usize,
    /// Answers that could not be used.
    pub notes: Vec<Note<'a>>,
    /// The value of each of the flow's attributes, as far as the path goes.
    pub values: Vec<Value>,
    /// What the chosen options on the path do, in order.
    pub effects: Vec<&'a Effect>,
    /// What it comes to, once every step is answered.
    pub outcome: Option<&'a Outcome>,
    /// Whether the completion was recorded behind the newest answer.
    pub is_recorded: bool,
}

/// Where a visitor stands in a flow. Answers of steps off the path have no effect, and are there again when an edit
/// brings the path back to them.
pub fn state<'a>(flow: &'a Flow, visitor: &'a Visitor) -> State<'a> {
    let answers = answers(flow, visitor);
    let mut state = State {
        flow,
        is_started: answers.is_started,
        path: Vec::new(),
        current: None,
        left: 0,
        notes: answers.notes,
        values: Vec::new(),
        effects: Vec::new(),
        outcome: None,
        is_recorded: answers.is_recorded,
    };
    for path in &flow.attributes {
        state.values.push(if path.starts_with("score.") { Value::number(0.0) } else { Value::NULL });
    }
    let mut at = 0;
    while let Some(step) = flow.steps.get(at) {
        let mut next = step.next;
        if step.relevant.is_none_or(|root| state.holds(root)) {
            let Some(Some(answer)) = answers.given.get(at) else {
                state.current = Some(step);
                state.left = longest(flow, at);
                return state;
            };
            state.apply(step, answer);
            for (root, to) in &step.routes {
                if state.holds(*root) {
                    next = *to;
                    break;
                }
            }
        }
        at = usize::from(next);
    }
    for outcome in &flow.outcomes {
        if outcome.when.is_none_or(|root| state.holds(root)) {
            state.outcome = Some(outcome);
            break;
        }
    }
    state
}

/// Steps on the longest way from a step to the result. Whether a step will be left out is not known before, so all count: going
/// forward, `done + left` never rises and `done` does.
fn longest(flow: &Flow, from: usize) -> usize {
    let mut lengths = vec![0usize; flow.steps.len() + 1];
    for (at, step) in flow.steps.iter().enumerate().skip(from).rev() {
        let mut length = 0;
        for to in step.routes.iter().map(|(_, to)| *to).chain([step.next]) {
            length = length.max(lengths.get(usize::from(to)).copied().unwrap_or(0));
        }
        if let Some(slot) = lengths.get_mut(at) {
            *slot = length + 1;
        }
    }
    lengths.get(from).copied().unwrap_or(0)
}

impl<'a> State<'a> {
    /// Whether a condition holds, as things stand.
    fn holds(&self, root: NodeId) -> bool {
        let nodes = &self.flow.nodes;
        evaluate::truth(nodes, &[], &self.values, &mut vec![None; nodes.len()], root) == Truth::True
    }

    /// Goes over an answered step.
    fn apply(&mut self, step: &'a Step, answer: &Value) {
        if let Some(slot) = step.attribute.and_then(|attribute| self.values.get_mut(usize::from(attribute))) {
            slot.clone_from(answer);
        }
        for choice in step.ask.choices() {
            if has(answer, &choice.id) {
                for effect in &choice.effects {
                    self.take_effect(effect);
                }
            }
        }
        self.path.push((step, answer.clone()));
    }

    fn take_effect(&mut self, effect: &'a Effect) {
        self.effects.push(effect);
        let (Effect::Set(attribute, _) | Effect::Add(attribute, _)) = effect else { return };
        let Some(value) = self.values.get_mut(usize::from(*attribute)) else { return };
        match effect {
            Effect::Add(_, more) => {
                // Sums of so few integers of 32 bits are exact in a double.
                let before = if let Value::One(Scalar::Number(before)) = value { *before } else { 0.0 };
                *value = Value::number(before + f64::from(*more));
            }
            Effect::Set(_, set) => value.clone_from(set),
            Effect::Vote { .. } | Effect::Exclude { .. } => {}
        }
    }
}

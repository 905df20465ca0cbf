//! Where a visitor stands in a flow: a pure function of the flow and her events, computed anew whenever someone asks.

use alloc::vec::Vec;

use crate::{
    condition::NodeId,
    evaluate::{Scope, Truth},
    flow::{
        Effect, Flow, Outcome, Step,
        answers::{Answers, answers, has},
    },
    limits,
    value::{Scalar, Value},
    visitor::Visitor,
};

/// Where a visitor stands in a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct State<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// What she answered, on her path or off it.
    pub answers: Answers<'a>,
    /// Indexes of the answered steps on her path.
    pub path: Vec<usize>,
    /// Index of the step that is to be answered; as many as there are steps: none is.
    pub current: usize,
    /// The value of each of the flow's attributes, as far as the path goes.
    pub values: Vec<Value>,
    /// What the chosen options on the path do, in order.
    pub effects: Vec<&'a Effect>,
    /// What it comes to, once every step is answered.
    pub outcome: Option<&'a Outcome>,
}

/// Where a visitor stands in a flow. Answers of steps off the path have no effect, and are there again when an edit
/// brings the path back to them.
pub fn state<'a>(flow: &'a Flow, visitor: &'a Visitor) -> State<'a> {
    let mut state = State {
        flow,
        answers: answers(flow, visitor),
        path: Vec::new(),
        current: 0,
        values: Vec::new(),
        effects: Vec::new(),
        outcome: None,
    };
    for path in &flow.attributes {
        state.values.push(if path.starts_with("score.") { Value::number(0.0) } else { Value::NULL });
    }
    while let Some(step) = flow.steps.get(state.current) {
        let mut next = step.next;
        if state.holds(step.relevant) {
            let Some(Ok(answer)) = state.answers.given.get(state.current) else { return state };
            apply(step, answer, &mut state.values, &mut state.effects);
            state.path.push(state.current);
            for (root, to) in &step.routes {
                if state.holds(Some(*root)) {
                    next = *to;
                    break;
                }
            }
        }
        state.current = usize::from(next);
    }
    for outcome in &flow.outcomes {
        if state.holds(outcome.when) {
            state.outcome = Some(outcome);
            break;
        }
    }
    state
}

/// Goes over an answered step.
fn apply<'a>(step: &'a Step, answer: &Value, values: &mut [Value], effects: &mut Vec<&'a Effect>) {
    if let Some(value) = step.attribute.and_then(|attribute| values.get_mut(usize::from(attribute))) {
        *value = answer.clone();
    }
    for choice in step.ask.choices() {
        if has(answer, &choice.id) {
            for effect in &choice.effects {
                effects.push(effect);
                take_effect(effect, values);
            }
        }
    }
}

fn take_effect(effect: &Effect, values: &mut [Value]) {
    let (Effect::Set(attribute, _) | Effect::Add(attribute, _)) = effect else { return };
    let Some(value) = values.get_mut(usize::from(*attribute)) else { return };
    *value = match (effect, &value) {
        // Sums of so few integers of 32 bits are exact in a double.
        (Effect::Add(_, more), Value::One(Scalar::Number(before))) => {
            Value::number(before + f64::from(*more))
        }
        (Effect::Add(_, more), _) => Value::number(f64::from(*more)),
        (Effect::Set(_, set), _) => set.clone(),
        _ => return,
    };
}

impl State<'_> {
    /// Whether a condition holds as things stand; no condition always does.
    fn holds(&self, root: Option<NodeId>) -> bool {
        let nodes = &self.flow.nodes;
        let scope = Scope { nodes, segments: &[], attributes: &[], values: &self.values, host: None };
        root.is_none_or(|root| scope.truth(root, None, &mut { limits::FLOW_FUEL }) == Truth::True)
    }

    /// Steps on the longest way from here to the result, the current one included. Whether a step will be left out is not known
    /// before, so all count: going forward, `done + left` never rises and `done` does.
    pub fn left(&self) -> usize {
        let steps = &self.flow.steps;
        // How long it is from each step, the last step first, behind the result itself.
        let mut lengths = Vec::from([0usize]);
        for step in steps.get(self.current..).unwrap_or_default().iter().rev() {
            let mut length = 0;
            for (_, to) in &step.routes {
                length = length.max(length_from(steps.len(), &lengths, *to));
            }
            lengths.push(1 + length.max(length_from(steps.len(), &lengths, step.next)));
        }
        lengths.last().copied().unwrap_or(0)
    }
}

fn length_from(steps: usize, lengths: &[usize], to: u16) -> usize {
    lengths.get(steps.wrapping_sub(usize::from(to))).copied().unwrap_or(0)
}

//! The answers of a run, read from the visitor's events: of each step the newest that still fits, since the newest start.

use alloc::vec::Vec;

use crate::{
    event::Event,
    flow::{Ask, Flow, Step},
    limits,
    value::{Scalar, Value},
    visitor::Visitor,
};

/// An answer, or why there is none: nothing was said, or what is wrong with what was.
pub type Answer<'a> = Result<&'a Value, &'static str>;

/// Nothing was answered yet.
pub const OPEN: &str = "";
/// The flow has no such step.
pub const STEP: &str = "step";
/// The step was another one when it was answered.
pub const REVISION: &str = "revision";
/// What was chosen cannot be chosen, or not so many.
pub const OPTION: &str = "option";
/// That is no answer to such a question.
pub const TYPE: &str = "type";

/// What was answered since the newest start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers<'a> {
    /// Whether there is a start at all; without one nothing was answered.
    pub is_started: bool,
    /// Whether the completion was recorded behind the newest answer.
    pub is_recorded: bool,
    /// The answer of each step; null where a step that may be passed was.
    pub given: Vec<Answer<'a>>,
    /// Ids that were answered and are no steps of the flow, at most as many as it may have steps.
    pub gone: Vec<&'a str>,
}

/// Reads the answers of a flow.
pub(crate) fn answers<'a>(flow: &Flow, visitor: &'a Visitor) -> Answers<'a> {
    let mut answers = Answers::default();
    for _ in &flow.steps {
        answers.given.push(Err(OPEN));
    }
    for event in visitor.events() {
        if text(event, "flow") != flow.name {
            continue;
        }
        match event.name.as_str() {
            "x_flow_start" => {
                answers.is_started = true;
                answers.is_recorded = false;
                answers.gone.clear();
                for given in &mut answers.given {
                    *given = Err(OPEN);
                }
            }
            "x_flow_answer" if answers.is_started => answers.take(flow, event),
            "x_flow_complete" => answers.is_recorded = answers.is_started,
            _ => {}
        }
    }
    answers
}

impl<'a> Answers<'a> {
    fn take(&mut self, flow: &Flow, event: &'a Event) {
        let id = text(event, "step");
        for (step, given) in flow.steps.iter().zip(&mut self.given) {
            if step.id == id {
                let answer = read(step, event);
                // What does not fit costs itself alone: it takes no answer away.
                if matches!(answer, Ok(_) | Err(OPEN)) || given.is_err() {
                    *given = answer;
                    self.is_recorded = false;
                }
                return;
            }
        }
        if self.gone.len() < limits::STEPS && !self.gone.contains(&id) {
            self.gone.push(id);
        }
    }
}

/// The answer of an event, if the step takes it.
fn read<'a>(step: &Step, event: &'a Event) -> Answer<'a> {
    if event.parameter("revision") != Some(&Value::number(step.revision.into())) {
        return Err(REVISION);
    }
    // Too long, or nothing that facts can say.
    let Some(answer) = event.parameter("answer") else { return Err(TYPE) };
    let mut chosen = 0;
    for choice in step.ask.choices() {
        chosen += usize::from(has(answer, &choice.id));
    }
    let is_offered = match (&step.ask, answer) {
        (_, Value::One(Scalar::Null)) if step.required => return Err(OPEN),
        (_, Value::One(Scalar::Null)) => true,
        (Ask::Statement, Value::One(Scalar::Bool(truth))) => *truth,
        (Ask::One(_), Value::One(Scalar::Text(_))) => chosen > 0,
        (Ask::Many { least, most, .. }, Value::Many(list)) => {
            chosen == list.len() && usize::from(*least) <= chosen && chosen <= usize::from(*most)
        }
        (Ask::Number { least, most, .. }, Value::One(Scalar::Number(number))) => {
            least <= number && number <= most
        }
        _ => return Err(TYPE),
    };
    if is_offered { Ok(answer) } else { Err(OPTION) }
}

/// Whether a text is the value, or in the list.
pub(crate) fn has(value: &Value, text: &str) -> bool {
    for scalar in value.scalars() {
        if matches!(scalar, Scalar::Text(known) if known == text) {
            return true;
        }
    }
    false
}

/// The parameter of that name, where it is a text.
fn text<'a>(event: &'a Event, name: &str) -> &'a str {
    match event.parameter(name) {
        Some(Value::One(Scalar::Text(text))) => text,
        _ => "",
    }
}

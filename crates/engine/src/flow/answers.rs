//! The answers of a run, read from the visitor's events: the newest of each step since the newest start, if it still fits.

use alloc::vec::Vec;

use crate::{
    event::{Event, micros},
    flow::{Ask, Flow},
    limits,
    value::{Scalar, Value},
    visitor::Visitor,
};

/// What was answered since the newest start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers<'a> {
    /// Whether there is a start at all; without one nothing was answered.
    pub is_started: bool,
    /// Whether the completion was recorded behind the newest answer.
    pub is_recorded: bool,
    /// The answer of each step: none where it was not answered, null where a step that may be passed was.
    pub given: Vec<Option<Value>>,
    /// Answers that could not be used, newest first, at most as many as a flow may have steps.
    pub notes: Vec<Note<'a>>,
}

/// An answer that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<'a> {
    /// The id of the step that it names; empty where it names none.
    pub step: &'a str,
    /// `step`: the flow has no such step; `revision`: the step was another then; `option`: this cannot be chosen; `type`: that is
    /// no answer to such a question.
    pub problem: &'static str,
}

/// Reads the answers of a flow.
pub(crate) fn answers<'a>(flow: &Flow, visitor: &'a Visitor) -> Answers<'a> {
    let mut answers = Answers::default();
    let mut newest: Vec<&Event> = Vec::new();
    for event in visitor.events().iter().rev() {
        if text(event, "flow") != flow.name {
            continue;
        }
        match event.name.as_str() {
            "x_flow_start" => {
                answers.is_started = true;
                break;
            }
            "x_flow_complete" => answers.is_recorded |= newest.is_empty(),
            "x_flow_answer" => {
                let step = text(event, "step");
                if newest.iter().all(|known| text(known, "step") != step) {
                    newest.push(event);
                }
            }
            _ => {}
        }
    }
    for _ in &flow.steps {
        answers.given.push(None);
    }
    if !answers.is_started {
        answers.is_recorded = false;
        newest.clear();
    }
    for event in newest {
        let step = text(event, "step");
        match read(flow, step, event) {
            Ok((index, answer)) => {
                if let Some(given) = answers.given.get_mut(index) {
                    *given = answer;
                }
            }
            Err(problem) if answers.notes.len() < limits::STEPS => {
                answers.notes.push(Note { step, problem });
            }
            Err(_) => {}
        }
    }
    answers
}

/// The step that an event answers, and how; or what is wrong with it.
fn read(flow: &Flow, id: &str, event: &Event) -> Result<(usize, Option<Value>), &'static str> {
    let index = flow.steps.iter().position(|step| step.id == id).ok_or("step")?;
    let step = flow.steps.get(index).ok_or("step")?;
    if event.parameter("revision") != Some(&Value::number(step.revision.into())) {
        return Err("revision");
    }
    match event.parameter("answer") {
        Some(answer) if !answer.is_null() => Ok((index, Some(accept(&step.ask, answer)?))),
        _ if step.required => Ok((index, None)),
        _ => Ok((index, Some(Value::NULL))),
    }
}

/// The answer in its one form, chosen options in the order of the question; or what is wrong with it.
fn accept(ask: &Ask, answer: &Value) -> Result<Value, &'static str> {
    let mut chosen = Vec::new();
    for choice in ask.choices() {
        if has(answer, &choice.id) {
            chosen.push(Scalar::Text(choice.id.clone()));
        }
    }
    let is_offered = match (ask, answer) {
        (Ask::Statement, Value::One(Scalar::Bool(true))) => true,
        (Ask::One(_), Value::One(Scalar::Text(_))) => !chosen.is_empty(),
        (Ask::Many { least, most, .. }, Value::Many(list)) => {
            let count = chosen.len();
            let is_fit = count == list.len() && usize::from(*least) <= count && count <= usize::from(*most);
            return if is_fit { Ok(Value::Many(chosen)) } else { Err("option") };
        }
        (Ask::Number { least, most, step }, Value::One(Scalar::Number(number))) => {
            let above = micros(*number).saturating_sub(micros(*least));
            least <= number && number <= most && above.checked_rem(micros(*step)) == Some(0)
        }
        _ => return Err("type"),
    };
    if is_offered { Ok(answer.clone()) } else { Err("option") }
}

/// Whether a text is the value, or in the list.
pub(crate) fn has(value: &Value, text: &str) -> bool {
    let is_it = |scalar: &Scalar| matches!(scalar, Scalar::Text(known) if known == text);
    match value {
        Value::One(one) => is_it(one),
        Value::Many(list) => list.iter().any(is_it),
    }
}

/// The parameter of that name, where it is a text.
fn text<'a>(event: &'a Event, name: &str) -> &'a str {
    match event.parameter(name) {
        Some(Value::One(Scalar::Text(text))) => text,
        _ => "",
    }
}

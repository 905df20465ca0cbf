//! What must hold of a flow before anyone is asked: no index dangles, every way leads forward, ids are told apart.

use crate::{
    check::{check_nodes, refers},
    event::micros,
    fault::Fault,
    flow::{Ask, Effect, Flow, Step},
    limits,
};

/// Checks a flow.
pub(crate) fn flow(flow: &Flow) -> Result<(), Fault> {
    let counts = [
        (flow.attributes.len(), limits::FLOW_ATTRIBUTES),
        (flow.nodes.len(), limits::FLOW_NODES),
        (flow.steps.len(), limits::STEPS),
        (flow.outcomes.len(), limits::OUTCOMES),
    ];
    within(&counts)?;
    if !flow.attributes.is_sorted_by(|a, b| a < b) {
        return Err(Fault::Unordered);
    }
    check_nodes(&flow.nodes, &[], flow.attributes.len())?;
    for (index, step) in flow.steps.iter().enumerate() {
        check_step(flow, index, step)?;
        for earlier in flow.steps.iter().take(index) {
            differ(&earlier.id, &step.id)?;
        }
    }
    let mut is_open = true;
    for outcome in &flow.outcomes {
        // Nothing may stand behind the fallback, and nothing but it be last.
        if !is_open {
            return Err(Fault::Inconsistent);
        }
        match outcome.when {
            Some(root) => refers(root, flow.nodes.len())?,
            None => is_open = false,
        }
        within(&[(outcome.picks.len(), limits::RESULT_SLOTS)])?;
        for slot in &outcome.picks {
            within(&[(usize::from(slot.runners_up), limits::LIMIT)])?;
        }
    }
    if is_open { Err(Fault::Inconsistent) } else { Ok(()) }
}

fn check_step(flow: &Flow, index: usize, step: &Step) -> Result<(), Fault> {
    let choices = step.ask.choices();
    within(&[(choices.len(), limits::OPTIONS), (step.routes.len(), limits::ROUTES)])?;
    if let Some(attribute) = step.attribute {
        refers(attribute, flow.attributes.len())?;
    }
    if let Some(root) = step.relevant {
        refers(root, flow.nodes.len())?;
    }
    forward(flow, index, step.next)?;
    for (root, to) in &step.routes {
        refers(*root, flow.nodes.len())?;
        forward(flow, index, *to)?;
    }
    match step.ask {
        Ask::Many { least, most, .. } if least > most => return Err(Fault::Inconsistent),
        // Written so that a bound that is not a number is refused.
        Ask::Number { least, most, step } if !(least <= most && micros(step) > 0) => {
            return Err(Fault::Inconsistent);
        }
        _ => {}
    }
    for (at, choice) in choices.iter().enumerate() {
        for earlier in choices.iter().take(at) {
            differ(&earlier.id, &choice.id)?;
        }
        within(&[(choice.effects.len(), limits::EFFECTS)])?;
        for effect in &choice.effects {
            if let Effect::Set(attribute, _) | Effect::Add(attribute, _) = effect {
                refers(*attribute, flow.attributes.len())?;
            }
        }
    }
    Ok(())
}

/// Whether a way leads to a later step, or to the result.
fn forward(flow: &Flow, from: usize, to: u16) -> Result<(), Fault> {
    refers(to, flow.steps.len() + 1)?;
    if usize::from(to) > from { Ok(()) } else { Err(Fault::Unordered) }
}

fn differ(a: &str, b: &str) -> Result<(), Fault> {
    if a == b { Err(Fault::Unordered) } else { Ok(()) }
}

fn within(counts: &[(usize, usize)]) -> Result<(), Fault> {
    for (count, limit) in counts {
        if count > limit {
            return Err(Fault::OverLimit);
        }
    }
    Ok(())
}

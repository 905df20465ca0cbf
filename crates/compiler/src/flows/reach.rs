//! What no visitor ever meets: steps without a path to them, and steps and outcomes that no answers lead to.

use sillage_engine::flow::Flow as EngineFlow;

use super::{Flow, explore::explore};
use crate::{accept::clip, codes, diagnostic::Report};

/// Reports what is never met, where that is certain.
pub(super) fn check(flow: &Flow, lowered: &EngineFlow, report: &mut Report) {
    let has_path = with_path(lowered);
    let met = explore(lowered);
    for (at, step) in flow.steps.iter().enumerate() {
        let id = clip(&step.id);
        if has_path.get(at) == Some(&false) {
            let help = "name it in a `next` or a route of an earlier step, or remove it";
            report.add(codes::UNREACHABLE_STEP, step.span, format!("no path leads to `{id}`"), help);
        } else if met.as_ref().is_some_and(|met| !met.steps.contains(&at)) {
            let help =
                "look at its `relevant`, and at the routes before it: no answers make them hold together";
            report.add(codes::UNREACHABLE_STEP, step.span, format!("no answers lead to `{id}`"), help);
        }
    }
    let Some(met) = met else { return };
    let conditional = flow.outcomes.iter().enumerate().filter(|(_, outcome)| outcome.is_conditional);
    for (_, outcome) in conditional.filter(|(at, _)| !met.outcomes.contains(at)) {
        let message = format!("no answers lead to `{}`", clip(&outcome.id));
        let help = "its `when` never holds, or an outcome above it always goes first";
        report.add(codes::UNREACHABLE_OUTCOME, outcome.span, message, help);
    }
}

/// For each step whether some path leads to it, whatever the conditions on it are.
fn with_path(flow: &EngineFlow) -> Vec<bool> {
    let mut is_reached = vec![false; flow.steps.len()];
    let mark = |is_reached: &mut Vec<bool>, at: usize| {
        if let Some(reached) = is_reached.get_mut(at) {
            *reached = true;
        }
    };
    mark(&mut is_reached, 0);
    for (at, step) in flow.steps.iter().enumerate() {
        if is_reached.get(at) == Some(&true) {
            let routes = step.routes.iter().map(|(_, to)| *to);
            routes.chain([step.next]).for_each(|to| mark(&mut is_reached, usize::from(to)));
        }
    }
    is_reached
}

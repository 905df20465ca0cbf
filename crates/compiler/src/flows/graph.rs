//! Where a flow can go: every route leads forward.

use super::{Flow, Step, steps::RESULT};
use crate::{accept::clip, campaigns::Placed, codes, diagnostic::Report};

/// Reports routes to nowhere and backwards.
pub(super) fn check(flow: &Flow, report: &mut Report) {
    for (at, step) in flow.steps.iter().enumerate() {
        for to in step.routes.iter().filter_map(|route| route.to.as_ref()).chain(&step.next) {
            check_target(flow, at, to, report);
        }
    }
}

fn check_target(flow: &Flow, at: usize, (id, span): &Placed, report: &mut Report) {
    let Some(found) = position(flow, id) else {
        let later = flow.steps.iter().skip(at + 1).map(|step| step.id.as_str());
        let help = report.did_you_mean(id, later.chain([RESULT]));
        let help = help.unwrap_or_else(|| "write the id of a later step, or `result` to end".to_owned());
        return report.add(codes::UNKNOWN_STEP, *span, format!("there is no step `{}`", clip(id)), help);
    };
    if found <= at {
        let own = flow.steps.get(at).map_or("", |step| step.id.as_str());
        let message = if found == at {
            format!("`{}` leads to itself", clip(id))
        } else {
            format!("`{}` stands before `{}`", clip(id), clip(own))
        };
        let help = "a flow only goes forward: write a later step, or `result` to end";
        report.add(codes::BACKWARD, *span, message, help);
    }
}

/// The index of a step by its id; that behind the last for `result`.
fn position(flow: &Flow, id: &str) -> Option<usize> {
    if id == RESULT {
        return Some(flow.steps.len());
    }
    flow.steps.iter().position(|step| step.id == id)
}

/// Where a step leads, by index, if not to nowhere.
pub(super) fn target(flow: &Flow, to: Option<&Placed>) -> Option<usize> {
    to.and_then(|(id, _)| position(flow, id))
}

/// Where a step leads when no route is taken.
pub(super) fn next(flow: &Flow, at: usize, step: &Step) -> usize {
    target(flow, step.next.as_ref()).unwrap_or(at + 1)
}

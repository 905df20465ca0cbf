//! What comes out: conditions in order, and one outcome for everybody else.

use super::{Flow, conditions::Scope};
use crate::{accept::clip, codes, diagnostic::Report};

/// Reports the mistakes of a flow's outcomes.
pub(super) fn check(flow: &Flow, scope: &Scope, report: &mut Report) {
    for when in flow.outcomes.iter().filter_map(|outcome| outcome.when) {
        scope.check(when, flow.steps.len(), report);
    }
    let fallback = flow.outcomes.iter().position(|outcome| !outcome.is_conditional);
    let Some((at, first)) = fallback.and_then(|at| Some((at, flow.outcomes.get(at)?))) else {
        if let Some(last) = flow.outcomes.last() {
            let message = format!("`{}` is the last outcome and has a `when`", clip(&last.id));
            let help = "write an outcome without `when` behind it, for everybody else";
            report.add(codes::NO_FALLBACK_OUTCOME, last.span, message, help);
        }
        return;
    };
    for outcome in flow.outcomes.iter().skip(at + 1) {
        let message =
            format!("`{}` stands behind `{}`, which has no `when`", clip(&outcome.id), clip(&first.id));
        let help = format!("move `{}` to the end, or give it a `when`", clip(&first.id));
        report.add(codes::BEHIND_FALLBACK, outcome.span, message, help);
    }
}

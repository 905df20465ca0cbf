//! A flow as a whole: how much there is of everything, and the texts it names.

use sillage_engine::limits;

use super::{Choice, Flow, conditions::Scope, graph, outcomes, steps};
use crate::{accept::clip, campaigns::Placed, codes, diagnostic::Report, lower::Source, yaml::Span};

/// Reports every mistake of a flow; false where there is so much of something that looking closer is of no use.
pub(super) fn check(flow: &Flow, source: &Source, report: &mut Report) -> bool {
    if !check_counts(flow, report) {
        return false;
    }
    report_empty("step", flow.steps.len(), flow.steps_span, report);
    report_empty("outcome", flow.outcomes.len(), flow.outcomes_span, report);
    for key in flow.texts() {
        check_text(source, key, report);
    }
    let scope = Scope::of(flow, source);
    for (at, step) in flow.steps.iter().enumerate() {
        steps::check(step, source, report);
        scope.check_step(at, step, report);
    }
    graph::check(flow, report);
    outcomes::check(flow, &scope, report);
    true
}

/// Whether everything is within its limit; reports what is not.
fn check_counts(flow: &Flow, report: &mut Report) -> bool {
    let mut fits = within("steps", flow.steps.len(), limits::STEPS, flow.steps_span, report);
    fits &= within("outcomes", flow.outcomes.len(), limits::OUTCOMES, flow.outcomes_span, report);
    let attributes = flow.attributes().len();
    fits &= within("answers and scores", attributes, limits::FLOW_ATTRIBUTES, flow.span, report);
    for step in &flow.steps {
        fits &= within("options", step.options.len(), limits::OPTIONS, step.span, report);
        fits &= within("routes", step.routes.len(), limits::ROUTES, step.span, report);
        for option in &step.options {
            fits &= within("effects", option.effects(), limits::EFFECTS, option.span, report);
        }
    }
    for outcome in &flow.outcomes {
        fits &= within("picks", outcome.picks.len(), limits::RESULT_SLOTS, outcome.span, report);
    }
    fits
}

/// Whether there is not too much of something; reports it if there is.
pub(super) fn within(what: &str, count: usize, limit: usize, place: Span, report: &mut Report) -> bool {
    if count > limit {
        let message = format!("there are {count} {what}");
        report.add(codes::OVER_LIMIT, place, message, format!("there may be at most {limit}"));
    }
    count <= limit
}

fn report_empty(what: &str, count: usize, place: Span, report: &mut Report) {
    if count == 0 {
        let help = format!("write at least one {what}");
        report.add(codes::TOO_FEW, place, format!("`{what}s` is empty"), help);
    }
}

impl Choice<'_> {
    /// How many things choosing it changes beside its step's attribute.
    pub(super) fn effects(&self) -> usize {
        self.votes.len() + self.excludes.len() + self.adds.len() + self.sets.len()
    }
}

/// Reports a key without a text.
pub(crate) fn check_text(source: &Source, (key, span): &Placed, report: &mut Report) {
    if source.copy.first().is_some_and(|(_, texts)| texts.contains_key(key)) {
        return;
    }
    let keys = source.copy.iter().flat_map(|(_, texts)| texts.keys().map(String::as_str));
    let locale = source.project.locales.first().map_or("en", |(locale, _)| locale.as_str());
    let help = report.did_you_mean(key, keys).unwrap_or_else(|| {
        format!("put the words in copy/{locale}.yaml under a key, and write the key here")
    });
    report.add(codes::UNKNOWN_COPY_KEY, *span, format!("there is no text `{}`", clip(key)), help);
}

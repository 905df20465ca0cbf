//! What a device remembers, and what a condition takes for granted about it.

use sillage_engine::{
    condition::Node,
    rules::{Aggregate, Bucket, Window},
    value::Value,
};

use super::{
    clauses::{Clause, Conjunction},
    gates::Goal,
    program::{Program, Variable},
    search::Answer,
};
use crate::{
    attributes::is_of_flows, codes, diagnostic::Report, lower::Source, matching::holds, time::DAY,
    traits::Trait,
};

/// Days a device remembers at most.
const DAYS: u64 = 400;
/// Shorter windows are a matter of the visit, not of history.
const SHORT: u64 = 2 * DAY;

/// Reports windows longer than the memory, and conditions that take a visitor of whom nothing is known for one who did nothing.
pub(super) fn report(source: &Source, program: &mut Program, report: &mut Report) {
    for computed in &source.traits {
        if let Some(length) = rolling(computed.parts.window)
            && length > DAYS * DAY
        {
            let message = format!(
                "`{}` looks back {} days, and a device remembers {DAYS}",
                computed.path,
                length / DAY
            );
            report.add(
                codes::WINDOW_OVER_MEMORY,
                computed.span,
                message,
                format!("write `within: {DAYS}d` or less"),
            );
        }
    }
    let segments = std::mem::take(&mut program.segments);
    let campaigns = std::mem::take(&mut program.campaigns);
    let of_segments = segments.iter().map(|segment| &segment.condition);
    for condition in of_segments.chain(campaigns.iter().filter_map(|campaign| campaign.audience.as_ref())) {
        report_not_done(program, condition, report);
    }
    program.segments = segments;
    program.campaigns = campaigns;
}

/// Reports a condition that asks for something not done, holds for a visitor who is seen for the first time, and says nothing of
/// a trait over all time, by which its author would show that this is meant.
fn report_not_done(program: &mut Program, condition: &Conjunction, report: &mut Report) {
    let Some(clause) = condition.clauses.iter().find(|clause| is_not_done(program, clause)) else { return };
    let is_of_all_time = |variable: &Variable| {
        variable
            .computed
            .is_some_and(|computed| computed.cases.is_empty() && computed.parts.window == Window::ALL)
    };
    let read = program.read_by(condition.root);
    if read.iter().filter_map(|variable| program.variables.get(*variable)).any(is_of_all_time) {
        return;
    }
    let is_of_the_past = |variable: &Variable| variable.computed.is_some() || is_of_flows(&variable.path);
    let Answer::Found(given) = program.ask_of(&[Goal::holds(condition.root)], &is_of_the_past) else {
        return;
    };
    let message = format!("`{}` also holds for a visitor of whom nothing is remembered yet", clause.words());
    let help = "ask for something she did before as well; if newcomers are meant, say so with a trait without `within`";
    let witness = program.witness(&given, None);
    report.add_example(codes::NOT_DONE, clause.span, message, help, witness);
}

/// Whether a clause wants a count over more than a visit to be zero.
fn is_not_done(program: &Program, clause: &Clause) -> bool {
    let Some(Node::Test { attribute, operator, operand }) = program.nodes.get(clause.root as usize) else {
        return false;
    };
    let computed = program.variables.get(usize::from(*attribute)).and_then(|variable| variable.computed);
    let is_long = |window| rolling(window).is_some_and(|length| length > SHORT);
    let is_count =
        |computed: &&Trait| computed.cases.is_empty() && computed.parts.aggregate == Aggregate::Count;
    computed.filter(is_count).is_some_and(|computed| is_long(computed.parts.window))
        && holds(&Value::number(0.0), *operator, operand)
        && !holds(&Value::number(1.0), *operator, operand)
}

/// The length of a window of milliseconds, or of days.
fn rolling(window: Window) -> Option<u64> {
    let width = match window.bucket {
        Bucket::Every(width) => width,
        Bucket::Day => DAY,
        _ => return None,
    };
    width.checked_mul(window.length).filter(|length| *length > 0)
}

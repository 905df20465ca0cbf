//! The report as a terminal shows it.

use super::{
    number::{change, count, percent, probability, range},
    report::{ArmReport, ExperimentReport, Guardrail, GuardrailVerdict, Report, SwitchbackReport},
    statistics::{
        CONFIDENCE, Estimate,
        permutation::Randomisation,
        power::{self, Plan},
    },
};
use crate::columns::columns;

/// The whole report.
pub fn as_text(report: &Report) -> String {
    let mut text = format!("{} rows read", count(report.rows));
    if report.rows_left_out > 0 {
        text.push_str(&format!(", {} that cannot be read left out", report.rows_left_out));
    }
    text.push('\n');
    for remark in &report.remarks {
        text.push_str(&format!("note: {remark}\n"));
    }
    for experiment in &report.experiments {
        text.push_str(&one(experiment, report.currency.as_deref().unwrap_or_default()));
    }
    text
}

fn one(found: &ExperimentReport, currency: &str) -> String {
    let mut text = format!("\nexperiment `{}` in slot `{}`, goal `{}`\n", found.name, found.slot, found.goal);
    let users = if found.switchback.is_some() { "users of all blocks" } else { "users" };
    text.push_str(&format!(
        "  {users}: {}; {} more saw several arms and are left out\n",
        count(found.users),
        count(found.excluded)
    ));
    text.push_str(&split(found));
    text.push_str(&columns(2, &arms(found, currency)));
    text.push('\n');
    if let Some(said) = several(found) {
        text.push_str(&format!("  {said}\n"));
    }
    if let Some(lift) = found.against_holdout {
        text.push_str(&format!(
            "  all arms together against the holdout: {} {}, revenue {}\n",
            found.goal,
            shown(lift.rate),
            shown(lift.revenue)
        ));
    }
    text.push_str(&guardrails(found));
    text.push('\n');
    text.push_str(&sources(found));
    if let Some(switchback) = &found.switchback {
        text.push_str(&by_blocks(found, switchback));
    }
    text.push_str(&found.plan.map_or_else(String::new, |plan| sensitivity(&plan)));
    text
}

/// Several arms have several chances to look better than the control.
pub(super) fn several(found: &ExperimentReport) -> Option<String> {
    let many = found.arms.iter().filter(|arm| arm.lift.is_some()).count();
    (many > 1).then(|| {
        format!("{many} arms are compared with one control, each at 95 % by itself, not all together")
    })
}

fn split(found: &ExperimentReport) -> String {
    let Some(ratio) = found.ratio else {
        let unchecked = "  split: not checked, as its weights depend on the visitor\n".to_owned();
        return found.withheld.as_ref().map_or(unchecked, |why| format!("  no lift is told: {why}\n"));
    };
    let numbers = format!("chi-square {:.2}, p = {}", ratio.statistic.min(1e6), probability(ratio.p));
    let mut text = if ratio.passed {
        format!("  split: as planned ({numbers})\n")
    } else {
        format!(
            "  THE SPLIT IS WRONG ({numbers}): users of some arm were lost or moved, so arms cannot be compared\n"
        )
    };
    if let Some(why) = &found.withheld {
        text.push_str(&format!("  no lift is told: {why}\n"));
    }
    text
}

fn arms(found: &ExperimentReport, currency: &str) -> Vec<Vec<String>> {
    let revenue = format!("{currency} a user");
    let header = [
        "arm",
        "users",
        "planned",
        "seen",
        &found.goal,
        "95 %",
        "lift",
        "95 %",
        revenue.trim(),
        "lift",
        "95 %",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(found.arms.iter().map(arm_row));
    rows
}

fn arm_row(arm: &ArmReport) -> Vec<String> {
    let shown_share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), percent);
    let rate = arm.rate_interval.map_or_else(
        || "-".to_owned(),
        |interval| format!("{:.2} to {:.2} %", interval.low * 100.0, interval.high * 100.0),
    );
    let [lift, lift_range] = pair(arm.lift.and_then(|lift| lift.rate));
    let [revenue, revenue_range] = pair(arm.lift.and_then(|lift| lift.revenue));
    vec![
        arm.name.clone(),
        count(arm.users),
        shown_share(arm.planned),
        shown_share(arm.share),
        percent(arm.rate),
        rate,
        lift,
        lift_range,
        format!("{:.2}", arm.revenue),
        revenue,
        revenue_range,
    ]
}

fn pair(estimate: Option<Estimate>) -> [String; 2] {
    estimate.map_or_else(
        || ["-".to_owned(), "-".to_owned()],
        |estimate| [change(estimate.value), range(&estimate)],
    )
}

fn shown(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(
        || "too little to tell".to_owned(),
        |estimate| format!("{} ({})", change(estimate.value), range(&estimate)),
    )
}

fn guardrails(found: &ExperimentReport) -> String {
    let mut rows = vec![["guardrail", "arm", "value", "change", "95 %", ""].map(str::to_owned).to_vec()];
    let first = found.arms.first().map_or(&[][..], |arm| &arm.guardrails);
    for place in 0..first.len() {
        for arm in &found.arms {
            if let Some(guardrail) = arm.guardrails.get(place) {
                rows.push(guardrail_row(&arm.name, guardrail));
            }
        }
    }
    columns(2, &rows)
}

fn guardrail_row(arm: &str, guardrail: &Guardrail) -> Vec<String> {
    let value = if guardrail.is_share { percent(guardrail.value) } else { format!("{:.2}", guardrail.value) };
    let verdict = match guardrail.verdict {
        GuardrailVerdict::Worse => "WORSE",
        GuardrailVerdict::Better => "better",
        GuardrailVerdict::NoChangeSeen => "no change seen",
        GuardrailVerdict::NotCompared => "",
    };
    let [moved, moved_range] = pair(guardrail.change);
    vec![guardrail.name.to_owned(), arm.to_owned(), value, moved, moved_range, verdict.to_owned()]
}

fn sources(found: &ExperimentReport) -> String {
    if found.sources.is_empty() {
        return String::new();
    }
    let level = format!("{:.2} %", found.sources_confidence * 100.0);
    let header = ["source", "arm", "users", &found.goal, "lift", &level, "revenue a user"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for source in &found.sources {
        for (arm, numbers) in found.arms.iter().zip(&source.arms) {
            let [lift, lift_range] = pair(numbers.lift);
            rows.push(vec![
                source.source.clone(),
                arm.name.clone(),
                count(numbers.users),
                percent(numbers.rate),
                lift,
                lift_range,
                format!("{:.2}", numbers.revenue),
            ]);
        }
    }
    let many = found.sources.len() * (found.arms.len() - 1);
    let said = if many > 1 && found.withheld.is_none() {
        format!("  {many} comparisons: each interval is one of {level}, so that all hold together at 95 %\n")
    } else {
        String::new()
    };
    columns(2, &rows) + &said
}

fn by_blocks(found: &ExperimentReport, switchback: &SwitchbackReport) -> String {
    let mut text = format!(
        "  {} blocks with users; {} exposures off the schedule are left out\n",
        switchback.blocks.len(),
        count(switchback.off_schedule)
    );
    let others = found.arms.iter().filter(|arm| arm.name != found.control);
    for (arm, test) in others.zip(&switchback.tests) {
        text.push_str(&format!("  {}\n", tested(&arm.name, found, test.as_ref())));
    }
    text
}

/// What the test of one arm by blocks found.
pub(super) fn tested(arm: &str, found: &ExperimentReport, test: Option<&Randomisation>) -> String {
    let Some(test) = test else { return format!("`{arm}`: too few blocks for a test") };
    format!(
        "`{arm}` against `{}`: {:+.2} points of {} ({:+.2} to {:+.2}), randomisation test p = {} over {} {} assignments",
        found.control,
        test.effect.value * 100.0,
        found.goal,
        test.effect.interval.low * 100.0,
        test.effect.interval.high * 100.0,
        probability(test.p),
        if test.exact { "all" } else { "drawn" },
        count(test.assignments)
    )
}

/// The smallest effect that can be found.
pub fn sensitivity(plan: &Plan) -> String {
    let base = format!("{} users an arm at a rate of {}", count(plan.users as u64), percent(plan.rate));
    match plan.detectable {
        Some(lift) => {
            format!("  sensitivity: {base} find a lift of {} in 80 % of experiments\n", change(lift))
        }
        None => format!("  sensitivity: {base} do not even find a doubled rate in 80 % of experiments\n"),
    }
}

/// The smallest effect that can be found, and how many users some effects want.
pub fn plan(plan: &Plan, arms: u32, lifts: &[f64]) -> String {
    let mut rows = vec![["lift", "users an arm", "in all"].map(str::to_owned).to_vec()];
    for lift in lifts {
        let users = power::users(plan.rate, *lift, CONFIDENCE).map(|users| users.ceil() as u64);
        let cell = |users: Option<u64>| users.map_or_else(|| "-".to_owned(), count);
        let all = users.map(|users| users.saturating_mul(arms.into()));
        rows.push(vec![change(*lift), cell(users), cell(all)]);
    }
    sensitivity(plan).trim_start().to_owned() + &columns(0, &rows)
}

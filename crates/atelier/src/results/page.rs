//! The report as one page of HTML.

use super::{
    number::{change, count, percent, probability, range},
    report::{ArmReport, ExperimentReport, GuardrailVerdict, Report, SwitchbackReport},
    statistics::Estimate,
    text::{sensitivity, several},
};
use crate::page::{
    Cell,
    Column::{Name, Number},
    document, heading, paragraph,
    plot::{Bar, Dot, Reach, bars, dots, reaches},
    table,
};

/// The whole report.
pub fn as_page(report: &Report) -> String {
    let mut body = paragraph("faint", &format!("{} rows read", count(report.rows)));
    if report.rows_left_out > 0 {
        body += &paragraph("bad", &format!("{} rows cannot be read and are left out", report.rows_left_out));
    }
    for remark in &report.remarks {
        body += &paragraph("faint", &format!("Note: {remark}."));
    }
    for experiment in &report.experiments {
        body += &one(experiment, report.currency.as_deref().unwrap_or_default());
    }
    document("What experiments did", &body)
}

fn one(found: &ExperimentReport, currency: &str) -> String {
    let mut html = heading(2, &found.name);
    html += &paragraph(
        "faint",
        &format!("Slot {}, goal {}, compared with {}.", found.slot, found.goal, found.control),
    );
    let excluded = match found.excluded {
        0 => String::new(),
        excluded => format!(" {} more saw several arms and are left out.", count(excluded)),
    };
    html += &paragraph("", &format!("{} users.{excluded}", count(found.users)));
    html += &split(found);
    let compared = lifts(found) + &arms(found, currency);
    html +=
        &if found.withheld.is_some() { format!("<div class=\"grey\">{compared}</div>\n") } else { compared };
    if let Some(said) = several(found) {
        html += &paragraph("faint", &format!("{said}."));
    }
    if let Some(switchback) = &found.switchback {
        html += &by_blocks(found, switchback);
    }
    html += &guardrails(found);
    html += &sources(found);
    html + &found.plan.map_or_else(String::new, |plan| {
        paragraph("faint", &format!("{}.", sensitivity(&plan).trim().replacen('s', "S", 1)))
    })
}

fn split(found: &ExperimentReport) -> String {
    let Some(ratio) = found.ratio else {
        let unchecked = "The split is not checked, as its weights depend on the visitor.".to_owned();
        let said = found.withheld.as_ref().map_or(unchecked, |why| format!("No lift is told: {why}."));
        return paragraph("faint", &said);
    };
    let p = probability(ratio.p);
    let said = if ratio.passed {
        paragraph("", &format!("Users were split as planned (χ², p = {p})."))
    } else {
        let text = format!(
            "The split is wrong (χ², p = {p}). Users of some arm were lost or moved, so the arms cannot be compared, and no lift \
             is told."
        );
        paragraph("alarm", &text)
    };
    let bar = |arm: &ArmReport| {
        let (share, planned) = (arm.share?, arm.planned?);
        let text = format!("{} users, {}, planned {}", count(arm.users), percent(share), percent(planned));
        Some(Bar { label: arm.name.clone(), value: share, text, mark: Some(planned) })
    };
    said + &bars(
        "Users of each arm, and the share that was planned",
        &found.arms.iter().filter_map(bar).collect::<Vec<_>>(),
    )
}

/// Lifts with their intervals; nothing where none is told.
fn lifts(found: &ExperimentReport) -> String {
    let mut rows = Vec::new();
    for arm in &found.arms {
        if let Some(lift) = arm.lift {
            rows.push(reach(format!("{}: {}", arm.name, found.goal), lift.rate));
            rows.push(reach(format!("{}: revenue a user", arm.name), lift.revenue));
        }
    }
    if let Some(lift) = found.against_holdout {
        rows.push(reach("all arms, against the holdout".to_owned(), lift.rate));
    }
    let plot = reaches("Lift against the control with its 95 % interval", &rows, change);
    if plot.is_empty() { plot } else { heading(3, "Lift, with its 95 % interval") + &plot }
}

fn reach(label: String, estimate: Option<Estimate>) -> Reach {
    let ends = estimate.map(|found| [found.interval.low, found.value, found.interval.high]);
    Reach { label, ends, text: shown(estimate) }
}

fn shown(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(|| "–".to_owned(), |found| format!("{} ({})", change(found.value), range(&found)))
}

fn arms(found: &ExperimentReport, currency: &str) -> String {
    let columns = [
        Name("arm"),
        Number("users"),
        Number("converted"),
        Number("rate"),
        Number("95 %"),
        Number("lift of the rate"),
        Number("revenue a user"),
        Number("lift of revenue"),
    ];
    let row = |arm: &ArmReport| -> Vec<Cell> {
        let interval = arm.rate_interval.map_or_else(
            || "–".to_owned(),
            |interval| format!("{:.2} to {:.2} %", interval.low * 100.0, interval.high * 100.0),
        );
        vec![
            arm.name.clone().into(),
            count(arm.users).into(),
            count(arm.conversions).into(),
            percent(arm.rate).into(),
            interval.into(),
            shown(arm.lift.and_then(|lift| lift.rate)).into(),
            format!("{:.2} {currency}", arm.revenue).into(),
            shown(arm.lift.and_then(|lift| lift.revenue)).into(),
        ]
    };
    table(&columns, &found.arms.iter().map(row).collect::<Vec<_>>())
}

fn guardrails(found: &ExperimentReport) -> String {
    let columns = [Name("guardrail"), Name("arm"), Number("value"), Number("change"), Name("")];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let many = found.arms.first().map_or(0, |arm| arm.guardrails.len());
    let pairs = (0..many).flat_map(|place| found.arms.iter().map(move |arm| (place, arm)));
    for (place, arm) in pairs {
        let Some(guardrail) = arm.guardrails.get(place) else { continue };
        let value =
            if guardrail.is_share { percent(guardrail.value) } else { format!("{:.2}", guardrail.value) };
        let verdict = match guardrail.verdict {
            GuardrailVerdict::Worse => Cell::bad("worse"),
            GuardrailVerdict::Better => Cell::good("better"),
            GuardrailVerdict::NoChangeSeen => "no change seen".into(),
            GuardrailVerdict::NotCompared => "".into(),
        };
        rows.push(vec![
            guardrail.name.into(),
            arm.name.clone().into(),
            value.into(),
            shown(guardrail.change).into(),
            verdict,
        ]);
    }
    heading(3, "Guardrails") + &table(&columns, &rows)
}

fn sources(found: &ExperimentReport) -> String {
    let columns = [
        Name("source / medium"),
        Name("arm"),
        Number("users"),
        Number("rate"),
        Number("lift"),
        Number("revenue a user"),
    ];
    let (mut rows, mut plotted): (Vec<Vec<Cell>>, Vec<Reach>) = (Vec::new(), Vec::new());
    for source in &found.sources {
        for (arm, numbers) in found.arms.iter().zip(&source.arms) {
            rows.push(vec![
                source.source.clone().into(),
                arm.name.clone().into(),
                count(numbers.users).into(),
                percent(numbers.rate).into(),
                shown(numbers.lift).into(),
                format!("{:.2}", numbers.revenue).into(),
            ]);
            if numbers.lift.is_some() {
                plotted.push(reach(format!("{}: {}", source.source, arm.name), numbers.lift));
            }
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let said = format!(
        "Each interval is one of {:.2} %, so that all of this table hold together at 95 % (Bonferroni).",
        found.sources_confidence * 100.0
    );
    heading(3, "By traffic source")
        + &paragraph("faint", &said)
        + &reaches("Lift of the conversion rate by traffic source", &plotted, change)
        + &table(&columns, &rows)
}

fn by_blocks(found: &ExperimentReport, switchback: &SwitchbackReport) -> String {
    let control = found.arms.iter().position(|arm| arm.name == found.control);
    let dot =
        |block: &super::report::BlockReport| Dot { value: block.rate, is_other: Some(block.arm) == control };
    let mut html = heading(3, "Blocks of time");
    let said = format!(
        "{} blocks with users, in the order of time; those of {} in the second colour. {} exposures off the schedule are left out.",
        switchback.blocks.len(),
        found.control,
        count(switchback.off_schedule)
    );
    html += &paragraph("faint", &said);
    html += &dots(
        "Conversion rate of each block",
        &switchback.blocks.iter().map(dot).collect::<Vec<_>>(),
        percent,
    );
    let others = found.arms.iter().filter(|arm| arm.name != found.control);
    for (arm, test) in others.zip(&switchback.tests) {
        html += &paragraph("", &super::text::tested(&arm.name, found, test.as_ref()));
    }
    html
}

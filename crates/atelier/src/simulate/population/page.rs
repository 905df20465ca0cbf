//! The report as one page of HTML.

use super::{
    report::{Balance, DifferenceReport, Overlap, Report},
    text::sentence,
};
use crate::{
    page::{
        Cell,
        Column::{Name, Number},
        document, heading, paragraph,
        plot::{Bar, bars},
        table,
    },
    results::number::{count, percent, probability},
};

/// Bars and overlaps drawn; tables below them hold more.
const DRAWN: usize = 12;

/// Rows of the tables that grow with the square.
const ROWS: usize = 100;

/// The whole report.
pub fn as_page(report: &Report) -> String {
    let mut body = paragraph(
        "",
        &format!(
            "{} shoppers looked at {} pages; {} slots were decided. Seed {}.",
            count(report.shoppers),
            count(report.pages),
            count(report.decisions),
            report.seed
        ),
    );
    if !report.made_up.is_empty() {
        body += &paragraph(
            "faint",
            &format!(
                "No log tells these, so 30 % of shoppers each got a value that some condition names: {}.",
                report.made_up.join(", ")
            ),
        );
    }
    if let Some(differences) = &report.differences {
        body += &compared(differences);
    }
    body += &segments(report);
    body += &campaigns(report);
    body += &slots(report);
    body += &pressure(report);
    report.experiments.iter().for_each(|balance| body += &experiment(balance));
    document("Whom this project reaches", &body)
}

fn segments(report: &Report) -> String {
    let bar = |found: &super::report::SegmentReach| Bar {
        label: found.segment.clone(),
        value: found.share,
        text: percent(found.share),
        mark: None,
    };
    let columns = [Name("segment"), Number("shoppers"), Number("of all"), Number("of pages")];
    let row = |found: &super::report::SegmentReach| -> Vec<Cell> {
        let reached = if found.shoppers == 0 { Cell::bad("0") } else { count(found.shoppers).into() };
        vec![
            found.segment.clone().into(),
            reached,
            percent(found.share).into(),
            percent(found.share_of_pages).into(),
        ]
    };
    if report.segments.is_empty() {
        return String::new();
    }
    heading(2, "Segments")
        + &bars(
            "Share of shoppers who ever were in each segment",
            &report.segments.iter().take(DRAWN).map(bar).collect::<Vec<_>>(),
        )
        + &table(&columns, &report.segments.iter().map(row).collect::<Vec<_>>())
        + &overlaps("Segments that share shoppers", &report.segment_overlaps)
}

fn overlaps(title: &'static str, overlaps: &[Overlap]) -> String {
    let columns = [Name("one"), Name("another"), Number("shoppers of both"), Number("of the smaller")];
    let row = |found: &Overlap| -> Vec<Cell> {
        vec![
            found.first.clone().into(),
            found.second.clone().into(),
            count(found.shoppers).into(),
            percent(found.share_of_smaller).into(),
        ]
    };
    let table = table(&columns, &overlaps.iter().take(ROWS).map(row).collect::<Vec<_>>());
    if table.is_empty() { table } else { format!("<details><summary>{title}</summary>\n{table}</details>\n") }
}

fn campaigns(report: &Report) -> String {
    let columns = [
        Name("slot"),
        Name("campaign"),
        Number("shoppers"),
        Number("of all"),
        Number("of the slot's decisions"),
        Number("applied"),
    ];
    let row = |found: &super::report::CampaignReach| -> Vec<Cell> {
        let reached = match (found.decisions, found.share_applied > 0.0) {
            (0, true) => Cell::bad("none: others go first"),
            (0, false) => Cell::bad("none: never applies"),
            _ => count(found.shoppers).into(),
        };
        vec![
            found.slot.clone().into(),
            found.campaign.clone().into(),
            reached,
            percent(found.share).into(),
            percent(found.share_of_decisions).into(),
            percent(found.share_applied).into(),
        ]
    };
    if report.campaigns.is_empty() {
        return String::new();
    }
    let mut most: Vec<&super::report::CampaignReach> = report.campaigns.iter().collect();
    most.sort_by_key(|found| std::cmp::Reverse(found.shoppers));
    let bar = |found: &&super::report::CampaignReach| Bar {
        label: found.campaign.clone(),
        value: found.share,
        text: percent(found.share),
        mark: None,
    };
    heading(2, "Campaigns")
        + &bars(
            "Share of shoppers who saw each campaign",
            &most.iter().take(DRAWN).map(bar).collect::<Vec<_>>(),
        )
        + &table(&columns, &report.campaigns.iter().map(row).collect::<Vec<_>>())
        + &overlaps("Campaigns of one slot that applied at once", &report.campaign_overlaps)
}

fn slots(report: &Report) -> String {
    let columns = [
        Name("slot"),
        Number("decisions"),
        Number("campaign"),
        Number("own items"),
        Number("default"),
        Number("too little to show"),
        Number("exposures a shopper"),
    ];
    let row = |found: &super::report::SlotReport| -> Vec<Cell> {
        vec![
            found.slot.clone().into(),
            count(found.decisions).into(),
            percent(found.campaign).into(),
            percent(found.strategy).into(),
            percent(found.default).into(),
            percent(found.too_little).into(),
            format!("{:.2}", found.exposures).into(),
        ]
    };
    let bar = |found: &super::report::SlotReport| Bar {
        label: found.slot.clone(),
        value: found.default,
        text: format!("{} default", percent(found.default)),
        mark: None,
    };
    heading(2, "Slots")
        + &bars(
            "Share of decisions that left the default content",
            &report.slots.iter().map(bar).collect::<Vec<_>>(),
        )
        + &table(&columns, &report.slots.iter().map(row).collect::<Vec<_>>())
}

fn pressure(report: &Report) -> String {
    let found = &report.pressure;
    let said = if found.is_promotions {
        "Promotions seen by a shopper in a week in which she comes.".to_owned()
    } else {
        "No cap on promotions names any campaign, so all campaigns count: those seen by a shopper in a week in which she comes.".to_owned()
    };
    let numbers = format!(
        "{:.2} on average; {} in half of the weeks or fewer, {} in nine of ten or fewer, {} at most.",
        found.mean, found.median, found.ninth_decile, found.most
    );
    heading(2, "Promotion pressure")
        + &paragraph("faint", &said)
        + &paragraph("", &numbers)
        + &bars("Weeks of shoppers by exposures", &histogram(&found.histogram, found.weeks))
}

/// At most ten bars: single numbers where they are few, else ranges of one width.
fn histogram(counts: &[u64], all: u64) -> Vec<Bar> {
    let width = counts.len().div_ceil(10).max(1);
    let bar = |(index, weeks): (usize, &[u64])| {
        let (from, to) = (index * width, index * width + weeks.len() - 1);
        let sum: u64 = weeks.iter().sum();
        let share = if all == 0 { 0.0 } else { sum as f64 / all as f64 };
        let label = if from == to { from.to_string() } else { format!("{from} to {to}") };
        Bar {
            label: format!("{label} exposures"),
            value: share,
            text: format!("{} of weeks", percent(share)),
            mark: None,
        }
    };
    counts.chunks(width).enumerate().map(bar).collect()
}

fn experiment(balance: &Balance) -> String {
    let arms: u64 = balance.variants.iter().filter(|arm| arm.planned.is_some()).map(|arm| arm.shoppers).sum();
    let share = |shoppers: u64| if arms == 0 { 0.0 } else { shoppers as f64 / arms as f64 };
    let bar = |arm: &super::report::VariantReach| {
        let planned = arm.planned?;
        let text = format!(
            "{} shoppers, {}, planned {}",
            count(arm.shoppers),
            percent(share(arm.shoppers)),
            percent(planned)
        );
        Some(Bar { label: arm.variant.clone(), value: share(arm.shoppers), text, mark: Some(planned) })
    };
    let said = match balance.ratio {
        Some(ratio) if ratio.passed => {
            paragraph("", &format!("Dealt as planned (χ², p = {}).", probability(ratio.p)))
        }
        Some(ratio) => {
            paragraph("alarm", &format!("Not dealt as planned (χ², p = {}).", probability(ratio.p)))
        }
        None => String::new(),
    };
    let columns = [Name("variant"), Number("shoppers")];
    let row = |arm: &super::report::VariantReach| -> Vec<Cell> {
        vec![arm.variant.clone().into(), count(arm.shoppers).into()]
    };
    heading(2, &format!("Experiment of {}", balance.campaign))
        + &said
        + &bars("Shoppers of each arm", &balance.variants.iter().filter_map(bar).collect::<Vec<_>>())
        + &table(&columns, &balance.variants.iter().map(row).collect::<Vec<_>>())
}

fn compared(found: &DifferenceReport) -> String {
    let said = format!(
        "{} of {} decisions show something else, {} more show the same campaign with other content. {} shoppers notice.",
        count(found.changed),
        count(found.decisions),
        count(found.other_content),
        count(found.shoppers)
    );
    let columns = [Name("slot"), Name("before"), Name("now"), Number("shoppers"), Number("decisions")];
    let row = |change: &super::report::ChangeReport| -> Vec<Cell> {
        vec![
            change.slot.clone().into(),
            change.from.replace('`', "").into(),
            change.to.replace('`', "").into(),
            count(change.shoppers).into(),
            count(change.decisions).into(),
        ]
    };
    let examples: String = found
        .changes
        .iter()
        .take(DRAWN)
        .map(|change| {
            paragraph("faint", &format!("In {}, {}.", change.slot, sentence(change).replace('`', "")))
        })
        .collect();
    heading(2, "What changed")
        + &paragraph("", &said)
        + &table(&columns, &found.changes.iter().take(ROWS).map(row).collect::<Vec<_>>())
        + &examples
}

//! The report as a terminal shows it.

use super::report::{Balance, DifferenceReport, Overlap, Report};
use crate::{
    columns::columns,
    results::number::{count, percent, probability},
};

/// Overlaps and changes told; all are in the JSON.
const TOLD: usize = 15;

/// The whole report.
pub fn as_text(report: &Report) -> String {
    let mut text = format!(
        "{} shoppers, {} pages, {} decisions, seed {}\n",
        count(report.shoppers),
        count(report.pages),
        count(report.decisions),
        report.seed
    );
    if !report.made_up.is_empty() {
        text.push_str(&format!("made up for 30 % of shoppers each: {}\n", report.made_up.join(", ")));
    }
    text.push_str(&segments(report));
    text.push_str(&overlaps("segments that share shoppers", &report.segment_overlaps));
    text.push_str(&campaigns(report));
    text.push_str(&overlaps("campaigns of one slot that applied at once", &report.campaign_overlaps));
    text.push_str(&slots(report));
    text.push_str(&pressure(report));
    report.experiments.iter().for_each(|balance| text.push_str(&experiment(balance)));
    if let Some(differences) = &report.differences {
        text.push_str(&compared(differences));
    }
    text
}

fn row<const N: usize>(cells: [String; N]) -> Vec<String> {
    cells.to_vec()
}

fn headed<const N: usize>(header: [&str; N], rows: impl Iterator<Item = Vec<String>>) -> String {
    let header = header.map(str::to_owned).to_vec();
    let table = columns(2, &std::iter::once(header).chain(rows).collect::<Vec<_>>());
    if table.is_empty() { table } else { format!("\n{table}") }
}

fn segments(report: &Report) -> String {
    let rows = report.segments.iter().map(|found| {
        row([
            found.segment.clone(),
            count(found.shoppers),
            percent(found.share),
            percent(found.share_of_pages),
        ])
    });
    headed(["segment", "shoppers", "of all", "of pages"], rows)
}

fn overlaps(title: &str, overlaps: &[Overlap]) -> String {
    let rows = overlaps.iter().take(TOLD).map(|found| {
        let pair = format!("{} + {}", found.first, found.second);
        row([pair, count(found.shoppers), percent(found.share_of_smaller)])
    });
    let more = overlaps.len().saturating_sub(TOLD);
    let rest = if more > 0 { format!("  and {} more\n", count(more as u64)) } else { String::new() };
    headed([title, "shoppers", "of the smaller"], rows) + &rest
}

fn campaigns(report: &Report) -> String {
    let rows = report.campaigns.iter().map(|found| {
        let never = if found.decisions > 0 {
            ""
        } else if found.share_applied > 0.0 {
            "never shown: others go first"
        } else {
            "never shown: never applies"
        };
        row([
            found.slot.clone(),
            found.campaign.clone(),
            count(found.shoppers),
            percent(found.share),
            percent(found.share_of_decisions),
            percent(found.share_applied),
            never.to_owned(),
        ])
    });
    headed(["slot", "campaign", "shoppers", "of all", "of decisions", "applied", ""], rows)
}

fn slots(report: &Report) -> String {
    let rows = report.slots.iter().map(|found| {
        row([
            found.slot.clone(),
            count(found.decisions),
            percent(found.campaign),
            percent(found.strategy),
            percent(found.default),
            percent(found.too_little),
            format!("{:.2}", found.exposures),
        ])
    });
    headed(
        ["slot", "decisions", "campaign", "own items", "default", "too little", "exposures a shopper"],
        rows,
    )
}

fn pressure(report: &Report) -> String {
    let found = &report.pressure;
    let (what, why) = if found.is_promotions {
        ("promotions", "")
    } else {
        ("campaigns", " (no cap on promotions names any, so all campaigns count)")
    };
    format!(
        "\n  {what} seen by a shopper in a week in which she comes{why}: {:.2} on average, {} in half of the weeks or fewer, {} in \
         nine of ten or fewer, {} at most\n",
        found.mean, found.median, found.ninth_decile, found.most
    )
}

fn experiment(balance: &Balance) -> String {
    let rows = balance.variants.iter().map(|found| {
        let planned = found.planned.map_or_else(|| "-".to_owned(), percent);
        row([balance.campaign.clone(), found.variant.clone(), count(found.shoppers), planned])
    });
    let checked = match balance.ratio {
        Some(ratio) if ratio.passed => {
            format!("  dealt as planned (chi-square p = {})\n", probability(ratio.p))
        }
        Some(ratio) => format!("  NOT DEALT AS PLANNED (chi-square p = {})\n", probability(ratio.p)),
        None => String::new(),
    };
    headed(["experiment", "variant", "shoppers", "planned"], rows) + &checked
}

fn compared(found: &DifferenceReport) -> String {
    let mut text = format!(
        "\n  compared with before: {} of {} decisions show something else, {} more the same campaign with other content; {} \
         shoppers notice\n",
        count(found.changed),
        count(found.decisions),
        count(found.other_content),
        count(found.shoppers)
    );
    for change in found.changes.iter().take(TOLD) {
        text.push_str(&format!(
            "  {}: {} -> {}: {} decisions of {} shoppers\n    {}\n",
            change.slot,
            change.from,
            change.to,
            count(change.decisions),
            count(change.shoppers),
            sentence(change)
        ));
    }
    let more = found.changes.len().saturating_sub(TOLD);
    if more > 0 {
        text.push_str(&format!("  and {} more kinds of change\n", count(more as u64)));
    }
    text
}

/// `shopper 17 saw … on the home page at …, now sees …, because …`.
pub(super) fn sentence(change: &super::report::ChangeReport) -> String {
    let example = &change.example;
    let place = if example.page.is_empty() {
        String::new()
    } else {
        format!(" on the {} page at {}", example.page, example.at)
    };
    format!(
        "shopper {} saw {}{place}, now sees {}, because {}",
        example.shopper, change.from, change.to, example.because
    )
}

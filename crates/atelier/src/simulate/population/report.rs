//! What a simulation says, as parts: the one form that terminal, JSON and page are made from.

use std::collections::BTreeMap;

use serde::Serialize;
use sillage_engine::rules::Rules;

use super::{
    compare::{Differences, Example},
    tally::{Counted, Tally},
};
use crate::results::statistics::ratio_check::{self, RatioCheck};

/// The whole report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Shoppers.
    pub shoppers: u64,
    /// Pages they looked at.
    pub pages: u64,
    /// Slots that were decided on them.
    pub decisions: u64,
    /// What decides everything made up.
    pub seed: u64,
    /// What was made up about them (`host.loyalty_tier`).
    pub made_up: Vec<String>,
    /// How many each segment reaches, most first.
    pub segments: Vec<SegmentReach>,
    /// Segments that share shoppers, most first.
    pub segment_overlaps: Vec<Overlap>,
    /// How many each campaign reaches, by slot and order of precedence.
    pub campaigns: Vec<CampaignReach>,
    /// Campaigns of one slot that applied at once, most first.
    pub campaign_overlaps: Vec<Overlap>,
    /// What each slot shows.
    pub slots: Vec<SlotReport>,
    /// How many promotions shoppers see.
    pub pressure: Pressure,
    /// How each experiment splits them.
    pub experiments: Vec<Balance>,
    /// What another bundle shows differently.
    pub differences: Option<DifferenceReport>,
}

/// How many a segment reaches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentReach {
    /// Its name.
    pub segment: String,
    /// Shoppers who ever were in it.
    pub shoppers: u64,
    /// Their share of all.
    pub share: f64,
    /// Share of all pages on which somebody in it looked.
    pub share_of_pages: f64,
}

/// Two that meet in the same shoppers at the same moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlap {
    /// One of them.
    pub first: String,
    /// The other one.
    pub second: String,
    /// Shoppers.
    pub shoppers: u64,
    /// Their share of the smaller one: 1 where one lies within the other.
    pub share_of_smaller: f64,
}

/// How many a campaign reaches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CampaignReach {
    /// Its name.
    pub campaign: String,
    /// Its slot.
    pub slot: String,
    /// Shoppers to whom it was shown.
    pub shoppers: u64,
    /// Their share of all.
    pub share: f64,
    /// Decisions that showed it.
    pub decisions: u64,
    /// Their share of its slot's.
    pub share_of_decisions: f64,
    /// Share of its slot's decisions for which it applied, though others may have gone first.
    pub share_applied: f64,
}

/// What a slot shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SlotReport {
    /// Its name.
    pub slot: String,
    /// Decisions.
    pub decisions: u64,
    /// Share that showed a campaign.
    pub campaign: f64,
    /// Share that showed the slot's own items.
    pub strategy: f64,
    /// Share that left the page's default content.
    pub default: f64,
    /// Share that left it because there was too little to show.
    pub too_little: f64,
    /// Exposures a shopper.
    pub exposures: f64,
}

/// How many promotions a shopper sees in a week in which she comes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pressure {
    /// Whether these are promotions; else no campaign is bound by a cap on promotions, and all campaigns are counted.
    pub is_promotions: bool,
    /// Weeks of shoppers.
    pub weeks: u64,
    /// Exposures in the average week.
    pub mean: f64,
    /// As many in half of the weeks, or fewer.
    pub median: u64,
    /// As many in nine of ten weeks, or fewer.
    pub ninth_decile: u64,
    /// The most in any week; 100 stands for more, too.
    pub most: u64,
    /// Weeks by exposures, from none on.
    pub histogram: Vec<u64>,
}

/// How an experiment splits shoppers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// The campaign.
    pub campaign: String,
    /// Its arms, the control first, and what else was seen of it (the holdout, those who take no part).
    pub variants: Vec<VariantReach>,
    /// Whether arms were dealt by their weights; none where these depend on the shopper, or nobody took part.
    pub ratio: Option<RatioCheck>,
}

/// How many saw a variant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VariantReach {
    /// Its neutral id.
    pub variant: String,
    /// Shoppers who saw it.
    pub shoppers: u64,
    /// Its share of all arms, as planned; none for what is no arm.
    pub planned: Option<f64>,
}

/// What another bundle shows differently.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DifferenceReport {
    /// Decisions compared.
    pub decisions: u64,
    /// Those that show another campaign or arm.
    pub changed: u64,
    /// Those that show the same one with other content.
    pub other_content: u64,
    /// Shoppers who meet either.
    pub shoppers: u64,
    /// By kind, most shoppers first.
    pub changes: Vec<ChangeReport>,
}

/// One kind of change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeReport {
    /// The slot.
    pub slot: String,
    /// What was shown.
    pub from: String,
    /// What is shown now.
    pub to: String,
    /// Decisions.
    pub decisions: u64,
    /// Shoppers.
    pub shoppers: u64,
    /// The first of them.
    pub example: Example,
}

/// The report of a tally.
pub fn report(
    counted: &Counted<'_>,
    tally: &Tally,
    seed: u64,
    made_up: Vec<String>,
    differences: Option<Differences>,
) -> Report {
    let rules = counted.bundle.rules();
    let reach = |place: usize| tally.segments.get(place).map_or(0, |count| count.0);
    let applied = |place: usize| tally.campaigns.get(place).map_or(0, |count| count.applied_to);
    Report {
        shoppers: tally.shoppers,
        pages: tally.pages,
        decisions: tally.decisions,
        seed,
        made_up,
        segments: segments(rules, tally),
        segment_overlaps: overlaps(&tally.segment_pairs, |place| {
            Some((rules.segments.get(place)?.name.as_str(), reach(place)))
        }),
        campaigns: campaigns(rules, tally),
        campaign_overlaps: overlaps(&tally.campaign_pairs, |place| {
            Some((rules.campaigns.get(place)?.name.as_str(), applied(place)))
        }),
        slots: slots(rules, tally),
        pressure: pressure(&tally.pressure, counted.names_promotions()),
        experiments: balances(rules, tally),
        differences: differences.map(difference_report),
    }
}

fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

fn segments(rules: &Rules, tally: &Tally) -> Vec<SegmentReach> {
    let reach = |(segment, (shoppers, pages)): (&sillage_engine::rules::Segment, &(u64, u64))| SegmentReach {
        segment: segment.name.clone(),
        shoppers: *shoppers,
        share: share(*shoppers, tally.shoppers),
        share_of_pages: share(*pages, tally.pages),
    };
    let mut found: Vec<SegmentReach> = rules.segments.iter().zip(&tally.segments).map(reach).collect();
    found.sort_by(|a, b| b.shoppers.cmp(&a.shoppers).then_with(|| a.segment.cmp(&b.segment)));
    found
}

fn overlaps<'a>(
    pairs: &BTreeMap<(usize, usize), u64>,
    named: impl Fn(usize) -> Option<(&'a str, u64)>,
) -> Vec<Overlap> {
    let overlap = |((first, second), shoppers): (&(usize, usize), &u64)| {
        let ((first, one), (second, other)) = (named(*first)?, named(*second)?);
        let share_of_smaller = share(*shoppers, one.min(other));
        Some(Overlap {
            first: first.to_owned(),
            second: second.to_owned(),
            shoppers: *shoppers,
            share_of_smaller,
        })
    };
    let mut found: Vec<Overlap> = pairs.iter().filter_map(overlap).collect();
    found.sort_by(|a, b| {
        b.shoppers.cmp(&a.shoppers).then_with(|| (&a.first, &a.second).cmp(&(&b.first, &b.second)))
    });
    found
}

fn campaigns(rules: &Rules, tally: &Tally) -> Vec<CampaignReach> {
    let mut found = Vec::new();
    for (place, slot) in rules.slots.iter().enumerate() {
        let decisions = tally.slots.get(place).map_or(0, |slot| slot.decisions);
        for (campaign, count) in rules.campaigns.iter().zip(&tally.campaigns) {
            if usize::from(campaign.slot) == place {
                found.push(CampaignReach {
                    campaign: campaign.name.clone(),
                    slot: slot.name.clone(),
                    shoppers: count.shoppers,
                    share: share(count.shoppers, tally.shoppers),
                    decisions: count.shown,
                    share_of_decisions: share(count.shown, decisions),
                    share_applied: share(count.applied, decisions),
                });
            }
        }
    }
    found
}

fn slots(rules: &Rules, tally: &Tally) -> Vec<SlotReport> {
    let slot = |(slot, count): (&sillage_engine::rules::Slot, &super::tally::SlotTally)| SlotReport {
        slot: slot.name.clone(),
        decisions: count.decisions,
        campaign: share(count.campaign, count.decisions),
        strategy: share(count.strategy, count.decisions),
        default: share(count.default, count.decisions),
        too_little: share(count.too_little, count.decisions),
        exposures: share(count.exposures, tally.shoppers),
    };
    rules.slots.iter().zip(&tally.slots).map(slot).collect()
}

fn pressure(histogram: &[u64], is_promotions: bool) -> Pressure {
    let weeks: u64 = histogram.iter().sum();
    let counted = || histogram.iter().zip(0u64..);
    let sum: u64 = counted().map(|(weeks, seen)| weeks * seen).sum();
    let quantile = |numerator: u64| {
        let mut below = 0;
        let reached = counted().find(|(count, _)| {
            below += **count;
            below * 10 >= weeks * numerator
        });
        reached.map_or(0, |(_, seen)| seen)
    };
    let most = counted().filter(|(weeks, _)| **weeks > 0).map(|(_, seen)| seen).max().unwrap_or(0);
    Pressure {
        is_promotions,
        weeks,
        mean: share(sum, weeks),
        median: quantile(5),
        ninth_decile: quantile(9),
        most,
        histogram: histogram.get(..=most as usize).unwrap_or_default().to_vec(),
    }
}

fn balances(rules: &Rules, tally: &Tally) -> Vec<Balance> {
    let mut found = Vec::new();
    for (place, campaign) in rules.campaigns.iter().enumerate() {
        let Some(experiment) = &campaign.experiment else { continue };
        let seen = |variant: &str| tally.variants.get(&(place, variant.to_owned())).copied().unwrap_or(0);
        let ranges = match experiment.splits.as_slice() {
            [split] if split.when.is_none() => split.ranges.as_slice(),
            _ => &[],
        };
        let width = |arm: usize| ranges.get(arm).map(|(from, to)| to - from);
        let all: f64 = (0..ranges.len()).filter_map(width).sum();
        let arms: Vec<&str> = experiment.variants().collect();
        let arm = |(arm, variant): (usize, &&str)| VariantReach {
            variant: (*variant).to_owned(),
            shoppers: seen(variant),
            planned: width(arm).filter(|_| all > 0.0).map(|width| width / all),
        };
        let mut variants: Vec<VariantReach> = arms.iter().enumerate().map(arm).collect();
        let dealt: Option<Vec<(u64, f64)>> =
            variants.iter().map(|arm| Some((arm.shoppers, arm.planned?))).collect();
        let of_campaign = tally
            .variants
            .iter()
            .filter(|((of, variant), _)| *of == place && !arms.contains(&variant.as_str()));
        variants.extend(of_campaign.map(|((_, variant), shoppers)| VariantReach {
            variant: variant.clone(),
            shoppers: *shoppers,
            planned: None,
        }));
        found.push(Balance {
            campaign: campaign.name.clone(),
            variants,
            ratio: dealt.and_then(|arms| ratio_check::check(&arms)),
        });
    }
    found
}

fn difference_report(found: Differences) -> DifferenceReport {
    let change =
        |((slot, from, to), change): ((String, String, String), super::compare::Change)| ChangeReport {
            slot,
            from,
            to,
            decisions: change.decisions,
            shoppers: change.shoppers,
            example: change.example,
        };
    let mut changes: Vec<ChangeReport> = found.changes.into_iter().map(change).collect();
    changes.sort_by(|a, b| {
        b.shoppers.cmp(&a.shoppers).then_with(|| (&a.slot, &a.from, &a.to).cmp(&(&b.slot, &b.from, &b.to)))
    });
    DifferenceReport {
        decisions: found.decisions,
        changed: found.changed,
        other_content: found.other_content,
        shoppers: found.shoppers,
        changes,
    }
}

//! Counts over shoppers: whole numbers and sets alone, so that any number of threads gives the same.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::{bundle::Bundle, decision::Reason, evaluate::Truth, event::Millis, rules::CapKind};

use super::{
    history::Shopper,
    walk::{Moment, walk},
};

const WEEK: Millis = 7 * 24 * 3_600_000;

/// Exposures in a week that are told apart; more are told as so many.
const MOST: usize = 100;

/// Segments whose overlaps are counted: the first of the bundle. Pairs grow with the square.
pub const OVERLAPPING: usize = 256;

/// What was counted of one bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Shoppers.
    pub shoppers: u64,
    /// Pages they looked at.
    pub pages: u64,
    /// Slots that were decided.
    pub decisions: u64,
    /// By place of the segment: shoppers who ever were in it, and pages on which they were.
    pub segments: Vec<(u64, u64)>,
    /// Shoppers who were in both segments at once, by their places.
    pub segment_pairs: BTreeMap<(usize, usize), u64>,
    /// By place of the campaign.
    pub campaigns: Vec<CampaignTally>,
    /// Shoppers for whom both campaigns of one slot applied at once, by their places.
    pub campaign_pairs: BTreeMap<(usize, usize), u64>,
    /// Shoppers who saw each variant of a campaign, by its place.
    pub variants: BTreeMap<(usize, String), u64>,
    /// By place of the slot.
    pub slots: Vec<SlotTally>,
    /// Weeks of shoppers by how many promotions were seen in them; of all campaigns where none is a promotion.
    pub pressure: Vec<u64>,
}

/// What was counted of one campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CampaignTally {
    /// Shoppers to whom it was ever shown.
    pub shoppers: u64,
    /// Decisions that showed it.
    pub shown: u64,
    /// Shoppers for whom it ever applied: within its dates, in its audience.
    pub applied_to: u64,
    /// Decisions of its slot for which it applied.
    pub applied: u64,
}

/// What was counted of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlotTally {
    /// Decisions.
    pub decisions: u64,
    /// Those that showed a campaign.
    pub campaign: u64,
    /// Those that showed items of the slot's own strategy.
    pub strategy: u64,
    /// Those that left the page's default content.
    pub default: u64,
    /// Of these, those that had too little to show.
    pub too_little: u64,
    /// Exposures.
    pub exposures: u64,
}

/// What one shopper met; counted once each when she is through.
#[derive(Default)]
struct Met {
    segments: BTreeSet<usize>,
    segment_pairs: BTreeSet<(usize, usize)>,
    applied: BTreeSet<usize>,
    campaign_pairs: BTreeSet<(usize, usize)>,
    shown: BTreeSet<usize>,
    variants: BTreeSet<(usize, String)>,
    weeks: BTreeMap<Millis, usize>,
}

/// A bundle with what counting asks of it again and again.
pub struct Counted<'a> {
    /// The bundle.
    pub bundle: &'a Bundle,
    /// Whether each campaign is a promotion: one whose exposures a cap on promotions counts.
    promotions: Vec<bool>,
}

impl<'a> Counted<'a> {
    /// Prepares a bundle.
    pub fn new(bundle: &'a Bundle) -> Counted<'a> {
        let rules = bundle.rules();
        let is_pressure =
            |cap: &u16| rules.caps.get(usize::from(*cap)).is_some_and(|cap| cap.kind == CapKind::Pressure);
        let promotions =
            rules.campaigns.iter().map(|campaign| campaign.caps.iter().any(is_pressure)).collect();
        Counted { bundle, promotions }
    }

    /// Whether the bundle says which of its campaigns are promotions.
    pub fn names_promotions(&self) -> bool {
        self.promotions.contains(&true)
    }

    fn campaign(&self, name: &str) -> Option<usize> {
        self.bundle.rules().campaigns.iter().position(|campaign| campaign.name == name)
    }

    fn is_promotion(&self, campaign: Option<usize>) -> bool {
        match campaign {
            Some(campaign) => {
                !self.names_promotions() || self.promotions.get(campaign).copied().unwrap_or(false)
            }
            None => false,
        }
    }
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(bundle: &Bundle) -> Tally {
        let rules = bundle.rules();
        Tally {
            segments: vec![(0, 0); rules.segments.len()],
            campaigns: vec![CampaignTally::default(); rules.campaigns.len()],
            slots: vec![SlotTally::default(); rules.slots.len()],
            pressure: vec![0; MOST + 1],
            ..Tally::default()
        }
    }

    /// Walks one shopper's history and counts.
    pub fn add(&mut self, counted: &Counted<'_>, shopper: &Shopper, seed: u64) {
        let mut met = Met::default();
        walk(counted.bundle, shopper, seed, |mut moment| {
            self.page(counted, &mut moment, &mut met);
        });
        self.shoppers += 1;
        met.segments.iter().for_each(|place| bump(&mut self.segments, *place, |count| count.0 += 1));
        met.applied.iter().for_each(|place| bump(&mut self.campaigns, *place, |count| count.applied_to += 1));
        met.shown.iter().for_each(|place| bump(&mut self.campaigns, *place, |count| count.shoppers += 1));
        met.segment_pairs.into_iter().for_each(|pair| *self.segment_pairs.entry(pair).or_default() += 1);
        met.campaign_pairs.into_iter().for_each(|pair| *self.campaign_pairs.entry(pair).or_default() += 1);
        met.variants.into_iter().for_each(|variant| *self.variants.entry(variant).or_default() += 1);
        met.weeks.values().for_each(|seen| bump(&mut self.pressure, (*seen).min(MOST), |weeks| *weeks += 1));
    }

    fn page(&mut self, counted: &Counted<'_>, moment: &mut Moment<'_>, met: &mut Met) {
        self.pages += 1;
        self.segments_of(counted, moment, met);
        let week = met.weeks.entry(moment.look.at.div_euclid(WEEK)).or_default();
        for (place, decision, is_seen) in moment.decisions {
            self.decisions += 1;
            let campaign = decision.campaign.and_then(|name| counted.campaign(name));
            let too_little = decision.reason == Reason::NoContent;
            bump(&mut self.slots, *place, |slot| {
                slot.count(campaign.is_some(), decision.variant, too_little, *is_seen)
            });
            if let Some(campaign) = campaign {
                bump(&mut self.campaigns, campaign, |count| count.shown += 1);
                met.shown.insert(campaign);
                if counted
                    .bundle
                    .rules()
                    .campaigns
                    .get(campaign)
                    .is_some_and(|found| found.experiment.is_some())
                {
                    met.variants.insert((campaign, decision.variant.to_owned()));
                }
            }
            *week += usize::from(*is_seen && counted.is_promotion(campaign));
        }
        for (place, _, _) in moment.decisions {
            self.applying(counted, *place, moment, met);
        }
    }

    fn segments_of(&mut self, counted: &Counted<'_>, moment: &mut Moment<'_>, met: &mut Met) {
        let mut held = Vec::new();
        for (place, segment) in counted.bundle.rules().segments.iter().enumerate() {
            if moment.situation.truth(counted.bundle, segment.root) == Truth::True {
                bump(&mut self.segments, place, |count| count.1 += 1);
                met.segments.insert(place);
                held.extend((place < OVERLAPPING).then_some(place));
            }
        }
        met.segment_pairs.extend(pairs(&held));
    }

    /// Which campaigns of a slot apply, whether they are shown or another goes first.
    fn applying(&mut self, counted: &Counted<'_>, slot: usize, moment: &mut Moment<'_>, met: &mut Met) {
        let mut applying = Vec::new();
        for (place, campaign) in counted.bundle.rules().campaigns.iter().enumerate() {
            let is_here = usize::from(campaign.slot) == slot
                && (campaign.starts..campaign.ends).contains(&moment.look.at);
            let mut truth = |root| moment.situation.truth(counted.bundle, root);
            if is_here && campaign.audience.is_none_or(|root| truth(root) == Truth::True) {
                bump(&mut self.campaigns, place, |count| count.applied += 1);
                met.applied.insert(place);
                applying.push(place);
            }
        }
        met.campaign_pairs.extend(pairs(&applying));
    }

    /// Counts what another thread counted.
    pub fn merge(&mut self, other: Tally) {
        self.shoppers += other.shoppers;
        self.pages += other.pages;
        self.decisions += other.decisions;
        for (own, more) in self.segments.iter_mut().zip(&other.segments) {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        self.campaigns.iter_mut().zip(&other.campaigns).for_each(|(own, more)| own.merge(more));
        self.slots.iter_mut().zip(&other.slots).for_each(|(own, more)| own.merge(more));
        self.pressure.iter_mut().zip(&other.pressure).for_each(|(own, more)| *own += more);
        merge(&mut self.segment_pairs, other.segment_pairs);
        merge(&mut self.campaign_pairs, other.campaign_pairs);
        merge(&mut self.variants, other.variants);
    }
}

impl CampaignTally {
    fn merge(&mut self, other: &CampaignTally) {
        self.shoppers += other.shoppers;
        self.shown += other.shown;
        self.applied_to += other.applied_to;
        self.applied += other.applied;
    }
}

impl SlotTally {
    fn count(&mut self, is_campaign: bool, variant: &str, too_little: bool, is_seen: bool) {
        self.decisions += 1;
        self.campaign += u64::from(is_campaign);
        self.strategy += u64::from(!is_campaign && variant == "strategy");
        self.default += u64::from(variant == "default");
        self.too_little += u64::from(too_little);
        self.exposures += u64::from(is_seen);
    }

    fn merge(&mut self, other: &SlotTally) {
        self.decisions += other.decisions;
        self.campaign += other.campaign;
        self.strategy += other.strategy;
        self.default += other.default;
        self.too_little += other.too_little;
        self.exposures += other.exposures;
    }
}

/// Every two of a sorted list.
fn pairs(places: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let rest = |index: usize| places.get(index + 1..).unwrap_or_default();
    places
        .iter()
        .enumerate()
        .flat_map(move |(index, first)| rest(index).iter().map(|second| (*first, *second)))
}

fn bump<T>(list: &mut [T], place: usize, change: impl FnOnce(&mut T)) {
    if let Some(found) = list.get_mut(place) {
        change(found);
    }
}

fn merge<K: Ord>(own: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    other.into_iter().for_each(|(key, count)| *own.entry(key).or_default() += count);
}

//! Experiments: which arm of a campaign a visitor sees, and why.
//!
//! The order is GrowthBook's: forced, unit, holdout, sticky, namespace, prerequisite, ranges. Hashing is [`crate::bucket`]'s. Who
//! is in no arm sees what the control shows, under the campaign's own id, so that her exposure counts for caps but not for the
//! experiment.
//!
//! A sticky arm is the one she was shown last: a fold over `x_exposure`, so nothing is stored for it. An arm's id carries the
//! version of the arms in the letter behind its dash, so arms that were dealt anew are other arms.

use alloc::string::String;

use crate::{
    bucket,
    campaign::{Scene, is_of, seen},
    evaluate::Truth,
    page::Page,
    rules::{Campaign, Content, Experiment, Rules},
    value::push_digit,
};

/// The fact that lists variants which a preview wants to see. Page code cannot write facts of the device.
const FORCED: &str = "device.arms";
/// How far prerequisites are followed; the compiler refuses circles.
const DEPTH: usize = 8;

/// How a visitor came to what she sees of an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Enrolment {
    /// A preview asked for the arm. Not counted.
    Forced,
    /// There is nothing to tell her apart by: storing was not allowed. Not counted.
    NoSeed,
    /// She is in the group that sees no experiment. Counted apart.
    Holdout,
    /// She keeps the arm she had.
    Sticky,
    /// She had an arm of a version that is kept out. Not counted.
    Blocked,
    /// Another experiment has her part of the namespace. Not counted.
    Namespace,
    /// She is not in the arm of the other experiment that this one asks for. Not counted.
    Prerequisite,
    /// The part that is covered leaves her out. Not counted.
    Coverage,
    /// Her hash lies in the arm's range.
    Split,
}

/// What a visitor sees of an experiment.
pub(crate) struct Assignment<'a> {
    pub(crate) enrolment: Enrolment,
    /// What her exposure counts for.
    pub(crate) variant: &'a str,
    pub(crate) content: &'a Content,
    /// Where her hash lies between 0 and 1, where it was asked.
    pub(crate) bucket: Option<f64>,
}

impl Enrolment {
    /// Its name in explanations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Enrolment::Forced => "forced",
            Enrolment::NoSeed => "no-seed",
            Enrolment::Holdout => "holdout",
            Enrolment::Sticky => "sticky",
            Enrolment::Blocked => "blocked",
            Enrolment::Namespace => "namespace",
            Enrolment::Prerequisite => "prerequisite",
            Enrolment::Coverage => "coverage",
            Enrolment::Split => "split",
        }
    }

    /// Whether she takes part.
    pub(crate) fn is_enrolled(self) -> bool {
        matches!(self, Enrolment::Sticky | Enrolment::Split)
    }
}

/// Whether the visitor is in the group that sees no experiment and no campaign that is held.
pub(crate) fn is_held_out(rules: &Rules, page: &Page) -> bool {
    match (&rules.holdout, page.seed) {
        (Some((key, share)), Some(seed)) => {
            bucket::hash(key, &digits(seed), 2).is_some_and(|place| place < *share)
        }
        _ => false,
    }
}

/// What the visitor sees of a campaign's experiment.
pub(crate) fn assign<'a>(
    campaign: &'a Campaign,
    experiment: &'a Experiment,
    scene: &mut Scene<'a, '_>,
) -> Assignment<'a> {
    let (enrolment, arm, bucket) = enrol(campaign, experiment, scene, DEPTH);
    let (own, content) = match arm.checked_sub(1).and_then(|arm| experiment.treatments.get(arm)) {
        Some(treatment) => (&treatment.variant, &treatment.content),
        None => (&experiment.control, &campaign.content),
    };
    let variant = match enrolment {
        Enrolment::Holdout => &experiment.holdout,
        _ if enrolment.is_enrolled() => own,
        _ => &campaign.variant,
    };
    Assignment { enrolment, variant, content, bucket }
}

/// How she comes to which arm, and where her hash lies.
fn enrol<'a>(
    campaign: &'a Campaign,
    experiment: &'a Experiment,
    scene: &mut Scene<'a, '_>,
    depth: usize,
) -> (Enrolment, usize, Option<f64>) {
    let page = scene.page;
    if let Some(arm) = experiment.arm(&|variant| page.lists(FORCED, variant)) {
        return (Enrolment::Forced, arm, None);
    }
    let Some(seed) = page.seed else { return (Enrolment::NoSeed, 0, None) };
    if is_held_out(scene.bundle.rules(), page) {
        return (Enrolment::Holdout, 0, None);
    }
    let unit = unit(experiment, scene, seed);
    if let Some(before) = scene.visitor.events().iter().rev().filter_map(seen).find(|variant| {
        is_of(variant, &campaign.variant) && *variant != campaign.variant && *variant != experiment.holdout
    }) {
        match experiment.arm(&|variant| variant == before) {
            Some(arm) if experiment.sticky => return (Enrolment::Sticky, arm, None),
            None if before.as_bytes().get(campaign.variant.len() + 1) < Some(&experiment.least_version) => {
                return (Enrolment::Blocked, 0, None);
            }
            _ => {}
        }
    }
    if let Some((name, part)) = &experiment.namespace
        && !bucket::in_namespace(&unit, name, *part)
    {
        return (Enrolment::Namespace, 0, None);
    }
    if !has_prerequisite(experiment, scene, depth) {
        return (Enrolment::Prerequisite, 0, None);
    }
    let bucket = bucket::hash(&experiment.key, &unit, 2);
    let chosen = bucket.and_then(|place| bucket::choose_variation(place, experiment.ranges(scene)));
    match chosen {
        Some(arm) => (Enrolment::Split, arm, bucket),
        None => (Enrolment::Coverage, 0, bucket),
    }
}

/// Whether she is in the arm of another experiment that this one asks for.
fn has_prerequisite<'a>(experiment: &'a Experiment, scene: &mut Scene<'a, '_>, depth: usize) -> bool {
    let Some((campaign, arm)) = experiment.requires else { return true };
    let Some(campaign) = scene.bundle.rules().campaigns.get(usize::from(campaign)) else { return false };
    let (Some(other), Some(depth)) = (&campaign.experiment, depth.checked_sub(1)) else { return false };
    let is_meant =
        campaign.audience.is_none_or(|root| scene.situation.truth(scene.bundle, root) == Truth::True);
    let (enrolment, own, _) = enrol(campaign, other, scene, depth);
    is_meant && own == usize::from(arm) && (enrolment.is_enrolled() || enrolment == Enrolment::Forced)
}

/// What is hashed: the attribute that the experiment names, else the seed of the device.
fn unit(experiment: &Experiment, scene: &Scene<'_, '_>, seed: u64) -> String {
    let value = experiment.unit.map(|attribute| scene.situation.value(attribute));
    let mut text = String::new();
    if let Some([one]) = value.map(crate::value::Value::scalars) {
        one.push_plain(&mut text);
    }
    if text.is_empty() { digits(seed) } else { text }
}

/// A seed in sixteen digits.
fn digits(seed: u64) -> String {
    let mut text = String::new();
    for place in (0..16).rev() {
        push_digit((seed >> (4 * place) & 15) as usize, &mut text);
    }
    text
}

impl Experiment {
    /// The ids of the arms, the control first. For tools: in the module a chain of iterators costs a quarter of a kilobyte.
    pub fn variants(&self) -> impl Iterator<Item = &str> {
        let treatments = self.treatments.iter().map(|treatment| treatment.variant.as_str());
        core::iter::once(self.control.as_str()).chain(treatments)
    }

    /// The arm whose id is meant; the control is the first.
    fn arm(&self, is_meant: &dyn Fn(&str) -> bool) -> Option<usize> {
        if is_meant(&self.control) {
            return Some(0);
        }
        self.treatments.iter().position(|treatment| is_meant(&treatment.variant)).map(|arm| arm + 1)
    }

    /// The ranges of the arms for this visitor: those of the first condition that holds.
    fn ranges(&self, scene: &mut Scene<'_, '_>) -> &[bucket::Range] {
        for split in &self.splits {
            let holds = |root| scene.situation.truth(scene.bundle, root) == Truth::True;
            if split.when.is_none_or(holds) {
                return &split.ranges;
            }
        }
        &[]
    }
}

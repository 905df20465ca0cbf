//! What the results say, as parts: the one form that terminal, JSON and page are made from.

use serde::Serialize;

use super::statistics::{
    Estimate, Interval, permutation::Randomisation, power::Plan, ratio_check::RatioCheck,
};

/// The results of all experiments of a log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that could not be read.
    pub rows_left_out: usize,
    /// Currency of all purchases; none where there were none, or several.
    pub currency: Option<String>,
    /// What a reader has to know before believing the numbers.
    pub remarks: Vec<String>,
    /// One for each experiment, in the order of the source.
    pub experiments: Vec<ExperimentReport>,
}

/// The results of one experiment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExperimentReport {
    /// Its name.
    pub name: String,
    /// Its slot.
    pub slot: String,
    /// The event that counts as conversion.
    pub goal: String,
    /// Name of the arm that others are compared with.
    pub control: String,
    /// Users who saw one arm and no other.
    pub users: u64,
    /// Users who saw several arms, and are left out of everything.
    pub excluded: u64,
    /// Whether users were split by the weights; none where nobody was, and in a switchback.
    pub ratio: Option<RatioCheck>,
    /// Why no lift is told; none where it is.
    pub withheld: Option<String>,
    /// One for each arm.
    pub arms: Vec<ArmReport>,
    /// All arms together against the holdout, where there is one.
    pub against_holdout: Option<Lift>,
    /// By source and medium of the session of the first exposure, most users first.
    pub sources: Vec<SourceReport>,
    /// Confidence of each interval in `sources`, so that all of them hold together at 95 %.
    pub sources_confidence: f64,
    /// The randomisation test, where arms take turns.
    pub switchback: Option<SwitchbackReport>,
    /// What such a number of users can find.
    pub plan: Option<Plan>,
}

/// The results of one arm.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArmReport {
    /// Its name.
    pub name: String,
    /// Its neutral id.
    pub variant: String,
    /// Its share of all users that are not held out, as planned; none of the holdout.
    pub planned: Option<f64>,
    /// The same share as it was seen.
    pub share: Option<f64>,
    /// Its users.
    pub users: u64,
    /// Those who converted.
    pub conversions: u64,
    /// Share of users who converted (Wilson).
    pub rate: f64,
    /// Its interval.
    pub rate_interval: Option<Interval>,
    /// Revenue a user.
    pub revenue: f64,
    /// Its interval (Student).
    pub revenue_interval: Option<Interval>,
    /// Against the control; none for the control itself, and where lift is withheld.
    pub lift: Option<Lift>,
    /// What must not get worse.
    pub guardrails: Vec<Guardrail>,
}

/// How much more an arm did than the control.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Lift {
    /// Conversion rate, relative (Katz, log ratio).
    pub rate: Option<Estimate>,
    /// Conversion rate, in units of itself (Newcombe's hybrid score).
    pub rate_difference: Option<Estimate>,
    /// Revenue a user, relative (delta method, log ratio).
    pub revenue: Option<Estimate>,
    /// Revenue a user, in the currency (Welch).
    pub revenue_difference: Option<Estimate>,
}

/// A measure that must not get worse.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guardrail {
    /// What it is, in words.
    pub name: &'static str,
    /// Its value a user, or its share of users.
    pub value: f64,
    /// Whether it is a share of users.
    pub is_share: bool,
    /// Relative change against the control.
    pub change: Option<Estimate>,
    /// What to think of the change.
    pub verdict: GuardrailVerdict,
}

/// What to think of a guardrail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuardrailVerdict {
    /// The control, lift withheld, or too little to tell.
    NotCompared,
    /// The whole interval lies on the bad side.
    Worse,
    /// The whole interval lies on the good side.
    Better,
    /// The interval holds no change at all.
    NoChangeSeen,
}

/// One source of visitors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceReport {
    /// Source and medium (`google / cpc`).
    pub source: String,
    /// One for each arm, in their order.
    pub arms: Vec<SourceArm>,
}

/// One arm among the visitors of a source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceArm {
    /// Users.
    pub users: u64,
    /// Those who converted.
    pub conversions: u64,
    /// Share of users who converted.
    pub rate: f64,
    /// Revenue a user.
    pub revenue: f64,
    /// Relative lift of the rate; none for the control, where lift is withheld, and where there is too little.
    pub lift: Option<Estimate>,
}

/// What a switchback found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SwitchbackReport {
    /// Blocks that had users.
    pub blocks: Vec<BlockReport>,
    /// For each arm but the control its test of conversions a user; none with too few blocks.
    pub tests: Vec<Option<Randomisation>>,
    /// Exposures off the schedule, left out.
    pub off_schedule: u64,
}

/// One block of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockReport {
    /// When it began, as RFC 3339.
    pub start: String,
    /// Place of its arm.
    pub arm: usize,
    /// Users exposed in it.
    pub users: u64,
    /// Those who converted in it.
    pub conversions: u64,
    /// Share of users who converted.
    pub rate: f64,
}

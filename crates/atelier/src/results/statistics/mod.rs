//! The statistics of the results, each with the paper it is from; every function is pure and total.
//!
//! Distribution functions are `statrs`'s. Deliberately absent: corrections for looking early and for outliers. An interval
//! read every day until it pleases covers less than it says, and revenue is taken as it is.

pub mod mean;
pub mod permutation;
pub mod power;
pub mod proportion;
pub mod ratio_check;

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

/// Confidence of an interval where nothing else is said.
pub const CONFIDENCE: f64 = 0.95;

/// A range that covers the true value in a share of experiments.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The single best value.
    pub value: f64,
    /// What it may be as well.
    #[serde(flatten)]
    pub interval: Interval,
}

impl Interval {
    /// Whether a value lies within, ends included.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

impl Estimate {
    /// An estimate; none where any of its numbers is not finite.
    pub(crate) fn finite(value: f64, low: f64, high: f64) -> Option<Estimate> {
        let all = [value, low, high].iter().all(|number| number.is_finite());
        all.then_some(Estimate { value, interval: Interval { low, high } })
    }

    /// A ratio minus one from its logarithm and the standard error of that; none where they are not finite.
    pub(crate) fn lift(log_ratio: f64, error: f64, confidence: f64) -> Option<Estimate> {
        let reach = two_sided(confidence) * error;
        let lift = |log: f64| libm::expm1(log);
        Estimate::finite(lift(log_ratio), lift(log_ratio - reach), lift(log_ratio + reach))
    }
}

/// How many standard errors a two-sided interval of that confidence reaches to either side.
pub(crate) fn two_sided(confidence: f64) -> f64 {
    Normal::standard().inverse_cdf(0.5 + confidence.clamp(0.0, 1.0) / 2.0)
}

/// The confidence of each of so many intervals that all of them hold together at `confidence` (Bonferroni; Dunn, "Multiple
/// comparisons among means", JASA 1961).
pub fn each_of(many: usize, confidence: f64) -> f64 {
    1.0 - (1.0 - confidence) / many.max(1) as f64
}

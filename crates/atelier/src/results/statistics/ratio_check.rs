//! Whether users were split as the experiment says: the sample-ratio check.
//!
//! Where they were not, something lost or moved users of one arm, and what the arms did cannot be compared. Fabijan and
//! others, "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Below this probability the split is called wrong; small, because every experiment is checked, often many times.
pub const ALARM: f64 = 0.001;

/// What the check found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RatioCheck {
    /// Pearson's χ² of the users an arm against their weights.
    pub statistic: f64,
    /// Probability of a split at least so uneven by chance.
    pub p: f64,
    /// Whether it can be chance.
    pub passed: bool,
}

/// Compares users an arm with the weights; none where there is nothing to compare: fewer than two arms with a weight, or
/// nobody.
///
/// Users in an arm of weight zero cannot be chance.
pub fn check(arms: &[(u64, f64)]) -> Option<RatioCheck> {
    let users: u64 = arms.iter().map(|(users, _)| users).sum();
    let weights: f64 = arms.iter().map(|(_, weight)| weight).sum();
    let weighted = arms.iter().filter(|(_, weight)| *weight > 0.0);
    let freedom = weighted.clone().count().checked_sub(1).filter(|freedom| *freedom > 0)?;
    if users == 0 {
        return None;
    }
    if arms.iter().any(|(users, weight)| *users > 0 && *weight <= 0.0) {
        return Some(RatioCheck { statistic: f64::MAX, p: 0.0, passed: false });
    }
    let distance = |(found, weight): &(u64, f64)| {
        let expected = users as f64 * weight / weights;
        (*found as f64 - expected) * (*found as f64 - expected) / expected
    };
    let statistic: f64 = weighted.map(distance).sum();
    let p = ChiSquared::new(freedom as f64).ok()?.sf(statistic);
    Some(RatioCheck { statistic, p, passed: p >= ALARM })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mendel's peas (1866) against 9 : 3 : 3 : 1, as every textbook has them; and the example of Kohavi, Tang and Xu,
    /// "Trustworthy online controlled experiments", 2020, chapter 3: 821,588 against 815,482 users, p = 1.8 in a million.
    /// Digits are `scipy.stats.chisquare` of SciPy 1.17.1.
    #[test]
    fn it_is_the_published_one() {
        let peas = check(&[(315, 9.0), (108, 3.0), (101, 3.0), (32, 1.0)]).unwrap();
        assert!((peas.statistic - 0.470_023_980_8).abs() < 1e-9, "{peas:?}");
        assert!((peas.p - 0.925_425_895_1).abs() < 1e-9, "{peas:?}");
        let kohavi = check(&[(821_588, 0.5), (815_482, 0.5)]).unwrap();
        assert!((kohavi.statistic - 22.774_368_841_9).abs() < 1e-8, "{kohavi:?}");
        assert!((kohavi.p / 1.821_792_872_6e-6 - 1.0).abs() < 1e-6, "{kohavi:?}");
        assert!(peas.passed && !kohavi.passed);
    }

    #[test]
    fn arms_without_weight_hold_nobody() {
        assert!(!check(&[(10, 0.5), (10, 0.5), (1, 0.0)]).unwrap().passed);
        assert!(check(&[(10, 0.5), (10, 0.5), (0, 0.0)]).unwrap().passed);
        assert_eq!(check(&[(10, 1.0)]), None);
        assert_eq!(check(&[(10, 1.0), (0, 0.0)]), None);
        assert_eq!(check(&[(0, 0.5), (0, 0.5)]), None);
        assert_eq!(check(&[]), None);
    }
}

//! How small an effect an experiment can find, before it is begun.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use super::two_sided;

/// Share of experiments that find an effect of the size planned for.
pub const POWER: f64 = 0.8;

/// What can be found with so many users.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Plan {
    /// Share of users who convert without the change.
    pub rate: f64,
    /// Users of each of two arms.
    pub users: f64,
    /// The smallest relative increase that is found in [`POWER`] of experiments; none where even doubling is not.
    pub detectable: Option<f64>,
}

/// The smallest relative increase of a rate that two arms of so many users each find.
pub fn plan(rate: f64, users: f64, confidence: f64) -> Plan {
    let most = if rate > 0.0 { (1.0 / rate - 1.0).min(1.0) } else { 0.0 };
    let found = |lift: f64| power(rate, rate * (1.0 + lift), users, confidence) >= POWER;
    let detectable = (most > 0.0 && found(most)).then(|| {
        let (mut low, mut high) = (0.0, most);
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if found(middle) { high = middle } else { low = middle }
        }
        high
    });
    Plan { rate, users, detectable }
}

/// Users an arm that find a relative increase of a rate in [`POWER`] of experiments; none where that rate is no share.
pub fn users(rate: f64, lift: f64, confidence: f64) -> Option<f64> {
    let other = rate * (1.0 + lift);
    if !(0.0 < rate && rate < 1.0 && 0.0 < other && other < 1.0) || lift == 0.0 {
        return None;
    }
    let (pooled, apart) = spreads(rate, other);
    let reach = two_sided(confidence) * pooled + Normal::standard().inverse_cdf(POWER) * apart;
    Some((reach / (other - rate)) * (reach / (other - rate)))
}

/// Probability that a two-sided test of two rates with so many users an arm finds their difference.
///
/// Fleiss, Levin and Paik, "Statistical methods for rates and proportions", 2003, chapter 4, without the correction for
/// continuity; R's `power.prop.test` computes the same.
pub fn power(rate: f64, other: f64, users: f64, confidence: f64) -> f64 {
    let (pooled, apart) = spreads(rate, other);
    if apart <= 0.0 {
        return 0.0;
    }
    let reach = libm::sqrt(users) * (other - rate).abs() - two_sided(confidence) * pooled;
    Normal::standard().cdf(reach / apart)
}

/// Standard deviations of the difference of one user an arm: were the rates equal, and as they are.
fn spreads(rate: f64, other: f64) -> (f64, f64) {
    let sum = rate + other;
    (
        libm::sqrt((sum * (1.0 - sum / 2.0)).max(0.0)),
        libm::sqrt((rate * (1.0 - rate) + other * (1.0 - other)).max(0.0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples in R's manual of `power.prop.test`: 50 users an arm find 50 % against 75 % in 74.0 % of cases, and 90 %
    /// need 76.7 of them.
    #[test]
    fn power_is_that_of_the_manual() {
        assert!((power(0.5, 0.75, 50.0, 0.95) - 0.740_165_9).abs() < 1e-6);
        assert!((power(0.5, 0.75, 76.7, 0.95) - 0.9).abs() < 1e-4);
        assert!((users(0.5, 0.5, 0.95).unwrap() - 57.673_436_7).abs() < 1e-6);
    }

    #[test]
    fn a_plan_turns_users_around() {
        for (rate, lift) in [(0.03, 0.1), (0.03, 0.04), (0.2, 0.02), (0.5, 0.3), (0.001, 0.5)] {
            let users = users(rate, lift, 0.95).unwrap();
            let found = plan(rate, users, 0.95).detectable.unwrap();
            assert!((found - lift).abs() < 1e-9, "{found} is not {lift}");
        }
    }

    #[test]
    fn nothing_is_found_with_nobody() {
        for (rate, users) in [(0.03, 0.0), (0.03, 10.0), (0.0, 1e6), (1.0, 1e6), (f64::NAN, 1e6)] {
            assert_eq!(plan(rate, users, 0.95).detectable, None, "{rate} {users}");
        }
        assert_eq!(super::users(0.6, 1.0, 0.95), None);
    }
}

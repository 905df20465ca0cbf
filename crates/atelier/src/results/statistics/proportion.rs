//! Shares of users: how many of so many did something.

use super::{Estimate, Interval, two_sided};

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Users who did it.
    pub hits: u64,
    /// All users.
    pub of: u64,
}

impl Share {
    /// The share; zero of nobody.
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.hits as f64 / self.of as f64 }
    }
}

/// The score interval of a share; none of nobody.
///
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927. Unlike the usual `p ± z·s` it
/// never leaves 0 to 1 and holds where hits are few.
pub fn wilson(share: Share, confidence: f64) -> Option<Interval> {
    if share.of == 0 {
        return None;
    }
    let (n, p, z) = (share.of as f64, share.value(), two_sided(confidence));
    let centre = p + z * z / (2.0 * n);
    let reach = z * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    let scale = 1.0 + z * z / n;
    // At the edges the ends are 0 and 1 exactly; rounding must not say otherwise.
    let low = if share.hits == 0 { 0.0 } else { ((centre - reach) / scale).max(0.0) };
    let high = if share.hits == share.of { 1.0 } else { ((centre + reach) / scale).min(1.0) };
    Some(Interval { low, high })
}

/// By how much a share is greater than the control's, in units of the share itself.
///
/// Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
/// Statistics in Medicine 1998, method 10.
pub fn difference(arm: Share, control: Share, confidence: f64) -> Option<Estimate> {
    let (a, c) = (wilson(arm, confidence)?, wilson(control, confidence)?);
    let (p, q) = (arm.value(), control.value());
    let down = libm::hypot(p - a.low, c.high - q);
    let up = libm::hypot(a.high - p, q - c.low);
    Estimate::finite(p - q, p - q - down, p - q + up)
}

/// By how much a share is greater than the control's, relative to it: 0.04 is four percent more. None where either has no
/// hit, as then no ratio can be bounded.
///
/// Delta method on the logarithm of the ratio: Katz, Baptista, Azen and Pike, "Obtaining confidence intervals for the risk
/// ratio in cohort studies", Biometrics 1978.
pub fn lift(arm: Share, control: Share, confidence: f64) -> Option<Estimate> {
    if arm.hits == 0 || control.hits == 0 {
        return None;
    }
    let variance = |share: Share| 1.0 / share.hits as f64 - 1.0 / share.of as f64;
    let error = libm::sqrt(variance(arm) + variance(control));
    Estimate::lift(libm::log(arm.value() / control.value()), error, confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(hits: u64, of: u64) -> Share {
        Share { hits, of }
    }

    #[track_caller]
    fn near(found: f64, expected: f64, digits: i32) {
        assert!((found - expected).abs() <= 0.5001 * 10f64.powi(-digits), "{found} is not {expected}");
    }

    /// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 1998, table I, method 3;
    /// the longer digits are `scipy.stats.binomtest(…).proportion_ci(method="wilson")` of SciPy 1.17.1.
    #[test]
    fn wilson_is_the_published_one() {
        let cases = [
            (81, 263, 0.255_288_519_9, 0.366_209_577_0),
            (15, 148, 0.062_386_399_5, 0.160_487_241_7),
            (0, 20, 0.0, 0.161_125_158_1),
            (1, 29, 0.006_113_214_3, 0.171_755_218_8),
        ];
        for (hits, of, low, high) in cases {
            let found = wilson(share(hits, of), 0.95).unwrap();
            near(found.low, low, 9);
            near(found.high, high, 9);
        }
        assert_eq!(wilson(share(0, 0), 0.95), None);
        assert_eq!(wilson(share(3, 3), 0.95).unwrap().high, 1.0);
    }

    /// The same author's paper on differences, table II, method 10.
    #[test]
    fn differences_are_the_published_ones() {
        let cases = [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ];
        for ((hits, of), (control, all), low, high) in cases {
            let found = difference(share(hits, of), share(control, all), 0.95).unwrap();
            near(found.interval.low, low, 4);
            near(found.interval.high, high, 4);
        }
    }

    /// The example in the documentation of `scipy.stats.contingency.relative_risk` (27 of 122 against 44 of 487), and the
    /// Physicians' Health Study on aspirin (New England Journal of Medicine 1989: 104 of 11,037 against 189 of 11,034).
    #[test]
    fn ratios_are_the_published_ones() {
        let cases = [
            ((27, 122), (44, 487), 2.449_515_648_3, 1.583_699_092_7, 3.788_678_631_5),
            ((104, 11_037), (189, 11_034), 0.550_114_981_2, 0.433_673_115_9, 0.697_821_657_5),
        ];
        for ((hits, of), (control, all), ratio, low, high) in cases {
            let found = lift(share(hits, of), share(control, all), 0.95).unwrap();
            near(found.value + 1.0, ratio, 9);
            near(found.interval.low + 1.0, low, 9);
            near(found.interval.high + 1.0, high, 9);
        }
        assert_eq!(lift(share(0, 10), share(1, 10), 0.95), None);
        assert_eq!(lift(share(1, 10), share(0, 10), 0.95), None);
        assert_eq!(lift(share(0, 0), share(0, 0), 0.95), None);
    }
}

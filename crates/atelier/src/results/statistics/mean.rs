//! Means over users of what can be any amount, such as revenue: sums in whole numbers, so that no order of users changes them.

use serde::Serialize;
use sillage_engine::event::{Micros, from_micros};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Estimate, Interval, two_sided};

/// How many values there were, their sum and the sum of their squares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sums {
    /// Values.
    pub count: u64,
    /// Their sum, in millionths.
    pub sum: i128,
    /// The sum of their squares, in millionths of millionths; saturates far beyond any shop.
    pub squares: u128,
}

impl Sums {
    /// Counts a value.
    pub fn add(&mut self, value: Micros) {
        let size = u128::from(value.unsigned_abs());
        self.count += 1;
        self.sum = self.sum.saturating_add(i128::from(value));
        self.squares = self.squares.saturating_add(size.saturating_mul(size));
    }

    /// Counts what another counted.
    pub fn merge(&mut self, other: &Sums) {
        self.count += other.count;
        self.sum = self.sum.saturating_add(other.sum);
        self.squares = self.squares.saturating_add(other.squares);
    }

    /// The mean, in whole units; zero of nothing.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 / from_micros_scale() }
    }

    /// The variance of the mean; none of fewer than two values.
    fn variance_of_mean(&self) -> Option<f64> {
        if self.count < 2 {
            return None;
        }
        let (n, scale) = (self.count as f64, from_micros_scale());
        let mean = self.mean();
        let spread = self.squares as f64 / (scale * scale) - n * mean * mean;
        Some(spread.max(0.0) / (n - 1.0) / n)
    }
}

/// Millionths in one, as a double.
fn from_micros_scale() -> f64 {
    1.0 / from_micros(1)
}

/// The interval of one mean (Student's t); none of fewer than two values.
pub fn interval(sums: &Sums, confidence: f64) -> Option<Interval> {
    let reach = quantile(sums.count as f64 - 1.0, confidence)? * libm::sqrt(sums.variance_of_mean()?);
    Some(Interval { low: sums.mean() - reach, high: sums.mean() + reach })
}

/// By how much a mean is greater than the control's, in its own unit.
///
/// Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika
/// 1947, with Satterthwaite's degrees of freedom.
pub fn difference(arm: &Sums, control: &Sums, confidence: f64) -> Option<Estimate> {
    let (a, c) = (arm.variance_of_mean()?, control.variance_of_mean()?);
    let both = a + c;
    let freedom = both * both / (a * a / (arm.count as f64 - 1.0) + c * c / (control.count as f64 - 1.0));
    // Without any spread there is nothing to be uncertain about, and no degree of freedom to compute.
    let reach = if both > 0.0 { quantile(freedom, confidence)? * libm::sqrt(both) } else { 0.0 };
    let value = arm.mean() - control.mean();
    Estimate::finite(value, value - reach, value + reach)
}

/// By how much a mean is greater than the control's, relative to it; none where a mean is not above zero, as then no ratio
/// can be bounded.
///
/// Delta method on the logarithm of the ratio: Deng, Knoblich and Lu, "Applying the delta method in metric analytics", KDD
/// 2018. It wants hundreds of users an arm.
pub fn lift(arm: &Sums, control: &Sums, confidence: f64) -> Option<Estimate> {
    let (mean, other) = (arm.mean(), control.mean());
    if mean <= 0.0 || other <= 0.0 {
        return None;
    }
    let variance = arm.variance_of_mean()? / (mean * mean) + control.variance_of_mean()? / (other * other);
    Estimate::lift(libm::log(mean / other), libm::sqrt(variance), confidence)
}

/// Of Student's t; of the normal distribution where the degrees of freedom are very many.
fn quantile(freedom: f64, confidence: f64) -> Option<f64> {
    if freedom > 1e6 {
        return Some(two_sided(confidence));
    }
    StudentsT::new(0.0, 1.0, freedom).ok().map(|student| student.inverse_cdf(0.5 + confidence / 2.0))
}

#[cfg(test)]
mod tests {
    use sillage_engine::event::micros;

    use super::*;

    fn sums(values: &[f64]) -> Sums {
        let mut sums = Sums::default();
        values.iter().for_each(|value| sums.add(micros(*value)));
        sums
    }

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    /// Student's own sleep data (Biometrika 1908), as `t.test(extra ~ group, data = sleep)` prints them in the manual of R:
    /// t = −1.8608, df = 17.776, interval −3.3654832 to 0.2054832; the longer digits are `scipy.stats.ttest_ind` of SciPy 1.17.1.
    #[test]
    fn welch_is_the_published_one() {
        let first = sums(&[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        let second = sums(&[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        let found = difference(&first, &second, 0.95).unwrap();
        near(found.value, -1.58);
        near(found.interval.low, -3.365_483_230_7);
        near(found.interval.high, 0.205_483_230_7);
        near(interval(&first, 0.95).unwrap().low, -0.529_780_4);
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        let cases = [(1.0, 12.706_204_74), (2.0, 4.302_652_73), (5.0, 2.570_581_84), (1_000.0, 1.962_339_08)];
        for (freedom, expected) in cases {
            near(quantile(freedom, 0.95).unwrap(), expected);
        }
        near(quantile(1e7, 0.95).unwrap(), 1.959_963_98);
    }

    /// With 0 and 1 as values a mean is a share, and the delta method is Katz's but for `n − 1` instead of `n`.
    #[test]
    fn lift_of_shares_is_that_of_proportions() {
        let of = |hits: usize, all: usize| {
            let mut values = vec![1.0; hits];
            values.resize(all, 0.0);
            (sums(&values), super::super::proportion::Share { hits: hits as u64, of: all as u64 })
        };
        let ((a, arm), (c, control)) = (of(330, 9_000), of(270, 9_000));
        let found = lift(&a, &c, 0.95).unwrap();
        let expected = super::super::proportion::lift(arm, control, 0.95).unwrap();
        assert!((found.value - expected.value).abs() < 1e-9);
        assert!((found.interval.low - expected.interval.low).abs() < 1e-4);
    }

    #[test]
    fn too_little_has_no_interval() {
        assert_eq!(difference(&sums(&[1.0]), &sums(&[1.0, 2.0]), 0.95), None);
        assert_eq!(lift(&sums(&[0.0, 0.0]), &sums(&[1.0, 2.0]), 0.95), None);
        assert_eq!(lift(&sums(&[-1.0, 0.5]), &sums(&[1.0, 2.0]), 0.95), None);
        assert_eq!(interval(&Sums::default(), 0.95), None);
        let same = difference(&sums(&[2.0, 2.0]), &sums(&[1.0, 1.0]), 0.95).unwrap();
        assert_eq!((same.value, same.interval.low, same.interval.high), (1.0, 1.0, 1.0));
    }
}

//! Numbers as people read them: grouped thousands, percent, signs.

use super::statistics::Estimate;

/// `1,204`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `3.10 %` of 0.031.
pub fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// `+4.1 %` of 0.041.
pub fn change(share: f64) -> String {
    format!("{:+.1} %", share * 100.0)
}

/// `-2.0 to +10.5 %`.
pub fn range(estimate: &Estimate) -> String {
    format!("{:+.1} to {:+.1} %", estimate.interval.low * 100.0, estimate.interval.high * 100.0)
}

/// A probability with three places that count, never zero.
pub fn probability(p: f64) -> String {
    if p < 1e-300 {
        "less than 1e-300".to_owned()
    } else if p < 0.001 {
        format!("{p:.1e}")
    } else {
        format!("{p:.3}")
    }
}

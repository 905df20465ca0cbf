//! Texts and numbers that stand for all others: with these, every comparison comes out in every way it can.

use sillage_engine::{
    condition::Operator,
    event::{from_micros, micros},
    value::Value,
};

use crate::matching::holds;

/// Beyond this, millionths of a unit and doubles no longer correspond one to one.
const EXACT_AMOUNT: f64 = 4_000_000_000.0;
/// More than can be counted.
const COUNT: f64 = 9_007_199_254_740_991.0;

/// The texts mentioned, and one of each stretch between them where their order is asked for; else one other text.
pub(super) fn texts(mentioned: &[&str], is_ordered: bool) -> Vec<String> {
    let mut texts: Vec<String> = mentioned.iter().map(|text| (*text).to_owned()).collect();
    texts.sort_by(|a, b| is_less(b, a).cmp(&is_less(a, b)));
    texts.dedup();
    if !is_ordered {
        texts.push(other(mentioned));
        return texts;
    }
    let mut between = vec![String::new()];
    for (at, text) in texts.iter().enumerate() {
        let next = texts.get(at + 1);
        // Nothing stands between a text and the same with the character of code 0 behind it.
        let behind = ["a", "\0"].map(|end| format!("{text}{end}"));
        between.extend(behind.into_iter().find(|text| next.is_none_or(|next| is_less(text, next))));
    }
    texts.extend(between.into_iter().filter(|text| !mentioned.contains(&text.as_str())));
    texts
}

/// A text that is not among those mentioned.
pub(super) fn other(mentioned: &[&str]) -> String {
    let mut other = "other".to_owned();
    while mentioned.contains(&other.as_str()) {
        other.push('s');
    }
    other
}

fn is_less(a: &str, b: &str) -> bool {
    holds(&Value::text(a), Operator::Less, &Value::text(b))
}

/// The numbers mentioned, and one of each stretch between, below and above them.
pub(super) fn numbers(mentioned: &[f64]) -> Vec<f64> {
    let sorted = sorted(mentioned);
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return vec![1.0] };
    let mut numbers = sorted.clone();
    numbers.push(below(*first));
    numbers.push(-below(-*last));
    for pair in sorted.windows(2) {
        if let [low, high] = pair {
            numbers.extend(between(*low, *high));
        }
    }
    numbers
}

fn sorted(numbers: &[f64]) -> Vec<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup();
    sorted
}

/// A number below, a whole one if doubles have it.
fn below(number: f64) -> f64 {
    let whole = number.ceil() - 1.0;
    if whole < number { whole } else { number.next_down() }
}

/// A number strictly between two, a whole one if there is one.
fn between(low: f64, high: f64) -> Option<f64> {
    let candidates = [low.floor() + 1.0, low + (high - low) / 2.0, low.next_up()];
    candidates.into_iter().find(|middle| low < *middle && *middle < high)
}

/// Stretches of whole numbers from zero on, each its least and its greatest, that no comparison with the mentioned numbers
/// can tell apart. Zero is a stretch of its own, because it says that nothing happened.
pub(super) fn wholes(mentioned: &[f64]) -> Vec<(f64, f64)> {
    let mut cuts = vec![0.0, 1.0];
    for number in mentioned {
        cuts.extend([number.ceil(), number.floor() + 1.0]);
    }
    cuts.retain(|cut| (0.0..=COUNT).contains(cut));
    let cuts = sorted(&cuts);
    let ends = cuts.iter().skip(1).map(|next| next - 1.0).chain([COUNT]);
    cuts.iter().copied().zip(ends).collect()
}

/// Sums in millionths around the mentioned numbers, and whether these are all that matter.
pub(super) fn amounts(mentioned: &[f64]) -> (Vec<f64>, bool) {
    let mut amounts = vec![0.0];
    amounts.extend(numbers(mentioned).into_iter().filter(|number| from_micros(micros(*number)) == *number));
    for number in mentioned {
        let near = micros(*number);
        let around = [-1_i64, 0, 1].map(|step| from_micros(near.saturating_add(step)));
        amounts.extend(around);
    }
    (amounts, mentioned.iter().all(|number| number.abs() < EXACT_AMOUNT))
}

#[cfg(test)]
mod tests {
    use super::{amounts, numbers, texts, wholes};

    #[test]
    fn texts_stand_for_all_others() {
        assert_eq!(texts(&["gold", "gold"], false), ["gold", "other"]);
        assert_eq!(texts(&["other"], false), ["other", "others"]);
        assert_eq!(texts(&["m"], true), ["m", "", "ma"]);
        assert_eq!(texts(&["m", "m\0"], true), ["m", "m\0", "", "m\0a"]);
        assert_eq!(texts(&[""], true), ["", "a"]);
        // By UTF-16 code units the second stands in front of the first.
        assert_eq!(
            texts(&["\u{ffff}", "\u{10000}"], true),
            ["\u{10000}", "\u{ffff}", "", "\u{10000}a", "\u{ffff}a"]
        );
    }

    #[test]
    fn numbers_stand_for_all_others() {
        assert_eq!(numbers(&[]), [1.0]);
        assert_eq!(numbers(&[5.0, 2.0]), [2.0, 5.0, 1.0, 6.0, 3.0]);
        assert_eq!(numbers(&[0.5, 0.75]), [0.5, 0.75, 0.0, 1.0, 0.625]);
        assert_eq!(numbers(&[1.0, 1.0_f64.next_up()]), [1.0, 1.0_f64.next_up(), 0.0, 2.0]);
        assert_eq!(numbers(&[f64::MAX]), [f64::MAX, f64::MAX.next_down(), f64::INFINITY]);
    }

    #[test]
    fn stretches_of_whole_numbers() {
        let end = super::COUNT;
        assert_eq!(wholes(&[]), [(0.0, 0.0), (1.0, end)]);
        assert_eq!(wholes(&[3.0]), [(0.0, 0.0), (1.0, 2.0), (3.0, 3.0), (4.0, end)]);
        assert_eq!(wholes(&[2.5, -1.0]), [(0.0, 0.0), (1.0, 2.0), (3.0, end)]);
        assert_eq!(wholes(&[1e300]), [(0.0, 0.0), (1.0, end)]);
    }

    #[test]
    fn sums_are_whole_millionths() {
        let (found, is_exact) = amounts(&[0.000_000_5]);
        assert!(
            is_exact && found.contains(&0.0) && found.contains(&0.000_001) && !found.contains(&0.000_000_5)
        );
        assert!(!amounts(&[1e300]).1);
    }
}

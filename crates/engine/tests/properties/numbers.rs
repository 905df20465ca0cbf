//! Numbers in texts, money in millionths, and the order of texts.

use proptest::prelude::*;
use sillage_engine::{
    condition::Operator,
    evaluate::{Truth, compare},
    event::{from_micros, micros},
    value::{Value, push_integer, push_micros, push_number},
};

use crate::{arbitrary, cases};

fn written(push: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    push(&mut text);
    text
}

#[test]
fn numbers_are_written_with_at_most_six_decimals() {
    let cases = [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.0, "-1"),
        (10.0, "10"),
        (1.5, "1.5"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (49.95, "49.95"),
        (1.0 / 3.0, "0.333333"),
        (2.0 / 3.0, "0.666667"),
        (0.000_001, "0.000001"),
        (0.000_000_5, "0.000001"),
        (0.000_000_4, "0"),
        (-0.000_000_4, "0"),
        (-0.000_000_5, "-0.000001"),
        (0.999_999_9, "1"),
        (-0.999_999_9, "-1"),
        (100.000_001, "100.000001"),
        (9_007_199_254_740_992.0, "9007199254740992"),
        (1e15, "1000000000000000"),
        (1e18, "1000000000000000000"),
        (-9_223_372_036_854_775_808.0, "-9223372036854775808"),
        (1e19, "9223372036854.775807"),
        (-1e19, "-9223372036854.775808"),
        (1e300, "9223372036854.775807"),
        (5e-324, "0"),
        (f64::INFINITY, "9223372036854.775807"),
        (f64::NEG_INFINITY, "-9223372036854.775808"),
        (f64::NAN, "0"),
    ];
    for (number, expected) in cases {
        assert_eq!(written(|text| push_number(number, text)), expected, "{number:?}");
    }
}

#[test]
fn millionths() {
    let cases = [
        (0.0, 0),
        (1.0, 1_000_000),
        (0.000_000_5, 1),
        (-0.000_000_5, -1),
        (0.000_000_49, 0),
        (19.99, 19_990_000),
        (1e300, i64::MAX),
        (-1e300, i64::MIN),
        (f64::NAN, 0),
    ];
    for (number, expected) in cases {
        assert_eq!(micros(number), expected, "{number:?}");
    }
    let texts = [
        (0, "0"),
        (1, "0.000001"),
        (-1, "-0.000001"),
        (1_500_000, "1.5"),
        (i64::MAX, "9223372036854.775807"),
        (i64::MIN, "-9223372036854.775808"),
    ];
    for (number, expected) in texts {
        assert_eq!(written(|text| push_micros(number, text)), expected);
    }
}

fn holds(value: &Value, operator: Operator, operand: &Value) -> bool {
    compare(value, operator, operand, None) == Truth::True
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn integers_are_written_as_everywhere(number in any::<u64>(), shift in 0u32..64) {
        let number = number >> shift;
        prop_assert_eq!(written(|text| push_integer(number, text)), number.to_string());
    }

    #[test]
    fn money_survives_writing_and_reading(cents in -100_000_000_000i64..100_000_000_000) {
        let number = cents as f64 / 100.0;
        prop_assert_eq!(micros(number), cents * 10_000);
        prop_assert_eq!(from_micros(micros(number)), number);
        prop_assert_eq!(written(|text| push_number(number, text)).parse::<f64>(), Ok(number));
    }

    #[test]
    fn any_number_is_written_near_to_itself(number in any::<f64>()) {
        let text = written(|text| push_number(number, text));
        let read: f64 = text.parse().unwrap();
        let is_near = (read - number).abs() <= 0.000_000_6 + number.abs() * 1e-15;
        prop_assert!(is_near || number.abs() > 9.2e12 || number.is_nan(), "{} as {}", number, text);
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        prop_assert!(decimals <= 6 && !text.ends_with('.') && text != "-0");
    }

    #[test]
    fn texts_have_the_order_of_utf_16(a in arbitrary::text(), b in arbitrary::text()) {
        let order = a.encode_utf16().cmp(b.encode_utf16());
        let (left, right) = (Value::text(&a), Value::text(&b));
        prop_assert_eq!(holds(&left, Operator::Less, &right), order.is_lt());
        prop_assert_eq!(holds(&left, Operator::LessOrEqual, &right), order.is_le());
        prop_assert_eq!(holds(&left, Operator::Greater, &right), order.is_gt());
        prop_assert_eq!(holds(&left, Operator::GreaterOrEqual, &right), order.is_ge());
        prop_assert_eq!(holds(&left, Operator::Is, &right), order.is_eq());
    }

    #[test]
    fn opposite_comparisons_are_opposite(left in arbitrary::value(), right in arbitrary::value()) {
        let holds = |operator| holds(&left, operator, &right);
        prop_assert_ne!(holds(Operator::Equal), holds(Operator::NotEqual));
        prop_assert!(!(holds(Operator::In) && holds(Operator::NotIn)));
        prop_assert_eq!(holds(Operator::In) || holds(Operator::NotIn), matches!(right, Value::Many(_)));
        prop_assert!(!(holds(Operator::Less) && holds(Operator::GreaterOrEqual)));
        prop_assert!(!(holds(Operator::Greater) && holds(Operator::LessOrEqual)));
    }
}

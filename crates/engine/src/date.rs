//! Dates and instants of ISO 8601 as milliseconds since 1970, so that conditions compare instants and not spellings.

use crate::{
    event::Millis,
    value::{Scalar, Value},
};

/// Reads `2027-01-31`, or `2027-01-31T09:00`, with seconds, milliseconds and an offset (`Z`, `+01:00`) or without; without
/// an offset it is UTC. None for anything else.
pub fn parse(text: &str) -> Option<Millis> {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000";
    let bytes = text.as_bytes();
    let (mut fields, mut field, mut at) = ([0i64; 7], 0, 0);
    while let (Some(form), Some(byte)) = (FORM.get(at), bytes.get(at)) {
        if *form == b'0' && byte.is_ascii_digit() {
            let number = fields.get_mut(field)?;
            *number = *number * 10 + i64::from(byte & 15);
        } else if *form == *byte {
            field += 1;
        } else {
            break;
        }
        at += 1;
    }
    let [year, month, day, hour, minute, second, milli] = fields;
    let is_whole = matches!(at, 10 | 16 | 19 | 23) && hour < 24 && minute < 60 && second < 60;
    let offset = match bytes.get(at..).filter(|_| is_whole)? {
        [] => 0,
        _ if at == 10 => return None,
        [b'Z'] => 0,
        [sign @ (b'+' | b'-'), digits @ ..] => {
            let minutes = minutes(digits)?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let minutes = (days(year, month, day)? * 24 + hour) * 60 + minute - offset;
    Some((minutes * 60 + second) * 1_000 + milli)
}

/// The minutes of an offset.
fn minutes(offset: &[u8]) -> Option<i64> {
    let [a, b, b':', c, d] = offset else { return None };
    let is_number = [a, b, c, d].iter().all(|digit| digit.is_ascii_digit());
    let digit = |digit: &u8| i64::from(digit & 15);
    is_number.then(|| (digit(a) * 10 + digit(b)) * 60 + digit(c) * 10 + digit(d))
}

/// The value of an attribute that is a date: texts that are dates become numbers.
pub fn normalised(value: Value) -> Value {
    let number = |one: Scalar| match &one {
        Scalar::Text(text) => parse(text).map_or(one, |at| Scalar::Number(at as f64)),
        _ => one,
    };
    match value {
        Value::One(one) => Value::One(number(one)),
        Value::Many(list) => Value::Many(list.into_iter().map(number).collect()),
    }
}

/// Days since 1970 of a date of the Gregorian calendar; none where it does not exist.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..13 => 31,
        _ => return None,
    };
    // The year begins in March, so that a leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + day - 1;
    let before = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    (1..=length).contains(&day).then_some(before + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn instants_are_read_whatever_their_spelling() {
        let cases = [
            ("1970-01-01", Some(0)),
            ("1970-01-01T00:00Z", Some(0)),
            ("1970-01-01T00:00:00.001", Some(1)),
            ("2027-01-31T09:00:00+01:00", Some(1_801_382_400_000)),
            ("2027-01-31T08:00:00.000Z", Some(1_801_382_400_000)),
            ("2027-01-31T02:30:00-05:30", Some(1_801_382_400_000)),
            ("2000-02-29", Some(951_782_400_000)),
            ("1969-12-31T23:59:59Z", Some(-1_000)),
            ("0000-01-01", Some(-62_167_219_200_000)),
            ("1900-02-29", None),
            ("2027-02-29", None),
            ("2027-13-01", None),
            ("2027-00-01", None),
            ("2027-01-00", None),
            ("2027-01-31T", None),
            ("2027-01-31Z", None),
            ("2027-01-31T24:00", None),
            ("2027-01-31T09:60", None),
            ("2027-01-31T09:00:60Z", None),
            ("2027-01-31T09:00:00.0Z", None),
            ("2027-01-31T09:00:00+1:00", None),
            ("2027-01-31T09:00:00 Z", None),
            ("2027-1-31", None),
            ("20270131", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}

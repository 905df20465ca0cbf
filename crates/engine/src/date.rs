//! Dates and instants of ISO 8601 as milliseconds since 1970, so that conditions compare instants and not spellings.

use crate::{
    event::Millis,
    value::{Scalar, Value},
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;

/// Reads `2027-01-31`, or `2027-01-31T09:00`, with seconds, a fraction of them and an offset (`Z`, `+01:00`) or without; without
/// an offset it is UTC. None for anything else.
pub fn parse(text: &str) -> Option<Millis> {
    let mut rest = Rest(text.as_bytes());
    let year = rest.number(4)?;
    rest.sign(b'-')?;
    let month = rest.number(2)?;
    rest.sign(b'-')?;
    let day = rest.number(2)?;
    let date = days(year, month, day)? * DAY;
    if rest.0.is_empty() {
        return Some(date);
    }
    rest.sign(b'T').or_else(|| rest.sign(b' '))?;
    let mut time = rest.clock(24)?;
    if rest.sign(b':').is_some() {
        time += rest.number(2).filter(|second| *second < 60)? * 1_000;
        if rest.sign(b'.').is_some() {
            time += rest.fraction()?;
        }
    }
    let offset = match rest.0.first() {
        None => 0,
        Some(b'Z') => {
            rest.sign(b'Z')?;
            0
        }
        Some(sign) => {
            rest.sign(*sign)?;
            let offset = rest.clock(24)?;
            match sign {
                b'+' => offset,
                b'-' => -offset,
                _ => return None,
            }
        }
    };
    rest.0.is_empty().then_some(date + time - offset)
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

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn digit(&mut self) -> Option<i64> {
        let (digit, rest) = self.0.split_first().filter(|(digit, _)| digit.is_ascii_digit())?;
        self.0 = rest;
        Some(i64::from(digit & 15))
    }

    /// A number of exactly so many digits.
    fn number(&mut self, digits: u32) -> Option<i64> {
        let mut number = 0;
        for _ in 0..digits {
            number = number * 10 + self.digit()?;
        }
        Some(number)
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[sign])?;
        Some(())
    }

    /// Hours and minutes, in milliseconds.
    fn clock(&mut self, hours: i64) -> Option<i64> {
        let hour = self.number(2).filter(|hour| *hour < hours)?;
        self.sign(b':')?;
        let minute = self.number(2).filter(|minute| *minute < 60)?;
        Some((hour * 60 + minute) * MINUTE)
    }

    /// Digits behind the decimal point, cut off behind milliseconds.
    fn fraction(&mut self) -> Option<i64> {
        let (mut millis, mut scale) = (self.digit()? * 100, 10);
        while let Some(digit) = self.digit() {
            millis += digit * scale;
            scale /= 10;
        }
        Some(millis)
    }
}

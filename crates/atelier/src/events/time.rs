//! Times as logs write them, in milliseconds since 1970.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use sillage_engine::event::Millis;

/// Latest instant that is believed: the end of the year 9999. Later ones come from mixed-up units.
const LATEST: Millis = 253_402_300_799_999;

/// An instant in RFC 3339, or date and time without an offset, which count as UTC; also with `UTC` behind, as in the
/// REES46 logs.
pub(crate) fn written(text: &str) -> Option<Millis> {
    let text = text.trim();
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    let instant = text.parse::<Timestamp>().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(local).ok()
    });
    believed(instant?.as_millisecond())
}

/// A number of milliseconds.
pub(crate) fn milliseconds(number: f64) -> Option<Millis> {
    if number.is_finite() { believed(number as Millis) } else { None }
}

/// A number whose unit must be guessed by its size: seconds below 10¹¹ (the year 5138), milliseconds below 10¹⁴,
/// microseconds above.
pub(crate) fn guessed(number: f64) -> Option<Millis> {
    milliseconds(if number.abs() < 1e11 {
        number * 1e3
    } else if number.abs() < 1e14 {
        number
    } else {
        number / 1e3
    })
}

fn believed(at: Millis) -> Option<Millis> {
    (0..=LATEST).contains(&at).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        let cases = [
            ("2026-01-02T03:04:05Z", Some(1_767_323_045_000)),
            ("2026-01-02T03:04:05.678Z", Some(1_767_323_045_678)),
            ("2026-01-02T04:04:05+01:00", Some(1_767_323_045_000)),
            ("2026-01-02 03:04:05 UTC", Some(1_767_323_045_000)),
            ("2026-01-02 03:04:05", Some(1_767_323_045_000)),
            ("2026-01-02", Some(1_767_312_000_000)),
            ("1969-12-31T23:59:59Z", None),
            ("2026-13-02T03:04:05Z", None),
            ("yesterday", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(written(text), expected, "{text}");
        }
    }

    #[test]
    fn units_are_guessed_by_size() {
        let cases = [
            (1_592_337_718.0, Some(1_592_337_718_000)),
            (1_592_337_718_500.0, Some(1_592_337_718_500)),
            (1_592_337_718_500_000.0, Some(1_592_337_718_500)),
            (0.0, Some(0)),
            (-1.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (1e300, None),
        ];
        for (number, expected) in cases {
            assert_eq!(guessed(number), expected, "{number}");
        }
    }
}

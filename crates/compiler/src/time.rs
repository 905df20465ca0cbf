//! Durations, dates and instants of the source as milliseconds.

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use sillage_engine::event::Millis;

use crate::zone::Zone;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
/// Milliseconds of a day.
pub(crate) const DAY: u64 = 24 * HOUR;

/// `7d` in milliseconds. The form was checked before; anything else is `None`.
pub(crate) fn duration(text: &str) -> Option<u64> {
    let unit = match text.chars().next_back()? {
        'm' => MINUTE,
        'h' => HOUR,
        'd' => DAY,
        'w' => 7 * DAY,
        _ => return None,
    };
    let (number, _) = text.split_at_checked(text.len() - 1)?;
    number.parse::<u64>().ok()?.checked_mul(unit)
}

/// Which side of a period a date stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The first instant of the date.
    Start,
    /// The first instant behind it: a date counts whole.
    End,
}

/// A date (its days are those of UTC) or an instant; `None` where the calendar has no such day or the clock no such hour.
pub(crate) fn instant(text: &str, edge: Edge) -> Option<Millis> {
    if text.len() > "2026-12-31".len() {
        return text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
    }
    let day: Date = text.parse().ok()?;
    let days = i64::from((day - date(1970, 1, 1)).get_days());
    Some((days + i64::from(edge == Edge::End)) * DAY as i64)
}

/// As [`instant`], but the days of a date are those of a zone.
pub(crate) fn instant_in(text: &str, edge: Edge, zone: &Zone) -> Option<Millis> {
    if text.len() > "2026-12-31".len() {
        return instant(text, edge);
    }
    let day: Date = text.parse().ok()?;
    let day = if edge == Edge::End { day.tomorrow().ok()? } else { day };
    Some(day.to_zoned(zone.as_jiff().clone()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::{DAY, Edge, duration, instant};

    #[test]
    fn durations() {
        let cases = [
            ("90m", Some(5_400_000)),
            ("48h", Some(2 * DAY)),
            ("7d", Some(7 * DAY)),
            ("2w", Some(14 * DAY)),
            ("7", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(duration(text), expected, "{text}");
        }
    }

    #[test]
    fn instants() {
        let cases = [
            ("1970-01-01", Edge::Start, Some(0)),
            ("1970-01-01", Edge::End, Some(86_400_000)),
            ("2027-12-31", Edge::End, Some(1_830_297_600_000)),
            ("2026-01-01T00:00:00Z", Edge::Start, Some(1_767_225_600_000)),
            ("2026-01-01T01:00:00+01:00", Edge::End, Some(1_767_225_600_000)),
            ("2026-01-01T00:00:00.25Z", Edge::Start, Some(1_767_225_600_250)),
            ("2028-02-29", Edge::Start, Some(1_835_395_200_000)),
            ("9999-12-31", Edge::End, Some(253_402_300_800_000)),
            ("0001-01-01", Edge::Start, Some(-62_135_596_800_000)),
            ("2026-01-01t00:00:00z", Edge::Start, Some(1_767_225_600_000)),
            ("2026-02-29", Edge::Start, None),
            ("2026-13-01", Edge::Start, None),
            ("2026-01-01T25:00:00Z", Edge::Start, None),
        ];
        for (text, edge, expected) in cases {
            assert_eq!(instant(text, edge), expected, "{text}");
        }
    }
}

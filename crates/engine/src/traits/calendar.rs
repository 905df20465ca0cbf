//! Days, weeks and months of the shop's zone.
//!
//! There is no zone database here: a bundle says from when on which offset from UTC is in force. Before its first entry, and
//! without any, the zone is UTC.

use crate::{event::Millis, rules::Bucket};

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// Offsets of a zone; see [`crate::rules::Rules::zone`].
pub(super) type Zone = [(Millis, i32)];

/// What the wall clock shows, as if it were UTC, and when its offset changes next.
fn local(zone: &Zone, at: Millis) -> (i64, Millis) {
    let mut local = at;
    for (from, minutes) in zone {
        if *from > at {
            return (local, *from);
        }
        local = at.saturating_add(i64::from(*minutes) * MINUTE);
    }
    (local, Millis::MAX)
}

/// The number of the day, week or month that an instant lies in; the next one has the next number.
pub(super) fn period(zone: &Zone, unit: Bucket, at: Millis) -> i64 {
    let day = local(zone, at).0.div_euclid(DAY);
    match unit {
        // The first Monday before 1970 was the 29th of December.
        Bucket::Week => (day + 3).div_euclid(7),
        Bucket::Month => month(day),
        _ => day,
    }
}

/// Months since March of the year 0, of a day since 1970: as in `civil_from_days` by Howard Hinnant
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn month(day: i64) -> i64 {
    let day = day + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    (era * 400 + year) * 12 + (5 * day + 2) / 153
}

/// When the day ends, or the offset changes before that.
pub(super) fn end_of_day(zone: &Zone, now: Millis) -> Millis {
    let (local, change) = local(zone, now);
    now.saturating_add(DAY - local.rem_euclid(DAY)).min(change)
}

//! Clocks: the shop's, whose offsets the bundle lists, and the visitor's, whose offset is a fact of her device.

use crate::{
    event::Millis,
    page::Page,
    rules::Rules,
    value::{Scalar, Value},
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60;
const WEEK: i64 = 7 * DAY;
/// 1970 began on a Thursday.
const FIRST_DAY: i64 = 3 * DAY;
/// The fact that says by how many minutes the visitor's clock is ahead of UTC.
const OFFSET: &str = "device.utc_offset";

/// What the clock on the wall shows, as milliseconds since it showed 1970-01-01 0:00: the visitor's, or the shop's.
pub(crate) fn local(is_visitors: bool, rules: &Rules, page: &Page, now: Millis) -> Millis {
    let minutes = if is_visitors { of_visitor(page) } else { of_shop(rules, now) };
    now.saturating_add(minutes * MINUTE)
}

/// The visitor's offset; none is UTC, and more than a day is no clock's.
fn of_visitor(page: &Page) -> i64 {
    match page.fact(OFFSET) {
        Some(Value::One(Scalar::Number(minutes))) => (*minutes as i64).clamp(-DAY, DAY),
        _ => 0,
    }
}

/// The shop's offset.
fn of_shop(rules: &Rules, now: Millis) -> i64 {
    let before = rules.zone.iter().rev().find(|(since, _)| *since <= now);
    before.map_or(0, |(_, minutes)| i64::from(*minutes))
}

/// Whether a wall clock's time lies in one of the parts of the week; no parts are the whole week.
pub(crate) fn in_hours(parts: &[(u16, u16)], local: Millis) -> bool {
    let minute = (local.div_euclid(MINUTE) + FIRST_DAY).rem_euclid(WEEK);
    parts.is_empty() || parts.iter().any(|(from, to)| (i64::from(*from)..i64::from(*to)).contains(&minute))
}

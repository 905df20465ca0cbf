//! When a campaign runs: its first and last day, its hours of the week, and by whose clock.

use sillage_engine::event::Millis;

use crate::{
    accept::{clip, has_form},
    codes,
    diagnostic::Report,
    forms,
    shape::{Form, Shape, optional, required},
    time::{self, Edge},
    yaml::Node,
};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: u16 = 24 * 60;

static TIME: Form = Form {
    what: "a time of day",
    pattern: "([01][0-9]|2[0-3]):[0-5][0-9]|24:00",
    help: "write hours and minutes in quotes, as in `\"18:00\"`",
    code: codes::HOURS,
};

static DAY_OF_WEEK: Shape = Shape::Choice(&DAYS);

static PART: Shape = Shape::Record(&[
    optional(
        "days",
        "Days of the week; all of them if not given.",
        "[sat, sun]",
        Shape::List { of: &DAY_OF_WEEK, least: 1 },
    ),
    required("from", "The first minute.", "\"18:00\"", Shape::Text(&TIME)),
    required(
        "to",
        "The first minute behind; not later than `from` means on the next day.",
        "\"23:00\"",
        Shape::Text(&TIME),
    ),
]);

/// The shape of `hours`.
pub(crate) const HOURS: Shape = Shape::List { of: &PART, least: 1 };
/// The shape of `zone`.
pub(crate) const ZONE: Shape = Shape::Choice(&["shop", "visitor"]);

/// When a campaign runs.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    pub(crate) starts: Millis,
    pub(crate) ends: Millis,
    /// By the visitor's clock.
    pub(crate) local: bool,
    /// Minutes of the week, from Monday.
    pub(crate) hours: Vec<(u16, u16)>,
}

/// Reads the schedule of a campaign.
pub(crate) fn read(campaign: &Node, report: &mut Report) -> Schedule {
    let local = campaign.field("zone").and_then(Node::text) == Some("visitor");
    let starts = instant(campaign.field("start"), Edge::Start, local, report);
    let ends = instant(campaign.field("end"), Edge::End, local, report);
    if let (Some(starts), Some(ends), Some(end)) = (starts, ends, campaign.field("end")) {
        check_period(starts, ends, end, report);
    }
    let parts = campaign.field("hours").map_or(&[][..], Node::items);
    Schedule {
        starts: starts.unwrap_or(0),
        ends: ends.unwrap_or(0),
        local,
        hours: merged(parts.iter().flat_map(minutes).collect()),
    }
}

fn instant(node: Option<&Node>, edge: Edge, local: bool, report: &mut Report) -> Option<Millis> {
    let node = node?;
    let text = node.text().filter(|text| has_form(&forms::DATE, text))?;
    let instant = time::instant(text, edge);
    if instant.is_none() {
        report.add(codes::DATE, node.span, format!("there is no `{text}` in the calendar"), forms::DATE.help);
    } else if local && text.contains(['T', 't']) {
        let message = format!("`{}` is an instant, and the visitor's clock shows days", clip(text));
        report.add(codes::INSTANT_OF_VISITOR, node.span, message, "write the day alone, or `zone: shop`");
    }
    instant
}

fn check_period(starts: Millis, ends: Millis, end: &Node, report: &mut Report) {
    if ends <= starts {
        let message = format!("the campaign ends at `{}`, before it starts", end.text().unwrap_or_default());
        report.add(codes::ENDS_BEFORE_START, end.span, message, "write an `end` behind the `start`");
    }
}

/// The minutes of the week of one part; what is behind Sunday's midnight begins on Monday.
fn minutes(part: &Node) -> Vec<(u16, u16)> {
    let time = |name| part.field(name).and_then(Node::text).and_then(minute);
    let (Some(from), Some(to)) = (time("from"), time("to")) else { return Vec::new() };
    let length = if from < to { to - from } else { to + DAY - from };
    let named = part.field("days").map(|days| days.items().iter().filter_map(Node::text).collect::<Vec<_>>());
    let is_meant = |day: &str| named.as_ref().is_none_or(|named| named.contains(&day));
    let mut parts = Vec::new();
    for (day, _) in (0..).zip(DAYS).filter(|(_, day)| is_meant(day)) {
        let (from, to) = (day * DAY + from, day * DAY + from + length);
        parts.push((from, to.min(7 * DAY)));
        if to > 7 * DAY {
            parts.push((0, to - 7 * DAY));
        }
    }
    parts
}

fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    Some(hours.parse::<u16>().ok()? * 60 + minutes.parse::<u16>().ok()?)
}

/// The same parts in order, those that touch as one; without those that are empty.
fn merged(mut parts: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    parts.retain(|(from, to)| from < to);
    parts.sort_unstable();
    let mut merged: Vec<(u16, u16)> = Vec::new();
    for (from, to) in parts {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{merged, minute};

    #[test]
    fn parts_that_touch_are_one() {
        let cases = [
            (vec![], vec![]),
            (vec![(60, 120), (0, 60)], vec![(0, 120)]),
            (vec![(0, 10), (20, 30), (5, 21)], vec![(0, 30)]),
            (vec![(7, 7), (8, 9)], vec![(8, 9)]),
        ];
        for (parts, expected) in cases {
            assert_eq!(merged(parts), expected);
        }
    }

    #[test]
    fn times_of_day() {
        assert_eq!(["00:00", "18:30", "24:00", "x"].map(minute), [Some(0), Some(1110), Some(1440), None]);
    }
}

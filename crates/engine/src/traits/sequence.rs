//! Whether events happened in a certain order.
//!
//! Of every step only the newest way to reach it is followed: an older one ends and began earlier, so it cannot keep a bound
//! that the newer one breaks.

use alloc::vec::Vec;

use super::state::Entry;
use crate::{
    event::Millis,
    rules::{Link, Step, Trait},
};

/// In [`Entry::count`]: the event begins a session.
pub(super) const SESSION: i64 = 1 << 62;

/// A way to a step: when its first step happened, when this one, and at which entry.
type Reached = (Millis, Millis, usize);

/// Whether the steps happened, and when that may change without an event.
pub(super) fn find(computed: &Trait, entries: &[Entry], now: Millis) -> (bool, Millis) {
    let mut reached: Vec<Reached> = Vec::new();
    for _ in &computed.steps {
        reached.push((0, 0, usize::MAX));
    }
    let (mut session, mut is_matched, mut next) = (0, false, Millis::MAX);
    for (at, entry) in entries.iter().enumerate() {
        if entry.count & SESSION != 0 {
            session = at;
        }
        // Backwards: an event is not two steps of one way.
        for (number, step) in computed.steps.iter().enumerate().rev() {
            if entry.count >> number & 1 == 0 || step.link == Link::Not {
                continue;
            }
            let before = number.checked_sub(1).and_then(|before| reached.get(before));
            let Some(start) = start(before, step, entry.at, at, session) else { continue };
            if let Some(slot) = reached.get_mut(number) {
                *slot = (start, entry.at, at);
            }
            let after = computed.steps.get(number + 1);
            if !is_within(start, entry.at, computed.limit)
                || after.is_some_and(|after| after.link != Link::Not)
            {
                continue;
            }
            let end = after.map_or(Millis::MIN, |not| entry.at.saturating_add_unsigned(not.within));
            let is_last = |later: &Entry| later.count >> (number + 1) & 1 == 1 && later.at < end;
            if !entries.iter().skip(at + 1).any(is_last) {
                is_matched |= end <= now;
                next = next.min(if end > now { end } else { Millis::MAX });
            }
        }
    }
    (is_matched, next)
}

/// When the first step happened on the way to a step by that entry; none where the way to the step before does not lead on.
fn start(before: Option<&Reached>, step: &Step, time: Millis, at: usize, session: usize) -> Option<Millis> {
    let Some((start, last, place)) = before else { return Some(time) };
    let earliest = match step.link {
        Link::Session => session,
        Link::Directly => at.saturating_sub(1),
        _ => 0,
    };
    (*place >= earliest && *place < at && is_within(*last, time, step.within)).then_some(*start)
}

/// Whether two instants are at most so far apart.
fn is_within(from: Millis, to: Millis, bound: u64) -> bool {
    to.abs_diff(from) <= bound
}

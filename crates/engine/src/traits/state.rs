//! The state of one trait: what the events of its window come to, bucket by bucket.
//!
//! Every aggregate keeps the same list of entries and differs in two things only: which samples share an entry, and what
//! is read off the list. The list is sorted by time, those of one instant in the order they came, so that a state does
//! not depend on the order of arrival any more than [`crate::visitor::Visitor::events`] does.

use alloc::vec::Vec;
use core::mem::{swap, take};

use super::{
    calendar::{Zone, end_of_day, period},
    sequence,
};
use crate::{
    event::{Micros, Millis, from_micros, micros},
    limits,
    rules::{Aggregate, Bucket, Trait},
    value::{Scalar, Value},
};

/// Weight of an event in a mode that decays: `65_536 × 2^(−n ÷ 8)`, n buckets after it.
const WEIGHTS: [u32; 8] = [65_536, 60_097, 55_109, 50_535, 46_341, 42_495, 38_968, 35_734];

/// What one sample says, or several come to.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The bucket of its time; see [`Bucket`].
    pub(super) bucket: i64,
    /// When the newest of its samples happened; of a trait that looks for the oldest, that one.
    pub(super) at: Millis,
    /// How many samples or pieces; of a sequence the steps that the event can be, one bit each.
    pub(super) count: i64,
    /// Their sum, or the least or the greatest of them. Sums stop at the bounds of 64 bits, which no shop reaches.
    number: Micros,
    /// The value of the sample that `at` tells of.
    pub(super) value: Value,
}

impl Entry {
    /// One sample, and how often it counts.
    pub(super) fn of(at: Millis, value: Value, count: i64) -> Entry {
        let number = if let Value::One(Scalar::Number(number)) = value { micros(number) } else { 0 };
        Entry { bucket: 0, at, count, number, value }
    }

    /// Adds a sample.
    fn take(&mut self, mut other: Entry, aggregate: Aggregate) {
        let is_oldest = matches!(aggregate, Aggregate::First | Aggregate::DaysSinceFirst);
        if (other.at < self.at) == is_oldest {
            swap(self, &mut other);
        }
        self.count = self.count.wrapping_add(other.count);
        self.number = match aggregate {
            Aggregate::Least => self.number.min(other.number),
            Aggregate::Most => self.number.max(other.number),
            _ => self.number.saturating_add(other.number),
        };
    }
}

/// How a trait stands.
#[derive(Debug, Clone)]
pub(super) struct State {
    entries: Vec<Entry>,
    /// All entries in one; of a mode those of a value in one, weighed.
    totals: Vec<Entry>,
    /// The first instant at which it may say something else; long ago, where an event has come.
    pub(super) next: Millis,
}

impl State {
    /// The state without events.
    pub(super) const NEW: State = State { entries: Vec::new(), totals: Vec::new(), next: Millis::MIN };

    /// Takes in a sample.
    pub(super) fn add(&mut self, computed: &Trait, zone: &Zone, mut entry: Entry) {
        self.next = Millis::MIN;
        entry.bucket = computed.window.bucket_of(zone, entry.at);
        if matches!(computed.aggregate, Aggregate::Sum | Aggregate::Mean) {
            entry.number = entry.number.saturating_mul(entry.count);
        }
        let newest = self.entries.last().map_or(entry.bucket, |last| last.bucket);
        let is_newer = newest < entry.bucket;
        merge(&mut self.entries, entry.clone(), computed.aggregate, false);
        self.add_total(computed, entry, newest);
        let most = match computed.aggregate {
            Aggregate::Matched => limits::SEQUENCE,
            Aggregate::Unique | Aggregate::Distinct => limits::LIST,
            // What is older weighs less now.
            Aggregate::Mode if is_newer => 0,
            _ => return,
        };
        if self.entries.len() > most {
            if let Some(oldest) = self.entries.first_mut().filter(|_| most > 0) {
                oldest.bucket = i64::MIN;
            }
            self.shed(computed, i64::MIN);
        }
    }

    /// Adds an entry to the totals, weighed by its distance from the newest bucket.
    fn add_total(&mut self, computed: &Trait, mut entry: Entry, newest: i64) {
        if computed.aggregate == Aggregate::Mode && computed.window.decays() {
            let age = newest.wrapping_sub(entry.bucket);
            let weight = WEIGHTS.get((age & 7) as usize).copied().unwrap_or(0);
            entry.count = entry.count.wrapping_mul(i64::from(weight) >> (age >> 3).clamp(0, 63));
        }
        merge(&mut self.totals, entry, computed.aggregate, true);
    }

    /// Drops the buckets up to one, and adds up what is left.
    fn shed(&mut self, computed: &Trait, floor: i64) {
        let entries = take(&mut self.entries);
        self.totals.clear();
        for entry in &entries {
            if entry.bucket > floor {
                self.entries.push(entry.clone());
                self.add_total(computed, entry.clone(), entries.last().map_or(0, |last| last.bucket));
            }
        }
    }

    /// Lets time pass, and gives the value.
    pub(super) fn tick(&mut self, computed: &Trait, zone: &Zone, now: Millis, session: Millis) -> Value {
        let value = self.value_at(computed, zone, now, session);
        self.next = self.change(computed, zone, now);
        value
    }

    /// The same without asking when that value may be another.
    pub(super) fn value_at(&mut self, computed: &Trait, zone: &Zone, now: Millis, session: Millis) -> Value {
        let floor = computed.window.floor(zone, now, session);
        if self.entries.first().is_some_and(|first| first.bucket <= floor) {
            self.shed(computed, floor);
        }
        self.value(computed, zone, now)
    }

    /// The first instant after `now` at which the value may be another.
    fn change(&self, computed: &Trait, zone: &Zone, now: Millis) -> Millis {
        let mut next = Millis::MAX;
        if let Some(first) = self.entries.first() {
            next = computed.window.expiry(zone, first.bucket, now);
        }
        match computed.aggregate {
            Aggregate::DaysSinceFirst | Aggregate::DaysSinceLast if !self.entries.is_empty() => {
                next.min(end_of_day(zone, now))
            }
            Aggregate::Matched => next.min(sequence::find(computed, &self.entries, now).1),
            _ => next,
        }
    }

    fn value(&self, computed: &Trait, zone: &Zone, now: Millis) -> Value {
        let entry = match computed.aggregate {
            Aggregate::First | Aggregate::DaysSinceFirst => self.entries.first(),
            Aggregate::Last | Aggregate::DaysSinceLast => self.entries.last(),
            _ => self.heaviest(),
        };
        let number = entry.map_or(0, |entry| entry.number);
        let number = match (computed.aggregate, entry) {
            (Aggregate::Count, _) => entry.map_or(0, |entry| entry.count),
            (Aggregate::Distinct, _) => self.entries.len() as i64,
            (Aggregate::Streak, _) => self.streak(computed.window.bucket_of(zone, now)),
            (Aggregate::Unique, _) => return self.values(computed.limit),
            (Aggregate::Matched, _) => {
                return Value::bool(sequence::find(computed, &self.entries, now).0);
            }
            (Aggregate::Sum, _) | (Aggregate::Least | Aggregate::Most, Some(_)) => {
                return Value::number(from_micros(number));
            }
            (Aggregate::Mean, Some(entry)) => {
                return Value::number(from_micros(number.checked_div_euclid(entry.count).unwrap_or(0)));
            }
            (Aggregate::DaysSinceFirst | Aggregate::DaysSinceLast, Some(entry)) => {
                let day = |at| period(zone, Bucket::Day, at);
                (day(now) - day(entry.at)).max(0)
            }
            (_, entry) => return entry.map_or(Value::NULL, |entry| entry.value.clone()),
        };
        Value::number(number as f64)
    }

    /// The newest values.
    fn values(&self, limit: u64) -> Value {
        let mut values = Vec::new();
        for entry in self.entries.iter().rev() {
            if (values.len() as u64) < limit {
                values.extend(entry.value.scalars().first().cloned());
            }
        }
        Value::Many(values)
    }

    /// The total with the greatest count; of several the newest.
    fn heaviest(&self) -> Option<&Entry> {
        let mut heaviest = self.totals.first();
        for total in &self.totals {
            if heaviest.is_some_and(|heaviest| heaviest.count <= total.count) {
                heaviest = Some(total);
            }
        }
        heaviest
    }

    /// How many buckets without a gap end at the current one or the one before it.
    fn streak(&self, current: i64) -> i64 {
        let mut length = 0;
        if let Some(newest) = self.entries.last().filter(|last| last.bucket >= current.saturating_sub(1)) {
            for entry in self.entries.iter().rev() {
                length += i64::from(entry.bucket == newest.bucket.wrapping_sub(length));
            }
        }
        length
    }
}

/// Takes a sample into the entry that it belongs to, or makes it one; keeps the list sorted.
fn merge(list: &mut Vec<Entry>, entry: Entry, aggregate: Aggregate, is_total: bool) {
    let is_by_value = matches!(aggregate, Aggregate::Unique | Aggregate::Distinct | Aggregate::Mode);
    let is_by_bucket = !is_total
        && !matches!(
            aggregate,
            Aggregate::Last | Aggregate::DaysSinceLast | Aggregate::Unique | Aggregate::Distinct
        );
    let mut place = list.len();
    let mut is_found = false;
    while let Some(known) = place.checked_sub(1).and_then(|before| list.get(before)) {
        if is_by_bucket && known.bucket < entry.bucket || is_found || aggregate == Aggregate::Matched {
            break;
        }
        place -= 1;
        is_found =
            !(is_by_bucket && known.bucket != entry.bucket || is_by_value && known.value != entry.value);
    }
    match list.get_mut(place) {
        Some(known) if is_found => {
            let is_late = entry.at < known.at;
            known.take(entry, aggregate);
            if is_late {
                return;
            }
        }
        _ => {
            place = list.len();
            list.push(entry);
        }
    }
    while let Some([.., before, entry]) = list.get_mut(..=place) {
        if before.at <= entry.at {
            break;
        }
        swap(before, entry);
        place -= 1;
    }
    while let Some([entry, after, ..]) = list.get_mut(place..) {
        if after.at > entry.at {
            break;
        }
        swap(entry, after);
        place += 1;
    }
}

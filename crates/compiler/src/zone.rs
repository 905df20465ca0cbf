//! The shop's time zone: which offsets from UTC it has in the years that a bundle may meet.
//!
//! The device has no zone database; the rules carry the table that is made here. It begins before the oldest events that a
//! memory can hold and ends years after the bundle.

use jiff::{
    Timestamp,
    tz::{self, TimeZone},
};
use sillage_engine::{event::Millis, limits};

/// A time zone by its name in the IANA database.
#[derive(Debug, Clone)]
pub(crate) struct Zone(TimeZone);

/// The first instant of the table, 2020-01-01T00:00:00Z: older than any device's memory.
const FROM: i64 = 1_577_836_800;
const MINUTE: i32 = 60;

impl Zone {
    /// Universal time.
    pub(crate) fn utc() -> Zone {
        Zone(TimeZone::UTC)
    }

    /// The zone of that name.
    pub(crate) fn named(name: &str) -> Option<Zone> {
        tz::db().get(name).ok().map(Zone)
    }

    /// All names of zones.
    pub(crate) fn names() -> Vec<String> {
        tz::db().available().map(|name| name.to_string()).collect()
    }

    /// The zone as `jiff` has it.
    pub(crate) fn as_jiff(&self) -> &TimeZone {
        &self.0
    }

    /// Since when the clock is how many minutes ahead of UTC; empty: never.
    pub(crate) fn offsets(&self) -> Vec<(Millis, i32)> {
        let Ok(start) = Timestamp::from_second(FROM) else { return Vec::new() };
        let minutes = |seconds: i32| seconds / MINUTE;
        let first = (Millis::MIN, minutes(self.0.to_offset(start).seconds()));
        let later = self.0.following(start).take(limits::OFFSETS - 1);
        let later =
            later.map(|change| (change.timestamp().as_millisecond(), minutes(change.offset().seconds())));
        let mut offsets: Vec<(Millis, i32)> = std::iter::once(first).chain(later).collect();
        // Changes of a zone's name or of summer time alone change no clock.
        offsets.dedup_by_key(|(_, minutes)| *minutes);
        if offsets.iter().all(|(_, minutes)| *minutes == 0) { Vec::new() } else { offsets }
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;

    /// The offset in minutes at an instant.
    fn offset(name: &str, second: i64) -> i32 {
        let offsets = Zone::named(name).unwrap().offsets();
        let before = offsets.iter().rfind(|(from, _)| *from <= second * 1_000);
        before.map_or(0, |(_, minutes)| *minutes)
    }

    #[test]
    fn offsets_of_zones() {
        let cases = [
            ("UTC", 1_767_225_600, 0),
            // 2026-03-29T01:00:00Z and the second before: Paris goes over to summer time.
            ("Europe/Paris", 1_774_745_999, 60),
            ("Europe/Paris", 1_774_746_000, 120),
            ("Europe/Paris", 1_792_890_000, 60),
            ("America/New_York", 1_774_746_000, -240),
            ("Asia/Kolkata", 1_774_746_000, 330),
            ("Asia/Kathmandu", 1_774_746_000, 345),
            ("Australia/Lord_Howe", 1_774_746_000, 660),
            ("Pacific/Kiritimati", 1_774_746_000, 840),
            // Twelve years after the table begins.
            ("Europe/Paris", 1_972_000_000, 120),
        ];
        for (name, second, minutes) in cases {
            assert_eq!(offset(name, second), minutes, "{name} at {second}");
        }
        assert_eq!(Zone::named("UTC").unwrap().offsets(), []);
        assert_eq!(Zone::named("Asia/Kolkata").unwrap().offsets(), [(i64::MIN, 330)]);
        assert!(Zone::named("Europe/Pari").is_none());
    }
}

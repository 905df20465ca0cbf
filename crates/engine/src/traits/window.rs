//! Which events a trait counts: every event falls into a bucket, and a window is a lower bound of buckets.

use super::calendar::{Zone, end_of_day, period};
use crate::{
    event::Millis,
    rules::{Bucket, Window},
};

impl Window {
    /// The bucket of an event of that time.
    pub(super) fn bucket_of(self, zone: &Zone, at: Millis) -> i64 {
        match self.bucket {
            Bucket::All => 0,
            Bucket::Session => at,
            Bucket::Every(width) => at.checked_div_euclid((width as i64).max(1)).unwrap_or(at),
            unit => period(zone, unit, at),
        }
    }

    /// Whether what is older weighs less, and nothing leaves.
    pub(super) fn decays(self) -> bool {
        matches!(self.bucket, Bucket::Every(_)) && self.length == 0
    }

    /// The last bucket that does not count any more.
    pub(super) fn floor(self, zone: &Zone, now: Millis, session: Millis) -> i64 {
        match self.bucket {
            Bucket::Session => session.saturating_sub(1),
            _ if self.length == 0 => i64::MIN,
            _ => self.bucket_of(zone, now).saturating_sub_unsigned(self.length),
        }
    }

    /// The first instant after `now` at which a bucket may not count any more.
    pub(super) fn expiry(self, zone: &Zone, bucket: i64, now: Millis) -> Millis {
        match self.bucket {
            _ if self.length == 0 => Millis::MAX,
            Bucket::Every(width) => bucket.saturating_add_unsigned(self.length).saturating_mul(width as i64),
            _ => end_of_day(zone, now),
        }
    }
}

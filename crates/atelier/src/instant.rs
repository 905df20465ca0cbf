//! The one place that reads the clock and RFC 3339 instants.

use jiff::{Timestamp, fmt::temporal::Pieces};
use sillage_engine::event::Millis;

use crate::failure::Failure;

/// Now.
pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// Reads an RFC 3339 instant such as `2026-03-01T12:00:00Z`.
pub fn parse(option: &str, text: &str) -> Result<Millis, Failure> {
    text.parse::<Timestamp>().map(Timestamp::as_millisecond).map_err(|_| refused(option, text))
}

fn refused(option: &str, text: &str) -> Failure {
    // Written as an instant is, zone included: then only its size can be wrong.
    if Pieces::parse(text).is_ok_and(|pieces| pieces.time().is_some() && pieces.offset().is_some()) {
        let edge = if text.starts_with('-') {
            format!("the earliest is {:.0}", Timestamp::MIN)
        } else {
            format!("the latest is {:.0}", Timestamp::MAX)
        };
        return Failure::new(format!("`{text}` is beyond the instants that can be counted"), edge);
    }
    let help = format!("write `{option} 2026-03-01T12:00:00Z` (RFC 3339, with the zone)");
    Failure::new(format!("`{text}` is not an instant"), help)
}

/// The instant that an option gives, or now.
pub fn or_now(option: &str, text: Option<&str>) -> Result<Millis, Failure> {
    text.map_or_else(|| Ok(now()), |text| parse(option, text))
}

/// As RFC 3339 in UTC, for people to read.
pub fn shown(at: Millis) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |instant| instant.to_string())
}

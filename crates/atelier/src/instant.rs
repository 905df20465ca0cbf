//! The one place that reads the clock and RFC 3339 instants.

use sillage_engine::event::Millis;

use crate::failure::Failure;

/// Now.
pub fn now() -> Millis {
    jiff::Timestamp::now().as_millisecond()
}

/// Reads an RFC 3339 instant such as `2026-03-01T12:00:00Z`.
pub fn parse(option: &str, text: &str) -> Result<Millis, Failure> {
    text.parse::<jiff::Timestamp>().map(|instant| instant.as_millisecond()).map_err(|_| {
        let message = format!("`{text}` is not an instant");
        Failure::new(message, format!("write `{option} 2026-03-01T12:00:00Z` (RFC 3339, with the zone)"))
    })
}

/// The instant that an option gives, or now.
pub fn or_now(option: &str, text: Option<&str>) -> Result<Millis, Failure> {
    text.map_or_else(|| Ok(now()), |text| parse(option, text))
}

/// As RFC 3339 in UTC, for people to read.
pub fn shown(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |instant| instant.to_string())
}

//! The one place that asks the browser's clock, and writes and reads instants. Everything is UTC, as campaigns are.

use js_sys::Date;
use sillage_engine::event::Millis;
use wasm_bindgen::JsValue;

/// Now.
pub fn now() -> Millis {
    Date::now() as Millis
}

/// Reads RFC 3339, or what a `datetime-local` field holds taken as UTC.
pub fn read(text: &str) -> Option<Millis> {
    let has_zone = text.ends_with('Z') || text.get(10..).is_some_and(|time| time.contains(['+', '-']));
    let text = if has_zone { text.to_owned() } else { format!("{text}Z") };
    let time = Date::parse(&text);
    time.is_finite().then_some(time as Millis)
}

/// As RFC 3339.
pub fn write(at: Millis) -> String {
    String::from(Date::new(&JsValue::from_f64(at as f64)).to_iso_string())
}

/// As a `datetime-local` field holds it.
pub fn field(at: Millis) -> String {
    write(at).chars().take(16).collect()
}

/// Milliseconds of the page's own clock, for measuring.
pub fn elapsed() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

//! Where the studio is: who is looked at, when, and which page. It stands in the address behind `#`, which no request carries, so that a reload or a
//! sent link comes back to it.

use sillage_engine::event::Millis;
use web_sys::UrlSearchParams;

use crate::{dom, moment};

/// Who, when, where.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// Id of the persona.
    pub persona: String,
    /// The moment that is looked at.
    pub moment: Millis,
    /// Path of the page, with its query.
    pub path: String,
    /// Locale instead of the page's own; empty: the page's own.
    pub locale: String,
}

/// The place that the address names: what of it is there.
pub fn read() -> (Option<String>, Option<Millis>, Option<String>, Option<String>) {
    let fragment = dom::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let Ok(given) = UrlSearchParams::new_with_str(fragment.trim_start_matches('#')) else {
        return (None, None, None, None);
    };
    let path = given.get("path").filter(|path| path.starts_with('/'));
    (given.get("persona"), given.get("at").and_then(|at| moment::read(&at)), path, given.get("locale"))
}

/// Puts a place into the address without a new entry in the history.
pub fn write(place: &Place) {
    let Ok(named) = UrlSearchParams::new() else { return };
    named.append("persona", &place.persona);
    named.append("at", &moment::write(place.moment));
    named.append("path", &place.path);
    if !place.locale.is_empty() {
        named.append("locale", &place.locale);
    }
    let fragment = format!("#{}", String::from(named.to_string()));
    let history = dom::window().and_then(|window| window.history().ok());
    if let Some(Err(error)) = history
        .map(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&fragment)))
    {
        dom::warn(&error);
    }
}

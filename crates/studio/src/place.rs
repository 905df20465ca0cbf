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

/// The same page in another language, where the shop has it: `/fr/a.html` beside `/a.html`. The first locale is that of pages without one.
pub fn twin(pages: &[String], locales: &[String], path: &str, locale: &str) -> Option<String> {
    let (page, query) = path.split_at_checked(path.find('?').unwrap_or(path.len()))?;
    let without = |known: &String| Some(format!("/{}", page.strip_prefix(&format!("/{known}/"))?));
    let plain = locales.iter().find_map(without).unwrap_or_else(|| page.to_owned());
    let own = if locales.first().is_some_and(|first| first == locale) { &plain } else { "" };
    let candidates = [format!("/{locale}{plain}"), own.to_owned()];
    let found = candidates.into_iter().find(|candidate| pages.contains(candidate))?;
    Some(format!("{found}{query}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_in_another_language() {
        let pages = ["/", "/fr/", "/cart.html", "/fr/cart.html", "/only.html"].map(str::to_owned);
        let locales = ["en", "fr"].map(str::to_owned);
        let check = |path: &str, locale: &str, expected: Option<&str>| {
            assert_eq!(twin(&pages, &locales, path, locale).as_deref(), expected, "{path} {locale}");
        };
        check("/", "fr", Some("/fr/"));
        check("/fr/", "en", Some("/"));
        check("/cart.html?a=b", "fr", Some("/fr/cart.html?a=b"));
        check("/fr/cart.html", "fr", Some("/fr/cart.html"));
        check("/only.html", "fr", None);
        check("/only.html", "en", Some("/only.html"));
    }
}

//! Showing a decision in its element: which fields, items and addresses go where.
//!
//! The DOM steps are `src/host/dom.js`, a handful of coarse ones: one import for each DOM call cost six kilobytes of the
//! module's budget. Every step may throw, where the page's own DOM refuses; that ends the call, and the host resets the element.

use alloc::{borrow::ToOwned, string::String};

use sillage_engine::{
    bundle::Bundle,
    catalogue::Card,
    decision::{Pick, Shown},
    event::from_micros,
    page::Page,
};
use wasm_bindgen::prelude::*;
use web_sys::{DocumentFragment, Element};

#[wasm_bindgen(raw_module = "#dom")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn copy(
        element: &Element,
        attribute: Option<&str>,
        value: Option<&str>,
    ) -> Result<Option<DocumentFragment>, JsValue>;
    #[wasm_bindgen(catch)]
    fn put(part: &DocumentFragment, field: &str, text: Option<&str>, is_address: bool)
    -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn list(part: &DocumentFragment) -> Result<Option<Element>, JsValue>;
    #[wasm_bindgen(catch)]
    fn show(element: &Element, part: Option<&DocumentFragment>) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn money(amount: f64, currency: &str, locale: &str) -> Result<Option<String>, JsValue>;
}

/// Shows a decision in an element with an open shadow root.
pub(crate) fn draw(
    value: &Shown<'_>,
    element: &Element,
    bundle: &Bundle,
    page: &Page,
) -> Result<(), JsValue> {
    let part = match value {
        Shown::Default => None,
        Shown::Template(name) => copy(element, Some("data-variant"), Some(name))?,
        Shown::Fields(fields) => fill(copy(element, None, None)?, fields)?,
        Shown::Items(picks, fields) => {
            let part = fill(copy(element, None, None)?, fields)?;
            if let Some(place) = part.as_ref().map(list).transpose()?.flatten() {
                for pick in picks {
                    draw_item(pick, element, &place, bundle, page)?;
                }
            }
            part
        }
    };
    show(element, part.as_ref())
}

fn fill(
    part: Option<DocumentFragment>,
    fields: &[(&str, String)],
) -> Result<Option<DocumentFragment>, JsValue> {
    if let Some(part) = &part {
        for (name, text) in fields {
            put(part, name, Some(text), is_address(text))?;
        }
    }
    Ok(part)
}

fn draw_item(
    pick: &Pick<'_>,
    element: &Element,
    place: &Element,
    bundle: &Bundle,
    page: &Page,
) -> Result<(), JsValue> {
    let card = pick.card;
    let Some(part) = copy(element, Some("data-item"), Some(""))? else { return Ok(()) };
    let price = price(card, bundle, page)?;
    for (field, text) in [
        ("name", &card.name),
        ("brand", &card.brand),
        ("category", &card.category),
        ("href", &card.url),
        ("image", &card.image),
        ("price", &price),
    ] {
        put(&part, field, Some(text.as_str()).filter(|text| !text.is_empty()), is_address(text))?;
    }
    place.append_child(&part)?;
    Ok(())
}

/// The shop's live price, or the bundle's; where neither is known, none is shown.
fn price(card: &Card, bundle: &Bundle, page: &Page) -> Result<String, JsValue> {
    let price = page.live(&card.id).and_then(|offer| offer.price).unwrap_or(card.price);
    if price <= 0 {
        return Ok(String::new());
    }
    let locale = bundle.copy().map_or("en", |copy| &copy.locale);
    Ok(money(from_micros(price), &bundle.rules().currency, locale)?.unwrap_or_else(|| "".to_owned()))
}

/// Whether an address may be followed or loaded: `https:`, or a path of the shop itself.
fn is_address(address: &str) -> bool {
    let is_plain = address.bytes().all(|byte| byte > b' ' && byte != b'\\' && byte != 0x7f);
    let is_path = address.starts_with('/') && !address.starts_with("//");
    is_plain && (is_path || address.starts_with("https://"))
}

//! The fields of a product card: the catalogue's, with the shop's live price before the bundle's.

use js_sys::{Array, Intl::NumberFormat, Object, Reflect};
use sillage_engine::{
    bundle::Bundle,
    decision::Pick,
    event::{Micros, from_micros},
    page::Page,
};
use wasm_bindgen::{JsCast, JsValue};

use super::fill::Fields;

/// The fields of a picked item. An empty one is known to be empty; where no price is known, none is shown.
pub(super) fn fields<'a>(pick: &Pick, bundle: &'a Bundle, page: &Page) -> Fields<'a> {
    let Some(card) = bundle.card(&pick.id) else { return Fields::new() };
    let live = page.live(&card.id).and_then(|offer| offer.price);
    let price = live.or((card.price > 0).then_some(card.price));
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    vec![
        ("id", text(&card.id)),
        ("name", text(&card.name)),
        ("brand", text(&card.brand)),
        ("category", text(&card.category)),
        ("href", text(&card.url)),
        ("image", text(&card.image)),
        ("price", price.and_then(|price| money(price, bundle))),
        ("because", None),
    ]
}

/// An amount in the shop's currency and the copy's language, by the browser's own formatter; none where it refuses.
fn money(amount: Micros, bundle: &Bundle) -> Option<String> {
    let options = Object::new();
    Reflect::set(&options, &"style".into(), &"currency".into()).ok()?;
    Reflect::set(&options, &"currency".into(), &bundle.rules().currency.as_str().into()).ok()?;
    let locales = Array::new();
    if let Some(copy) = bundle.copy() {
        locales.push(&copy.locale.as_str().into());
    }
    let format = NumberFormat::new(&locales, &options).format();
    format
        .call1(&JsValue::UNDEFINED, &from_micros(amount).into())
        .ok()?
        .dyn_into::<js_sys::JsString>()
        .ok()
        .map(Into::into)
}

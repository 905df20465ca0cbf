//! What a product card shows: written once, for the items of a slot and for the picks of a flow.

use crate::{bundle::Bundle, catalogue::Card, event::from_micros, json::Json, page::Page};

/// Writes the members `locale` and `currency` that prices are shown by.
pub fn write_money(bundle: &Bundle, json: &mut Json) {
    json.member("currency", &bundle.rules().currency);
    json.member("locale", bundle.copy().map_or("en", |copy| &copy.locale));
}

/// Writes the members `name`, `brand`, `href` and `image` of a card as far as they are known, and `price`: the shop's live one
/// before the bundle's. A page that is known to sell in another currency than the bundle gets no price, rather than an amount
/// of one currency with the sign of another.
pub fn write(card: &Card, bundle: &Bundle, page: &Page, json: &mut Json) {
    for (field, text) in
        [("name", &card.name), ("brand", &card.brand), ("href", &card.url), ("image", &card.image)]
    {
        if !text.is_empty() {
            json.member(field, text);
        }
    }
    let price = page.live(&card.id).and_then(|offer| offer.price).unwrap_or(card.price);
    let currency = &bundle.rules().currency;
    if price > 0 && page.text("page.currency").is_none_or(|known| known.eq_ignore_ascii_case(currency)) {
        json.key("price").number(from_micros(price));
    }
}

//! What to draw of a decision: the decision itself, and the cards of its items with the prices that hold now.

use alloc::string::String;

use sillage_engine::{
    bundle::Bundle,
    decision::{Decision, Pick, Shown},
    event::from_micros,
    json::Json,
    page::Page,
};

/// The plan as JSON: `decision`; `locale` and `currency` for prices; `cards`, one an item, with `name`, `brand`, `href` and
/// `image` as far as they are known, and `price`, the shop's live one before the bundle's, where either is known.
pub(crate) fn plan(decision: &Decision<'_>, bundle: &Bundle, page: &Page) -> String {
    let mut json = Json::default();
    json.begin_object();
    decision.write(json.key("decision"));
    json.member("currency", &bundle.rules().currency);
    json.member("locale", bundle.copy().map_or("en", |copy| &copy.locale));
    json.key("cards").begin_array();
    if let Shown::Items(picks, _) = &decision.value {
        picks.iter().for_each(|pick| card(pick, page, &mut json));
    }
    json.end_array();
    json.end_object();
    json.finish()
}

fn card(pick: &Pick<'_>, page: &Page, json: &mut Json) {
    let card = pick.card;
    json.begin_object();
    for (field, text) in
        [("name", &card.name), ("brand", &card.brand), ("href", &card.url), ("image", &card.image)]
    {
        if !text.is_empty() {
            json.member(field, text);
        }
    }
    let price = page.live(&card.id).and_then(|offer| offer.price).unwrap_or(card.price);
    if price > 0 {
        json.key("price").number(from_micros(price));
    }
    json.end_object();
}

//! What to draw of a decision: the decision itself, and the cards of its items with the prices that hold now.

use alloc::string::String;

use sillage_engine::{
    bundle::Bundle,
    card,
    copy::Piece,
    decision::{Decision, Shown},
    json::Json,
    page::Page,
};

/// The plan as JSON: `decision`; `locale` and `currency` for prices; `waits`, the triggers that would change the decision, and
/// whether what was seen in the slot may be replaced then (`late`); `cards`, one an item (see [`card::write`]); `pictures`,
/// the addresses to ask for whatever is shown, a space between, where the slot asks for no others.
pub(crate) fn plan(decision: &Decision<'_>, bundle: &Bundle, page: &Page) -> String {
    let mut json = Json::default();
    json.begin_object();
    decision.write(json.key("decision"));
    card::write_money(bundle, &mut json);
    json.key("waits").begin_array();
    decision.waits.iter().for_each(|trigger| json.string(trigger));
    json.end_array();
    let slot = bundle.slot(decision.slot);
    json.key("late").literal(if slot.is_some_and(|(_, slot)| slot.late) { "true" } else { "false" });
    json.key("cards").begin_array();
    if let Shown::Items(picks, _) = &decision.value {
        for pick in picks {
            json.begin_object();
            card::write(pick.card, bundle, page, &mut json);
            json.end_object();
        }
    }
    json.end_array();
    write_pictures(decision.slot, bundle, &mut json);
    json.end_object();
    json.finish()
}

/// Where the copy is missing, none may be asked for.
fn write_pictures(slot: &str, bundle: &Bundle, json: &mut Json) {
    let Some(text) = bundle.slot(slot).and_then(|(_, slot)| slot.pictures) else { return };
    let addresses = match bundle.copy().and_then(|copy| copy.texts.get(usize::from(text))?.first()) {
        Some(Piece::Literal(addresses)) => addresses,
        _ => "",
    };
    json.member("pictures", addresses);
}

//! What to draw of a decision: the decision itself, and the cards of its items with the prices that hold now.

use alloc::string::String;

use sillage_engine::{
    bundle::Bundle,
    card,
    decision::{Decision, Shown},
    json::Json,
    page::Page,
};

/// The plan as JSON: `decision`; `locale` and `currency` for prices; `cards`, one an item (see [`card::write`]).
pub(crate) fn plan(decision: &Decision<'_>, bundle: &Bundle, page: &Page) -> String {
    let mut json = Json::default();
    json.begin_object();
    decision.write(json.key("decision"));
    card::write_money(bundle, &mut json);
    json.key("cards").begin_array();
    if let Shown::Items(picks, _) = &decision.value {
        for pick in picks {
            json.begin_object();
            card::write(pick.card, bundle, page, &mut json);
            json.end_object();
        }
    }
    json.end_array();
    json.end_object();
    json.finish()
}

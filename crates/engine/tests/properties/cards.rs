//! Product cards, and what is remembered, as the page is told them.

use sillage_engine::{
    bundle::Bundle,
    card,
    catalogue::Card,
    event::{Event, EventItem},
    json::Json,
    page::Page,
    remembered::remembered,
    rules::Rules,
    value::Value,
    visitor::Visitor,
};

/// Checks the price of an item of 20.00 EUR whose live offer is 18.50.
#[track_caller]
fn check(currency: Option<&str>, is_live: bool, expected: &str) {
    let bundle = Bundle::new(Rules { currency: "EUR".to_owned(), ..Rules::default() }).unwrap();
    let mut page = Page::UNKNOWN;
    if let Some(currency) = currency {
        page.set_facts("page", vec![("currency".to_owned(), Value::text(currency))]);
    }
    if is_live {
        page.merge_offers(&vec![("a.price".to_owned(), Value::number(18.5))]);
    }
    let card = Card { id: "a".to_owned(), brand: "Alba".to_owned(), price: 20_000_000, ..Card::default() };
    let mut json = Json::default();
    json.begin_object();
    card::write(&card, &bundle, &page, &mut json);
    json.end_object();
    assert_eq!(json.finish(), format!("{{\"brand\":\"Alba\"{expected}}}"));
}

#[test]
fn a_price_of_another_currency_is_not_shown() {
    let cases = [
        (None, false, r#","price":20"#),
        (None, true, r#","price":18.5"#),
        (Some("EUR"), false, r#","price":20"#),
        (Some("eur"), true, r#","price":18.5"#),
        (Some("GBP"), false, ""),
        (Some("GBP"), true, ""),
    ];
    for (currency, is_live, expected) in cases {
        check(currency, is_live, expected);
    }
}

#[test]
fn what_is_remembered_is_told_newest_first() {
    let mut visitor = Visitor::default();
    assert_eq!(remembered(&visitor), "[]");
    visitor.observe(Event {
        value: Some(12_500_000),
        items: vec![EventItem { id: "a".to_owned(), quantity: 2, ..EventItem::default() }],
        ..Event::new("add_to_cart", 5)
    });
    let parameters =
        vec![("x.y".to_owned(), Value::NULL), ("search_term".to_owned(), Value::text("</rose>"))];
    visitor.observe(Event { parameters, ..Event::new("search", 6) });
    let expected = concat!(
        r#"[{"name":"search","at":6,"items":[],"parameters":{"x.y":null,"search_term":"\u003c/rose>"}},"#,
        r#"{"name":"add_to_cart","at":5,"value":12.5,"items":[{"item_id":"a","item_category":"","item_brand":"","price":0,"quantity":2}],"parameters":{}}]"#
    );
    assert_eq!(remembered(&visitor), expected);
}

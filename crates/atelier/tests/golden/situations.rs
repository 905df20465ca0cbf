//! What golden bundles are asked: visitors and pages for every slot.

use std::slice;

use sillage_engine::{
    bundle::Bundle,
    decide::decide,
    event::{Event, EventItem},
    page::Page,
    rules::Facts,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::stored::Stored;

/// 2026-06-01.
const NOW: i64 = 1_780_272_000_000;
const HOUR: i64 = 3_600_000;

struct Situation {
    locale: &'static str,
    facts: Facts,
    events: Vec<Event>,
    now: i64,
    seed: Option<u64>,
}

/// An event with everything an event can have.
pub(crate) fn event() -> Event {
    let list = Value::Many(vec![Scalar::Null, Scalar::Bool(true), Scalar::Number(-0.5)]);
    Event {
        value: Some(49_900_000),
        items: vec![
            EventItem {
                id: "serum-1".to_owned(),
                category: "serum".to_owned(),
                brand: "Alba".to_owned(),
                price: 75_000_000,
                quantity: 300,
            },
            EventItem { id: "№ 5".to_owned(), quantity: 1, ..EventItem::default() },
        ],
        parameters: vec![
            ("coupon".to_owned(), Value::text("WELCOME")),
            ("transaction_id".to_owned(), Value::text("T-1")),
            ("x_list".to_owned(), list),
        ],
        ..Event::new("purchase", NOW - 2 * HOUR)
    }
}

fn view(id: &str, category: &str, hours: i64) -> Event {
    let item =
        EventItem { id: id.to_owned(), category: category.to_owned(), quantity: 1, ..EventItem::default() };
    Event { items: vec![item], ..Event::new("view_item", NOW - hours * HOUR) }
}

fn situations() -> Vec<Situation> {
    let fact = |path: &str, value| (path.to_owned(), value);
    let home = fact("page.type", Value::text("home"));
    let product = [
        fact("page.type", Value::text("product")),
        fact("page.item_id", Value::text("serum-1")),
        fact("page.item_category", Value::text("serum")),
        fact("page.price", Value::number(75.0)),
    ];
    let member = [fact("host.tier", Value::text("gold")), fact("host.name", Value::text("Zoé"))];
    let skin = Value::Many(vec![Scalar::Text("dry".to_owned()), Scalar::Text("calm".to_owned())]);
    let views = vec![view("cream-1", "cream", 30), view("serum-1", "serum", 5)];
    let situation = |locale, facts: &[Facts], events, now| Situation {
        locale,
        facts: facts.concat(),
        events,
        now,
        seed: None,
    };
    let leaving =
        vec![fact("page.raised", Value::text("exit")), fact("device.utc_offset", Value::number(-300.0))];
    let exposure = |variant: &str, hours: i64| Event {
        parameters: vec![("variant".to_owned(), Value::text(variant))],
        ..Event::new("x_exposure", NOW - hours * HOUR)
    };
    let seeded =
        |seed, facts: &[Facts], events| Situation { seed: Some(seed), ..situation("en", facts, events, NOW) };
    vec![
        situation("en", &[vec![home.clone()]], vec![], NOW),
        situation("fr", &[vec![home.clone()], member.to_vec()], views.clone(), NOW),
        situation("en", &[product.to_vec(), vec![fact("host.skin", skin)]], views.clone(), NOW),
        situation("en", &[product.to_vec()], [views, vec![event()]].concat(), NOW),
        situation("fr", &[vec![home.clone()]], vec![event()], NOW + 365 * 24 * HOUR),
        situation("en", slice::from_ref(&leaving), vec![], NOW),
        seeded(1, slice::from_ref(&leaving), vec![]),
        seeded(2, slice::from_ref(&leaving), vec![exposure("v6", 30)]),
        seeded(3, &[leaving], vec![exposure("v6", 1), exposure("v7-ab", 2)]),
        seeded(3, &[vec![home]], vec![exposure("v7-ab", 2)]),
        seeded(u64::MAX, &[member.to_vec()], vec![]),
    ]
}

/// The decision of every situation and slot, and of a slot that there is not, one a line.
pub(crate) fn decisions(stored: &Stored) -> String {
    situations().iter().map(|situation| decided(&stored.open(situation.locale).unwrap(), situation)).collect()
}

fn decided(bundle: &Bundle, situation: &Situation) -> String {
    let page = Page { facts: situation.facts.clone(), seed: situation.seed, ..Page::default() };
    let mut visitor = Visitor::default();
    for event in &situation.events {
        visitor.observe(event.clone());
    }
    let slots = ["hero", "recent", "shelf", "similar", "tested", "nothing"];
    slots.map(|slot| decide(bundle, &visitor, &page, slot, situation.now).to_json() + "\n").concat()
}

//! Laws of a visitor's memory.

use proptest::{collection::vec, prelude::*};
use sillage_engine::{event::Event, limits, value::Value, visitor::Visitor};

use crate::{arbitrary, cases};

fn remembered(events: &[Event]) -> Visitor {
    let mut visitor = Visitor::default();
    for event in events {
        visitor.observe(event.clone());
    }
    visitor
}

/// Events at distinct moments, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    vec(arbitrary::event(0), 0..30).prop_flat_map(|mut events| {
        for (at, event) in (0..).zip(&mut events) {
            event.at = at * 1_000;
        }
        (Just(events.clone()), Just(events).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_order_of_arrival_does_not_matter((events, other) in shuffled()) {
        let visitor = remembered(&events);
        prop_assert_eq!(visitor.events(), events.as_slice());
        prop_assert_eq!(&remembered(&other), &visitor);
        prop_assert_eq!(visitor.last_seen(), events.last().map(|event| event.at));
    }

    #[test]
    fn what_was_stored_comes_back(events in vec(arbitrary::event(0), 0..30)) {
        let visitor = remembered(&events);
        let mut restored = Visitor::default();
        for event in visitor.events() {
            prop_assert_eq!(restored.restore(&event.to_record()), Ok(()));
        }
        prop_assert_eq!(restored, visitor);
    }

    #[test]
    fn an_order_counts_once(
        mut events in vec(arbitrary::event(0), 0..20),
        mut order in arbitrary::event(0),
        places in vec(any::<prop::sample::Index>(), 1..4),
        id in arbitrary::value(),
    ) {
        prop_assume!(!id.is_null());
        (0..).zip(&mut events).for_each(|(at, event)| event.at = at * 1_000);
        (order.name, order.at) = ("purchase".to_owned(), 4_500);
        order.parameters = vec![("transaction_id".to_owned(), id)];
        let mut visitor = remembered(&events);
        prop_assert!(visitor.observe(order.clone()));
        for place in places {
            prop_assert!(!visitor.observe(order.clone()));
            events.insert(place.index(events.len() + 1), order.clone());
        }
        prop_assert_eq!(remembered(&events), visitor);
    }

    #[test]
    fn lists_name_every_item_once(events in vec(arbitrary::event(0), 0..20), limit in 0usize..4) {
        let visitor = remembered(&events);
        let interests = visitor.interests(limit, |id| id != "b");
        let ids = interests.iter().map(|interest| interest.id);
        for list in [visitor.owned(), visitor.cart(), visitor.viewed(), ids.clone().collect()] {
            let distinct: std::collections::BTreeSet<_> = list.iter().collect();
            prop_assert_eq!(distinct.len(), list.len());
        }
        prop_assert!(interests.len() <= limit && ids.clone().all(|id| id != "b"));
        prop_assert!(interests.iter().all(|interest| (1..=3).contains(&interest.weight)));
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn the_newest_two_thousand_stay(more in 1usize..300, seed in any::<u64>()) {
        let count = limits::EVENTS + more;
        let mut order: Vec<i64> = (0..count as i64).collect();
        order.sort_by_key(|at| (*at as u64 ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let events: Vec<Event> = order.iter().map(|at| Event::new("view_item", *at)).collect();
        let kept: Vec<i64> = remembered(&events).events().iter().map(|event| event.at).collect();
        prop_assert_eq!(kept, (more as i64..count as i64).collect::<Vec<_>>());
    }
}

#[test]
fn only_purchases_are_told_apart_by_their_order() {
    let ids = [Value::text("T1"), Value::number(1.0), Value::Many(vec![])];
    for name in ["view_item", "refund", "add_to_cart"] {
        for id in &ids {
            let mut event = Event::new(name, 1);
            event.parameters.push(("transaction_id".to_owned(), id.clone()));
            assert_eq!(remembered(&[event.clone(), event]).events().len(), 2);
        }
    }
    let purchase = Event::new("purchase", 1);
    assert_eq!(remembered(&[purchase.clone(), purchase]).events().len(), 2, "orders without an id");
}

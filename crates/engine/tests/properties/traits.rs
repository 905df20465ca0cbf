//! Computed traits, kept event by event, against a fold of the whole history ([`crate::folds`]).

use proptest::{collection::vec, prelude::*};
use sillage_engine::{
    bundle::Bundle,
    condition::Node,
    event::Event,
    rules::{Attribute, Rules, Trait},
    traits::TraitStates,
    value::Value,
    visitor::Visitor,
};

use crate::{arbitrary, cases, folds::fold};

const HOUR: i64 = 3_600_000;

/// What happens to the states: an event comes, or time passes or is set back.
#[derive(Debug, Clone)]
enum Happening {
    Event(Event),
    Clock(i64),
}

/// Clocks of shops: offsets of UTC and of places with summer time, its changes around the moment of the tests.
fn zone(now: i64) -> impl Strategy<Value = Vec<(i64, i32)>> {
    // Hours until the clock changes, and how far it is ahead before and behind that.
    let places = vec![
        (0, 0, 0),
        (60, 120, 0),
        (120, 60, 0),
        (-300, -240, 0),
        (630, 660, 0),
        (330, 330, 0),
        (825, 765, 0),
        (-180, -120, 0),
    ];
    (proptest::sample::select(places), -200i64..100).prop_map(move |((before, after, _), hours)| {
        // At one o'clock UTC, or where the clock goes over at midnight of its own.
        let change = (now + hours * HOUR).div_euclid(24 * HOUR) * 24 * HOUR + HOUR;
        if before == 0 && after == 0 { vec![] } else { vec![(i64::MIN, before), (change, after)] }
    })
}

/// Any moment, the edges of hours among them.
fn now() -> impl Strategy<Value = i64> {
    prop_oneof![
        Just(1_800_000_000_000),
        (-900i64..900, -2i64..3).prop_map(|(hours, more)| hours * HOUR + more),
        1_700_000_000_000i64..1_900_000_000_000,
    ]
}

fn happening(now: i64) -> impl Strategy<Value = Happening> {
    let clock = (-300i64..100, -2i64..3).prop_map(move |(hours, more)| now + hours * HOUR + more);
    prop_oneof![4 => arbitrary::event(now).prop_map(Happening::Event), 1 => clock.prop_map(Happening::Clock)]
}

fn bundle(traits: Vec<Trait>, zone: Vec<(i64, i32)>, event_nodes: Vec<Node>) -> Bundle {
    let traits: Vec<Trait> =
        (0..).zip(traits).map(|(attribute, computed)| Trait { attribute, ..computed }).collect();
    let attributes = (0..traits.len()).map(|at| Attribute { path: format!("trait.a{at:03}") }).collect();
    let rules = Rules {
        attributes,
        traits,
        zone,
        event_nodes,
        event_fields: arbitrary::event_fields(),
        ..Rules::default()
    };
    Bundle::new(rules).unwrap()
}

/// The values of all traits, kept up to date by what ticks tell.
fn keep(values: &mut [Value], changed: Vec<(u16, Value)>) {
    for (attribute, value) in changed {
        values[usize::from(attribute)] = value;
    }
}

fn scenario() -> impl Strategy<Value = (Bundle, Vec<Happening>, i64)> {
    now().prop_flat_map(|now| {
        let bundle = (vec(arbitrary::computed(), 1..5), zone(now), arbitrary::event_nodes())
            .prop_map(|(traits, zone, nodes)| bundle(traits, zone, nodes));
        (bundle, vec(happening(now), 0..16), Just(now))
    })
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn states_are_folds_of_the_whole_history((bundle, happenings, start) in scenario()) {
        let rules = bundle.rules();
        let mut visitor = Visitor::default();
        let mut states = TraitStates::new(&bundle, &visitor, start - 400 * HOUR);
        let mut values = vec![Value::NULL; rules.traits.len()];
        for happening in happenings {
            match happening {
                Happening::Clock(now) => keep(&mut values, states.tick(&bundle, now)),
                Happening::Event(event) => {
                    if visitor.observe(event.clone()) {
                        let named = |on: &[String]| on.is_empty() || on.contains(&event.name);
                        let touched = states.observe(&bundle, &event);
                        prop_assert_eq!(touched, rules.traits.iter().filter(|computed| named(&computed.on)).count());
                    }
                    let now = states.now;
                    keep(&mut values, states.tick(&bundle, now));
                }
            }
            for (computed, value) in rules.traits.iter().zip(&values) {
                let must = fold(rules, computed, visitor.events(), states.now);
                prop_assert_eq!(value, &must, "{:?} at {} of {:?}", computed, states.now, visitor.events());
            }
            let mut afresh = vec![Value::NULL; rules.traits.len()];
            keep(&mut afresh, TraitStates::new(&bundle, &visitor, states.now).tick(&bundle, states.now));
            prop_assert_eq!(&afresh, &values);
            let mut at_once = vec![Value::NULL; rules.traits.len()];
            keep(&mut at_once, TraitStates::values(&bundle, &visitor, states.now));
            prop_assert_eq!(&at_once, &values);
        }
    }
}

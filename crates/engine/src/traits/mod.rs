//! Computed traits: facts folded from the visitor's events, kept while events come and time passes.
//!
//! A state is built once from the remembered events. After that an event touches only the traits that name it, and the
//! passing of time only those of which something expires; neither looks at the history again. What comes out is the same
//! as a fold of all events from the beginning, whatever the order they came in.

mod calendar;
mod sample;
mod sequence;
mod state;
mod window;

use alloc::vec::Vec;

use sample::Sample;
use state::{Entry, State};

use crate::{
    bundle::Bundle,
    event::{Event, Millis},
    rules::{Bucket, Field, Trait},
    value::Value,
    visitor::Visitor,
};

/// The event that begins a session.
const SESSION_START: &str = "session_start";

/// The states of all traits of a bundle.
#[derive(Debug, Clone)]
pub struct TraitStates {
    /// The latest moment it was told of.
    pub now: Millis,
    /// When the newest session began.
    session: Millis,
    /// The first instant at which something may have changed.
    next: Millis,
    /// One for each of [`crate::rules::Rules::traits`].
    states: Vec<State>,
}

impl TraitStates {
    /// The traits of a visitor at a moment.
    pub fn new(bundle: &Bundle, visitor: &Visitor, now: Millis) -> TraitStates {
        let mut states = Vec::new();
        for _ in &bundle.rules().traits {
            states.push(State::NEW);
        }
        let mut states = TraitStates { now, session: Millis::MIN, next: Millis::MIN, states };
        for event in visitor.events() {
            states.observe(bundle, event);
        }
        states
    }

    /// The attributes of all traits with their values, for who keeps no states. A page is one, so nothing that tells when to look
    /// again is in the storefront module.
    pub fn values(bundle: &Bundle, visitor: &Visitor, now: Millis) -> Vec<(u16, Value)> {
        let rules = bundle.rules();
        let mut states = TraitStates::new(bundle, visitor, now);
        let mut values = Vec::new();
        for (computed, state) in rules.traits.iter().zip(&mut states.states) {
            values.push((computed.attribute, state.value_at(computed, &rules.zone, now, states.session)));
        }
        values
    }

    /// Takes in an event, which may be older than others. Returns how many traits it touched.
    pub fn observe(&mut self, bundle: &Bundle, event: &Event) -> usize {
        let rules = bundle.rules();
        let is_session = event.name == SESSION_START && event.at > self.session;
        if is_session {
            self.session = event.at;
        }
        self.next = Millis::MIN;
        let mut sample = Sample::new(bundle, event);
        let mut touched = 0;
        for (computed, state) in rules.traits.iter().zip(&mut self.states) {
            if is_session && computed.window.bucket == Bucket::Session {
                state.next = Millis::MIN;
            }
            if !computed.on.is_empty() && !computed.on.contains(&event.name) {
                continue;
            }
            touched += 1;
            let mut add = |entry| state.add(computed, &rules.zone, entry);
            if computed.steps.is_empty() {
                sample.read(computed.filter, &computed.of, &mut add);
            } else {
                let steps = steps(computed, event, &mut sample);
                if steps != 0 || computed.on.is_empty() {
                    add(Entry::of(event.at, Value::NULL, steps));
                }
            }
        }
        touched
    }

    /// Lets time pass, and gives the attributes whose values may have changed since the last call, with those values. Where
    /// nothing happened and nothing expired, that costs one comparison. A clock that was set back stands still.
    pub fn tick(&mut self, bundle: &Bundle, now: Millis) -> Vec<(u16, Value)> {
        self.now = self.now.max(now);
        let mut changed = Vec::new();
        if self.now < self.next {
            return changed;
        }
        self.next = Millis::MAX;
        let rules = bundle.rules();
        for (computed, state) in rules.traits.iter().zip(&mut self.states) {
            if state.next <= self.now {
                changed.push((computed.attribute, state.tick(computed, &rules.zone, self.now, self.session)));
            }
            self.next = self.next.min(state.next);
        }
        changed
    }
}

/// The steps of a sequence that an event can be, one bit each.
fn steps(computed: &Trait, event: &Event, sample: &mut Sample<'_>) -> i64 {
    let mut bits = if event.name == SESSION_START { sequence::SESSION } else { 0 };
    for (at, step) in computed.steps.iter().enumerate() {
        if step.on.contains(&event.name) {
            sample.read(step.filter, &Field::Event, &mut |_| bits |= 1 << at);
        }
    }
    bits
}

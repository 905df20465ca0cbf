//! Everything remembered about one person on one device: the events, and nothing that can be derived from them.
//!
//! Cart, possessions, history and every computed trait are folds over the events, so an update of the bundle cannot make
//! them stale and an event that arrives twice cannot count twice. Storing is the host's: [`Event::to_record`] gives the
//! bytes, [`Visitor::restore`] takes them back.

use alloc::vec::Vec;
use core::mem::swap;

use crate::{
    event::{Event, EventItem, Millis},
    fault::Fault,
    limits,
};

/// A visitor: events sorted by time, those of one instant in the order they came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Visitor {
    events: Vec<Event>,
}

/// An item the visitor showed interest in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interest<'a> {
    /// The item.
    pub id: &'a str,
    /// How strong: a view 1, a purchase 2, in the cart or on the wish list 3.
    pub weight: u64,
}

impl Visitor {
    /// A visitor who did nothing yet.
    pub const NEW: Visitor = Visitor { events: Vec::new() };

    /// Takes in an event. False where it is one already known: a purchase whose `transaction_id` was seen before, as
    /// when an order page is loaded again. Beyond [`limits::EVENTS`] the oldest goes.
    pub fn observe(&mut self, event: Event) -> bool {
        if self.is_repeated(&event) {
            return false;
        }
        self.events.push(event);
        // The newest is swapped down to its place, the oldest up and out: a vector's own insertion and removal carry messages for
        // panics that cannot happen.
        let mut place = self.events.len() - 1;
        while self.exchange(place, false) {
            place -= 1;
        }
        if self.events.len() > limits::EVENTS {
            for place in 1..self.events.len() {
                self.exchange(place, true);
            }
            self.events.pop();
        }
        true
    }

    /// Takes in an event that was stored by [`Event::to_record`].
    pub fn restore(&mut self, record: &[u8]) -> Result<(), Fault> {
        self.observe(Event::from_record(record)?);
        Ok(())
    }

    /// The events, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// When the newest event happened.
    pub fn last_seen(&self) -> Option<Millis> {
        self.events.last().map(|event| event.at)
    }

    /// Ids of everything bought.
    pub fn owned(&self) -> Vec<&str> {
        self.items_of("purchase")
    }

    /// Ids of what lies in the cart: added, not taken out again, nothing bought since.
    pub fn cart(&self) -> Vec<&str> {
        let mut cart: Vec<(&str, i64)> = Vec::new();
        for event in &self.events {
            match event.name.as_str() {
                "add_to_cart" => event.items.iter().for_each(|item| put(&mut cart, item, 1)),
                "remove_from_cart" => event.items.iter().for_each(|item| put(&mut cart, item, -1)),
                "purchase" => cart.clear(),
                _ => {}
            }
        }
        let mut ids = Vec::new();
        for (id, quantity) in &cart {
            if *quantity > 0 {
                ids.push(*id);
            }
        }
        ids
    }

    /// The items the visitor showed interest in, newest first, each once with its strongest sign; at most `limit`, and
    /// only those that `known` accepts.
    pub fn interests(&self, limit: usize, known: impl Fn(&str) -> bool) -> Vec<Interest<'_>> {
        let mut interests: Vec<Interest<'_>> = Vec::new();
        for event in self.events.iter().rev() {
            let Some(weight) = interest(&event.name) else { continue };
            for item in event.items.iter().rev() {
                if let Some(seen) = interests.iter_mut().find(|interest| interest.id == item.id) {
                    seen.weight = seen.weight.max(weight);
                } else if interests.len() < limit && known(&item.id) {
                    interests.push(Interest { id: &item.id, weight });
                }
            }
        }
        interests
    }

    /// Ids of the items whose pages were viewed, newest first, each once.
    pub fn viewed(&self) -> Vec<&str> {
        self.items_of("view_item")
    }

    /// Ids of the items of all events of a name, newest first, each once.
    fn items_of(&self, name: &str) -> Vec<&str> {
        let mut items = Vec::new();
        for event in self.events.iter().rev() {
            if event.name == name {
                for item in event.items.iter().rev() {
                    if !items.contains(&item.id.as_str()) {
                        items.push(&item.id);
                    }
                }
            }
        }
        items
    }

    /// Swaps an event with the one before it: always, or if it is older. Whether it did.
    fn exchange(&mut self, place: usize, is_forced: bool) -> bool {
        match self.events.get_mut(..=place) {
            Some([.., before, event]) if is_forced || before.at > event.at => {
                swap(before, event);
                true
            }
            _ => false,
        }
    }

    fn is_repeated(&self, event: &Event) -> bool {
        let id = event.parameter("transaction_id");
        event.name == "purchase"
            && id.is_some()
            && self
                .events
                .iter()
                .any(|known| known.name == event.name && known.parameter("transaction_id") == id)
    }
}

fn put<'a>(cart: &mut Vec<(&'a str, i64)>, item: &'a EventItem, sign: i64) {
    let change = sign * i64::from(item.quantity);
    match cart.iter_mut().find(|(id, _)| *id == item.id) {
        Some((_, quantity)) => *quantity = (*quantity + change).max(0),
        None => cart.push((&item.id, change.max(0))),
    }
}

/// How strong a sign of interest an event is; none where it is no sign.
fn interest(name: &str) -> Option<u64> {
    match name {
        "view_item" | "select_item" => Some(1),
        "purchase" => Some(2),
        "add_to_cart" | "add_to_wishlist" => Some(3),
        _ => None,
    }
}

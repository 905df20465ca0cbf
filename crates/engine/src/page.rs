//! What is known about the moment from outside: facts of page, app and device, the shop's live offers, and the device's seed.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    event::{Micros, micros},
    limits,
    rules::Facts,
    value::{Scalar, Value},
};

/// Facts, live offers and a seed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Facts with full paths (`page.type`, `host.loyalty_tier`).
    pub facts: Facts,
    /// Live price and stock, by item; they win over the bundle.
    pub offers: Vec<Offer>,
    /// A random number of this installation, which it keeps as long as its memory. Only experiments and the holdout read it, and
    /// nothing tells it; none: storing is not allowed.
    pub seed: Option<u64>,
}

/// What the shop itself says about an item right now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Offer {
    /// The item.
    pub id: String,
    /// Its price; none: not said.
    pub price: Option<Micros>,
    /// Whether it can be bought; none: not said.
    pub available: Option<bool>,
}

impl Page {
    /// A page of which nothing is known.
    pub const UNKNOWN: Page = Page { facts: Vec::new(), offers: Vec::new(), seed: None };

    /// Replaces all facts of one namespace. Paths are given without it; beyond the limits facts are left out.
    pub fn set_facts(&mut self, namespace: &str, facts: Facts) {
        let mut place = 0;
        while let Some((path, _)) = self.facts.get(place) {
            if path.strip_prefix(namespace).is_some_and(|rest| rest.starts_with('.')) {
                self.facts.swap_remove(place);
            } else {
                place += 1;
            }
        }
        for (path, value) in &facts {
            if self.facts.len() < limits::FACTS {
                let mut full = namespace.to_owned();
                full.push('.');
                full.push_str(path);
                self.facts.push((full, value.clone()));
            }
        }
    }

    /// Merges offers given as flat facts: `<id>.price`, `<id>.availability`. An id may contain dots.
    pub fn merge_offers(&mut self, facts: &Facts) {
        for (path, value) in facts {
            match value {
                Value::One(Scalar::Number(price)) => {
                    if let Some(offer) = path.strip_suffix(".price").and_then(|id| self.offer(id)) {
                        offer.price = Some(micros(*price));
                    }
                }
                Value::One(Scalar::Text(text)) => {
                    if let Some(offer) = path.strip_suffix(".availability").and_then(|id| self.offer(id)) {
                        offer.available = is_available(text);
                    }
                }
                _ => {}
            }
        }
    }

    /// The live offer of an item, where the shop gave one.
    pub fn live(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    /// The item the page is about; empty where it is about none.
    pub fn item(&self) -> &str {
        self.text("page.item_id").unwrap_or_default()
    }

    /// The text of a fact.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.fact(path) {
            Some(Value::One(Scalar::Text(text))) => Some(text),
            _ => None,
        }
    }

    /// A fact by its path.
    pub(crate) fn fact(&self, path: &str) -> Option<&Value> {
        self.facts.iter().find(|(known, _)| known == path).map(|(_, value)| value)
    }

    /// Whether a fact is this text, or a list of which one is.
    pub(crate) fn lists(&self, path: &str, text: &str) -> bool {
        let is_it = |scalar: &Scalar| matches!(scalar, Scalar::Text(known) if known == text);
        self.fact(path).is_some_and(|value| value.scalars().iter().any(is_it))
    }

    /// The offer of an item, made where there is none. A page that makes more offers than are kept loses an old one for each
    /// new one. (Always some; the compiler cannot know.)
    fn offer(&mut self, id: &str) -> Option<&mut Offer> {
        if self.live(id).is_none() {
            if self.offers.len() >= limits::OFFERS {
                self.offers.swap_remove(0);
            }
            self.offers.push(Offer { id: id.to_owned(), ..Offer::default() });
        }
        self.offers.iter_mut().find(|offer| offer.id == id)
    }
}

/// Words of schema.org's ItemAvailability (as names or addresses) and of Merchant feeds, and what they say.
const AVAILABILITY: [(&str, bool); 13] = [
    ("preorder", true),
    ("backorder", true),
    ("InStock", true),
    ("in_stock", true),
    ("OnlineOnly", true),
    ("LimitedAvailability", true),
    ("PreOrder", true),
    ("BackOrder", true),
    ("OutOfStock", false),
    ("out_of_stock", false),
    ("SoldOut", false),
    ("Discontinued", false),
    ("InStoreOnly", false),
];

/// What an availability says; none where it is a word that is not known.
fn is_available(text: &str) -> Option<bool> {
    AVAILABILITY.iter().find(|(word, _)| text.ends_with(word)).map(|(_, is_available)| *is_available)
}

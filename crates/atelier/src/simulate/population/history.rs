//! One shopper's history as steps: what she does, and the pages on which slots are decided meanwhile.
//!
//! A log tells events, not pages. Pages are put where a shop has them: a visit begins on the home page, a product page stands
//! behind a category page, a cart before the checkout, the order's page behind it, and now and then an account page.

use sillage_engine::{
    bundle::Bundle,
    event::{Event, Millis, from_micros},
    rules::Facts,
    value::Value,
};

use super::vocabulary::{Vocabulary, stream};

/// As long without an event, a visit is over.
const VISIT: Millis = 30 * 60_000;

/// Of a hundred visits, so many look at the account.
const ACCOUNT: u64 = 10;

/// One shopper.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shopper {
    /// Her number, or place in the log.
    pub number: u64,
    /// Who she is, made up.
    pub host: Facts,
    /// Her device.
    pub device: Facts,
    /// The random number of her device.
    pub seed: u64,
    /// What happens, oldest first.
    pub steps: Vec<Step>,
}

/// One step of a history.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Something happens that is remembered.
    Happens(Event),
    /// A page is looked at.
    Looks(Look),
}

/// A page that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// When.
    pub at: Millis,
    /// Its type (`home`, `product`).
    pub page: &'static str,
    /// The item it is about; empty: none.
    pub item: String,
    /// The category it is about; empty: none.
    pub category: String,
    /// How the visitor came to it.
    pub touch: Facts,
}

/// The history that some events make, oldest first.
pub fn history(number: u64, events: Vec<Event>, vocabulary: &Vocabulary, seed: u64) -> Shopper {
    let mut seeded = stream(seed, number, "device");
    let class = seeded.one_of(&["phone", "phone", "phone", "desktop"]).copied().unwrap_or("phone");
    let mut device = vocabulary.facts("device", seed, number);
    device.retain(|(name, _)| name != "class");
    device.push(("class".to_owned(), Value::text(class)));
    let mut steps =
        Steps { number, vocabulary, seed, steps: Vec::new(), visits: 0, last: None, category: String::new() };
    events.into_iter().for_each(|event| steps.event(event));
    let host = vocabulary.facts("host", seed, number);
    Shopper { number, host, device, seed: seeded.next(), steps: steps.steps }
}

/// A history while it is written.
struct Steps<'a> {
    number: u64,
    vocabulary: &'a Vocabulary,
    seed: u64,
    steps: Vec<Step>,
    visits: u64,
    last: Option<Millis>,
    category: String,
}

impl Steps<'_> {
    fn event(&mut self, mut event: Event) {
        let at = event.at;
        let is_start = event.name == "session_start";
        if is_start || self.last.is_none_or(|last| at - last > VISIT) {
            self.visit(at, is_start.then(|| event.clone()));
        }
        self.last = Some(at);
        match event.name.as_str() {
            "session_start" => return,
            "view_item" => self.arrive(&event),
            "begin_checkout" => self.look(at, "cart", "", ""),
            _ => {}
        }
        for (name, value) in self.vocabulary.parameters(&event.name, self.seed, self.number, 0) {
            if event.parameter(&name).is_none() {
                event.parameters.push((name, value));
            }
        }
        let (is_view, is_order) = (event.name == "view_item", event.name == "purchase");
        let item = event.items.last().cloned().unwrap_or_default();
        self.steps.push(Step::Happens(event));
        if is_view {
            self.look(at, "product", &item.id, &item.category);
        } else if is_order {
            self.look(at, "order", "", "");
        }
    }

    /// A visit begins on the home page, with how it came; a flow is completed in the second one.
    fn visit(&mut self, at: Millis, start: Option<Event>) {
        self.visits += 1;
        self.category.clear();
        let made_up = || {
            let facts = self.vocabulary.parameters("session_start", self.seed, self.number, self.visits);
            Event::from_facts("session_start", at, &facts)
        };
        let start = start.filter(|event| !event.parameters.is_empty()).unwrap_or_else(made_up);
        let touch = start.parameters.clone();
        self.steps.push(Step::Happens(start));
        self.steps.push(Step::Happens(Event::new("page_view", at)));
        let look = Look { at, page: "home", item: String::new(), category: String::new(), touch };
        self.steps.push(Step::Looks(look));
        let mut seeded = stream(self.seed ^ self.visits, self.number, "account");
        if seeded.chance(ACCOUNT) {
            self.look(at, "account", "", "");
        }
        if self.visits == 2
            && let Some(answers) = self.vocabulary.answers(self.seed, self.number)
        {
            self.steps.push(Step::Happens(Event::from_facts("x_flow_complete", at, &answers)));
        }
    }

    /// The category's page before the first product of it.
    fn arrive(&mut self, event: &Event) {
        let category = event.items.last().map(|item| item.category.clone()).unwrap_or_default();
        if !category.is_empty() && category != self.category {
            self.look(event.at, "category", "", &category);
            self.category = category;
        }
    }

    fn look(&mut self, at: Millis, page: &'static str, item: &str, category: &str) {
        self.steps.push(Step::Happens(Event::new("page_view", at)));
        let touch = vec![("referrer".to_owned(), Value::text("internal"))];
        self.steps.push(Step::Looks(Look {
            at,
            page,
            item: item.to_owned(),
            category: category.to_owned(),
            touch,
        }));
    }
}

impl Look {
    /// What such a page tells.
    pub fn facts(&self, bundle: &Bundle) -> Facts {
        let mut facts = vec![("type".to_owned(), Value::text(self.page))];
        let mut add = |name: &str, text: &str| {
            if !text.is_empty() {
                facts.push((name.to_owned(), Value::text(text)));
            }
        };
        let card = bundle.card(&self.item);
        add("locale", bundle.rules().locales.first().map_or("", String::as_str));
        add("currency", &bundle.rules().currency);
        add("item_id", &self.item);
        add("item_category", card.map_or(self.category.as_str(), |card| card.category.as_str()));
        add("item_brand", card.map_or("", |card| card.brand.as_str()));
        if let Some(card) = card.filter(|card| card.price > 0) {
            facts.push(("price".to_owned(), Value::number(from_micros(card.price))));
        }
        facts
    }

    /// Whether a slot stands on it: slots are named after their page (`home.hero`); one that is not stands on every page.
    pub fn shows(&self, slot: &str) -> bool {
        let page = slot.split_once('.').map_or("", |(page, _)| page);
        page == self.page || !PAGES.contains(&page)
    }
}

/// Types of pages.
const PAGES: [&str; 11] = [
    "home", "category", "product", "cart", "checkout", "order", "search", "account", "content", "store",
    "other",
];

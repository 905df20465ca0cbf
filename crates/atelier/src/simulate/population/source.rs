//! Where histories come from: made up, or from the shop's own log.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hasher as _},
    path::Path,
};

use sillage_engine::{
    event::{Event, EventItem, Millis, from_micros, micros},
    limits,
    value::Value,
};

use crate::{
    events::{self, MISTAKES, RowError},
    failure::Failure,
    simulate::{
        Seeded,
        product::{Product, Shelves},
        visits::{Act, Shop, acts},
    },
};

/// Histories by number; two askings for one number give the same.
pub struct Source<'a>(Kind<'a>);

enum Kind<'a> {
    /// Shoppers of the generator of `simulate events`.
    MadeUp { shop: Box<Shop<'a>>, shoppers: u64, seed: u64, until: Millis },
    /// Visitors of a log, sorted by a hash of their ids.
    Log(Vec<Vec<Event>>),
}

impl<'a> Source<'a> {
    /// Shoppers who do not exist, so many, with the end of their histories, exclusive; the seed decides everything else.
    pub fn made_up(products: &'a [Product], shoppers: u64, seed: u64, until: Millis) -> Source<'a> {
        Source(Kind::MadeUp { shop: Box::new(Shop::of(Shelves::of(products))), shoppers, seed, until })
    }

    /// How many shoppers there are.
    pub fn shoppers(&self) -> u64 {
        match &self.0 {
            Kind::MadeUp { shoppers, .. } => *shoppers,
            Kind::Log(visitors) => visitors.len() as u64,
        }
    }

    /// What one of them did, oldest first.
    pub fn events(&self, number: u64) -> Vec<Event> {
        match &self.0 {
            Kind::Log(visitors) => visitors.get(number as usize).cloned().unwrap_or_default(),
            Kind::MadeUp { shop, seed, until, .. } => {
                let mut acts = acts(shop, number, *until, &mut Seeded::branch(*seed, number));
                acts.sort_by_key(|act| act.at);
                acts.iter().map(|act| event(act, shop.shelves.products)).collect()
            }
        }
    }
}

fn event(act: &Act, products: &[Product]) -> Event {
    let item = |(index, quantity): &(usize, u32)| {
        let product = products.get(*index)?;
        Some(EventItem {
            id: product.id.clone(),
            category: product.category.clone(),
            brand: product.brand.clone(),
            price: micros(product.price),
            quantity: *quantity,
        })
    };
    let items: Vec<EventItem> = act.products.iter().filter_map(item).collect();
    let amount =
        |sum: i64, item: &EventItem| sum.saturating_add(item.price.saturating_mul(item.quantity.into()));
    let mut event = Event::new(act.name, act.at);
    event.value = Some(micros(from_micros(items.iter().fold(0, amount))));
    event.items = items;
    if act.name == "purchase" {
        let order = format!("T{}-{}", act.shopper, act.visit / 1_000);
        event.parameters.push(("transaction_id".to_owned(), Value::text(&order)));
    }
    event
}

/// What was taken from a log.
pub struct Taken {
    /// The visitors.
    pub source: Source<'static>,
    /// Visitors of the log in all.
    pub visitors: u64,
    /// Rows that could not be read, and were left out.
    pub mistakes: Vec<RowError>,
}

/// Takes at most so many visitors from a log, by chance but the same ones for one seed. The log is read twice; memory holds
/// those visitors' events, at most [`limits::EVENTS`] each, and a number for each visitor. With an `until` the log is moved in
/// time to end there.
pub fn taken(path: &Path, shoppers: u64, seed: u64, until: Option<Millis>) -> Result<Taken, Failure> {
    let mut chosen: BTreeMap<u64, Vec<Event>> = BTreeMap::new();
    let (mut all, mut newest) = (BTreeSet::new(), Millis::MIN);
    let mistakes = rows(path, &mut |visitor, event| {
        newest = newest.max(event.at);
        all.insert(place(seed, visitor));
    })?;
    for place in all.iter().take(shoppers as usize) {
        chosen.insert(*place, Vec::new());
    }
    let shift = until.map_or(0, |until| until.saturating_sub(newest).saturating_sub(1));
    rows(path, &mut |visitor, mut event| {
        if let Some(events) = chosen.get_mut(&place(seed, visitor)) {
            event.at = event.at.saturating_add(shift);
            events.push(event);
        }
    })?;
    let sorted = chosen.into_values().map(|mut events| {
        events.sort_by_key(|event| event.at);
        events.drain(..events.len().saturating_sub(limits::EVENTS));
        events
    });
    Ok(Taken { source: Source(Kind::Log(sorted.collect())), visitors: all.len() as u64, mistakes })
}

/// Hands on every event that names its visitor.
fn rows(path: &Path, take: &mut dyn FnMut(&str, Event)) -> Result<Vec<RowError>, Failure> {
    let failed = |error: &std::io::Error| Failure::file("read", path, error);
    let mut mistakes = Vec::new();
    for row in events::open(path, None).map_err(|error| failed(&error))? {
        match row.map_err(|error| failed(&error))? {
            Ok(row) if row.visitor.is_empty() => {}
            Ok(row) => take(&row.visitor, row.event),
            Err(mistake) if mistakes.len() < MISTAKES => mistakes.push(mistake),
            Err(mistake) => {
                let message = format!("too many rows cannot be read; {mistake}");
                return Err(Failure::new(message, "correct the rows, or give another log"));
            }
        }
    }
    Ok(mistakes)
}

/// Where a visitor stands among all, by chance.
fn place(seed: u64, visitor: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(seed);
    hasher.write(visitor.as_bytes());
    hasher.finish()
}

//! Visitors for the engine: random ones at the boundaries of what sources ask for, and the events that make a witness true.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use sillage_compiler::Witness;
use sillage_engine::{
    event::{Event, EventItem, Millis, micros},
    page::Page,
    rules::Facts,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::{
    families::{CATEGORIES, CITIES, CONCERNS, COUPONS, INTERESTS, TIERS},
    project::Project,
    random::Random,
};

const DAY: Millis = 86_400_000;

/// Numbers and texts around everything that a project compares with.
pub(crate) struct Boundaries {
    numbers: Vec<f64>,
    texts: Vec<String>,
}

impl Boundaries {
    pub(crate) fn of(project: &Project) -> Boundaries {
        let mut found =
            Boundaries { numbers: vec![0.0, 1.0], texts: vec![String::new(), "other".to_owned()] };
        let mut project = project.clone();
        project.conditions().iter().for_each(|condition| found.collect(condition));
        found.numbers.sort_by(f64::total_cmp);
        found.numbers.dedup();
        found.texts.sort();
        found.texts.dedup();
        found
    }

    fn collect(&mut self, json: &Json) {
        match json {
            Json::Number(number) => {
                let number = number.as_f64().unwrap();
                self.numbers.extend([number - 1.0, number - 0.5, number, number + 0.5, number + 1.0]);
            }
            Json::String(text) => self.texts.extend([text.clone(), format!("{text}a")]),
            Json::Array(items) => items.iter().for_each(|item| self.collect(item)),
            Json::Object(fields) => fields.values().for_each(|value| self.collect(value)),
            Json::Null | Json::Bool(_) => {}
        }
    }

    fn count(&self, random: &mut Random) -> f64 {
        random.pick(&self.numbers).floor().max(0.0)
    }

    /// Attributes of a visitor as they are declared, traits as their events can make them.
    pub(crate) fn visitor(&self, random: &mut Random) -> Facts {
        let mut facts = Facts::new();
        let mut texts = |random: &mut Random, path: &str, pool: &[&str]| {
            let value = match random.below(6) {
                0 => return,
                1 => random.pick(&self.texts).clone(),
                _ => (*random.pick(pool)).to_owned(),
            };
            facts.push((path.to_owned(), Value::text(&value)));
        };
        texts(random, "host.city", &CITIES);
        texts(random, "touch.content", &["ad-0", "ad-1", "ad-2", "unique"]);
        texts(random, "touch.source", &["mail", "social", "search"]);
        for (path, pool) in [("host.tier", &TIERS[..]), ("device.class", &["phone", "tablet", "desktop"])] {
            if !random.chance(5) {
                facts.push((path.to_owned(), Value::text(random.pick::<&str>(pool))));
            }
        }
        if !random.chance(4) {
            facts.push(("host.points".to_owned(), Value::number(*random.pick(&self.numbers))));
        }
        if !random.chance(4) {
            facts.push(("host.signed_in".to_owned(), Value::bool(random.chance(2))));
        }
        for (path, pool) in [("host.concerns", &CONCERNS[..]), ("host.interests", &INTERESTS)] {
            if !random.chance(5) {
                let count = random.below(pool.len() + 1);
                let mut list = random.some(pool, count);
                // The interests are not declared, so there may be others.
                if path == "host.interests" && random.chance(2) {
                    list.push("other");
                }
                let scalars = list.into_iter().map(|text| Scalar::Text(text.to_owned()));
                facts.push((path.to_owned(), Value::Many(scalars.collect())));
            }
        }
        self.traits(random, &mut facts);
        facts
    }

    fn traits(&self, random: &mut Random, facts: &mut Facts) {
        let mut counts = |random: &mut Random, paths: [&str; 3]| {
            let mut counts = paths.map(|_| if random.chance(4) { 0.0 } else { self.count(random) });
            counts.sort_by(f64::total_cmp);
            let named = paths.iter().zip(counts);
            facts.extend(named.map(|(path, count)| (format!("trait.{path}"), Value::number(count))));
            counts
        };
        let views = counts(random, ["views_7d", "views_30d", "views"]);
        let orders = counts(random, ["orders_7d", "orders_90d", "orders_365d"]);
        let spend = if orders[1] > 0.0 { *random.pick(&self.numbers) } else { 0.0 };
        facts.push(("trait.spend_90d".to_owned(), Value::number(spend)));
        facts.push(("trait.pieces_30d".to_owned(), Value::number(self.count(random))));
        if views[2] > 0.0 && !random.chance(4) {
            facts.push(("trait.last_category".to_owned(), Value::text(random.pick::<&str>(&CATEGORIES))));
        }
        let coupon = match random.below(4) {
            0 => return,
            1 => Value::number(*random.pick(&self.numbers)),
            _ => Value::text(random.pick::<&str>(&COUPONS)),
        };
        facts.push(("trait.last_coupon".to_owned(), coupon));
    }
}

/// A visitor and a page on which a witness's attributes are what it says, by events alone where they are traits.
pub(crate) fn of_witness(witness: &Witness, now: Millis) -> (Visitor, Page) {
    let (traits, facts): (Facts, Facts) =
        witness.attributes.iter().cloned().partition(|(path, _)| path.starts_with("trait."));
    let mut traits: BTreeMap<String, Value> = traits.into_iter().collect();
    // Counts that nobody reads are what the others need.
    let at_least_one = |traits: &mut BTreeMap<String, Value>, count: &str, narrower: &str| {
        let least = number(traits, narrower).unwrap_or(0.0).max(1.0);
        traits.entry(format!("trait.{count}")).or_insert(Value::number(least));
    };
    if is_something(witness, "spend_90d") {
        at_least_one(&mut traits, "orders_90d", "orders_7d");
    }
    if is_something(witness, "last_category") {
        let narrower = if traits.contains_key("trait.views_30d") { "views_30d" } else { "views_7d" };
        at_least_one(&mut traits, "views", narrower);
    }
    let mut visitor = Visitor::NEW;
    counted(&traits, "view_item", [("views_7d", 1), ("views_30d", 20), ("views", 60)], now, &mut visitor);
    let orders = [("orders_7d", 1), ("orders_90d", 50), ("orders_365d", 200)];
    counted(&traits, "purchase", orders, now, &mut visitor);
    rest(&traits, now, &mut visitor);
    let facts = facts.into_iter().filter(|(_, value)| !value.is_null()).collect();
    (visitor, Page { facts, ..Page::UNKNOWN })
}

/// Whether a witness's trait is not nothing.
fn is_something(witness: &Witness, name: &str) -> bool {
    let is_it = |(path, value): &(String, Value)| {
        path.strip_prefix("trait.") == Some(name) && !value.is_null() && *value != Value::number(0.0)
    };
    witness.attributes.iter().any(is_it)
}

fn number(traits: &BTreeMap<String, Value>, name: &str) -> Option<f64> {
    match traits.get(&format!("trait.{name}")) {
        Some(Value::One(Scalar::Number(number))) => Some(*number),
        _ => None,
    }
}

/// Events at these ages in days, so many that each count comes out.
fn counted(
    traits: &BTreeMap<String, Value>,
    name: &str,
    counts: [(&str, i64); 3],
    now: Millis,
    visitor: &mut Visitor,
) {
    let mut before = 0.0;
    for (count, age) in counts {
        let wanted = number(traits, count).unwrap_or(before);
        for _ in 0..(wanted - before) as usize {
            visitor.observe(Event::new(name, now - age * DAY));
        }
        before = wanted;
    }
}

/// What the other traits need: fields of events that are counted, or of ones that are too old to be.
fn rest(traits: &BTreeMap<String, Value>, now: Millis, visitor: &mut Visitor) {
    let mut events = visitor.events().to_vec();
    if let Some(Value::One(Scalar::Text(category))) = traits.get("trait.last_category") {
        let seen = events.iter_mut().find(|event| event.name == "view_item").unwrap();
        let id = "p".to_owned();
        seen.items.push(EventItem { id, category: category.clone(), quantity: 1, ..EventItem::default() });
    }
    if let Some(spend) = number(traits, "spend_90d").filter(|spend| *spend != 0.0) {
        let is_recent = |event: &&mut Event| event.name == "purchase" && event.at > now - 80 * DAY;
        events.iter_mut().find(is_recent).unwrap().value = Some(micros(spend));
    }
    if let Some(coupon) = traits.get("trait.last_coupon").filter(|coupon| !coupon.is_null()) {
        let mut old = Event::new("purchase", now - 500 * DAY);
        old.parameters.push(("coupon".to_owned(), coupon.clone()));
        events.push(old);
    }
    for (name, count, age) in [("view_cart", "long", 200)] {
        for _ in 0..number(traits, count).unwrap_or(0.0) as usize {
            events.push(Event::new(name, now - age * DAY));
        }
    }
    if let Some(pieces) = number(traits, "pieces_30d").filter(|pieces| *pieces > 0.0) {
        let mut added = Event::new("add_to_cart", now - DAY);
        added.items.push(EventItem { id: "p".to_owned(), quantity: pieces as u32, ..EventItem::default() });
        events.push(added);
    }
    if let Some(note) = traits.get("trait.note").filter(|note| !note.is_null()) {
        let mut noted = Event::new("view_cart", now - DAY);
        noted.parameters.push(("note".to_owned(), note.clone()));
        events.push(noted);
    }
    *visitor = Visitor::NEW;
    for event in events {
        visitor.observe(event);
    }
}

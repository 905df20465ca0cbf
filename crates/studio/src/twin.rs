//! The panel's engine: told what the storefront's engine in a frame was told, in the same order.
//!
//! The frame reports every call through the module's door (`src/shop.rs`) before it hands it on. So the twin explains a
//! decision out of exactly the facts, records and sections that the frame decided with, by its own copy of the engine.

use std::rc::Rc;

use sillage_compiler::{matching::matching, nearest_miss};
use sillage_engine::{
    bundle::Bundle as Engine,
    event::{Event, Millis},
    manifest::{Kind, Manifest},
    page::Page,
    situation::Situation,
    value::Value,
    visitor::Visitor,
    wire,
};

use crate::{bundle::Bundle, records::Record};

/// One call through the door, as the frame reports it.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Which: see the table of `src/shop.rs`.
    pub what: u32,
    /// A namespace, or the name of an event.
    pub name: String,
    /// Facts or a record.
    pub bytes: Vec<u8>,
    /// When, or which section.
    pub number: f64,
}

/// An engine with all that it was told.
pub struct Twin {
    files: Rc<Bundle>,
    manifest: Option<Manifest>,
    engine: Engine,
    visitor: Visitor,
    page: Page,
    observed: Vec<Record>,
}

impl Twin {
    /// Knows nothing but where its sections are.
    pub fn new(files: Rc<Bundle>) -> Twin {
        let (engine, visitor, page) = (Engine::EMPTY, Visitor::NEW, Page::UNKNOWN);
        Twin { files, manifest: None, engine, visitor, page, observed: Vec::new() }
    }

    /// Does what the frame's engine does. What the frame's would refuse is refused here.
    pub fn tell(&mut self, told: &Told) {
        match told.what {
            0 => self.manifest = self.files.manifest(),
            1 => drop(self.accept(told.number as usize)),
            2 => self.page.set_facts(&told.name, wire::read(&told.bytes)),
            3 => self.page.merge_offers(&wire::read(&told.bytes)),
            4 => self.observe(told),
            5 => drop(self.visitor.restore(&told.bytes)),
            6 => self.visitor = Visitor::NEW,
            13 => self.page.seed = told.bytes.as_slice().try_into().ok().map(u64::from_le_bytes),
            _ => {}
        }
    }

    /// Why a slot shows what it shows, with nearest misses; JSON of the engine.
    pub fn explain(&self, slot: &str, now: Millis) -> String {
        nearest_miss::explain(&self.engine, &self.visitor, &self.page, slot, now)
    }

    /// Path and value of everything that conditions can ask, where it is known.
    pub fn facts(&self, now: Millis) -> Vec<(String, Value)> {
        let situation = Situation::new(&self.engine, &self.visitor, &self.page, now);
        let value = |index: usize| situation.value(u16::try_from(index).unwrap_or(u16::MAX)).clone();
        let attributes = self.engine.rules().attributes.iter().enumerate();
        attributes
            .map(|(index, attribute)| (attribute.path.clone(), value(index)))
            .filter(|(_, value)| !value.is_null())
            .collect()
    }

    /// What is remembered, oldest first.
    pub fn remembered(&self) -> &[Event] {
        self.visitor.events()
    }

    /// What happened on the page in the frame since it loaded.
    pub fn observed(&self) -> &[Record] {
        &self.observed
    }

    /// What a product is called.
    pub fn item_name(&self, id: &str) -> Option<&str> {
        self.engine.card(id).map(|card| card.name.as_str())
    }

    fn accept(&mut self, index: usize) -> Option<()> {
        let kind = self.manifest.as_ref()?.sections.get(index)?.kind;
        let bytes = self.files.section(index)?;
        if kind == Kind::Rules {
            self.engine = Engine::read(bytes).ok()?.with_host(matching);
            return Some(());
        }
        self.engine.load(kind, bytes).ok()
    }

    fn observe(&mut self, told: &Told) {
        let at = told.number as Millis;
        let event = Event::from_facts(&told.name, at, &wire::read(&told.bytes));
        let bytes = event.to_record();
        if self.visitor.observe(event) {
            self.observed.push(Record { at, bytes });
        }
    }
}

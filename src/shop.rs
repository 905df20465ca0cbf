//! The one class that the module exports.

use sillage_engine::{
    bundle::Bundle,
    decide::decide_in,
    decision::Decision,
    event::{Event, Millis},
    explain,
    json::Json,
    manifest::{Kind, Manifest, SIGNATURE_BYTES, Start, address},
    page::Page,
    situation::Situation,
    visitor::Visitor,
    wire,
};
use wasm_bindgen::prelude::*;

use crate::render;

/// A bundle, a visitor and a page, and what they come to.
///
/// Times are milliseconds since 1970, as JavaScript's `Date.now()` gives them; facts are bytes of `src/host/wire.js`.
#[wasm_bindgen]
#[derive(Default)]
pub struct Shop {
    manifest: Option<Manifest>,
    bundle: Bundle,
    visitor: Visitor,
    page: Page,
    /// The last moment anything was decided in; gone as soon as anything changes.
    situation: Option<Situation>,
}

#[wasm_bindgen]
impl Shop {
    /// A shop without rules: every slot shows its default content.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Shop {
        Shop::default()
    }

    /// Takes a start file apart: its contents as JSON, for the host to verify and to hash; empty where it is refused.
    /// Nothing of it is used before [`Shop::accept`].
    pub fn open(&mut self, start: &[u8]) -> String {
        match Start::read(start) {
            Ok(start) => {
                let contents = contents(&start);
                self.manifest = Some(start.manifest);
                contents
            }
            Err(_) => String::new(),
        }
    }

    /// Takes in the bytes of a section, given their SHA-256. False where they are not those of the manifest, or are
    /// refused. The rules come first; they forget what was loaded before them.
    pub fn accept(&mut self, section: u32, bytes: &[u8], digest: &[u8]) -> bool {
        self.situation = None;
        let manifest = self.manifest.as_ref();
        let Some(Ok(section)) = manifest.map(|manifest| manifest.check(section as usize, bytes, digest))
        else {
            return false;
        };
        if section.kind == Kind::Rules {
            return Bundle::read(bytes).map(|bundle| self.bundle = bundle).is_ok();
        }
        self.bundle.load(section.kind, bytes).is_ok()
    }

    /// Replaces all facts of a namespace (`page`, `host`, `device`, `touch`).
    pub fn facts(&mut self, namespace: &str, facts: &[u8]) {
        self.situation = None;
        self.page.set_facts(namespace, wire::read(facts));
    }

    /// Takes in live offers: `<item id>.price`, `<item id>.availability`.
    pub fn offers(&mut self, offers: &[u8]) {
        self.situation = None;
        self.page.merge_offers(&wire::read(offers));
    }

    /// Takes in an event; the record to store, or nothing where it repeats a known one.
    pub fn observe(&mut self, name: &str, facts: &[u8], at: f64) -> Option<Vec<u8>> {
        self.situation = None;
        let event = Event::from_facts(name, at as Millis, &wire::read(facts));
        let record = event.to_record();
        self.visitor.observe(event).then_some(record)
    }

    /// Takes in a record that was stored; false where it is refused.
    pub fn restore(&mut self, record: &[u8]) -> bool {
        self.situation = None;
        self.visitor.restore(record).is_ok()
    }

    /// When the newest event happened; nothing where there is none.
    #[wasm_bindgen(js_name = lastSeen)]
    pub fn last_seen(&self) -> Option<f64> {
        self.visitor.last_seen().map(|at| at as f64)
    }

    /// Forgets every event.
    pub fn forget(&mut self) {
        self.situation = None;
        self.visitor = Visitor::default();
    }

    /// What a slot shows now, as JSON.
    pub fn decide(&mut self, slot: &str, now: f64) -> String {
        self.decision(slot, now).to_json()
    }

    /// Why, as JSON (see [`explain::explain`]).
    pub fn explain(&self, slot: &str, now: f64) -> String {
        explain::explain(&self.bundle, &self.visitor, &self.page, slot, now as Millis)
    }

    /// Decides a slot and shows the decision in its element, which must have an open shadow root. The decision as JSON; an
    /// exception where the page's own DOM refuses, and then the element has to be reset.
    pub fn render(&mut self, slot: &str, element: &web_sys::Element, now: f64) -> Result<String, JsValue> {
        let decision = self.decision(slot, now);
        render::show(&decision.value, element, &self.bundle, &self.page)?;
        Ok(decision.to_json())
    }
}

impl Shop {
    fn decision(&mut self, slot: &str, now: f64) -> Decision {
        let now = now as Millis;
        if self.situation.as_ref().is_none_or(|situation| situation.now != now) {
            self.situation = None;
        }
        let (bundle, visitor, page) = (&self.bundle, &self.visitor, &self.page);
        let situation = self.situation.get_or_insert_with(|| Situation::new(bundle, visitor, page, now));
        decide_in(situation, bundle, visitor, page, slot)
    }
}

/// What the host needs to know of a start file: which bytes are signed, where the signature is, where the sections are.
fn contents(start: &Start<'_>) -> String {
    let manifest = &start.manifest;
    let signed = start.signed.len();
    let mut json = Json::default();
    json.object(|json| {
        json.member("name", &manifest.name);
        json.key("revision").number(manifest.revision as f64);
        json.key("expires").number(manifest.expires as f64);
        json.key("signed").number(signed as f64);
        range("signature", signed, SIGNATURE_BYTES, json);
        json.key("sections").array(|json| {
            for (index, section) in manifest.sections.iter().enumerate() {
                json.object(|json| {
                    json.member("kind", kind(section.kind));
                    json.member("key", &section.key);
                    json.key("length").number(f64::from(section.length));
                    match start.inline_offset(index) {
                        Some(from) => range("inline", from, section.length as usize, json),
                        None => json.member("address", &address(&section.hash)),
                    }
                });
            }
        });
    });
    json.finish()
}

/// A member that is an array of first byte and byte behind the last.
fn range(key: &str, from: usize, length: usize, json: &mut Json) {
    json.key(key).array(|json| {
        json.number(from as f64);
        json.number((from + length) as f64);
    });
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Rules => "rules",
        Kind::Copy => "copy",
        Kind::Model => "model",
        Kind::Catalogue => "catalogue",
    }
}

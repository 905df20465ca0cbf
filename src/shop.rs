//! What the module exports: one shop an instance, told by plain arguments and asked for JSON.
//!
//! Times are milliseconds since 1970, as JavaScript's `Date.now()` gives them; facts are bytes of `src/host/wire.js`.
//! Functions instead of a class, because a class's bookkeeping costs two kilobytes and an instance has only one shop.

use alloc::{string::String, vec::Vec};
use core::cell::{RefCell, RefMut};

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
#[derive(Default)]
struct Shop {
    manifest: Option<Manifest>,
    bundle: Bundle,
    visitor: Visitor,
    page: Page,
    /// The last moment anything was decided in; gone as soon as anything changes.
    situation: Option<Situation>,
}

/// The shop of this instance.
struct Single(RefCell<Option<Shop>>);

// SAFETY: a wasm32 instance without shared memory has one thread; elsewhere only tests of one thread link this.
unsafe impl Sync for Single {}

static SHOP: Single = Single(RefCell::new(None));

/// The shop, to be changed: what was decided before no longer counts. A call from within a call traps.
fn shop() -> RefMut<'static, Shop> {
    let mut shop = unchanged();
    shop.situation = None;
    shop
}

fn unchanged() -> RefMut<'static, Shop> {
    RefMut::map(SHOP.0.borrow_mut(), |shop| shop.get_or_insert_with(Shop::default))
}

/// Takes a start file apart: its contents as JSON, for the host to verify and to hash; empty where it is refused.
/// Nothing of it is used before [`accept`].
#[wasm_bindgen]
pub fn open(start: &[u8]) -> String {
    match Start::read(start) {
        Ok(start) => {
            let contents = contents(&start);
            shop().manifest = Some(start.manifest);
            contents
        }
        Err(_) => String::new(),
    }
}

/// Takes in the bytes of a section, given their SHA-256. False where they are not those of the manifest, or are refused.
/// The rules come first; they forget what was loaded before them.
#[wasm_bindgen]
pub fn accept(section: u32, bytes: &[u8], digest: &[u8]) -> bool {
    let shop = &mut *shop();
    let Some(Ok(section)) =
        shop.manifest.as_ref().map(|manifest| manifest.check(section as usize, bytes, digest))
    else {
        return false;
    };
    if section.kind == Kind::Rules {
        return Bundle::read(bytes).map(|bundle| shop.bundle = bundle).is_ok();
    }
    shop.bundle.load(section.kind, bytes).is_ok()
}

/// Replaces all facts of a namespace (`page`, `host`, `device`, `touch`).
#[wasm_bindgen]
pub fn facts(namespace: &str, facts: &[u8]) {
    shop().page.set_facts(namespace, wire::read(facts));
}

/// Takes in live offers: `<item id>.price`, `<item id>.availability`.
#[wasm_bindgen]
pub fn offers(offers: &[u8]) {
    shop().page.merge_offers(&wire::read(offers));
}

/// Takes in an event; the record to store, or nothing where it repeats a known one.
#[wasm_bindgen]
pub fn observe(name: &str, facts: &[u8], at: f64) -> Option<Vec<u8>> {
    let event = Event::from_facts(name, at as Millis, &wire::read(facts));
    let record = event.to_record();
    shop().visitor.observe(event).then_some(record)
}

/// Takes in a record that was stored; false where it is refused.
#[wasm_bindgen]
pub fn restore(record: &[u8]) -> bool {
    shop().visitor.restore(record).is_ok()
}

/// When the newest event happened; nothing where there is none.
#[wasm_bindgen(js_name = lastSeen)]
pub fn last_seen() -> Option<f64> {
    unchanged().visitor.last_seen().map(|at| at as f64)
}

/// Forgets every event.
#[wasm_bindgen]
pub fn forget() {
    shop().visitor = Visitor::default();
}

/// What a slot shows now, as JSON.
#[wasm_bindgen]
pub fn decide(slot: &str, now: f64) -> String {
    decided(slot, now, |decision, _, _| decision.to_json())
}

/// Why, as JSON (see [`explain::explain`]).
#[wasm_bindgen]
pub fn explain(slot: &str, now: f64) -> String {
    let shop = unchanged();
    explain::explain(&shop.bundle, &shop.visitor, &shop.page, slot, now as Millis)
}

/// Decides a slot and shows the decision in its element, which must have an open shadow root. The decision as JSON; an
/// exception where the page's own DOM refuses, and then the element has to be reset.
#[wasm_bindgen]
pub fn render(slot: &str, element: &web_sys::Element, now: f64) -> Result<String, JsValue> {
    decided(slot, now, |decision, bundle, page| {
        render::draw(&decision.value, element, bundle, page)?;
        Ok(decision.to_json())
    })
}

/// Decides a slot, and hands the decision on.
fn decided<T>(slot: &str, now: f64, then: impl FnOnce(&Decision<'_>, &Bundle, &Page) -> T) -> T {
    let now = now as Millis;
    let mut shop = unchanged();
    let Shop { bundle, visitor, page, situation, .. } = &mut *shop;
    let current = match situation.take() {
        Some(current) if current.now == now => situation.insert(current),
        _ => situation.insert(Situation::new(bundle, visitor, page, now)),
    };
    then(&decide_in(current, bundle, visitor, page, slot), bundle, page)
}

/// What the host needs to know of a start file: which bytes are signed, where the signature is, where the sections are.
fn contents(start: &Start<'_>) -> String {
    let manifest = &start.manifest;
    let signed = start.signed.len();
    let mut json = Json::default();
    json.begin_object();
    json.member("name", &manifest.name);
    json.key("revision").number(manifest.revision as f64);
    json.key("expires").number(manifest.expires as f64);
    json.key("signed").number(signed as f64);
    range("signature", signed, SIGNATURE_BYTES, &mut json);
    json.key("sections").begin_array();
    for (index, section) in manifest.sections.iter().enumerate() {
        json.begin_object();
        json.member("kind", kind(section.kind));
        json.member("key", &section.key);
        json.key("length").number(f64::from(section.length));
        match start.inline_offset(index) {
            Some(from) => range("inline", from, section.length as usize, &mut json),
            None => json.member("address", &address(&section.hash)),
        }
        json.end_object();
    }
    json.end_array();
    json.end_object();
    json.finish()
}

/// A member that is an array of first byte and byte behind the last.
fn range(key: &str, from: usize, length: usize, json: &mut Json) {
    json.key(key).begin_array();
    json.number(from as f64);
    json.number((from + length) as f64);
    json.end_array();
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Rules => "rules",
        Kind::Copy => "copy",
        Kind::Model => "model",
        Kind::Catalogue => "catalogue",
    }
}

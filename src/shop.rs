//! What the module exports: one shop an instance, told and asked through one door.
//!
//! Times are milliseconds since 1970, as JavaScript's `Date.now()` gives them; facts are bytes of `src/host/wire.js`; answers
//! are bytes, mostly JSON. One function with a number instead of a class with methods, because the glue and the shims of
//! eleven functions cost two kilobytes; `src/host/engine.js` gives the numbers their names again.

use alloc::{string::String, vec::Vec};
use core::cell::{RefCell, RefMut};

use sillage_engine::{
    bundle::Bundle,
    decide::decide_in,
    event::{Event, Millis},
    explain,
    flow::state::state,
    host::Question,
    json::Json,
    manifest::{Kind, Manifest, SIGNATURE_BYTES, Start, address},
    page::Page,
    remembered::remembered,
    situation::Situation,
    visitor::Visitor,
    wire,
};
use wasm_bindgen::prelude::*;

use crate::draw;

/// A bundle, a visitor and a page, and what they come to.
struct Shop {
    manifest: Option<Manifest>,
    bundle: Bundle,
    visitor: Visitor,
    page: Page,
    /// The last moment anything was decided in; gone with the rules.
    situation: Option<Situation>,
    /// Whether something was told since.
    is_stale: bool,
}

/// The shop of this instance.
struct Single(RefCell<Shop>);

// SAFETY: a wasm32 instance without shared memory has one thread; elsewhere only tests of one thread link this.
unsafe impl Sync for Single {}

static SHOP: Single = Single(RefCell::new(Shop {
    manifest: None,
    bundle: Bundle::EMPTY,
    visitor: Visitor::NEW,
    page: Page::UNKNOWN,
    situation: None,
    is_stale: false,
}));

/// The shop; none in a call from within a call.
fn shop() -> Option<RefMut<'static, Shop>> {
    SHOP.0.try_borrow_mut().ok()
}

/// Tells the shop something or asks it. What the arguments mean depends on `what`:
///
/// | what | name | bytes | number | answer |
/// |---|---|---|---|---|
/// | 0 open | | start file | | its contents as JSON, for the host to verify and to hash |
/// | 1 accept | | SHA-256 of a section, then the section | its index | empty |
/// | 2 facts | namespace | facts, which replace all of that namespace | | empty |
/// | 3 offers | | facts `<item id>.price`, `<item id>.availability` | | empty |
/// | 4 observe | event | facts | when | the record to store |
/// | 5 restore | | a record that was stored | | empty |
/// | 6 forget | | | | empty |
/// | 7 decide | slot | | now | the decision as JSON |
/// | 8 explain | slot | | now | the explanation as JSON |
/// | 9 draw | slot | | now | the decision and what to draw, as JSON (see [`crate::draw`]) |
/// | 10 last seen | | | | time of the newest event, in decimal |
/// | 11 flow | flow | | | where the visitor stands in it, as JSON (see [`state`]); none where it is not loaded |
/// | 12 remembered | | | | the remembered events as JSON, newest first |
/// | 13 seed | | eight random bytes that the device keeps; none: nothing may be stored | | empty |
///
/// No answer: refused, or nothing to answer. Nothing of a start file is used before its sections are accepted; the rules come
/// first, and forget what was loaded before them. An event that repeats a known one is refused.
#[wasm_bindgen]
pub fn call(what: u32, name: &str, bytes: &[u8], number: f64) -> Option<Vec<u8>> {
    if (7..13).contains(&what) {
        return ask(what, name, number);
    }
    let shop = &mut *self::shop()?;
    shop.is_stale = true;
    match what {
        0 => return shop.open(bytes),
        1 => shop.accept(number as usize, bytes)?,
        2 => shop.page.set_facts(name, wire::read(bytes)),
        3 => shop.page.merge_offers(&wire::read(bytes)),
        4 => {
            let event = Event::from_facts(name, number as Millis, &wire::read(bytes));
            let record = event.to_record();
            return shop.visitor.observe(event).then_some(record);
        }
        5 => shop.visitor.restore(bytes).ok()?,
        13 => shop.page.seed = bytes.try_into().ok().map(u64::from_le_bytes),
        _ => shop.visitor = Visitor::NEW,
    }
    Some(Vec::new())
}

/// The questions, which change nothing.
fn ask(what: u32, name: &str, now: f64) -> Option<Vec<u8>> {
    let answer = match what {
        7 | 9 => decided(name, now, what == 9)?,
        8 => {
            let shop = shop()?;
            explain::explain(&shop.bundle, &shop.visitor, &shop.page, name, now as Millis)
        }
        11 => {
            let shop = shop()?;
            state(shop.bundle.flow(name)?, &shop.visitor).to_json(&shop.bundle, &shop.page)
        }
        12 => remembered(&shop()?.visitor),
        _ => {
            let mut time = Json::default();
            time.number(shop()?.visitor.last_seen()? as f64);
            time.finish()
        }
    };
    Some(answer.into_bytes())
}

impl Shop {
    fn open(&mut self, start: &[u8]) -> Option<Vec<u8>> {
        let start = Start::read(start).ok()?;
        let contents = contents(&start);
        self.manifest = Some(start.manifest);
        Some(contents)
    }

    fn accept(&mut self, section: usize, bytes: &[u8]) -> Option<()> {
        let (digest, bytes) = bytes.split_at_checked(32)?;
        let section = self.manifest.as_ref()?.check(section, bytes, digest).ok()?;
        if section.kind == Kind::Rules {
            self.bundle = Bundle::read(bytes).ok()?.with_host(lend);
            self.situation = None;
            return Some(());
        }
        self.bundle.load(section.kind, bytes).ok()
    }
}

#[cfg(target_arch = "wasm32")]
#[link(wasm_import_module = "h")]
unsafe extern "C" {
    /// Answers a question, by its number, about a text and a constant: `src/host/engine.js`. Not by way of wasm-bindgen, whose glue is not used.
    #[link_name = "h"]
    safe fn host(question: u32, text: *const u8, length: usize, constant: *const u8, size: usize) -> u32;
}

/// What the host lends the engine.
#[cfg(target_arch = "wasm32")]
fn lend(question: Question, text: &str, constant: &str) -> bool {
    host(question as u32, text.as_ptr(), text.len(), constant.as_ptr(), constant.len()) != 0
}

/// Elsewhere there is no host.
#[cfg(not(target_arch = "wasm32"))]
fn lend(_: Question, _: &str, _: &str) -> bool {
    false
}

/// Decides a slot: the decision, or what to draw of it.
fn decided(slot: &str, now: f64, is_drawn: bool) -> Option<String> {
    let now = now as Millis;
    let mut shop = shop()?;
    let Shop { bundle, visitor, page, situation, is_stale, .. } = &mut *shop;
    let current = situation.get_or_insert_with(|| Situation::new(bundle, visitor, page, now));
    if *is_stale || current.now != now {
        current.update(bundle, visitor, page, now);
        *is_stale = false;
    }
    let decision = decide_in(current, bundle, visitor, page, slot);
    Some(if is_drawn { draw::plan(&decision, bundle, page) } else { decision.to_json() })
}

/// What the host needs to know of a start file: which bytes are signed, where the signature is, where the sections are.
fn contents(start: &Start<'_>) -> Vec<u8> {
    let manifest = &start.manifest;
    let signed = start.signed.len();
    let mut json = Json::default();
    json.begin_object();
    json.member("locale", &manifest.locale);
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
    json.finish().into_bytes()
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
        Kind::Flow => "flow",
        Kind::Words => "words",
    }
}

//! What passes between the studio and its frames. Frames run the shop's scripts, so everything they say is read with care.

use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use sillage_engine::event::Millis;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

use crate::{bundle::Bundle, explanation::Decision, twin::Told};

/// What `www/studio/frame.js` needs before the page runs; `frame-data` of `www/frame/page.mjs`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings<'a> {
    /// What the clock shows.
    pub now: Millis,
    /// Facts of the host.
    pub host: &'a serde_json::Map<String, serde_json::Value>,
    /// The mirror in localStorage.
    pub mirror: String,
    /// The seed in localStorage.
    pub seed: String,
    /// What the shop's own scripts stored: JSON of `{local, session}`, each an object of texts.
    pub stored: &'a str,
    /// Where the visitor came from; empty for nowhere.
    pub referrer: String,
}

/// The argument of `framed` in `www/frame/page.mjs`.
#[derive(Debug, Serialize)]
pub struct Framed<'a> {
    /// The page.
    pub html: &'a str,
    /// Where it came from.
    pub address: &'a str,
    /// What runs before its own scripts.
    pub scripts: [&'a str; 1],
    /// For those.
    pub data: Settings<'a>,
    /// Of the tag of Sillage.
    pub attributes: std::collections::BTreeMap<&'static str, Option<String>>,
}

/// What a frame says.
#[derive(Debug)]
pub enum Said {
    /// It begins, and wants the bundle.
    Hello,
    /// A call through its engine's door.
    Told(Told),
    /// A slot was decided then.
    Decided(Box<Decision>, Millis),
    /// Everything is decided; the slots in the order of the page, and the page's language.
    Settled(Vec<String>, String),
    /// What the shop's own scripts stored by now.
    Stored(String),
    /// Somebody wants to go to another page.
    Navigate(String),
    /// Sillage told of trouble.
    Trouble(String),
}

/// Reads a message; none where it is none of ours.
pub fn read(event: &MessageEvent) -> Option<Said> {
    let data = event.data();
    let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let text = |name: &str| field(name).as_string();
    let number = |name: &str| field(name).as_f64().unwrap_or_default();
    if !data.is_object() || text("sillage")? != "frame" {
        return None;
    }
    let json = |name: &str| text(name).unwrap_or_default();
    Some(match text("type")?.as_str() {
        "hello" => Said::Hello,
        "told" => Said::Told(Told {
            what: number("what") as u32,
            name: text("name")?,
            bytes: field("bytes").dyn_into::<Uint8Array>().ok()?.to_vec(),
            number: number("number"),
        }),
        "decision" => {
            Said::Decided(Box::new(serde_json::from_str(&json("decision")).ok()?), number("now") as Millis)
        }
        "settled" => {
            Said::Settled(serde_json::from_str(&json("slots")).ok()?, text("language").unwrap_or_default())
        }
        "stored" => Said::Stored(text("stored")?),
        "navigate" => Said::Navigate(text("address")?),
        "trouble" => Said::Trouble(text("message")?),
        _ => return None,
    })
}

/// The message that gives a frame the files of its bundle.
pub fn files(bundle: &Bundle) -> Result<JsValue, JsValue> {
    let files = Object::new();
    for (name, bytes) in &bundle.files {
        Reflect::set(&files, &name.into(), &Uint8Array::from(bytes.as_slice()))?;
    }
    let message = Object::new();
    Reflect::set(&message, &"type".into(), &"files".into())?;
    Reflect::set(&message, &"files".into(), &files)?;
    Ok(message.into())
}

/// The message that asks a frame to show where a slot is.
pub fn find(slot: &str) -> Result<JsValue, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"type".into(), &"find".into())?;
    Reflect::set(&message, &"slot".into(), &slot.into())?;
    Ok(message.into())
}

/// A plain JavaScript object: what `JSON.parse` would make.
pub fn plain(given: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(given.serialize(&Serializer::json_compatible())?)
}

//! The file of a saved moment, as `sillage-dev.js` writes it in the page (`src/host/dev/record.js`).

use std::{fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde_json::Value;
use sillage_engine::{event::Millis, manifest::Kind};

use crate::failure::Failure;

/// Bytes of the file at most: the largest memory takes a fraction of it.
const BYTES: u64 = 64 * 1024 * 1024;
/// The version that is written and read.
const VERSION: u64 = 1;
/// Instants that JavaScript's `Date` can have.
const INSTANTS: std::ops::RangeInclusive<Millis> = -8_640_000_000_000_000..=8_640_000_000_000_000;

/// Everything that a page's decisions rested on, and what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When it was.
    pub now: Millis,
    /// Name of the start file.
    pub bundle: String,
    /// What was loaded, in that order.
    pub sections: Vec<(Kind, String)>,
    /// Facts by namespace, as the module was given them.
    pub facts: Vec<(String, Vec<u8>)>,
    /// Live offers, likewise.
    pub offers: Vec<Vec<u8>>,
    /// The stored events.
    pub records: Vec<Vec<u8>>,
    /// The device's seed, where it had one.
    pub seed: Option<u64>,
    /// The slots of the page.
    pub slots: Vec<Answer>,
}

/// What the page's module answered for a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The slot.
    pub slot: String,
    /// The decision as JSON.
    pub decision: String,
    /// The explanation as JSON.
    pub explanation: String,
    /// The decision that the page showed, which may have been made earlier.
    pub shown: Option<String>,
}

impl Moment {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Moment, Failure> {
        let refused = |error| Failure::file("read", path, &error);
        let size = fs::metadata(path).map_err(refused)?.len();
        if size > BYTES {
            let message = format!("`{}` has {size} bytes, which is too long", path.display());
            return Err(Failure::new(message, format!("at most {BYTES} bytes")));
        }
        Moment::from_json(&fs::read(path).map_err(refused)?).map_err(|what| {
            let message = format!("`{}` is no saved moment: {what}", path.display());
            Failure::new(message, "save it in the page with `sillageDev.save()`")
        })
    }

    /// What is wrong is told in half a sentence.
    fn from_json(bytes: &[u8]) -> Result<Moment, String> {
        let json: Value = serde_json::from_slice(bytes).map_err(|_| "it is not JSON".to_owned())?;
        if json.get("sillage").and_then(Value::as_str) != Some("moment") {
            return Err("`sillage` is not `moment`".to_owned());
        }
        match json.get("version").and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(version) => {
                return Err(format!("its version is {version}, and this command reads {VERSION}"));
            }
            None => return Err("`version` is missing or no number".to_owned()),
        }
        let now = json.get("now").and_then(Value::as_i64).filter(|now| INSTANTS.contains(now));
        Ok(Moment {
            now: now.ok_or("`now` is missing, or no time in milliseconds")?,
            bundle: text(&json, "bundle")?,
            sections: list(&json, "sections")?.iter().enumerate().map(section).collect::<Result<_, _>>()?,
            facts: facts(&json)?,
            offers: all_bytes(&json, "offers")?,
            records: all_bytes(&json, "records")?,
            seed: seed(&json)?,
            slots: list(&json, "slots")?.iter().enumerate().map(answer).collect::<Result<_, _>>()?,
        })
    }
}

fn text(json: &Value, name: &str) -> Result<String, String> {
    let text = json.get(name).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| format!("`{name}` is missing or no text"))
}

fn list<'a>(json: &'a Value, name: &str) -> Result<&'a Vec<Value>, String> {
    json.get(name).and_then(Value::as_array).ok_or_else(|| format!("`{name}` is missing or no list"))
}

fn bytes(value: &Value, place: &str) -> Result<Vec<u8>, String> {
    let bytes = value.as_str().and_then(|text| BASE64.decode(text).ok());
    bytes.ok_or_else(|| format!("`{place}` is not base64"))
}

fn all_bytes(json: &Value, name: &str) -> Result<Vec<Vec<u8>>, String> {
    list(json, name)?.iter().enumerate().map(|(at, value)| bytes(value, &format!("{name}[{at}]"))).collect()
}

fn facts(json: &Value) -> Result<Vec<(String, Vec<u8>)>, String> {
    let facts = json.get("facts").and_then(Value::as_object).ok_or("`facts` is missing or no object")?;
    let fact = |(namespace, value): (&String, &Value)| {
        Ok((namespace.clone(), bytes(value, &format!("facts.{namespace}"))?))
    };
    facts.iter().map(fact).collect()
}

fn seed(json: &Value) -> Result<Option<u64>, String> {
    let Some(value) = json.get("seed") else { return Ok(None) };
    match <[u8; 8]>::try_from(bytes(value, "seed")?) {
        Ok(seed) => Ok(Some(u64::from_le_bytes(seed))),
        Err(other) => Err(format!("`seed` has {} bytes instead of 8", other.len())),
    }
}

fn section((at, value): (usize, &Value)) -> Result<(Kind, String), String> {
    let pair = value.as_array().map(Vec::as_slice);
    let Some([Value::String(kind), Value::String(key)]) = pair else {
        return Err(format!("`sections[{at}]` is no pair of kind and key"));
    };
    let known = [Kind::Rules, Kind::Copy, Kind::Model, Kind::Catalogue, Kind::Flow, Kind::Words];
    let found = known.into_iter().find(|known| super::built::name(*known) == kind);
    let kind = found.ok_or_else(|| format!("there is no kind of section `{kind}`"))?;
    Ok((kind, key.clone()))
}

fn answer((at, value): (usize, &Value)) -> Result<Answer, String> {
    let within = |what: String| format!("in `slots[{at}]` {what}");
    Ok(Answer {
        slot: text(value, "slot").map_err(within)?,
        decision: text(value, "decision").map_err(within)?,
        explanation: text(value, "explanation").map_err(within)?,
        shown: value.get("shown").and_then(Value::as_str).map(str::to_owned),
    })
}

//! What a visitor remembers, as the frame's storefront will find it: records of the engine with their times.

use sillage_engine::{
    bucket::fnv1a32,
    event::{Event, Millis},
};

use crate::{bytes, facts, project::Persona};

/// Milliseconds of a day.
pub const DAY: f64 = 86_400_000.0;

/// One remembered event as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// When it happened.
    pub at: Millis,
    /// The engine's bytes.
    pub bytes: Vec<u8>,
}

/// What a persona did before her moment, oldest first.
pub fn of_persona(persona: &Persona, moment: Millis) -> Vec<Record> {
    let mut records: Vec<Record> = persona
        .events
        .iter()
        .map(|past| {
            let at = moment.saturating_sub((past.days_ago * DAY) as Millis);
            let event = Event::from_facts(&past.name, at, &facts::flat(&past.payload));
            Record { at, bytes: event.to_record() }
        })
        .collect();
    records.sort_by_key(|record| record.at);
    records
}

/// The text of the mirror in localStorage, as `src/host/mirror.js` reads it: `[epoch, [[time, base64], …]]`. Its bound of 3.5 kB
/// holds for what the storefront writes there, not for what it finds.
pub fn mirror(records: &[Record]) -> String {
    let row = |record: &Record| format!("[{},\"{}\"]", record.at, bytes::to_base64(&record.bytes));
    format!("[1,[{}]]", records.iter().map(row).collect::<Vec<_>>().join(","))
}

/// The text of a persona's seed in localStorage, as `src/host/seed.js` reads it: hers alone and always the same, so that she keeps
/// her arms from page to page.
pub fn seed(persona: &Persona) -> String {
    let half = |salt| fnv1a32(&[salt, &persona.id]).to_le_bytes();
    bytes::to_base64(&[half("arm"), half("seed")].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_persona_keeps_her_seed() {
        let persona =
            |id: &str| -> Persona { serde_json::from_value(json!({"id": id, "name": "A"})).unwrap() };
        assert_eq!(seed(&persona("a")), seed(&persona("a")));
        assert_ne!(seed(&persona("a")), seed(&persona("b")));
        // As long as `src/host/seed.js` takes one.
        assert_eq!(seed(&persona("a")).len(), 12);
    }

    #[test]
    fn a_persona_becomes_records_oldest_first() {
        let persona: Persona = serde_json::from_value(json!({
            "id": "a", "name": "A",
            "events": [
                {"name": "purchase", "days_ago": 0.5, "payload": {"value": 20}},
                {"name": "view_item", "days_ago": 2, "payload": {"items": [{"item_id": "x"}]}},
            ],
        }))
        .unwrap();
        let records = of_persona(&persona, 864_000_000);
        let event = |record: &Record| Event::from_record(&record.bytes).unwrap();
        let events: Vec<Event> = records.iter().map(event).collect();
        let told: Vec<(&str, Millis)> = events.iter().map(|event| (event.name.as_str(), event.at)).collect();
        assert_eq!(told, [("view_item", 691_200_000), ("purchase", 820_800_000)]);
        assert_eq!(mirror(&records[..0]), "[1,[]]");
        let rows: serde_json::Value = serde_json::from_str(&mirror(&records)).unwrap();
        assert_eq!(rows[1][0][0], 691_200_000);
        assert_eq!(bytes::from_base64(rows[1][0][1].as_str().unwrap()).unwrap(), records[0].bytes);
    }
}

//! The engine's reader against `postcard`'s: they take and refuse the same bytes, and read the same values.
//!
//! The reader is private, so it is compared through the functions that use it. `postcard` decodes the bytes to a value and
//! encodes that again; the engine must come to the same from both, or refuse both.

use postcard::{take_from_bytes, to_allocvec};
use proptest::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sillage_engine::{
    bundle::Bundle,
    catalogue::Shard,
    copy::Copy,
    event::Event,
    fault::Fault,
    flow::Flow,
    manifest::{Kind, Manifest, Start, start_file},
    model::Model,
    rules::{Attribute, Facts, Rules},
    wire,
};

use crate::{arbitrary, cases};

/// What `postcard` reads of all the bytes.
fn reference<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    take_from_bytes(bytes).ok().filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value)
}

/// Compares on one input; `own` gives the bytes of what it read.
fn agree<T: DeserializeOwned + Serialize>(own: &impl Fn(&[u8]) -> Result<Vec<u8>, Fault>, bytes: &[u8]) {
    let canonical = reference::<T>(bytes).map(|value| to_allocvec(&value).unwrap());
    match (canonical, own(bytes)) {
        (None, Ok(_)) => panic!("read what postcard refuses: {bytes:02x?}"),
        (None, Err(_)) => {}
        (Some(canonical), read) => assert_eq!(read, own(&canonical), "{bytes:02x?}"),
    }
}

/// Compares on bytes that are right, on those cut off anywhere, longer by one, and with each byte changed.
fn compare<T: DeserializeOwned + Serialize>(own: impl Fn(&[u8]) -> Result<Vec<u8>, Fault>, bytes: &[u8]) {
    agree::<T>(&own, bytes);
    for end in 0..bytes.len() {
        assert!(own(&bytes[..end]).is_err(), "cut at {end}: {bytes:02x?}");
    }
    assert_eq!(own(&[bytes, &[0]].concat()), Err(Fault::TrailingBytes));
    let mut changed = bytes.to_vec();
    for at in 0..bytes.len() {
        for flip in [0x01, 0x02, 0x40, 0x80, 0xff] {
            changed[at] = bytes[at] ^ flip;
            agree::<T>(&own, &changed);
        }
        changed[at] = bytes[at];
    }
}

fn read_rules(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    Bundle::read(bytes).map(|bundle| bundle.rules().to_bytes())
}

fn with_attributes() -> Bundle {
    let attributes = (0..arbitrary::ATTRIBUTES).map(|at| Attribute { path: format!("host.a{at}") }).collect();
    Bundle::new(Rules { attributes, ..Rules::default() }).unwrap()
}

fn read_copy(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut bundle = with_attributes();
    bundle.load(Kind::Copy, bytes)?;
    Ok(bundle.copy().unwrap().to_bytes())
}

fn read_shard(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut bundle = Bundle::default();
    bundle.load(Kind::Catalogue, bytes)?;
    Ok(Shard { cards: bundle.cards().to_vec() }.to_bytes())
}

fn read_flow(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut bundle = Bundle::default();
    bundle.load(Kind::Flow, bytes)?;
    // The name may be any; a bundle of one flow has no other.
    let name = reference::<Flow>(bytes).map_or(String::new(), |flow| flow.name);
    Ok(bundle.flow(&name).unwrap().to_bytes())
}

/// The arrays of a model's section, which the engine keeps to itself.
#[derive(Serialize, Deserialize)]
struct Packed {
    items: Vec<String>,
    popularity: Vec<u8>,
    decay: Vec<u16>,
    levels: Vec<u16>,
    scales: Vec<u32>,
    row_scales: Vec<u8>,
    degrees: Vec<u16>,
    neighbours: Vec<i32>,
    edge_levels: Vec<u8>,
}

fn read_model(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    Model::read(bytes).map(|model| model.to_parts().to_bytes())
}

/// Reads a manifest in a start file with as many inline bytes as it declares.
fn read_manifest(body: &[u8]) -> Result<Vec<u8>, Fault> {
    let inline = |section: &sillage_engine::manifest::Section| {
        if section.inline { section.length as usize } else { 0 }
    };
    let length = reference::<Manifest>(body).map_or(0, |manifest| manifest.sections.iter().map(inline).sum());
    let mut file = b"SILB\x01\0\x01\0".to_vec();
    file.extend((body.len() as u32).to_le_bytes());
    file.extend(body);
    file.extend([0; 64]);
    // A declared length beyond the limits is refused without that many bytes.
    file.extend(vec![0; length.min(1_000)]);
    Start::read(&file).map(|start| to_allocvec(&start.manifest).unwrap())
}

fn read_event(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    Event::from_record(&[&[1], bytes].concat()).map(|event| to_allocvec(&event).unwrap())
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn rules_are_read_as_postcard_reads_them(rules in arbitrary::rules()) {
        let bytes = rules.to_bytes();
        prop_assert_eq!(rules.check(), Ok(()));
        prop_assert_eq!(read_rules(&bytes), Ok(bytes.clone()));
        compare::<Rules>(read_rules, &bytes);
    }

    #[test]
    fn copies_are_read_as_postcard_reads_them(copy in arbitrary::copy()) {
        let bytes = copy.to_bytes();
        prop_assert_eq!(read_copy(&bytes), Ok(bytes.clone()));
        compare::<Copy>(read_copy, &bytes);
    }

    #[test]
    fn shards_are_read_as_postcard_reads_them(shard in arbitrary::shard()) {
        let bytes = shard.to_bytes();
        let mut seen = std::collections::BTreeSet::new();
        let first = shard.cards.iter().filter(|card| seen.insert(card.id.clone())).cloned().collect();
        prop_assert_eq!(read_shard(&bytes), Ok(Shard { cards: first }.to_bytes()));
        compare::<Shard>(read_shard, &bytes);
    }

    #[test]
    fn flows_are_read_as_postcard_reads_them(flow in arbitrary::flow()) {
        let bytes = flow.to_bytes();
        prop_assert_eq!(read_flow(&bytes), Ok(bytes.clone()));
        compare::<Flow>(read_flow, &bytes);
    }

    #[test]
    fn models_are_read_as_postcard_reads_them(parts in arbitrary::model()) {
        let bytes = parts.to_bytes();
        prop_assert_eq!(Model::read(&bytes).map(|model| model.to_parts()), Ok(parts));
        compare::<Packed>(read_model, &bytes);
    }

    #[test]
    fn manifests_are_read_as_postcard_reads_them(manifest in arbitrary::manifest()) {
        let body = to_allocvec(&manifest).unwrap();
        prop_assert_eq!(read_manifest(&body), Ok(body.clone()));
        for end in 0..body.len() {
            prop_assert!(read_manifest(&body[..end]).is_err());
        }
        let mut changed = body.clone();
        for at in 0..body.len() {
            changed[at] = body[at] ^ 0x81;
            agree::<Manifest>(&read_manifest, &changed);
            changed[at] = body[at];
        }
        let inline: Vec<Vec<u8>> =
            manifest.sections.iter().filter(|one| one.inline).map(|one| vec![7; one.length as usize]).collect();
        let file = start_file(&manifest, &[9; 64], &inline);
        let start = Start::read(&file).unwrap();
        prop_assert_eq!(&start.manifest, &manifest);
        prop_assert_eq!(start.signature, [9; 64]);
        prop_assert_eq!(start.signed.len(), 12 + body.len());
        for (index, section) in manifest.sections.iter().enumerate() {
            let bytes = vec![7; section.length as usize];
            prop_assert_eq!(start.inline(index), section.inline.then_some(bytes.as_slice()));
        }
    }

    #[test]
    fn events_are_stored_as_postcard_stores_them(event in arbitrary::event(0)) {
        let bytes = to_allocvec(&event).unwrap();
        prop_assert_eq!(event.to_record(), [&[1], bytes.as_slice()].concat());
        prop_assert_eq!(Event::from_record(&event.to_record()), Ok(event));
        compare::<Event>(read_event, &bytes);
    }

    #[test]
    fn facts_are_read_as_postcard_reads_them(
        facts in proptest::collection::vec((arbitrary::text(), arbitrary::value()), 0..6),
        at in any::<prop::sample::Index>(),
        flip in 1u8..,
    ) {
        let mut bytes = to_allocvec(&facts).unwrap();
        prop_assert_eq!(wire::read(&bytes), facts);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let mut expected: Facts = reference(&bytes).unwrap_or_default();
        expected.retain(|(_, value)| !holds_infinity(value));
        prop_assert_eq!(wire::read(&bytes), expected);
        prop_assert_eq!(wire::read(&bytes[..at]).len(), 0);
    }

    #[test]
    fn any_bytes_at_all_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        agree::<Rules>(&read_rules, &bytes);
        agree::<Copy>(&read_copy, &bytes);
        agree::<Shard>(&read_shard, &bytes);
        agree::<Packed>(&read_model, &bytes);
        agree::<Flow>(&read_flow, &bytes);
        agree::<Event>(&read_event, &bytes);
        agree::<Manifest>(&read_manifest, &bytes);
        let _ = Start::read(&bytes);
    }
}

fn holds_infinity(value: &sillage_engine::value::Value) -> bool {
    use sillage_engine::value::{Scalar, Value};
    fn is_odd(scalar: &Scalar) -> bool {
        match scalar {
            Scalar::Number(number) => !number.is_finite(),
            Scalar::List(list) => list.iter().any(is_odd),
            Scalar::Object(fields) => fields.iter().any(|(_, field)| holds_infinity(field)),
            _ => false,
        }
    }
    match value {
        Value::One(one) => is_odd(one),
        Value::Many(many) => many.iter().any(is_odd),
    }
}

#[test]
fn integers_are_no_longer_than_they_may_be() {
    // The name's length as a varint, then what an event without a name has: time, value, items, parameters.
    let cases: [(&[u8], bool); 9] = [
        (&[0], true),
        (&[0x80, 0], true),
        (&[0x80, 0x80, 0], true),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0], true),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0], false),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], false),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], false),
        (&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], false),
        (&[0x80], false),
    ];
    for (length, is_read) in cases {
        let bytes = [length, &[0, 0, 0, 0]].concat();
        assert_eq!(read_event(&bytes).is_ok(), is_read, "{length:02x?}");
        agree::<Event>(&read_event, &bytes);
    }
    // A quantity has 32 bits: five bytes, of the last no more than four bits.
    for (last, is_read) in [(0x0f, true), (0x10, false), (0x80, false)] {
        let bytes = [0, 0, 0, 1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, last, 0];
        assert_eq!(read_event(&bytes).is_ok(), is_read, "{last:02x}");
        agree::<Event>(&read_event, &bytes);
    }
}

#[test]
fn records_of_another_version_are_refused() {
    let record = Event::new("view_item", 1).to_record();
    for version in (0..=255).filter(|version| *version != 1) {
        let other = [&[version], &record[1..]].concat();
        assert_eq!(Event::from_record(&other), Err(Fault::UnknownFormat));
    }
    assert_eq!(Event::from_record(&[]), Err(Fault::Truncated));
}

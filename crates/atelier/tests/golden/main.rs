//! The golden files of `tests/golden/`: a bundle of every released format, what it decides, and a stored event.
//!
//! What is written today must be the golden bytes of today's format, and the golden bytes of every format must load and
//! decide as they did. `fingerprints.csv` shows each change of bytes as a line. After an intended change of a format
//! that was not released yet, run with `SILLAGE_BLESS=1` and read the difference; a released one never changes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod description;
mod rules;
mod situations;
mod stored;

use std::{collections::BTreeSet, fmt::Debug, fs, path::PathBuf, sync::Once};

use sillage_engine::{bundle::Bundle, event::Event, manifest::FORMAT};
use stored::Stored;

/// Every format that was released, and today's.
const FORMATS: [u16; 1] = [1];
/// Bytes of all golden bundles together.
const BYTES: usize = 20_000;
/// The record of [`situations::event`]: once stored on a device, it must be readable for ever.
const RECORD: &str = "\
    0108707572636861736580bce880d06701c0a7cb2f0207736572756d2d3105736572756d04416c626180a3c347ac0205e284\
    962035000000010306636f75706f6e00030757454c434f4d450e7472616e73616374696f6e5f6964000303542d3106785f6c\
    697374010300010102000000000000e0bf";

/// A file or a folder of the golden files.
fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(name)
}

/// The golden bundle of a format.
fn stored(format: u16) -> Stored {
    static BLESSED: Once = Once::new();
    let folder = |format| golden(&format!("format-{format}"));
    if is_blessing() {
        BLESSED.call_once(|| description::bundle().write(&folder(FORMAT)));
    }
    Stored::read(&folder(format))
}

fn is_blessing() -> bool {
    std::env::var_os("SILLAGE_BLESS").is_some()
}

/// A golden text, which must be this one.
fn check_text(name: &str, text: &str) {
    if is_blessing() {
        fs::write(golden(name), text).unwrap();
    }
    let golden = fs::read_to_string(golden(name)).unwrap();
    for (is, must) in text.lines().zip(golden.lines()) {
        assert_eq!(is, must, "{name}");
    }
    assert_eq!(text, golden, "{name}");
}

#[test]
fn what_is_written_today_are_the_golden_bytes() {
    let (written, golden) = (description::bundle(), stored(FORMAT));
    assert_eq!(written.fingerprints(), golden.fingerprints());
    assert!(written == golden, "the bytes differ");
}

#[test]
fn every_golden_bundle_loads_and_decides_as_it_did() {
    for format in FORMATS {
        let stored = stored(format);
        check_text(&format!("format-{format}.decisions.jsonl"), &situations::decisions(&stored));
    }
}

#[test]
fn fingerprints_name_every_golden_byte() {
    let mut text = "file,bytes,sha256\n".to_owned();
    let mut total = 0;
    for format in FORMATS {
        let stored = stored(format);
        total += stored.files.values().map(Vec::len).sum::<usize>();
        for line in stored.fingerprints() {
            text += &format!("format-{format}/{line}\n");
        }
    }
    check_text("fingerprints.csv", &text);
    println!("{total} golden bytes");
    assert!(total < BYTES);
}

#[test]
fn a_golden_bundle_with_any_byte_changed_is_refused() {
    for format in FORMATS {
        let mut stored = stored(format);
        let mut flips = 0;
        for name in stored.files.keys().cloned().collect::<Vec<_>>() {
            for at in 0..stored.files[&name].len() {
                let flip = 1 << (at % 8);
                stored.files.get_mut(&name).unwrap()[at] ^= flip;
                assert!(stored.open("en").is_err(), "byte {at} of `{name}`");
                stored.files.get_mut(&name).unwrap()[at] ^= flip;
                flips += 1;
            }
        }
        println!("format {format}: {flips} bytes changed in turn");
        assert!(stored.open("en").is_ok());
    }
}

#[test]
fn a_stored_event_is_the_golden_record() {
    let event = situations::event();
    assert_eq!(stored::hexadecimal(&event.to_record()), RECORD);
    assert_eq!(Event::from_record(&stored::bytes(RECORD)).unwrap(), event);
}

/// The names of the variants that occur, as `Debug` writes them.
fn names<T: Debug>(values: impl IntoIterator<Item = T>) -> String {
    let name = |value: T| {
        let text = format!("{value:?}");
        text.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default().to_owned()
    };
    values.into_iter().map(name).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_variant_of_the_format_occurs() {
    let stored = stored(FORMAT);
    let bundle: Bundle = stored.open("en").unwrap();
    let rules = bundle.rules();
    let check = |is: String, must: &str| assert_eq!(is, must);
    check(names(&rules.nodes), "All Any Nor Not Segment Test Unknown");
    check(
        names(rules::tests(rules).map(|(operator, _)| operator)),
        "Equal Exists Greater GreaterOrEqual HasAll In Is Less LessOrEqual NotEqual NotIn Size",
    );
    check(names(rules::tests(rules).map(|(_, operand)| operand)), "Many One");
    check(names(rules::scalars(rules)), "Bool Null Number Text");
    check(
        names(rules.traits.iter().map(|computed| computed.aggregate)),
        "Count DaysSinceFirst DaysSinceLast Distinct First Last Least Matched Mean Mode Most Streak Sum Unique",
    );
    let steps = rules.traits.iter().flat_map(|computed| &computed.steps);
    check(names(steps.map(|step| step.link)), "Directly Later Not Session");
    check(
        names(rules.traits.iter().map(|computed| &computed.of)),
        "Event ItemBrand ItemCategory ItemId ItemPrice Parameter Quantity Time Value",
    );
    check(
        names(rules.traits.iter().map(|computed| computed.window.bucket)),
        "All Day Every Month Session Week",
    );
    check(names(rules.campaigns.iter().map(|campaign| &campaign.content)), "Default Fields Items Template");
    check(names(rules.caps.iter().map(|cap| cap.kind)), "CoolDown Frequency Pressure");
    check(names(rules.caps.iter().map(|cap| cap.within)), "Ever Last Session");
    check(
        names(rules.strategies.iter().map(|strategy| strategy.source.clone())),
        "Personal Popular RecentlyViewed Similar",
    );
    check(names(bundle.copy().unwrap().texts.iter().flatten()), "Attribute Literal");
    check(names(stored.kinds()), "Catalogue Copy Model Rules");
}

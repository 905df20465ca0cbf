//! Writes random cases with the engine's native answers, patterns and lower case lent by this crate, for `tests/node/parity.test.mjs` to ask the module the same.
//!
//! ```sh
//! cargo run -p sillage-compiler --example parity -- COUNT SEED FILE
//! ```
//!
//! One line of JSON a case: a whole bundle, everything that the module is told, as the bytes that cross its door, and for every question the
//! answer. Equal counts and seeds give equal files. Among the bytes are some that no page would send.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a tool of the tests, which may panic"
)]

#[path = "../../engine/tests/properties/arbitrary.rs"]
mod arbitrary;

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write},
};

use proptest::{
    collection::vec,
    option,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sillage_compiler::matching::matching;
use sillage_engine::{
    bundle::Bundle,
    copy::Copy,
    decide::decide,
    event::{Event, Millis},
    explain::explain,
    json::Json,
    manifest::{Kind, Manifest, SIGNATURE_BYTES, Section, Start, start_file},
    model::ModelParts,
    page::Page,
    rules::{Campaign, Content, Facts, Rules},
    value::{Scalar, Value},
    visitor::Visitor,
    wire,
};

const NOW: Millis = 1_800_000_000_000;
/// The last one is in no bundle.
const SLOTS: [&str; 4] = ["s0", "s1", "s2", "s3"];

/// Everything that an instance is told.
#[derive(Debug)]
struct Case {
    rules: Rules,
    sections: Vec<(Kind, Vec<u8>)>,
    facts: Vec<(&'static str, Vec<u8>)>,
    offers: Vec<u8>,
    records: Vec<Vec<u8>>,
    observed: Vec<(String, f64, Vec<u8>)>,
    seed: Vec<u8>,
    now: f64,
}

fn main() {
    let mut given = std::env::args().skip(1);
    let count: usize = given.next().unwrap().parse().unwrap();
    let seed: u64 = given.next().unwrap().parse().unwrap();
    let mut file = BufWriter::new(File::create(given.next().unwrap()).unwrap());
    let seed = [seed.to_le_bytes(); 4].concat();
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let cases = case();
    for _ in 0..count {
        let case = cases.new_tree(&mut runner).unwrap().current();
        writeln!(file, "{}", line(&case)).unwrap();
    }
    file.flush().unwrap();
}

fn case() -> impl Strategy<Value = Case> {
    let bundle = (rules(), arbitrary::copy(), arbitrary::shard(), arbitrary::model());
    let told = (
        vec(facts(), 4),
        facts(),
        vec(arbitrary::event(NOW), 0..9),
        vec((arbitrary::name(), instant(), facts()), 0..3),
        option::of(vec(any::<u8>(), 8)),
    );
    (bundle, told, instant()).prop_map(|((rules, copy, shard, model), told, now)| {
        let (facts, offers, events, observed, seed) = told;
        let namespaces = ["host", "page", "touch", "device"];
        Case {
            sections: sections(&copy, &model, shard.to_bytes()),
            rules,
            facts: namespaces.into_iter().zip(facts).collect(),
            offers,
            records: events.iter().map(Event::to_record).collect(),
            observed,
            seed: seed.unwrap_or_default(),
            now,
        }
    })
}

/// Rules, most of whose campaigns run, and many of which have something to show.
fn rules() -> impl Strategy<Value = Rules> {
    (arbitrary::rules(), vec(0u8..8, 8)).prop_map(|(mut rules, always)| {
        for (campaign, always) in rules.campaigns.iter_mut().zip(always) {
            let Campaign { starts, ends, hours, trigger, content, .. } = campaign;
            if always > 0 {
                (*starts, *ends) = (Millis::MIN, Millis::MAX);
            }
            if always > 2 {
                hours.clear();
                trigger.clear();
            }
            if always > 4 {
                *content = Content::Default;
            }
        }
        rules
    })
}

/// All sections but the rules, in the order of a manifest.
fn sections(copy: &Copy, model: &ModelParts, shard: Vec<u8>) -> Vec<(Kind, Vec<u8>)> {
    vec![(Kind::Copy, copy.to_bytes()), (Kind::Model, model.to_bytes()), (Kind::Catalogue, shard)]
}

/// Instants as JavaScript could tell them.
fn instant() -> impl Strategy<Value = f64> {
    let near = (-100_000_000i64..100_000_000).prop_map(|more| (NOW + more) as f64);
    let odd = proptest::sample::select(vec![0.0, -0.5, 0.5, 1e300, -1e300, f64::NAN, f64::INFINITY, 8.64e15]);
    prop_oneof![8 => near, 1 => odd, 1 => any::<f64>()]
}

/// The bytes of facts: of the attributes, of an item, of whatever; now and then bytes that no encoder made.
fn facts() -> impl Strategy<Value = Vec<u8>> {
    let path = prop_oneof![
        6 => (0..arbitrary::ATTRIBUTES).prop_map(|at| format!("a{at}")),
        1 => Just("item_id".to_owned()),
        1 => (arbitrary::id(), proptest::sample::select(vec!["price", "availability"]))
            .prop_map(|(id, field)| format!("{id}.{field}")),
        1 => (0u8..70, proptest::sample::select(vec!["item_id", "price", "quantity", "item_category"]))
            .prop_map(|(at, field)| format!("items.{at}.{field}")),
        1 => arbitrary::text(),
    ];
    let value = prop_oneof![
        12 => arbitrary::value(),
        1 => Just(Value::number(f64::NAN)),
        1 => Just(Value::number(f64::NEG_INFINITY)),
        1 => arbitrary::id().prop_map(|id| Value::text(&id)),
        1 => Just(Value::text("InStock")),
        // What half of a pair is written as, once its bytes are replaced below.
        1 => Just(Value::text("\u{fffd}")),
        1 => (250usize..260).prop_map(|length| Value::Many(vec![Scalar::Bool(true); length])),
        1 => (2_040usize..2_060).prop_map(|length| Value::text(&"x".repeat(length))),
    ];
    let damage = option::weighted(0.1, (any::<proptest::sample::Index>(), any::<u8>(), any::<bool>()));
    (vec((path, value), 0..9), damage).prop_map(|(facts, damage): (Facts, _)| {
        let mut bytes = postcard::to_allocvec(&facts).unwrap();
        while let Some(at) = bytes.windows(3).position(|three| three == "\u{fffd}".as_bytes()) {
            bytes[at..at + 3].copy_from_slice(&[0xed, 0xa0, 0x80]);
        }
        if let Some((at, byte, is_cut)) = damage
            && !bytes.is_empty()
        {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if is_cut {
                bytes.truncate(at);
            }
        }
        bytes
    })
}

/// A start file with everything in it. The host hashes sections, the engine does not: the hashes are zeros.
fn start(case: &Case) -> Vec<u8> {
    let rules = [(Kind::Rules, case.rules.to_bytes())];
    let all: Vec<_> = rules.iter().chain(&case.sections).collect();
    let section = |(kind, bytes): &&(Kind, Vec<u8>)| Section {
        kind: *kind,
        key: String::new(),
        inline: true,
        length: bytes.len() as u32,
        hash: [0; 32],
    };
    let manifest = Manifest {
        name: String::new(),
        locale: String::new(),
        revision: 1,
        issued: 0,
        expires: 0,
        sections: all.iter().map(section).collect(),
    };
    let inline: Vec<Vec<u8>> = all.into_iter().map(|(_, bytes)| bytes.clone()).collect();
    start_file(&manifest, &[0; SIGNATURE_BYTES], &inline)
}

/// Tells it all to the engine here.
fn told(case: &Case, start: &[u8]) -> (Bundle, Visitor, Page) {
    let start = Start::read(start).unwrap();
    let mut bundle = Bundle::EMPTY;
    for (index, section) in start.manifest.sections.iter().enumerate() {
        let bytes = start.inline(index).unwrap();
        match section.kind {
            Kind::Rules => bundle = Bundle::read(bytes).unwrap().with_host(matching),
            kind => bundle.load(kind, bytes).unwrap(),
        }
    }
    let (mut visitor, mut page) = (Visitor::default(), Page::default());
    for record in &case.records {
        visitor.restore(record).unwrap();
    }
    for (name, at, bytes) in &case.observed {
        visitor.observe(Event::from_facts(name, *at as Millis, &wire::read(bytes)));
    }
    for (namespace, bytes) in &case.facts {
        page.set_facts(namespace, wire::read(bytes));
    }
    page.merge_offers(&wire::read(&case.offers));
    page.seed = case.seed.as_slice().try_into().ok().map(u64::from_le_bytes);
    (bundle, visitor, page)
}

fn line(case: &Case) -> String {
    let start = start(case);
    let (bundle, visitor, page) = told(case, &start);
    let now = case.now as Millis;
    let mut json = Json::default();
    json.begin_object();
    json.member("start", &hex(&start));
    json.key("records").begin_array();
    case.records.iter().for_each(|record| json.string(&hex(record)));
    json.end_array();
    json.key("observed").begin_array();
    for (name, at, bytes) in &case.observed {
        json.begin_array();
        // As a text, since JSON has neither infinities nor NaN.
        [name.as_str(), &at.to_string(), &hex(bytes)].into_iter().for_each(|text| json.string(text));
        json.end_array();
    }
    json.end_array();
    json.key("facts").begin_object();
    case.facts.iter().for_each(|(namespace, bytes)| json.member(namespace, &hex(bytes)));
    json.end_object();
    json.member("offers", &hex(&case.offers));
    json.member("seed", &hex(&case.seed));
    json.member("now", &case.now.to_string());
    json.key("answers").begin_object();
    for slot in SLOTS {
        json.key(slot).begin_array();
        json.string(&decide(&bundle, &visitor, &page, slot, now).to_json());
        json.string(&explain(&bundle, &visitor, &page, slot, now));
        json.end_array();
    }
    json.end_object();
    json.end_object();
    json.finish()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    bytes.iter().for_each(|byte| write!(text, "{byte:02x}").unwrap());
    text
}

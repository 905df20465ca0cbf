//! Every byte of a bundle changed in turn: nothing panics, and what the reader takes the manifest's hashes refuse.

use sillage_engine::{
    bundle::Bundle,
    catalogue::{Card, Shard},
    condition::{Node, Operator},
    copy::{Copy, Piece},
    decide::decide,
    event::Event,
    explain::explain,
    fault::Fault,
    flow::state::state,
    manifest::{Kind, Manifest, SIGNATURE_BYTES, Section, Start, start_file},
    model::{ModelParts, Row},
    page::Page,
    rules::{
        Aggregate, Attribute, Campaign, Content, Field, Rules, Segment, Slot, Source, Strategy, Trait, Window,
    },
    value::Value,
    visitor::Visitor,
};

use crate::{arbitrary::told, flow_cases};

/// Stands for SHA-256, which the host computes: four hashes of which each tells bytes apart that differ in one place.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    for (seed, part) in (1u64..).zip(digest.chunks_exact_mut(8)) {
        let hash = bytes.iter().fold(seed, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5)
        });
        part.copy_from_slice(&hash.to_le_bytes());
    }
    digest
}

fn rules() -> Rules {
    let strategy = |source| Strategy {
        name: "shelf".to_owned(),
        source,
        limit: 4,
        minimum: 1,
        categories: vec![],
        tags: vec!["vegan".to_owned()],
        without_owned: true,
        per_brand: 2,
    };
    let campaign = |name: &str, audience, content| Campaign {
        name: name.to_owned(),
        variant: "v1".to_owned(),
        slot: 0,
        audience,
        priority: 1,
        starts: 0,
        ends: 4_000_000_000_000,
        content,
        ..Campaign::default()
    };
    let fields = vec![("title".to_owned(), 0)];
    Rules {
        locales: vec!["en".to_owned()],
        currency: "EUR".to_owned(),
        attributes: ["host.tier", "page.type", "trait.views"]
            .map(|path| Attribute { path: path.to_owned() })
            .to_vec(),
        dates: vec![],
        traits: vec![Trait {
            attribute: 2,
            on: vec!["view_item".to_owned()],
            aggregate: Aggregate::Count,
            of: Field::Parameter("x".to_owned()),
            window: Window::rolling(604_800_000),
            ..Trait::default()
        }],
        nodes: vec![
            Node::Test { attribute: 0, operator: Operator::Is, operand: Value::text("gold") },
            Node::Test { attribute: 2, operator: Operator::GreaterOrEqual, operand: Value::number(2.0) },
            Node::Any(vec![0, 1]),
            Node::Segment(0),
            Node::Not(3),
        ],
        segments: vec![Segment { name: "gold".to_owned(), root: 2 }],
        slots: vec![
            Slot { name: "hero".to_owned(), strategy: None, ..Slot::default() },
            Slot { name: "shelf".to_owned(), strategy: Some(0), ..Slot::default() },
        ],
        campaigns: vec![
            campaign("gold", Some(3), Content::Fields(fields.clone())),
            campaign("others", Some(4), Content::Items { strategy: 1, fields }),
        ],
        strategies: vec![strategy(Source::Personal), strategy(Source::Matching(vec![0, 2]))],
        ..Rules::default()
    }
}

fn copy() -> Copy {
    let hello = Piece::Literal("Hello ".to_owned());
    let tier = Piece::Attribute { attribute: 0, fallback: "you".to_owned() };
    Copy { locale: "en".to_owned(), texts: vec![vec![hello, tier]] }
}

fn shard() -> Shard {
    let card = |id: &str| Card {
        id: id.to_owned(),
        name: "Crème".to_owned(),
        brand: "Alba".to_owned(),
        category: "cream".to_owned(),
        price: 49_900_000,
        url: "/p.html".to_owned(),
        image: "/p.svg".to_owned(),
        available: true,
        tags: vec!["vegan".to_owned()],
    };
    Shard { cards: ["a", "b", "c"].map(card).to_vec() }
}

fn model() -> ModelParts {
    let row = |edges: &[(u16, u8)]| Row { scale: 0, edges: edges.to_vec() };
    ModelParts {
        items: ["a", "b", "c"].map(str::to_owned).to_vec(),
        popularity: vec![3, 2, 1],
        decay: vec![200, 100],
        levels: (1..9).collect(),
        scales: vec![7],
        rows: vec![row(&[(1, 7), (2, 3)]), row(&[(0, 1)]), row(&[])],
    }
}

/// The sections of a bundle in order, and whether each is inline.
fn sections() -> [(Kind, Vec<u8>, bool); 6] {
    [
        (Kind::Rules, rules().to_bytes(), true),
        (Kind::Copy, copy().to_bytes(), true),
        (Kind::Model, model().to_bytes(), false),
        (Kind::Catalogue, shard().to_bytes(), false),
        (Kind::Flow, flow_cases::flow().to_bytes(), false),
        (Kind::Words, b"{}".to_vec(), false),
    ]
}

fn manifest() -> Manifest {
    let section = |(kind, bytes, inline): (Kind, Vec<u8>, bool)| Section {
        kind,
        key: if kind == Kind::Copy { "en".to_owned() } else { String::new() },
        inline,
        length: bytes.len() as u32,
        hash: digest(&bytes),
    };
    let sections = sections().map(section).to_vec();
    Manifest {
        name: "shop".to_owned(),
        locale: "en".to_owned(),
        revision: 1,
        issued: 0,
        expires: 9,
        sections,
    }
}

/// A bundle of these sections, as far as they are taken.
fn open(sections: &[(Kind, Vec<u8>, bool)]) -> Option<Bundle> {
    let mut bundle = Bundle::read(&sections[0].1).ok()?;
    for (kind, bytes, _) in &sections[1..] {
        let _ = bundle.load(*kind, bytes);
    }
    Some(bundle)
}

/// Decides and explains everything; what comes out does not matter.
fn exercise(bundle: &Bundle) {
    let mut visitor = Visitor::default();
    for (at, id) in (1_000_000..).zip(["a", "b", "a"]) {
        let facts = vec![("items.0.item_id".to_owned(), Value::text(id))];
        visitor.observe(Event::from_facts("view_item", at, &facts));
    }
    let page = Page { facts: vec![("host.tier".to_owned(), Value::text("gold"))], ..Page::default() };
    visitor.observe(told("x_flow_start", 1, &[("flow", Value::text("quiz"))]));
    for (step, answer) in [("hello", Value::bool(true)), ("skin", Value::text("oily"))] {
        let [flow, step] = [("flow", "quiz"), ("step", step)].map(|(name, text)| (name, Value::text(text)));
        let rest = [("revision", Value::number(1.0)), ("answer", answer)];
        visitor.observe(told("x_flow_answer", 2, &[[flow, step], rest].concat()));
    }
    if let Some(flow) = bundle.flow("quiz") {
        state(flow, &visitor).to_json(bundle, &page);
    }
    let names = bundle.rules().slots.iter().map(|slot| slot.name.as_str());
    for slot in names.chain(["hero", "shelf", "nothing"]) {
        for now in [i64::MIN, 0, 2_000_000, i64::MAX] {
            decide(bundle, &visitor, &page, slot, now).to_json();
            explain(bundle, &visitor, &page, slot, now);
        }
    }
}

#[test]
fn the_bundle_itself_is_taken() {
    let sections = sections();
    let bundle = open(&sections).unwrap();
    assert!(bundle.copy().is_some());
    assert_eq!((bundle.cards().len(), bundle.model().len()), (3, 3));
    exercise(&bundle);
    for (index, (_, bytes, _)) in sections.iter().enumerate() {
        assert!(manifest().check(index, bytes, &digest(bytes)).is_ok());
        assert_eq!(manifest().check(index, &bytes[1..], &digest(bytes)).err(), Some(Fault::WrongHash));
        assert_eq!(manifest().check(index, bytes, &digest(bytes)[..31]).err(), Some(Fault::WrongHash));
    }
    assert_eq!(manifest().check(6, &[], &digest(&[])).err(), Some(Fault::MissingSection));
}

#[test]
fn a_start_file_with_any_byte_changed_is_refused_by_someone() {
    let inline: Vec<Vec<u8>> = sections().into_iter().filter(|one| one.2).map(|one| one.1).collect();
    let file = start_file(&manifest(), &[5; SIGNATURE_BYTES], &inline);
    let original = Start::read(&file).unwrap();
    let (mut taken, mut changed) = (0, file.clone());
    for at in 0..file.len() {
        for value in (0..=255).filter(|value| *value != file[at]) {
            changed[at] = value;
            let Ok(start) = Start::read(&changed) else { continue };
            taken += 1;
            let unsigned = start.signed != original.signed || start.signature != original.signature;
            let manifest = &start.manifest;
            let mut refused = false;
            for index in 0..manifest.sections.len() {
                let Some(bytes) = start.inline(index) else { continue };
                match manifest.check(index, bytes, &digest(bytes)) {
                    // What its hash vouches for is what it was.
                    Ok(_) => assert!(inline.iter().any(|known| known == bytes), "byte {at} as {value}"),
                    Err(_) => refused = true,
                }
            }
            assert!(unsigned || refused, "byte {at} as {value}");
        }
        changed[at] = file[at];
    }
    assert!(taken > 0);
    for end in 0..file.len() {
        assert!(Start::read(&file[..end]).is_err(), "cut at {end}");
    }
    assert_eq!(Start::read(&[file.as_slice(), &[0]].concat()).err(), Some(Fault::TrailingBytes));
}

#[test]
fn a_section_with_any_byte_changed_is_refused_by_its_hash_and_harmless_without() {
    let manifest = manifest();
    let mut sections = sections();
    let mut taken = 0;
    for index in 0..sections.len() {
        for at in 0..sections[index].1.len() {
            let before = sections[index].1[at];
            for value in (0..=255).filter(|value| *value != before) {
                sections[index].1[at] = value;
                let bytes = &sections[index].1;
                assert_eq!(manifest.check(index, bytes, &digest(bytes)).err(), Some(Fault::WrongHash));
                if let Some(bundle) = open(&sections) {
                    taken += 1;
                    // Every value is read, every other byte decided with: that is where the time goes.
                    if value % 16 == before % 16 {
                        exercise(&bundle);
                    }
                }
            }
            sections[index].1[at] = before;
        }
    }
    assert!(taken > 0);
}

//! Assembling and signing: what was compiled comes back out of the bytes, and nothing too large goes in.

use sha2::{Digest, Sha256};
use sillage_compiler::{Compiled, Output, assemble, compile, sign};
use sillage_engine::{
    bundle::Bundle,
    catalogue::{Card, Shard},
    copy::{Copy, Piece},
    limits,
    manifest::{Kind, SIGNATURE_CONTEXT, Start, address},
    model::ModelParts,
};

use crate::project::base;

fn compiled() -> Compiled {
    compile(&base()).compiled.unwrap()
}

fn start(output: &Output) -> Start<'_> {
    Start::read(&output.files[0].1).unwrap()
}

/// A copy of about so many bytes.
fn copy(locale: &str, bytes: usize) -> Copy {
    let text = |size: usize| vec![Piece::Literal("x".repeat(size))];
    Copy {
        locale: locale.to_owned(),
        texts: vec![text(bytes / 4), text(bytes / 4), text(bytes / 4), text(bytes / 4)],
    }
}

#[test]
fn a_bundle_comes_back_out_of_its_bytes() {
    let compiled = compiled();
    let output = assemble(&compiled, None, 7, 1_000).unwrap();
    let start = start(&output);
    assert_eq!(output.pointer, format!("{{\"manifest\":\"{}\"}}\n", output.files[0].0));
    assert_eq!((start.manifest.name.as_str(), start.manifest.revision), ("demo", 7));
    assert_eq!(start.manifest.expires - start.manifest.issued, 90 * 86_400_000);
    assert_eq!(start.signature, [0; 64]);
    let mut bundle = Bundle::read(start.inline(0).unwrap()).unwrap();
    for (at, section) in start.manifest.sections.iter().enumerate().skip(1) {
        let file = || output.files.iter().find(|(name, _)| *name == address(&section.hash)).unwrap();
        let bytes = if section.inline { start.inline(at).unwrap() } else { &file().1 };
        start.manifest.check(at, bytes, &Sha256::digest(bytes)).unwrap();
        bundle.load(section.kind, bytes).unwrap();
    }
    assert_eq!(bundle.rules(), &compiled.rules);
    assert_eq!(bundle.cards().len(), 2);
    assert_eq!(bundle.copy(), compiled.copies.last());
}

#[test]
fn every_file_is_named_by_its_hash() {
    let output = assemble(&compiled(), None, 1, 0).unwrap();
    for (name, bytes) in &output.files {
        assert_eq!(*name, address(&Sha256::digest(bytes).into()));
    }
}

#[test]
fn equal_sources_give_equal_bytes() {
    let output = || assemble(&compiled(), None, 1, 0).unwrap();
    assert_eq!(output(), output());
}

#[test]
fn signing_covers_header_and_manifest_and_changes_the_address() {
    let output = assemble(&compiled(), None, 1, 0).unwrap();
    let unsigned = start(&output);
    let message = [SIGNATURE_CONTEXT, unsigned.signed].concat();
    let signed = sign(&output.files[0].1, |given| {
        assert_eq!(given, message);
        [7; 64]
    });
    let signed = signed.unwrap();
    assert_ne!(signed.name, output.files[0].0);
    assert_eq!(signed.pointer, format!("{{\"manifest\":\"{}\"}}\n", signed.name));
    let again = Start::read(&signed.bytes).unwrap();
    assert_eq!(again.signature, [7; 64]);
    assert_eq!(again.manifest, unsigned.manifest);
    assert_eq!(again.inline(0), unsigned.inline(0));
}

#[test]
fn copy_is_inline_while_it_fits_the_default_locale_first() {
    // Sections stand sorted by locale; which of them travel inline follows the order of the project.
    let mut compiled = compiled();
    compiled.copies = vec![copy("fr", 200_000), copy("de", 100_000), copy("en", 20_000)];
    let output = assemble(&compiled, None, 1, 0).unwrap();
    let inline: Vec<(&str, bool)> = output
        .sizes
        .iter()
        .filter(|size| size.kind == Kind::Copy)
        .map(|size| (size.key.as_str(), size.inline))
        .collect();
    assert_eq!(inline, [("de", false), ("en", true), ("fr", true)]);
    assert!(output.files[0].1.len() <= limits::START_BYTES);
    start(&output);
}

#[test]
fn refusals() {
    let too_many_rules = || {
        let mut compiled = compiled();
        let campaign = compiled.rules.campaigns[0].clone();
        compiled.rules.campaigns = vec![campaign; 6_000];
        assemble(&compiled, None, 1, 0)
    };
    let too_large_model = || {
        let items = vec!["x".repeat(1_000); 4_300];
        let popularity = vec![0; items.len()];
        assemble(&compiled(), Some(&ModelParts { items, popularity, ..ModelParts::default() }), 1, 0)
    };
    let shard = |key: String, bytes: usize| {
        (key, Shard { cards: vec![Card { name: "x".repeat(bytes), ..Card::default() }] })
    };
    let too_large_shards = || {
        let shards = (0..9).map(|at| shard(format!("c{at}"), 1_000_000)).collect();
        assemble(&Compiled { shards, ..compiled() }, None, 1, 0)
    };
    let too_many_shards = || {
        let shards = (0..1_024).map(|at| shard(format!("c{at}"), 1)).collect();
        assemble(&Compiled { shards, ..compiled() }, None, 1, 0)
    };
    let cases = [
        (too_many_rules().unwrap_err(), "E0703", "the start file has "),
        (too_large_model().unwrap_err(), "E0704", "the model has "),
        (too_large_shards().unwrap_err(), "E0705", "the bundle has 90"),
        (
            too_many_shards().unwrap_err(),
            "E0706",
            "the bundle has 1029 sections, more than the 1024 it may have",
        ),
        (sign(b"SILB", |_| [0; 64]).unwrap_err(), "E0707", "these bytes are not a start file"),
    ];
    for (refusal, code, begins) in cases {
        assert_eq!(refusal.code, code);
        assert!(refusal.to_string().starts_with(begins), "{refusal}");
        assert!(!refusal.help().is_empty());
    }
}

//! A project from real products: 1,472 skincare products of a CSV file, through a mapping file, to a signed bundle.
//!
//! The file lies beside the repository, not in it; where it is absent, the test says that it was skipped.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod folder;

use std::{fs, path::Path};

use folder::Folder;

const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/sephora/cosmetics.csv");

/// The project, which `tests/node/real.test.mjs` opens in the storefront module too.
const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/real/sephora");
const MAPPING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/real/sephora.mapping.yaml");

const SOURCES: [&str; 7] = [
    "sillage.yaml",
    "attributes.yaml",
    "segments.yaml",
    "slots.yaml",
    "strategies.yaml",
    "campaigns.yaml",
    "copy/en.yaml",
];

#[test]
fn a_real_catalogue_becomes_a_bundle() {
    if !Path::new(PRODUCTS).exists() {
        println!("skipped: {PRODUCTS} is absent");
        return;
    }
    let folder = Folder::new("real-sephora");
    folder.write("cosmetics.csv", fs::read(PRODUCTS).unwrap());
    folder.write("mapping.yaml", fs::read(MAPPING).unwrap());
    for name in SOURCES {
        folder.write(&format!("shop/{name}"), fs::read(Path::new(PROJECT).join(name)).unwrap());
    }
    let out = ["--out", "shop/catalogue.jsonl"];
    let ran = folder
        .run(&[&["import", "catalogue", "cosmetics.csv", "--mapping", "mapping.yaml"], &out[..]].concat());
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (0, "1472 products read, 1472 written to `shop/catalogue.jsonl`, 0 left out, 0 refused\n", "")
    );
    folder.run(&["check", "shop"]).is(0, "", "0 errors, 0 warnings\n");
    folder.run(&["keys", "new", "my.key"]);
    let ran = folder.run(&["build", "shop", "--key", "my.key"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    println!("{}", ran.out.trim_end());

    let ran = folder.run(&["explain", "shop", "--slot", "home.row", "--host", "skin=sensitive"]);
    assert_eq!(ran.out.matches(", because it is popular").count(), 8, "{ran:?}");
    assert!(ran.out.contains("title: Made for sensitive skin"), "{ran:?}");
    let ran = folder.run(&["explain", "shop", "--slot", "home.row"]);
    assert_eq!(ran.out.matches(", because it is popular").count(), 8, "{ran:?}");
}

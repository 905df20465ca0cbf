//! `atelier import catalogue`: every format, every kind of mistake, and hostile files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod every_format;
#[path = "../folder/mod.rs"]
mod folder;
mod json_lines;
mod mapping;
mod merchant_xml;
mod separated;

use std::{panic::Location, path::Path};

use folder::Folder;

/// Imports a feed and compares catalogue, output and mistakes, word for word.
#[track_caller]
fn check(
    file: &str,
    feed: impl AsRef<[u8]>,
    options: &[&str],
    code: i32,
    catalogue: &[&str],
    mistakes: &[&str],
) {
    let case = Location::caller();
    let name = Path::new(case.file()).file_stem().unwrap().display();
    let folder = Folder::new(&format!("import-{name}-{}", case.line()));
    folder.write(file, feed);
    let ran = folder.run(&[&["import", "catalogue", file], options].concat());
    assert_eq!(ran.err, mistakes.iter().map(|mistake| format!("{mistake}\n\n")).collect::<String>());
    assert_eq!(ran.code, code, "{ran:?}");
    let written = if catalogue.is_empty() { String::new() } else { folder.read("catalogue.jsonl") };
    assert_eq!(written.lines().collect::<Vec<_>>(), catalogue);
    let left: Vec<_> = folder.names("").into_iter().filter(|name| name.contains(".new-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

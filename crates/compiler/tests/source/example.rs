//! The example project compiles without a single diagnostic.

use std::path::Path;

use sillage_compiler::compile;

use crate::project::{folder, rendered};

#[test]
fn the_example_compiles_without_a_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/maison");
    let outcome = compile(&folder(&root));
    assert_eq!(rendered(&outcome), "");
    let compiled = outcome.compiled.unwrap();
    assert_eq!(compiled.name, "maison");
    assert_eq!(compiled.copies.len(), 2);
}

//! The example project compiles.

use std::path::Path;

use sillage_compiler::{Severity, compile};

use crate::project::{folder, rendered};

#[test]
fn the_example_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/maison");
    let mut outcome = compile(&folder(&root));
    outcome.diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(rendered(&outcome), "");
    let compiled = outcome.compiled.unwrap();
    assert_eq!(compiled.name, "maison");
    assert_eq!(compiled.copies.len(), 2);
}

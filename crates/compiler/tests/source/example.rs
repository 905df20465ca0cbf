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

#[test]
fn the_examples_flow_is_small_enough_to_be_followed_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/maison");
    let mut sources = folder(&root);
    let flow = sources.files.get_mut("flows/skin-finder.yaml").unwrap();
    let last = "      balance:\n";
    assert!(flow.contains(last));
    let again = "      again: {when: {answer.skin_type: sensitive-skin}, title: flow.finder.calm.title}\n";
    *flow = flow.replace(last, &format!("{again}{last}"));
    let said = rendered(&compile(&sources));
    assert!(said.contains("W0812 no answers lead to `again`"), "{said}");
}

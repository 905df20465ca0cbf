//! Functions of like code side by side: Brotli then finds in one what it has just seen in the one before, which is worth
//! nearly two per cent of the module.
//!
//! wasm-opt can sort functions by name. So their names become places in a chain in which each function is followed by the one
//! of those left that is most like it. Deliberately absent: a search for the best order, which would take hours for bytes.

use std::collections::BTreeSet;
use std::ops::Range;
use wasm_encoder::{CustomSection, NameMap, NameSection, RawSection};
use wasmparser::{BinaryReaderError, Parser, Payload};

/// Sequences of this many bytes are what two functions may have in common.
const LENGTH: usize = 4;

/// The module with new names of its functions, sorted by which they stand in the order of the chain; it imports none.
pub(crate) fn name_by_likeness(module: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
    let mut output = wasm_encoder::Module::new();
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::CodeSectionEntry(body) = &payload {
            functions.push(sequences(module.get(body.range()).unwrap_or_default()));
        }
        match (&payload, payload.as_section()) {
            (Payload::CustomSection(section), _) if section.name() == "name" => {}
            (Payload::CustomSection(section), _) => {
                output.section(&CustomSection { name: section.name().into(), data: section.data().into() });
            }
            (_, Some((id, Range { start, end }))) => {
                output.section(&RawSection { id, data: module.get(start..end).unwrap_or_default() });
            }
            _ => {}
        }
    }
    output.section(&names(&chain(&functions)));
    Ok(output.finish())
}

fn sequences(body: &[u8]) -> BTreeSet<&[u8]> {
    body.windows(LENGTH).collect()
}

/// Every function once, from the first on.
fn chain(functions: &[BTreeSet<&[u8]>]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..functions.len()).collect();
    let mut order: Vec<usize> = left.drain(..1.min(functions.len())).collect();
    while let Some(last) = order.last().and_then(|last| functions.get(*last)) {
        let like = |index: &usize| functions.get(*index).map_or(0, |one| likeness(last, one));
        // Of several the first, so that the same module has the same order.
        let Some((at, _)) = left.iter().enumerate().rev().max_by_key(|(_, index)| like(index)) else { break };
        order.push(left.remove(at));
    }
    order
}

/// How much of two functions is in both, in millionths of what is in either.
fn likeness(one: &BTreeSet<&[u8]>, other: &BTreeSet<&[u8]>) -> usize {
    let common = one.intersection(other).count();
    common * 1_000_000 / (one.len() + other.len() - common + 1)
}

/// Names that sort as the functions do in the order.
fn names(order: &[usize]) -> NameSection {
    let mut places: Vec<(usize, usize)> = order.iter().copied().zip(0..).collect();
    places.sort_unstable();
    let mut map = NameMap::new();
    for (function, place) in places {
        map.append(function as u32, &format!("{place:05}"));
    }
    let mut section = NameSection::new();
    section.functions(&map);
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_functions_follow_each_other() {
        let bodies: [&[u8]; 4] = [b"aaaabbbbcccc", b"xxxxyyyyzzzz", b"aaaabbbbdddd", b"xxxxyyyywwww"];
        let functions = bodies.map(sequences);
        assert_eq!(chain(&functions), [0, 2, 1, 3]);
        assert_eq!(chain(&[]), [] as [usize; 0]);
    }

    #[test]
    fn nothing_but_names_changes() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend(b"\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b");
        let named = name_by_likeness(&module).unwrap();
        assert_eq!(named.get(..module.len()), Some(module.as_slice()));
        assert!(named.ends_with(b"\x04name\x01\x08\x01\0\x0500000"), "{named:?}");
        assert!(name_by_likeness(b"no module").is_err());
    }
}

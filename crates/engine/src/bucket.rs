//! Who is in which arm of an experiment: hashing and bucketing as GrowthBook defines them.
//!
//! The same id gets the same arm here as in every SDK of GrowthBook. Source of the definitions: growthbook/growthbook,
//! `packages/sdk-js/src/util.ts` and `docs/lib/build-your-own.mdx`. The hash is FNV-1a with 32 bits, but over UTF-16 code
//! units: each whole unit is mixed in at once, since JavaScript's texts are made of them.
//!
//! Doubles are meant here. Each operation is rounded once, by IEEE 754, so they are the same on every platform as long as
//! nothing is rounded on top of it or added in another order; the public cases have edges that tell.
//!
//! **Absent on purpose:** where an id comes from, conditions, sticky arms. A page needs [`hash`] and [`choose_variation`] alone,
//! since the compiler can write the ranges into the bundle.

use alloc::{string::String, vec::Vec};

use crate::value::push_integer;

/// Part of the line from 0 to 1: its first number, and the first one behind it.
pub type Range = (f64, f64);

/// FNV-1a with 32 bits over the UTF-16 code units of several texts, as if they were one.
pub fn fnv1a32(texts: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for text in texts {
        for unit in text.encode_utf16() {
            hash = (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

/// Where an id lies between 0 and 1; none where the version of the hash is unknown.
///
/// Version 1 has 1,000 places and is biased between tests of like names; version 2 has 10,000 and is not.
pub fn hash(seed: &str, value: &str, version: u32) -> Option<f64> {
    match version {
        1 => Some(f64::from(fnv1a32(&[value, seed]) % 1_000) / 1_000.0),
        2 => {
            let mut digits = String::new();
            push_integer(u64::from(fnv1a32(&[seed, value])), &mut digits);
            Some(f64::from(fnv1a32(&[&digits]) % 10_000) / 10_000.0)
        }
        _ => None,
    }
}

/// The ranges of so many variations: one behind the other, of each only the part that `coverage` (0 to 1) lets in.
///
/// Weights that are not one for each variation, or whose sum is not between 0.99 and 1.01, count as equal.
pub fn bucket_ranges(variations: usize, coverage: f64, weights: &[f64]) -> Vec<Range> {
    let total = weights.iter().fold(0.0, |sum, weight| sum + weight);
    let equal = weights.len() != variations || !(0.99..=1.01).contains(&total);
    let coverage = coverage.clamp(0.0, 1.0);
    let mut ranges = Vec::new();
    let mut start = 0.0;
    for at in 0..variations {
        let own = if equal { None } else { weights.get(at) };
        let weight = own.copied().unwrap_or(1.0 / variations as f64);
        ranges.push((start, start + coverage * weight));
        start += weight;
    }
    ranges
}

/// Whether a number lies in a range.
pub fn in_range(number: f64, range: Range) -> bool {
    number >= range.0 && number < range.1
}

/// The first variation in whose range a number lies.
pub fn choose_variation(number: f64, ranges: &[Range]) -> Option<usize> {
    ranges.iter().position(|range| in_range(number, *range))
}

/// Whether an id lies in a test's part of a namespace. Tests with separate parts of one namespace never share a visitor.
pub fn in_namespace(value: &str, namespace: &str, part: Range) -> bool {
    let mut seed = String::from("__");
    seed.push_str(namespace);
    hash(&seed, value, 1).is_some_and(|number| in_range(number, part))
}

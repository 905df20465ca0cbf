//! Arms are what GrowthBook's definitions say, fair, and independent between tests.
//!
//! GrowthBook's own public cases are run by `crates/conformance`.

use proptest::prelude::*;
use sillage_engine::bucket::{Range, bucket_ranges, choose_variation, fnv1a32, hash, in_namespace, in_range};

use super::cases;

/// Ids per seed of the statistical tests.
const IDS: u64 = 1_000_000;

/// The fixed seeds of the statistical tests: all of them in the long tier, a tenth elsewhere.
fn seeds() -> std::ops::RangeInclusive<u64> {
    if std::env::var_os("SILLAGE_LONG").is_some() { 1..=20 } else { 1..=2 }
}

/// An install seed as experiments read it: sixteen digits of base sixteen (SplitMix64, numbered draws).
fn device(seed: u64, number: u64) -> String {
    let mut state =
        seed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    format!("{:016x}", state ^ (state >> 31))
}

#[test]
fn fnv_has_its_published_values() {
    // http://www.isthe.com/chongo/src/fnv/test_fnv.c; texts of ASCII have one byte a unit.
    let published = [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("b", 0xe70c_2de5), ("foobar", 0xbf9c_f968)];
    for (text, expected) in published {
        assert_eq!(fnv1a32(&[text]), expected, "{text:?}");
    }
}

#[test]
fn units_are_mixed_in_whole() {
    // One unit above a byte: not the same as its two bytes one after the other.
    let expected = (0x811c_9dc5_u32 ^ 0x7528).wrapping_mul(0x0100_0193);
    assert_eq!(fnv1a32(&["\u{7528}"]), expected);
    // Beyond the basic plane: two units.
    let high = (0x811c_9dc5_u32 ^ 0xd83d).wrapping_mul(0x0100_0193);
    assert_eq!(fnv1a32(&["\u{1f600}"]), (high ^ 0xde00).wrapping_mul(0x0100_0193));
}

#[test]
fn unknown_versions_have_no_place() {
    for version in [0, 3, 99, u32::MAX] {
        assert_eq!(hash("seed", "id", version), None, "{version}");
    }
}

#[test]
fn ranges_are_what_was_asked_for() {
    let half: Vec<Range> = vec![(0.0, 0.5), (0.5, 1.0)];
    #[rustfmt::skip]
    let table: [(usize, f64, &[f64], Vec<Range>); 11] = [
        (0, 1.0, &[], vec![]),
        (1, 1.0, &[], vec![(0.0, 1.0)]),
        (2, 1.0, &[], half.clone()),
        (2, 0.5, &[], vec![(0.0, 0.25), (0.5, 0.75)]),
        (2, 1.0, &[0.25, 0.75], vec![(0.0, 0.25), (0.25, 1.0)]),
        // A weight of nothing is a range of nothing.
        (2, 1.0, &[1.0, 0.0], vec![(0.0, 1.0), (1.0, 1.0)]),
        // Coverage out of bounds counts as the bound.
        (2, -1.0, &[], vec![(0.0, 0.0), (0.5, 0.5)]),
        (2, 7.0, &[], half.clone()),
        // Weights that cannot be meant count as equal.
        (2, 1.0, &[1.0], half.clone()),
        (2, 1.0, &[0.9, 0.02], half.clone()),
        (2, 1.0, &[0.9, 0.2], half),
    ];
    for (variations, coverage, weights, expected) in table {
        assert_eq!(
            bucket_ranges(variations, coverage, weights),
            expected,
            "{variations} {coverage} {weights:?}"
        );
    }
}

#[test]
fn an_edge_belongs_to_the_range_behind_it() {
    let ranges = bucket_ranges(2, 1.0, &[]);
    assert_eq!(choose_variation(0.0, &ranges), Some(0));
    assert_eq!(choose_variation(0.5, &ranges), Some(1));
    assert_eq!(choose_variation(1.0, &ranges), None);
    assert_eq!(choose_variation(f64::NAN, &ranges), None);
    assert_eq!(choose_variation(0.5, &[]), None);
}

proptest! {
    #![proptest_config(cases(256))]

    /// Any number of arms, weights and coverage: no panic, one range an arm, in order, none beyond its share.
    #[test]
    fn ranges_never_overlap(
        weights in prop::collection::vec(0.0..1.0_f64, 0..8),
        variations in 0..8_usize,
        coverage in prop::num::f64::ANY,
    ) {
        let sum: f64 = weights.iter().sum();
        let scaled: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
        let ranges = bucket_ranges(variations, coverage, &scaled);
        prop_assert_eq!(ranges.len(), variations);
        for pair in ranges.windows(2) {
            prop_assert!(coverage.is_nan() || pair[0].1 <= pair[1].0, "{:?}", ranges);
        }
    }

    /// Every id is in exactly one part of a namespace that is divided completely.
    #[test]
    fn parts_of_a_namespace_are_exclusive(id in "\\PC*", name in "\\PC*", cut in 0.0..=1.0_f64) {
        let first = in_namespace(&id, &name, (0.0, cut));
        prop_assert_ne!(first, in_namespace(&id, &name, (cut, 1.0)));
    }

    /// Every id has one place in both versions, below 1.
    #[test]
    fn every_id_has_a_place(id in "\\PC*", seed in "\\PC*") {
        for version in [1, 2] {
            prop_assert!(in_range(hash(&seed, &id, version).unwrap(), (0.0, 1.0)));
        }
    }
}

/// Two tests over the same ids: how many fall into each pair of their arms.
fn arms(seed: u64, first: &[Range], second: &[Range]) -> [[u64; 3]; 3] {
    let names = [format!("banner-{seed}"), format!("price-{seed}")];
    let mut table = [[0; 3]; 3];
    for number in 0..IDS {
        let id = device(seed, number);
        let arm = |name: &str, ranges| choose_variation(hash(name, &id, 2).unwrap(), ranges).unwrap();
        table[arm(&names[0], first)][arm(&names[1], second)] += 1;
    }
    table
}

/// The largest distance between a share of the ids and what was asked for, in percent.
fn largest_error(shares: [u64; 3], ranges: &[Range]) -> f64 {
    let error =
        |(count, range): (&u64, &Range)| (*count as f64 / IDS as f64 - (range.1 - range.0)).abs() * 100.0;
    shares.iter().zip(ranges).map(error).fold(0.0, f64::max)
}

#[test]
fn splits_are_fair_and_tests_independent() {
    let equal = bucket_ranges(3, 1.0, &[]);
    let uneven = bucket_ranges(3, 1.0, &[0.1, 0.2, 0.7]);
    for seed in seeds() {
        let table = arms(seed, &equal, &uneven);
        let rows = table.map(|row| row.iter().sum());
        let columns = [0, 1, 2].map(|at| table.iter().map(|row| row[at]).sum());
        let errors = [largest_error(rows, &equal), largest_error(columns, &uneven)];
        let p = p_of_independence(&table);
        println!("seed {seed:2}: largest error {:.3} % and {:.3} %, p = {p:.4}", errors[0], errors[1]);
        assert!(errors.iter().all(|error| *error <= 0.25), "seed {seed}: {errors:?}");
        assert!(p > 0.001, "seed {seed}: p = {p}, {table:?}");
    }
}

/// How likely a table of three by three is at least so uneven by chance: the χ² test with four degrees of freedom, whose
/// upper tail has the closed form e^(−x/2) · (1 + x/2).
fn p_of_independence(table: &[[u64; 3]; 3]) -> f64 {
    let total: u64 = table.iter().flatten().sum();
    let row = |at: usize| table[at].iter().sum::<u64>() as f64;
    let column = |at: usize| table.iter().map(|row| row[at]).sum::<u64>() as f64;
    let mut statistic = 0.0;
    for (i, counts) in table.iter().enumerate() {
        for (j, count) in counts.iter().enumerate() {
            let expected = row(i) * column(j) / total as f64;
            statistic += (*count as f64 - expected).powi(2) / expected;
        }
    }
    (-statistic / 2.0_f64).exp() * (1.0 + statistic / 2.0)
}

#[test]
fn dependence_would_be_seen() {
    // The two tests above must be able to fail: an arm that follows the other one in one case of a hundred.
    let even = IDS / 9;
    let drawn = even / 100;
    let dependent = [
        [even + drawn, even - drawn, even],
        [even, even + drawn, even - drawn],
        [even - drawn, even, even + drawn],
    ];
    assert!(p_of_independence(&dependent) < 0.001);
    assert!(p_of_independence(&[[even; 3]; 3]) > 0.999);
}

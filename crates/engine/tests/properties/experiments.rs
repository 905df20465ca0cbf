//! Experiments as `decide` runs them: fair, independent of each other, and kept when a bundle changes.
//!
//! What single visitors see is in the table of `tests/cases/`; that hashing itself is fair is tested beside [`super::bucket`].

use sillage_engine::{
    bucket::bucket_ranges,
    bundle::Bundle,
    decide::decide,
    event::Event,
    page::Page,
    rules::{Campaign, Content, Experiment, Rules, Slot, Split, Treatment},
    value::Value,
    visitor::Visitor,
};

const NOW: i64 = 1_800_000_000_000;

/// The fixed seeds, and devices for each: a million devices in the long tier, a tenth elsewhere.
fn population() -> impl Iterator<Item = (u64, u64)> {
    let devices = if std::env::var_os("SILLAGE_LONG").is_some() { 50_000 } else { 5_000 };
    (1..=20).flat_map(move |seed| (0..devices).map(move |number| (seed, number)))
}

/// The seed of a device (SplitMix64, numbered draws).
fn device(seed: u64, number: u64) -> u64 {
    let mut state =
        seed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// A bundle with an experiment in each slot, `a` and `b`, of these weights.
fn bundle(weights: &[f64]) -> Bundle {
    let campaign = |(slot, name): (u16, &str)| {
        let arm = |number: usize| format!("{name}-a{number}");
        let treatment = |number| Treatment { variant: arm(number), content: Content::Default };
        Campaign {
            name: name.to_owned(),
            variant: name.to_owned(),
            slot,
            ends: i64::MAX,
            experiment: Some(Experiment {
                key: name.to_owned(),
                sticky: true,
                control: arm(0),
                treatments: (1..weights.len()).map(treatment).collect(),
                splits: vec![Split { when: None, ranges: bucket_ranges(weights.len(), 1.0, weights) }],
                ..Experiment::default()
            }),
            ..Campaign::default()
        }
    };
    let names = ["a", "b"];
    Bundle::new(Rules {
        slots: names.map(|name| Slot { name: name.to_owned(), ..Slot::default() }).to_vec(),
        campaigns: [(0, "a"), (1, "b")].map(campaign).to_vec(),
        ..Rules::default()
    })
    .unwrap()
}

/// The number of the arm that a device sees.
fn arm(bundle: &Bundle, visitor: &Visitor, slot: &str, seed: u64) -> usize {
    let page = Page { seed: Some(seed), ..Page::default() };
    let variant = decide(bundle, visitor, &page, slot, NOW).variant.to_owned();
    variant.strip_prefix(slot).unwrap().strip_prefix("-a").unwrap().parse().unwrap()
}

/// Pearson's statistic.
fn chi_square(counts: &[f64], expected: &[f64]) -> f64 {
    counts.iter().zip(expected).map(|(count, expected)| (count - expected).powi(2) / expected).sum()
}

#[test]
fn arms_are_as_large_as_they_should_be_and_independent() {
    let weights = [0.5, 0.3, 0.2];
    let bundle = bundle(&weights);
    let visitor = Visitor::default();
    let mut counts = [[0.0f64; 3]; 3];
    for (seed, number) in population() {
        let seed = device(seed, number);
        counts[arm(&bundle, &visitor, "a", seed)][arm(&bundle, &visitor, "b", seed)] += 1.0;
    }
    let total: f64 = counts.iter().flatten().sum();
    let first: Vec<f64> = counts.iter().map(|row| row.iter().sum()).collect();
    let second: Vec<f64> = (0..3).map(|column| counts.iter().map(|row| row[column]).sum()).collect();
    let expected = weights.map(|weight| weight * total);
    for side in [&first, &second] {
        // Two degrees of freedom: p = 0.001 at 13.8.
        let statistic = chi_square(side, &expected);
        println!("{side:?} of {total}: {statistic:.2}");
        assert!(statistic < 13.8, "{side:?}");
        let error = side.iter().zip(weights).map(|(count, weight)| (count / total - weight).abs());
        let bound = if total >= 1_000_000.0 { 0.0025 } else { 0.0075 };
        assert!(error.fold(0.0, f64::max) < bound, "{side:?}");
    }
    let pairs: Vec<f64> = counts.iter().flatten().copied().collect();
    let products: Vec<f64> = first.iter().flat_map(|a| second.iter().map(move |b| a * b / total)).collect();
    // Four degrees of freedom: p = 0.001 at 18.5.
    let statistic = chi_square(&pairs, &products);
    println!("independence of two experiments: {statistic:.2}");
    assert!(statistic < 18.5, "{pairs:?}");
}

#[test]
fn an_arm_that_was_seen_is_kept_by_the_next_bundle() {
    let (before, after) = (bundle(&[0.5, 0.5]), bundle(&[0.1, 0.9]));
    let (mut moved, mut all) = (0, 0);
    for (seed, number) in population().step_by(50) {
        let seed = device(seed, number);
        let mut visitor = Visitor::default();
        let first = arm(&before, &visitor, "a", seed);
        let mut exposure = Event::new("x_exposure", NOW - 1);
        exposure.parameters.push(("variant".to_owned(), Value::text(&format!("a-a{first}"))));
        visitor.observe(exposure);
        assert_eq!(arm(&after, &visitor, "a", seed), first, "device {seed:x}");
        moved += usize::from(arm(&after, &Visitor::default(), "a", seed) != first);
        all += 1;
    }
    // Without memory the weights would have moved four in ten.
    assert!(moved * 10 > all * 3, "{moved} of {all}");
}

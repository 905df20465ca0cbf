//! Whether intervals hold what they say they hold: experiments with a known effect, from rows to intervals.
//!
//! Shoppers are drawn, the log is made in memory, and the same code that `atelier results` runs joins and evaluates it.
//! `SILLAGE_LONG=1` evaluates 1,000 experiments, otherwise the first hundred of them.

use sillage_atelier::{
    results::{
        evaluate,
        experiment::{Arm, Experiment},
        exposed::Exposed,
        read::Reading,
        report::{ExperimentReport, Lift},
        row::Row,
        statistics::{
            mean::{self, Sums},
            proportion::{self, Share},
        },
    },
    simulate::Seeded,
};

/// Users of each arm.
const USERS: u64 = 4_000;

/// Of ten thousand users so many convert without the change, and 4 % more of them with it.
const RATES: [u64; 2] = [1_000, 1_040];

fn experiment() -> Experiment {
    let arm = |name: &str, variant: &str| Arm {
        name: name.to_owned(),
        variant: variant.to_owned(),
        weight: Some(1.0),
        holdout: false,
    };
    Experiment {
        name: "hero_words".to_owned(),
        slot: "home.hero".to_owned(),
        arms: vec![arm("control", "v1"), arm("short", "v3")],
        goal: "purchase".to_owned(),
        switchback: None,
    }
}

/// The rows of one experiment; a basket is 10 and up, often small and sometimes large.
fn rows(seed: u64) -> Vec<Row> {
    let mut seeded = Seeded::branch(20_261, seed);
    let mut rows = Vec::new();
    for (arm, rate) in RATES.iter().enumerate() {
        for user in 0..USERS {
            let variant = ["v1", "v3"][arm];
            let user = format!("{arm}-{user}");
            let pair = ("home.hero".to_owned(), variant.to_owned());
            let exposure = Row {
                user: user.clone(),
                name: "x_exposure".to_owned(),
                at: 1,
                exposures: vec![pair],
                ..Row::default()
            };
            rows.push(exposure);
            if seeded.below(10_000) < *rate {
                let share = 1 + seeded.below(100) as i64;
                let value = Some(10_000_000 + 500_000_000 / share);
                rows.push(Row { user, name: "purchase".to_owned(), at: 2, value, ..Row::default() });
            }
        }
    }
    rows
}

fn evaluated(rows: &[Row]) -> ExperimentReport {
    let experiments = [experiment()];
    let mut exposed = Exposed::new(&experiments);
    rows.iter().for_each(|row| exposed.expose(row));
    rows.iter().for_each(|row| exposed.follow(row));
    evaluate::report(&experiments, &exposed, &Reading::default()).experiments.remove(0)
}

/// Which of the three intervals hold the truth: +4 %, and 0.4 points of the rate. The mean basket is the same in both arms.
fn holds(lift: &Lift) -> [bool; 3] {
    [
        lift.rate.unwrap().interval.holds(0.04),
        lift.rate_difference.unwrap().interval.holds(0.004),
        lift.revenue.unwrap().interval.holds(0.04),
    ]
}

fn is_long() -> bool {
    std::env::var_os("SILLAGE_LONG").is_some()
}

/// Within 95 % ± 2 of 1,000 experiments. Of a hundred, at least 88: with a coverage of 95 % fewer come in 2 of 1,000 draws, so
/// this is a look for blunders, not for precision.
#[test]
fn a_known_effect_of_four_percent_is_inside_its_interval() {
    let runs = if is_long() { 1_000 } else { 100 };
    let mut inside = [0; 3];
    for seed in 0..runs {
        let found = evaluated(&rows(seed));
        assert_eq!(found.users, 2 * USERS);
        let lift = found.arms[1].lift.unwrap();
        inside.iter_mut().zip(holds(&lift)).for_each(|(count, held)| *count += u64::from(held));
    }
    println!("+4 % inside its interval in {inside:?} of {runs}: rate, difference of rates, revenue");
    let expected = if is_long() { 930..=970 } else { 88..=100 };
    assert!(inside.iter().all(|count| expected.contains(count)), "{inside:?} of {runs}");
}

/// The order of rows, and with it the order of users in memory, changes no number.
#[test]
fn the_order_of_rows_changes_nothing() {
    let forward = rows(5);
    let mut backward = forward.clone();
    backward.reverse();
    assert_eq!(evaluated(&forward), evaluated(&backward));
}

proptest::proptest! {
    /// Every interval holds its own estimate, and turning the arms around turns it around.
    #[test]
    fn intervals_hold_their_estimates(hits in 1u64..500, more in 0u64..5_000, other in 1u64..500, rest in 0u64..5_000) {
        let (arm, control) = (Share { hits, of: hits + more }, Share { hits: other, of: other + rest });
        let own = proportion::wilson(arm, 0.95).unwrap();
        assert!(own.holds(arm.value()) && own.low >= 0.0 && own.high <= 1.0);
        let difference = proportion::difference(arm, control, 0.95).unwrap();
        assert!(difference.interval.holds(difference.value));
        let turned = proportion::difference(control, arm, 0.95).unwrap();
        assert!((difference.interval.low + turned.interval.high).abs() < 1e-12);
        let lift = proportion::lift(arm, control, 0.95).unwrap();
        let back = proportion::lift(control, arm, 0.95).unwrap();
        assert!(lift.interval.holds(lift.value));
        assert!(((1.0 + lift.interval.low) * (1.0 + back.interval.high) - 1.0).abs() < 1e-9);
        // More confidence is a wider interval.
        let wider = proportion::lift(arm, control, 0.99).unwrap().interval;
        assert!(wider.low <= lift.interval.low && lift.interval.high <= wider.high);
    }

    #[test]
    fn means_hold_their_estimates(
        values in proptest::collection::vec(0i64..1_000_000_000, 2..50),
        others in proptest::collection::vec(0i64..1_000_000_000, 2..50),
    ) {
        let sums = |values: &[i64]| {
            let mut sums = Sums::default();
            values.iter().for_each(|value| sums.add(*value));
            sums
        };
        let (arm, control) = (sums(&values), sums(&others));
        let difference = mean::difference(&arm, &control, 0.95).unwrap();
        assert!(difference.interval.holds(difference.value));
        let lift = mean::lift(&arm, &control, 0.95);
        assert!(lift.is_none_or(|lift| lift.interval.holds(lift.value)));
        // Sums of parts are the sums of the whole.
        let mut merged = sums(&values[..1]);
        merged.merge(&sums(&values[1..]));
        assert_eq!(merged, arm);
    }
}

//! Properties of the engine, on random and on hostile values.
//!
//! What the engine decides is tested by the table of `tests/cases/`; here is what has to hold of every input. With
//! `SILLAGE_LONG=1` ten times as many random values are tried.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod arbitrary;
mod bucket;
mod cards;
mod conditions;
mod experiments;
mod flips;
mod flow_cases;
mod flows;
mod folds;
mod kept;
mod limits;
mod numbers;
mod reader;
mod traits;
mod visitor;

use proptest::test_runner::Config;

/// So many random values, or ten times as many in the long tier.
fn cases(count: u32) -> Config {
    let times = if std::env::var_os("SILLAGE_LONG").is_some() { 10 } else { 1 };
    Config { cases: count * times, failure_persistence: None, ..Config::default() }
}

//! Tests of the compiler over whole projects: tables of data behind one check each.

// A test fails by panicking; these lints are for shipped code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod bundle;
mod diagnostics;
mod example;
mod flows;
mod limits;
mod lowering;
mod mutations;
mod places;
mod project;
mod schema;

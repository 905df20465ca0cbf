//! Training from logs: cold and odd ones, the formula against a naive reference, and quality on real purchases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod beauty;
mod evaluation;
mod logs;
mod reference;

//! Training from logs: cold and odd ones, the formula against a naive reference, and quality on real purchases.

mod beauty;
mod evaluation;
mod logs;
mod reference;

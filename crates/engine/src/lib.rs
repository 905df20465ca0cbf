//! The engine of Sillage: `(bundle, visitor, page, now) → decision`, and nothing else.
//!
//! **Absent on purpose:** a clock, randomness, files, network, threads, floating-point arithmetic that reaches an order
//! or a comparison, and panics. Time and facts come in as arguments; equal inputs give equal bytes on every platform.

#![forbid(unsafe_code)]

pub mod catalogue;
pub mod condition;
pub mod copy;
pub mod event;
pub mod limits;
pub mod manifest;
pub mod model;
pub mod rules;
pub mod value;

//! The engine of Sillage: `(bundle, visitor, page, now) → decision`, and nothing else.
//!
//! **Absent on purpose:** a clock, randomness, files, network, threads, floating-point arithmetic that reaches an order
//! or a comparison, and panics. Time and facts come in as arguments; equal inputs give equal bytes on every platform.

#![forbid(unsafe_code)]

pub mod bundle;
pub mod catalogue;
mod check;
pub mod condition;
pub mod copy;
pub mod event;
pub mod fault;
pub mod limits;
mod lookup;
pub mod manifest;
pub mod model;
mod postcards;
pub mod rules;
pub mod value;

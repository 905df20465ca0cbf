//! The engine of Sillage: `(bundle, visitor, page, now) → decision`, and nothing else.
//!
//! **Absent on purpose:** a clock, randomness, files, network, threads, floating-point arithmetic that reaches an order
//! or a comparison, and panics. Time and facts come in as arguments; equal inputs give equal bytes on every platform.
//!
//! Begin reading at [`decide::decide`]; what it is given is in [`bundle`], [`visitor`] and [`page`].

#![forbid(unsafe_code)]
#![no_std]

extern crate alloc;

pub mod bucket;
pub mod bundle;
mod campaign;
pub mod card;
pub mod catalogue;
mod check;
pub mod condition;
pub mod copy;
pub mod date;
pub mod decide;
pub mod decision;
pub mod evaluate;
pub mod event;
mod experiment;
pub mod explain;
pub mod fault;
pub mod flow;
pub mod host;
mod index;
pub mod json;
pub mod limits;
mod lookup;
pub mod manifest;
pub mod model;
pub mod page;
pub mod rank;
mod reader;
pub mod remembered;
pub mod rules;
mod schedule;
pub mod situation;
pub mod traits;
pub mod value;
mod version;
pub mod visitor;
pub mod wire;
mod writer;

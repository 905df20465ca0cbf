//! GrowthBook's SDK semantics at specification 0.12.0, for its public cases and for payloads that come from it.
//!
//! Conditions are lowered by the compiler and evaluated by the engine, ids are put into buckets by the engine: what a storefront
//! decides with is what is tested here. What no storefront loads is here alone: features and their rules, remembered assignments,
//! payloads pruned and decrypted, redirects, remote groups.
//!
//! **Absent on purpose:** a clock, files, network, and whatever GrowthBook's SDK does to a page. Functions take values and return
//! values; how patterns are matched is an argument, so that the crate runs natively and as wasm. Facts are from GrowthBook's public
//! cases and sources (growthbook/growthbook, MIT); the code is our own.

pub mod address;
pub mod cases;
pub mod conditions;
pub mod context;
pub mod decrypt;
pub mod experiment;
pub mod feature;
pub mod json;
pub mod prune;
pub mod query;
pub mod redirect;
pub mod reduce;
mod references;
pub mod report;
pub mod sticky;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

//! The compiler of Sillage: author's source to diagnostics, and to the bytes of a bundle.
//!
//! Files are read to trees with places ([`yaml`]), checked against their shapes, read kind by kind, and lowered: names
//! become numbers in one place. [`compile`] reports every mistake with its place, [`assemble`] writes the bundle,
//! [`schemas`] tells editors what the files look like.
//!
//! **Absent on purpose:** files, clock, network and keys: sources come in as texts and bytes go out; a signature is made
//! by a function that the caller passes. So it runs in a browser as it does on a command line.

#![forbid(unsafe_code)]

mod accept;
mod analysis;
mod arms;
mod assemble;
mod attributes;
mod campaigns;
mod catalogue;
pub mod codes;
mod compile;
pub mod condition;
mod copy;
mod diagnostic;
mod experiments;
mod factors;
mod facts;
mod files;
mod flows;
mod forms;
mod frequency;
mod groups;
pub mod json;
mod lower;
pub mod matching;
pub mod nearest_miss;
mod pictures;
mod project;
mod scalar;
mod schedules;
mod schema;
mod segments;
mod shape;
mod slots;
mod strategies;
mod suggest;
mod texts;
mod time;
mod traits;
mod triggers;
mod unused;
mod variants;
mod words;
pub mod yaml;
mod zone;

pub use analysis::{Effort, Witness};
pub use assemble::{Output, Refusal, Signed, Size, assemble, sign};
pub use compile::{Compiled, Outcome, Sources, compile};
pub use diagnostic::{Diagnostic, LISTED, Place, Report, Severity};
pub use facts::{Remark, remarks};
pub use schema::schemas;

//! The native command `atelier`: imports catalogues, checks and compiles projects, signs, explains, trains and serves.
//!
//! Everything that touches files, clocks, sockets or terminals is here; what a project means is
//! [`sillage_compiler`]'s, what a visitor sees [`sillage_engine`]'s. Deliberately absent: anything of the browser.

pub mod arguments;
pub mod bundle;
pub mod columns;
pub mod commands;
pub mod diagnostics;
pub mod events;
pub mod explanation;
pub mod failure;
pub mod folder;
pub mod growthbook;
pub mod import;
pub mod instant;
pub mod keys;
pub mod page;
pub mod project;
pub mod replay;
pub mod results;
pub mod serve;
pub mod simulate;
pub mod train;

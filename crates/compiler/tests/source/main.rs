//! Tests of the compiler over whole projects: tables of data behind one check each.

mod bundle;
mod diagnostics;
mod example;
mod limits;
mod lowering;
mod mutations;
mod project;
mod schema;

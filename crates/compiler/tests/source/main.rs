//! Tests of the compiler over whole projects: tables of data behind one check each.

mod diagnostics;
mod example;
mod limits;
mod project;

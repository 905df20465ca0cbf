//! The command `atelier`; all of it is in the library, so that tests reach every part.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match sillage_atelier::commands::run(sillage_atelier::arguments::Arguments::parse()) {
        Ok(verdict) => verdict.into(),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

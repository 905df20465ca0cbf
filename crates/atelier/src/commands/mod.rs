//! One file a command: what it reads, what it prints, and with which verdict it ends.

mod build;
mod check;
mod conformance;
mod explain;
mod import;
mod import_growthbook;
mod init;
mod keys;
mod population;
mod replay;
mod results;
mod schema;
mod serve;
mod sign;
mod simulate;
mod train;

use crate::{
    arguments::{Arguments, Command, Conformance, Import, Keys, Simulate},
    failure::{Failure, Verdict},
};

/// Runs one command.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    match arguments.command {
        Command::Init { dir } => init::run(&dir),
        Command::Check(options) => check::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Sign { out, key } => sign::run(&out, &key),
        Command::Keys(Keys::New { file }) => keys::run(&file),
        Command::Import(Import::Catalogue(options)) => import::run(&options),
        Command::Import(Import::Growthbook(options)) => import_growthbook::run(&options),
        Command::Train(options) => train::run(&options),
        Command::Simulate(Simulate::Events(options)) => simulate::run(&options),
        Command::Simulate(Simulate::Population(options)) => population::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Replay(options) => replay::run(&options),
        Command::Results(options) => results::run(&options),
        Command::Conformance(Conformance::Growthbook { file }) => conformance::run(&file),
        Command::Serve(options) => serve::run(options),
        Command::Schema { out } => schema::run(&out),
    }
}

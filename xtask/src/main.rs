//! `cargo xtask COMMAND`: one command per job on this repository.
//!
//! It spawns `cargo`, `node`, `npm` and `atelier`, and imports none of our crates: a broken engine must not keep
//! the tool from telling so. Every command installs or names what it needs, so that a fresh clone needs one line.

mod arguments;
mod bench;
mod build;
mod chromium;
mod conformance;
mod counts;
mod demo;
mod failure;
mod imports;
mod libtest;
mod process;
mod real;
mod server;
mod setup;
mod size;
mod skips;
mod stamp;
mod studio;
mod suites;
mod tap;
mod test;
mod workspace;

use arguments::Arguments;
use failure::Failure;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup                    install what the other commands need, or name it
  build                    the wasm module and the scripts, into pkg/
  studio                   the module of the studio page, into www/studio/pkg/
  test [SUITE…] [long]     all suites or the named ones; `long` runs the full counts
  size [--json]            bytes a page loads, against budgets.json
  demo [--port N]          build, train, sign and serve the demo shop on loopback
  demo --check             the same, then open it in headless Chromium and judge it
  bench                    measure module, command line tool and sizes; see BENCHMARKS.md
";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("{failure}");
            }
            ExitCode::from(failure.code)
        }
    }
}

fn run(words: &[String]) -> Result<(), Failure> {
    let Some((command, rest)) = words.split_first() else {
        return Err(Failure::wrong_use("no command was given", USAGE.trim_end()));
    };
    match command.as_str() {
        "setup" => Arguments::parse(rest, &[], &[]).and_then(|_| setup::everything()),
        "build" => Arguments::parse(rest, &[], &[]).and_then(|_| build::build()),
        "studio" => Arguments::parse(rest, &[], &[]).and_then(|_| studio::build()),
        "size" => Arguments::parse(rest, &["--json"], &[]).and_then(|given| size::size(given.has("--json"))),
        "demo" => Arguments::parse(rest, &["--check"], &["--port"]).and_then(|given| demo::demo(&given)),
        "bench" => Arguments::parse(rest, &[], &[]).and_then(|_| bench::bench()),
        "test" => test::test(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::wrong_use(&format!("`{other}` is not a command"), USAGE.trim_end())),
    }
}

//! `cargo xtask test [SUITE…] [long]`.

use crate::counts::Counts;
use crate::failure::Failure;
use crate::skips::{self, Allowed};
use crate::suites::{SUITES, Suite};
use std::time::Instant;

/// Runs the named suites, or all; `long` among the words asks for the full counts.
pub(crate) fn test(words: &[String]) -> Result<(), Failure> {
    let long = words.iter().any(|word| word == "long");
    let named: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "long").collect();
    if let Some(unknown) = named.iter().find(|name| SUITES.iter().all(|suite| suite.name != **name)) {
        let known: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        let help = format!("the suites are {}", known.join(", "));
        return Err(Failure::wrong_use(&format!("`{unknown}` is not a suite"), &help));
    }
    let allowed = skips::allowed()?;
    let mut all = Counts::default();
    let mut rows = Vec::new();
    for suite in SUITES.iter().filter(|suite| named.is_empty() || named.contains(&suite.name)) {
        let started = Instant::now();
        let counts = run(suite, long, &allowed);
        rows.push(format!("{:8} {counts} in {:.1} s", suite.name, started.elapsed().as_secs_f32()));
        println!("{}", rows.last().map(String::as_str).unwrap_or_default());
        all.add(counts);
    }
    println!("\n{}\n\n{all}", rows.join("\n"));
    if all.failed == 0 { Ok(()) } else { Err(Failure::told()) }
}

/// A suite that could not run is one failed case; the others still run, so that one run tells all.
fn run(suite: &Suite, long: bool, allowed: &Allowed) -> Counts {
    println!("{}:", suite.name);
    let mut counts = (suite.run)(long).unwrap_or_else(|failure| {
        eprintln!("{failure}");
        Counts::one(false)
    });
    for complaint in allowed.judge(suite.name, &mut counts) {
        eprintln!("error: {complaint}");
    }
    counts
}

//! A made-up event log for demonstrations and tests: shoppers with tastes, visits over 90 days, funnels, routines, refills.
//!
//! The same catalogue, number of shoppers, seed and end give the same bytes on every machine: draws are integers of one
//! seeded stream a shopper, and the end of the log is an argument because there is no clock here. Nothing in it is a
//! real person, and no figure about quality may be taken from it: a model finds again what this folder put in.

pub mod population;
mod product;
mod refill;
mod routine;
mod seeded;
mod shopper;
mod tags;
mod visits;
mod write;

use std::{
    fs::File,
    io::{BufReader, BufWriter, Error, ErrorKind, Result, Write},
    path::PathBuf,
};

use sillage_engine::event::Millis;

use self::{
    product::Shelves,
    visits::{Act, Shop},
};
pub use self::{
    product::{Product, products},
    seeded::Seeded,
    visits::DAYS,
};

/// End of the log where nobody says otherwise: 2026-07-01T00:00:00Z.
pub const UNTIL: Millis = 1_782_864_000_000;

/// Shoppers that make about 20,000 visits.
pub const SHOPPERS: u64 = 9_200;

/// Most shoppers of one log; all events are sorted in memory.
pub const MOST_SHOPPERS: u64 = 1_000_000;

/// What to simulate.
#[derive(Debug, Clone)]
pub struct SimulateArguments {
    /// The shop's `catalogue.jsonl`.
    pub catalogue: PathBuf,
    /// Where the log goes.
    pub out: PathBuf,
    /// How many people visit, at most [`MOST_SHOPPERS`]; each comes 2.2 times on average.
    pub shoppers: u64,
    /// Decides everything else.
    pub seed: u64,
    /// End of the log, exclusive.
    pub until: Millis,
    /// ISO 4217 code of the prices.
    pub currency: String,
}

/// How much was simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SimulateReport {
    /// People.
    pub shoppers: u64,
    /// Visits.
    pub visits: u64,
    /// Events.
    pub events: u64,
    /// Events that are purchases.
    pub purchases: u64,
}

/// Reads the catalogue and writes the log.
pub fn run(arguments: &SimulateArguments) -> Result<SimulateReport> {
    let products = products(BufReader::new(File::open(&arguments.catalogue)?))?;
    let mut out = BufWriter::new(File::create(&arguments.out)?);
    let report = events(
        &products,
        arguments.shoppers,
        arguments.seed,
        arguments.until,
        &arguments.currency,
        &mut out,
    )?;
    out.flush()?;
    Ok(report)
}

/// Writes a log as JSON Lines in the shape of GA4's BigQuery export, oldest event first.
pub fn events(
    products: &[Product],
    shoppers: u64,
    seed: u64,
    until: Millis,
    currency: &str,
    out: &mut impl Write,
) -> Result<SimulateReport> {
    if products.is_empty() {
        return Err(Error::new(ErrorKind::InvalidInput, "the catalogue has no product"));
    }
    if shoppers > MOST_SHOPPERS {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            format!("{shoppers} shoppers are more than {MOST_SHOPPERS}"),
        ));
    }
    let acts = acts(products, shoppers, seed, until);
    for act in &acts {
        write::write(act, products, currency, out)?;
    }
    Ok(report(shoppers, &acts))
}

/// Everything that happens, by time; at one instant by shopper.
fn acts(products: &[Product], shoppers: u64, seed: u64, until: Millis) -> Vec<Act> {
    let shop = Shop::of(Shelves::of(products));
    let of = |shopper| visits::acts(&shop, shopper, until, &mut Seeded::branch(seed, shopper));
    let mut acts: Vec<Act> = (0..shoppers).flat_map(of).collect();
    acts.sort_by_key(|act| (act.at, act.shopper));
    acts
}

fn report(shoppers: u64, acts: &[Act]) -> SimulateReport {
    let count = |wanted: &dyn Fn(&Act) -> bool| acts.iter().filter(|act| wanted(act)).count() as u64;
    SimulateReport {
        shoppers,
        // The first event of a visit happens the moment it begins.
        visits: count(&|act| act.at == act.visit),
        events: acts.len() as u64,
        purchases: count(&|act| act.name == "purchase"),
    }
}

#[cfg(test)]
mod tests;

//! Whom a bundle reaches, before it is published: a population walks through the shop, with the real engine.
//!
//! [`source`] makes histories up or takes them from the shop's own log; [`history`] puts pages between events; [`vocabulary`]
//! makes up what no log tells; [`walk`] decides; [`tally`] counts, [`compare`] holds two bundles against each other, and
//! [`report`] says it. Equal seeds give equal reports with any number of threads. Deliberately absent: what shoppers would have
//! done had they seen something else. Nobody buys more here because of a campaign.

pub mod compare;
pub mod history;
pub mod page;
pub mod report;
pub mod source;
pub mod tally;
pub mod text;
pub mod vocabulary;
pub mod walk;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use sillage_engine::bundle::Bundle;

use self::{
    compare::{Differences, Shown, note},
    history::history,
    report::Report,
    source::Source,
    tally::{Counted, Tally},
    vocabulary::Vocabulary,
};

/// Shoppers that a thread takes at once.
const TAKEN: u64 = 16;

/// Whom to walk through which bundles.
pub struct Population<'a> {
    /// The shoppers.
    pub source: &'a Source<'a>,
    /// Decides what is made up.
    pub seed: u64,
    /// The bundle that is told of.
    pub bundle: &'a Bundle,
    /// The bundle that was before it, where the two are compared.
    pub before: Option<&'a Bundle>,
    /// How many threads walk; the report does not depend on it.
    pub threads: usize,
}

/// Walks them all; `done` is told how many are through since it was told last.
pub fn run(population: &Population<'_>, done: &(dyn Fn(u64) + Sync)) -> Report {
    let bundles = population.before.iter().copied().chain([population.bundle]);
    let vocabulary = Vocabulary::of(bundles.map(Bundle::rules));
    let counted = Counted::new(population.bundle);
    let next = AtomicU64::new(0);
    let (tally, differences) = thread::scope(|scope| {
        let start = |_| scope.spawn(|| work(population, &vocabulary, &counted, &next, done));
        let workers: Vec<_> = (0..population.threads.max(1)).map(start).collect();
        let mut sum = (Tally::new(population.bundle), Differences::default());
        for worker in workers {
            if let Ok((tally, differences)) = worker.join() {
                sum.0.merge(tally);
                sum.1.merge(differences);
            }
        }
        sum
    });
    let differences = population.before.map(|_| differences);
    report::report(&counted, &tally, population.seed, vocabulary.names(), differences)
}

/// One thread: takes shoppers in the order of their numbers until none is left.
fn work(
    population: &Population<'_>,
    vocabulary: &Vocabulary,
    counted: &Counted<'_>,
    next: &AtomicU64,
    done: &(dyn Fn(u64) + Sync),
) -> (Tally, Differences) {
    let (mut tally, mut differences) = (Tally::new(population.bundle), Differences::default());
    let all = population.source.shoppers();
    loop {
        let first = next.fetch_add(TAKEN, Ordering::Relaxed);
        if first >= all {
            return (tally, differences);
        }
        let last = (first + TAKEN).min(all);
        for number in first..last {
            let shopper = history(number, population.source.events(number), vocabulary, population.seed);
            tally.add(counted, &shopper, population.seed);
            if let Some(before) = population.before {
                let mut shown = Shown::new();
                walk::walk(before, &shopper, population.seed, |moment| note(&moment, &mut shown));
                differences.add(shown, (before, population.bundle), &shopper, population.seed);
            }
        }
        done(last - first);
    }
}

//! Training: from event logs to the item-to-item model that the bundle carries.
//!
//! Log → [`histories`] (items by visitor) → [`count`] (pairs, fixed-point sums) → [`weigh`] (support, damping, order) →
//! [`bound`] (how many edges fit) → [`quantise`] (integers). All logarithms and powers of the model are taken here,
//! through crate `libm`, so that every machine trains the same bytes; threads, the order of visitors and the order of
//! files make no difference either.
//!
//! Design and measurements: directional item-to-item counts with distance decay, pairs of at least two distinct visitors,
//! divided by powers of popularity. **Absent on purpose:** a clock, randomness, a search for parameters, and logs larger
//! than memory.

mod arrange;
mod bound;
mod count;
mod error;
mod histories;
mod parameters;
mod quantise;
mod weigh;

use std::path::PathBuf;

use sillage_engine::{
    limits,
    model::{Model, ModelParts},
};

pub use self::{
    bound::{Bound, DEFAULT, budget, compressed_size},
    count::{Pair, pairs},
    error::TrainError,
    histories::{Collected, Histories, History},
    parameters::{Decay, Parameters, Power, Preset},
    weigh::{Edge, edges},
};
use crate::events::{self, Format, RowError};

/// Message and help for an event that belongs to nobody.
const WITHOUT_VISITOR: (&str, &str) =
    ("the event names no visitor", "add `user` to each row, or `user_pseudo_id` as GA4 exports it");

/// What to train on, and how.
#[derive(Debug, Clone)]
pub struct TrainArguments {
    /// The event logs; their order does not matter.
    pub logs: Vec<PathBuf>,
    /// The format of all logs; none: told from each file's name and beginning.
    pub format: Option<Format>,
    /// The numbers of the method, usually a [`Preset`]'s.
    pub parameters: Parameters,
    /// How large the model may become.
    pub bound: Bound,
    /// Threads to count with; changes the time it takes and nothing else.
    pub threads: usize,
    /// More unreadable rows than this end the training; up to then they are left out and reported.
    pub mistakes: usize,
}

impl TrainArguments {
    /// A preset on some logs, with the default budget.
    pub fn new(logs: Vec<PathBuf>, preset: Preset) -> TrainArguments {
        TrainArguments {
            logs,
            format: None,
            parameters: preset.parameters(),
            bound: DEFAULT,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            mistakes: 100,
        }
    }
}

/// How far training is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Reading the logs: bytes so far of all bytes.
    Reading {
        /// Bytes read.
        bytes: u64,
        /// Bytes of all logs.
        of: u64,
    },
    /// Counting pairs of so many visitors.
    Counting {
        /// Distinct visitors.
        visitors: usize,
    },
    /// Looking for the number of edges that fits.
    Fitting {
        /// Edges to choose from.
        edges: usize,
    },
}

/// A model and how it came about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trained {
    /// The model.
    pub parts: ModelParts,
    /// Its section, ready to be written to a file.
    pub bytes: Vec<u8>,
    /// Size of the section as it is downloaded (Brotli, quality 11).
    pub compressed: usize,
    /// Distinct visitors with at least one item.
    pub visitors: usize,
    /// Different pairs counted, each direction by itself.
    pub pairs: usize,
    /// Pairs with enough support.
    pub candidates: usize,
    /// Edges kept.
    pub edges: usize,
}

/// What [`run`] gives back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainReport {
    /// The model.
    pub trained: Trained,
    /// Events read, of every name.
    pub events: u64,
    /// Items of events that count, repeats included.
    pub steps: u64,
    /// Rows that could not be read and were left out.
    pub mistakes: Vec<RowError>,
}

/// Reads the logs and trains a model. `progress` is called often, from this thread.
pub fn run(
    arguments: &TrainArguments,
    progress: &mut dyn FnMut(Progress),
) -> Result<TrainReport, TrainError> {
    let mut report = TrainReport::default();
    let (collected, timed) = read(arguments, &mut report, progress)?;
    report.steps = collected.steps();
    let histories = collected.into_histories(arguments.parameters.steps, timed);
    progress(Progress::Counting { visitors: histories.visitors.len() });
    let counted = Counted::of(&histories, &arguments.parameters, arguments.threads);
    progress(Progress::Fitting { edges: counted.edges.len() });
    report.trained = counted.fit(&histories, &arguments.parameters, arguments.bound)?;
    Ok(report)
}

/// Trains a model on histories that are in memory already.
pub fn train(
    histories: &Histories,
    parameters: &Parameters,
    bound: Bound,
    threads: usize,
) -> Result<Trained, TrainError> {
    Counted::of(histories, parameters, threads).fit(histories, parameters, bound)
}

/// Steps of all logs, and whether their times mean anything.
fn read(
    arguments: &TrainArguments,
    report: &mut TrainReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Collected, bool), TrainError> {
    let mut collected = Collected::default();
    let mut timed = true;
    let sizes = arguments.logs.iter().map(|log| std::fs::metadata(log).map_or(0, |metadata| metadata.len()));
    let (mut before, of) = (0, sizes.sum());
    for log in &arguments.logs {
        let failed = |reason| TrainError::Read { file: log.display().to_string(), reason };
        let mut rows = events::open(log, arguments.format).map_err(failed)?;
        timed &= rows.format() != Format::Sequences;
        while let Some(row) = rows.next() {
            match row.map_err(failed)? {
                Ok(event) => note(&mut collected, &event, arguments, report, &rows)?,
                Err(mistake) => refuse(report, mistake, arguments.mistakes)?,
            }
            if report.events.is_multiple_of(1_024) {
                progress(Progress::Reading { bytes: before + rows.bytes(), of });
            }
        }
        before += rows.bytes();
    }
    Ok((collected, timed))
}

/// Takes in one event.
fn note(
    collected: &mut Collected,
    row: &events::LogEvent,
    arguments: &TrainArguments,
    report: &mut TrainReport,
    rows: &events::Rows,
) -> Result<(), TrainError> {
    report.events += 1;
    if row.visitor.is_empty() {
        return refuse(report, rows.mistake(WITHOUT_VISITOR.0, WITHOUT_VISITOR.1), arguments.mistakes);
    }
    if arguments.parameters.names.contains(&row.event.name.as_str()) {
        for item in &row.event.items {
            collected.step(&row.visitor, row.event.at, &item.id);
        }
    }
    // Checked while reading, so that a log of a million variants ends early instead of filling memory.
    if collected.items() > limits::ITEMS {
        Err(TrainError::TooManyItems { items: collected.items() })
    } else {
        Ok(())
    }
}

fn refuse(report: &mut TrainReport, mistake: RowError, most: usize) -> Result<(), TrainError> {
    if report.mistakes.len() < most {
        report.mistakes.push(mistake);
        return Ok(());
    }
    Err(TrainError::TooManyMistakes { mistakes: std::mem::take(&mut report.mistakes) })
}

/// Everything that does not depend on how large the model may become.
struct Counted {
    popularity: Vec<u32>,
    pairs: usize,
    edges: Vec<Edge>,
}

impl Counted {
    fn of(histories: &Histories, parameters: &Parameters, threads: usize) -> Counted {
        let popularity = histories.popularity();
        let pairs = pairs(histories, parameters, threads);
        let edges = edges(&pairs, &popularity, parameters);
        Counted { popularity, pairs: pairs.len(), edges }
    }

    fn fit(
        &self,
        histories: &Histories,
        parameters: &Parameters,
        bound: Bound,
    ) -> Result<Trained, TrainError> {
        match histories.items.len() {
            0 => return Err(TrainError::NoItems),
            items if items > limits::ITEMS => return Err(TrainError::TooManyItems { items }),
            _ => {}
        }
        let fitted = bound::fit(self.edges.len(), bound, |edges| {
            let kept = self.edges.get(..edges).unwrap_or(&self.edges);
            quantise::quantise(histories, &self.popularity, kept, parameters)
        })?;
        Model::read(&fitted.bytes).map_err(TrainError::Refused)?;
        Ok(Trained {
            parts: fitted.parts,
            bytes: fitted.bytes,
            compressed: fitted.compressed,
            visitors: histories.visitors.len(),
            pairs: self.pairs,
            candidates: self.edges.len(),
            edges: fitted.edges,
        })
    }
}

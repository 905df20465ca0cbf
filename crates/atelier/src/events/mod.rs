//! Event logs: what visitors did, read row by row from the forms that shops have them in.
//!
//! [`open`] tells the format from the name and the first line and gives an iterator that holds one row at a time. A row
//! that cannot be read is a [`RowError`] with file, line, sentence and help, and reading goes on behind it; the caller
//! decides how many are too many. Everything ends as the engine's own [`Event`], through `Event::from_facts`, so that a
//! log means here what the storefront would have made of the same calls.
//!
//! **Absent on purpose:** compressed files, Parquet, and following a log that grows.

pub(crate) mod csv;
mod ga4;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod row_error;
mod sequences;
pub(crate) mod time;

use std::{
    collections::VecDeque,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use sillage_engine::event::Event;

pub use self::row_error::RowError;
use self::{csv::CsvRows, lines::Lines, row_error::Refusal};

/// Rows that one log may refuse before [`visitor_events`] gives up.
pub const MISTAKES: usize = 100;

/// Bytes looked at to tell a format.
const PEEK: usize = 64 * 1024;

/// How a log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line: the shape of GA4's BigQuery export, or `{"user","name","at","items":[…]}`.
    JsonLines,
    /// A table with a header, separated by commas, semicolons or tabs; one item a row.
    Csv,
    /// One visitor a line: item ids between blanks, oldest first, without times.
    Sequences,
}

impl Format {
    /// The format of that name (`jsonl`, `csv`, `sequences`).
    pub fn named(name: &str) -> Option<Format> {
        match name {
            "jsonl" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            "sequences" => Some(Format::Sequences),
            _ => None,
        }
    }
}

/// One event and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEvent {
    /// The visitor's id in the log; empty where the row names none.
    pub visitor: String,
    /// What happened.
    pub event: Event,
}

/// The rows of a log, oldest line first. The outer error is the file's and ends the log; the inner one is the row's.
pub struct Rows {
    file: String,
    format: Format,
    source: Source,
    waiting: VecDeque<LogEvent>,
}

enum Source {
    Lines(Lines),
    Csv(Box<CsvRows>),
}

/// Opens a log; without a format it is told from the name's ending, else from the first line.
pub fn open(path: &Path, format: Option<Format>) -> std::io::Result<Rows> {
    let reader = BufReader::with_capacity(PEEK, File::open(path)?);
    Rows::new(&path.display().to_string(), Box::new(reader), format)
}

impl Rows {
    /// Reads from anything; `file` is the name that errors carry.
    pub fn new(file: &str, mut reader: Box<dyn BufRead>, format: Option<Format>) -> std::io::Result<Rows> {
        let beginning = reader.fill_buf()?;
        let format = format.unwrap_or_else(|| told(file, beginning));
        let source = match format {
            Format::Csv => Source::Csv(Box::new(CsvRows::new(csv::delimiter(beginning), reader))),
            Format::JsonLines | Format::Sequences => Source::Lines(Lines::new(reader)),
        };
        Ok(Rows { file: file.to_owned(), format, source, waiting: VecDeque::new() })
    }

    /// The format the log is read as.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many bytes were read so far.
    pub fn bytes(&self) -> u64 {
        match &self.source {
            Source::Lines(lines) => lines.bytes(),
            Source::Csv(rows) => rows.bytes(),
        }
    }

    /// An error of the row that was read last, for what a caller misses in it.
    pub fn mistake(&self, message: &str, help: &'static str) -> RowError {
        self.placed(Refusal::new(message, help))
    }

    fn placed(&self, refusal: Refusal) -> RowError {
        let line = match &self.source {
            Source::Lines(lines) => lines.line(),
            Source::Csv(rows) => rows.line(),
        };
        refusal.at(&self.file, line)
    }

    /// The next row of events; none at the end of the log.
    fn read(&mut self) -> std::io::Result<Option<Result<(), Refusal>>> {
        let read = match &mut self.source {
            Source::Csv(rows) => rows.read()?.map(|row| row.map(|event| self.waiting.push_back(event))),
            Source::Lines(lines) => match lines.read()? {
                None => None,
                Some(Err(refusal)) => Some(Err(refusal)),
                Some(Ok((_, line))) if self.format == Format::JsonLines => {
                    Some(json::event(line).map(|event| self.waiting.push_back(event)))
                }
                Some(Ok((number, line))) => {
                    let visitor = format!("{}:{number}", self.file);
                    Some(sequences::events(&visitor, line).map(|events| self.waiting.extend(events)))
                }
            },
        };
        Ok(read)
    }
}

impl Iterator for Rows {
    type Item = std::io::Result<Result<LogEvent, RowError>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(Ok(Ok(event)));
            }
            match self.read() {
                Err(reason) => return Some(Err(reason)),
                Ok(None) => return None,
                Ok(Some(Err(refusal))) => return Some(Ok(Err(self.placed(refusal)))),
                Ok(Some(Ok(()))) => {}
            }
        }
    }
}

/// The format by the name's ending, else by the first line.
fn told(file: &str, beginning: &[u8]) -> Format {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson" | "json") => Format::JsonLines,
        Some("csv" | "tsv") => Format::Csv,
        _ if beginning.trim_ascii_start().starts_with(b"{") => Format::JsonLines,
        _ if csv::has_header(beginning) => Format::Csv,
        _ => Format::Sequences,
    }
}

/// The events of one visitor, for looking at a decision.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VisitorEvents {
    /// Whose events these are; empty where the log names nobody.
    pub visitor: String,
    /// The events, oldest first; those of one instant in the order of their rows.
    pub events: Vec<Event>,
    /// How many other visitors the log has; their events were left out.
    pub others: usize,
    /// Rows that could not be read and were left out, at most [`MISTAKES`].
    pub mistakes: Vec<RowError>,
}

/// Reads one visitor's events from a log: of the visitor named, else of the first one in the log.
pub fn visitor_events(
    path: &Path,
    format: Option<Format>,
    visitor: Option<&str>,
) -> std::io::Result<VisitorEvents> {
    let mut found =
        VisitorEvents { visitor: visitor.unwrap_or_default().to_owned(), ..VisitorEvents::default() };
    let mut others = std::collections::HashSet::new();
    let mut chosen = visitor.is_some();
    for row in open(path, format)? {
        match row? {
            Ok(row) => {
                if !std::mem::replace(&mut chosen, true) {
                    found.visitor.clone_from(&row.visitor);
                }
                if row.visitor == found.visitor {
                    found.events.push(row.event);
                } else {
                    others.insert(row.visitor);
                }
            }
            Err(mistake) if found.mistakes.len() < MISTAKES => found.mistakes.push(mistake),
            Err(mistake) => {
                return Err(std::io::Error::other(format!("too many unreadable rows; {mistake}")));
            }
        }
    }
    found.events.sort_by_key(|event| event.at);
    found.others = others.len();
    Ok(found)
}

#[cfg(test)]
mod tests;

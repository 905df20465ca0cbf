//! Reading logs row by row, in the order of files and lines; nothing is kept but the mistakes.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read as _, Seek as _},
    path::{Path, PathBuf},
};

use super::{
    row::{self, Row},
    table::Table,
};
use crate::{
    events::{MISTAKES, RowError, csv::delimiter, lines::Lines, row_error::Refusal},
    failure::Failure,
};

/// Bytes read at once, and looked at to tell the format.
const PEEK: usize = 64 * 1024;

/// Why reading ended early.
#[derive(Debug)]
pub enum ReadError {
    /// A file that refuses.
    Failure(Failure),
    /// More rows that cannot be read than are believed to be accidents.
    TooManyMistakes(Vec<RowError>),
}

/// What was read.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Reading {
    /// Rows that could be read.
    pub rows: u64,
    /// Rows that could not, and were left out; at most [`MISTAKES`].
    pub mistakes: Vec<RowError>,
}

enum Rows {
    Lines(Lines),
    Table(Box<Table>),
}

/// Hands every row of every file on; `bytes` is told now and then how many bytes were read.
pub fn rows(
    paths: &[PathBuf],
    bytes: &mut dyn FnMut(u64),
    take: &mut dyn FnMut(Row),
) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut before = 0;
    for path in paths {
        let failed = |error: &std::io::Error| ReadError::Failure(Failure::file("read", path, error));
        let mut rows = open(path).map_err(|error| failed(&error))?;
        while let Some(row) = rows.next().map_err(|error| failed(&error))? {
            match row {
                Ok(row) => {
                    reading.rows += 1;
                    take(row);
                }
                Err(refusal) => {
                    reading.mistakes.push(refusal.at(&path.display().to_string(), rows.line()));
                    if reading.mistakes.len() > MISTAKES {
                        return Err(ReadError::TooManyMistakes(reading.mistakes));
                    }
                }
            }
            if reading.rows.is_multiple_of(4_096) {
                bytes(before + rows.bytes());
            }
        }
        before += rows.bytes();
    }
    bytes(before);
    Ok(reading)
}

/// Opens a file. A table is told by its ending, or by a first line that is no JSON.
fn open(path: &Path) -> std::io::Result<Rows> {
    let mut file = File::open(path)?;
    let mut beginning = Vec::new();
    file.by_ref().take(PEEK as u64).read_to_end(&mut beginning)?;
    file.rewind()?;
    let reader: Box<dyn BufRead> = Box::new(BufReader::with_capacity(PEEK, file));
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let plain = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&beginning).trim_ascii_start();
    let is_table = match ending.as_str() {
        "csv" | "tsv" => true,
        "jsonl" | "ndjson" | "json" => false,
        _ => !plain.is_empty() && !plain.starts_with(b"{"),
    };
    Ok(if is_table {
        Rows::Table(Box::new(Table::new(delimiter(&beginning), reader)))
    } else {
        Rows::Lines(Lines::new(reader))
    })
}

impl Rows {
    fn next(&mut self) -> std::io::Result<Option<Result<Row, Refusal>>> {
        match self {
            Rows::Table(table) => table.read(),
            Rows::Lines(lines) => {
                Ok(lines.read()?.map(|line| line.and_then(|(_, line)| row::from_json(line))))
            }
        }
    }

    fn line(&self) -> u64 {
        match self {
            // A header that was refused has given its line away.
            Rows::Table(table) => table.line().max(1),
            Rows::Lines(lines) => lines.line(),
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Rows::Lines(lines) => lines.bytes(),
            Rows::Table(table) => table.bytes(),
        }
    }
}

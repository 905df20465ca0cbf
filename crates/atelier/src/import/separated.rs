//! Comma- and tab-separated files with a header line, read row by row.
//!
//! The first line names the columns; a byte order mark before it is dropped. A row with more or fewer values than the
//! header is a mistake of that row alone.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use super::row::{Entries, Entry, Mistake, Row};

/// The rows of a separated file.
pub fn entries<'a>(reader: impl Read + 'a, separator: u8) -> Result<Entries<'a>, Mistake> {
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(reader);
    let columns = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let columns: StringRecord = columns.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
    if columns.iter().all(|name| name.trim().is_empty()) {
        return Err(Mistake::at(
            1,
            None,
            "the file has no header line",
            "name the columns in its first line",
        ));
    }
    Ok(Box::new(reader.into_records().map(move |record| match record {
        Ok(record) => row(&columns, &record).bounded(),
        Err(error) => Entry::Mistake(unreadable(&error)),
    })))
}

fn row(columns: &StringRecord, record: &StringRecord) -> Row {
    let line = record.position().map_or(0, csv::Position::line);
    let mut row = Row { line, cells: Vec::new() };
    for (name, value) in columns.iter().zip(record) {
        row.push(name, value);
    }
    row
}

fn unreadable(error: &csv::Error) -> Mistake {
    let line = error.position().map_or(1, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let message = format!("the row has {len} values, the header names {expected_len}");
            Mistake::at(line, None, message, "quote values that hold a separator, a quote or a line break")
        }
        csv::ErrorKind::Utf8 { .. } => {
            Mistake::at(line, None, "the row is not UTF-8", "save the file with the encoding UTF-8")
        }
        _ => Mistake::at(line, None, "the row cannot be read", "look at the file and the disk it is on"),
    }
}

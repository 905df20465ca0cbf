//! Rows of a table with a header, such as BigQuery's own CSV export of a flattened query: one event or one item a row.

use std::io::{BufRead, Error};

use csv::{Reader, ReaderBuilder, StringRecord};
use sillage_engine::event::micros;

use super::row::{Row, exposures, joined};
use crate::events::{
    csv::{broken, column_name, is_text_error},
    row_error::{Refusal, excerpt},
    time,
};

const USER: &[&str] = &["user_pseudo_id", "user", "user_id", "visitor", "client_id"];
const NAME: &[&str] = &["event_name", "event", "name"];
const TIME: &[&str] = &["event_timestamp", "at", "time", "event_time", "timestamp"];
const SESSION: &[&str] = &["ga_session_id", "session", "session_id"];
const VALUE: &[&str] = &["value", "purchase_revenue", "revenue"];
const HEADER: &str = "begin with a header such as `user_pseudo_id,event_name,event_timestamp,promotion_id,promotion_name,value`";

/// Reads such a table.
pub(super) struct Table {
    reader: Reader<Box<dyn BufRead>>,
    columns: Option<Columns>,
    record: StringRecord,
    line: u64,
}

/// The header, by lower-case names.
struct Columns(Vec<String>);

impl Table {
    pub(super) fn new(delimiter: u8, reader: Box<dyn BufRead>) -> Table {
        let reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
        Table { reader, columns: None, record: StringRecord::new(), line: 1 }
    }

    /// The line of the row read last.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn bytes(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next row; none at the end. A header that lacks what every row needs is the only row there is.
    pub(super) fn read(&mut self) -> Result<Option<Result<Row, Refusal>>, Error> {
        let columns = match &mut self.columns {
            Some(columns) => columns,
            unread => match self.reader.headers() {
                Ok(header) => unread.insert(Columns(header.iter().map(column_name).collect())),
                Err(error) if is_text_error(&error) => return Ok(Some(Err(not_utf8("header")))),
                Err(error) => return Err(broken(error)),
            },
        };
        if let Some(missing) = columns.missing() {
            let is_first = std::mem::take(&mut self.line) == 1;
            let refusal = Refusal::new(format!("the header names no column of {missing}"), HEADER);
            // Said once; what follows cannot be read.
            return Ok(is_first.then_some(Err(refusal)));
        }
        let more = self.reader.read_record(&mut self.record);
        self.line = self.record.position().map_or(self.line, |position| position.line());
        match more {
            Ok(false) => Ok(None),
            Ok(true) => Ok(Some(columns.row(&self.record))),
            Err(error) if is_text_error(&error) => {
                self.line = error.position().map_or(self.line, |position| position.line());
                Ok(Some(Err(not_utf8("row"))))
            }
            Err(error) => Err(broken(error)),
        }
    }
}

fn not_utf8(what: &str) -> Refusal {
    Refusal::new(format!("the {what} is not UTF-8"), "save the log as UTF-8")
}

impl Columns {
    fn missing(&self) -> Option<&'static str> {
        let named = |names: &[&str]| names.iter().any(|name| self.0.iter().any(|column| column == name));
        [(USER, "users"), (NAME, "event names"), (TIME, "times")]
            .into_iter()
            .find(|(names, _)| !named(names))
            .map(|(_, what)| what)
    }

    fn row(&self, record: &StringRecord) -> Result<Row, Refusal> {
        let one = |name: &str| {
            let place = self.0.iter().position(|column| column == name);
            let text = place.and_then(|place| record.get(place)).unwrap_or_default().trim();
            if text == "(not set)" { "" } else { text }
        };
        let any = |names: &[&str]| {
            names.iter().map(|name| one(name)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let name = any(NAME).to_owned();
        if name.is_empty() {
            return Err(Refusal::new("the row names no event", HEADER));
        }
        let written = any(TIME);
        let at = written.parse::<f64>().ok().and_then(time::guessed).or_else(|| time::written(written));
        let at = at.ok_or_else(|| {
            let help = "write seconds, milliseconds or microseconds since 1970, or an instant such as `2026-01-02T03:04:05Z`";
            Refusal::new(format!("`{}` is not a time", excerpt(written)), help)
        })?;
        let value = any(VALUE).parse::<f64>().ok().filter(|value| value.is_finite());
        Ok(Row {
            user: any(USER).to_owned(),
            at,
            session: any(SESSION).to_owned(),
            exposures: exposures(&name, |key| one(key).to_owned(), None),
            value: value.map(micros),
            currency: one("currency").to_owned(),
            transaction: one("transaction_id").to_owned(),
            source: joined(one("source").to_owned(), one("medium").to_owned()),
            name,
        })
    }
}

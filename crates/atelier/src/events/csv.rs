//! Tables with a header: one item a row, columns found by their names in any order.
//!
//! The names and event kinds of the usual public logs are understood (GA4, REES46, Retailrocket, session-rec). Rows that
//! follow each other with the same visitor, event, time and transaction are one event with several items, as one
//! purchase is.

use std::io::{BufRead, Error, Result as IoResult};

use sillage_engine::{event::Event, limits, rules::Facts, value::Value};

use super::{
    LogEvent,
    row_error::{Refusal, excerpt},
    time,
};

const VISITOR: &[&str] = &[
    "user",
    "user_pseudo_id",
    "user_id",
    "visitor",
    "visitor_id",
    "visitorid",
    "client_id",
    "session_id",
    "sessionid",
];
const EVENT: &[&str] = &["event", "event_name", "event_type", "name"];
const TIME: &[&str] = &["time", "event_time", "event_timestamp", "timestamp", "at"];
const ITEM: &[&str] = &["item_id", "item", "itemid", "product_id", "productid", "sku"];
const CATEGORY: &[&str] = &["item_category", "category", "category_code"];
const BRAND: &[&str] = &["item_brand", "brand"];
const PRICE: &[&str] = &["price"];
const QUANTITY: &[&str] = &["quantity"];
const VALUE: &[&str] = &["value", "revenue"];
const TRANSACTION: &[&str] = &["transaction_id", "transactionid"];

const UTF_8: &str = "save the log as UTF-8";
const HEADER: &str = "begin with a header such as `user,event,time,item_id`";

/// Reads rows and gathers them to events.
pub(super) struct CsvRows {
    reader: ::csv::Reader<Box<dyn BufRead>>,
    columns: Option<Columns>,
    record: ::csv::StringRecord,
    /// The event that rows are being added to, with the line it began at.
    gathering: Option<(u64, Gathered)>,
    line: u64,
    ended: bool,
}

#[derive(PartialEq)]
struct Gathered {
    visitor: String,
    name: String,
    at: i64,
    transaction: String,
    facts: Facts,
    items: usize,
}

/// Where each column is.
struct Columns {
    visitor: Option<usize>,
    event: Option<usize>,
    time: usize,
    item: Option<usize>,
    category: Option<usize>,
    brand: Option<usize>,
    price: Option<usize>,
    quantity: Option<usize>,
    value: Option<usize>,
    transaction: Option<usize>,
}

impl CsvRows {
    pub(super) fn new(delimiter: u8, reader: Box<dyn BufRead>) -> CsvRows {
        let reader = ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
        let record = ::csv::StringRecord::new();
        CsvRows { reader, columns: None, record, gathering: None, line: 1, ended: false }
    }

    /// The line where the event or mistake returned last begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn bytes(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next event; none at the end. A header without a time ends the table at once.
    pub(super) fn read(&mut self) -> IoResult<Option<Result<LogEvent, Refusal>>> {
        if self.columns.is_none() && !self.ended {
            let columns = match self.reader.headers() {
                Ok(header) => Columns::of(header),
                Err(error) if is_text_error(&error) => Err(Refusal::new("the header is not UTF-8", UTF_8)),
                Err(error) => return Err(broken(error)),
            };
            match columns {
                Ok(columns) => self.columns = Some(columns),
                Err(refusal) => {
                    self.ended = true;
                    return Ok(Some(Err(refusal)));
                }
            }
        }
        while !self.ended {
            match self.row()? {
                None => self.ended = true,
                Some((line, Err(refusal))) => {
                    self.line = line;
                    return Ok(Some(Err(refusal)));
                }
                Some((line, Ok(row))) => {
                    if let Some(event) = self.gather(line, row) {
                        return Ok(Some(Ok(event)));
                    }
                }
            }
        }
        Ok(self.release().map(Ok))
    }

    /// The next row; none at the end.
    fn row(&mut self) -> IoResult<Option<(u64, Result<Gathered, Refusal>)>> {
        let more = self.reader.read_record(&mut self.record);
        let line = self.record.position().map_or(self.line, |position| position.line());
        match more {
            Ok(false) => Ok(None),
            Ok(true) => Ok(self.columns.as_ref().map(|columns| (line, columns.row(&self.record)))),
            Err(error) if is_text_error(&error) => {
                let line = error.position().map_or(line, |position| position.line());
                Ok(Some((line, Err(Refusal::new("the row is not UTF-8", UTF_8)))))
            }
            Err(error) => Err(broken(error)),
        }
    }

    /// Adds a row to the event being gathered, or gives that event out and begins the next one.
    fn gather(&mut self, line: u64, row: Gathered) -> Option<LogEvent> {
        match &mut self.gathering {
            Some((_, event)) if event.takes(&row) => {
                event.add(row);
                None
            }
            _ => {
                let before = self.release();
                self.gathering = Some((line, row));
                before
            }
        }
    }

    fn release(&mut self) -> Option<LogEvent> {
        let (line, event) = self.gathering.take()?;
        self.line = line;
        Some(event.into_event())
    }
}

impl Gathered {
    fn takes(&self, row: &Gathered) -> bool {
        self.items < limits::EVENT_ITEMS
            && (&self.visitor, &self.name, self.at, &self.transaction)
                == (&row.visitor, &row.name, row.at, &row.transaction)
    }

    fn add(&mut self, row: Gathered) {
        let index = self.items;
        let numbered = |path: String| match path.strip_prefix("items.0.") {
            Some(field) => format!("items.{index}.{field}"),
            None => path,
        };
        self.facts.extend(row.facts.into_iter().map(|(path, value)| (numbered(path), value)));
        self.items += 1;
    }

    fn into_event(mut self) -> LogEvent {
        if !self.transaction.is_empty() {
            self.facts.push(("transaction_id".to_owned(), Value::text(&self.transaction)));
        }
        LogEvent { visitor: self.visitor, event: Event::from_facts(&self.name, self.at, &self.facts) }
    }
}

impl Columns {
    fn of(header: &::csv::StringRecord) -> Result<Columns, Refusal> {
        let column = |names: &[&str]| {
            let named = |name: &&str| header.iter().position(|column| column_name(column) == *name);
            names.iter().find_map(named)
        };
        let Some(time) = column(TIME) else {
            return Err(Refusal::new("the header names no column of times", HEADER));
        };
        Ok(Columns {
            visitor: column(VISITOR),
            event: column(EVENT),
            time,
            item: column(ITEM),
            category: column(CATEGORY),
            brand: column(BRAND),
            price: column(PRICE),
            quantity: column(QUANTITY),
            value: column(VALUE),
            transaction: column(TRANSACTION),
        })
    }

    fn row(&self, record: &::csv::StringRecord) -> Result<Gathered, Refusal> {
        let text = |column: Option<usize>| column.and_then(|column| record.get(column)).map_or("", str::trim);
        let id = text(self.item);
        if id.len() > limits::TEXT_BYTES {
            let message =
                format!("the item id `{}` is longer than {} bytes", excerpt(id), limits::TEXT_BYTES);
            return Err(Refusal::new(message, "look for a quote that is not closed"));
        }
        let mut facts = Facts::new();
        for (path, column) in
            [("item_id", self.item), ("item_category", self.category), ("item_brand", self.brand)]
        {
            if !text(column).is_empty() {
                facts.push((format!("items.0.{path}"), Value::text(text(column))));
            }
        }
        let number = |column| text(column).parse::<f64>().ok().filter(|number| number.is_finite());
        for (path, column) in
            [("items.0.price", self.price), ("items.0.quantity", self.quantity), ("value", self.value)]
        {
            facts.extend(number(column).map(|number| (path.to_owned(), Value::number(number))));
        }
        Ok(Gathered {
            visitor: text(self.visitor).to_owned(),
            name: event_name(text(self.event)).to_owned(),
            at: at(text(Some(self.time)))?,
            transaction: text(self.transaction).to_owned(),
            facts,
            items: 1,
        })
    }
}

fn at(text: &str) -> Result<i64, Refusal> {
    let read = text.parse::<f64>().ok().and_then(time::guessed).or_else(|| time::written(text));
    read.ok_or_else(|| {
        let help = "write seconds, milliseconds or microseconds since 1970, or an instant such as `2026-01-02T03:04:05Z`";
        Refusal::new(format!("`{}` is not a time", excerpt(text)), help)
    })
}

/// GA4's name for what public logs call otherwise. A table without a column of events is one of views.
fn event_name(name: &str) -> &str {
    match name {
        "" | "view" | "click" => "view_item",
        "cart" | "addtocart" => "add_to_cart",
        "transaction" | "buy" => "purchase",
        name => name,
    }
}

/// `SessionId`, ` session_id` and a byte order mark before it are one name.
pub(crate) fn column_name(column: &str) -> String {
    column.trim_start_matches('\u{feff}').trim().to_ascii_lowercase()
}

/// The separator that the header has most of; a comma where it has none.
pub(crate) fn delimiter(beginning: &[u8]) -> u8 {
    let header = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let many = |separator: u8| header.iter().filter(|byte| **byte == separator).count();
    let mut best = b',';
    for separator in [b';', b'\t'] {
        if many(separator) > many(best) {
            best = separator;
        }
    }
    best
}

/// Whether the first line is a header with a column of items or times.
pub(super) fn has_header(beginning: &[u8]) -> bool {
    let header = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = String::from_utf8_lossy(header);
    let known = |column: &str| ITEM.contains(&column) || TIME.contains(&column);
    header.split(char::from(delimiter(beginning))).map(column_name).filter(|column| known(column)).count() > 1
}

pub(crate) fn is_text_error(error: &::csv::Error) -> bool {
    matches!(error.kind(), ::csv::ErrorKind::Utf8 { .. })
}

pub(crate) fn broken(error: ::csv::Error) -> Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(reason) => reason,
        other => Error::new(std::io::ErrorKind::InvalidData, format!("{other:?}")),
    }
}

//! The plainest log: one visitor a line, item ids between blanks, oldest first.
//!
//! There are no times; events get their place in the line as milliseconds, which orders them and means nothing else.

use sillage_engine::{
    event::{Event, EventItem},
    limits,
};

use super::{
    LogEvent,
    row_error::{Refusal, excerpt},
};

/// The events of a line, each a `view_item` of one item.
pub(super) fn events(visitor: &str, line: &str) -> Result<Vec<LogEvent>, Refusal> {
    line.split_ascii_whitespace()
        .zip(0i64..)
        .map(|(id, at)| {
            if id.len() > limits::TEXT_BYTES {
                let message =
                    format!("the item id `{}` is longer than {} bytes", excerpt(id), limits::TEXT_BYTES);
                return Err(Refusal::new(message, "separate ids by blanks"));
            }
            let item = EventItem { id: id.to_owned(), quantity: 1, ..EventItem::default() };
            let event = Event { items: vec![item], ..Event::new("view_item", at) };
            Ok(LogEvent { visitor: visitor.to_owned(), event })
        })
        .collect()
}

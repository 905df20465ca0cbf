//! Importing catalogues: feeds of several formats to one `catalogue.jsonl`, row by row.
//!
//! Reader ([`merchant_xml`], [`separated`], [`shopify`], [`json_lines`]) → [`row::Row`] → [`mapping`] → [`item::Item`].
//! A bad row never stops the good ones. Deliberately absent: guessing. What can be read in two ways is refused.

pub mod address;
pub mod format;
pub mod item;
pub mod json_lines;
pub mod line_counter;
pub mod mapping;
pub mod merchant_xml;
pub mod price;
pub mod row;
pub mod separated;
pub mod shopify;

use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
};

use sillage_engine::limits;

use format::Format;
use item::{Item, Reading};
use row::{Entries, Entry, Mistake};

/// What an import did.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Summary {
    /// Products the feed held, refused ones included.
    pub products: usize,
    /// Items written.
    pub written: usize,
    /// Drafts, archived and unpublished products.
    pub left_out: usize,
    /// Products refused.
    pub refused: usize,
}

/// Opens a feed.
pub fn entries<'a>(
    reader: impl BufRead + 'a,
    format: Format,
    reading: &Reading,
) -> Result<Entries<'a>, Mistake> {
    Ok(match format {
        Format::MerchantXml => merchant_xml::entries(reader),
        Format::MerchantTsv => separated::entries(reader, b'\t')?,
        Format::ShopifyCsv => shopify::entries(separated::entries(reader, b',')?, reading.decimal),
        Format::JsonLines => json_lines::entries(reader),
        Format::Csv => separated::entries(reader, b',')?,
    })
}

/// Writes every good row as a line of JSON and hands every mistake to `report`.
pub fn catalogue(
    entries: Entries<'_>,
    mut reading: Reading,
    out: &mut impl Write,
    report: &mut dyn FnMut(Mistake),
) -> std::io::Result<Summary> {
    let mut summary = Summary::default();
    let mut lines = BTreeMap::new();
    for entry in entries {
        summary.products += 1;
        match item_of(entry, &mut reading, &mut lines) {
            Ok(Some(_)) if summary.written == limits::ITEMS => {
                summary.refused += 1;
                report(too_many(&lines));
                break;
            }
            Ok(Some(item)) => {
                serde_json::to_writer(&mut *out, &item)?;
                out.write_all(b"\n")?;
                summary.written += 1;
            }
            Ok(None) => summary.left_out += 1,
            Err(mistakes) => {
                summary.refused += 1;
                mistakes.into_iter().for_each(&mut *report);
            }
        }
    }
    Ok(summary)
}

/// The item of an entry, none where it is left out; its id must be new.
fn item_of(
    entry: Entry,
    reading: &mut Reading,
    lines: &mut BTreeMap<String, u64>,
) -> Result<Option<Item>, Vec<Mistake>> {
    let row = match entry {
        Entry::Row(row) => row,
        Entry::LeftOut => return Ok(None),
        Entry::Mistake(mistake) => return Err(vec![mistake]),
    };
    let item = reading.item(&row)?;
    if let Some(line) = lines.get(&item.id) {
        let message = format!("id `{}` was used before, in line {line}", item.id);
        return Err(vec![Mistake::at(row.line, None, message, "give every product an id of its own")]);
    }
    lines.insert(item.id.clone(), row.line);
    Ok(Some(item))
}

fn too_many(lines: &BTreeMap<String, u64>) -> Mistake {
    let line = lines.values().max().copied().unwrap_or_default();
    let message = format!("the feed has more than {} products; what follows was not read", limits::ITEMS);
    Mistake::at(line, None, message, "import a part of the feed, for instance what is in stock")
}

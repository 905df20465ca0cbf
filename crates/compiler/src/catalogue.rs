//! `catalogue.jsonl`: the products, one JSON object a line.
//!
//! Lines without a mistake take the fast way through `serde_json`. A line with a mistake is read again with places, so
//! that each of its mistakes is reported where it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use sillage_engine::{
    catalogue::{Card, Shard},
    event::micros,
    limits,
};

use crate::{
    accept::{accept, clip, has_form},
    codes,
    diagnostic::Report,
    forms,
    shape::{FileShape, Shape, optional, required},
    yaml::{self, Span},
};

/// Mistakes listed of one catalogue; the rest is counted.
pub(crate) const LISTED: usize = 100;
/// Items of the shard that every page can load.
pub(crate) const TOP: usize = 240;
/// Key of that shard.
pub(crate) const TOP_KEY: &str = "top";

const MOST: f64 = 1e9;
const AVAILABILITY: &[&str] = &["in_stock", "out_of_stock", "preorder", "backorder"];

/// The shape of one line of the catalogue.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "catalogue",
    doc: "One line of the catalogue: one product.",
    shape: Shape::Record(&[
        required("id", "The shop's id, as in GA4's `item_id`.", "\"P1\"", Shape::Text(&forms::WORDS)),
        required("name", "Its name.", "\"Night cream\"", Shape::Text(&forms::WORDS)),
        optional("brand", "Its brand.", "\"Maison\"", Shape::Text(&forms::ANY)),
        optional(
            "category",
            "Its category, as in GA4's `item_category`.",
            "\"serum\"",
            Shape::Text(&forms::ANY),
        ),
        optional(
            "price",
            "Price of one piece.",
            "49.9",
            Shape::Number { least: 0.0, most: MOST, whole: false },
        ),
        optional("url", "Address of its page.", "\"/products/x.html\"", Shape::Text(&forms::ADDRESS)),
        optional("image", "Address of its picture.", "\"/pictures/x.svg\"", Shape::Text(&forms::ADDRESS)),
        optional(
            "availability",
            "Whether it can be had; in_stock if not given.",
            "\"in_stock\"",
            Shape::Choice(AVAILABILITY),
        ),
        optional(
            "tags",
            "Claims such as `vegan`.",
            "[\"vegan\"]",
            Shape::List { of: &forms::TEXT, least: 0 },
        ),
        optional(
            "popularity",
            "Greater is more popular.",
            "12",
            Shape::Number { least: -1e15, most: 1e15, whole: false },
        ),
    ]),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    brand: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    price: f64,
    url: Option<String>,
    image: Option<String>,
    availability: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    popularity: f64,
}

/// One line and where it starts.
struct Line<'a> {
    text: &'a str,
    number: u32,
    start: usize,
}

/// The products, most popular first; of equally popular ones the earlier line.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    pub(crate) cards: Vec<Card>,
}

/// Reads the whole catalogue, and reports at most [`LISTED`] mistakes.
pub(crate) fn read(text: &str, file: u16, report: &mut Report) -> Catalogue {
    let mut rows: Vec<(f64, Card)> = Vec::new();
    let mut ids = BTreeMap::new();
    let before = report.len();
    let mut unlisted = 0;
    for line in lines(text) {
        let listing = report.len() - before < LISTED;
        match read_row(&line, file, listing, report) {
            Some(row) => match ids.insert(row.id.clone(), line.number) {
                None => rows.push(card(row)),
                Some(first) if listing => repeated(&row.id, first, line.span(file), report),
                Some(_) => unlisted += 1,
            },
            None if listing => {}
            None => unlisted += 1,
        }
    }
    if unlisted > 0 {
        let line = u32::try_from(text.lines().count() + 1).unwrap_or(u32::MAX);
        let place = Span { file, start: text.len(), end: text.len(), line, column: 1 };
        let message = format!("and {unlisted} more lines have mistakes");
        report.add(codes::MORE_ROWS, place, message, "correct the ones listed and check again");
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    Catalogue { cards: rows.into_iter().map(|(_, card)| card).collect() }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').zip(1..).map(move |(text, number)| {
        let line = Line { text: text.trim_end(), number, start };
        start += text.len();
        line
    });
    lines.filter(|line| !line.text.trim().is_empty())
}

impl Line<'_> {
    fn span(&self, file: u16) -> Span {
        Span { file, start: self.start, end: self.start + self.text.len(), line: self.number, column: 1 }
    }
}

fn repeated(id: &str, first: u32, span: Span, report: &mut Report) {
    let message = format!("the id `{}` stands in line {first} already", clip(id));
    report.add(codes::REPEATED_ITEM, span, message, "keep one of the two lines");
}

fn read_row(line: &Line, file: u16, listing: bool, report: &mut Report) -> Option<Row> {
    let read = serde_json::from_str::<Row>(line.text);
    match read {
        Ok(row) if is_well_formed(&row) => return Some(row),
        _ if !listing => return None,
        _ => {}
    }
    if reports_places(line, file, report) {
        return None;
    }
    match read {
        Ok(row) => Some(row),
        Err(error) => {
            not_json(line, file, &error, report);
            None
        }
    }
}

/// The JSON reader's own words, without its place in the line and without names of this program.
fn not_json(line: &Line, file: u16, error: &serde_json::Error, report: &mut Report) {
    let column = u32::try_from(error.column()).unwrap_or(1).max(1);
    let span = Span { column, ..line.span(file) };
    let help = "write one object a line, as in `{\"id\": \"P1\", \"name\": \"Night cream\"}`";
    if !line.text.starts_with('{') {
        return report.add(codes::CATALOGUE_ROW, line.span(file), "this line is not a JSON object", help);
    }
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    report.add(codes::CATALOGUE_ROW, span, format!("this line is not JSON: {words}"), help);
}

fn is_well_formed(row: &Row) -> bool {
    let is_address =
        |address: &Option<String>| address.as_ref().is_none_or(|text| has_form(&forms::ADDRESS, text));

    let distinct: BTreeSet<&String> = row.tags.iter().collect();
    has_form(&forms::WORDS, &row.id)
        && has_form(&forms::WORDS, &row.name)
        && is_address(&row.url)
        && is_address(&row.image)
        && row.availability.as_deref().is_none_or(|word| AVAILABILITY.contains(&word))
        && row.tags.iter().all(|tag| has_form(&forms::WORDS, tag))
        && distinct.len() == row.tags.len()
        && has_form(&forms::ANY, &row.brand)
        && has_form(&forms::ANY, &row.category)
        && (0.0..=MOST).contains(&row.price)
        && row.popularity.abs() <= 1e15
}

/// Reads a faulty line again, with places, and reports each of its mistakes; false where there was none to find.
fn reports_places(line: &Line, file: u16, report: &mut Report) -> bool {
    if !line.text.starts_with('{') {
        return false;
    }
    let mut found = Report::default();
    let path = report.path(file).to_owned();
    let number = found.file(&path);
    if let Some(node) = yaml::parse(line.text, number, &mut found) {
        accept(&SHAPE.shape, "item", &node, &mut found);
    } else {
        // A line that is not even YAML is told by the JSON reader, in its words.
        return false;
    }
    let any = !found.is_empty();
    for diagnostic in found.into_diagnostics() {
        report.append(diagnostic, line.number - 1, line.start);
    }
    any
}

fn card(row: Row) -> (f64, Card) {
    let mut tags = row.tags;
    tags.sort();
    let card = Card {
        id: row.id,
        name: row.name,
        brand: row.brand,
        category: row.category,
        price: micros(row.price),
        url: row.url.unwrap_or_default(),
        image: row.image.unwrap_or_default(),
        available: row.availability.as_deref() != Some("out_of_stock"),
        tags,
    };
    (row.popularity, card)
}

impl Catalogue {
    /// The shards by key: the most popular items, and, where there are more, one shard a category. Items of a category
    /// that is itself called `top` join the first.
    pub(crate) fn into_shards(self) -> Vec<(String, Shard)> {
        let mut shards: BTreeMap<String, Shard> = BTreeMap::new();
        let top: Vec<Card> = self.cards.iter().take(TOP).cloned().collect();
        let more = self.cards.len() > TOP;
        for (at, card) in self.cards.into_iter().enumerate().filter(|_| more) {
            if card.category != TOP_KEY {
                shards.entry(card.category.clone()).or_default().cards.push(card);
            } else if at >= TOP {
                shards.entry(TOP_KEY.to_owned()).or_default().cards.push(card);
            }
        }
        let first = shards.entry(TOP_KEY.to_owned()).or_default();
        first.cards.splice(0..0, top);
        if first.cards.is_empty() {
            return Vec::new();
        }
        shards.into_iter().collect()
    }

    /// Whether there are more items than a bundle may hold.
    pub(crate) fn is_over_limit(&self) -> bool {
        self.cards.len() > limits::ITEMS
    }
}

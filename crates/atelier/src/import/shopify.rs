//! Shopify's product CSV: the rows of one handle are one product and its variants, the first of them carrying its title.
//!
//! Source: Shopify's help page "Using CSV files to import and export products", with the column names of both its
//! editions (`Variant Price`, since 2024 `Price`, …). The rows of a handle stand together, as Shopify exports them.
//! A product is available if one variant is; its price is the lowest. Drafts, archived and unpublished products are
//! left out. Variants are not items of their own: the page that a card leads to is the product's.

use super::{
    price::{self, Decimal},
    row::{Cell, Entries, Entry, Mistake, Row},
};

const HANDLE: [&str; 2] = ["Handle", "URL handle"];
/// Names of a variant's price, by edition.
pub const PRICE: [&str; 2] = ["Variant Price", "Price"];
const STOCK: [&str; 2] = ["Variant Inventory Qty", "Inventory quantity"];
const TRACKER: [&str; 2] = ["Variant Inventory Tracker", "Inventory tracker"];
const OVERSELL: [&str; 2] = ["Variant Inventory Policy", "Continue selling when out of stock"];
const PUBLISHED: [&str; 2] = ["Published", "Published on online store"];

/// Whether a header line is of this format.
pub fn is_header(columns: &[&str]) -> bool {
    let has = |names: &[&str]| columns.iter().any(|column| names.contains(column));
    has(&HANDLE) && has(&PRICE)
}

/// Joins the rows of each handle.
pub fn entries<'a>(rows: Entries<'a>, decimal: Decimal) -> Entries<'a> {
    let mut rows = rows.peekable();
    Box::new(std::iter::from_fn(move || {
        let first = match rows.next()? {
            Entry::Row(row) => row,
            other => return Some(other),
        };
        let Some(handle) = first.first(&HANDLE).map(|cell| cell.value.clone()) else {
            return Some(Entry::Mistake(without_handle(first.line)));
        };
        let mut variants = vec![first];
        while let Some(Entry::Row(row)) = rows.next_if(|entry| belongs(entry, &handle)) {
            variants.push(row);
        }
        Some(product(&variants, decimal))
    }))
}

fn belongs(entry: &Entry, handle: &str) -> bool {
    matches!(entry, Entry::Row(row) if row.first(&HANDLE).is_some_and(|cell| cell.value == handle))
}

fn product(variants: &[Row], decimal: Decimal) -> Entry {
    let mut joined = Row { line: variants.first().map_or(0, |row| row.line), cells: Vec::new() };
    for cell in variants.iter().flat_map(|row| &row.cells) {
        if !joined.cells.contains(cell) {
            joined.cells.push(cell.clone());
        }
    }
    if is_left_out(&joined) {
        return Entry::LeftOut;
    }
    match lowest(variants, decimal) {
        Ok(Some(price)) => joined.cells.insert(0, Cell { name: "price".to_owned(), ..price.clone() }),
        Ok(None) => {}
        Err(mistake) => return Entry::Mistake(mistake),
    }
    let available = variants.iter().filter(is_variant).any(is_available);
    joined.push("availability", if available { "in_stock" } else { "out_of_stock" });
    joined.bounded()
}

/// Rows without a price are only further pictures.
fn is_variant(row: &&Row) -> bool {
    row.first(&PRICE).is_some()
}

fn is_left_out(row: &Row) -> bool {
    let is = |names: &[&str], words: &[&str]| {
        row.first(names).is_some_and(|cell| words.iter().any(|word| cell.value.eq_ignore_ascii_case(word)))
    };
    is(&["Status"], &["draft", "archived"]) || is(&PUBLISHED, &["false"])
}

/// Shopify counts no stock without a tracker, and sells on where the policy says so.
fn is_available(row: &Row) -> bool {
    let text = |names: &[&str]| row.first(names).map_or("", |cell| cell.value.as_str());
    let counted = !text(&TRACKER).is_empty() || !text(&STOCK).is_empty();
    let oversold = ["continue", "true"].iter().any(|word| text(&OVERSELL).eq_ignore_ascii_case(word));
    !counted || oversold || text(&STOCK).parse::<i64>().is_ok_and(|stock| stock > 0)
}

fn lowest(variants: &[Row], decimal: Decimal) -> Result<Option<&Cell>, Mistake> {
    let mut lowest = None::<(i64, &Cell)>;
    for row in variants {
        let Some(cell) = row.first(&PRICE) else { continue };
        let price = price::parse(&cell.value, decimal, cell.exact)
            .map_err(|refusal| refusal.mistake(row.line, &cell.name, &cell.value))?;
        if lowest.is_none_or(|(amount, _)| price.amount < amount) {
            lowest = Some((price.amount, cell));
        }
    }
    Ok(lowest.map(|(_, cell)| cell))
}

fn without_handle(line: u64) -> Mistake {
    Mistake::at(
        line,
        Some("Handle"),
        "the row has no handle",
        "every row of a Shopify export carries its handle",
    )
}

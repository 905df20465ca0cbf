//! The products that simulated shoppers look at, from the shop's `catalogue.jsonl`.

use std::{
    collections::BTreeMap,
    io::{BufRead, Error, ErrorKind, Result},
};

use serde::Deserialize;

/// One line of the catalogue, as far as shoppers care.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its brand or range, empty where there is none.
    #[serde(default)]
    pub brand: String,
    /// Its category, empty where there is none.
    #[serde(default)]
    pub category: String,
    /// Price of one piece in the shop's currency, zero where there is none.
    #[serde(default)]
    pub price: f64,
    /// What it can be filtered by (`vegan`, `sensitive-skin`).
    #[serde(default)]
    pub tags: Vec<String>,
    /// How often it sells, in any unit.
    #[serde(default)]
    pub popularity: f64,
}

/// Reads a catalogue; the first line that is not a product ends it with its number.
pub fn products(reader: impl BufRead) -> Result<Vec<Product>> {
    let mut products = Vec::new();
    for (line, number) in reader.lines().zip(1u64..) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let product = serde_json::from_str(&line).map_err(|error| {
            Error::new(ErrorKind::InvalidData, format!("line {number} is not a product: {error}"))
        })?;
        products.push(product);
    }
    Ok(products)
}

/// Products by category, and what a shopper sees of each product beyond its own line.
pub(super) struct Shelves<'a> {
    pub(super) products: &'a [Product],
    /// Categories in order of name.
    pub(super) categories: Vec<Shelf>,
    /// For each product the index of its category.
    pub(super) shelf_of: Vec<usize>,
    /// For each product where its price stands in its category, 0 cheapest to 100 dearest.
    pub(super) price_rank: Vec<u64>,
    /// Tags in order of name, with how many products carry them.
    pub(super) tags: Vec<(String, u64)>,
    /// Brands in order of name, with how many products they have.
    pub(super) brands: Vec<(String, u64)>,
}

/// The products of one category.
pub(super) struct Shelf {
    pub(super) category: String,
    /// Indices of its products, cheapest first.
    pub(super) products: Vec<usize>,
}

impl<'a> Shelves<'a> {
    pub(super) fn of(products: &'a [Product]) -> Shelves<'a> {
        let categories = shelves(products);
        let mut shelf_of = vec![0; products.len()];
        let mut price_rank = vec![50; products.len()];
        for (index, shelf) in categories.iter().enumerate() {
            let most = shelf.products.len().saturating_sub(1).max(1);
            for (rank, product) in shelf.products.iter().enumerate() {
                put(&mut shelf_of, *product, index);
                put(&mut price_rank, *product, (rank * 100 / most) as u64);
            }
        }
        let tags = counted(products.iter().flat_map(|product| product.tags.iter()));
        let brands = counted(products.iter().map(|product| &product.brand).filter(|brand| !brand.is_empty()));
        Shelves { products, categories, shelf_of, price_rank, tags, brands }
    }

    /// The category a product stands in.
    pub(super) fn shelf_of(&self, product: usize) -> usize {
        self.shelf_of.get(product).copied().unwrap_or(0)
    }

    /// The products of a category, cheapest first.
    pub(super) fn on(&self, shelf: usize) -> &[usize] {
        self.categories.get(shelf).map(|shelf| shelf.products.as_slice()).unwrap_or_default()
    }
}

fn shelves(products: &[Product]) -> Vec<Shelf> {
    let mut by_category: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, product) in products.iter().enumerate() {
        by_category.entry(&product.category).or_default().push(index);
    }
    let shelf = |(category, mut shelf): (&str, Vec<usize>)| {
        let price = |index: &usize| products.get(*index).map_or(0.0, |product| product.price);
        shelf.sort_by(|a, b| price(a).total_cmp(&price(b)).then(a.cmp(b)));
        Shelf { category: category.to_owned(), products: shelf }
    };
    by_category.into_iter().map(shelf).collect()
}

fn counted<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&String, u64> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().map(|(text, count)| (text.clone(), count)).collect()
}

fn put<T>(list: &mut [T], index: usize, value: T) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}

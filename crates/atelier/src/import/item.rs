//! One item of the catalogue, made from a row by a mapping.

use serde::Serialize;
use sillage_engine::{event::Micros, limits};

use super::{
    address,
    mapping::{Mapping, Rule, Take, Target},
    price::{self, Decimal},
    row::{Cell, Mistake, Row},
};

/// A line of `catalogue.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The shop's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its brand.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// Its category.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Its price; none where the feed has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Address of its page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Address of its picture.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub image: String,
    /// `in_stock`, `out_of_stock`, `preorder` or `backorder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<&'static str>,
    /// Claims, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Greater is more popular.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub popularity: Option<f64>,
}

/// What the rows of one import have in common.
#[derive(Debug)]
pub struct Reading {
    /// Which columns are read.
    pub mapping: Mapping,
    /// How prices are written.
    pub decimal: Decimal,
    /// The shop's origin; addresses of it become root-relative.
    pub origin: Option<String>,
    /// The currency of all prices; the first price decides where nobody said it.
    pub currency: Option<String>,
}

impl Reading {
    /// The item of a row, or every mistake in it.
    pub fn item(&mut self, row: &Row) -> Result<Item, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let item = Item {
            id: self.required(row, Target::Id, "id", &mut mistakes),
            name: self.required(row, Target::Name, "name", &mut mistakes),
            brand: self.words(row, Target::Brand, &mut mistakes),
            category: self.words(row, Target::Category, &mut mistakes),
            price: self.price(row, &mut mistakes),
            url: self.address(row, Target::Url, &mut mistakes),
            image: self.address(row, Target::Image, &mut mistakes),
            availability: self.availability(row, &mut mistakes),
            tags: self.tags(row, &mut mistakes),
            popularity: self.popularity(row, &mut mistakes),
        };
        if mistakes.is_empty() { Ok(item) } else { Err(mistakes) }
    }

    fn found(&self, row: &Row, target: Target) -> Option<(Cell, &Rule)> {
        let rule = self.mapping.rule(target)?;
        let names: Vec<&str> = rule.from.iter().map(String::as_str).collect();
        let mut cell = row.first(&names)?.clone();
        if let Some(join) = &rule.join {
            let values: Vec<&str> = names
                .iter()
                .filter_map(|name| row.all(name).next())
                .map(|cell| cell.value.as_str())
                .collect();
            cell.value = values.join(join);
        }
        if let Some(separator) = &rule.separator {
            cell.value = part(&cell.value, separator, rule.take);
        }
        cell.value.insert_str(0, &rule.prefix);
        Some((cell, rule))
    }

    fn required(&self, row: &Row, target: Target, name: &str, mistakes: &mut Vec<Mistake>) -> String {
        let words = self.words(row, target, mistakes);
        if words.is_empty() && mistakes.is_empty() {
            let columns = self.mapping.rule(target).map_or_else(String::new, |rule| rule.from.join("`, `"));
            let message = format!("the row has no {name}");
            let help = format!("it is read from `{columns}`; a mapping file names another column");
            mistakes.push(Mistake::at(row.line, Some(name), message, help));
        }
        words
    }

    /// A text on one line, without control characters.
    fn words(&self, row: &Row, target: Target, mistakes: &mut Vec<Mistake>) -> String {
        let Some((cell, _)) = self.found(row, target) else { return String::new() };
        let words = one_line(&cell.value);
        if words.len() > limits::TEXT_BYTES {
            let message = format!("the text has {} bytes, which is too long", words.len());
            let help = format!("at most {} bytes", limits::TEXT_BYTES);
            mistakes.push(Mistake::at(row.line, Some(&cell.name), message, help));
        }
        words
    }

    fn price(&mut self, row: &Row, mistakes: &mut Vec<Mistake>) -> Option<f64> {
        let (cell, _) = self.found(row, Target::Price)?;
        let price = match price::parse(&cell.value, self.decimal, cell.exact) {
            Ok(price) => price,
            Err(refusal) => {
                mistakes.push(refusal.mistake(row.line, &cell.name, &cell.value));
                return None;
            }
        };
        if let Some(currency) = price.currency {
            let expected = self.currency.get_or_insert_with(|| currency.clone());
            if *expected != currency {
                let message = format!("the price is in `{currency}`, the catalogue in `{expected}`");
                let help = "import one currency at a time; `--currency` says which";
                mistakes.push(Mistake::at(row.line, Some(&cell.name), message, help));
            }
        }
        as_number(price.amount)
    }

    fn address(&self, row: &Row, target: Target, mistakes: &mut Vec<Mistake>) -> String {
        let Some((cell, _)) = self.found(row, target) else { return String::new() };
        address::parse(&cell.value, self.origin.as_deref()).unwrap_or_else(|refusal| {
            let message = format!("address `{}` {}", shortened(&cell.value), refusal.message);
            mistakes.push(Mistake::at(row.line, Some(&cell.name), message, refusal.help));
            String::new()
        })
    }

    fn availability(&self, row: &Row, mistakes: &mut Vec<Mistake>) -> Option<&'static str> {
        let (cell, _) = self.found(row, Target::Availability)?;
        let known = availability(&cell.value);
        if known.is_none() {
            let message = format!("availability `{}` is not known", shortened(&cell.value));
            let help = "write `in_stock`, `out_of_stock`, `preorder` or `backorder`";
            mistakes.push(Mistake::at(row.line, Some(&cell.name), message, help));
        }
        known
    }

    /// A column of truth values is a tag of the column's name; any other is split.
    fn tags(&self, row: &Row, mistakes: &mut Vec<Mistake>) -> Vec<String> {
        let Some(rule) = self.mapping.rule(Target::Tags) else { return Vec::new() };
        let mut tags = Vec::new();
        for cell in rule.from.iter().flat_map(|name| row.all(name)) {
            match cell.value.to_ascii_lowercase().as_str() {
                "1" | "true" | "yes" => tags.push(one_line(&cell.name).to_lowercase()),
                "0" | "false" | "no" => {}
                _ => tags.extend(cell.value.split(rule.separator.as_deref().unwrap_or(",")).map(one_line)),
            }
        }
        tags.retain(|tag| !tag.is_empty());
        tags.sort();
        tags.dedup();
        if tags.len() > limits::LIST || tags.iter().any(|tag| tag.len() > limits::TEXT_BYTES) {
            let help = format!("at most {} tags of at most {} bytes", limits::LIST, limits::TEXT_BYTES);
            mistakes.push(Mistake::at(
                row.line,
                rule.from.first().map(String::as_str),
                "there are too many tags",
                help,
            ));
        }
        tags
    }

    fn popularity(&self, row: &Row, mistakes: &mut Vec<Mistake>) -> Option<f64> {
        let (cell, _) = self.found(row, Target::Popularity)?;
        let read =
            price::parse(&cell.value, Decimal::Unknown, true).ok().filter(|price| price.currency.is_none());
        if read.is_none() {
            let message =
                format!("popularity `{}` is not a number from 0 to 1000000000", shortened(&cell.value));
            mistakes.push(Mistake::at(row.line, Some(&cell.name), message, "write `12` or `4.1`"));
        }
        read.map(|number| sillage_engine::event::from_micros(number.amount))
    }
}

/// A price of nothing is no price: the card shows none.
fn as_number(amount: Micros) -> Option<f64> {
    (amount > 0).then(|| sillage_engine::event::from_micros(amount))
}

fn part(value: &str, separator: &str, take: Take) -> String {
    let mut parts = value.split(separator).map(str::trim).filter(|part| !part.is_empty());
    let part = match take {
        Take::First => parts.next(),
        Take::Last => parts.last(),
    };
    part.unwrap_or_default().to_owned()
}

fn one_line(text: &str) -> String {
    let visible = text.replace(|letter: char| letter.is_control(), " ");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Google's words, with blanks or underscores, and schema.org's (`https://schema.org/InStock`).
fn availability(text: &str) -> Option<&'static str> {
    let word = text.rsplit('/').next().unwrap_or(text);
    let letters: String = word.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
    match letters.to_ascii_lowercase().as_str() {
        "instock" => Some("in_stock"),
        "outofstock" => Some("out_of_stock"),
        "preorder" => Some("preorder"),
        "backorder" => Some("backorder"),
        _ => None,
    }
}

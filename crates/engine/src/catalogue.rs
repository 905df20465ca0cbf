//! What a product card needs: a shard of the catalogue.
//!
//! A shard is chosen by the kind of page, never by a visitor's result, so the request says nothing about the visitor.
//! Price and stock here are as old as the bundle; the shop's live offers always win over them.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::event::Micros;

/// One file of product cards.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Shard {
    /// The cards, most popular first.
    pub cards: Vec<Card>,
}

/// One product as a card shows it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Card {
    /// The shop's id, as in GA4's `item_id`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its brand.
    pub brand: String,
    /// Its category, as in GA4's `item_category`.
    pub category: String,
    /// Price when the bundle was built; zero: none known, and none is shown.
    pub price: Micros,
    /// Address of its page, `https:` or relative to the shop's root.
    pub url: String,
    /// Address of its picture; empty: none.
    pub image: String,
    /// Whether it was in stock when the bundle was built.
    pub available: bool,
    /// Claims a strategy may ask for (`vegan`, `refillable`), sorted.
    pub tags: Vec<String>,
}

//! The rules of a bundle as plain parts: names, conditions, traits, slots, campaigns, strategies.
//!
//! [`Rules`] is free to edit and may be wrong; [`crate::bundle::Bundle`] is rules that were checked. Everything refers
//! to everything else by index, because an index can be checked once and cannot name what does not exist.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    condition::{Node, NodeId},
    event::Millis,
    value::Value,
};

/// What the author's files compile to, without copy, catalogue and model, which are sections of their own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rules {
    /// BCP 47 tags the shop speaks; the first is the default.
    pub locales: Vec<String>,
    /// ISO 4217 code of the prices in the catalogue.
    pub currency: String,
    /// Everything a condition or a text may read, sorted by path.
    pub attributes: Vec<Attribute>,
    /// Facts folded from events, each written to its attribute.
    pub traits: Vec<Trait>,
    /// Conditions; see [`crate::condition`] for their order.
    pub nodes: Vec<Node>,
    /// Named conditions, in the order of their roots.
    pub segments: Vec<Segment>,
    /// Places on the page, sorted by name.
    pub slots: Vec<Slot>,
    /// Who sees what, in order of precedence within a slot: higher priority first, then source order.
    pub campaigns: Vec<Campaign>,
    /// Ways to fill a slot with items.
    pub strategies: Vec<Strategy>,
}

impl Rules {
    /// No rules at all.
    pub const EMPTY: Rules = Rules {
        locales: Vec::new(),
        currency: String::new(),
        attributes: Vec::new(),
        traits: Vec::new(),
        nodes: Vec::new(),
        segments: Vec::new(),
        slots: Vec::new(),
        campaigns: Vec::new(),
        strategies: Vec::new(),
    };
}

/// Something a condition or a text may read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// A dotted path with its namespace first: `page.type`, `host.loyalty_tier`, `trait.orders_90d`.
    pub path: String,
}

/// A fact folded from the visitor's events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trait {
    /// The attribute it is read as (`trait.…`).
    pub attribute: u16,
    /// Names of the events it folds.
    pub on: Vec<String>,
    /// How it folds them.
    pub aggregate: Aggregate,
    /// What of an event it reads.
    pub of: Field,
    /// Which events count.
    pub window: Window,
}

/// How a trait folds events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aggregate {
    /// How many events; zero where there are none.
    Count,
    /// The sum of a field; zero where there are none.
    Sum,
    /// The field of the newest event that has it; null where there is none.
    Last,
}

/// What a trait reads of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Nothing: the event itself counts.
    Event,
    /// GA4's `value`.
    Value,
    /// When it happened, as a number of milliseconds.
    Time,
    /// The id of its last item.
    ItemId,
    /// The category of its last item that has one.
    ItemCategory,
    /// The brand of its last item that has one.
    ItemBrand,
    /// The price of its last item (last), or of all items times quantity (sum).
    ItemPrice,
    /// How many pieces: the quantities of all its items.
    Quantity,
    /// Another parameter, by name.
    Parameter(String),
}

/// Which events a trait counts. No event is too new: a clock that was set back never un-counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    /// All that are remembered.
    All,
    /// Those of the last so many milliseconds: exact up to 48 hours, beyond that by whole hours.
    Rolling(u64),
}

/// A named condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Its name in the source.
    pub name: String,
    /// Its condition.
    pub root: NodeId,
}

/// A place on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Its name in the page (`home.hero`).
    pub name: String,
    /// The strategy that fills it where no campaign does.
    pub strategy: Option<u16>,
}

/// Who sees what in a slot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its name in the source, shown in reasons.
    pub name: String,
    /// A neutral id for measurement, made of the names of project and campaign: a name itself could give a trait away.
    pub variant: String,
    /// Index of its slot.
    pub slot: u16,
    /// Condition on the visitor; none: everybody.
    pub audience: Option<NodeId>,
    /// Greater goes first.
    pub priority: i32,
    /// First instant it runs.
    pub starts: Millis,
    /// First instant it no longer runs.
    pub ends: Millis,
    /// What it shows.
    pub content: Content,
}

/// What a campaign shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Named fields, each a text of the copy (index in [`crate::copy::Copy::texts`]).
    Fields(Vec<(String, u32)>),
    /// A `<template data-variant>` of the page itself, by name, with texts to fill in.
    Template {
        /// The template's name.
        template: String,
    },
    /// Items by a strategy, with fields (such as a title) beside them.
    Items {
        /// Index of the strategy.
        strategy: u16,
        /// Named fields, as above.
        fields: Vec<(String, u32)>,
    },
    /// The page's own default content, on purpose.
    Default,
}

/// A way to fill a slot with items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strategy {
    /// Its name in the source.
    pub name: String,
    /// Where scores come from.
    pub source: Source,
    /// At most so many items.
    pub limit: u8,
    /// Fewer than this: the slot keeps its default content.
    pub minimum: u8,
    /// Only items of these categories; empty: all.
    pub categories: Vec<String>,
    /// Only items that carry all of these tags (`vegan`, `fragrance-free`).
    pub tags: Vec<String>,
    /// Leave out what the visitor has bought.
    pub without_owned: bool,
    /// At most so many items of one brand; zero: no bound.
    pub per_brand: u8,
}

/// Where a strategy's scores come from. Popular items fill what is left, unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The model over the visitor's last items.
    Personal,
    /// The model over the item of the page.
    Similar,
    /// The most popular items.
    Popular,
    /// The visitor's own last viewed items, newest first; nothing fills it.
    RecentlyViewed,
    /// Items by how many values of these attributes are among their tags (indexes in [`Rules::attributes`]).
    Matching(Vec<u16>),
}

/// A list of facts from outside: dotted path and value.
pub type Facts = Vec<(String, Value)>;

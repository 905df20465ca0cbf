//! The rules of a bundle as plain parts: names, conditions, traits, slots, campaigns, strategies.
//!
//! [`Rules`] is free to edit and may be wrong; [`crate::bundle::Bundle`] is rules that were checked. Everything refers
//! to everything else by index, because an index can be checked once and cannot name what does not exist.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    bucket::Range,
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
    /// Attributes that are instants, sorted: told as texts of ISO 8601 too, but compared as milliseconds since 1970.
    pub dates: Vec<u16>,
    /// The shop's zone: since when which offset from UTC is in force, in minutes, sorted. Empty: UTC.
    pub zone: Vec<(Millis, i32)>,
    /// Facts folded from events, each written to its attribute.
    pub traits: Vec<Trait>,
    /// What [`Rules::event_nodes`] read: a comparison's `attribute` is an index in this list.
    pub event_fields: Vec<Field>,
    /// Conditions on a single event and one item of it, for traits that fold some events only; without segments.
    pub event_nodes: Vec<Node>,
    /// Facts that follow from other attributes: the first case that holds gives an attribute its value. Cases of an attribute
    /// stand together, behind those of all that they read.
    pub cases: Vec<Case>,
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
    /// Bounds on how often campaigns are shown.
    pub caps: Vec<Cap>,
    /// Who sees no experiment and no campaign that is held: the key that is hashed with the device's seed, and the share of all
    /// devices, 0 to 1.
    pub holdout: Option<(String, f64)>,
}

impl Rules {
    /// No rules at all.
    pub const EMPTY: Rules = Rules {
        locales: Vec::new(),
        currency: String::new(),
        attributes: Vec::new(),
        zone: Vec::new(),
        dates: Vec::new(),
        traits: Vec::new(),
        event_fields: Vec::new(),
        event_nodes: Vec::new(),
        cases: Vec::new(),
        nodes: Vec::new(),
        segments: Vec::new(),
        slots: Vec::new(),
        campaigns: Vec::new(),
        strategies: Vec::new(),
        caps: Vec::new(),
        holdout: None,
    };
}

/// Something a condition or a text may read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// A dotted path with its namespace first: `page.type`, `host.loyalty_tier`, `trait.orders_90d`.
    pub path: String,
}

/// A fact folded from the visitor's events.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trait {
    /// The attribute it is read as (`trait.…`).
    pub attribute: u16,
    /// Names of the events it folds; empty: every event.
    pub on: Vec<String>,
    /// Condition on the event and one of its items (index in [`Rules::event_nodes`]): the event counts where some item
    /// passes, and only items that pass are read.
    pub filter: Option<NodeId>,
    /// How it folds them.
    pub aggregate: Aggregate,
    /// What of an event it reads.
    pub of: Field,
    /// Which events count.
    pub window: Window,
    /// Unique: how many values at most. Matched: how many milliseconds all steps may take together.
    pub limit: u64,
    /// The steps of a sequence.
    pub steps: Vec<Step>,
}

/// How a trait folds events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Aggregate {
    /// How many events; zero where there are none.
    #[default]
    Count,
    /// The sum of a field; zero where there are none.
    Sum,
    /// The field of the newest event that has it; null where there is none.
    Last,
    /// The field of the oldest event that has it; null where there is none.
    First,
    /// The least of a field; null where there is none.
    Least,
    /// The greatest of a field; null where there is none.
    Most,
    /// The mean of a field, a price by pieces, down to a millionth; null where there is none.
    Mean,
    /// The distinct values of a field, newest first, at most [`Trait::limit`].
    Unique,
    /// How many distinct values a field has, at most [`crate::limits::LIST`].
    Distinct,
    /// The value of a field that occurs most; of several the newest. Null where there is none. Without an end of its window, what
    /// is eight buckets older weighs half.
    Mode,
    /// How many midnights of the shop's zone lie between the oldest event and now; null where there is none.
    DaysSinceFirst,
    /// The same of the newest event.
    DaysSinceLast,
    /// How many buckets in a row have an event, up to the current one or the one before it.
    Streak,
    /// Whether the steps happened in their order.
    Matched,
}

/// A step of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Step {
    /// Names of the events it may be.
    pub on: Vec<String>,
    /// Condition on the event, as [`Trait::filter`].
    pub filter: Option<NodeId>,
    /// At most so many milliseconds after the step before.
    pub within: u64,
    /// What may lie between it and the step before.
    pub link: Link,
}

/// What may lie between two steps of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Link {
    /// Anything.
    #[default]
    Later,
    /// No beginning of a session.
    Session,
    /// None of the events that the trait folds.
    Directly,
    /// The last step must not happen within its time; before that is over, nothing is known.
    Not,
}

/// When an attribute has a value that follows from others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The attribute.
    pub attribute: u16,
    /// Its condition.
    pub root: NodeId,
    /// The value, where no case before it holds.
    pub value: Value,
}

/// What a trait reads of an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Field {
    /// Nothing: the event itself counts.
    #[default]
    Event,
    /// GA4's `value`.
    Value,
    /// When it happened, as a number of milliseconds.
    Time,
    /// The id of an item.
    ItemId,
    /// The category of an item.
    ItemCategory,
    /// The brand of an item.
    ItemBrand,
    /// The price of an item; in sums and means as often as there are pieces.
    ItemPrice,
    /// How many pieces: of all items, in a filter of the one it looks at.
    Quantity,
    /// Another parameter, by name.
    Parameter(String),
}

/// Which events a trait counts: those of its last buckets. No event is too new: a clock that was set back never un-counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Window {
    /// What falls into one bucket.
    pub bucket: Bucket,
    /// How many buckets count, the current one included; zero: all.
    pub length: u64,
}

/// What falls into one bucket: the resolution at which a trait remembers time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Bucket {
    /// Everything.
    #[default]
    All,
    /// An instant; only those since the newest `session_start` count.
    Session,
    /// So many milliseconds, counted from 1970.
    Every(u64),
    /// A day of the shop's zone.
    Day,
    /// A week of the shop's zone, from Monday on.
    Week,
    /// A month of the shop's zone.
    Month,
}

impl Window {
    /// All that is remembered.
    pub const ALL: Window = Window { bucket: Bucket::All, length: 0 };

    /// The last so many milliseconds: up to 48 hours exactly `(now − W, now]`, beyond that by whole hours.
    pub const fn rolling(length: u64) -> Window {
        const HOUR: u64 = 3_600_000;
        if length <= 48 * HOUR {
            Window { bucket: Bucket::Every(1), length }
        } else {
            Window { bucket: Bucket::Every(HOUR), length: length / HOUR }
        }
    }
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Slot {
    /// Its name in the page (`home.hero`).
    pub name: String,
    /// The strategy that fills it where no campaign does.
    pub strategy: Option<u16>,
    /// Of campaigns of one priority the one goes first that was seen longest ago; else the first of the source.
    pub rotates: bool,
    /// Whether what was seen in it may be replaced when something happens on the page.
    pub late: bool,
    /// Text (index in [`crate::copy::Copy::texts`]) with the addresses of pictures, a space between: the page asks for all of them
    /// whenever the slot is decided, and for no other on its behalf. None: it asks for what is shown, which then tells what that is.
    pub pictures: Option<u16>,
}

/// Who sees what in a slot.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    /// Whether `starts`, `ends` and `hours` are what the visitor's clock shows. Else the first two are instants, and the hours are of
    /// the shop's clock.
    pub local: bool,
    /// Parts of the week in which it runs, in minutes since Monday 0:00: the first, and the first behind. None: all.
    pub hours: Vec<(u16, u16)>,
    /// What has to happen on the page before it shows (`exit`, `idle:30`, `event:add_to_cart`); empty: nothing.
    pub trigger: String,
    /// Indexes of the caps that bound it.
    pub caps: Vec<u16>,
    /// Whether those in the holdout do not see it.
    pub held: bool,
    /// What it shows; of an experiment, what its control shows.
    pub content: Content,
    /// Its other arms, where it has some.
    pub experiment: Option<Experiment>,
}

/// A bound on how often campaigns are shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cap {
    /// What reaching it is called in explanations.
    pub kind: CapKind,
    /// The event it counts: `x_exposure`, `x_dismiss`, or what the shopper does, such as `purchase`.
    pub on: String,
    /// Ids of the campaigns whose events count; none: every event of that name.
    pub of: Vec<String>,
    /// From this number of events on it is reached.
    pub most: u32,
    /// Which events count.
    pub within: Period,
}

/// What a cap is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapKind {
    /// How often a campaign, or a group of them, is shown.
    Frequency,
    /// How often promotions are shown.
    Pressure,
    /// For how long it is not shown after it was dismissed, or had its effect.
    CoolDown,
}

/// The time in which events count for a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// As far back as is remembered.
    Ever,
    /// Since the visit began.
    Session,
    /// The last so many milliseconds.
    Last(u64),
}

/// The arms of a campaign beside its control.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Experiment {
    /// What is hashed before the unit.
    pub key: String,
    /// The attribute that is hashed where it has a value; else, and before, the device's seed.
    pub unit: Option<u16>,
    /// Whether a visitor keeps the arm that she was shown.
    pub sticky: bool,
    /// Who was shown an arm whose id has a smaller letter behind the dash takes no part.
    pub least_version: u8,
    /// A name, and which part of it between 0 and 1 takes part.
    pub namespace: Option<(String, Range)>,
    /// The campaign and the arm that a visitor has to be in.
    pub requires: Option<(u16, u8)>,
    /// The control's id.
    pub control: String,
    /// The id under which those in the holdout are measured, who see what the control shows.
    pub holdout: String,
    /// The arms behind the control.
    pub treatments: Vec<Treatment>,
    /// The ranges of the arms; the first whose condition holds, the last has none.
    pub splits: Vec<Split>,
}

/// An arm of an experiment that is not its control.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Treatment {
    /// Its neutral id.
    pub variant: String,
    /// What it shows.
    pub content: Content,
}

/// How visitors are split.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Split {
    /// Condition on the visitor; none: everybody.
    pub when: Option<NodeId>,
    /// A range for each arm, the control first.
    pub ranges: Vec<Range>,
}

/// What a campaign shows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    #[default]
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

//! Reading `postcard` bytes without `serde`'s visitors, which cost the storefront module ten kilobytes more than this.
//!
//! Writing is `postcard`'s own; the tests read everything both ways and compare. A fault sticks: after the first one every
//! read gives an empty value and takes nothing, so that the code that reads needs no branches, and [`read`] reports it.
//! No count is believed before as many bytes are there, so nothing can be made to allocate or to loop beyond its own length.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    catalogue::{Card, Shard},
    condition::{Node, Operator, Part},
    copy::{Copy, Piece},
    event::{Event, EventItem},
    fault::Fault,
    flow::{Ask, Choice, Effect, Flow, Outcome, ResultSlot, Step as FlowStep},
    limits,
    manifest::{Kind, Manifest, Section},
    rules::{
        Aggregate, Attribute, Bucket, Campaign, Cap, CapKind, Case, Content, Experiment, Field, Link, Period,
        Rules, Segment, Slot, Source, Split, Step, Strategy, Trait, Treatment, Window,
    },
    value::{Scalar, Value},
};

/// Reads a value that takes up all of `bytes`.
pub(crate) fn read<T: Read>(bytes: &[u8]) -> Result<T, Fault> {
    let mut reader = Reader { rest: bytes, fault: None, depth: 0 };
    let value = T::read(&mut reader);
    reader.end()?;
    Ok(value)
}

/// Something that can be read; an empty value after a fault.
pub(crate) trait Read {
    /// Reads one value.
    fn read(reader: &mut Reader<'_>) -> Self;
}

/// Bytes that are still to be read, and the first fault.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    fault: Option<Fault>,
    /// How many objects and lists are open around a scalar.
    depth: u8,
}

impl<'a> Reader<'a> {
    /// The first fault, or that there are bytes left.
    #[inline(never)]
    fn end(&self) -> Result<(), Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.rest.is_empty() => Ok(()),
            None => Err(Fault::TrailingBytes),
        }
    }

    /// Notes the first fault and ends the input.
    fn fail(&mut self, fault: Fault) {
        self.fault = self.fault.or(Some(fault));
        self.rest = &[];
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        match self.rest.split_at_checked(length) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.fail(Fault::Truncated);
                &[]
            }
        }
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    /// An integer of seven bits a byte, least significant first, as LEB128 has it; at most `bits` wide.
    fn varint(&mut self, bits: u32) -> u64 {
        let mut number = 0u64;
        for shift in (0..bits).step_by(7) {
            let byte = self.byte();
            let part = u64::from(byte & 0x7f);
            if bits - shift < 7 && part >> (bits - shift) != 0 {
                break;
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return number;
            }
        }
        self.fail(Fault::Malformed);
        0
    }

    /// A number of things of at least one byte each.
    fn count(&mut self) -> usize {
        let count = self.varint(u64::BITS);
        if count > self.rest.len() as u64 {
            self.fail(Fault::Truncated);
            return 0;
        }
        count as usize
    }

    /// The number of an enumeration's variant.
    fn variant(&mut self) -> u64 {
        self.varint(u32::BITS)
    }

    /// A variant that does not exist.
    fn unknown<T>(&mut self, value: T) -> T {
        self.fail(Fault::Malformed);
        value
    }
}

/// Undoes the zigzag form of signed integers.
fn signed(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

impl Read for u8 {
    fn read(reader: &mut Reader<'_>) -> u8 {
        reader.byte()
    }
}

impl Read for u16 {
    fn read(reader: &mut Reader<'_>) -> u16 {
        reader.varint(u16::BITS) as u16
    }
}

impl Read for u32 {
    fn read(reader: &mut Reader<'_>) -> u32 {
        reader.varint(u32::BITS) as u32
    }
}

impl Read for u64 {
    fn read(reader: &mut Reader<'_>) -> u64 {
        reader.varint(u64::BITS)
    }
}

impl Read for i32 {
    fn read(reader: &mut Reader<'_>) -> i32 {
        signed(reader.varint(u32::BITS)) as i32
    }
}

impl Read for i64 {
    fn read(reader: &mut Reader<'_>) -> i64 {
        signed(reader.varint(u64::BITS))
    }
}

impl Read for bool {
    fn read(reader: &mut Reader<'_>) -> bool {
        match reader.byte() {
            0 => false,
            1 => true,
            _ => reader.unknown(false),
        }
    }
}

impl Read for f64 {
    fn read(reader: &mut Reader<'_>) -> f64 {
        f64::from_le_bytes(reader.take(8).try_into().unwrap_or_default())
    }
}

impl Read for [u8; 32] {
    fn read(reader: &mut Reader<'_>) -> [u8; 32] {
        reader.take(32).try_into().unwrap_or_default()
    }
}

impl Read for String {
    fn read(reader: &mut Reader<'_>) -> String {
        let length = reader.count();
        // Not `from_utf8`: its fast path for long texts is half a kilobyte.
        match reader.take(length).utf8_chunks().next() {
            Some(chunk) if chunk.invalid().is_empty() => chunk.valid().to_owned(),
            Some(_) => reader.unknown(String::new()),
            None => String::new(),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Vec<T> {
        let mut list = Vec::new();
        let mut left = reader.count();
        while left > 0 && reader.fault.is_none() {
            list.push(T::read(reader));
            left -= 1;
        }
        list
    }
}

impl<T: Read> Read for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Option<T> {
        bool::read(reader).then(|| T::read(reader))
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(reader: &mut Reader<'_>) -> (A, B) {
        (A::read(reader), B::read(reader))
    }
}

/// Reads structures field by field, in the order of their declaration, and enumerations without fields.
macro_rules! readable {
    ($(struct $name:ident { $($field:ident),* $(,)? })* $(enum $choice:ident { $first:ident $(, $variant:ident)* })*) => {
        $(impl Read for $name {
            fn read(reader: &mut Reader<'_>) -> $name {
                $name { $($field: Read::read(reader)),* }
            }
        })*
        $(impl Read for $choice {
            fn read(reader: &mut Reader<'_>) -> $choice {
                let all = [$choice::$first $(, $choice::$variant)*];
                let variant = reader.variant() as usize;
                all.get(variant).copied().unwrap_or_else(|| reader.unknown($choice::$first))
            }
        })*
    };
}
pub(crate) use readable;

readable! {
    struct Rules {
        locales, currency, attributes, dates, zone, traits, event_fields, event_nodes, cases, nodes, segments, slots,
        campaigns, strategies, caps, holdout,
    }
    struct Attribute { path }
    struct Trait { attribute, on, filter, aggregate, of, window, limit, steps }
    struct Window { bucket, length }
    struct Step { on, filter, within, link }
    struct Case { attribute, root, value }
    struct Segment { name, root }
    struct Slot { name, strategy, rotates, late, pictures }
    struct Campaign {
        name, variant, slot, audience, priority, starts, ends, local, hours, trigger, caps, held, content, experiment,
    }
    struct Cap { kind, on, of, most, within }
    struct Experiment {
        key, unit, sticky, least_version, namespace, requires, control, holdout, treatments, splits,
    }
    struct Treatment { variant, content }
    struct Split { when, ranges }
    struct Strategy { name, source, limit, minimum, categories, tags, without_owned, per_brand }
    struct Copy { locale, texts }
    struct Shard { cards }
    struct Card { id, name, brand, category, price, url, image, available, tags }
    struct Event { name, at, value, items, parameters }
    struct EventItem { id, category, brand, price, quantity }
    struct Manifest { name, locale, revision, issued, expires, sections }
    struct Section { kind, key, inline, length, hash }
    struct Flow { name, revision, attributes, nodes, steps, outcomes }
    struct FlowStep { id, revision, ask, attribute, required, relevant, routes, next }
    struct Choice { id, effects }
    struct Outcome { id, when, picks }
    struct ResultSlot { name, categories, tags, runners_up }
    enum CapKind { Frequency, Pressure, CoolDown }
    enum Aggregate {
        Count, Sum, Last, First, Least, Most, Mean, Unique, Distinct, Mode, DaysSinceFirst, DaysSinceLast, Streak, Matched
    }
    enum Link { Later, Session, Directly, Not }
    enum Kind { Rules, Copy, Model, Catalogue, Flow, Words }
    enum Operator {
        Is, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Exists, In, NotIn, HasAll, Size, Type, Contains,
        VersionEqual, VersionNotEqual, VersionLess, VersionLessOrEqual, VersionGreater, VersionGreaterOrEqual,
        Matches, MatchesFolded, InFolded, NotInFolded, HasAllFolded
    }
    enum Part { Element, Any, Length }
}

impl Read for Scalar {
    fn read(reader: &mut Reader<'_>) -> Scalar {
        match reader.variant() {
            0 => Scalar::Null,
            1 => Scalar::Bool(Read::read(reader)),
            2 => Scalar::Number(Read::read(reader)),
            3 => Scalar::Text(Read::read(reader)),
            kind @ 4..6 if reader.depth < limits::VALUE_DEPTH => {
                reader.depth += 1;
                let scalar = match kind {
                    4 => Scalar::Object(Read::read(reader)),
                    _ => Scalar::List(Read::read(reader)),
                };
                reader.depth -= 1;
                scalar
            }
            _ => reader.unknown(Scalar::Null),
        }
    }
}

impl Read for Value {
    fn read(reader: &mut Reader<'_>) -> Value {
        match reader.variant() {
            0 => Value::One(Read::read(reader)),
            1 => Value::Many(Read::read(reader)),
            _ => reader.unknown(Value::NULL),
        }
    }
}

impl Read for Node {
    fn read(reader: &mut Reader<'_>) -> Node {
        match reader.variant() {
            0 => Node::All(Read::read(reader)),
            1 => Node::Any(Read::read(reader)),
            2 => Node::Nor(Read::read(reader)),
            3 => Node::Not(Read::read(reader)),
            4 => Node::Test {
                attribute: Read::read(reader),
                operator: Read::read(reader),
                operand: Read::read(reader),
            },
            5 => Node::Segment(Read::read(reader)),
            6 => Node::Unknown,
            7 => Node::Within {
                attribute: Read::read(reader),
                part: Read::read(reader),
                condition: Read::read(reader),
            },
            _ => reader.unknown(Node::Unknown),
        }
    }
}

impl Read for Field {
    fn read(reader: &mut Reader<'_>) -> Field {
        match reader.variant() {
            0 => Field::Event,
            1 => Field::Value,
            2 => Field::Time,
            3 => Field::ItemId,
            4 => Field::ItemCategory,
            5 => Field::ItemBrand,
            6 => Field::ItemPrice,
            7 => Field::Quantity,
            8 => Field::Parameter(Read::read(reader)),
            _ => reader.unknown(Field::Event),
        }
    }
}

impl Read for Bucket {
    fn read(reader: &mut Reader<'_>) -> Bucket {
        match reader.variant() {
            0 => Bucket::All,
            1 => Bucket::Session,
            2 => Bucket::Every(Read::read(reader)),
            3 => Bucket::Day,
            4 => Bucket::Week,
            5 => Bucket::Month,
            _ => reader.unknown(Bucket::All),
        }
    }
}

impl Read for Period {
    fn read(reader: &mut Reader<'_>) -> Period {
        match reader.variant() {
            0 => Period::Ever,
            1 => Period::Session,
            2 => Period::Last(Read::read(reader)),
            _ => reader.unknown(Period::Ever),
        }
    }
}

impl Read for Source {
    fn read(reader: &mut Reader<'_>) -> Source {
        match reader.variant() {
            0 => Source::Personal,
            1 => Source::Similar,
            2 => Source::Popular,
            3 => Source::RecentlyViewed,
            4 => Source::Matching(Read::read(reader)),
            _ => reader.unknown(Source::Popular),
        }
    }
}

impl Read for Ask {
    fn read(reader: &mut Reader<'_>) -> Ask {
        match reader.variant() {
            0 => Ask::Statement,
            1 => Ask::One(Read::read(reader)),
            2 => {
                Ask::Many { choices: Read::read(reader), least: Read::read(reader), most: Read::read(reader) }
            }
            3 => {
                Ask::Number { least: Read::read(reader), most: Read::read(reader), step: Read::read(reader) }
            }
            _ => reader.unknown(Ask::Statement),
        }
    }
}

impl Read for Effect {
    fn read(reader: &mut Reader<'_>) -> Effect {
        match reader.variant() {
            0 => Effect::Set(Read::read(reader), Read::read(reader)),
            1 => Effect::Add(Read::read(reader), Read::read(reader)),
            2 => Effect::Vote { tag: Read::read(reader), weight: Read::read(reader) },
            3 => Effect::Exclude { tag: Read::read(reader) },
            _ => reader.unknown(Effect::Add(0, 0)),
        }
    }
}

impl Read for Content {
    fn read(reader: &mut Reader<'_>) -> Content {
        match reader.variant() {
            0 => Content::Fields(Read::read(reader)),
            1 => Content::Template { template: Read::read(reader) },
            2 => Content::Items { strategy: Read::read(reader), fields: Read::read(reader) },
            3 => Content::Default,
            _ => reader.unknown(Content::Default),
        }
    }
}

impl Read for Piece {
    fn read(reader: &mut Reader<'_>) -> Piece {
        match reader.variant() {
            0 => Piece::Literal(Read::read(reader)),
            1 => Piece::Attribute { attribute: Read::read(reader), fallback: Read::read(reader) },
            _ => reader.unknown(Piece::Literal(String::new())),
        }
    }
}

//! `traits.yaml`: facts folded from events, and facts that follow from those.
//!
//! An author's aggregate is one of three things here: a fold of the engine, a sequence of events, or cases over other
//! traits. Lifecycle, price ladder and touchpoint are no more than short forms of these.

mod cases;
mod filter;
mod folds;
mod order;
mod sequence;
mod shape;

use sillage_engine::{
    condition::Operator,
    rules,
    value::{Scalar, Value as Constant},
};

use crate::{
    attributes::{Attribute, Attributes, Type},
    campaigns::placed,
    codes,
    diagnostic::Report,
    yaml::{Entry, Node, Span, Value},
    zone::Zone,
};

pub(crate) use filter::{Filters, all};
pub(crate) use order::order;
pub(crate) use shape::SHAPE;
use shape::{AGGREGATES, MODIFIERS, NEEDED, WINDOWS};

/// A computed trait as its author declares it.
#[derive(Debug, Default)]
pub(crate) struct Trait {
    /// The attribute it is read as.
    pub(crate) path: String,
    pub(crate) span: Span,
    /// What the engine folds, without attribute and filters; nothing where there are cases.
    pub(crate) parts: rules::Trait,
    /// Condition on the events it folds.
    pub(crate) filter: Filter,
    /// Conditions on the events of its steps.
    pub(crate) steps: Vec<Filter>,
    /// When it has which value, where it follows from other attributes.
    pub(crate) cases: Vec<Case>,
    /// Whether no author can read it, as it is a part of another.
    pub(crate) is_part: bool,
}

/// A condition on an event.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Filter {
    /// What its author wrote.
    pub(crate) node: Option<Node>,
    /// Further comparisons that must hold: a field's name, an operator, a constant.
    pub(crate) tests: Vec<Test>,
}

/// A comparison with a constant.
pub(crate) type Test = (String, Operator, Constant);

/// One value of a trait that follows from others.
#[derive(Debug)]
pub(crate) struct Case {
    /// Comparisons that must all hold.
    pub(crate) tests: Vec<Test>,
    /// The value.
    pub(crate) value: Scalar,
}

/// Reads the traits and makes each an attribute, also those with mistakes, so that reading one is no second mistake.
pub(crate) fn read(root: &Node, zone: &Zone, attributes: &mut Attributes, report: &mut Report) -> Vec<Trait> {
    let mut traits = Vec::new();
    let entries = root.field("traits").map_or(&[][..], Node::entries);
    let names: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    for entry in entries {
        let (kind, values) = match read_one(entry, zone, &names, report) {
            Some(mut read) => {
                traits.append(&mut read.traits);
                (read.kind, read.values)
            }
            None => (Type::Any, Vec::new()),
        };
        let label = entry.node.field("label").and_then(placed);
        attributes
            .insert(format!("trait.{}", entry.key), Attribute { label, values, ..Attribute::any(kind) });
        if entry.node.field("lifecycle").is_some() {
            let host = Attribute { values: cases::stages(), ..Attribute::any(Type::Text) };
            attributes.entry(cases::HOST_LIFECYCLE.to_owned()).or_insert(host);
        }
    }
    traits
}

/// What one entry comes to: its trait last, behind its parts.
struct Read {
    traits: Vec<Trait>,
    kind: Type,
    /// All values it can have, where they are known.
    values: Vec<String>,
}

impl Read {
    fn one(computed: Trait, kind: Type) -> Read {
        Read { traits: vec![computed], kind, values: Vec::new() }
    }
}

fn read_one(entry: &Entry, zone: &Zone, names: &[&str], report: &mut Report) -> Option<Read> {
    let given = aggregate(entry, report)?;
    let fits = check_modifiers(entry, given, report);
    let node = &given.node;
    let read = match given.key.as_str() {
        "matched" => Some(Read::one(sequence::read(entry, node, zone, report)?, Type::Boolean)),
        "score" => cases::score(entry, node, names, report),
        "lookup" => cases::lookup(entry, node, names, report),
        "lifecycle" => cases::lifecycle(entry, node),
        "price_ladder" => cases::price_ladder(entry, node, zone, report),
        name => folds::read(entry, name, node, zone, report),
    };
    read.filter(|_| fits)
}

/// The one field that says what is computed.
fn aggregate<'a>(entry: &'a Entry, report: &mut Report) -> Option<&'a Entry> {
    let mut given = entry.node.entries().iter().filter(|field| AGGREGATES.contains(&field.key.as_str()));
    match (given.next(), given.next()) {
        (Some(first), None) => Some(first),
        (None, _) if matches!(entry.node.value, Value::Map(_)) => {
            let message = format!("`{}` does not say what it computes", entry.key);
            let help = "add `count`, `sum`, `last` or another aggregate with the name of an event";
            report.add(codes::AGGREGATE, entry.span, message, help);
            None
        }
        (None, _) => None,
        (Some(first), Some(second)) => {
            let message = format!("`{}` has both `{}` and `{}`", entry.key, first.key, second.key);
            let help = "keep one of them, and make the other a trait of its own";
            report.add(codes::AGGREGATE, second.span, message, help);
            None
        }
    }
}

/// Reports fields that the aggregate does not take, those it lacks, and a second window.
fn check_modifiers(entry: &Entry, aggregate: &Entry, report: &mut Report) -> bool {
    let before = report.len();
    let name = aggregate.key.as_str();
    for field in entry.node.entries() {
        let Some((_, takers)) = MODIFIERS.iter().find(|(modifier, _)| *modifier == field.key) else {
            continue;
        };
        if !takers.contains(&name) && field.key == "of" {
            let what = field.node.text().unwrap_or("field");
            let message = format!("`{name}` looks at events and reads no `{what}`");
            report.add(codes::TRAIT_OF, field.node.span, message, "remove `of`");
        } else if !takers.contains(&name) {
            let message = format!("`{name}` takes no `{}`", field.key);
            let help = format!("remove it; it belongs to {}", listed(takers));
            report.add(codes::FIELD_OF_AGGREGATE, field.span, message, help);
        }
    }
    for (_, needed, example) in NEEDED.iter().filter(|(of, ..)| *of == name) {
        if entry.node.field(needed).is_none() {
            let message = format!("`{name}` needs `{needed}`");
            report.add(
                codes::FIELD_OF_AGGREGATE,
                aggregate.span,
                message,
                format!("add `{needed}: {example}`"),
            );
        }
    }
    let mut windows = entry.node.entries().iter().filter(|field| WINDOWS.contains(&field.key.as_str()));
    if let (Some(first), Some(second)) = (windows.next(), windows.next()) {
        let message = format!("`{}` and `{}` both say how far back", first.key, second.key);
        report.add(codes::WINDOWS, second.span, message, "keep one of them");
    }
    if let (Some(decay), Some(window)) = (
        entry.node.entry("half_life"),
        entry
            .node
            .entries()
            .iter()
            .find(|field| WINDOWS.contains(&field.key.as_str()) && field.key != "since"),
    ) {
        let message = format!("`{}` forgets by itself and takes no `{}`", decay.key, window.key);
        report.add(codes::WINDOWS, window.span, message, "keep one of them");
    }
    report.len() == before
}

/// `` `a`, `b` or `c` ``
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first, .., last] if names.len() > 4 => format!("`{first}`, `{last}` and others"),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(|name| format!("`{name}`")).collect();
            format!("{} or `{last}`", rest.join(", "))
        }
    }
}

/// The names of a text or of a list of texts.
fn texts(node: &Node) -> Vec<String> {
    match node.text() {
        Some(text) => vec![text.to_owned()],
        None => node.items().iter().filter_map(Node::text).map(str::to_owned).collect(),
    }
}

/// `1 step`, `2 steps`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

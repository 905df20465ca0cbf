//! `traits.yaml`: facts folded from events.

use sillage_engine::rules::{Aggregate, Field as EventField, Window};

use crate::{
    attributes::{self, Attribute, Attributes, Type},
    campaigns::placed,
    codes,
    diagnostic::Report,
    forms,
    shape::{FileShape, Shape, optional, required},
    time,
    yaml::{Entry, Node, Span},
};

static EVENT: Shape = Shape::Text(&forms::EVENT);

const EVENTS: Shape = Shape::Either(&[EVENT_TEXT, Shape::List { of: &EVENT, least: 1 }]);
const EVENT_TEXT: Shape = Shape::Text(&forms::EVENT);

/// The shape of `traits.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "traits",
    doc: "Computed traits: facts folded from what the visitor did, read as `trait.<name>`.",
    shape: Shape::Record(&[required(
        "traits",
        "Every trait by its name.",
        "{orders_90d: {count: purchase, within: 90d}}",
        Shape::Named { key: &forms::WORD, of: &TRAIT },
    )]),
};

static TRAIT: Shape = Shape::Record(&[
    optional("count", "How many of these events there were.", "view_item", EVENTS),
    optional("sum", "The sum of a field over these events.", "purchase", EVENTS),
    optional("last", "The field of the newest of these events that has it.", "view_item", EVENTS),
    optional(
        "of",
        "What is read of an event: value, time, item_id, item_category, item_brand, item_price, quantity, or the name of another parameter.",
        "item_category",
        Shape::Text(&forms::EVENT),
    ),
    optional(
        "within",
        "How far back; everything that is remembered if not given.",
        "7d",
        Shape::Text(&forms::DURATION),
    ),
    optional("description", "What it is good for.", "Interest of this week", Shape::Text(&forms::WORDS)),
    attributes::LABEL,
]);

/// A computed trait as its author declares it.
#[derive(Debug)]
pub(crate) struct Trait {
    /// The attribute it is read as.
    pub(crate) path: String,
    pub(crate) span: Span,
    pub(crate) on: Vec<String>,
    pub(crate) aggregate: Aggregate,
    pub(crate) of: EventField,
    pub(crate) window: Window,
}

/// Reads the traits and makes each an attribute, also those with mistakes, so that reading one is no second mistake.
pub(crate) fn read(root: &Node, attributes: &mut Attributes, report: &mut Report) -> Vec<Trait> {
    let mut traits = Vec::new();
    for entry in root.field("traits").map_or(&[][..], Node::entries) {
        let computed = read_one(entry, report);
        let kind = computed.as_ref().map_or(Type::Any, kind);
        let label = entry.node.field("label").and_then(placed);
        attributes.insert(format!("trait.{}", entry.key), Attribute { label, ..Attribute::any(kind) });
        traits.extend(computed);
    }
    traits
}

fn kind(computed: &Trait) -> Type {
    match (computed.aggregate, &computed.of) {
        (Aggregate::Count | Aggregate::Sum, _) => Type::Number,
        (_, EventField::ItemId | EventField::ItemCategory | EventField::ItemBrand) => Type::Text,
        (_, EventField::Parameter(_)) => Type::Any,
        _ => Type::Number,
    }
}

fn read_one(entry: &Entry, report: &mut Report) -> Option<Trait> {
    let (aggregate, events) = aggregate(entry, report)?;
    let of = of(entry, aggregate, report)?;
    let window = match entry.node.field("within") {
        Some(within) => Window::Rolling(time::duration(within.text()?)?),
        None => Window::All,
    };
    let on = match events.text() {
        Some(event) => vec![event.to_owned()],
        None => events.items().iter().filter_map(Node::text).map(str::to_owned).collect(),
    };
    Some(Trait { path: format!("trait.{}", entry.key), span: entry.span, on, aggregate, of, window })
}

fn aggregate<'a>(entry: &'a Entry, report: &mut Report) -> Option<(Aggregate, &'a Node)> {
    const KNOWN: [(&str, Aggregate); 3] =
        [("count", Aggregate::Count), ("sum", Aggregate::Sum), ("last", Aggregate::Last)];
    let given: Vec<(Aggregate, &Entry)> =
        KNOWN.iter().filter_map(|(name, aggregate)| Some((*aggregate, entry.node.entry(name)?))).collect();
    match given.as_slice() {
        [(aggregate, events)] => Some((*aggregate, &events.node)),
        [] if matches!(entry.node.value, crate::yaml::Value::Map(_)) => {
            let message = format!("`{}` does not say what it computes", entry.key);
            let help = "add `count`, `sum` or `last` with the name of an event";
            report.add(codes::AGGREGATE, entry.span, message, help);
            None
        }
        [] => None,
        [(_, first), (_, second), ..] => {
            let message = format!("`{}` has both `{}` and `{}`", entry.key, first.key, second.key);
            report.add(
                codes::AGGREGATE,
                second.span,
                message,
                "keep one of them, and make the other a trait of its own",
            );
            None
        }
    }
}

fn of(entry: &Entry, aggregate: Aggregate, report: &mut Report) -> Option<EventField> {
    let given = entry.node.entry("of");
    let field = match given {
        Some(given) => event_field(given.node.text()?),
        None if aggregate == Aggregate::Count => EventField::Event,
        None => EventField::Value,
    };
    let fits = match aggregate {
        Aggregate::Count => given.is_none(),
        Aggregate::Sum => matches!(field, EventField::Value | EventField::ItemPrice | EventField::Quantity),
        Aggregate::Last => true,
    };
    if let (false, Some(given)) = (fits, given) {
        let name = given.node.text().unwrap_or_default();
        let (message, help) = match aggregate {
            Aggregate::Count => (format!("`count` counts events and reads no `{name}`"), "remove `of`"),
            _ => (format!("`{name}` cannot be summed up"), "use `value`, `item_price` or `quantity`"),
        };
        report.add(codes::TRAIT_OF, given.node.span, message, help);
        return None;
    }
    Some(field)
}

fn event_field(name: &str) -> EventField {
    match name {
        "value" => EventField::Value,
        "time" => EventField::Time,
        "item_id" => EventField::ItemId,
        "item_category" => EventField::ItemCategory,
        "item_brand" => EventField::ItemBrand,
        "item_price" => EventField::ItemPrice,
        "quantity" => EventField::Quantity,
        other => EventField::Parameter(other.to_owned()),
    }
}

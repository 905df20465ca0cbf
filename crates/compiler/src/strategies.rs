//! `strategies.yaml`: ways to fill a slot with items.

use sillage_engine::{limits, rules};

use crate::{
    attributes::{Attributes, Type},
    campaigns::Placed,
    codes,
    condition::unknown_attribute,
    diagnostic::Report,
    forms,
    shape::{FileShape, Shape, optional, required},
    yaml::{Entry, Node, Span},
};

/// The shape of `strategies.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "strategies",
    doc: "Strategies: how a slot's recommendations are produced.",
    shape: Shape::Record(&[required(
        "strategies",
        "Every strategy by its name.",
        "{for_you: {source: personal, limit: 8}}",
        Shape::Named { key: &forms::NAME, of: &STRATEGY },
    )]),
};

const MOST: f64 = limits::LIMIT as f64;

static PATH: Shape = Shape::Text(&forms::PATH);

static STRATEGY: Shape = Shape::Record(&[
    required(
        "source",
        "Where items come from: the visitor's last items, the item of the page, popularity, what was viewed, or tags that match attributes.",
        "personal",
        Shape::Choice(&["personal", "similar", "popular", "recently_viewed", "matching"]),
    ),
    optional(
        "limit",
        "At most so many items; 8 if not given.",
        "8",
        Shape::Number { least: 1.0, most: MOST, whole: true },
    ),
    optional(
        "minimum",
        "With fewer items than this the slot keeps its default content; 1 if not given.",
        "4",
        Shape::Number { least: 1.0, most: MOST, whole: true },
    ),
    optional("without_owned", "Leave out what the visitor has bought.", "true", Shape::Boolean),
    optional(
        "per_brand",
        "At most so many items of one brand.",
        "2",
        Shape::Number { least: 1.0, most: MOST, whole: true },
    ),
    optional(
        "attributes",
        "For `matching`: attributes whose values are tags; an item is better the more of them it carries.",
        "[answer.skin_type]",
        Shape::List { of: &PATH, least: 1 },
    ),
    optional("categories", "Only items of these categories.", "[serum]", forms::TEXTS),
    optional("tags", "Only items that carry all of these tags.", "[vegan]", forms::TEXTS),
    optional("description", "What it is good for.", "The shelf of the home page", Shape::Text(&forms::WORDS)),
]);

/// A strategy as its author declares it.
#[derive(Debug)]
pub(crate) struct Strategy {
    pub(crate) span: Span,
    /// Categories and tags with their places.
    pub(crate) filters: Vec<(&'static str, String, Span)>,
    /// Attributes whose values are tags.
    pub(crate) attributes: Vec<Placed>,
    pub(crate) parts: rules::Strategy,
}

/// Reads the strategies, in source order.
pub(crate) fn read(root: &Node, report: &mut Report) -> Vec<Strategy> {
    let entries = root.field("strategies").map_or(&[][..], Node::entries);
    entries.iter().map(|entry| read_one(entry, report)).collect()
}

fn read_one(entry: &Entry, report: &mut Report) -> Strategy {
    let node = &entry.node;
    let count =
        |name: &str, otherwise: f64| node.field(name).and_then(Node::number).unwrap_or(otherwise) as u8;
    let texts = |name: &str| {
        let items = node.field(name).map_or(&[][..], Node::items);
        items.iter().filter_map(|item| Some((item.text()?.to_owned(), item.span))).collect::<Vec<_>>()
    };
    let (categories, tags) = (texts("categories"), texts("tags"));
    let parts = rules::Strategy {
        name: entry.key.clone(),
        source: source(node),
        limit: count("limit", 8.0),
        minimum: count("minimum", 1.0),
        categories: categories.iter().map(|(text, _)| text.clone()).collect(),
        tags: tags.iter().map(|(text, _)| text.clone()).collect(),
        without_owned: node.field("without_owned").and_then(Node::truth).unwrap_or(false),
        per_brand: count("per_brand", 0.0),
    };
    if let (true, Some(minimum)) = (parts.minimum > parts.limit, node.field("minimum")) {
        let message = format!("`minimum` is `{}`, more than the `limit` of `{}`", parts.minimum, parts.limit);
        report.add(
            codes::MINIMUM_OVER_LIMIT,
            minimum.span,
            message,
            "make `limit` at least as large as `minimum`",
        );
    }
    let named = |kind: &'static str, texts: Vec<(String, Span)>| {
        texts.into_iter().map(move |(text, span)| (kind, text, span))
    };
    let filters = named("category", categories).chain(named("tag", tags)).collect();
    let attributes = texts("attributes");
    check_source(entry, &parts, report);
    Strategy { span: entry.span, filters, attributes, parts }
}

/// `matching` wants attributes, and no other source takes them.
fn check_source(entry: &Entry, parts: &rules::Strategy, report: &mut Report) {
    let is_matching = matches!(parts.source, rules::Source::Matching(_));
    match entry.node.entry("attributes") {
        Some(given) if !is_matching => {
            let help = "remove them, or write `source: matching`";
            report.add(codes::MATCHING, given.span, "only `source: matching` reads `attributes`", help);
        }
        None if is_matching => {
            let message = format!("`{}` does not say which attributes to match", entry.key);
            let help = "add `attributes: [answer.skin_type]`";
            report.add(codes::MATCHING, entry.span, message, help);
        }
        _ => {}
    }
}

/// Reports attributes that are not there, or that can never be tags.
pub(crate) fn check_attributes(strategy: &Strategy, attributes: &Attributes, report: &mut Report) {
    for (path, span) in &strategy.attributes {
        let Some(attribute) = attributes.get(path) else {
            unknown_attribute(path, *span, attributes, report);
            continue;
        };
        if !matches!(attribute.kind, Type::Text | Type::List | Type::Any) {
            let message = format!("`{path}` is {}, which is never a tag", attribute.kind.name());
            report.add(codes::MATCHING, *span, message, "name attributes that are texts or lists of texts");
        }
    }
}

fn source(node: &Node) -> rules::Source {
    match node.field("source").and_then(Node::text) {
        Some("similar") => rules::Source::Similar,
        Some("popular") => rules::Source::Popular,
        Some("recently_viewed") => rules::Source::RecentlyViewed,
        Some("matching") => rules::Source::Matching(Vec::new()),
        _ => rules::Source::Personal,
    }
}

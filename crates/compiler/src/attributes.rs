//! `attributes.yaml`: facts that page, app and device tell, and what flows find out; and those that are always there.

use std::collections::BTreeMap;

use crate::{
    accept::{clip, one_of},
    campaigns::{Placed, placed},
    codes,
    diagnostic::Report,
    forms,
    shape::{Field, FileShape, Shape, optional, required},
    suggest::did_you_mean,
    yaml::{Entry, Node, Span},
};

/// The shape of `attributes.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "attributes",
    doc: "Attributes: facts that the page, the app or the device tells, and answers and scores of flows.",
    shape: Shape::Record(&[required(
        "attributes",
        "Every attribute by its path, beside those that are always there.",
        "{host.loyalty_tier: {type: text}}",
        Shape::Named { key: &forms::PATH, of: &ATTRIBUTE },
    )]),
};

static ATTRIBUTE: Shape = Shape::Record(&[
    required(
        "type",
        "What kind of value it has.",
        "text",
        Shape::Choice(&["text", "number", "boolean", "list", "date", "objects"]),
    ),
    optional("values", "All values a text or the elements of a list can have.", "[none, gold]", forms::TEXTS),
    optional(
        "description",
        "Who tells it, and what it means.",
        "Tier told after sign-in",
        Shape::Text(&forms::WORDS),
    ),
    LABEL,
]);

/// What an attribute or a trait is called where a visitor is told about it.
pub(crate) const LABEL: Field = optional(
    "label",
    "Key of the text that names it to the visitor.",
    "label.loyalty_tier",
    Shape::Text(&forms::WORDS),
);

/// What kind of value an attribute has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Number,
    Boolean,
    List,
    /// An instant, told as a text of ISO 8601 or in milliseconds since 1970.
    Date,
    /// A list of objects, or of anything else that is not only texts.
    Objects,
    /// Whatever an event's parameter happens to be.
    Any,
}

impl Type {
    /// What it is called in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Type::Text => "a text",
            Type::Number => "a number",
            Type::Boolean => "a truth value",
            Type::List => "a list of texts",
            Type::Date => "a date",
            Type::Objects => "a list of objects",
            Type::Any => "any value",
        }
    }
}

/// An attribute that conditions and texts may read.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) kind: Type,
    /// The only values possible; empty: any.
    pub(crate) values: Vec<String>,
    /// Key of the text that names it to the visitor.
    pub(crate) label: Option<Placed>,
    /// Where it is declared.
    pub(crate) span: Span,
}

impl Attribute {
    /// An attribute with any value of its type.
    pub(crate) fn any(kind: Type) -> Attribute {
        Attribute { kind, values: Vec::new(), label: None, span: Span::default() }
    }
}

/// Whether an attribute is filled by flows.
pub(crate) fn is_of_flows(path: &str) -> bool {
    path.starts_with("answer.") || path.starts_with("score.")
}

/// Every attribute by its path.
pub(crate) type Attributes = BTreeMap<String, Attribute>;

/// What the first part of a path may be, and who fills it.
pub(crate) const NAMESPACES: &[(&str, &str)] = &[
    ("page", "the page"),
    ("host", "the shop or the app"),
    ("device", "the device"),
    ("touch", "the way the visitor came"),
    ("trait", "computed traits"),
    ("answer", "answers of a flow"),
    ("score", "scores of a flow"),
    ("item", "the item of a card"),
];

const BUILT_IN: &[(&str, Type, &[&str])] = &[
    (
        "page.type",
        Type::Text,
        &[
            "home", "category", "product", "cart", "checkout", "order", "search", "account", "content",
            "store", "other",
        ],
    ),
    ("page.path", Type::Text, &[]),
    ("page.locale", Type::Text, &[]),
    ("page.market", Type::Text, &[]),
    ("page.currency", Type::Text, &[]),
    ("page.search_term", Type::Text, &[]),
    ("page.item_id", Type::Text, &[]),
    ("page.item_category", Type::Text, &[]),
    ("page.item_brand", Type::Text, &[]),
    ("page.price", Type::Number, &[]),
    ("device.class", Type::Text, &["phone", "tablet", "desktop"]),
    ("device.language", Type::Text, &[]),
    ("touch.source", Type::Text, &[]),
    ("touch.medium", Type::Text, &[]),
    ("touch.campaign", Type::Text, &[]),
    ("touch.content", Type::Text, &[]),
    ("touch.referrer", Type::Text, &["direct", "internal", "search", "social", "mail", "other"]),
];

/// The attributes that are there without being declared.
pub(crate) fn built_in() -> Attributes {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    BUILT_IN
        .iter()
        .map(|(path, kind, values)| {
            ((*path).to_owned(), Attribute { values: owned(values), ..Attribute::any(*kind) })
        })
        .collect()
}

/// Adds what `attributes.yaml` declares.
pub(crate) fn read(root: &Node, attributes: &mut Attributes, report: &mut Report) {
    for entry in root.field("attributes").map_or(&[][..], Node::entries) {
        if !may_declare(entry, report) {
            continue;
        }
        if let Some(attribute) = read_one(entry, report) {
            attributes.insert(entry.key.clone(), attribute);
        }
    }
}

fn may_declare(entry: &Entry, report: &mut Report) -> bool {
    let path = entry.key.as_str();
    let namespace = path.split('.').next().unwrap_or_default();
    if !path.contains('.') {
        return false;
    }
    if BUILT_IN.iter().any(|(known, ..)| *known == path) {
        let message = format!("`{path}` is always there");
        report.add(codes::ALREADY_DECLARED, entry.span, message, "remove this line");
        return false;
    }
    match namespace {
        "page" | "host" | "device" | "touch" | "answer" | "score" => true,
        "trait" => {
            let help = format!("declare `{}` in traits.yaml", path.trim_start_matches("trait."));
            report.add(
                codes::NOT_DECLARED_HERE,
                entry.span,
                format!("`{}` is a computed trait", clip(path)),
                help,
            );
            false
        }
        "item" => {
            let message = "`item.` is not told by page, app or device";
            let help = "use `page.`, `host.`, `device.` or `touch.` for what they tell";
            report.add(codes::NOT_DECLARED_HERE, entry.span, message, help);
            false
        }
        _ => {
            let message = format!("`{}` does not start with a known namespace", clip(path));
            report.add(codes::NAMESPACE, entry.span, message, namespace_help(namespace));
            false
        }
    }
}

/// Which namespace to use instead of an unknown one.
pub(crate) fn namespace_help(given: &str) -> String {
    let names: Vec<&str> = NAMESPACES.iter().map(|(name, _)| *name).collect();
    did_you_mean(given, names.iter().copied()).unwrap_or_else(|| one_of(&names))
}

fn read_one(entry: &Entry, report: &mut Report) -> Option<Attribute> {
    let node = &entry.node;
    let kind = match node.field("type")?.text()? {
        "text" => Type::Text,
        "number" => Type::Number,
        "boolean" => Type::Boolean,
        "list" => Type::List,
        "date" => Type::Date,
        "objects" => Type::Objects,
        _ => return None,
    };
    let values = node.entry("values");
    if let Some(values) = values.filter(|_| !matches!(kind, Type::Text | Type::List)) {
        let message = format!("`values` are for texts and lists, and this attribute is {}", kind.name());
        report.add(codes::VALUES_OF_TYPE, values.span, message, "remove `values`, or make the type `text`");
    }
    let texts = values.map_or(&[][..], |entry| entry.node.items()).iter().filter_map(Node::text);
    let label = node.field("label").and_then(placed);
    Some(Attribute { kind, values: texts.map(str::to_owned).collect(), label, span: entry.span })
}

//! `slots.yaml`: places on the page.

use crate::{
    accept::clip,
    codes,
    diagnostic::Report,
    forms, pictures,
    pictures::Pictures,
    shape::{FileShape, Shape, optional, required},
    yaml::{Entry, Node, Span},
};

static FIELD: Shape = Shape::Choice(&["text", "link", "image"]);

/// The shape of `slots.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "slots",
    doc: "Slots: named places on the page whose content is decided on the device.",
    shape: Shape::Record(&[required(
        "slots",
        "Every slot by its name.",
        "{home.hero: {fields: {title: text}}}",
        Shape::Named { key: &forms::NAME, of: &SLOT },
    )]),
};

static SLOT: Shape = Shape::Record(&[
    optional("description", "Where it is.", "The first thing on the home page", Shape::Text(&forms::WORDS)),
    optional(
        "fields",
        "What content it takes: the name of each field and whether it is a text, a link or an image.",
        "{title: text, href: link}",
        Shape::Named { key: &forms::WORD, of: &FIELD },
    ),
    optional(
        "strategy",
        "What fills it with items where no campaign does.",
        "for_you",
        Shape::Text(&forms::NAME),
    ),
    optional(
        "conflict",
        "Which of several campaigns of the greatest priority is shown: the `first` of the source, or the one seen longest ago \
         (`rotate`); `first` if not given.",
        "rotate",
        Shape::Choice(&["first", "rotate"]),
    ),
    optional(
        "late",
        "Whether what was seen in it may be replaced when a campaign's trigger happens; false if not given.",
        "true",
        Shape::Boolean,
    ),
    optional(
        "pictures",
        "Which pictures the page asks for here, where that differs from sillage.yaml.",
        "all",
        pictures::SHAPE,
    ),
]);

/// What a field of a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    Text,
    /// The address of a page.
    Link,
    /// The address of a picture.
    Image,
}

/// A slot as its author declares it.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: String,
    pub(crate) span: Span,
    /// The kind of each field; none where it is none of the known ones.
    pub(crate) fields: Vec<(String, Option<FieldKind>)>,
    pub(crate) strategy: Option<(String, Span)>,
    pub(crate) rotates: bool,
    pub(crate) late: bool,
    /// As `sillage.yaml` says where it says nothing itself.
    pub(crate) pictures: Pictures,
}

impl Slot {
    /// Whether a field takes a picture.
    pub(crate) fn is_image(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, kind)| name == field && *kind == Some(FieldKind::Image))
    }
}

/// Reads the slots, sorted by name.
pub(crate) fn read(root: &Node, pictures: Pictures, report: &mut Report) -> Vec<Slot> {
    let entries = root.field("slots").map_or(&[][..], Node::entries);
    let mut slots: Vec<Slot> = entries.iter().map(|entry| read_one(entry, pictures, report)).collect();
    slots.sort_by(|a, b| a.name.cmp(&b.name));
    slots
}

fn read_one(entry: &Entry, pictures: Pictures, report: &mut Report) -> Slot {
    let declared = entry.node.field("fields").map_or(&[][..], Node::entries);
    let fields = declared.iter().filter_map(|field| read_field(field, report)).collect();
    let strategy = entry.node.field("strategy").and_then(|node| Some((node.text()?.to_owned(), node.span)));
    let rotates = entry.node.field("conflict").and_then(Node::text) == Some("rotate");
    let late = entry.node.field("late").and_then(Node::truth) == Some(true);
    let pictures = entry.node.field("pictures").and_then(Pictures::read).unwrap_or(pictures);
    Slot { name: entry.key.clone(), span: entry.span, fields, strategy, rotates, late, pictures }
}

fn read_field(field: &Entry, report: &mut Report) -> Option<(String, Option<FieldKind>)> {
    if matches!(field.key.as_str(), "template" | "strategy") {
        let message = format!("a field cannot be called `{}`", clip(&field.key));
        let help = "give it another name; in `show` this one means a template or a strategy";
        report.add(codes::RESERVED_FIELD, field.span, message, help);
        return None;
    }
    let kind = match field.node.text() {
        Some("text") => Some(FieldKind::Text),
        Some("link") => Some(FieldKind::Link),
        Some("image") => Some(FieldKind::Image),
        _ => None,
    };
    Some((field.key.clone(), kind))
}

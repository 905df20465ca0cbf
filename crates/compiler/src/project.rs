//! `sillage.yaml`: the shop itself.

use crate::{
    accept::{clip, has_form},
    codes,
    diagnostic::Report,
    forms, pictures,
    pictures::Pictures,
    shape::{FileShape, Form, Shape, optional, required},
    yaml::{Node, Span},
    zone::Zone,
};

static PROJECT_NAME: Form = Form {
    what: "a project's name",
    pattern: "[a-z0-9]+(-[a-z0-9]+)*",
    help: "use small letters, digits and `-`",
    code: crate::codes::FORM,
};

static CURRENCY: Form = Form {
    what: "a currency",
    pattern: "[A-Z]{3}",
    help: "write its three capital letters of ISO 4217, as in `EUR`",
    code: crate::codes::FORM,
};

static ZONE: Form = Form {
    what: "a time zone",
    pattern: "[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*",
    help: "write its name in the IANA database, as in `Europe/Paris`",
    code: crate::codes::ZONE,
};

static LOCALE: Shape = Shape::Text(&forms::LOCALE);

/// The shape of `sillage.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "sillage",
    doc: "The shop: its name, languages and money, and where catalogue and model lie.",
    shape: Shape::Record(&[
        required("name", "The project's name, also the bundle's.", "maison", Shape::Text(&PROJECT_NAME)),
        required(
            "locales",
            "Languages the shop speaks; the first is the default.",
            "[en, fr]",
            Shape::List { of: &LOCALE, least: 1 },
        ),
        required("currency", "Currency of the catalogue's prices.", "EUR", Shape::Text(&CURRENCY)),
        optional(
            "catalogue",
            "The catalogue, one product a line.",
            "catalogue.jsonl",
            Shape::Text(&forms::FILE),
        ),
        optional(
            "zone",
            "Time zone in which the shop's days begin; UTC if not given.",
            "Europe/Paris",
            Shape::Text(&ZONE),
        ),
        optional("model", "The model that `atelier train` writes.", "model.bin", Shape::Text(&forms::FILE)),
        optional(
            "valid_days",
            "For how many days a bundle may be used after it was built; 90 if not given.",
            "90",
            Shape::Number { least: 1.0, most: 365.0, whole: true },
        ),
        optional(
            "pictures",
            "Which pictures the page asks for. `all`, if not given: those of all campaigns of a slot, whichever is shown, and none \
             of product cards. `none`: none. `shown-only`: those of what is shown, by which the \
             host of the pictures and whoever watches the network can see what that is.",
            "all",
            pictures::SHAPE,
        ),
    ]),
};

/// The shop as its author declares it.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) name: String,
    pub(crate) locales: Vec<(String, Span)>,
    pub(crate) currency: String,
    pub(crate) zone: Zone,
    pub(crate) catalogue: Option<(String, Span)>,
    pub(crate) model: Option<String>,
    pub(crate) valid_days: u32,
    pub(crate) pictures: Pictures,
}

/// Reads what is well formed.
pub(crate) fn read(root: &Node, report: &mut Report) -> Project {
    let text = |name: &str| root.field(name).and_then(Node::text).map(str::to_owned);
    let placed = |node: &Node| Some((node.text()?.to_owned(), node.span));
    Project {
        name: text("name").unwrap_or_default(),
        locales: root
            .field("locales")
            .map_or(&[][..], Node::items)
            .iter()
            .filter_map(placed)
            .filter(|(text, _)| has_form(&forms::LOCALE, text))
            .collect(),
        currency: text("currency").unwrap_or_default(),
        zone: read_zone(root, report),
        catalogue: root.field("catalogue").and_then(placed),
        model: text("model"),
        valid_days: root.field("valid_days").and_then(Node::number).unwrap_or(90.0) as u32,
        pictures: root.field("pictures").and_then(Pictures::read).unwrap_or_default(),
    }
}

fn read_zone(root: &Node, report: &mut Report) -> Zone {
    let Some(node) = root.field("zone") else { return Zone::utc() };
    let Some(name) = node.text().filter(|name| has_form(&ZONE, name)) else { return Zone::utc() };
    Zone::named(name).unwrap_or_else(|| {
        let names = Zone::names();
        let help = report.did_you_mean(name, names.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| ZONE.help.to_owned());
        report.add(codes::ZONE, node.span, format!("there is no time zone `{}`", clip(name)), help);
        Zone::utc()
    })
}

//! The forms of text that several source files share: names, paths, addresses, dates, durations.

use crate::{
    codes,
    shape::{Form, Shape},
};

/// Anything but nothing.
pub(crate) static WORDS: Form = Form {
    what: "a text",
    pattern: r"[^\u0000]*[^\u0000\s][^\u0000]*",
    help: "write at least one word",
    code: codes::FORM,
};

/// Any text.
pub(crate) static ANY: Form = Form {
    what: "a text",
    pattern: r"[^\u0000]*",
    help: "remove the character with the code 0",
    code: codes::FORM,
};

/// Names of campaigns, slots, segments, strategies, templates and texts.
pub(crate) static NAME: Form = Form {
    what: "a name",
    pattern: "[a-z][a-z0-9_]*([.-][a-z0-9_]+)*",
    help: "use small letters, digits and `_`, with `.` or `-` between words",
    code: codes::FORM,
};

/// Names that become a part of a path or of a page's attribute.
pub(crate) static WORD: Form = Form {
    what: "a name",
    pattern: "[a-z][a-z0-9_]*",
    help: "use small letters, digits and `_`",
    code: codes::FORM,
};

/// Paths of attributes.
pub(crate) static PATH: Form = Form {
    what: "an attribute's path",
    pattern: r"[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)+",
    help: "write a namespace, a dot and a name, as in `host.loyalty_tier`",
    code: codes::FORM,
};

/// BCP 47 tags of language, script and region.
pub(crate) static LOCALE: Form = Form {
    what: "a locale",
    pattern: "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?",
    help: "write a language, and a region if need be, as in `en` or `fr-CA`",
    code: codes::FORM,
};

/// Names of events, as GA4 allows them.
pub(crate) static EVENT: Form = Form {
    what: "an event's name",
    pattern: "[a-zA-Z][a-zA-Z0-9_]{0,39}",
    help: "use GA4's name, as in `view_item`, or an own one of letters, digits and `_` that starts with `x_`",
    code: codes::EVENT_NAME,
};

/// Lengths of time.
pub(crate) static DURATION: Form = Form {
    what: "a duration",
    pattern: "[1-9][0-9]{0,4}[mhdw]",
    help: "write a whole number and `m`, `h`, `d` or `w`, as in `7d`",
    code: codes::DURATION,
};

/// A date, or an instant with its offset.
pub(crate) static DATE: Form = Form {
    what: "a date",
    pattern: r"[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?",
    help: "write `2026-12-31`, or an instant with its offset as in `2026-12-31T18:00:00+01:00`",
    code: codes::DATE,
};

/// Addresses a page may lead to or load a picture from.
pub(crate) static ADDRESS: Form = Form {
    what: "an address",
    pattern: r"(/([^/\\\u0000-\u0020\u007f][^\\\u0000-\u0020\u007f]*)?|https://[^/\\?#@\u0000-\u0020\u007f]+([/?#][^\\\u0000-\u0020\u007f]*)?)",
    help: "write a path of the shop as in `/products/x.html`, or `https://…`",
    code: codes::ADDRESS,
};

/// Paths of files in the project.
pub(crate) static FILE: Form = Form {
    what: "a path in the project",
    pattern: r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*",
    help: "write a path below the project's folder, as in `catalogue.jsonl`",
    code: codes::FORM,
};

/// A list of texts.
pub(crate) static TEXT: Shape = Shape::Text(&WORDS);
/// A list of texts, at least one.
pub(crate) const TEXTS: Shape = Shape::List { of: &TEXT, least: 1 };

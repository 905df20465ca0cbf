//! The shape of `traits.yaml`, and which fields belong together.

use crate::{
    attributes, codes, forms,
    shape::{Field, FileShape, Form, Shape, optional, required},
};

const EVENTS: Shape = Shape::Either(&[EVENT_TEXT, Shape::List { of: &EVENT, least: 1 }]);
const EVENT_TEXT: Shape = Shape::Text(&forms::EVENT);
static EVENT: Shape = EVENT_TEXT;
static NUMBER: Shape = Shape::Number { least: -1e12, most: 1e12, whole: false };
const CUTS: Shape = Shape::List { of: &NUMBER, least: 1 };

static CALENDAR: Form = Form {
    what: "a number of calendar periods",
    pattern: "[1-9][0-9]{0,3}(d|w|mo)",
    help: "write a whole number and `d`, `w` or `mo`, as in `7d` for today and the six days before",
    code: codes::DURATION,
};

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

/// Fields that say what is computed; a trait has exactly one of them.
pub(super) const AGGREGATES: &[&str] = &[
    "count",
    "sum",
    "min",
    "max",
    "avg",
    "first",
    "last",
    "unique",
    "count_unique",
    "mode",
    "days_since",
    "days_since_first",
    "streak",
    "matched",
    "coverage_days",
    "touchpoint",
    "score",
    "lookup",
    "lifecycle",
    "price_ladder",
];

/// Fields that only some aggregates take, and which.
pub(super) const MODIFIERS: &[(&str, &[&str])] = &[
    ("of", &["sum", "min", "max", "avg", "first", "last", "unique", "count_unique", "mode", "touchpoint"]),
    (
        "where",
        &[
            "count",
            "sum",
            "min",
            "max",
            "avg",
            "first",
            "last",
            "unique",
            "count_unique",
            "mode",
            "days_since",
            "days_since_first",
            "streak",
        ],
    ),
    ("within", WINDOWED),
    ("calendar", WINDOWED),
    ("session", WINDOWED),
    ("since", WINDOWED),
    ("limit", &["unique"]),
    ("half_life", &["mode"]),
    ("every", &["streak"]),
    ("duration", &["matched"]),
    ("scope", &["matched"]),
    ("cuts", &["score", "price_ladder"]),
    ("descending", &["score"]),
    ("table", &["lookup"]),
    ("category", &["price_ladder"]),
    ("bands", &["price_ladder"]),
    ("loyal", &["lifecycle"]),
    ("lapsing", &["lifecycle"]),
];

const WINDOWED: &[&str] = &[
    "count",
    "sum",
    "min",
    "max",
    "avg",
    "first",
    "last",
    "unique",
    "count_unique",
    "mode",
    "matched",
    "price_ladder",
];

/// Fields of which a trait has at most one: how far back it looks.
pub(super) const WINDOWS: &[&str] = &["within", "calendar", "session", "since"];

/// Aggregates that cannot do without another field, and that field as an author would write it.
pub(super) const NEEDED: &[(&str, &str, &str)] = &[
    ("unique", "of", "item_id"),
    ("count_unique", "of", "item_id"),
    ("mode", "of", "item_category"),
    ("streak", "every", "week"),
    ("score", "cuts", "[30, 90, 180]"),
    ("lookup", "table", "[{when: [5, any], value: champions}]"),
    ("price_ladder", "cuts", "[20, 45]"),
    ("price_ladder", "category", "serum"),
];

const fn events(name: &'static str, doc: &'static str, example: &'static str) -> Field {
    optional(name, doc, example, EVENTS)
}

static STEP: Shape = Shape::Either(&[EVENT_TEXT, Shape::Record(STEP_FIELDS)]);
static STEP_FIELDS: &[Field] = &[
    events("event", "What happens in this step.", "add_to_cart"),
    events("not", "What must not happen after the step before, within `within`; the last step.", "purchase"),
    optional("where", "A condition on the event and its items.", "{item_category: serum}", Shape::Condition),
    optional("within", "How long after the step before, at most.", "30m", Shape::Text(&forms::DURATION)),
    optional("directly", "Whether nothing else may happen between.", "true", Shape::Boolean),
];

static CELL: Shape =
    Shape::Either(&[Shape::Text(&forms::WORDS), NUMBER_CELL, Shape::List { of: &CELL_VALUE, least: 1 }]);
const NUMBER_CELL: Shape = Shape::Number { least: -1e12, most: 1e12, whole: false };
static CELL_VALUE: Shape = Shape::Either(&[Shape::Text(&forms::WORDS), NUMBER_CELL]);
static ROW: Shape = Shape::Record(&[
    required(
        "when",
        "A value for each trait of `lookup`: one, a list of several, or `any`.",
        "[5, [4, 5], any]",
        Shape::Sequence { of: &CELL, least: 1 },
    ),
    required("value", "What the trait is then.", "champions", CELL_VALUE_SHAPE),
]);
const CELL_VALUE_SHAPE: Shape = Shape::Either(&[Shape::Text(&forms::WORDS), NUMBER_CELL]);

static TRAIT: Shape = Shape::Record(&[
    events("count", "How many of these events there were.", "view_item"),
    events("sum", "The sum of a field over these events.", "purchase"),
    events("min", "The least of a field of these events.", "purchase"),
    events("max", "The greatest of a field of these events.", "purchase"),
    events("avg", "The mean of a field of these events.", "purchase"),
    events("first", "The field of the oldest of these events that has it.", "session_start"),
    events("last", "The field of the newest of these events that has it.", "view_item"),
    events("unique", "The distinct values of a field, newest first.", "view_item"),
    events("count_unique", "How many distinct values a field has; at most 256 are told apart.", "view_item"),
    events("mode", "The value of a field that occurs most.", "view_item"),
    events("days_since", "Midnights of the shop's zone since the newest of these events.", "purchase"),
    events("days_since_first", "Midnights of the shop's zone since the oldest of these events.", "purchase"),
    events(
        "streak",
        "How many days, weeks or months in a row have such an event, up to this or the one before.",
        "session_start",
    ),
    optional(
        "matched",
        "Whether events happened in this order; the newest 64 of them are looked at.",
        "[view_item, add_to_cart, {not: purchase, within: 2h}]",
        Shape::Sequence { of: &STEP, least: 1 },
    ),
    optional("coverage_days", "Days since anything is known of the visitor.", "true", Shape::Boolean),
    optional(
        "touchpoint",
        "How the visitor came: the first time, or the last.",
        "first",
        Shape::Choice(&["first", "last"]),
    ),
    optional(
        "score",
        "The class of another trait by `cuts`: 1 below the first, one more from each on.",
        "days_since_order",
        Shape::Text(&forms::WORD),
    ),
    optional(
        "lookup",
        "The first row of `table` that the values of these traits fit.",
        "[recency, frequency]",
        Shape::List { of: &NAME, least: 1 },
    ),
    events(
        "lifecycle",
        "new, exploring, first_order, repeat, loyal or lapsing, by these orders; `host.lifecycle` wins.",
        "purchase",
    ),
    events(
        "price_ladder",
        "The band of the mean price in these events' items of a category, by `cuts`.",
        "[view_item, purchase]",
    ),
    optional(
        "of",
        "What is read of an event: value, time, item_id, item_category, item_brand, item_price, quantity, or the name of another parameter.",
        "item_category",
        Shape::Text(&forms::EVENT),
    ),
    optional(
        "where",
        "A condition on the event and one of its items: value, item_id, item_category, item_brand, price, quantity, or another parameter.",
        "{item_category: serum}",
        Shape::Condition,
    ),
    optional(
        "within",
        "How far back, to the minute up to 48h, to the hour beyond; everything that is remembered if not given.",
        "7d",
        Shape::Text(&forms::DURATION),
    ),
    optional(
        "calendar",
        "So many whole days, weeks (from Monday) or months of the shop's zone, the current one included.",
        "7d",
        Shape::Text(&CALENDAR),
    ),
    optional("session", "Since the visit began.", "true", Shape::Boolean),
    optional(
        "since",
        "From this date of the shop's zone, or instant, on.",
        "2026-09-01",
        Shape::Text(&forms::DATE),
    ),
    optional(
        "limit",
        "How many values `unique` keeps; 20 if not given.",
        "20",
        Shape::Number { least: 1.0, most: 256.0, whole: true },
    ),
    optional(
        "half_life",
        "After this time an event weighs half in `mode`.",
        "14d",
        Shape::Text(&forms::DURATION),
    ),
    optional("every", "What `streak` counts.", "week", Shape::Choice(&["day", "week", "month"])),
    optional("duration", "How long all steps of `matched` may take.", "1h", Shape::Text(&forms::DURATION)),
    optional(
        "scope",
        "Whether all steps of `matched` are of one visit.",
        "session",
        Shape::Choice(&["session", "all"]),
    ),
    optional("cuts", "Where one class ends and the next begins, ascending.", "[30, 90, 180]", CUTS),
    optional("descending", "Whether `score` is highest below the first cut.", "true", Shape::Boolean),
    optional(
        "table",
        "Rows of `lookup`; the first that fits counts.",
        "[{when: [5, any], value: champions}]",
        Shape::List { of: &ROW, least: 1 },
    ),
    optional("category", "The `item_category` of `price_ladder`.", "serum", Shape::Text(&forms::WORDS)),
    optional(
        "bands",
        "Names of the classes of `price_ladder`, one more than cuts; entry, middle, premium if not given.",
        "[entry, middle, premium]",
        forms::TEXTS,
    ),
    optional(
        "loyal",
        "From how many orders on a visitor of `lifecycle` is loyal; 4 if not given.",
        "4",
        Shape::Number { least: 3.0, most: 1000.0, whole: true },
    ),
    optional(
        "lapsing",
        "How long after the last order a visitor of `lifecycle` is lapsing; 120d if not given.",
        "120d",
        Shape::Text(&forms::DURATION),
    ),
    optional("description", "What it is good for.", "Interest of this week", Shape::Text(&forms::WORDS)),
    attributes::LABEL,
]);
static NAME: Shape = Shape::Text(&forms::WORD);

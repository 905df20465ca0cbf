//! The shape of `flows.yaml`, and of every file in `flows/`.
//!
//! What a step takes depends on what it asks; [`super::check`] tells that, the shape knows only the fields there are.

use sillage_engine::limits;

use crate::{
    codes, forms,
    shape::{FileShape, Form, Shape, optional, required},
};

/// Kinds of question.
pub(crate) const ASKS: &[&str] = &["single_choice", "multiple_choice", "slider", "statement"];
/// Votes, additions and their sums stay far within an `i32`.
const WEIGHT: Shape = Shape::Number { least: -1_000.0, most: 1_000.0, whole: true };
const BOUND: Shape = Shape::Number { least: -1e9, most: 1e9, whole: false };
const REVISION: Shape = Shape::Number { least: 1.0, most: 1e9, whole: true };

static COLOUR: Form = Form {
    what: "a colour",
    pattern: "#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})",
    help: "write it in hexadecimal, as in `\"#aabbcc\"`",
    code: codes::FORM,
};

const TEXT_KEY: Shape = Shape::Text(&forms::WORDS);

/// The shape of `flows.yaml`, and of every file in `flows/`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "flows",
    doc: "Flows: questions that a visitor answers on her device, and what comes out of them.",
    shape: Shape::Record(&[required(
        "flows",
        "Every flow by its name.",
        "{}",
        Shape::Named { key: &forms::NAME, of: &FLOW },
    )]),
};

static FLOW: Shape = Shape::Record(&[
    required("kind", "What the flow is.", "product_finder", Shape::Choice(&["product_finder"])),
    required(
        "hypothesis",
        "What you expect, and why.",
        "Who is asked about her skin finds a cleanser sooner",
        Shape::Text(&forms::WORDS),
    ),
    required(
        "goal",
        "The number that will tell whether it holds.",
        "add_to_cart within the visit",
        Shape::Text(&forms::WORDS),
    ),
    required(
        "guardrail",
        "The number that must not get worse.",
        "share of flows that are left unfinished",
        Shape::Text(&forms::WORDS),
    ),
    required("owner", "Who answers for it.", "crm", Shape::Text(&forms::WORDS)),
    required("title", "Key of the text above the flow.", "flow.finder.title", TEXT_KEY),
    optional("body", "Key of the text below the title.", "flow.finder.body", TEXT_KEY),
    optional(
        "revision",
        "Raise it where answers given to the old flow mean something else now; 1 if not given.",
        "2",
        REVISION,
    ),
    required(
        "steps",
        "The questions by their ids, in the order they are asked.",
        "{skin: {ask: statement, title: flow.finder.skin}}",
        Shape::Named { key: &forms::NAME, of: &STEP },
    ),
    required(
        "outcomes",
        "What can come out, by id; the first whose `when` holds wins, the last has no `when`.",
        "{balance: {title: flow.finder.balance}}",
        Shape::Named { key: &forms::NAME, of: &OUTCOME },
    ),
]);

static STEP: Shape = Shape::Record(&[
    required("ask", "What kind of question it is.", "single_choice", Shape::Choice(ASKS)),
    required("title", "Key of the question's text.", "flow.finder.skin.title", TEXT_KEY),
    optional("help", "Key of the text below the question.", "flow.finder.skin.help", TEXT_KEY),
    optional(
        "attribute",
        "The attribute that keeps the answer: an `answer.` or a `score.` of attributes.yaml.",
        "answer.skin_type",
        Shape::Text(&forms::PATH),
    ),
    optional("required", "Whether it must be answered; true if not given.", "false", Shape::Boolean),
    optional(
        "revision",
        "Raise it where an answer given to the old question does not count any more; 1 if not given.",
        "2",
        REVISION,
    ),
    optional(
        "relevant",
        "Ask only where this holds, over `answer.` and `score.` of earlier steps.",
        "{answer.age: young}",
        Shape::Condition,
    ),
    optional(
        "options",
        "The answers of a choice, by their ids.",
        "{dry-skin: {label: flow.finder.skin.dry}}",
        Shape::Named { key: &forms::NAME, of: &OPTION },
    ),
    optional(
        "least",
        "Least value of a slider, or how many options a multiple choice wants at least (1 if not given).",
        "1",
        BOUND,
    ),
    optional(
        "most",
        "Greatest value of a slider, or how many options a multiple choice takes at most (all if not given).",
        "3",
        BOUND,
    ),
    optional(
        "step",
        "How far apart a slider's values are; 1 if not given.",
        "5",
        Shape::Number { least: 0.001, most: 1e9, whole: false },
    ),
    optional("unit", "Key of the text behind a slider's value.", "flow.finder.euro", TEXT_KEY),
    optional(
        "routes",
        "Where to go after the answer: the first `when` that holds; forward only.",
        "[{when: {answer.skin_type: dry-skin}, to: budget}]",
        Shape::List { of: &ROUTE, least: 1 },
    ),
    optional(
        "next",
        "The step that follows where no route holds; the one below if not given, `result` ends.",
        "budget",
        Shape::Text(&forms::NAME),
    ),
]);

static ROUTE: Shape = Shape::Record(&[
    required("when", "When this route is taken.", "{answer.skin_type: dry-skin}", Shape::Condition),
    required("to", "The step to go to; `result` ends.", "budget", Shape::Text(&forms::NAME)),
]);

static SET: Shape = Shape::Either(&[Shape::Text(&forms::WORDS), WHOLE_OR_NOT, Shape::Boolean, forms::TEXTS]);
const WHOLE_OR_NOT: Shape = Shape::Number { least: -1e15, most: 1e15, whole: false };
static WEIGHTS: Shape = WEIGHT;

static OPTION: Shape = Shape::Record(&[
    required("label", "Key of the option's text.", "flow.finder.skin.dry", TEXT_KEY),
    optional("help", "Key of the text below the label.", "flow.finder.skin.dry.help", TEXT_KEY),
    optional("picture", "Address of a picture.", "/pictures/dry.svg", Shape::Text(&forms::ADDRESS)),
    optional("colour", "A colour to show beside it.", "\"#aabbcc\"", Shape::Text(&COLOUR)),
    optional(
        "vote",
        "Points for products that carry a tag.",
        "{dry-skin: 3}",
        Shape::Named { key: &forms::WORDS, of: &WEIGHTS },
    ),
    optional("exclude", "Products that carry one of these tags are left out.", "[alcohol]", forms::TEXTS),
    optional(
        "add",
        "Points for an attribute that is a number.",
        "{score.barrier: 1}",
        Shape::Named { key: &forms::PATH, of: &WEIGHTS },
    ),
    optional(
        "set",
        "Values for attributes.",
        "{answer.path: gentle}",
        Shape::Named { key: &forms::PATH, of: &SET },
    ),
]);

static OUTCOME: Shape = Shape::Record(&[
    optional(
        "when",
        "When it comes out; the last outcome has none.",
        "{answer.skin_type: sensitive-skin}",
        Shape::Condition,
    ),
    required("title", "Key of the text above the result.", "flow.finder.calm.title", TEXT_KEY),
    optional("body", "Key of the text below that title.", "flow.finder.calm.body", TEXT_KEY),
    optional(
        "picks",
        "What it recommends: a name for each kind of product, and how it is chosen.",
        "{cleanser: {title: flow.finder.cleanser, categories: [cleanser]}}",
        Shape::Named { key: &forms::NAME, of: &PICK },
    ),
]);

static PICK: Shape = Shape::Record(&[
    required("title", "Key of the text above the product.", "flow.finder.cleanser", TEXT_KEY),
    optional("categories", "Only products of these categories.", "[cleanser]", forms::TEXTS),
    optional("tags", "Only products that carry all of these tags.", "[vegan]", TAGS),
    optional(
        "runners_up",
        "How many further products stand below the first; none if not given.",
        "2",
        Shape::Number { least: 0.0, most: (limits::LIMIT - 1) as f64, whole: true },
    ),
]);

const TAGS: Shape = Shape::List { of: &forms::TEXT, least: 0 };

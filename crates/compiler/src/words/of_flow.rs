//! The words of one flow: everything its page shows, and how it looks.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;
use serde_json::Value;
use sillage_engine::catalogue::Shard;

use super::Words;
use crate::{
    catalogue::TOP_KEY,
    flows::{Ask, Choice, Flow, Outcome, Step},
    pictures::Pictures,
    yaml::json_number,
};

/// The flow's style sheet, adopted by its shadow root.
const STYLE: &str = include_str!("flow.css");

#[derive(Serialize)]
struct FlowWords<'a> {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    kind: &'a str,
    locale: &'a str,
    direction: &'static str,
    css: &'static str,
    shards: Vec<&'a str>,
    ui: BTreeMap<&'static str, Cow<'static, str>>,
    steps: Vec<StepWords<'a>>,
    outcomes: BTreeMap<&'a str, OutcomeWords<'a>>,
    tags: BTreeMap<&'a str, String>,
    /// Whether its result shows those of the products it found.
    pictures: bool,
}

#[derive(Serialize)]
struct StepWords<'a> {
    id: &'a str,
    revision: u32,
    ask: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    required: bool,
    /// The type of its input elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'static str>,
    /// What is said of an answer that is missing, too little or too much.
    problems: BTreeMap<&'static str, String>,
    /// What is said beside a slider.
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<OptionWords<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

#[derive(Serialize)]
struct OptionWords<'a> {
    id: &'a str,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<&'a str>,
}

#[derive(Serialize)]
struct OutcomeWords<'a> {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    picks: BTreeMap<&'a str, String>,
}

/// The section of one flow in one locale.
pub(super) fn json(flow: &Flow, words: &Words, shards: &[(String, Shard)]) -> String {
    let ui = words.built_in.flow.iter().map(|(name, text)| (name.as_str(), words.own(name, text)));
    let because = |tag: String| words.of_flow("because", &[("tag", tag)]);
    let tag = |tag| Some((tag, because(words.find(&format!("tag.{tag}"))?)));
    let of_flow = FlowWords {
        title: words.text(flow.title.as_ref()).unwrap_or_default(),
        body: words.text(flow.body.as_ref()),
        kind: &flow.kind,
        locale: words.locale,
        direction: words.direction(),
        css: STYLE,
        shards: needed(flow, shards),
        ui: ui.collect(),
        steps: flow.steps.iter().map(|step| step_words(step, words)).collect(),
        outcomes: flow
            .outcomes
            .iter()
            .map(|outcome| (outcome.id.as_str(), outcome_words(outcome, words)))
            .collect(),
        tags: flow.votes().filter_map(tag).collect(),
        pictures: words.pictures == Pictures::ShownOnly,
    };
    serde_json::to_string(&of_flow).unwrap_or_default()
}

fn step_words<'a>(step: &'a Step, words: &Words) -> StepWords<'a> {
    let ask = step.ask.unwrap_or(Ask::Statement);
    let (least, most, apart) = match ask {
        Ask::Many => {
            let (least, most) = step.bounds();
            (Some(Value::from(least)), Some(Value::from(most)), None)
        }
        Ask::Number => {
            let (least, most, apart) = step.range().unwrap_or_default();
            (Some(json_number(least)), Some(json_number(most)), Some(json_number(apart)))
        }
        Ask::Statement | Ask::One => (None, None, None),
    };
    let ends = [("least", &least), ("most", &most)]
        .map(|(name, end)| (name, end.as_ref().map(Value::to_string).unwrap_or_default()));
    let mut problems = BTreeMap::new();
    if step.required && ask != Ask::Statement {
        problems.insert("none", words.of_flow("required", &[]));
    }
    if ask == Ask::Many {
        problems.insert("least", words.of_flow("choose_least", &ends));
        problems.insert("most", words.of_flow("choose_most", &ends));
    }
    let bounds = (ask == Ask::Number).then(|| words.of_flow("number_range", &ends));
    StepWords {
        id: &step.id,
        revision: step.revision,
        ask: ask.name(),
        title: words.text(step.title.as_ref()).unwrap_or_default(),
        help: words.text(step.help.as_ref()),
        required: step.required,
        input: ask.input(),
        problems,
        bounds,
        options: step.options.iter().map(|option| option_words(option, words)).collect(),
        least,
        most,
        step: apart,
        unit: words.text(step.unit.as_ref()),
    }
}

fn option_words<'a>(option: &'a Choice, words: &Words) -> OptionWords<'a> {
    OptionWords {
        id: &option.id,
        label: words.text(option.label.as_ref()).unwrap_or_default(),
        help: words.text(option.help.as_ref()),
        picture: option.picture.as_deref(),
        colour: option.colour.as_deref(),
    }
}

fn outcome_words<'a>(outcome: &'a Outcome, words: &Words) -> OutcomeWords<'a> {
    let picks = outcome.picks.iter();
    OutcomeWords {
        title: words.text(outcome.title.as_ref()).unwrap_or_default(),
        body: words.text(outcome.body.as_ref()),
        picks: picks
            .map(|pick| (pick.name.as_str(), words.text(pick.title.as_ref()).unwrap_or_default()))
            .collect(),
    }
}

/// The catalogue's sections that hold the products a flow picks from: those of its categories; for a pick without
/// categories, and where the catalogue is one section, that of the most popular products. Every visitor loads them all,
/// whatever she answers.
fn needed<'a>(flow: &'a Flow, shards: &'a [(String, Shard)]) -> Vec<&'a str> {
    let mut categories = BTreeSet::new();
    for pick in flow.outcomes.iter().flat_map(|outcome| &outcome.picks) {
        categories.extend(pick.categories.iter().map(|(category, _)| category.as_str()));
        categories.extend(pick.categories.is_empty().then_some(TOP_KEY));
    }
    let is_one = shards.len() == 1;
    let needs = |key: &str| categories.contains(key) || (is_one && !categories.is_empty());
    shards.iter().map(|(key, _)| key.as_str()).filter(|key| needs(key)).collect()
}

//! Flows as their authors declare them: what is well formed, with places.

use sillage_engine::event::micros;

use crate::{
    accept::clip,
    campaigns::{Placed, placed},
    codes,
    diagnostic::Report,
    yaml::{Entry, Node, Span, Value},
};

/// A flow as its author declares it.
#[derive(Debug)]
pub(crate) struct Flow<'a> {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) kind: String,
    pub(crate) revision: u32,
    pub(crate) title: Option<Placed>,
    pub(crate) body: Option<Placed>,
    /// Where its steps stand.
    pub(crate) steps_span: Span,
    pub(crate) steps: Vec<Step<'a>>,
    /// Where its outcomes stand.
    pub(crate) outcomes_span: Span,
    pub(crate) outcomes: Vec<Outcome<'a>>,
}

/// One question, or a statement.
#[derive(Debug)]
pub(crate) struct Step<'a> {
    pub(crate) id: String,
    pub(crate) span: Span,
    /// What the author wrote, for what depends on the kind of question.
    pub(crate) node: &'a Node,
    pub(crate) revision: u32,
    pub(crate) ask: Option<Ask>,
    pub(crate) title: Option<Placed>,
    pub(crate) help: Option<Placed>,
    pub(crate) unit: Option<Placed>,
    pub(crate) attribute: Option<Placed>,
    pub(crate) required: bool,
    pub(crate) relevant: Option<&'a Node>,
    pub(crate) options: Vec<Choice<'a>>,
    pub(crate) routes: Vec<Route<'a>>,
    pub(crate) next: Option<Placed>,
}

/// What a step asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    Statement,
    One,
    Many,
    Number,
}

impl Ask {
    /// Its name in the source.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Ask::Statement => "statement",
            Ask::One => "single_choice",
            Ask::Many => "multiple_choice",
            Ask::Number => "slider",
        }
    }

    /// The type of the elements that take its answer.
    pub(crate) fn input(self) -> Option<&'static str> {
        match self {
            Ask::Statement => None,
            Ask::One => Some("radio"),
            Ask::Many => Some("checkbox"),
            Ask::Number => Some("range"),
        }
    }
}

/// An option of a choice.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) id: String,
    pub(crate) span: Span,
    pub(crate) label: Option<Placed>,
    pub(crate) help: Option<Placed>,
    pub(crate) picture: Option<String>,
    pub(crate) colour: Option<String>,
    pub(crate) votes: Vec<(Placed, i32)>,
    pub(crate) excludes: Vec<Placed>,
    pub(crate) adds: Vec<(Placed, i32)>,
    pub(crate) sets: Vec<(Placed, &'a Node)>,
}

/// Where to go, and when.
#[derive(Debug)]
pub(crate) struct Route<'a> {
    pub(crate) when: Option<&'a Node>,
    pub(crate) to: Option<Placed>,
}

/// What can come out.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    pub(crate) id: String,
    pub(crate) span: Span,
    /// Whether it has a condition, well formed or not.
    pub(crate) is_conditional: bool,
    pub(crate) when: Option<&'a Node>,
    pub(crate) title: Option<Placed>,
    pub(crate) body: Option<Placed>,
    pub(crate) picks: Vec<Pick>,
}

/// One kind of product that an outcome recommends.
#[derive(Debug)]
pub(crate) struct Pick {
    pub(crate) name: String,
    pub(crate) title: Option<Placed>,
    pub(crate) categories: Vec<Placed>,
    pub(crate) tags: Vec<Placed>,
    pub(crate) runners_up: u8,
}

/// Reads the flows of one file, in source order.
pub(crate) fn read(root: &Node) -> Vec<Flow<'_>> {
    root.field("flows").map_or(&[][..], Node::entries).iter().map(flow).collect()
}

/// Reports names that stand in two files; keeps the first.
pub(crate) fn without_repeated<'a>(flows: Vec<Flow<'a>>, report: &mut Report) -> Vec<Flow<'a>> {
    let mut kept: Vec<Flow> = Vec::new();
    let mut names = std::collections::BTreeMap::new();
    for flow in flows {
        if let Some(first) = names.get(&flow.name) {
            let message = format!("there is another flow `{}` in {}", clip(&flow.name), report.path(*first));
            report.add(codes::REPEATED_FLOW, flow.span, message, "give one of the two another name");
        } else {
            names.insert(flow.name.clone(), flow.span.file);
            kept.push(flow);
        }
    }
    kept.sort_by(|a, b| a.name.cmp(&b.name));
    kept
}

fn flow(entry: &Entry) -> Flow<'_> {
    let node = &entry.node;
    Flow {
        name: entry.key.clone(),
        span: entry.span,
        kind: node.field("kind").and_then(Node::text).unwrap_or_default().to_owned(),
        revision: revision(node),
        title: text(node, "title"),
        body: text(node, "body"),
        steps_span: key_span(entry, "steps"),
        steps: entries(node, "steps").iter().map(step).collect(),
        outcomes_span: key_span(entry, "outcomes"),
        outcomes: entries(node, "outcomes").iter().map(outcome).collect(),
    }
}

fn key_span(entry: &Entry, key: &str) -> Span {
    entry.node.entry(key).map_or(entry.span, |inner| inner.span)
}

fn entries<'a>(node: &'a Node, key: &str) -> &'a [Entry] {
    node.field(key).map_or(&[][..], Node::entries)
}

fn text(node: &Node, key: &str) -> Option<Placed> {
    node.field(key).and_then(placed)
}

fn texts(node: &Node, key: &str) -> Vec<Placed> {
    node.field(key).map_or(&[][..], Node::items).iter().filter_map(placed).collect()
}

fn condition<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.field(key).filter(|node| matches!(node.value, Value::Map(_)))
}

fn revision(node: &Node) -> u32 {
    node.field("revision").and_then(Node::number).unwrap_or(1.0) as u32
}

fn step(entry: &Entry) -> Step<'_> {
    let node = &entry.node;
    let ask = match node.field("ask").and_then(Node::text) {
        Some("statement") => Some(Ask::Statement),
        Some("single_choice") => Some(Ask::One),
        Some("multiple_choice") => Some(Ask::Many),
        Some("slider") => Some(Ask::Number),
        _ => None,
    };
    let routes = node.field("routes").map_or(&[][..], Node::items);
    Step {
        id: entry.key.clone(),
        span: entry.span,
        node,
        revision: revision(node),
        ask,
        title: text(node, "title"),
        help: text(node, "help"),
        unit: text(node, "unit"),
        attribute: text(node, "attribute"),
        required: node.field("required").and_then(Node::truth).unwrap_or(true),
        relevant: condition(node, "relevant"),
        options: entries(node, "options").iter().map(choice).collect(),
        routes: routes
            .iter()
            .map(|node| Route { when: condition(node, "when"), to: text(node, "to") })
            .collect(),
        next: text(node, "next"),
    }
}

impl Step<'_> {
    /// A number of the step, with its place.
    pub(crate) fn number(&self, key: &str) -> Option<(f64, Span)> {
        let node = self.node.field(key)?;
        Some((node.number()?, node.span))
    }

    /// Least and greatest value of a slider, and how far its values are apart.
    pub(crate) fn range(&self) -> Option<(f64, f64, f64)> {
        let step = self.number("step").map_or(1.0, |(step, _)| step);
        Some((self.number("least")?.0, self.number("most")?.0, step))
    }

    /// How many options a choice takes at least and at most.
    pub(crate) fn bounds(&self) -> (usize, usize) {
        let bound = |key, otherwise| self.number(key).map_or(otherwise, |(number, _)| number as usize);
        (bound("least", 1), bound("most", self.options.len()))
    }
}

/// Whether a slider reaches its end in whole steps; counted in millionths, as the author writes decimals.
pub(crate) fn divides((least, most, step): (f64, f64, f64)) -> bool {
    let (range, step) = (micros(most).saturating_sub(micros(least)), micros(step));
    step > 0 && range % step == 0
}

fn choice(entry: &Entry) -> Choice<'_> {
    let node = &entry.node;
    let weights = |key: &str| {
        let weight = |entry: &Entry| {
            Some(((entry.key.clone(), entry.span), entry.node.number()?.clamp(-1e9, 1e9) as i32))
        };
        entries(node, key).iter().filter_map(weight).collect()
    };
    let address = |key: &str| node.field(key).and_then(Node::text).map(str::to_owned);
    Choice {
        id: entry.key.clone(),
        span: entry.span,
        label: text(node, "label"),
        help: text(node, "help"),
        picture: address("picture"),
        colour: address("colour"),
        votes: weights("vote"),
        excludes: texts(node, "exclude"),
        adds: weights("add"),
        sets: entries(node, "set")
            .iter()
            .map(|entry| ((entry.key.clone(), entry.span), &entry.node))
            .collect(),
    }
}

fn outcome(entry: &Entry) -> Outcome<'_> {
    let node = &entry.node;
    let pick = |entry: &Entry| Pick {
        name: entry.key.clone(),
        title: text(&entry.node, "title"),
        categories: texts(&entry.node, "categories"),
        tags: texts(&entry.node, "tags"),
        runners_up: entry.node.field("runners_up").and_then(Node::number).unwrap_or(0.0) as u8,
    };
    Outcome {
        id: entry.key.clone(),
        span: entry.span,
        is_conditional: node.entry("when").is_some(),
        when: condition(node, "when"),
        title: text(node, "title"),
        body: text(node, "body"),
        picks: entries(node, "picks").iter().map(pick).collect(),
    }
}

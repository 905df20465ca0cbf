//! The `experiment` of a campaign: its arms, how visitors are split over them, and who takes part.
//!
//! Arms are written one by one, or as factors with levels, of which every combination that is not excluded becomes an arm. The
//! first arm is the control: what everybody sees who takes no part.

use sillage_engine::{bucket::bucket_ranges, limits};

use crate::{
    accept::{clip, one_of},
    campaigns::{Placed, SHOW, Show, placed, show},
    codes,
    diagnostic::Report,
    factors::{self, FACTORS, WITHOUT},
    forms,
    shape::{Shape, optional, required},
    yaml::{Entry, Node, Span},
};

const SHARE: Shape = Shape::Number { least: 0.0, most: 1.0, whole: false };
const VERSION: Shape = Shape::Number { least: 0.0, most: 25.0, whole: true };

static ARM: Shape = Shape::Record(&[
    optional("show", "What it shows; what the campaign shows if not given.", "{title: hero.bold}", SHOW),
    optional("weight", "Its share of those who take part; equal shares if none has one.", "0.5", SHARE),
]);

static WEIGHT: Shape = SHARE;

static CONTEXT: Shape = Shape::Record(&[
    required("when", "Who is split so; the first that holds counts.", "{$segment: gold}", Shape::Condition),
    required(
        "weights",
        "The share of each arm.",
        "{control: 0.2, bold: 0.8}",
        Shape::Named { key: &forms::NAME, of: &WEIGHT },
    ),
]);

const NAMESPACE: Shape = Shape::Record(&[
    required("name", "Its name.", "heroes", Shape::Text(&forms::NAME)),
    required("from", "Where its part begins, from 0.", "0", SHARE),
    required("to", "Where its part ends, up to 1.", "0.5", SHARE),
]);

const REQUIRES: Shape = Shape::Record(&[
    required("campaign", "That campaign.", "gold_hero", Shape::Text(&forms::NAME)),
    required("arm", "Its arm.", "bold", Shape::Text(&forms::NAME)),
]);

/// The shape of `experiment`.
pub(crate) const EXPERIMENT: Shape = Shape::Record(&[
    optional(
        "arms",
        "Every arm by its name; the first is the control.",
        "{control: {}, bold: {show: {title: hero.bold}}}",
        Shape::Named { key: &forms::WORD, of: &ARM },
    ),
    optional(
        "factors",
        "Instead of arms: factors by name, each with levels, each with the fields it changes; every combination is an arm.",
        "{words: {plain: {}, bold: {title: hero.bold}}, picture: {jar: {}, face: {image: /face.svg}}}",
        FACTORS,
    ),
    optional(
        "without",
        "Combinations of levels that are left out.",
        "[{words: bold, picture: face}]",
        WITHOUT,
    ),
    optional("coverage", "The share of the audience that takes part; all if not given.", "0.5", SHARE),
    optional(
        "namespace",
        "Experiments with separate parts of one namespace never share a visitor.",
        "{name: heroes, from: 0, to: 0.5}",
        NAMESPACE,
    ),
    optional(
        "unit",
        "What is split: `device`, or an attribute of the host; `device` if not given.",
        "host.account_id",
        Shape::Text(&forms::WORDS),
    ),
    optional(
        "on_sign_in",
        "Once the attribute is known: `keep` the arm that was seen, or `switch` to the one of the attribute.",
        "keep",
        Shape::Choice(&["keep", "switch"]),
    ),
    optional(
        "sticky",
        "Whether a visitor keeps the arm she saw when weights change; true if not given.",
        "false",
        Shape::Boolean,
    ),
    optional("version", "Raise it to deal all arms anew; 0 if not given.", "1", VERSION),
    optional("least_version", "Who saw an arm of an earlier version takes no part.", "1", VERSION),
    optional(
        "key",
        "What is hashed; the campaign's name if not given.",
        "hero-2026",
        Shape::Text(&forms::WORDS),
    ),
    optional(
        "requires",
        "The arm of another campaign's experiment that a visitor has to be in.",
        "{campaign: gold_hero, arm: bold}",
        REQUIRES,
    ),
    optional(
        "contexts",
        "Other weights for some visitors, as a bandit learned them.",
        "[{when: {$segment: gold}, weights: {control: 0.2, bold: 0.8}}]",
        Shape::List { of: &CONTEXT, least: 1 },
    ),
]);

/// An arm as its author declares it.
#[derive(Debug)]
pub(crate) struct Arm {
    pub(crate) name: String,
    /// What it shows; none: what the campaign shows.
    pub(crate) show: Option<Show>,
}

/// For some visitors, the range of each arm.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) when: Option<&'a Node>,
    pub(crate) ranges: Vec<(f64, f64)>,
}

/// An experiment as its author declares it.
#[derive(Debug)]
pub(crate) struct Experiment<'a> {
    pub(crate) span: Span,
    pub(crate) arms: Vec<Arm>,
    /// The last is for everybody.
    pub(crate) contexts: Vec<Context<'a>>,
    pub(crate) namespace: Option<(String, (f64, f64))>,
    /// An attribute of the host.
    pub(crate) unit: Option<Placed>,
    pub(crate) sticky: bool,
    pub(crate) version: u8,
    pub(crate) least_version: u8,
    pub(crate) key: String,
    /// Campaign and arm.
    pub(crate) requires: Option<(Placed, Placed)>,
}

/// Reads the experiment of a campaign that shows `base`.
pub(crate) fn read<'a>(
    campaign: &str,
    node: &'a Node,
    base: Option<&'a Node>,
    report: &mut Report,
) -> Experiment<'a> {
    let (arms, weights) = arms(node, base, report);
    let coverage = node.field("coverage").and_then(Node::number).unwrap_or(1.0);
    let contexts = node.field("contexts").map_or(&[][..], Node::items).iter();
    let mut contexts: Vec<Context> =
        contexts.map(|context| read_context(context, &arms, coverage, report)).collect();
    contexts.push(Context { when: None, ranges: bucket_ranges(arms.len(), coverage, &weights) });
    let unit = unit(node, report);
    let switches = node.field("on_sign_in").and_then(Node::text) == Some("switch");
    let [version, least_version] = versions(node, report);
    Experiment {
        span: node.span,
        arms,
        contexts,
        namespace: namespace(node, report),
        sticky: node.field("sticky").and_then(Node::truth).unwrap_or(true) && !switches,
        unit,
        version,
        least_version,
        key: node.field("key").and_then(Node::text).unwrap_or(campaign).to_owned(),
        requires: node.field("requires").and_then(|requires| {
            Some((placed(requires.field("campaign")?)?, placed(requires.field("arm")?)?))
        }),
    }
}

/// The arms and their weights.
fn arms(node: &Node, base: Option<&Node>, report: &mut Report) -> (Vec<Arm>, Vec<f64>) {
    let written = node.field("arms").map_or(&[][..], Node::entries);
    let declared = node.field("factors");
    if let (Some(arms), Some(_)) = (node.entry("arms"), declared) {
        let message = "an experiment has either arms or factors";
        report.add(codes::ARMS, arms.span, message, "keep one of the two");
    }
    let mut arms: Vec<Arm> = written.iter().map(|entry| arm(entry, report)).collect();
    if let Some(declared) = declared.filter(|_| arms.is_empty()) {
        arms = factors::arms(declared, node, base, report);
    }
    if arms.len() < 2 || arms.len() > limits::ARMS {
        let count = if arms.len() == 1 { "one arm".to_owned() } else { format!("{} arms", arms.len()) };
        let message = format!("the experiment has {count}");
        let help = format!("give it at least 2 and at most {}", limits::ARMS);
        report.add(codes::ARMS, node.span, message, help);
    }
    let weights = weights(written, node.span, report);
    (arms, weights)
}

fn arm(entry: &Entry, report: &mut Report) -> Arm {
    let own = entry.node.field("show").and_then(|node| show(node, report));
    Arm { name: entry.key.clone(), show: own }
}

/// The weights of arms; none where they are equal.
fn weights(arms: &[Entry], place: Span, report: &mut Report) -> Vec<f64> {
    let weights: Vec<Option<f64>> =
        arms.iter().map(|arm| arm.node.field("weight").and_then(Node::number)).collect();
    if weights.iter().all(Option::is_none) {
        return Vec::new();
    }
    if let Some((arm, _)) = arms.iter().zip(&weights).find(|(_, weight)| weight.is_none()) {
        let message = format!("the arm `{}` has no weight, and others have one", clip(&arm.key));
        report.add(codes::WEIGHTS, arm.span, message, "give every arm a `weight`, or none");
        return Vec::new();
    }
    let weights: Vec<f64> = weights.into_iter().flatten().collect();
    check_sum(&weights, place, report);
    weights
}

fn check_sum(weights: &[f64], place: Span, report: &mut Report) {
    let sum: f64 = weights.iter().sum();
    if !(0.99..=1.01).contains(&sum) {
        let sum = (sum * 10_000.0).round() / 10_000.0;
        let message = format!("the weights add up to {sum}");
        report.add(codes::WEIGHTS, place, message, "make them add up to 1");
    }
}

fn read_context<'a>(node: &'a Node, arms: &[Arm], coverage: f64, report: &mut Report) -> Context<'a> {
    let given = node.field("weights").map_or(&[][..], Node::entries);
    for entry in given {
        if arms.iter().all(|arm| arm.name != entry.key) {
            unknown_arm(&entry.key, entry.span, arms, report);
        }
    }
    let weight = |arm: &Arm| {
        given.iter().find(|entry| entry.key == arm.name).and_then(|entry| entry.node.number()).unwrap_or(0.0)
    };
    let weights: Vec<f64> = arms.iter().map(weight).collect();
    let all: Vec<f64> = given.iter().filter_map(|entry| entry.node.number()).collect();
    if !all.is_empty() {
        check_sum(&all, node.span, report);
    }
    Context { when: node.field("when"), ranges: bucket_ranges(arms.len(), coverage, &weights) }
}

/// Reports an arm that there is not.
pub(crate) fn unknown_arm(name: &str, place: Span, arms: &[Arm], report: &mut Report) {
    let known: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let help = report.did_you_mean(name, known.iter().copied());
    let help = help.unwrap_or_else(|| one_of(&known));
    report.add(codes::UNKNOWN_ARM, place, format!("there is no arm `{}`", clip(name)), help);
}

fn unit(node: &Node, report: &mut Report) -> Option<Placed> {
    let unit = node.field("unit").and_then(placed).filter(|(unit, _)| unit != "device");
    match (&unit, node.entry("on_sign_in")) {
        (Some((unit, span)), None) => {
            let message = format!("it is not said what happens once `{}` is known", clip(unit));
            let help = "write `on_sign_in: keep` or `on_sign_in: switch`";
            report.add(codes::SIGN_IN, *span, message, help);
        }
        (None, Some(rule)) => {
            let message = "the device stays the same when the shopper signs in";
            report.add(
                codes::SIGN_IN,
                rule.span,
                message,
                "remove `on_sign_in`, or name an attribute as `unit`",
            );
        }
        _ => {}
    }
    unit
}

fn versions(node: &Node, report: &mut Report) -> [u8; 2] {
    let [version, least] =
        ["version", "least_version"].map(|name| node.field(name).and_then(Node::number).unwrap_or(0.0) as u8);
    if let Some(entry) = node.entry("least_version").filter(|_| least > version) {
        let message = format!("nobody can have seen an arm of version {least}");
        let help = format!("write a number up to the `version`, which is {version}");
        report.add(codes::VERSION, entry.span, message, help);
    }
    [version, least]
}

fn namespace(node: &Node, report: &mut Report) -> Option<(String, (f64, f64))> {
    let node = node.field("namespace")?;
    let part = (node.field("from")?.number()?, node.field("to")?.number()?);
    if part.0 >= part.1 {
        let message = format!("the part from {} to {} of the namespace is empty", part.0, part.1);
        report.add(codes::NAMESPACE_PART, node.span, message, "write a `to` greater than `from`");
    }
    Some((node.field("name")?.text()?.to_owned(), part))
}

//! `campaigns.yaml` and `campaigns/*.yaml`: who sees what, where, until when and why.

use sillage_engine::event::Millis;

use crate::{
    accept::clip,
    codes,
    diagnostic::Report,
    forms,
    shape::{FileShape, Shape, optional, required},
    time::{self, Edge},
    yaml::{Entry, Node, Span, Value},
};

/// The shape of `campaigns.yaml`, and of every file in `campaigns/`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "campaigns",
    doc: "Campaigns: who sees what in which slot, until when, and to what end.",
    shape: Shape::Record(&[required(
        "campaigns",
        "Every campaign by its name.",
        "{}",
        Shape::Named { key: &forms::NAME, of: &CAMPAIGN },
    )]),
};

static SHOWN: Shape = Shape::Text(&forms::WORDS);

const SHOW: Shape =
    Shape::Either(&[Shape::Named { key: &forms::WORD, of: &SHOWN }, Shape::Choice(&["default"])]);
const PRIORITY: Shape = Shape::Number { least: -1_000_000.0, most: 1_000_000.0, whole: true };

static CAMPAIGN: Shape = Shape::Record(&[
    required("slot", "The slot it fills.", "home.hero", Shape::Text(&forms::NAME)),
    optional("audience", "Who sees it; everybody if not given.", "{$segment: gold}", Shape::Condition),
    optional(
        "priority",
        "Of several campaigns that match, the greatest wins; 0 if not given.",
        "10",
        PRIORITY,
    ),
    optional(
        "start",
        "First day (UTC) or instant; from the beginning if not given.",
        "2026-01-01",
        Shape::Text(&forms::DATE),
    ),
    required(
        "end",
        "Last day (UTC), which counts whole, or the instant it stops.",
        "2027-12-31",
        Shape::Text(&forms::DATE),
    ),
    required(
        "show",
        "Slot fields with a text's key or an address each; or `template`, or `strategy` with fields; or `default`.",
        "{title: hero.title}",
        SHOW,
    ),
    required(
        "hypothesis",
        "What you expect, and why.",
        "Members who see their tier first go on to a second page more often",
        Shape::Text(&forms::WORDS),
    ),
    required(
        "goal",
        "The number that will tell whether it holds.",
        "select_item within the visit",
        Shape::Text(&forms::WORDS),
    ),
    required(
        "guardrail",
        "The number that must not get worse.",
        "bounce rate of the home page",
        Shape::Text(&forms::WORDS),
    ),
    required("owner", "Who answers for it.", "crm", Shape::Text(&forms::WORDS)),
    optional(
        "why",
        "Key of the sentence that tells the visitor why she sees it.",
        "why.gold_hero",
        Shape::Text(&forms::WORDS),
    ),
]);

/// A text of the source and its place.
pub(crate) type Placed = (String, Span);

/// A campaign as its author declares it.
#[derive(Debug)]
pub(crate) struct Campaign<'a> {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) slot: Option<Placed>,
    pub(crate) audience: Option<&'a Node>,
    pub(crate) priority: i32,
    pub(crate) starts: Millis,
    pub(crate) ends: Millis,
    pub(crate) show: Option<Show>,
    /// Key of the sentence for the visitor.
    pub(crate) why: Option<Placed>,
}

/// What a campaign shows.
#[derive(Debug)]
pub(crate) enum Show {
    Fields(Vec<Shown>),
    Template(String),
    Items { strategy: Placed, fields: Vec<Shown> },
    Default,
}

impl Show {
    /// The fields it fills.
    pub(crate) fn fields(&self) -> &[Shown] {
        match self {
            Show::Fields(fields) | Show::Items { fields, .. } => fields,
            Show::Template(_) | Show::Default => &[],
        }
    }
}

/// One field with the key of a text or an address.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) field: Placed,
    pub(crate) text: Placed,
}

/// Reads the campaigns of one file, in source order.
pub(crate) fn read<'a>(root: &'a Node, report: &mut Report) -> Vec<Campaign<'a>> {
    let entries = root.field("campaigns").map_or(&[][..], Node::entries);
    entries.iter().map(|entry| read_one(entry, report)).collect()
}

fn read_one<'a>(entry: &'a Entry, report: &mut Report) -> Campaign<'a> {
    let node = &entry.node;
    let starts = instant(node.field("start"), Edge::Start, report);
    let ends = instant(node.field("end"), Edge::End, report);
    if let (Some(starts), Some(ends), Some(end)) = (starts, ends, node.field("end")) {
        check_period(starts, ends, end, report);
    }
    Campaign {
        name: entry.key.clone(),
        span: entry.span,
        slot: node.field("slot").and_then(placed),
        audience: node.field("audience").filter(|node| matches!(node.value, Value::Map(_))),
        priority: node.field("priority").and_then(Node::number).unwrap_or(0.0) as i32,
        starts: starts.unwrap_or(0),
        ends: ends.unwrap_or(0),
        show: node.field("show").and_then(|node| show(node, report)),
        why: node.field("why").and_then(placed),
    }
}

/// A text and its place.
pub(crate) fn placed(node: &Node) -> Option<Placed> {
    Some((node.text()?.to_owned(), node.span))
}

fn instant(node: Option<&Node>, edge: Edge, report: &mut Report) -> Option<Millis> {
    let node = node?;
    let text = node.text().filter(|text| crate::accept::has_form(&forms::DATE, text))?;
    let instant = time::instant(text, edge);
    if instant.is_none() {
        report.add(codes::DATE, node.span, format!("there is no `{text}` in the calendar"), forms::DATE.help);
    }
    instant
}

fn check_period(starts: Millis, ends: Millis, end: &Node, report: &mut Report) {
    if ends <= starts {
        let message = format!("the campaign ends at `{}`, before it starts", end.text().unwrap_or_default());
        report.add(codes::ENDS_BEFORE_START, end.span, message, "write an `end` behind the `start`");
    }
}

fn show(node: &Node, report: &mut Report) -> Option<Show> {
    if node.text() == Some("default") {
        return Some(Show::Default);
    }
    let Value::Map(entries) = &node.value else { return None };
    match (node.entry("template"), node.entry("strategy")) {
        (Some(template), None) if entries.len() == 1 => {
            Some(Show::Template(template.node.text()?.to_owned()))
        }
        (Some(template), _) => {
            let message = "a template fills the whole slot and takes nothing beside it";
            report.add(
                codes::SHOW,
                template.span,
                message,
                "keep `template` alone, or write the fields without it",
            );
            None
        }
        (None, Some(strategy)) => {
            Some(Show::Items { strategy: placed(&strategy.node)?, fields: fields(entries) })
        }
        (None, None) if entries.is_empty() => {
            let help = "write fields, `template`, `strategy`, or the word `default`";
            report.add(codes::SHOW, node.span, "the campaign shows nothing", help);
            None
        }
        (None, None) => Some(Show::Fields(fields(entries))),
    }
}

fn fields(entries: &[Entry]) -> Vec<Shown> {
    let fields = entries.iter().filter(|entry| entry.key != "strategy");
    let shown =
        |entry: &Entry| Some(Shown { field: (entry.key.clone(), entry.span), text: placed(&entry.node)? });
    fields.filter_map(shown).collect()
}

/// Reports names that stand in two files; keeps the first.
pub(crate) fn without_repeated<'a>(campaigns: Vec<Campaign<'a>>, report: &mut Report) -> Vec<Campaign<'a>> {
    let mut kept: Vec<Campaign> = Vec::new();
    let mut names = std::collections::BTreeMap::new();
    for campaign in campaigns {
        if let Some(first) = names.get(&campaign.name) {
            let message =
                format!("there is another campaign `{}` in {}", clip(&campaign.name), report.path(*first));
            report.add(codes::REPEATED_CAMPAIGN, campaign.span, message, "give one of the two another name");
        } else {
            names.insert(campaign.name.clone(), campaign.span.file);
            kept.push(campaign);
        }
    }
    kept
}

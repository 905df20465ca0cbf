//! `campaigns.yaml` and `campaigns/*.yaml`: who sees what, where, until when and why.

use sillage_engine::event::Millis;

use crate::{
    accept::clip,
    codes,
    diagnostic::Report,
    experiments::{self, Experiment},
    forms,
    frequency::{self, Frequency},
    schedules::{self, Schedule},
    shape::{FileShape, Shape, optional, required},
    time::{self, Edge},
    triggers,
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

pub(crate) const SHOW: Shape =
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
    optional(
        "zone",
        "Whose clock `hours` are of; with `visitor` the days of `start` and `end` too. `shop` if not given.",
        "visitor",
        schedules::ZONE,
    ),
    optional(
        "hours",
        "Parts of the week in which it runs; always if not given.",
        "[{days: [sat, sun], from: \"18:00\", to: \"23:00\"}]",
        schedules::HOURS,
    ),
    optional(
        "trigger",
        "What has to happen on the page first: `exit`, an event, a time, a scroll; `enter`, which is nothing, if not given.",
        "{idle: 30}",
        triggers::TRIGGER,
    ),
    optional(
        "frequency",
        "How often it is shown at most.",
        "{session: 1, rest: {dismiss: 14d}}",
        frequency::FREQUENCY,
    ),
    optional(
        "type",
        "A `promotion` counts for the pressure of promotions in limits.yaml; `content` if not given.",
        "promotion",
        Shape::Choice(&["content", "promotion"]),
    ),
    optional("holdout", "Whether those in the holdout of limits.yaml do not see it.", "true", Shape::Boolean),
    optional(
        "experiment",
        "Other arms of it, and how visitors are split over them.",
        "{arms: {control: {}, bold: {show: {title: hero.bold}}}}",
        experiments::EXPERIMENT,
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
        "expected_effect",
        "By how much the goal is expected to move.",
        "+2 % orders of members",
        Shape::Text(&forms::WORDS),
    ),
    optional("cost", "What it costs to make and to run.", "two days of design", Shape::Text(&forms::WORDS)),
    optional(
        "adoption",
        "What happens with it if it works.",
        "becomes the page's own content",
        Shape::Text(&forms::WORDS),
    ),
    optional(
        "review",
        "When somebody looks whether it still holds.",
        "2026-12-01",
        Shape::Text(&forms::DATE),
    ),
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
    pub(crate) schedule: Schedule,
    /// As the host names it; empty for none.
    pub(crate) trigger: String,
    pub(crate) frequency: Frequency,
    pub(crate) is_promotion: bool,
    /// Not for those in the holdout.
    pub(crate) held: bool,
    /// The day of its review, where that can be read.
    review: Option<Placed>,
    pub(crate) show: Option<Show>,
    pub(crate) experiment: Option<Experiment<'a>>,
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
    let base = node.field("show");
    let experiment = node.field("experiment").filter(|node| matches!(node.value, Value::Map(_)));
    Campaign {
        name: entry.key.clone(),
        span: entry.span,
        slot: node.field("slot").and_then(placed),
        audience: node.field("audience").filter(|node| matches!(node.value, Value::Map(_))),
        priority: node.field("priority").and_then(Node::number).unwrap_or(0.0) as i32,
        schedule: schedules::read(node, report),
        trigger: triggers::read(node.field("trigger"), report),
        frequency: frequency::read(node.field("frequency")),
        is_promotion: node.field("type").and_then(Node::text) == Some("promotion"),
        held: node.field("holdout").and_then(Node::truth) == Some(true),
        review: node.field("review").and_then(placed),
        show: base.and_then(|node| show(node, report)),
        experiment: experiment.map(|node| experiments::read(&entry.key, node, base, report)),
        why: node.field("why").and_then(placed),
    }
}

/// A text and its place.
pub(crate) fn placed(node: &Node) -> Option<Placed> {
    Some((node.text()?.to_owned(), node.span))
}

impl Campaign<'_> {
    /// Its audience, and the conditions of its experiment.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Node> {
        let contexts = self.experiment.iter().flat_map(|experiment| &experiment.contexts);
        self.audience.into_iter().chain(contexts.filter_map(|context| context.when))
    }

    /// Whether nothing but its days and its audience can keep it from being shown.
    pub(crate) fn is_unbounded(&self) -> bool {
        let has_schedule = self.schedule.local || !self.schedule.hours.is_empty();
        let has_bounds = self.is_promotion || self.held || !self.frequency.is_none();
        !has_schedule && !has_bounds && self.trigger.is_empty()
    }

    /// What it may show: its own content and that of its arms.
    pub(crate) fn shows(&self) -> impl Iterator<Item = &Show> {
        let arms = self.experiment.iter().flat_map(|experiment| &experiment.arms);
        self.show.iter().chain(arms.filter_map(|arm| arm.show.as_ref()))
    }
}

/// What is shown with some fields in the place of its own of the same names, or behind them.
pub(crate) fn with_fields<'a>(shown: &Node, fields: impl Iterator<Item = &'a Entry>) -> Node {
    let mut entries = shown.entries().to_vec();
    for field in fields {
        match entries.iter_mut().find(|entry| entry.key == field.key) {
            Some(entry) => *entry = field.clone(),
            None => entries.push(field.clone()),
        }
    }
    Node { value: Value::Map(entries), span: shown.span }
}

/// Reads what is shown.
pub(crate) fn show(node: &Node, report: &mut Report) -> Option<Show> {
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

/// Reports campaigns that should have been reviewed before `now`.
pub(crate) fn report_stale(campaigns: &[Campaign], now: Option<Millis>, report: &mut Report) {
    for campaign in campaigns {
        let Some((day, span)) = &campaign.review else { continue };
        if time::instant(day, Edge::End).zip(now).is_some_and(|(due, now)| due <= now) {
            let message = format!("`{}` was to be reviewed by {}", clip(&campaign.name), clip(day));
            report.add(codes::STALE_REVIEW, *span, message, "review it, and write when to look again");
        }
    }
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

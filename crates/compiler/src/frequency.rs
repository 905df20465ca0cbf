//! How often campaigns are shown: the bounds of each, and in `limits.yaml` those that hold for several, with the holdout.

use std::collections::BTreeMap;

use sillage_engine::rules::{Cap, CapKind, Period};

use crate::{
    accept::clip,
    campaigns::{Campaign, Placed, placed},
    codes,
    diagnostic::Report,
    forms,
    shape::{Field, FileShape, Shape, optional, required},
    time, variants,
    yaml::{Entry, Node, Span},
};

const TIMES: Shape = Shape::Number { least: 1.0, most: 1_000.0, whole: true };

const VISITOR: Field = optional("visitor", "How often a visitor sees it at most.", "5", TIMES);
const SESSION: Field = optional("session", "How often in one visit.", "1", TIMES);
const IN_A_DAY: Field = optional("day", "How often in any 24 hours.", "1", TIMES);
const IN_A_WEEK: Field = optional("week", "How often in any seven days.", "3", TIMES);

static GROUP: Shape = Shape::Record(&[VISITOR, SESSION, IN_A_DAY, IN_A_WEEK]);
static REST: Shape = Shape::Text(&forms::DURATION);

/// The shape of `frequency`.
pub(crate) const FREQUENCY: Shape = Shape::Record(&[
    VISITOR,
    SESSION,
    IN_A_DAY,
    IN_A_WEEK,
    optional("group", "The group whose bounds it shares.", "offers", Shape::Text(&forms::NAME)),
    optional(
        "rest",
        "For how long it is not shown after an event: `dismiss`, or a conversion such as `purchase`.",
        "{dismiss: 14d, purchase: 30d}",
        Shape::Named { key: &forms::EVENT, of: &REST },
    ),
]);

const HOLDOUT: Shape = Shape::Record(&[
    required(
        "share",
        "Which part of all visitors.",
        "0.05",
        Shape::Number { least: 0.0001, most: 0.5, whole: false },
    ),
    optional(
        "name",
        "Another name draws another group; `holdout` if not given.",
        "holdout-2027",
        Shape::Text(&forms::NAME),
    ),
]);

const PROMOTIONS: Shape = Shape::Record(&[
    required("most", "How often.", "3", TIMES),
    required("within", "In which time.", "7d", Shape::Text(&forms::DURATION)),
]);

/// The shape of `limits.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "limits",
    doc: "What holds for several campaigns together: the holdout, the pressure of promotions, groups.",
    shape: Shape::Record(&[
        optional(
            "holdout",
            "Visitors who see no experiment and no campaign with `holdout: true`, so that the effect of all can be measured.",
            "{share: 0.05}",
            HOLDOUT,
        ),
        optional(
            "promotions",
            "How often a visitor sees campaigns of `type: promotion` at most, all together.",
            "{most: 3, within: 7d}",
            PROMOTIONS,
        ),
        optional(
            "groups",
            "Bounds that the campaigns of a group share, by its name.",
            "{offers: {session: 1}}",
            Shape::Named { key: &forms::NAME, of: &GROUP },
        ),
    ]),
};

/// How often, and in which time.
type Bound = (u32, Period);

/// The bounds of one campaign as its author declares them.
#[derive(Debug, Default)]
pub(crate) struct Frequency {
    own: Vec<Bound>,
    group: Option<Placed>,
    /// Event and milliseconds.
    rests: Vec<(String, u64)>,
}

impl Frequency {
    /// Whether there are no bounds.
    pub(crate) fn is_none(&self) -> bool {
        self.own.is_empty() && self.group.is_none() && self.rests.is_empty()
    }
}

/// What `limits.yaml` says.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    /// What is hashed with the seed, and the share.
    pub(crate) holdout: Option<(String, f64)>,
    promotions: Option<Bound>,
    groups: BTreeMap<String, (Vec<Bound>, Span)>,
}

/// Reads `limits.yaml`.
pub(crate) fn read_limits(root: &Node) -> Limits {
    let holdout = root.field("holdout").and_then(|holdout| {
        let name = holdout.field("name").and_then(Node::text).unwrap_or("holdout");
        Some((name.to_owned(), holdout.field("share")?.number()?))
    });
    let promotions = root.field("promotions").and_then(|promotions| {
        let within = time::duration(promotions.field("within")?.text()?)?;
        Some((promotions.field("most")?.number()? as u32, Period::Last(within)))
    });
    let groups = root.field("groups").map_or(&[][..], Node::entries);
    let group = |entry: &Entry| (entry.key.clone(), (bounds(&entry.node), entry.span));
    Limits { holdout, promotions, groups: groups.iter().map(group).collect() }
}

/// Reads the `frequency` of a campaign.
pub(crate) fn read(node: Option<&Node>) -> Frequency {
    let Some(node) = node else { return Frequency::default() };
    let rests = node.field("rest").map_or(&[][..], Node::entries).iter();
    let rest = |entry: &Entry| Some((entry.key.clone(), time::duration(entry.node.text()?)?));
    Frequency {
        own: bounds(node),
        group: node.field("group").and_then(placed),
        rests: rests.filter_map(rest).collect(),
    }
}

fn bounds(node: &Node) -> Vec<Bound> {
    let periods = [
        ("visitor", Period::Ever),
        ("session", Period::Session),
        ("day", Period::Last(time::DAY)),
        ("week", Period::Last(7 * time::DAY)),
    ];
    let bound = |(name, period)| Some((node.field(name)?.number()? as u32, period));
    periods.into_iter().filter_map(bound).collect()
}

/// The caps of a bundle, each once, and which of them bound each campaign.
pub(crate) struct Caps {
    all: Vec<Cap>,
    of_campaigns: BTreeMap<String, Vec<u16>>,
}

impl Caps {
    /// Those of all campaigns.
    pub(crate) fn of(project: &str, campaigns: &[Campaign], limits: &Limits, report: &mut Report) -> Caps {
        let id = |campaign: &Campaign| variants::of_campaign(project, &campaign.name);
        let ids = |is_meant: &dyn Fn(&Campaign) -> bool| -> Vec<String> {
            campaigns.iter().filter(|campaign| is_meant(campaign)).map(id).collect()
        };
        let mut caps = Caps { all: Vec::new(), of_campaigns: BTreeMap::new() };
        let promotions = ids(&|campaign| campaign.is_promotion);
        for campaign in campaigns {
            let own = vec![id(campaign)];
            for bound in &campaign.frequency.own {
                caps.add(campaign, exposures(CapKind::Frequency, *bound, own.clone()));
            }
            if let Some((bounds, group)) = group(campaign, limits, report) {
                let together =
                    ids(&|other| other.frequency.group.as_ref().is_some_and(|(name, _)| name == group));
                for bound in bounds {
                    caps.add(campaign, exposures(CapKind::Frequency, *bound, together.clone()));
                }
            }
            for (event, length) in &campaign.frequency.rests {
                caps.add(campaign, rest(event, *length, own.clone()));
            }
            if let Some(bound) = limits.promotions.filter(|_| campaign.is_promotion) {
                caps.add(campaign, exposures(CapKind::Pressure, bound, promotions.clone()));
            }
        }
        caps
    }

    /// The indexes of those that bound a campaign.
    pub(crate) fn of_campaign(&self, name: &str) -> Vec<u16> {
        self.of_campaigns.get(name).cloned().unwrap_or_default()
    }

    /// All of them.
    pub(crate) fn into_all(self) -> Vec<Cap> {
        self.all
    }

    fn add(&mut self, campaign: &Campaign, cap: Cap) {
        let known = self.all.iter().position(|known| *known == cap);
        let at = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.all.push(cap);
        }
        self.of_campaigns
            .entry(campaign.name.clone())
            .or_default()
            .push(u16::try_from(at).unwrap_or(u16::MAX));
    }
}

fn exposures(kind: CapKind, (most, within): Bound, of: Vec<String>) -> Cap {
    Cap { kind, on: "x_exposure".to_owned(), of, most, within }
}

/// A campaign is dismissed by its own button; what else happens is not about a campaign.
fn rest(event: &str, length: u64, own: Vec<String>) -> Cap {
    let (on, of) = if event == "dismiss" { ("x_dismiss", own) } else { (event, Vec::new()) };
    Cap { kind: CapKind::CoolDown, on: on.to_owned(), of, most: 1, within: Period::Last(length) }
}

/// The bounds of a campaign's group and its name.
fn group<'a>(
    campaign: &'a Campaign,
    limits: &'a Limits,
    report: &mut Report,
) -> Option<(&'a [Bound], &'a str)> {
    let (name, span) = campaign.frequency.group.as_ref()?;
    let known = limits.groups.get(name);
    if known.is_none() {
        let help = report.did_you_mean(name, limits.groups.keys().map(String::as_str));
        let help = help.unwrap_or_else(|| "declare it under `groups` in limits.yaml".to_owned());
        report.add(
            codes::UNKNOWN_SHARED_FREQUENCY,
            *span,
            format!("there is no group `{}`", clip(name)),
            help,
        );
    }
    known.map(|(bounds, _)| (bounds.as_slice(), name.as_str()))
}

/// Reports groups of no campaign.
pub(crate) fn report_unused(campaigns: &[Campaign], limits: &Limits, report: &mut Report) {
    for (name, (_, span)) in &limits.groups {
        let is_of =
            |campaign: &&Campaign| campaign.frequency.group.as_ref().is_some_and(|(own, _)| own == name);
        if !campaigns.iter().any(|campaign| is_of(&campaign)) {
            let message = format!("no campaign is in the group `{}`", clip(name));
            report.add(
                codes::UNUSED_GROUP,
                *span,
                message,
                "name it in a campaign's `frequency`, or remove it",
            );
        }
    }
}

//! Why a slot shows what it shows: every campaign that was considered, with the clauses of its audience as evaluated.
//!
//! This is the slow twin of [`crate::decide`]: it repeats the decision and writes down what it saw.

use alloc::string::String;

use crate::{
    bundle::Bundle,
    campaign::Scene,
    condition::{Node, NodeId, Operator, Part},
    decide::decide_in,
    evaluate::Truth,
    event::Millis,
    experiment::{Assignment, assign},
    json::Json,
    page::Page,
    rules::Campaign,
    situation::Situation,
    value::Value,
    visitor::Visitor,
};

/// Clauses written at most; shared conditions could otherwise unfold without end.
const CLAUSES: usize = 1_024;

/// The explanation of a slot as JSON: `decision`, and `considered`, one entry a campaign of the slot in the order of the bundle:
/// its name, its `outcome` (`shown`, `outranked`, `no-content`, or what kept it from being shown: `schedule`, `day-part`, `audience`,
/// `holdout`, `cap`, `pressure`, `cool-down`, `trigger`), its `experiment` where it has one (how she came to her arm, the arm's
/// `variant`, and the `bucket` between 0 and 1 where that was asked), and its `audience` as a tree of clauses.
/// A clause has `matched` (`true`, `false`, or `null` where it cannot be evaluated) and either `path`, `op`, `actual` and
/// mostly `expected`, or `op` and `clauses`; a segment also has its `segment` name.
pub fn explain(bundle: &Bundle, visitor: &Visitor, page: &Page, slot: &str, now: Millis) -> String {
    explain_with(bundle, visitor, page, slot, now, |_, _, _| {})
}

/// The same with something more of each campaign that has an audience, given the audience's root: further members of its entry.
/// A function of its own, and generic, so that what tools add costs the storefront module nothing.
pub fn explain_with(
    bundle: &Bundle,
    visitor: &Visitor,
    page: &Page,
    slot: &str,
    now: Millis,
    mut more: impl FnMut(&mut Situation, NodeId, &mut Json),
) -> String {
    let mut situation = Situation::new(bundle, visitor, page, now);
    let decision = decide_in(&mut situation, bundle, visitor, page, slot);
    let mut left = CLAUSES;
    let index = bundle.slot(slot);
    // Where campaigns take turns, the order of the bundle does not tell which were asked.
    let mut is_decided = decision.campaign.is_some() && index.is_some_and(|(_, slot)| slot.rotates);
    let mut json = Json::default();
    json.begin_object();
    decision.write(json.key("decision"));
    json.key("considered").begin_array();
    let of_slot = |campaign: &&Campaign| index.is_some_and(|(index, _)| index == campaign.slot);
    for campaign in bundle.rules().campaigns.iter().filter(of_slot) {
        let is_shown = decision.campaign == Some(campaign.name.as_str());
        let scene = &mut Scene { situation: &mut situation, bundle, visitor, page };
        json.begin_object();
        json.member("campaign", &campaign.name);
        json.member("outcome", outcome(campaign, scene, is_shown, is_decided));
        if let Some(experiment) = &campaign.experiment {
            write_experiment(&assign(campaign, experiment, scene), json.key("experiment"));
        }
        if let Some(root) = campaign.audience {
            write_clause(bundle, &mut situation, root, &mut left, json.key("audience"));
            more(&mut situation, root, &mut json);
        }
        json.end_object();
        is_decided |= is_shown;
    }
    json.end_array();
    json.end_object();
    json.finish()
}

fn outcome(campaign: &Campaign, scene: &mut Scene, is_shown: bool, is_decided: bool) -> &'static str {
    match campaign.closed(scene) {
        _ if is_shown => "shown",
        Some(closed) => closed.name(),
        None if is_decided => "outranked",
        None => "no-content",
    }
}

fn write_experiment(assigned: &Assignment, json: &mut Json) {
    json.begin_object();
    json.member("enrolment", assigned.enrolment.name());
    json.member("variant", assigned.variant);
    if let Some(bucket) = assigned.bucket {
        json.key("bucket").number(bucket);
    }
    json.end_object();
}

fn write_clause(bundle: &Bundle, situation: &mut Situation, id: NodeId, left: &mut usize, json: &mut Json) {
    let rules = bundle.rules();
    let matched = match situation.truth(bundle, id) {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "null",
    };
    let is_cut = *left == 0;
    *left = left.saturating_sub(1);
    json.begin_object();
    json.key("matched").literal(matched);
    match rules.nodes.get(id as usize) {
        _ if is_cut => json.member("op", "…"),
        Some(Node::All(children)) => write_children("all", bundle, situation, children, left, json),
        Some(Node::Any(children)) => write_children("any", bundle, situation, children, left, json),
        Some(Node::Nor(children)) => write_children("nor", bundle, situation, children, left, json),
        Some(Node::Not(child)) => write_children("not", bundle, situation, &[*child], left, json),
        Some(Node::Segment(segment)) => {
            if let Some(segment) = rules.segments.get(usize::from(*segment)) {
                json.member("segment", &segment.name);
                write_children("segment", bundle, situation, &[segment.root], left, json);
            }
        }
        Some(Node::Test { attribute, operator, operand }) => {
            write_test(bundle, situation, *attribute, operator.name(), Some(operand), json);
        }
        Some(Node::Within { attribute, part, .. }) => {
            write_test(bundle, situation, *attribute, part.name(), None, json);
        }
        Some(Node::Unknown) | None => json.member("op", "unknown"),
    }
    json.end_object();
}

fn write_children(
    op: &str,
    bundle: &Bundle,
    situation: &mut Situation,
    children: &[NodeId],
    left: &mut usize,
    json: &mut Json,
) {
    json.member("op", op);
    json.key("clauses").begin_array();
    for child in children {
        write_clause(bundle, situation, *child, left, json);
    }
    json.end_array();
}

fn write_test(
    bundle: &Bundle,
    situation: &Situation,
    attribute: u16,
    op: &str,
    expected: Option<&Value>,
    json: &mut Json,
) {
    let path = bundle.rules().attributes.get(usize::from(attribute));
    json.member("path", path.map_or("", |attribute| &attribute.path));
    json.member("op", op);
    if let Some(expected) = expected {
        json.key("expected").value(expected);
    }
    json.key("actual").value(situation.value(attribute));
}

impl Part {
    /// The operator of GrowthBook's language that looks at it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Element => "elemMatch",
            Part::Any => "all",
            Part::Length => "size",
        }
    }
}

impl Operator {
    /// Its name in GrowthBook's language, without the dollar sign; a bare value is `is`.
    pub fn name(self) -> &'static str {
        match self {
            Operator::Is => "is",
            Operator::Equal => "eq",
            Operator::NotEqual => "ne",
            Operator::Less => "lt",
            Operator::LessOrEqual => "lte",
            Operator::Greater => "gt",
            Operator::GreaterOrEqual => "gte",
            Operator::Exists => "exists",
            Operator::In => "in",
            Operator::NotIn => "nin",
            Operator::HasAll => "all",
            Operator::Size => "size",
            Operator::Type => "type",
            Operator::Contains => "contains",
            Operator::VersionEqual => "veq",
            Operator::VersionNotEqual => "vne",
            Operator::VersionLess => "vlt",
            Operator::VersionLessOrEqual => "vlte",
            Operator::VersionGreater => "vgt",
            Operator::VersionGreaterOrEqual => "vgte",
            Operator::Matches => "regex",
            Operator::MatchesFolded => "regexi",
            Operator::InFolded => "ini",
            Operator::NotInFolded => "nini",
            Operator::HasAllFolded => "alli",
        }
    }
}

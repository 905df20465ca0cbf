//! `matched`: steps that happened in their order.

use sillage_engine::{
    limits,
    rules::{self, Aggregate, Field, Link},
};

use super::{Filter, Trait, counted, folds, texts};
use crate::{
    codes,
    diagnostic::Report,
    time,
    yaml::{Entry, Node},
    zone::Zone,
};

const SESSION_START: &str = "session_start";

/// Reads a trait that is a sequence.
pub(super) fn read(entry: &Entry, list: &Node, zone: &Zone, report: &mut Report) -> Option<Trait> {
    let before = report.len();
    let is_of_session = entry.node.field("scope").and_then(Node::text) == Some("session");
    let link = if is_of_session { Link::Session } else { Link::Later };
    let mut parts = rules::Trait { aggregate: Aggregate::Matched, ..rules::Trait::default() };
    let mut filters = Vec::new();
    let items = list.items();
    for (at, item) in items.iter().enumerate() {
        check_step(item, at, items.len(), report);
        parts.steps.extend(step(item, link));
        filters.push(Filter { node: item.field("where").cloned(), tests: Vec::new() });
    }
    if !(2..=limits::STEPS_OF_SEQUENCE).contains(&items.len()) {
        let message = format!(
            "`matched` has {}, and it takes 2 to {} steps",
            counted(items.len(), "step"),
            limits::STEPS_OF_SEQUENCE
        );
        let help = "use `count` for a single event, and fewer steps for a long way";
        report.add(codes::SEQUENCE, list.span, message, help);
    }
    if report.len() > before || parts.steps.len() != items.len() {
        return None;
    }
    parts.on = names(&parts.steps, is_of_session);
    parts.of = Field::Event;
    parts.window = folds::window(entry, "matched")?;
    let duration = entry.node.field("duration").and_then(Node::text);
    parts.limit = duration.map_or(Some(u64::MAX), time::duration)?;
    let since = folds::filter(entry, zone)?;
    for filter in &mut filters {
        filter.tests.clone_from(&since.tests);
    }
    let path = format!("trait.{}", entry.key);
    Some(Trait { path, span: entry.span, parts, steps: filters, ..Trait::default() })
}

/// The events that it looks at; all of them where a step must follow directly.
fn names(steps: &[rules::Step], is_of_session: bool) -> Vec<String> {
    if steps.iter().any(|step| step.link == Link::Directly) {
        return Vec::new();
    }
    let mut names: Vec<String> = steps.iter().flat_map(|step| &step.on).cloned().collect();
    names.extend(is_of_session.then(|| SESSION_START.to_owned()));
    names.sort();
    names.dedup();
    names
}

fn step(item: &Node, link: Link) -> Option<rules::Step> {
    if item.text().is_some() {
        return Some(rules::Step { on: texts(item), filter: None, within: u64::MAX, link });
    }
    let is_direct = item.field("directly").and_then(Node::truth) == Some(true);
    let (events, link) = match (item.field("event"), item.field("not")) {
        (Some(events), None) => (events, if is_direct { Link::Directly } else { link }),
        (None, Some(events)) => (events, Link::Not),
        _ => return None,
    };
    let within = item.field("within").and_then(Node::text);
    Some(rules::Step {
        on: texts(events),
        filter: None,
        within: within.map_or(Some(u64::MAX), time::duration)?,
        link,
    })
}

fn check_step(item: &Node, at: usize, count: usize, report: &mut Report) {
    if item.entries().is_empty() {
        return;
    }
    let mistake = match (item.entry("event"), item.entry("not")) {
        (None, None) => Some(("a step names no event", "add `event` or `not` with the name of an event")),
        (Some(_), Some(_)) => Some(("a step has both `event` and `not`", "make two steps of them")),
        (None, Some(_)) if at == 0 || at + 1 < count => {
            Some(("`not` stands in another step than the last", "move it to the end"))
        }
        (None, Some(_)) if item.field("within").is_none() => {
            Some(("`not` does not say for how long", "add `within: 2h`"))
        }
        (None, Some(_)) if item.field("directly").is_some() => {
            Some(("`not` takes no `directly`", "remove `directly`"))
        }
        _ if at == 0 && (item.field("within").is_some() || item.field("directly").is_some()) => Some((
            "nothing stands before the first step",
            "remove `within` and `directly` here; how far back the trait looks stands beside `matched`",
        )),
        _ => None,
    };
    if let Some((message, help)) = mistake {
        report.add(codes::SEQUENCE, item.span, message, help);
    }
}

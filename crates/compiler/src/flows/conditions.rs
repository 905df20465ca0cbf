//! Conditions within a flow: over its own answers and scores, and only those that can be known by then.

use std::collections::{BTreeMap, BTreeSet};

use super::{Flow, Step, answers::read_by};
use crate::{
    accept::clip,
    attributes::{Attribute, Attributes, Type, is_of_flows},
    codes,
    condition::{self, Known, unknown_attribute},
    diagnostic::Report,
    lower::Source,
    yaml::{Entry, Node},
};

const HELP: &str =
    "write a condition over `answer.` and `score.` attributes: nothing else stays as it is while she answers";

/// What the conditions of one flow may refer to.
pub(super) struct Scope<'a> {
    source: &'a Source<'a>,
    /// For each attribute the first step that writes it, its id with it.
    writers: BTreeMap<&'a str, (usize, &'a str)>,
    /// For each attribute the texts that the flow can make it.
    values: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Scope<'a> {
    /// The scope of a flow.
    pub(super) fn of(flow: &'a Flow<'a>, source: &'a Source<'a>) -> Scope<'a> {
        let mut writers = BTreeMap::new();
        for (at, step) in flow.steps.iter().enumerate() {
            for path in step.writes() {
                writers.entry(path).or_insert((at, step.id.as_str()));
            }
        }
        Scope { source, writers, values: flow.values() }
    }

    /// Reports the mistakes of a step's conditions: `relevant` knows the steps before, a route its own answer too.
    pub(super) fn check_step(&self, at: usize, step: &Step, report: &mut Report) {
        if let Some(relevant) = step.relevant {
            self.check(relevant, at, report);
        }
        for when in step.routes.iter().filter_map(|route| route.when) {
            self.check(when, at + 1, report);
        }
    }

    /// Reports the mistakes of a condition that is evaluated when that many steps may have been answered.
    pub(super) fn check(&self, condition: &Node, steps: usize, report: &mut Report) {
        report_segments(condition, report);
        let mut attributes = Attributes::new();
        for entry in read_by(condition) {
            let attribute = self.attribute(entry, steps, report);
            attributes.insert(entry.key.clone(), attribute.unwrap_or_else(|| Attribute::any(Type::Any)));
        }
        let known = Known {
            attributes: &attributes,
            segments: &self.source.segment_names,
            groups: &self.source.group_table,
            is_of_flow: true,
        };
        condition::check(condition, &known, report);
    }

    /// The attribute of an entry with the values the flow can give it; reports one that cannot be known by then.
    fn attribute(&self, entry: &Entry, steps: usize, report: &mut Report) -> Option<Attribute> {
        let path = entry.key.as_str();
        if !is_of_flows(path) {
            report_foreign(entry, self.source, report);
            return None;
        }
        let Some(declared) = self.source.attributes.get(path) else {
            unknown_attribute(path, entry.span, &self.source.attributes, report);
            return None;
        };
        if self.writers.get(path).is_none_or(|(at, _)| *at >= steps) {
            self.report_not_known(entry, report);
            return None;
        }
        let mut attribute = declared.clone();
        if matches!(attribute.kind, Type::Text | Type::List)
            && let Some(values) = self.values.get(path)
        {
            attribute.values = values.iter().map(|text| (*text).to_owned()).collect();
        }
        Some(attribute)
    }

    fn report_not_known(&self, entry: &Entry, report: &mut Report) {
        let path = clip(&entry.key);
        let (message, help) = match self.writers.get(entry.key.as_str()) {
            Some((_, step)) => (
                format!("`{path}` is not known yet here: `{}` sets it", clip(step)),
                format!("move `{}` up, or ask for something that is known by then", clip(step)),
            ),
            None => (
                format!("nothing in this flow sets `{path}`"),
                "name it as the `attribute` of a step, or in an option's `set` or `add`".to_owned(),
            ),
        };
        report.add(codes::NOT_KNOWN_YET, entry.span, message, help);
    }
}

fn report_foreign(entry: &Entry, source: &Source, report: &mut Report) {
    let message = format!("a flow cannot read `{}`", clip(&entry.key));
    let own = source.attributes.keys().map(String::as_str).filter(|path| is_of_flows(path));
    let help = report.did_you_mean(&entry.key, own).unwrap_or_else(|| HELP.to_owned());
    report.add(codes::FOREIGN_CONDITION, entry.span, message, help);
}

fn report_segments(condition: &Node, report: &mut Report) {
    for entry in condition.entries() {
        if entry.key == "$segment" {
            report.add(codes::FOREIGN_CONDITION, entry.span, "a flow cannot ask for a segment", HELP);
        } else if entry.key == "$savedGroup" {
            report.add(codes::FOREIGN_CONDITION, entry.span, "a flow cannot ask for a saved group", HELP);
        } else {
            report_segments(&entry.node, report);
        }
    }
    condition.items().iter().for_each(|item| report_segments(item, report));
}

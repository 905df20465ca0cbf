//! What flows write: answers and scores, and the values they can have.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::rules::{self, Aggregate, Field};

use super::{Ask, Choice, Flow, Outcome, Step};
use crate::{
    attributes::{Attribute, Attributes, Type, is_of_flows},
    campaigns::Placed,
    codes,
    diagnostic::Report,
    lower::Source,
    traits::Trait,
    yaml::{Entry, Node, Span},
};

/// The event that carries all answers and scores of a finished flow.
const COMPLETED: &str = "x_flow_complete";

impl Flow<'_> {
    /// Keys of all texts it shows.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Placed> {
        let of_steps = self.steps.iter().flat_map(Step::texts);
        let of_outcomes = self.outcomes.iter().flat_map(Outcome::texts);
        [self.title.as_ref(), self.body.as_ref()].into_iter().flatten().chain(of_steps).chain(of_outcomes)
    }

    /// Every answer and score that it writes or reads, sorted.
    pub(crate) fn attributes(&self) -> BTreeSet<&str> {
        let mut paths: BTreeSet<&str> = self.steps.iter().flat_map(Step::writes).collect();
        let of_steps = self.steps.iter().flat_map(|step| {
            step.relevant.into_iter().chain(step.routes.iter().filter_map(|route| route.when))
        });
        for node in of_steps.chain(self.outcomes.iter().filter_map(|outcome| outcome.when)) {
            paths.extend(read_by(node).into_iter().map(|entry| entry.key.as_str()));
        }
        paths.retain(|path| is_of_flows(path));
        paths
    }

    /// For each attribute the texts that it can be, or whose list it can be.
    pub(crate) fn values(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for step in &self.steps {
            for option in &step.options {
                if let Some((path, _)) = &step.attribute {
                    values.entry(path).or_default().insert(&option.id);
                }
                for ((path, _), node) in &option.sets {
                    let texts = node.text().into_iter().chain(node.items().iter().filter_map(Node::text));
                    values.entry(path).or_default().extend(texts);
                }
            }
        }
        values
    }
}

impl Outcome<'_> {
    fn texts(&self) -> impl Iterator<Item = &Placed> {
        let of_picks = self.picks.iter().filter_map(|pick| pick.title.as_ref());
        [self.title.as_ref(), self.body.as_ref()].into_iter().flatten().chain(of_picks)
    }
}

impl Flow<'_> {
    /// Tags that its options vote for.
    pub(crate) fn votes(&self) -> impl Iterator<Item = &str> {
        let options = self.steps.iter().flat_map(|step| &step.options);
        options.flat_map(|option| &option.votes).map(|((tag, _), _)| tag.as_str())
    }

    /// Categories and tags of the catalogue that it names, each with what it is and its place.
    pub(crate) fn filters(&self) -> Vec<(&'static str, &String, &Span)> {
        let mut found = Vec::new();
        for option in self.steps.iter().flat_map(|step| &step.options) {
            found.extend(option.votes.iter().map(|((tag, span), _)| ("tag", tag, span)));
            found.extend(option.excludes.iter().map(|(tag, span)| ("tag", tag, span)));
        }
        for pick in self.outcomes.iter().flat_map(|outcome| &outcome.picks) {
            found.extend(pick.categories.iter().map(|(category, span)| ("category", category, span)));
            found.extend(pick.tags.iter().map(|(tag, span)| ("tag", tag, span)));
        }
        found
    }
}

impl Step<'_> {
    fn texts(&self) -> impl Iterator<Item = &Placed> {
        let of_options =
            self.options.iter().flat_map(|option| [option.label.as_ref(), option.help.as_ref()]).flatten();
        [self.title.as_ref(), self.help.as_ref(), self.unit.as_ref()].into_iter().flatten().chain(of_options)
    }

    /// The attributes that answering it writes.
    pub(crate) fn writes(&self) -> impl Iterator<Item = &str> {
        let attribute = self.attribute.iter().map(|(path, _)| path.as_str());
        attribute.chain(self.options.iter().flat_map(Choice::writes))
    }
}

impl Choice<'_> {
    fn writes(&self) -> impl Iterator<Item = &str> {
        let added = self.adds.iter().map(|((path, _), _)| path.as_str());
        added.chain(self.sets.iter().map(|((path, _), _)| path.as_str()))
    }
}

/// What kind of value answering a step writes to its attribute.
pub(super) fn kind(ask: Ask) -> Option<Type> {
    match ask {
        Ask::Statement => None,
        Ask::One => Some(Type::Text),
        Ask::Many => Some(Type::List),
        Ask::Number => Some(Type::Number),
    }
}

/// The entries of a condition whose keys are attributes.
pub(super) fn read_by(condition: &Node) -> Vec<&Entry> {
    let mut found = Vec::new();
    collect(condition, &mut found);
    found
}

fn collect<'a>(condition: &'a Node, found: &mut Vec<&'a Entry>) {
    for entry in condition.entries() {
        match entry.key.as_str() {
            "$and" | "$or" | "$nor" => entry.node.items().iter().for_each(|item| collect(item, found)),
            "$not" => collect(&entry.node, found),
            key if key.starts_with('$') => {}
            _ => found.push(entry),
        }
    }
}

/// Where an answer's values are not declared, they are what the flows can make it.
pub(crate) fn declare_values(flows: &[Flow], attributes: &mut Attributes) {
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, texts) in flows.iter().flat_map(Flow::values) {
        values.entry(path).or_default().extend(texts);
    }
    for (path, attribute) in attributes.iter_mut().filter(|(path, _)| is_of_flows(path)) {
        if attribute.values.is_empty() && matches!(attribute.kind, Type::Text | Type::List) {
            let values = values.get(path.as_str()).into_iter().flatten();
            attribute.values = values.map(|text| (*text).to_owned()).collect();
        }
    }
}

/// Answers and scores as computed traits: what the newest finished flow that has them came to.
pub(crate) fn traits(attributes: &Attributes) -> Vec<Trait> {
    let of_flows = attributes.iter().filter(|(path, _)| is_of_flows(path));
    let computed = |(path, attribute): (&String, &Attribute)| Trait {
        path: path.clone(),
        span: attribute.span,
        parts: rules::Trait {
            on: vec![COMPLETED.to_owned()],
            aggregate: Aggregate::Last,
            of: Field::Parameter(path.clone()),
            ..rules::Trait::default()
        },
        ..Trait::default()
    };
    of_flows.map(computed).collect()
}

/// Reports answers and scores that no flow ever writes.
pub(crate) fn report_never_set(source: &Source, report: &mut Report) {
    let written: BTreeSet<&str> =
        source.flows.iter().flat_map(|flow| &flow.steps).flat_map(Step::writes).collect();
    let declared: BTreeMap<_, _> = source.attributes.iter().filter(|(path, _)| is_of_flows(path)).collect();
    for (path, attribute) in declared.into_iter().filter(|(path, _)| !written.contains(path.as_str())) {
        let message = format!("no flow sets `{path}`");
        let help = "name it as the `attribute` of a step, or in an option's `set` or `add`";
        report.add(codes::NEVER_SET, attribute.span, message, help);
    }
}

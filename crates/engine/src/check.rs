//! What must hold of rules before anything is decided by them.
//!
//! A check runs once on load; everything behind it may rely on it: no index dangles, conditions refer backwards only
//! and are at most [`limits::DEPTH`] deep, names that are searched are sorted.

use alloc::{string::String, vec::Vec};

use crate::{
    condition::{Node, NodeId},
    copy::{Copy, Piece},
    fault::Fault,
    limits,
    rules::{Campaign, Content, Experiment, Rules, Segment, Source},
};

/// Checks rules on their own.
pub(crate) fn rules(rules: &Rules) -> Result<(), Fault> {
    check_limits(rules)?;
    if !rules.attributes.is_sorted_by(|a, b| a.path < b.path)
        || !rules.slots.is_sorted_by(|a, b| a.name < b.name)
    {
        return Err(Fault::Unordered);
    }
    check_nodes(&rules.nodes, &rules.segments, rules.attributes.len())?;
    check_traits(rules)?;
    for slot in &rules.slots {
        refers(slot.strategy.unwrap_or(0), if slot.strategy.is_some() { rules.strategies.len() } else { 1 })?;
    }
    for strategy in &rules.strategies {
        if usize::from(strategy.limit) > limits::LIMIT || strategy.minimum > strategy.limit {
            return Err(Fault::OverLimit);
        }
        if let Source::Matching(attributes) = &strategy.source {
            for attribute in attributes {
                refers(*attribute, rules.attributes.len())?;
            }
        }
    }
    rules.campaigns.iter().try_for_each(|campaign| check_campaign(rules, campaign))
}

/// Checks the copy of one locale against the rules that refer to it.
pub(crate) fn copy(rules: &Rules, copy: &Copy) -> Result<(), Fault> {
    if copy.texts.len() > limits::TEXTS {
        return Err(Fault::OverLimit);
    }
    for piece in copy.texts.iter().flatten() {
        if let Piece::Attribute { attribute, .. } = piece {
            refers(*attribute, rules.attributes.len())?;
        }
    }
    for campaign in &rules.campaigns {
        check_texts(&campaign.content, copy)?;
        // Loops, as chained iterators cost a quarter of a kilobyte each.
        for treatment in campaign.experiment.as_ref().map_or(&[][..], |experiment| &experiment.treatments) {
            check_texts(&treatment.content, copy)?;
        }
    }
    Ok(())
}

fn check_texts(content: &Content, copy: &Copy) -> Result<(), Fault> {
    for (_, text) in content.fields() {
        refers(*text, copy.texts.len())?;
    }
    Ok(())
}

fn check_strategy(content: &Content, rules: &Rules) -> Result<(), Fault> {
    match content {
        Content::Items { strategy, .. } => refers(*strategy, rules.strategies.len()),
        _ => Ok(()),
    }
}

impl Content {
    /// The fields of this content, each a name and the index of its text.
    pub fn fields(&self) -> &[(String, u32)] {
        match self {
            Content::Fields(fields) | Content::Items { fields, .. } => fields,
            Content::Template { .. } | Content::Default => &[],
        }
    }
}

impl Campaign {
    /// What it may show: its own content, and that of its treatments.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        let treatments = self.experiment.iter().flat_map(|experiment| &experiment.treatments);
        core::iter::once(&self.content).chain(treatments.map(|treatment| &treatment.content))
    }
}

fn check_limits(rules: &Rules) -> Result<(), Fault> {
    let counts = [
        (rules.locales.len(), limits::LOCALES),
        (rules.attributes.len(), limits::ATTRIBUTES),
        (rules.traits.len(), limits::TRAITS),
        (rules.zone.len(), limits::OFFSETS),
        (rules.event_fields.len(), limits::ATTRIBUTES),
        (rules.event_nodes.len(), limits::EVENT_NODES),
        (rules.cases.len(), limits::CASES),
        (rules.nodes.len(), limits::NODES),
        (rules.segments.len(), limits::SEGMENTS),
        (rules.slots.len(), limits::SLOTS),
        (rules.campaigns.len(), limits::CAMPAIGNS),
        (rules.strategies.len(), limits::STRATEGIES),
        (rules.caps.len(), limits::CAPS),
    ];
    if counts.iter().any(|(count, limit)| count > limit) { Err(Fault::OverLimit) } else { Ok(()) }
}

/// Checks what traits refer to. A filter or a case that is none never holds; that a derived trait stands behind those it
/// reads, nothing relies on.
fn check_traits(rules: &Rules) -> Result<(), Fault> {
    check_nodes(&rules.event_nodes, &[], rules.event_fields.len())?;
    for computed in &rules.traits {
        refers(computed.attribute, rules.attributes.len())?;
        if computed.steps.len() > limits::STEPS_OF_SEQUENCE {
            return Err(Fault::OverLimit);
        }
    }
    Ok(())
}

fn check_campaign(rules: &Rules, campaign: &Campaign) -> Result<(), Fault> {
    refers(campaign.slot, rules.slots.len())?;
    if let Some(root) = campaign.audience {
        refers(root, rules.nodes.len())?;
    }
    for cap in &campaign.caps {
        refers(*cap, rules.caps.len())?;
    }
    check_strategy(&campaign.content, rules)?;
    campaign.experiment.as_ref().map_or(Ok(()), |experiment| check_experiment(rules, experiment))
}

fn check_experiment(rules: &Rules, experiment: &Experiment) -> Result<(), Fault> {
    if let Some(unit) = experiment.unit {
        refers(unit, rules.attributes.len())?;
    }
    if let Some((campaign, _)) = experiment.requires {
        refers(campaign, rules.campaigns.len())?;
    }
    if experiment.treatments.len() >= limits::ARMS || experiment.splits.len() > limits::SPLITS {
        return Err(Fault::OverLimit);
    }
    for treatment in &experiment.treatments {
        check_strategy(&treatment.content, rules)?;
    }
    for split in &experiment.splits {
        refers(split.when.unwrap_or(0), if split.when.is_some() { rules.nodes.len() } else { 1 })?;
    }
    Ok(())
}

/// Checks that every node refers backwards, and how deep the conditions are.
pub(crate) fn check_nodes(nodes: &[Node], segments: &[Segment], attributes: usize) -> Result<(), Fault> {
    for segment in segments {
        refers(segment.root, nodes.len())?;
    }
    let mut depths: Vec<u32> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut depth = 0;
        let mut below = |id: &NodeId| {
            depth = depth.max(*depths.get(*id as usize).ok_or(Fault::ConditionOrder)?);
            Ok(())
        };
        match node {
            Node::Segment(segment) => refers(*segment, segments.len())?,
            Node::Test { attribute, .. } => refers(*attribute, attributes)?,
            Node::Within { attribute, condition, .. } => {
                refers(*attribute, attributes)?;
                below(condition)?;
            }
            _ => {}
        }
        node.children(segments).iter().try_for_each(below)?;
        if depth >= limits::DEPTH {
            return Err(Fault::ConditionOrder);
        }
        depths.push(depth + 1);
    }
    Ok(())
}

/// Whether an index lies within a table of that length.
pub(crate) fn refers(index: impl Into<u32>, length: usize) -> Result<(), Fault> {
    if (index.into() as usize) < length { Ok(()) } else { Err(Fault::DanglingReference) }
}

//! Experiments in numbers: ids of arms, ranges, and the campaigns that prerequisites name.

use std::collections::BTreeSet;

use sillage_engine::rules::{self, Split, Treatment};

use crate::{
    accept::clip,
    campaigns::{Campaign, Placed},
    codes,
    condition::Arena,
    diagnostic::Report,
    experiments::{Arm, Context, Experiment, unknown_arm},
    lower::{Source, content, lower_condition},
    texts::Table,
    variants,
    yaml::Span,
};

/// The experiment of a campaign, its unit numbered provisionally and its prerequisite not yet set.
pub(crate) fn lower(
    source: &Source,
    campaign: &Campaign,
    experiment: &Experiment,
    table: &Table,
    arena: &mut Arena,
    report: &mut Report,
) -> Option<rules::Experiment> {
    let own = variants::of_campaign(&source.project.name, &campaign.name);
    let id = |arm: &Arm| variants::of_arm(&own, experiment.version, &arm.name);
    check_ids(experiment, &id, report);
    let mut contents = Vec::new();
    for arm in &experiment.arms {
        let shown = arm.show.as_ref().or(campaign.show.as_ref());
        contents.push((id(arm), content(source, campaign, shown?, table, report)));
    }
    let splits: Vec<Option<Split>> = experiment
        .contexts
        .iter()
        .map(|context| split(source, context, experiment.span, arena, report))
        .collect();
    let unit = experiment.unit.as_ref().map(|unit| unit_of(source, unit, arena, report));
    let mut contents = contents.into_iter();
    Some(rules::Experiment {
        key: experiment.key.clone(),
        unit,
        sticky: experiment.sticky,
        least_version: variants::letter(experiment.least_version),
        namespace: experiment.namespace.clone(),
        requires: None,
        control: contents.next()?.0,
        holdout: variants::of_holdout(&own),
        treatments: contents
            .map(|(variant, content)| Some(Treatment { variant, content: content? }))
            .collect::<Option<_>>()?,
        splits: splits.into_iter().collect::<Option<_>>()?,
    })
}

fn split(
    source: &Source,
    context: &Context,
    place: Span,
    arena: &mut Arena,
    report: &mut Report,
) -> Option<Split> {
    let when = match context.when {
        Some(node) => Some(lower_condition(source, node, place, arena, report)?),
        None => None,
    };
    Some(Split { when, ranges: context.ranges.clone() })
}

fn unit_of(source: &Source, (path, span): &Placed, arena: &mut Arena, report: &mut Report) -> u16 {
    if !path.starts_with("host.") || !source.attributes.contains_key(path) {
        let known = source.attributes.keys().map(String::as_str).filter(|path| path.starts_with("host."));
        let help = report.did_you_mean(path, known);
        let help = help
            .unwrap_or_else(|| "write `device`, or an attribute of the host from attributes.yaml".to_owned());
        let message = format!("visitors cannot be split by `{}`", clip(path));
        report.add(codes::UNIT, *span, message, help);
    }
    arena.attribute(path)
}

/// Reports arms whose ids are the same by chance.
fn check_ids(experiment: &Experiment, id: &dyn Fn(&Arm) -> String, report: &mut Report) {
    let mut ids = BTreeSet::new();
    if let Some(arm) = experiment.arms.iter().find(|arm| !ids.insert(id(arm))) {
        let message = format!("the arm `{}` gets the id of another one in measurements", clip(&arm.name));
        report.add(codes::SAME_VARIANT, experiment.span, message, "give one of the two another name");
    }
}

/// Sets the prerequisites of experiments, now that campaigns have their places.
pub(crate) fn resolve(source: &[Campaign], campaigns: &mut [rules::Campaign], report: &mut Report) {
    let names: Vec<String> = campaigns.iter().map(|campaign| campaign.name.clone()).collect();
    for campaign in source {
        let Some((other, arm)) = campaign.experiment.as_ref().and_then(|own| own.requires.as_ref()) else {
            continue;
        };
        let Some(arm) = prerequisite(source, other, arm, report) else { continue };
        if is_circle(source, campaign) {
            let message = format!("`{}` requires its own experiment in the end", clip(&campaign.name));
            report.add(codes::PREREQUISITE_CYCLE, other.1, message, "remove one `requires` of the circle");
            continue;
        }
        let place = |name: &str| names.iter().position(|known| known == name);
        let Some(own) = place(&campaign.name).and_then(|place| campaigns.get_mut(place)) else { continue };
        if let (Some(experiment), Some(other)) = (own.experiment.as_mut(), place(&other.0)) {
            experiment.requires = Some((u16::try_from(other).unwrap_or(u16::MAX), arm));
        }
    }
}

/// The number of the arm that is required.
fn prerequisite(source: &[Campaign], other: &Placed, arm: &Placed, report: &mut Report) -> Option<u8> {
    let known = source.iter().filter(|campaign| campaign.experiment.is_some());
    let found = known.clone().find(|campaign| campaign.name == other.0);
    let Some(experiment) = found.and_then(|campaign| campaign.experiment.as_ref()) else {
        let help = report.did_you_mean(&other.0, known.map(|campaign| campaign.name.as_str()));
        let help = help.unwrap_or_else(|| "name a campaign that has an `experiment`".to_owned());
        let message = format!("there is no experiment of a campaign `{}`", clip(&other.0));
        report.add(codes::UNKNOWN_ARM, other.1, message, help);
        return None;
    };
    let at = experiment.arms.iter().position(|known| known.name == arm.0);
    if at.is_none() {
        unknown_arm(&arm.0, arm.1, &experiment.arms, report);
    }
    u8::try_from(at?).ok()
}

/// Whether the prerequisites of a campaign lead back to it.
fn is_circle(source: &[Campaign], campaign: &Campaign) -> bool {
    let required = |name: &str| {
        let campaign = source.iter().find(|campaign| campaign.name == name)?;
        Some(campaign.experiment.as_ref()?.requires.as_ref()?.0.0.as_str())
    };
    let mut at = campaign.name.as_str();
    for _ in 0..source.len() {
        match required(at) {
            Some(next) if next == campaign.name => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

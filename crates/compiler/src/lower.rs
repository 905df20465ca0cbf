//! Names become numbers: the one place where the author's form turns into the engine's.
//!
//! Numbers follow from names and source order alone. Attributes are sorted by path, slots by name, segments stand behind
//! those they refer to, strategies stand in source order, campaigns by slot, then priority (greater first), then source
//! order. Texts: the keys in use, sorted, then the addresses in use, sorted. What nobody uses is left out.

use std::collections::BTreeSet;

use sillage_engine::{
    condition::NodeId,
    copy::{Copy, Piece as EnginePiece},
    limits,
    rules::{self, Content, Rules, Source as EngineSource},
    value::Value as Constant,
};

use crate::{
    accept::clip,
    arms,
    attributes::{Attributes, Type},
    campaigns::{Campaign, Show, Shown},
    codes,
    condition::{self, Arena, Groups, Known},
    copy::{Piece, Text, Texts},
    diagnostic::Report,
    flows::{self, Flow},
    frequency::{self, Caps, Limits},
    groups,
    pictures::Pictures,
    project::Project,
    slots::Slot,
    strategies::{self, Strategy},
    texts::Table,
    traits::{self, Filters, Trait},
    unused::report_unused,
    variants,
    yaml::{Entry, Node, Span, Value},
};

/// Everything the author's files say, read and checked one by one.
pub(crate) struct Source<'a> {
    pub(crate) project: Project,
    pub(crate) attributes: Attributes,
    pub(crate) traits: Vec<Trait>,
    pub(crate) segments: &'a [Entry],
    pub(crate) groups: &'a [Entry],
    /// The same by id.
    pub(crate) group_table: Groups,
    pub(crate) segment_names: BTreeSet<&'a str>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) strategies: Vec<Strategy>,
    pub(crate) campaigns: Vec<Campaign<'a>>,
    pub(crate) limits: Limits,
    /// Texts of each locale that has a file, in the order of the project.
    pub(crate) copy: Vec<(String, Texts)>,
    /// Sorted by name.
    pub(crate) flows: Vec<Flow<'a>>,
}

impl Source<'_> {
    /// An arena that knows the groups and which attributes are dates.
    pub(crate) fn arena(&self) -> Arena {
        let dates = self.attributes.iter().filter(|(_, attribute)| attribute.kind == Type::Date);
        let dates = dates.map(|(path, _)| path.clone()).collect();
        Arena::with_segments().with_groups(self.group_table.clone()).with_dates(dates)
    }

    /// What conditions may refer to.
    fn known(&self) -> Known<'_> {
        Known {
            attributes: &self.attributes,
            segments: &self.segment_names,
            groups: &self.group_table,
            is_of_flow: false,
        }
    }
}

/// Rules, and the words of every locale. Without meaning where the report has errors.
pub(crate) fn lower(source: &Source, report: &mut Report) -> (Rules, Vec<Copy>) {
    let (mut arena, segments) = lower_segments(source, report);
    let table = Table::of(source, report);
    let caps = Caps::of(&source.project.name, &source.campaigns, &source.limits, report);
    frequency::report_unused(&source.campaigns, &source.limits, report);
    let mut campaigns = lower_campaigns(source, &table, &caps, &mut arena, report);
    campaigns.sort_by_key(|campaign| (campaign.slot, -i64::from(campaign.priority)));
    arms::resolve(&source.campaigns, &mut campaigns, report);
    variants::check(&campaigns, &source.campaigns, report);
    let slots = lower_slots(source, &table, report);
    let copies = table.copies(source, &mut arena);
    let strategies = lower_strategies(source, &mut arena, report);
    let cases = lower_cases(source, &mut arena, report);
    report_unused(source, &table, &arena, report);
    let of_flows = flows::traits(&source.attributes);
    let traits = source.traits.iter().chain(&of_flows);
    let traits = traits.filter(|computed| computed.cases.is_empty() && arena.reads(&computed.path));
    let traits: Vec<&Trait> = traits.collect();
    check_limits(source, &arena, traits.len().max(source.traits.len()), table.len(), report);
    let (paths, finals) = arena.sorted_attributes();
    let number = |path: &str| paths.binary_search_by(|known| known.as_str().cmp(path)).unwrap_or(0) as u16;
    // Those that nobody reads may have mistakes too.
    let mut checked = Filters::default();
    source.traits.iter().for_each(|computed| drop(lower_trait(computed, 0, &mut checked, report)));
    let mut filters = Filters::default();
    let mut lower = |computed: &&Trait| {
        lower_trait(computed, number(&computed.path), &mut filters, &mut Report::default())
    };
    let traits = traits.iter().map(&mut lower).collect();
    let (event_fields, event_nodes) = filters.finish();
    let rules = Rules {
        locales: source.project.locales.iter().map(|(locale, _)| locale.clone()).collect(),
        currency: source.project.currency.clone(),
        zone: source.project.zone.offsets(),
        traits,
        event_fields,
        event_nodes,
        cases: cases
            .into_iter()
            .map(|case| rules::Case { attribute: final_of(case.attribute, &finals), ..case })
            .collect(),
        attributes: paths.iter().map(|path| rules::Attribute { path: path.clone() }).collect(),
        dates: (0u16..).zip(&paths).filter(|(_, path)| arena.is_date(path)).map(|(at, _)| at).collect(),
        nodes: arena.into_nodes(&finals),
        segments,
        slots,
        campaigns: campaigns.into_iter().map(|campaign| renumber_unit(campaign, &finals)).collect(),
        strategies: strategies.into_iter().map(|strategy| renumber_strategy(strategy, &finals)).collect(),
        caps: caps.into_all(),
        holdout: source.limits.holdout.clone(),
    };
    (rules, copies.into_iter().map(|copy| renumber(copy, &finals)).collect())
}

fn renumber(mut copy: Copy, finals: &[u16]) -> Copy {
    for piece in copy.texts.iter_mut().flatten() {
        if let EnginePiece::Attribute { attribute, .. } = piece {
            *attribute = finals.get(usize::from(*attribute)).copied().unwrap_or(u16::MAX);
        }
    }
    copy
}

/// Strategies whose attributes are numbered provisionally.
fn lower_strategies(source: &Source, arena: &mut Arena, report: &mut Report) -> Vec<rules::Strategy> {
    let lower = |strategy: &Strategy| {
        let mut parts = strategy.parts.clone();
        if let EngineSource::Matching(attributes) = &mut parts.source {
            strategies::check_attributes(strategy, &source.attributes, report);
            attributes.extend(strategy.attributes.iter().map(|(path, _)| arena.attribute(path)));
        }
        parts
    };
    source.strategies.iter().map(lower).collect()
}

fn renumber_unit(mut campaign: rules::Campaign, finals: &[u16]) -> rules::Campaign {
    if let Some(unit) = campaign.experiment.as_mut().and_then(|experiment| experiment.unit.as_mut()) {
        *unit = finals.get(usize::from(*unit)).copied().unwrap_or(u16::MAX);
    }
    campaign
}

fn renumber_strategy(mut strategy: rules::Strategy, finals: &[u16]) -> rules::Strategy {
    if let EngineSource::Matching(attributes) = &mut strategy.source {
        for attribute in attributes {
            *attribute = finals.get(usize::from(*attribute)).copied().unwrap_or(u16::MAX);
        }
    }
    strategy
}

/// One text of the source as the engine's pieces.
pub(crate) fn lower_text(text: &Text, arena: &mut Arena) -> Vec<EnginePiece> {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(words) => EnginePiece::Literal(words.clone()),
        Piece::Attribute { path, fallback } => {
            EnginePiece::Attribute { attribute: arena.attribute(path), fallback: fallback.clone() }
        }
    };
    text.pieces.iter().map(piece).collect()
}

fn lower_segments(source: &Source, report: &mut Report) -> (Arena, Vec<rules::Segment>) {
    let mut arena = source.arena();
    let mut segments = Vec::new();
    groups::check(source.groups, &source.known(), report);
    for at in condition::order(source.segments, &condition::SEGMENTS, report) {
        let Some(entry) = source.segments.get(at) else { continue };
        if let Some(root) = lower_condition(source, &entry.node, entry.span, &mut arena, report) {
            arena.declare_segment(&entry.key, root);
            segments.push(rules::Segment { name: entry.key.clone(), root });
        }
    }
    (arena, segments)
}

/// Checks a condition and lowers it, unless it has a mistake or refers to a segment that has one.
pub(crate) fn lower_condition(
    source: &Source,
    node: &Node,
    place: Span,
    arena: &mut Arena,
    report: &mut Report,
) -> Option<NodeId> {
    if !matches!(node.value, Value::Map(_)) {
        return None;
    }
    let before = report.len();
    condition::check(node, &source.known(), report);
    if report.len() > before {
        return None;
    }
    let root = condition::lower(node, arena).ok()?;
    check_depth(arena, root, place, report).then_some(root)
}

/// Reports a condition that nests too deep.
pub(crate) fn check_depth(arena: &Arena, root: NodeId, place: Span, report: &mut Report) -> bool {
    let depth = arena.depth(root);
    if depth > limits::DEPTH {
        let message = format!("the condition nests {depth} deep, segments included");
        let help = format!("keep it within {} levels", limits::DEPTH);
        report.add(codes::CONDITION_DEPTH, place, message, help);
    }
    depth <= limits::DEPTH
}

fn lower_trait(computed: &Trait, attribute: u16, filters: &mut Filters, report: &mut Report) -> rules::Trait {
    let mut lowered = rules::Trait { attribute, ..computed.parts.clone() };
    lowered.filter = filters.lower(&computed.filter, report);
    for (step, filter) in lowered.steps.iter_mut().zip(&computed.steps) {
        step.filter = filters.lower(filter, report);
    }
    lowered
}

/// The cases of traits that are read, each trait behind those it reads itself; attributes are numbered provisionally.
fn lower_cases(source: &Source, arena: &mut Arena, report: &mut Report) -> Vec<rules::Case> {
    let mut lowered = Vec::new();
    for computed in traits::order(&source.traits, report).into_iter().rev() {
        let Some(computed) = source.traits.get(computed).filter(|computed| arena.reads(&computed.path))
        else {
            continue;
        };
        let attribute = arena.attribute(&computed.path);
        for case in computed.cases.iter().rev() {
            let root = traits::all(&case.tests, arena);
            lowered.push(rules::Case { attribute, root, value: Constant::One(case.value.clone()) });
        }
    }
    lowered.reverse();
    lowered
}

/// The number of an attribute that had a provisional one.
fn final_of(provisional: u16, finals: &[u16]) -> u16 {
    finals.get(usize::from(provisional)).copied().unwrap_or(u16::MAX)
}

fn lower_slots(source: &Source, table: &Table, report: &mut Report) -> Vec<rules::Slot> {
    let lower = |slot: &Slot| {
        let strategy = slot.strategy.as_ref().and_then(|placed| strategy(source, placed, report));
        let pictures = table.number_of_pictures(source, slot);
        rules::Slot { name: slot.name.clone(), strategy, rotates: slot.rotates, late: slot.late, pictures }
    };
    source.slots.iter().map(lower).collect()
}

/// The number of a strategy by name.
fn strategy(source: &Source, (name, span): &(String, Span), report: &mut Report) -> Option<u16> {
    let at = source.strategies.iter().position(|strategy| strategy.parts.name == *name);
    if at.is_none() {
        let names = source.strategies.iter().map(|strategy| strategy.parts.name.as_str());
        let help = report.did_you_mean(name, names);
        let help = help.unwrap_or_else(|| "declare it in strategies.yaml".to_owned());
        report.add(codes::UNKNOWN_STRATEGY, *span, format!("there is no strategy `{}`", clip(name)), help);
    }
    u16::try_from(at?).ok()
}

fn lower_campaigns(
    source: &Source,
    table: &Table,
    caps: &Caps,
    arena: &mut Arena,
    report: &mut Report,
) -> Vec<rules::Campaign> {
    source
        .campaigns
        .iter()
        .filter_map(|campaign| lower_campaign(source, campaign, table, caps, arena, report))
        .collect()
}

fn lower_campaign(
    source: &Source,
    campaign: &Campaign,
    table: &Table,
    caps: &Caps,
    arena: &mut Arena,
    report: &mut Report,
) -> Option<rules::Campaign> {
    let slot = campaign.slot.as_ref().and_then(|placed| slot(source, placed, report));
    let place = campaign.audience.map_or(campaign.span, |node| node.span);
    let audience = campaign.audience.map(|node| lower_condition(source, node, place, arena, report));
    let experiment = campaign.experiment.as_ref();
    let control = experiment.and_then(|experiment| experiment.arms.first()?.show.as_ref());
    let shown = control.or(campaign.show.as_ref());
    let content = shown.and_then(|show| content(source, campaign, show, table, report));
    let experiment = experiment.map(|own| arms::lower(source, campaign, own, table, arena, report));
    let schedule = &campaign.schedule;
    Some(rules::Campaign {
        name: campaign.name.clone(),
        variant: variants::of_campaign(&source.project.name, &campaign.name),
        slot: slot?,
        audience: match audience {
            Some(root) => Some(root?),
            None => None,
        },
        priority: campaign.priority,
        starts: schedule.starts,
        ends: schedule.ends,
        local: schedule.local,
        hours: schedule.hours.clone(),
        trigger: campaign.trigger.clone(),
        caps: caps.of_campaign(&campaign.name),
        held: campaign.held,
        content: content?,
        experiment: match experiment {
            Some(experiment) => Some(experiment?),
            None => None,
        },
    })
}

fn slot(source: &Source, (name, span): &(String, Span), report: &mut Report) -> Option<u16> {
    match source.slots.binary_search_by(|slot| slot.name.cmp(name)) {
        Ok(at) => u16::try_from(at).ok(),
        Err(_) => {
            let help = report.did_you_mean(name, source.slots.iter().map(|slot| slot.name.as_str()));
            let help = help.unwrap_or_else(|| "declare it in slots.yaml".to_owned());
            report.add(codes::UNKNOWN_SLOT, *span, format!("there is no slot `{}`", clip(name)), help);
            None
        }
    }
}

/// What is shown, in numbers; without pictures where the slot has none.
pub(crate) fn content(
    source: &Source,
    campaign: &Campaign,
    show: &Show,
    table: &Table,
    report: &mut Report,
) -> Option<Content> {
    let name = campaign.slot.as_ref().map(|(name, _)| name);
    let slot = source.slots.iter().find(|slot| Some(&slot.name) == name);
    let is_shown = |shown: &&Shown| {
        slot.is_none_or(|slot| slot.pictures != Pictures::None || !slot.is_image(&shown.field.0))
    };
    let numbered = |fields: &[Shown]| {
        fields
            .iter()
            .filter(is_shown)
            .map(|shown| Some((shown.field.0.clone(), table.number(&shown.text.0)?)))
            .collect::<Option<_>>()
    };
    match show {
        Show::Default => Some(Content::Default),
        Show::Template(template) => Some(Content::Template { template: template.clone() }),
        Show::Fields(fields) => Some(Content::Fields(numbered(fields)?)),
        Show::Items { strategy: placed, fields } => {
            let strategy = strategy(source, placed, report);
            Some(Content::Items { strategy: strategy?, fields: numbered(fields)? })
        }
    }
}

/// Reports what there is too much of, at the beginning of the file where most of it stands.
fn check_limits(source: &Source, arena: &Arena, traits: usize, texts: usize, report: &mut Report) {
    let counts = [
        ("locales", source.project.locales.len(), limits::LOCALES, "sillage.yaml"),
        ("attributes", arena.attributes(), limits::ATTRIBUTES, "attributes.yaml"),
        ("computed traits", traits, limits::TRAITS, "traits.yaml"),
        ("segments", source.segments.len(), limits::SEGMENTS, "segments.yaml"),
        ("slots", source.slots.len(), limits::SLOTS, "slots.yaml"),
        ("strategies", source.strategies.len(), limits::STRATEGIES, "strategies.yaml"),
        ("campaigns", source.campaigns.len(), limits::CAMPAIGNS, "campaigns.yaml"),
        ("steps of conditions", arena.len(), limits::NODES, "campaigns.yaml"),
        ("texts", texts, limits::TEXTS, "campaigns.yaml"),
    ];
    for (what, count, limit, file) in counts.iter().filter(|(_, count, limit, _)| count > limit) {
        over_limit(what, *count, *limit, file, report);
    }
}

/// Reports that there is too much of something.
pub(crate) fn over_limit(what: &str, count: usize, limit: usize, file: &str, report: &mut Report) {
    let place = Span { file: report.file(file), start: 0, end: 0, line: 1, column: 1 };
    let message = format!("there are {count} {what}");
    report.add(codes::OVER_LIMIT, place, message, format!("a bundle holds at most {limit}"));
}

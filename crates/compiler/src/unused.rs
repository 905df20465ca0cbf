//! Warnings for what has no effect: it costs its reader time, and is often a name that was mistyped elsewhere.

use std::collections::BTreeSet;

use sillage_engine::catalogue::Card;

use crate::{
    accept::clip,
    campaigns::{Campaign, Show},
    codes,
    condition::Arena,
    diagnostic::Report,
    flows::{self, Flow},
    lower::Source,
    texts::Table,
    words,
    yaml::{Entry, Node},
};

/// Reports every trait, segment, text, slot and strategy that nobody uses.
pub(crate) fn report_unused(source: &Source, table: &Table, arena: &Arena, report: &mut Report) {
    flows::report_never_set(source, report);
    report_traits(source, arena, report);
    report_segments(source, report);
    report_texts(source, table, report);
    report_slots(source, report);
    report_strategies(source, report);
}

fn report_traits(source: &Source, arena: &Arena, report: &mut Report) {
    for computed in source.traits.iter().filter(|computed| !computed.is_part && !arena.reads(&computed.path))
    {
        let message = format!("nobody reads `{}`", computed.path);
        let help = "read it in a condition or a text; until then it is left out of the bundle";
        report.add(codes::UNUSED_TRAIT, computed.span, message, help);
    }
}

fn report_segments(source: &Source, report: &mut Report) {
    let mut used = BTreeSet::new();
    for condition in source.campaigns.iter().flat_map(Campaign::conditions) {
        collect_segments(condition, &mut used);
    }
    for segment in source.segments {
        collect_segments(&segment.node, &mut used);
    }
    for Entry { key, span, .. } in
        source.segments.iter().filter(|segment| !used.contains(segment.key.as_str()))
    {
        let help = "name it in an `audience` with `$segment`, or remove it";
        report.add(codes::UNUSED_SEGMENT, *span, format!("nobody uses the segment `{}`", clip(key)), help);
    }
}

fn collect_segments<'a>(node: &'a Node, used: &mut BTreeSet<&'a str>) {
    for entry in node.entries() {
        used.extend(entry.node.text().filter(|_| entry.key == "$segment"));
        collect_segments(&entry.node, used);
    }
    for item in node.items() {
        collect_segments(item, used);
    }
}

fn report_texts(source: &Source, table: &Table, report: &mut Report) {
    let Some((_, texts)) = source.copy.first() else { return };
    let words = words::keys(source);
    for (key, text) in texts.iter().filter(|(key, _)| !table.uses(key) && !words.contains(key.as_str())) {
        let help = words::near_built_in(key);
        let help = help
            .unwrap_or_else(|| "show it in a campaign; until then it is left out of the bundle".to_owned());
        report.add(codes::UNUSED_TEXT, text.key_span, format!("nobody uses the text `{}`", clip(key)), help);
    }
}

fn report_slots(source: &Source, report: &mut Report) {
    let filled: BTreeSet<&str> = source
        .campaigns
        .iter()
        .filter_map(|campaign| campaign.slot.as_ref())
        .map(|(name, _)| name.as_str())
        .collect();
    for slot in
        source.slots.iter().filter(|slot| slot.strategy.is_none() && !filled.contains(slot.name.as_str()))
    {
        let message = format!("nobody fills the slot `{}`", clip(&slot.name));
        report.add(codes::EMPTY_SLOT, slot.span, message, "give it a `strategy`, or write a campaign for it");
    }
}

fn report_strategies(source: &Source, report: &mut Report) {
    let of_campaigns = source.campaigns.iter().flat_map(Campaign::shows).filter_map(|show| match show {
        Show::Items { strategy, .. } => Some(strategy.0.as_str()),
        _ => None,
    });
    let of_slots =
        source.slots.iter().filter_map(|slot| slot.strategy.as_ref()).map(|(name, _)| name.as_str());
    let used: BTreeSet<&str> = of_campaigns.chain(of_slots).collect();
    for strategy in source.strategies.iter().filter(|strategy| !used.contains(strategy.parts.name.as_str())) {
        let message = format!("nobody uses the strategy `{}`", clip(&strategy.parts.name));
        report.add(
            codes::UNUSED_STRATEGY,
            strategy.span,
            message,
            "name it in a slot or in a campaign's `show`",
        );
    }
}

/// Reports categories and tags that no item has, where there is a catalogue.
pub(crate) fn report_filters(source: &Source, cards: &[Card], report: &mut Report) {
    if cards.is_empty() {
        return;
    }
    let categories: BTreeSet<&str> = cards.iter().map(|card| card.category.as_str()).collect();
    let tags: BTreeSet<&str> = cards.iter().flat_map(|card| &card.tags).map(String::as_str).collect();
    let of_strategies = source.strategies.iter().flat_map(|strategy| &strategy.filters);
    let of_strategies = of_strategies.map(|(kind, text, span)| (*kind, text, span));
    let of_flows = source.flows.iter().flat_map(Flow::filters);
    for (kind, text, span) in of_strategies.chain(of_flows) {
        let known = if kind == "category" { &categories } else { &tags };
        if !known.contains(text.as_str()) {
            let message = format!("no item of the catalogue has the {kind} `{}`", clip(text));
            let help = report.did_you_mean(text, known.iter().copied());
            let help = help.unwrap_or_else(|| "write it as the catalogue does".to_owned());
            report.add(codes::NO_ITEM, *span, message, help);
        }
    }
}

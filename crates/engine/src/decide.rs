//! From a moment to what a slot shows: `decide` is total, there is no `Result` between a page view and a decision.

use alloc::{string::String, vec::Vec};

use crate::{
    bundle::Bundle,
    campaign::{Closed, Scene, Turns},
    copy::{Piece, Text},
    decision::{Decision, ErrorCode, Note, Pick, Reason, Shown},
    event::Millis,
    experiment::{Enrolment, assign},
    page::Page,
    rank,
    rules::{Campaign, Content},
    situation::Situation,
    value::Value,
    visitor::Visitor,
};

/// What a slot shows to a visitor on a page, now.
pub fn decide<'a>(
    bundle: &'a Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    slot: &'a str,
    now: Millis,
) -> Decision<'a> {
    decide_in(&mut Situation::new(bundle, visitor, page, now), bundle, visitor, page, slot)
}

/// The same in a situation that other slots share. It must be one of the same bundle, visitor and page.
pub fn decide_in<'a>(
    situation: &mut Situation,
    bundle: &'a Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    name: &'a str,
) -> Decision<'a> {
    let mut decision = Decision::default(name);
    let Some((index, slot)) = bundle.slot(name) else {
        decision.reason = Reason::Error;
        decision.error = Some(ErrorCode::FlagNotFound);
        return decision;
    };
    let scene = &mut Scene { situation, bundle, visitor, page };
    let mut turns = Turns::of(index, slot, bundle);
    while let Some(campaign) = turns.next(visitor) {
        if show(campaign, scene, &mut decision) {
            return decision;
        }
    }
    let notes = &mut decision.notes;
    if let Some(strategy) = slot.strategy
        && let Some(picks) = items(strategy, scene, notes)
    {
        decision.value = Shown::Items(picks, Vec::new());
        decision.variant = "strategy";
    } else if notes.iter().any(|note| matches!(note, Note::TooFewItems(_))) {
        decision.reason = Reason::NoContent;
    }
    decision
}

/// Decides for a campaign, unless something keeps it from being shown.
fn show<'a>(campaign: &'a Campaign, scene: &mut Scene<'a, '_>, decision: &mut Decision<'a>) -> bool {
    match campaign.closed(scene) {
        None => {}
        Some(Closed::Unevaluable) => {
            decision.notes.push(Note::Unevaluable(&campaign.name));
            return false;
        }
        Some(Closed::Trigger) => {
            decision.waits.push(&campaign.trigger);
            return false;
        }
        Some(_) => return false,
    }
    let mut reason = if campaign.audience.is_some() { Reason::TargetingMatch } else { Reason::Static };
    let (mut variant, mut content) = (campaign.variant.as_str(), &campaign.content);
    if let Some(experiment) = &campaign.experiment {
        let assigned = assign(campaign, experiment, scene);
        (variant, content) = (assigned.variant, assigned.content);
        if assigned.enrolment.is_enrolled() {
            reason = Reason::Split;
        } else if assigned.enrolment == Enrolment::NoSeed {
            decision.notes.push(Note::NoSeed(&campaign.name));
        }
    }
    let Some(value) = self::content(content, &campaign.name, scene, &mut decision.notes) else {
        return false;
    };
    decision.value = value;
    decision.reason = reason;
    decision.variant = variant;
    decision.campaign = Some(&campaign.name);
    true
}

/// What a campaign shows; none, with a note, where there is not enough for it.
fn content<'a>(
    content: &'a Content,
    campaign: &'a str,
    scene: &Scene<'a, '_>,
    notes: &mut Vec<Note<'a>>,
) -> Option<Shown<'a>> {
    let texts = fields(content.fields(), scene);
    if texts.is_none() {
        notes.push(Note::NoCopy(campaign));
    }
    match content {
        Content::Fields(_) => Some(Shown::Fields(texts?)),
        Content::Template { template } => Some(Shown::Template(template)),
        Content::Items { strategy, .. } => {
            let picks = items(*strategy, scene, notes)?;
            Some(Shown::Items(picks, texts?))
        }
        Content::Default => Some(Shown::Default),
    }
}

/// The picks of a strategy; none, with a note, where they are fewer than its minimum.
fn items<'a>(strategy: u16, scene: &Scene<'a, '_>, notes: &mut Vec<Note<'a>>) -> Option<Vec<Pick<'a>>> {
    let Scene { situation, bundle, visitor, page } = scene;
    let strategy = bundle.rules().strategies.get(usize::from(strategy))?;
    let picks = rank::pick(bundle, visitor, page, situation, strategy);
    if picks.is_empty() || picks.len() < usize::from(strategy.minimum) {
        notes.push(Note::TooFewItems(&strategy.name));
        return None;
    }
    Some(picks)
}

/// The texts of some fields; none where the copy is not loaded.
fn fields<'a>(fields: &'a [(String, u32)], scene: &Scene<'a, '_>) -> Option<Vec<(&'a str, String)>> {
    let mut filled = Vec::new();
    for (name, index) in fields {
        let text = scene.bundle.copy()?.texts.get(*index as usize)?;
        filled.push((name.as_str(), fill(text, scene.situation)));
    }
    Some(filled)
}

/// Fills a text with the values of its attributes.
fn fill(text: &Text, situation: &Situation) -> String {
    let mut filled = String::new();
    for piece in text {
        match piece {
            Piece::Literal(words) => filled.push_str(words),
            Piece::Attribute { attribute, fallback } => match situation.value(*attribute) {
                Value::One(scalar) if !situation.value(*attribute).is_null() => {
                    scalar.push_plain(&mut filled)
                }
                _ => filled.push_str(fallback),
            },
        }
    }
    filled
}

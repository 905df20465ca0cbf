//! From a moment to what a slot shows: `decide` is total, there is no `Result` between a page view and a decision.

use alloc::{string::String, vec::Vec};

use crate::{
    bundle::Bundle,
    copy::{Piece, Text},
    decision::{Decision, ErrorCode, Note, Pick, Reason, Shown},
    evaluate::Truth,
    event::Millis,
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
    let notes = &mut decision.notes;
    for campaign in &bundle.rules().campaigns {
        if campaign.slot != index
            || !runs(campaign, situation.now)
            || !admits(campaign, situation, bundle, notes)
        {
            continue;
        }
        let shown = content(&campaign.content, &campaign.name, situation, bundle, visitor, page, notes);
        if let Some(value) = shown {
            decision.value = value;
            decision.reason =
                if campaign.audience.is_some() { Reason::TargetingMatch } else { Reason::Static };
            decision.variant = &campaign.variant;
            decision.campaign = Some(&campaign.name);
            return decision;
        }
    }
    if let Some(strategy) = slot.strategy
        && let Some(picks) = items(strategy, situation, bundle, visitor, page, notes)
    {
        decision.value = Shown::Items(picks, Vec::new());
        decision.variant = "strategy";
    } else if notes.iter().any(|note| matches!(note, Note::TooFewItems(_))) {
        decision.reason = Reason::NoContent;
    }
    decision
}

/// Whether a campaign's schedule includes that instant.
pub(crate) fn runs(campaign: &Campaign, now: Millis) -> bool {
    (campaign.starts..campaign.ends).contains(&now)
}

/// Whether the visitor belongs to the audience; an audience that cannot be evaluated leaves a note.
fn admits<'a>(
    campaign: &'a Campaign,
    situation: &mut Situation,
    bundle: &Bundle,
    notes: &mut Vec<Note<'a>>,
) -> bool {
    match campaign.audience.map(|root| situation.truth(bundle, root)) {
        None | Some(Truth::True) => true,
        Some(Truth::False) => false,
        Some(Truth::Unknown) => {
            notes.push(Note::Unevaluable(&campaign.name));
            false
        }
    }
}

/// What a campaign shows; none, with a note, where there is not enough for it.
fn content<'a>(
    content: &'a Content,
    campaign: &'a str,
    situation: &Situation,
    bundle: &'a Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    notes: &mut Vec<Note<'a>>,
) -> Option<Shown<'a>> {
    let texts = fields(content.fields(), situation, bundle);
    if texts.is_none() {
        notes.push(Note::NoCopy(campaign));
    }
    match content {
        Content::Fields(_) => Some(Shown::Fields(texts?)),
        Content::Template { template } => Some(Shown::Template(template)),
        Content::Items { strategy, .. } => {
            let picks = items(*strategy, situation, bundle, visitor, page, notes)?;
            Some(Shown::Items(picks, texts?))
        }
        Content::Default => Some(Shown::Default),
    }
}

/// The picks of a strategy; none, with a note, where they are fewer than its minimum.
fn items<'a>(
    strategy: u16,
    situation: &Situation,
    bundle: &'a Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    notes: &mut Vec<Note<'a>>,
) -> Option<Vec<Pick<'a>>> {
    let strategy = bundle.rules().strategies.get(usize::from(strategy))?;
    let picks = rank::pick(bundle, visitor, page, situation, strategy);
    if picks.is_empty() || picks.len() < usize::from(strategy.minimum) {
        notes.push(Note::TooFewItems(&strategy.name));
        return None;
    }
    Some(picks)
}

/// The texts of some fields; none where the copy is not loaded.
fn fields<'a>(
    fields: &'a [(String, u32)],
    situation: &Situation,
    bundle: &Bundle,
) -> Option<Vec<(&'a str, String)>> {
    let mut filled = Vec::new();
    for (name, index) in fields {
        filled.push((name.as_str(), fill(bundle.copy()?.texts.get(*index as usize)?, situation)));
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

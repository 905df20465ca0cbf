//! Which items a strategy picks: scores from the model, rules before and after, popular items where it knows too little.
//!
//! Every card gets a standing: its tier (what the strategy is about, before what fills up), its score, and what decides
//! between equals. A score is a sum of products of integers, so it is the same on every platform and in every order. Ties
//! go to the more popular item, then to the greater hash of the id: the order of ids must not matter, because shops number
//! their items in the order they launch them. Then the best standing is taken, again and again: lists are short.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use crate::{
    bundle::Bundle,
    catalogue::Card,
    decision::{Because, Pick},
    flow::answers::has,
    lookup::hash,
    model::Model,
    page::Page,
    rules::{Source, Strategy},
    situation::Situation,
    visitor::{Interest, Visitor},
};

/// Tiers stand in the two highest bits of a standing's first number.
const TIER: u32 = 62;
/// An item that the strategy is about.
const OWN: u64 = 2 << TIER;
/// An item that fills up, of the category of the page's item.
const BESIDE: u64 = 1 << TIER;

/// How an item stands: tier and score, then the tie order. Zero: it may not be shown, or was taken.
pub(crate) type Standing = (u64, u32);

/// The items of a strategy, best first. At most its limit; fewer than its minimum is up to the caller.
pub(crate) fn pick<'a>(
    bundle: &'a Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    situation: &Situation,
    strategy: &'a Strategy,
) -> Vec<Pick<'a>> {
    let interests = interests(bundle, visitor, page, &strategy.source);
    let mut standings = standings(bundle, visitor, page, strategy);
    if matches!(strategy.source, Source::RecentlyViewed) {
        for (age, id) in (1..).zip(&visitor.viewed()) {
            raise(bundle, &mut standings, id, OWN - age);
        }
    } else if let Source::Matching(attributes) = &strategy.source {
        for (card, standing) in bundle.cards().iter().zip(&mut standings) {
            let (count, _) = fit(situation, attributes, card);
            if count > 0 && standing.1 > 0 {
                standing.0 += OWN + (count << 32);
            }
        }
    } else {
        let model = bundle.model();
        for (row, score) in (0u16..).zip(&score(model, &interests)) {
            if *score > 0 {
                raise(
                    bundle,
                    &mut standings,
                    model.item(row).unwrap_or_default(),
                    OWN + (*score).min(BESIDE - 1),
                );
            }
        }
    }
    take(bundle, situation, strategy, &interests, &mut standings)
}

/// What the model is asked about: the visitor's newest items, or the item of the page.
fn interests<'a>(
    bundle: &Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    source: &Source,
) -> Vec<Interest<'a>> {
    let model = bundle.model();
    match source {
        Source::Personal => visitor.interests(model.decay().len(), |id| model.row(id).is_some()),
        Source::Similar => vec![Interest { id: page.item(), weight: 1 }],
        _ => Vec::new(),
    }
}

/// The standing of every card before the strategy's own source is asked: whether it may be shown at all, and where it
/// would fill up. Only items of the visitor's own are filled up by nothing.
fn standings(bundle: &Bundle, visitor: &Visitor, page: &Page, strategy: &Strategy) -> Vec<Standing> {
    let fills = !matches!(strategy.source, Source::RecentlyViewed);
    let beside = page.text("page.item_category").filter(|_| matches!(strategy.source, Source::Similar));
    let cart = if fills { visitor.cart() } else { Vec::new() };
    let owned = if strategy.without_owned { visitor.owned() } else { Vec::new() };
    let mut standings = Vec::new();
    for (index, card) in bundle.cards().iter().enumerate() {
        let mut standing = (0, 0);
        let id = card.id.as_str();
        if allows(card, page, &strategy.categories, &strategy.tags)
            && id != page.item()
            && !cart.contains(&id)
            && !owned.contains(&id)
        {
            let tier = if beside == Some(card.category.as_str()) { BESIDE } else { 0 };
            let filling = if fills { tier + (bundle.cards().len() - index) as u64 } else { 0 };
            // The lowest bit keeps an item that fills nothing apart from one that may not be shown.
            standing = (filling, tie(bundle.model(), id) | 1);
        }
        standings.push(standing);
    }
    standings
}

/// Hard exclusions, before any score.
pub(crate) fn allows(card: &Card, page: &Page, categories: &[String], tags: &[String]) -> bool {
    (categories.is_empty() || categories.contains(&card.category))
        && tags.iter().all(|tag| card.tags.contains(tag))
        && page.live(&card.id).and_then(|offer| offer.available).unwrap_or(card.available)
}

/// Gives an item that may be shown a better first number.
fn raise(bundle: &Bundle, standings: &mut [Standing], id: &str, to: u64) {
    if let Some(standing) =
        bundle.card_index(id).and_then(|index| standings.get_mut(index)).filter(|it| it.1 > 0)
    {
        standing.0 = to;
    }
}

/// Takes the best standing until the limit is reached; no brand beyond its cap.
fn take<'a>(
    bundle: &'a Bundle,
    situation: &Situation,
    strategy: &Strategy,
    interests: &[Interest<'_>],
    standings: &mut [Standing],
) -> Vec<Pick<'a>> {
    let mut picks: Vec<Pick<'a>> = Vec::new();
    while picks.len() < usize::from(strategy.limit) {
        let Some((index, standing)) = best(standings) else { break };
        let Some(card) = bundle.cards().get(index) else { break };
        let of_brand = picks.iter().filter(|pick| pick.card.brand == card.brand).count();
        if strategy.per_brand == 0 || card.brand.is_empty() || of_brand < usize::from(strategy.per_brand) {
            let because = match &strategy.source {
                Source::RecentlyViewed => Because::Viewed,
                _ if standing <= OWN => Because::Popular,
                Source::Matching(attributes) => Because::Fits(fit(situation, attributes, card).1),
                _ => strongest(bundle.model(), interests, &card.id),
            };
            picks.push(Pick { card, because });
        }
    }
    picks
}

/// Takes the best standing: where it was, and its first number; none where nothing is left.
pub(crate) fn best(standings: &mut [Standing]) -> Option<(usize, u64)> {
    let (mut best, mut index) = ((0, 0), 0);
    for (at, standing) in standings.iter().enumerate() {
        if *standing > best {
            (best, index) = (*standing, at);
        }
    }
    *standings.get_mut(index)? = (0, 0);
    if best.0 > 0 { Some((index, best.0)) } else { None }
}

/// How many values of some attributes are tags of an item, and the first of these tags.
fn fit<'a>(situation: &Situation, attributes: &[u16], card: &'a Card) -> (u64, &'a str) {
    let (mut count, mut first) = (0, "");
    for attribute in attributes {
        for tag in &card.tags {
            if has(situation.value(*attribute), tag) {
                if count == 0 {
                    first = tag;
                }
                count += 1;
            }
        }
    }
    (count, first)
}

/// The model's best items for some interests, newest first: `(item id, score)`, without any rule. Items of the interests
/// themselves are left out.
pub fn scored(model: &Model, interests: &[Interest<'_>], limit: usize) -> Vec<(String, u64)> {
    let mut best: Vec<(Standing, &str)> = Vec::new();
    for (row, score) in (0u16..).zip(score(model, interests)) {
        let Some(id) = model.item(row).filter(|_| score > 0) else { continue };
        if interests.iter().all(|interest| interest.id != id) {
            best.push(((score, tie(model, id)), id));
        }
    }
    best.sort_unstable_by(|a, b| b.cmp(a));
    best.into_iter().take(limit).map(|((score, _), id)| (id.to_owned(), score)).collect()
}

/// What decides between items of one score: popularity in the highest byte, then the hash of the id.
fn tie(model: &Model, id: &str) -> u32 {
    let popularity = model.row(id).map_or(0, |row| model.popularity(row));
    u32::from(popularity) << 24 | hash(id) >> 8
}

/// The score of every row of the model.
fn score(model: &Model, interests: &[Interest<'_>]) -> Vec<u64> {
    let mut scores = Vec::new();
    while scores.len() < model.len() {
        scores.push(0u64);
    }
    for (weight, row) in &weighted_rows(model, interests) {
        for (neighbour, edge) in model.edges(*row) {
            if let Some(score) = scores.get_mut(usize::from(neighbour)) {
                *score = score.saturating_add(edge.saturating_mul(*weight));
            }
        }
    }
    scores
}

/// The interest that contributed most to an item's score; the newer of two equal ones.
fn strongest<'a>(model: &'a Model, interests: &[Interest<'_>], id: &str) -> Because<'a> {
    let mut strongest = (0, Because::Popular);
    for (weight, row) in &weighted_rows(model, interests) {
        for (neighbour, edge) in model.edges(*row) {
            let share = edge.saturating_mul(*weight);
            if share > strongest.0 && model.item(neighbour) == Some(id) {
                strongest = (share, Because::Follows(model.item(*row).unwrap_or_default()));
            }
        }
    }
    strongest.1
}

/// The rows of the interests with their weights; interests that the model does not know take no rank.
fn weighted_rows(model: &Model, interests: &[Interest<'_>]) -> Vec<(u64, u16)> {
    let mut rows = Vec::new();
    for interest in interests {
        if let (Some(row), Some(decay)) = (model.row(interest.id), model.decay().get(rows.len())) {
            rows.push((u64::from(*decay).saturating_mul(interest.weight), row));
        }
    }
    rows
}

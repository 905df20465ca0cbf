//! Which items a strategy picks: scores from the model, rules before and after, popular items where it knows too little.
//!
//! A score is a sum of products of integers, so it is the same on every platform and in every order. Ties go to the more
//! popular item, then to the smaller hash of the id: the order of ids must not matter, because shops number their items
//! in the order they launch them.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use crate::{
    bundle::Bundle,
    catalogue::Card,
    decision::{Because, Pick},
    lookup::hash,
    model::Model,
    page::Page,
    rules::{Source, Strategy},
    visitor::{Interest, Visitor},
};

/// Candidates kept beyond the limit, so that a brand cap has something to choose from.
const SPARE: usize = 4;

/// What decides between two items: score, popularity, hash.
type Order = (u64, u8, core::cmp::Reverse<u32>);

/// What a strategy may not pick, and why it was asked.
struct Bounds<'a> {
    strategy: &'a Strategy,
    page: &'a Page,
    page_item: &'a str,
    excluded: Vec<&'a str>,
}

/// The items of a strategy, best first. At most its limit; fewer than its minimum is up to the caller.
pub(crate) fn pick<'a>(
    bundle: &'a Bundle,
    visitor: &'a Visitor,
    page: &'a Page,
    strategy: &'a Strategy,
) -> Vec<Pick<'a>> {
    let bounds = Bounds::new(visitor, page, strategy);
    let mut picks = Vec::new();
    fill(bundle, visitor, &bounds, &mut picks);
    picks
}

/// Takes what the strategy's source gives, and popular items behind it.
fn fill<'a>(bundle: &'a Bundle, visitor: &'a Visitor, bounds: &Bounds<'a>, picks: &mut Vec<Pick<'a>>) {
    match bounds.strategy.source {
        Source::RecentlyViewed => {
            let viewed = visitor.viewed().into_iter().filter_map(|id| bundle.card(id));
            return bounds.take(picks, &mut viewed.map(|card| Pick { card, because: Because::Viewed }));
        }
        Source::Personal => {
            let depth = bundle.model().decay().len();
            let interests = visitor.interests(depth, |id| bundle.model().row(id).is_some());
            take_scored(bundle, bounds, &interests, picks);
        }
        Source::Similar => {
            let here = [Interest { id: bounds.page_item, weight: 1 }];
            take_scored(bundle, bounds, &here, picks);
            let category = bounds.page.text("page.item_category").unwrap_or_default();
            let beside = bundle.cards().iter().filter(|card| card.category == category);
            bounds.take(picks, &mut beside.map(|card| Pick { card, because: Because::Popular }));
        }
        Source::Popular => {}
    }
    bounds.take(picks, &mut bundle.cards().iter().map(|card| Pick { card, because: Because::Popular }));
}

/// The model's best items for some interests, newest first: `(item id, score)`, without any rule. Items of the interests
/// themselves are left out.
pub fn scored(model: &Model, interests: &[Interest<'_>], limit: usize) -> Vec<(String, u64)> {
    let scores = score(model, interests);
    let mut best: Vec<(Order, &str)> = Vec::new();
    for (row, score) in (0u16..).zip(&scores) {
        let Some(id) = model.item(row).filter(|_| *score > 0) else { continue };
        if interests.iter().any(|interest| interest.id == id) {
            continue;
        }
        let order = (*score, model.popularity(row), core::cmp::Reverse(hash(id)));
        keep_best(&mut best, (order, id), limit);
    }
    best.into_iter().map(|(order, id)| (id.to_owned(), order.0)).collect()
}

/// The score of every row of the model.
fn score(model: &Model, interests: &[Interest<'_>]) -> Vec<u64> {
    let mut scores = vec![0u64; model.len()];
    for (weight, row) in weighted_rows(model, interests) {
        for (neighbour, edge) in model.edges(row) {
            if let Some(score) = scores.get_mut(usize::from(neighbour)) {
                *score = score.saturating_add(edge.saturating_mul(weight));
            }
        }
    }
    scores
}

/// The rows of the interests with their weights; interests that the model does not know take no rank.
fn weighted_rows<'a>(
    model: &'a Model,
    interests: &'a [Interest<'_>],
) -> impl Iterator<Item = (u64, u16)> + 'a {
    let known = interests.iter().filter_map(|interest| Some((interest.weight, model.row(interest.id)?)));
    model
        .decay()
        .iter()
        .zip(known)
        .map(|(decay, (weight, row))| (u64::from(*decay).saturating_mul(weight), row))
}

/// Takes the items with a score, best first.
fn take_scored<'a>(
    bundle: &'a Bundle,
    bounds: &Bounds<'a>,
    interests: &[Interest<'_>],
    picks: &mut Vec<Pick<'a>>,
) {
    let model = bundle.model();
    let scores = score(model, interests);
    let mut best: Vec<(Order, &Card)> = Vec::new();
    for (row, score) in (0u16..).zip(&scores) {
        let card = model.item(row).filter(|_| *score > 0).and_then(|id| bundle.card(id));
        let Some(card) = card.filter(|card| bounds.allow(card)) else { continue };
        let order = (*score, model.popularity(row), core::cmp::Reverse(hash(&card.id)));
        keep_best(&mut best, (order, card), usize::from(bounds.strategy.limit) * SPARE);
    }
    bounds.take(
        picks,
        &mut best.into_iter().map(|(_, card)| Pick { card, because: strongest(model, interests, &card.id) }),
    );
}

/// The interest that contributed most to an item's score; the newer of two equal ones.
fn strongest<'a>(model: &'a Model, interests: &[Interest<'_>], id: &str) -> Because<'a> {
    let mut strongest = (0, None);
    for (weight, row) in weighted_rows(model, interests) {
        let edge = model.edges(row).find(|(neighbour, _)| model.item(*neighbour) == Some(id));
        let share = edge.map_or(0, |(_, edge)| edge.saturating_mul(weight));
        if share > strongest.0 {
            strongest = (share, model.item(row));
        }
    }
    strongest.1.map_or(Because::Popular, Because::Follows)
}

/// Inserts into a short list that is sorted best first, and cuts it to `limit`.
fn keep_best<T>(best: &mut Vec<(Order, T)>, candidate: (Order, T), limit: usize) {
    let place = best.partition_point(|kept| kept.0 >= candidate.0);
    if place < limit {
        best.insert(place, candidate);
        best.truncate(limit);
    }
}

impl<'a> Bounds<'a> {
    fn new(visitor: &'a Visitor, page: &'a Page, strategy: &'a Strategy) -> Bounds<'a> {
        let page_item = page.text("page.item_id").unwrap_or_default();
        let mut excluded = Vec::new();
        if strategy.source != Source::RecentlyViewed {
            excluded = visitor.cart();
        }
        if strategy.without_owned {
            excluded.extend(visitor.owned());
        }
        Bounds { strategy, page, page_item, excluded }
    }

    /// Whether an item may be shown at all: hard exclusions, before any score.
    fn allow(&self, card: &Card) -> bool {
        let strategy = self.strategy;
        let live = self.page.live(&card.id).and_then(|offer| offer.available);
        live.unwrap_or(card.available)
            && card.id != self.page_item
            && !self.excluded.contains(&card.id.as_str())
            && (strategy.categories.is_empty() || strategy.categories.contains(&card.category))
            && strategy.tags.iter().all(|tag| card.tags.contains(tag))
    }

    /// Takes allowed items in the order given, until the limit is reached; no item twice, no brand beyond its cap.
    fn take(&self, picked: &mut Vec<Pick<'a>>, cards: &mut dyn Iterator<Item = Pick<'a>>) {
        let per_brand = usize::from(self.strategy.per_brand);
        for pick in cards {
            if picked.len() >= usize::from(self.strategy.limit) {
                return;
            }
            let is_known = picked.iter().any(|known| known.card.id == pick.card.id);
            let of_brand = picked.iter().filter(|known| known.card.brand == pick.card.brand).count();
            if !is_known && (per_brand == 0 || of_brand < per_brand) && self.allow(pick.card) {
                picked.push(pick);
            }
        }
    }
}

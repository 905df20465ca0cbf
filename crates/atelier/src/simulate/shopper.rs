//! What one simulated shopper likes: a price, a skin, one or two concerns, a few ranges, an undertone, some categories, and
//! for some only vegan.
//!
//! Tags say what a product is for; which of them are skins, undertones and concerns is told by [`super::tags`]. A catalogue
//! without such tags still makes shoppers: they then care for one of its tags, whatever it is.

use super::{
    product::{Product, Shelves},
    seeded::Seeded,
    tags,
};

/// Products compared before one is looked at.
const COMPARED: usize = 6;

/// The tastes of one shopper.
pub(super) struct Shopper {
    /// Preferred place in a category's prices, 0 cheapest to 100 dearest.
    budget: u64,
    /// Preferred brands or ranges.
    brands: Vec<String>,
    /// How many times more a preferred brand is liked: explorers hardly, the loyal much.
    loyalty: u64,
    /// The tag of her skin (`dry-skin`), where the shop has any.
    skin: Option<String>,
    /// The tag of her undertone (`warm-undertone`), where the shop has any.
    undertone: Option<String>,
    /// Tags of what she wants to change (`redness`), one or two of them.
    concerns: Vec<String>,
    /// Whether only vegan products count.
    principled: bool,
    /// How much each category interests, by index.
    interests: Vec<u64>,
}

impl Shopper {
    pub(super) fn new(shelves: &Shelves<'_>, seeded: &mut Seeded) -> Shopper {
        Shopper {
            budget: seeded.below(101),
            brands: (0..2).filter_map(|_| drawn_brand(shelves, seeded)).collect(),
            loyalty: seeded.one_of(&[2, 5, 5, 8]).copied().unwrap_or(5),
            skin: drawn_tag(shelves, tags::is_skin, seeded),
            undertone: drawn_tag(shelves, tags::is_undertone, seeded),
            concerns: concerns(shelves, seeded),
            principled: seeded.chance(18),
            interests: interests(shelves, seeded),
        }
    }

    /// A category to begin with.
    pub(super) fn category(&self, seeded: &mut Seeded) -> usize {
        seeded.weighted(self.interests.iter().copied()).unwrap_or(0)
    }

    /// A product of a category: the most liked of a few that came into view, more often than not.
    pub(super) fn product(&self, shelves: &Shelves<'_>, shelf: usize, seeded: &mut Seeded) -> Option<usize> {
        let seen: Vec<usize> =
            (0..COMPARED).filter_map(|_| seeded.one_of(shelves.on(shelf)).copied()).collect();
        let chosen = seeded.weighted(seen.iter().map(|product| self.liking(shelves, *product)))?;
        seen.get(chosen).copied()
    }

    /// How much a product is liked, 1 and up.
    pub(super) fn liking(&self, shelves: &Shelves<'_>, index: usize) -> u64 {
        let Some(product) = shelves.products.get(index) else { return 0 };
        let rank = shelves.price_rank.get(index).copied().unwrap_or(50);
        let mut liking = 10 + popularity(product).min(200);
        if self.brands.contains(&product.brand) {
            liking *= self.loyalty;
        }
        for concern in &self.concerns {
            if product.tags.contains(concern) {
                liking *= 3;
            }
        }
        liking = suited(liking, product, self.skin.as_ref(), tags::is_skin);
        liking = suited(liking, product, self.undertone.as_ref(), tags::is_undertone);
        if self.principled && !product.tags.iter().any(|tag| tag == tags::PRINCIPLE) {
            liking /= 10;
        }
        // From all of it at the preferred price to a quarter at the other end.
        (liking * (100 - rank.abs_diff(self.budget) * 3 / 4) / 100).max(1)
    }
}

/// A liking, doubled where a product is made for her kind, a third where it is made for others alone.
fn suited(liking: u64, product: &Product, own: Option<&String>, is_kind: fn(&str) -> bool) -> u64 {
    let Some(own) = own else { return liking };
    if product.tags.contains(own) {
        return liking * 2;
    }
    if product.tags.iter().any(|tag| is_kind(tag)) { liking / 3 } else { liking }
}

/// Sales as a whole number; `as` saturates and maps NaN to zero.
fn popularity(product: &Product) -> u64 {
    product.popularity as u64
}

fn drawn_brand(shelves: &Shelves<'_>, seeded: &mut Seeded) -> Option<String> {
    let drawn = seeded.weighted(shelves.brands.iter().map(|(_, count)| *count))?;
    shelves.brands.get(drawn).map(|(brand, _)| brand.clone())
}

/// A tag of one kind, as often as products carry it.
fn drawn_tag(shelves: &Shelves<'_>, is_kind: fn(&str) -> bool, seeded: &mut Seeded) -> Option<String> {
    let drawn =
        seeded.weighted(shelves.tags.iter().map(|(tag, count)| if is_kind(tag) { *count } else { 0 }))?;
    shelves.tags.get(drawn).map(|(tag, _)| tag.clone())
}

/// One concern, for two in five a second; any tag but the principle where the shop names no concerns.
fn concerns(shelves: &Shelves<'_>, seeded: &mut Seeded) -> Vec<String> {
    let many = if seeded.chance(40) { 2 } else { 1 };
    let concern = |_| {
        drawn_tag(shelves, tags::is_concern, seeded)
            .or_else(|| drawn_tag(shelves, |tag| tag != tags::PRINCIPLE, seeded))
    };
    (0..many).filter_map(concern).collect()
}

/// Every category interests a little, three of them much.
fn interests(shelves: &Shelves<'_>, seeded: &mut Seeded) -> Vec<u64> {
    let mut interests = vec![1u64; shelves.categories.len()];
    for weight in [12, 8, 4] {
        let sizes = shelves.categories.iter().map(|shelf| shelf.products.len() as u64);
        if let Some(interest) = seeded.weighted(sizes).and_then(|index| interests.get_mut(index)) {
            *interest += weight;
        }
    }
    interests
}

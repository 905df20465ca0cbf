//! What one simulated shopper likes: a budget, a few ranges, a concern, some categories, and for some only vegan.

use super::{
    product::{Product, Shelves},
    seeded::Seeded,
};

/// Tag that some shoppers insist on.
const PRINCIPLE: &str = "vegan";

/// Products compared before one is looked at.
const COMPARED: usize = 6;

/// The tastes of one shopper.
pub(super) struct Shopper {
    /// Preferred place in a category's prices, 0 cheapest to 100 dearest.
    budget: u64,
    /// Preferred brands or ranges.
    brands: Vec<String>,
    /// A tag that matters (`sensitive-skin`), where the shop has any.
    concern: Option<String>,
    /// Whether only vegan products count.
    principled: bool,
    /// How much each category interests, by index.
    interests: Vec<u64>,
}

impl Shopper {
    pub(super) fn new(shelves: &Shelves<'_>, seeded: &mut Seeded) -> Shopper {
        let concerns = shelves.tags.iter().map(|(tag, count)| if tag == PRINCIPLE { 0 } else { *count });
        let concern = seeded.weighted(concerns).and_then(|index| shelves.tags.get(index));
        Shopper {
            budget: seeded.below(101),
            brands: (0..2).filter_map(|_| drawn_brand(shelves, seeded)).collect(),
            concern: concern.map(|(tag, _)| tag.clone()),
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
            liking *= 5;
        }
        if self.concern.as_ref().is_some_and(|concern| product.tags.contains(concern)) {
            liking *= 4;
        }
        if self.principled && !product.tags.iter().any(|tag| tag == PRINCIPLE) {
            liking /= 10;
        }
        // From all of it at the preferred price to a quarter at the other end.
        (liking * (100 - rank.abs_diff(self.budget) * 3 / 4) / 100).max(1)
    }
}

/// Sales as a whole number; `as` saturates and maps NaN to zero.
fn popularity(product: &Product) -> u64 {
    product.popularity as u64
}

fn drawn_brand(shelves: &Shelves<'_>, seeded: &mut Seeded) -> Option<String> {
    let drawn = seeded.weighted(shelves.brands.iter().map(|(_, count)| *count))?;
    shelves.brands.get(drawn).map(|(brand, _)| brand.clone())
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

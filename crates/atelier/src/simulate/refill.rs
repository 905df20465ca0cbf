//! What is used up comes back: some weeks after buying, a shopper returns for the refill, or for the same again.

use sillage_engine::event::Millis;

use super::{product::Product, seeded::Seeded, tags};

const DAY: Millis = 24 * 3_600_000;

/// Days that one piece lasts, by words in its category; what is used seldom is not waited for.
const USE: &[(&str, u64)] = &[
    ("cleans", 35),
    ("toner", 40),
    ("serum", 30),
    ("cream", 40),
    ("moisturi", 40),
    ("eye-care", 50),
    ("sun", 30),
    ("shampoo", 40),
    ("hair", 45),
    ("body", 40),
];

/// Of a hundred who used something up, so many return for it.
const RETURN: u64 = 45;

/// For each product the one to buy when it is used up: its refill where the shop has one, else itself; none where it lasts
/// beyond the log.
pub(super) fn next_purchases(products: &[Product]) -> Vec<Option<usize>> {
    let refill = |product: &Product| {
        products.iter().position(|other| {
            is_refill(other)
                && other.brand == product.brand
                && other.category == product.category
                && other.name.starts_with(&product.name)
        })
    };
    let next = |(index, product): (usize, &Product)| {
        days(product)?;
        Some(if is_refill(product) { index } else { refill(product).unwrap_or(index) })
    };
    products.iter().enumerate().map(next).collect()
}

fn is_refill(product: &Product) -> bool {
    product.tags.iter().any(|tag| tag == tags::REFILL)
}

fn days(product: &Product) -> Option<u64> {
    let category = product.category.to_lowercase();
    USE.iter().find(|(word, _)| category.contains(word)).map(|(_, days)| *days)
}

/// When she returns for a product bought at an instant, if she does: within a quarter of its days around them.
pub(super) fn returns(product: &Product, bought: Millis, seeded: &mut Seeded) -> Option<Millis> {
    let days = days(product)?;
    let most = (days / 2 * DAY as u64) as Millis;
    let after = (days * DAY as u64) as Millis - most / 2 + seeded.below(most as u64) as Millis;
    seeded.chance(RETURN).then_some(bought + after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(name: &str, category: &str, tag: &str) -> Product {
        Product {
            id: name.into(),
            name: name.into(),
            category: category.into(),
            tags: vec![tag.into()],
            ..Product::default()
        }
    }

    #[test]
    fn refills_follow_what_they_refill() {
        let products = [
            product("Cream", "moisturiser", "refillable"),
            product("Cream Refill", "moisturiser", "refill"),
            product("Cream Refill", "mask", "refill"),
            product("Serum", "serum", "vegan"),
            product("Lipstick", "lip", "refillable"),
        ];
        assert_eq!(next_purchases(&products), [Some(1), Some(1), None, Some(3), None]);
    }

    #[test]
    fn some_return_when_it_is_used_up() {
        let cream = product("Cream", "moisturiser", "refillable");
        let mut seeded = Seeded::new(1);
        let returned: Vec<Millis> = (0..1_000).filter_map(|_| returns(&cream, 5, &mut seeded)).collect();
        assert!((400..500).contains(&returned.len()), "{}", returned.len());
        assert!(returned.iter().all(|at| (30 * DAY..50 * DAY + 5).contains(at)));
        assert_eq!(returns(&product("Lipstick", "lip", ""), 5, &mut seeded), None);
    }
}

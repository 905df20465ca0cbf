//! What a shopper does in the shop: visits over a quarter, each a walk along products with a funnel at its end, and returns
//! when what was bought is used up.

use sillage_engine::event::Millis;

use super::{product::Shelves, refill, routine, seeded::Seeded, shopper::Shopper};

const SECOND: Millis = 1_000;
const HOUR: Millis = 3_600 * SECOND;
const DAY: Millis = 24 * HOUR;

/// Two visits of one shopper are at least so far apart.
const APART: Millis = 2 * HOUR;

/// Days of a simulated log.
pub const DAYS: i64 = 90;

/// Visits by hour of the day: few at night, most after dinner.
const HOURS: [u64; 24] =
    [4, 2, 1, 1, 1, 2, 5, 9, 12, 13, 13, 14, 16, 15, 13, 12, 13, 15, 19, 24, 28, 27, 19, 10];

/// An event that will be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Act {
    pub(super) at: Millis,
    pub(super) shopper: u64,
    /// Begin of its visit, which GA4 numbers visits by.
    pub(super) visit: Millis,
    pub(super) name: &'static str,
    /// Products and how many of each.
    pub(super) products: Vec<(usize, u32)>,
}

/// The shop as its visitors find it.
pub(super) struct Shop<'a> {
    pub(super) shelves: Shelves<'a>,
    /// For each category the next of its routine.
    next: Vec<Option<usize>>,
    /// For each product the one of the next step that goes with it best.
    companions: Vec<Option<usize>>,
    /// For each product what is bought when it is used up.
    refills: Vec<Option<usize>>,
}

impl<'a> Shop<'a> {
    pub(super) fn of(shelves: Shelves<'a>) -> Shop<'a> {
        let categories: Vec<&str> = shelves.categories.iter().map(|shelf| shelf.category.as_str()).collect();
        let next = routine::next_steps(&categories);
        let companions =
            (0..shelves.products.len()).map(|product| companion(&shelves, &next, product)).collect();
        let refills = refill::next_purchases(shelves.products);
        Shop { shelves, next, companions, refills }
    }

    fn next(&self, shelf: usize) -> Option<usize> {
        self.next.get(shelf).copied().flatten()
    }
}

/// Of the next step's products the one that shares most with this one: range, tags, price; then the earlier line.
fn companion(shelves: &Shelves<'_>, next: &[Option<usize>], product: usize) -> Option<usize> {
    let own = shelves.products.get(product)?;
    let shelf = (*next.get(shelves.shelf_of(product))?)?;
    let rank = |index: usize| shelves.price_rank.get(index).copied().unwrap_or(50);
    let likeness = |index: usize| {
        let other = shelves.products.get(index)?;
        let shared = own.tags.iter().filter(|tag| other.tags.contains(tag)).count() as u64;
        let brand = if own.brand == other.brand { 500 } else { 0 };
        Some(brand + 60 * shared + 100 - rank(index).abs_diff(rank(product)))
    };
    shelves.on(shelf).iter().copied().max_by_key(|index| (likeness(*index), std::cmp::Reverse(*index)))
}

/// Everything one shopper does in the days before `until`.
pub(super) fn acts(shop: &Shop<'_>, shopper: u64, until: Millis, seeded: &mut Seeded) -> Vec<Act> {
    let tastes = Shopper::new(&shop.shelves, seeded);
    let mut acts = Vec::new();
    let mut remembered = None;
    let mut due: Vec<(Millis, usize)> = Vec::new();
    for start in starts(until, seeded) {
        let mut visit = Visit::begin(shop, &tastes, shopper, start);
        remembered = visit.walk(remembered, seeded);
        due.extend(visit.used_up(seeded));
        acts.append(&mut visit.acts);
    }
    for (start, product) in due {
        let is_free = acts.iter().all(|act: &Act| (act.at - start).abs() >= APART);
        if start < until && is_free {
            let mut visit = Visit::begin(shop, &tastes, shopper, start);
            visit.replenish(product, seeded);
            acts.append(&mut visit.acts);
        }
    }
    acts
}

/// When the visits of one shopper begin, oldest first: one, two or several, never two within two hours.
fn starts(until: Millis, seeded: &mut Seeded) -> Vec<Millis> {
    let mut visits = 1;
    while visits < 12 && seeded.chance(55) {
        visits += 1;
    }
    let first_day = until - DAYS * DAY;
    let mut starts: Vec<Millis> = (0..visits)
        .map(|_| {
            let hour = seeded.weighted(HOURS.into_iter()).unwrap_or(20) as Millis;
            let day = seeded.below(DAYS as u64) as Millis;
            first_day + day * DAY + hour * HOUR + seeded.below(HOUR as u64) as Millis
        })
        .collect();
    starts.sort_unstable();
    starts.dedup_by(|later, earlier| *later - *earlier < APART);
    starts
}

/// One visit while it goes on.
struct Visit<'a> {
    shop: &'a Shop<'a>,
    tastes: &'a Shopper,
    shopper: u64,
    start: Millis,
    at: Millis,
    cart: Vec<(usize, u32)>,
    acts: Vec<Act>,
}

impl<'a> Visit<'a> {
    fn begin(shop: &'a Shop<'a>, tastes: &'a Shopper, shopper: u64, start: Millis) -> Visit<'a> {
        Visit { shop, tastes, shopper, start, at: start, cart: Vec::new(), acts: Vec::new() }
    }

    /// Looks at products until interest ends, then perhaps buys. What was looked at or bought last is remembered.
    fn walk(&mut self, remembered: Option<usize>, seeded: &mut Seeded) -> Option<usize> {
        let mut product = self.first(remembered, seeded)?;
        loop {
            self.look(product, seeded);
            if self.acts.len() > 40 || !seeded.chance(76) {
                break;
            }
            product = self.following(product, seeded).unwrap_or(product);
        }
        self.check_out(seeded);
        Some(product)
    }

    /// What was bought and will be used up, each with the instant of her return for it.
    fn used_up(&self, seeded: &mut Seeded) -> Vec<(Millis, usize)> {
        let bought = self.acts.iter().filter(|act| act.name == "purchase").flat_map(|act| &act.products);
        let due = |(product, _): &(usize, u32)| {
            let refill = self.shop.refills.get(*product).copied().flatten()?;
            let product = self.shop.shelves.products.get(*product)?;
            Some((refill::returns(product, self.at, seeded)?, refill))
        };
        bought.filter_map(due).collect()
    }

    /// A short visit for one product; sometimes its companion is looked at too.
    fn replenish(&mut self, product: usize, seeded: &mut Seeded) {
        self.act("view_item", vec![(product, 1)], seeded);
        self.act("add_to_cart", vec![(product, 1)], seeded);
        self.cart.push((product, 1));
        if let Some(beside) = self.beside(product).filter(|_| seeded.chance(40)) {
            self.look(beside, seeded);
        }
        self.check_out(seeded);
    }

    /// A returning shopper takes up the last product or its companion; others begin where their interest is.
    fn first(&self, remembered: Option<usize>, seeded: &mut Seeded) -> Option<usize> {
        if let Some(product) = remembered.filter(|_| seeded.chance(55)) {
            return if seeded.chance(50) { Some(product) } else { self.beside(product).or(Some(product)) };
        }
        let shelf = self.tastes.category(seeded);
        self.tastes.product(&self.shop.shelves, shelf, seeded)
    }

    /// The next product: its companion, something else of the next step, an alternative, or a new interest.
    fn following(&self, product: usize, seeded: &mut Seeded) -> Option<usize> {
        let shelf = self.shop.shelves.shelf_of(product);
        let next = self.shop.next(shelf);
        let shelf = match seeded.below(100) {
            0..=27 => return self.beside(product),
            28..=44 => next.unwrap_or(shelf),
            45..=84 => shelf,
            _ => self.tastes.category(seeded),
        };
        self.tastes.product(&self.shop.shelves, shelf, seeded)
    }

    fn beside(&self, product: usize) -> Option<usize> {
        self.shop.companions.get(product).copied().flatten()
    }

    fn look(&mut self, product: usize, seeded: &mut Seeded) {
        self.act("view_item", vec![(product, 1)], seeded);
        // What is liked well beyond the ordinary goes into the cart more often.
        let liking = self.tastes.liking(&self.shop.shelves, product);
        let in_cart = self.cart.iter().any(|(known, _)| *known == product);
        if !in_cart && seeded.chance(3 + (liking / 16).min(14)) {
            let quantity = if seeded.chance(8) { 2 } else { 1 };
            self.act("add_to_cart", vec![(product, quantity)], seeded);
            self.cart.push((product, quantity));
        }
    }

    fn check_out(&mut self, seeded: &mut Seeded) {
        if self.cart.is_empty() || !seeded.chance(45) {
            return;
        }
        self.act("begin_checkout", self.cart.clone(), seeded);
        if seeded.chance(65) {
            self.act("purchase", self.cart.clone(), seeded);
        }
    }

    fn act(&mut self, name: &'static str, products: Vec<(usize, u32)>, seeded: &mut Seeded) {
        self.acts.push(Act { at: self.at, shopper: self.shopper, visit: self.start, name, products });
        self.at += 4 * SECOND + seeded.below(90 * SECOND as u64) as Millis;
    }
}

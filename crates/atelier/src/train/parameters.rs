//! What counting, damping and ranking are tuned by, and the two presets with measured values.
//!
//! Sources of the numbers: `Reviews` was tuned on Amazon Beauty (validation users only), `Shop` on Diginetica click
//! sessions. The order of events inside a day of the Amazon data is a file-order artefact, so the strong forward
//! direction of `Reviews` must not be used on clicks, where it hurts.

use sillage_engine::event::Millis;

/// A ready-made set of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Views, carts and purchases of a shop mixed: both directions count nearly alike, old histories count less.
    Shop,
    /// One line of purchases or reviews a visitor: mostly forward, steep decay.
    Reviews,
}

impl Preset {
    /// The preset of that name (`shop`, `reviews`).
    pub fn named(name: &str) -> Option<Preset> {
        match name {
            "shop" => Some(Preset::Shop),
            "reviews" => Some(Preset::Reviews),
            _ => None,
        }
    }

    /// Its numbers.
    pub fn parameters(self) -> Parameters {
        match self {
            Preset::Shop => shop(),
            Preset::Reviews => reviews(),
        }
    }
}

/// `(x + shift) ^ power`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Power {
    /// Added to the argument.
    pub shift: f64,
    /// The exponent.
    pub power: f64,
}

impl Power {
    /// The value at `x`; crate `libm`, because the standard library's powers differ from platform to platform.
    pub fn of(self, x: f64) -> f64 {
        libm::pow(x + self.shift, self.power)
    }
}

/// How much the visitor's k-th newest item counts, newest = 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decay {
    /// `ratio ^ k`.
    Geometric(f64),
    /// `(k + shift) ^ power`.
    Power(Power),
}

impl Decay {
    /// The weight of the k-th newest item.
    pub fn of(self, k: usize) -> f64 {
        match self {
            Decay::Geometric(ratio) => libm::pow(ratio, k as f64),
            Decay::Power(power) => power.of(k as f64),
        }
    }
}

/// Everything that decides which model comes of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Weight of a pair by the number of steps between its items.
    pub distance: Power,
    /// Weight of a pair by the length of the history it is in.
    pub length: Power,
    /// Weight of the later item leading back to the earlier one, 1 = both directions alike.
    pub backward: f64,
    /// Pairs further apart than so many steps do not count; bounds the work on robots' histories.
    pub reach: usize,
    /// Only so many newest steps of a history count.
    pub steps: usize,
    /// `exp(-age · a)`, `a` from 0 (newest history of the log) to 1 (oldest); without times `a` is 0.
    pub age: f64,
    /// Pairs that fewer distinct visitors made are left out: quality and privacy both want 2 or more.
    pub support: u32,
    /// Factor by the popularity (distinct visitors) of the item that recommends.
    pub source: Power,
    /// Factor by the popularity of the item that is recommended.
    pub target: Power,
    /// Weight of the visitor's k-th newest item when the model is used.
    pub decay: Decay,
    /// How many of the visitor's newest items the model looks at.
    pub looks_back: usize,
    /// Names of the events whose items count.
    pub names: &'static [&'static str],
}

/// Events that show interest in their items. Lists that were merely shown (`view_item_list`) and things taken back
/// (`remove_from_cart`, `refund`) do not.
const INTEREST: &[&str] = &["view_item", "select_item", "add_to_cart", "add_to_wishlist", "purchase"];

fn shop() -> Parameters {
    Parameters {
        distance: Power { shift: 1.0, power: -0.5 },
        length: Power { shift: 0.0, power: -0.5 },
        backward: 0.7,
        reach: 64,
        steps: 512,
        age: 2.0,
        support: 2,
        source: Power { shift: 10.0, power: -0.5 },
        target: Power { shift: 1.0, power: -0.2 },
        decay: Decay::Power(Power { shift: 1.0, power: -0.8 }),
        looks_back: 24,
        names: INTEREST,
    }
}

fn reviews() -> Parameters {
    Parameters {
        distance: Power { shift: 0.0, power: -0.6 },
        length: Power { shift: 0.0, power: -0.2 },
        backward: 0.2,
        reach: 256,
        steps: 512,
        age: 0.0,
        support: 2,
        source: Power { shift: 10.0, power: -0.5 },
        target: Power { shift: 3.0, power: -0.1 },
        decay: Decay::Geometric(0.5),
        looks_back: 12,
        names: INTEREST,
    }
}

/// The age of a history as a share of the log's span, 0 = newest; 0 where the log has no times or no span.
pub(super) fn age_share(last: Millis, oldest: Millis, newest: Millis) -> f64 {
    let span = newest.saturating_sub(oldest);
    if span <= 0 { 0.0 } else { newest.saturating_sub(last) as f64 / span as f64 }
}

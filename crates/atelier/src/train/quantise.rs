//! From edges to [`ModelParts`]: eight logarithmic levels an edge, one of 256 logarithmic scales a row, integers only.
//!
//! The engine scores `decay × scale × level`, summed over the visitor's items and weighted by the kind of event. The
//! tables are kept so small (12 + 24 + 12 bits) that such a sum over [`Parameters::looks_back`] items stays far inside
//! 64 bits.

use sillage_engine::model::{ModelParts, Row};

use super::{arrange::arrange, histories::Histories, parameters::Parameters, weigh::Edge};

/// Levels of an edge.
const LEVELS: usize = 8;
/// The weight of the strongest level, and of the newest item.
const UNIT: f64 = 4_096.0;
/// The weight of the greatest row scale.
const SCALE_UNIT: f64 = 16_777_216.0;
/// Steps between the greatest and the smallest row scale, so that a scale is a byte.
const SCALE_STEPS: f64 = 255.0;
/// The weakest level is at least this share of the strongest: below it an edge cannot change a list.
const FLOOR: f64 = 1.0 / 64.0;

/// The model of these edges (best first) over all items of the log.
pub(super) fn quantise(
    histories: &Histories,
    popularity: &[u32],
    edges: &[Edge],
    parameters: &Parameters,
) -> ModelParts {
    let order = arrange(edges, popularity);
    let places = places(&order);
    let mut rows: Vec<Vec<&Edge>> = vec![Vec::new(); order.len()];
    for edge in edges {
        if let Some(row) = place(&places, edge.source).and_then(|place| rows.get_mut(place)) {
            row.push(edge);
        }
    }
    let scales = Scales::of(&rows);
    let ratio = level_ratio(&rows);
    let by_order = |values: &dyn Fn(usize) -> Option<u8>| -> Vec<u8> {
        order.iter().map(|item| values(*item as usize).unwrap_or(0)).collect()
    };
    let popularity = popularity_levels(popularity);
    ModelParts {
        items: order.iter().filter_map(|item| histories.items.get(*item as usize).cloned()).collect(),
        popularity: by_order(&|item| popularity.get(item).copied()),
        decay: decay(parameters),
        levels: (0..LEVELS)
            .map(|level| whole(UNIT * libm::pow(ratio, (LEVELS - 1 - level) as f64)) as u16)
            .collect(),
        scales: scales.table(),
        rows: rows.iter().map(|row| quantised(row, &places, &scales, ratio)).collect(),
    }
}

/// For every item number its row.
fn places(order: &[u32]) -> Vec<u16> {
    let mut places = vec![0u16; order.len()];
    for (row, item) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*item as usize) {
            // The number of items was checked against the limit, which fits 16 bits.
            *place = row as u16;
        }
    }
    places
}

fn place(places: &[u16], item: u32) -> Option<usize> {
    places.get(item as usize).map(|place| usize::from(*place))
}

fn quantised(row: &[&Edge], places: &[u16], scales: &Scales, ratio: f64) -> Row {
    let Some(strongest) = row.first() else {
        return Row::default();
    };
    let scale = scales.nearest(strongest.weight);
    let mut edges: Vec<(u16, u8)> = row
        .iter()
        .filter_map(|edge| {
            Some((*places.get(edge.target as usize)?, level(edge.weight / strongest.weight, ratio)))
        })
        .collect();
    edges.sort_unstable();
    Row { scale, edges }
}

/// The level whose weight is nearest in logarithm to this share of the row's strongest.
fn level(share: f64, ratio: f64) -> u8 {
    let steps = libm::round(libm::log(share) / libm::log(ratio));
    (LEVELS - 1) as u8 - steps.clamp(0.0, (LEVELS - 1) as f64) as u8
}

/// The factor between two levels: the weakest level meets the weakest edge of all, within bounds.
fn level_ratio(rows: &[Vec<&Edge>]) -> f64 {
    let shares = rows.iter().filter_map(|row| Some(row.last()?.weight / row.first()?.weight));
    let weakest = shares.fold(0.5, f64::min).max(FLOOR);
    libm::pow(weakest, 1.0 / (LEVELS - 1) as f64)
}

/// The strongest weights of the rows, in logarithmic steps.
struct Scales {
    /// Natural logarithm of the smallest.
    low: f64,
    /// Natural logarithm of the greatest.
    high: f64,
}

impl Scales {
    fn of(rows: &[Vec<&Edge>]) -> Scales {
        let logs = || rows.iter().filter_map(|row| Some(libm::log(row.first()?.weight)));
        let high = logs().fold(f64::NEG_INFINITY, f64::max);
        let low = logs().fold(f64::INFINITY, f64::min);
        if low > high { Scales { low: 0.0, high: 0.0 } } else { Scales { low, high } }
    }

    fn step(&self) -> f64 {
        (self.high - self.low) / SCALE_STEPS
    }

    fn nearest(&self, weight: f64) -> u8 {
        if self.step() <= 0.0 {
            return 0;
        }
        libm::round((libm::log(weight) - self.low) / self.step()).clamp(0.0, SCALE_STEPS) as u8
    }

    /// The weights of all scales, greatest = [`SCALE_UNIT`]; never zero.
    fn table(&self) -> Vec<u32> {
        if self.step() <= 0.0 {
            return vec![SCALE_UNIT as u32];
        }
        (0..=SCALE_STEPS as u32)
            .map(|scale| {
                let log = self.low + self.step() * f64::from(scale) - self.high;
                whole(SCALE_UNIT * libm::exp(log)).max(1) as u32
            })
            .collect()
    }
}

fn decay(parameters: &Parameters) -> Vec<u16> {
    (0..parameters.looks_back)
        .map(|k| whole(UNIT * parameters.decay.of(k)).min(u64::from(u16::MAX)) as u16)
        .take_while(|weight| *weight > 0)
        .collect()
}

/// Popularity as 0–255 in logarithmic steps, the most popular item 255.
fn popularity_levels(popularity: &[u32]) -> Vec<u8> {
    let log = |visitors: u32| libm::log1p(f64::from(visitors));
    let most = log(popularity.iter().copied().max().unwrap_or(0));
    popularity
        .iter()
        .map(|visitors| if most > 0.0 { libm::round(255.0 * log(*visitors) / most) as u8 } else { 0 })
        .collect()
}

fn whole(number: f64) -> u64 {
    libm::round(number) as u64
}

//! How good a list is: every held-out visitor's last item, ranked among all items of the catalogue.
//!
//! Ranks count ties half, as shuffling them would on average; an item that is not ranked is missed. Ids never break ties.

use std::collections::HashSet;

use sillage_engine::{model::Model, rank::scored, visitor::Interest};

/// A history, oldest first, and the item that came next.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) history: Vec<String>,
    pub(crate) target: String,
}

/// Shares over all cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quality {
    pub(crate) cases: usize,
    pub(crate) hit_rate_10: f64,
    pub(crate) ndcg_10: f64,
    pub(crate) hit_rate_20: f64,
}

/// Ranks the target of every case with the engine's own scores, items of the history left out.
pub(crate) fn evaluate(model: &Model, cases: &[Case]) -> Quality {
    let ranks: Vec<f64> = cases.iter().map(|case| rank(model, case)).collect();
    let share =
        |gain: &dyn Fn(f64) -> f64| ranks.iter().map(|rank| gain(*rank)).sum::<f64>() / cases.len() as f64;
    Quality {
        cases: cases.len(),
        hit_rate_10: share(&|rank| f64::from(rank <= 10.0)),
        ndcg_10: share(&|rank| if rank <= 10.0 { 1.0 / (rank + 1.0).log2() } else { 0.0 }),
        hit_rate_20: share(&|rank| f64::from(rank <= 20.0)),
    }
}

/// Scores that can still decide whether a target is among the first twenty: those before it and those tied with it.
const LOOKED_AT: usize = 400;

/// Items without a score are as good as popularity says, behind all items with one.
fn rank(model: &Model, case: &Case) -> f64 {
    let interests: Vec<Interest<'_>> =
        case.history.iter().rev().map(|id| Interest { id, weight: 1 }).take(200).collect();
    let list = scored(model, &interests, LOOKED_AT);
    if let Some((_, own)) = list.iter().find(|(id, _)| *id == case.target) {
        let key = |id: &str, score: u64| (score, model.row(id).map(|row| model.popularity(row)));
        let own = key(&case.target, *own);
        let above = list.iter().filter(|(id, score)| key(id, *score) > own).count();
        let tied = list.iter().filter(|(id, score)| key(id, *score) == own).count() - 1;
        return 1.0 + above as f64 + tied as f64 / 2.0;
    }
    if list.len() >= LOOKED_AT { f64::INFINITY } else { 1.0 + list.len() as f64 + behind(model, case, &list) }
}

/// Expected place of an item without a score among all others without one.
fn behind(model: &Model, case: &Case, list: &[(String, u64)]) -> f64 {
    let Some(own) = model.row(&case.target) else { return f64::INFINITY };
    let out: HashSet<&str> =
        list.iter().map(|(id, _)| id.as_str()).chain(case.history.iter().map(String::as_str)).collect();
    let (mut above, mut tied) = (0, 0);
    for row in (0..model.len() as u16).filter(|row| *row != own) {
        let order = model.popularity(row).cmp(&model.popularity(own));
        if order.is_ge() && !model.item(row).is_some_and(|id| out.contains(id)) {
            above += usize::from(order.is_gt());
            tied += usize::from(order.is_eq());
        }
    }
    above as f64 + tied as f64 / 2.0
}

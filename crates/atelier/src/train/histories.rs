//! What visitors did, as lists of item numbers: the log without names and times.
//!
//! Item numbers follow the sorted ids and the order of visitors never matters, so a log that is shuffled visitor by
//! visitor gives the same histories. Events at the same instant keep the order of their rows.

use std::collections::{HashMap, HashSet};

use sillage_engine::event::Millis;

use super::parameters::age_share;

/// The items of every visitor, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Histories {
    /// Ids of the items, sorted; an item's number is its place.
    pub items: Vec<String>,
    /// One history a visitor.
    pub visitors: Vec<History>,
}

/// The items of one visitor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// Numbers of the items, oldest first, never the same twice in a row.
    pub items: Vec<u32>,
    /// How old the newest step is, as a share of the log's span: 0 newest, 1 oldest.
    pub age: f64,
}

impl Histories {
    /// How many distinct visitors touched each item.
    pub fn popularity(&self) -> Vec<u32> {
        let mut counts = vec![0u32; self.items.len()];
        for history in &self.visitors {
            for item in history.items.iter().collect::<HashSet<_>>() {
                if let Some(count) = counts.get_mut(*item as usize) {
                    *count = count.saturating_add(1);
                }
            }
        }
        counts
    }
}

/// Collects steps in any order of visitors.
#[derive(Debug, Default)]
pub struct Collected {
    items: HashMap<String, u32>,
    visitors: HashMap<String, Vec<(Millis, u32)>>,
    steps: u64,
}

impl Collected {
    /// Notes that a visitor turned to an item at a time.
    pub fn step(&mut self, visitor: &str, at: Millis, item: &str) {
        let number = self.number(item);
        self.steps += 1;
        match self.visitors.get_mut(visitor) {
            Some(steps) => steps.push((at, number)),
            None => drop(self.visitors.insert(visitor.to_owned(), vec![(at, number)])),
        }
    }

    /// How many steps were noted.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many different items were noted.
    pub fn items(&self) -> usize {
        self.items.len()
    }

    fn number(&mut self, item: &str) -> u32 {
        if let Some(number) = self.items.get(item) {
            return *number;
        }
        // The number of items is checked against the limit long before it can leave 32 bits.
        let number = self.items.len() as u32;
        self.items.insert(item.to_owned(), number);
        number
    }

    /// The histories; `newest` bounds how many of a visitor's steps are kept, `timed` says whether times mean anything
    /// beyond order.
    pub fn into_histories(self, newest: usize, timed: bool) -> Histories {
        let (items, numbers) = sorted(self.items);
        let (oldest, latest) = span(&self.visitors, timed);
        let mut visitors: Vec<(String, Vec<(Millis, u32)>)> = self.visitors.into_iter().collect();
        visitors.sort_by(|a, b| a.0.cmp(&b.0));
        let visitors = visitors
            .into_iter()
            .map(|(_, mut steps)| {
                steps.sort_by_key(|(at, _)| *at);
                let last = steps.last().map_or(latest, |(at, _)| *at);
                let age = if timed { age_share(last, oldest, latest) } else { 0.0 };
                let mut items: Vec<u32> =
                    steps.iter().filter_map(|(_, item)| numbers.get(*item as usize).copied()).collect();
                items.dedup();
                items.drain(..items.len().saturating_sub(newest));
                History { items, age }
            })
            .collect();
        Histories { items, visitors }
    }
}

/// Ids in order, and for each provisional number the final one.
fn sorted(items: HashMap<String, u32>) -> (Vec<String>, Vec<u32>) {
    let mut pairs: Vec<(String, u32)> = items.into_iter().collect();
    pairs.sort();
    let mut numbers = vec![0u32; pairs.len()];
    for (place, (_, provisional)) in pairs.iter().enumerate() {
        if let Some(number) = numbers.get_mut(*provisional as usize) {
            *number = place as u32;
        }
    }
    (pairs.into_iter().map(|(id, _)| id).collect(), numbers)
}

/// The oldest and the newest last step of all visitors.
fn span(visitors: &HashMap<String, Vec<(Millis, u32)>>, timed: bool) -> (Millis, Millis) {
    if !timed {
        return (0, 0);
    }
    let lasts = || visitors.values().filter_map(|steps| steps.iter().map(|(at, _)| *at).max());
    (lasts().min().unwrap_or(0), lasts().max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(steps: &[(&str, Millis, &str)]) -> Collected {
        let mut collected = Collected::default();
        for (visitor, at, item) in steps {
            collected.step(visitor, *at, item);
        }
        collected
    }

    fn check(steps: &[(&str, Millis, &str)], newest: usize, items: &[&str], visitors: &[&[u32]]) {
        let histories = collected(steps).into_histories(newest, true);
        assert_eq!(histories.items, items, "{steps:?}");
        let lists: Vec<&[u32]> = histories.visitors.iter().map(|history| history.items.as_slice()).collect();
        assert_eq!(lists, visitors, "{steps:?}");
    }

    #[test]
    fn histories_are_sorted_by_time_and_ids() {
        check(&[], 9, &[], &[]);
        check(&[("u", 5, "b")], 9, &["b"], &[&[0]]);
        check(&[("u", 5, "b"), ("u", 3, "a")], 9, &["a", "b"], &[&[0, 1]]);
        // Repeats in a row are one step: viewed, put into the cart, bought.
        check(&[("u", 1, "b"), ("u", 2, "b"), ("u", 3, "a"), ("u", 4, "b")], 9, &["a", "b"], &[&[1, 0, 1]]);
        // Equal times keep the order of rows; visitors are independent of each other.
        check(&[("v", 1, "b"), ("u", 1, "a"), ("v", 1, "a")], 9, &["a", "b"], &[&[0], &[1, 0]]);
        // Only the newest steps are kept.
        check(&[("u", 1, "a"), ("u", 2, "b"), ("u", 3, "c")], 2, &["a", "b", "c"], &[&[1, 2]]);
    }

    #[test]
    fn age_is_a_share_of_the_span() {
        let ages = |timed| -> Vec<f64> {
            let steps = [("a", 100, "x"), ("b", 150, "x"), ("c", 300, "x")];
            collected(&steps).into_histories(9, timed).visitors.iter().map(|history| history.age).collect()
        };
        assert_eq!(ages(true), [1.0, 0.75, 0.0]);
        assert_eq!(ages(false), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn popularity_counts_visitors_not_steps() {
        let steps = [("u", 1, "a"), ("u", 2, "b"), ("u", 3, "a"), ("v", 1, "a")];
        assert_eq!(collected(&steps).into_histories(9, true).popularity(), [2, 1]);
    }
}

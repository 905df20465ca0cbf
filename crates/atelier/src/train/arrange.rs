//! The order of the rows: items that lead to each other lie side by side, which makes neighbours' numbers cheap to store.
//!
//! A depth-first walk over the strongest links, begun anew at the most popular item left. Items without an edge come
//! last, by id. The same edges always give the same order.

use std::cmp::Reverse;

use super::weigh::Edge;

/// Item numbers in the order of their rows.
pub(super) fn arrange(edges: &[Edge], popularity: &[u32]) -> Vec<u32> {
    let links = links(edges, popularity.len());
    let popular = |item: u32| popularity.get(item as usize).copied().unwrap_or(0);
    let linked = |item: &u32| links.get(*item as usize).is_some_and(|list| !list.is_empty());
    let mut starts: Vec<u32> = (0..popularity.len() as u32).filter(linked).collect();
    starts.sort_by_key(|item| (Reverse(popular(*item)), *item));
    let mut walk = Walk { seen: vec![false; popularity.len()], order: Vec::with_capacity(popularity.len()) };
    for start in starts {
        walk.from(start, &links);
    }
    walk.order.extend((0..popularity.len() as u32).filter(|item| !linked(item)));
    walk.order
}

/// For every item what it is linked with in either direction, strongest first.
fn links(edges: &[Edge], items: usize) -> Vec<Vec<u32>> {
    let mut links = vec![Vec::new(); items];
    // Edges come best first, so the lists do as well; a link that is met again adds nothing.
    for edge in edges {
        for (from, to) in [(edge.source, edge.target), (edge.target, edge.source)] {
            if let Some(list) = links.get_mut(from as usize) {
                list.push(to);
            }
        }
    }
    links
}

struct Walk {
    seen: Vec<bool>,
    order: Vec<u32>,
}

impl Walk {
    /// Marks the item; whether it was new.
    fn visit(&mut self, item: u32) -> bool {
        let new = self.seen.get_mut(item as usize).is_some_and(|seen| !std::mem::replace(seen, true));
        if new {
            self.order.push(item);
        }
        new
    }

    fn from(&mut self, start: u32, links: &[Vec<u32>]) {
        if !self.visit(start) {
            return;
        }
        let neighbours = |item: u32| links.get(item as usize).map(Vec::as_slice).unwrap_or_default().iter();
        let mut path = vec![neighbours(start)];
        while let Some(rest) = path.last_mut() {
            match rest.next() {
                Some(next) if self.visit(*next) => path.push(neighbours(*next)),
                Some(_) => {}
                None => drop(path.pop()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edges: &[(u32, u32)], popularity: &[u32], expected: &[u32]) {
        let edges: Vec<Edge> =
            edges.iter().map(|&(source, target)| Edge { source, target, weight: 1.0 }).collect();
        assert_eq!(arrange(&edges, popularity), expected, "{edges:?}");
    }

    #[test]
    fn rows_follow_the_strongest_links() {
        check(&[], &[], &[]);
        check(&[], &[1, 2, 3], &[0, 1, 2]);
        // Begins at the most popular linked item, follows the strongest link, then the chain.
        check(&[(2, 0), (2, 1), (0, 3)], &[1, 1, 9, 1, 99], &[2, 0, 3, 1, 4]);
        // Two islands: the more popular first.
        check(&[(0, 1), (2, 3)], &[1, 1, 1, 5], &[3, 2, 0, 1]);
        check(&[(0, 1), (1, 0)], &[1, 1], &[0, 1]);
    }
}

//! What can be known of a bundle's conditions before there is a visitor: which tests an attribute has, and what is above each node.

use alloc::{vec, vec::Vec};

use crate::{condition::Node, rules::Rules};

/// Takes a list and a number that belongs to it.
type Told<'a> = dyn FnMut(usize, u32) + 'a;

/// Lists of numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    const NONE: Lists = Lists { ends: Vec::new(), all: Vec::new() };

    /// The list of that number; none beyond the last.
    pub(crate) fn of(&self, index: usize) -> &[u32] {
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        self.all.get(index.checked_sub(1).map_or(0, end)..end(index)).unwrap_or_default()
    }

    /// Makes so many lists of what `tell` tells, a list and a number at a time; it is asked twice.
    fn collect(lists: usize, tell: &dyn Fn(&mut Told)) -> Lists {
        let mut ends = vec![0; lists];
        tell(&mut |list, _| {
            if let Some(end) = ends.get_mut(list) {
                *end += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            // For now where the list begins; filling it moves this to its end.
            (*end, sum) = (sum, sum + *end);
        }
        let mut all = vec![0; sum as usize];
        tell(&mut |list, number| {
            if let Some(end) = ends.get_mut(list) {
                if let Some(slot) = all.get_mut(*end as usize) {
                    *slot = number;
                }
                *end += 1;
            }
        });
        Lists { ends, all }
    }
}

/// A bundle's conditions, ready to be kept up to date.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// For each attribute the tests of it.
    pub(crate) tests: Lists,
    /// For each node the nodes that combine its truth with others.
    pub(crate) parents: Lists,
}

impl Index {
    /// Of no conditions.
    pub(crate) const NONE: Index = Index { tests: Lists::NONE, parents: Lists::NONE };

    /// The index of rules that were checked.
    pub(crate) fn new(rules: &Rules) -> Index {
        let nodes = rules.nodes.as_slice();
        let tests = Lists::collect(rules.attributes.len(), &|tell| {
            for (id, node) in (0u32..).zip(nodes) {
                if let Node::Test { attribute, .. } | Node::Within { attribute, .. } = node {
                    tell(usize::from(*attribute), id);
                }
            }
        });
        let parents = Lists::collect(nodes.len(), &|tell| {
            for (id, node) in (0u32..).zip(nodes) {
                node.children(&rules.segments).iter().for_each(|child| tell(*child as usize, id));
            }
        });
        Index { tests, parents }
    }
}

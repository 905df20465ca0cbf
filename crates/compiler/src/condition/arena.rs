//! The arena of nodes under construction: every node once, every reference backwards.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::condition::{Node, NodeId};

use super::Groups;
use crate::yaml;

/// Nodes, and the names they refer to.
///
/// Attributes are numbered by first use while conditions are lowered; [`Arena::sorted_attributes`] says which number
/// each has in the end, when they are sorted by path.
#[derive(Debug, Default)]
pub struct Arena {
    nodes: Vec<Node>,
    depths: Vec<u32>,
    known: BTreeMap<String, NodeId>,
    attributes: BTreeMap<String, u16>,
    segments: Option<BTreeMap<String, u16>>,
    roots: Vec<NodeId>,
    groups: Groups,
    dates: BTreeSet<String>,
}

impl Arena {
    /// An arena for a source with segments. Without them (`Arena::default()`), `$segment` is an attribute like any
    /// other, as it is for GrowthBook.
    pub fn with_segments() -> Arena {
        Arena { segments: Some(BTreeMap::new()), ..Arena::default() }
    }

    /// The same arena, with saved groups that conditions may name.
    pub fn with_groups(self, groups: Groups) -> Arena {
        Arena { groups, ..self }
    }

    /// The same arena, in which the attributes of these paths are dates.
    pub fn with_dates(self, dates: BTreeSet<String>) -> Arena {
        Arena { dates, ..self }
    }

    /// Whether an attribute is a date.
    pub(crate) fn is_date(&self, path: &str) -> bool {
        self.dates.contains(path)
    }

    /// The saved group of that id.
    pub(super) fn group(&self, id: &str) -> Option<yaml::Node> {
        self.groups.get(id).cloned()
    }

    /// Adds a node, or finds the one that says the same.
    pub fn add(&mut self, node: Node) -> NodeId {
        // Doubles have no order and no hash; their debug text is exact, which makes it a key.
        let key = format!("{node:?}");
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.nodes.len() as NodeId;
        self.depths.push(1 + self.depth_below(&node));
        self.nodes.push(node);
        self.known.insert(key, id);
        id
    }

    fn depth_below(&self, node: &Node) -> u32 {
        match node {
            Node::All(children) | Node::Any(children) | Node::Nor(children) => {
                children.iter().map(|child| self.depth(*child)).max().unwrap_or(0)
            }
            Node::Not(child) => self.depth(*child),
            Node::Segment(segment) => {
                self.roots.get(usize::from(*segment)).map_or(0, |root| self.depth(*root))
            }
            Node::Within { condition, .. } => self.depth(*condition),
            Node::Test { .. } | Node::Unknown => 0,
        }
    }

    /// How deep a node nests, segments included; a comparison has depth one.
    pub fn depth(&self, id: NodeId) -> u32 {
        self.depths.get(id as usize).copied().unwrap_or(0)
    }

    /// The provisional number of an attribute.
    pub fn attribute(&mut self, path: &str) -> u16 {
        if let Some(number) = self.attributes.get(path) {
            return *number;
        }
        // More attributes than numbers are reported as over the limit; until then they share the last number.
        let number = u16::try_from(self.attributes.len()).unwrap_or(u16::MAX);
        self.attributes.insert(path.to_owned(), number);
        number
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node yet.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many attributes are read.
    pub fn attributes(&self) -> usize {
        self.attributes.len()
    }

    /// Whether something reads that attribute.
    pub fn reads(&self, path: &str) -> bool {
        self.attributes.contains_key(path)
    }

    /// Declares a segment by the node of its condition; later conditions may refer to it.
    pub fn declare_segment(&mut self, name: &str, root: NodeId) {
        let number = u16::try_from(self.roots.len()).unwrap_or(u16::MAX);
        self.roots.push(root);
        self.segments.get_or_insert_with(BTreeMap::new).insert(name.to_owned(), number);
    }

    /// Whether `$segment` means a segment here.
    pub fn has_segments(&self) -> bool {
        self.segments.is_some()
    }

    /// The number of a segment declared before.
    pub fn segment(&self, name: &str) -> Option<u16> {
        self.segments.as_ref()?.get(name).copied()
    }

    /// All attributes sorted by path, and for each provisional number the final one.
    pub fn sorted_attributes(&self) -> (Vec<String>, Vec<u16>) {
        let paths: Vec<String> = self.attributes.keys().cloned().collect();
        let mut finals = vec![0; paths.len()];
        for (at, provisional) in self.attributes.values().enumerate() {
            if let Some(slot) = finals.get_mut(usize::from(*provisional)) {
                *slot = u16::try_from(at).unwrap_or(u16::MAX);
            }
        }
        (paths, finals)
    }

    /// The nodes, their attributes renumbered.
    pub fn into_nodes(mut self, finals: &[u16]) -> Vec<Node> {
        for node in &mut self.nodes {
            if let Node::Test { attribute, .. } | Node::Within { attribute, .. } = node {
                *attribute = finals.get(usize::from(*attribute)).copied().unwrap_or(u16::MAX);
            }
        }
        self.nodes
    }
}

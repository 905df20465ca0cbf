//! Flows: quizzes whose questions, routes and results are data, and whose answers are events like all others.
//!
//! A [`Flow`] is a section of a bundle. Where a visitor stands in it, her facts, scores and result are not stored anywhere:
//! [`state::state`] derives them from her events whenever someone asks, so that an edit cannot count twice and an update of the
//! flow cannot leave her at a step that is gone.
//!
//! Routes lead forward only, so a flow ends and its path is found in one pass. The words of a flow are a section of their
//! own, for the host alone: nothing here has a title.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    condition::{Node, NodeId},
    fault::Fault,
    value::Value,
    writer,
};

pub mod answers;
mod check;
mod result;
pub mod state;

/// A quiz as it is asked: steps in order, and what they come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Flow {
    /// Its name in the source, and the key of its section.
    pub name: String,
    /// Rises when the author says that it is another flow now.
    pub revision: u32,
    /// What its conditions read and its answers set, `answer.…` and `score.…`, sorted. They begin as null, scores as zero.
    pub attributes: Vec<String>,
    /// Conditions over these attributes, in the order that [`crate::condition`] demands; no segments.
    pub nodes: Vec<Node>,
    /// The steps; each leads to later ones only.
    pub steps: Vec<Step>,
    /// What it can come to; the first whose condition holds is the result, and the last has none.
    pub outcomes: Vec<Outcome>,
}

/// A question or a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name in the source; answers name it.
    pub id: String,
    /// Rises when answers to an earlier wording no longer count.
    pub revision: u32,
    /// What it asks.
    pub ask: Ask,
    /// The attribute that its answer is written to.
    pub attribute: Option<u16>,
    /// Whether it must be answered; if not, it may be passed by an answer of null.
    pub required: bool,
    /// Where this does not hold, the step is left out and its `next` follows.
    pub relevant: Option<NodeId>,
    /// Where to go from here: the first whose condition holds.
    pub routes: Vec<(NodeId, u16)>,
    /// Where to go otherwise; as many as there are steps: to the result.
    pub next: u16,
}

/// What a step asks, and with that the form of its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Nothing: it is read. Answered by `true`.
    Statement,
    /// One of these. Answered by its id.
    One(Vec<Choice>),
    /// Several of these. Answered by a list of their ids.
    Many {
        /// What can be chosen.
        choices: Vec<Choice>,
        /// At least so many.
        least: u8,
        /// At most so many.
        most: u8,
    },
    /// A number, answered by itself; any from `least` to `most` counts, however far apart a control puts them.
    Number {
        /// The smallest.
        least: f64,
        /// The greatest.
        most: f64,
        /// How far apart.
        step: f64,
    },
}

/// An option of a question.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Choice {
    /// Its name in the source; answers name it, and catalogue tags of that name fit it.
    pub id: String,
    /// What choosing it does.
    pub effects: Vec<Effect>,
}

/// What choosing an option does, as long as its step is on the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// Sets an attribute of the flow.
    Set(u16, Value),
    /// Adds to an attribute of the flow; one that is no number counts as zero.
    Add(u16, i32),
    /// Speaks for the items with that tag, or with a negative weight against them.
    Vote {
        /// The tag.
        tag: String,
        /// How much.
        weight: i32,
    },
    /// Leaves out all items with that tag.
    Exclude {
        /// The tag.
        tag: String,
    },
}

/// What a flow can come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name in the source.
    pub id: String,
    /// When it is the result; none in the last one, the fallback.
    pub when: Option<NodeId>,
    /// The items that go with it.
    pub picks: Vec<ResultSlot>,
}

/// A place for an item in a result.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ResultSlot {
    /// Its name in the source.
    pub name: String,
    /// Only items of these categories; empty: all.
    pub categories: Vec<String>,
    /// Only items that carry all of these tags.
    pub tags: Vec<String>,
    /// So many more items behind the best one.
    pub runners_up: u8,
}

impl Flow {
    /// The bytes of the section.
    pub fn to_bytes(&self) -> Vec<u8> {
        writer::write(self)
    }

    /// Whether an engine would accept this flow.
    pub fn check(&self) -> Result<(), Fault> {
        check::flow(self)
    }
}

impl Ask {
    /// What can be chosen; nothing where nothing is.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Ask::One(choices) | Ask::Many { choices, .. } => choices,
            Ask::Statement | Ask::Number { .. } => &[],
        }
    }
}

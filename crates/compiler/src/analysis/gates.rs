//! One question as a small circuit: the nodes it is about, over cells of the attributes they read.

use std::collections::BTreeMap;

use sillage_engine::condition::{Node, NodeId};

use super::{
    domain::{Domain, Test, is_known},
    program::{Kind, Link, Program},
};

/// Tests of one attribute in one question; with more its cells would be too many.
const TESTS: usize = 512;

/// Something that must hold of the visitor who is looked for, or must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Goal {
    pub(super) node: NodeId,
    pub(super) holds: bool,
    /// Whether the node means what it meant before version 0.12 of GrowthBook's specification.
    pub(super) is_older: bool,
}

impl Goal {
    /// The node holds.
    pub(super) fn holds(node: NodeId) -> Goal {
        Goal { node, holds: true, is_older: false }
    }

    /// The node does not hold.
    pub(super) fn fails(node: NodeId) -> Goal {
        Goal { node, holds: false, is_older: false }
    }
}

/// A step of the circuit; it refers to earlier ones only.
#[derive(Debug)]
pub(super) enum Gate {
    All(Vec<usize>),
    Any(Vec<usize>),
    Not(usize),
    /// A test of an input.
    Leaf {
        input: usize,
        test: usize,
    },
}

/// An attribute of the question, or a comparison whose outcome is left open.
#[derive(Debug)]
pub(super) struct Input {
    /// The attribute in [`Program::variables`]; none: an open comparison, whose cells are that it holds and that it does not.
    pub(super) variable: Option<usize>,
    pub(super) domain: Domain,
}

/// The circuit; its last gate is the question.
#[derive(Debug)]
pub(super) struct Circuit {
    pub(super) gates: Vec<Gate>,
    pub(super) inputs: Vec<Input>,
    /// What traits among the inputs say about each other: by number of the input.
    pub(super) links: Vec<(usize, usize, Link)>,
}

/// The circuit of a question; none where a node has no meaning of two values, or where there are too many.
pub(super) fn circuit(program: &Program, goals: &[Goal]) -> Option<Circuit> {
    let mut builder = Builder {
        program,
        gates: Vec::new(),
        known: BTreeMap::new(),
        inputs: BTreeMap::new(),
        open: Vec::new(),
    };
    let mut all = Vec::new();
    for goal in goals {
        let gate = builder.gate(goal.node, goal.is_older)?;
        all.push(if goal.holds { gate } else { builder.push(Gate::Not(gate)) });
    }
    builder.push(Gate::All(all));
    builder.inputs.values().all(|tests| tests.len() <= TESTS).then(|| builder.finish())
}

struct Builder<'a> {
    program: &'a Program<'a>,
    gates: Vec<Gate>,
    known: BTreeMap<(NodeId, bool), usize>,
    /// By attribute: the tests of it, and the gates that are these tests.
    inputs: BTreeMap<usize, Vec<(usize, Test)>>,
    /// Gates that are open comparisons.
    open: Vec<usize>,
}

impl Builder<'_> {
    fn push(&mut self, gate: Gate) -> usize {
        self.gates.push(gate);
        self.gates.len() - 1
    }

    fn gate(&mut self, node: NodeId, is_older: bool) -> Option<usize> {
        if let Some(gate) = self.known.get(&(node, is_older)) {
            return Some(*gate);
        }
        let program = self.program;
        let gate = match program.nodes.get(node as usize)? {
            Node::All(children) => Gate::All(self.all(children, is_older)?),
            // Empty ones are true and false: the specification says so.
            Node::Any(children) if children.is_empty() => Gate::All(Vec::new()),
            Node::Nor(children) if children.is_empty() => Gate::Any(Vec::new()),
            Node::Any(children) => Gate::Any(self.all(children, is_older)?),
            Node::Nor(children) => {
                let any = Gate::Any(self.all(children, is_older)?);
                Gate::Not(self.push(any))
            }
            Node::Not(child) => Gate::Not(self.gate(*child, is_older)?),
            // What a segment meant is told where it stands.
            Node::Segment(segment) => return self.gate(program.root(*segment)?, false),
            Node::Test { attribute, operator, operand } => {
                let gate = self.push(Gate::Leaf { input: 0, test: 0 });
                let variable = program.variables.get(usize::from(*attribute));
                if variable.is_some_and(|variable| is_known(&variable.kind, *operator)) {
                    let test = Test { operator: *operator, operand: operand.clone(), is_older };
                    self.inputs.entry(usize::from(*attribute)).or_default().push((gate, test));
                } else {
                    self.open.push(gate);
                }
                self.known.insert((node, is_older), gate);
                return Some(gate);
            }
            Node::Within { .. } => {
                let gate = self.push(Gate::Leaf { input: 0, test: 0 });
                self.open.push(gate);
                self.known.insert((node, is_older), gate);
                return Some(gate);
            }
            Node::Unknown => return None,
        };
        let gate = self.push(gate);
        self.known.insert((node, is_older), gate);
        Some(gate)
    }

    fn all(&mut self, children: &[NodeId], is_older: bool) -> Option<Vec<usize>> {
        children.iter().map(|child| self.gate(*child, is_older)).collect()
    }

    fn finish(mut self) -> Circuit {
        let mut inputs = Vec::new();
        for (variable, tests) in std::mem::take(&mut self.inputs) {
            let (gates, tests): (Vec<usize>, Vec<Test>) = tests.into_iter().unzip();
            let kind = self.program.variables.get(variable).map_or(&Kind::Any, |known| &known.kind);
            self.connect(&gates, inputs.len());
            inputs.push(Input { variable: Some(variable), domain: Domain::of(kind, &tests) });
        }
        for gate in std::mem::take(&mut self.open) {
            self.connect(&[gate], inputs.len());
            inputs.push(Input { variable: None, domain: Domain::open() });
        }
        let links = self.links(&inputs);
        Circuit { gates: self.gates, inputs, links }
    }

    /// Makes the gates the tests of an input.
    fn connect(&mut self, gates: &[usize], input: usize) {
        for (test, gate) in gates.iter().enumerate() {
            if let Some(slot) = self.gates.get_mut(*gate) {
                *slot = Gate::Leaf { input, test };
            }
        }
    }

    fn links(&self, inputs: &[Input]) -> Vec<(usize, usize, Link)> {
        let at = |variable: usize| inputs.iter().position(|input| input.variable == Some(variable));
        let mut links = Vec::new();
        for (one, variable) in inputs.iter().enumerate().filter_map(|(at, input)| Some((at, input.variable?)))
        {
            for (other, link) in self.program.links(variable) {
                links.extend(at(*other).map(|other| (one, other, *link)));
            }
        }
        links
    }
}

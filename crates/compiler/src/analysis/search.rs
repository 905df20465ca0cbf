//! The search for a visitor: attributes are narrowed down cell by cell until the question is decided, or no cell is left.
//!
//! Narrowing follows what is still undecided, from the question down to a comparison. A dead end names the attributes it is
//! due to; decisions on others are not tried again (conflict-directed backjumping, Prosser 1993,
//! <https://doi.org/10.1111/j.1467-8640.1993.tb00310.x>). Steps are counted, and the count is bounded, so that the same
//! question ends in the same way on every machine.

use std::collections::BTreeMap;

use sillage_engine::value::Value;

use super::{
    bits::Bits,
    domain::Cell,
    gates::{Circuit, Gate, Goal, Input, circuit},
    program::{Link, Program, Variable, is_nothing},
};

/// Steps for one question.
pub(super) const STEPS: usize = 100_000;
/// Steps for all questions of a project. What is asked after that is not proven.
const TOTAL: usize = 20_000_000;

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// There is this visitor: the values of the attributes that the question reads.
    Found(BTreeMap<usize, Value>),
    /// There is no such visitor.
    Never,
    /// Neither was shown.
    NotProven,
}

impl Program<'_> {
    /// Looks for a visitor of whom all that is said.
    pub(super) fn ask(&mut self, goals: &[Goal]) -> Answer {
        self.ask_of(goals, &|_| false)
    }

    /// The same among visitors to whom these attributes say nothing: they are missing, or zero.
    pub(super) fn ask_of(&mut self, goals: &[Goal], is_nothing: &dyn Fn(&Variable) -> bool) -> Answer {
        self.effort.questions += 1;
        let answer =
            if self.effort.steps > TOTAL { Answer::NotProven } else { self.search(goals, is_nothing) };
        self.effort.not_proven += usize::from(answer == Answer::NotProven);
        answer
    }

    /// Whether it is proven that there is no such visitor.
    pub(super) fn is_never(&mut self, goals: &[Goal]) -> bool {
        self.ask(goals) == Answer::Never
    }

    fn search(&mut self, goals: &[Goal], is_nothing: &dyn Fn(&Variable) -> bool) -> Answer {
        let Some(mut circuit) = circuit(self, goals) else { return Answer::NotProven };
        let is_fixed = |input: &Input| {
            input.variable.and_then(|variable| self.variables.get(variable)).is_some_and(is_nothing)
        };
        circuit.inputs.iter_mut().filter(|input| is_fixed(input)).for_each(|input| input.domain.keep_first());
        let cost = |input: &Input| input.domain.cells.len() * input.domain.truths.len();
        let set_up = circuit.gates.len() + circuit.inputs.iter().map(cost).sum::<usize>();
        let mut search = Search::new(&circuit);
        let end = search.solve();
        self.effort.steps += set_up + search.steps;
        match end {
            End::Found => Answer::Found(search.values()),
            End::Dead(_)
                if search.is_open || circuit.inputs.iter().any(|input| !input.domain.is_complete) =>
            {
                Answer::NotProven
            }
            End::Dead(_) => Answer::Never,
            End::Spent => Answer::NotProven,
        }
    }
}

/// How a part of a search ended.
enum End {
    Found,
    /// No cell is left, because of these inputs.
    Dead(Bits),
    /// The steps were used up.
    Spent,
}

struct Search<'a> {
    circuit: &'a Circuit,
    /// The cells left of each input.
    left: Vec<Bits>,
    all: Vec<Bits>,
    /// What every gate is, as far as that is decided.
    truths: Vec<Option<bool>>,
    steps: usize,
    /// Whether a way was given up because it depends on an open comparison.
    is_open: bool,
}

impl<'a> Search<'a> {
    fn new(circuit: &'a Circuit) -> Search<'a> {
        let all: Vec<Bits> =
            circuit.inputs.iter().map(|input| Bits::of(input.domain.cells.len(), |_| true)).collect();
        Search { circuit, left: all.clone(), all, truths: Vec::new(), steps: 0, is_open: false }
    }

    fn solve(&mut self) -> End {
        self.steps += self.circuit.gates.len() + self.circuit.links.len();
        if self.steps > STEPS {
            return End::Spent;
        }
        self.evaluate();
        let question = self.circuit.gates.len().saturating_sub(1);
        if self.truth(question) == Some(false) {
            let mut reasons = Bits::none(self.left.len());
            self.explain(question, &mut reasons);
            return End::Dead(reasons);
        }
        if let Some((one, other)) = self.broken_link() {
            return End::Dead(Bits::of(self.left.len(), |input| input == one || input == other));
        }
        if self.truth(question) == Some(true) {
            return self.settle();
        }
        match self.undecided(question, true) {
            Some((input, cells)) => self.decide(input, cells),
            None => End::Dead(Bits::of(self.left.len(), |_| true)),
        }
    }

    /// The question is decided; what is left is to choose among cells so that traits agree with each other.
    fn settle(&mut self) -> End {
        if self.is_decided_openly() {
            self.is_open = true;
            return End::Dead(Bits::of(self.left.len(), |_| true));
        }
        let linked = self.circuit.links.iter().flat_map(|(one, other, _)| [*one, *other]);
        let undecided =
            linked.into_iter().find(|input| self.left.get(*input).is_some_and(|left| left.count() > 1));
        let Some(input) = undecided else { return End::Found };
        let first = self.left.get(input).and_then(|left| left.iter().next());
        let cells = self.circuit.inputs.get(input).map_or(0, |input| input.domain.cells.len());
        self.decide(input, Bits::of(cells, |cell| Some(cell) == first))
    }

    /// Whether an open comparison had to come out in one way.
    fn is_decided_openly(&self) -> bool {
        let inputs = self.circuit.inputs.iter().zip(&self.left);
        inputs.into_iter().any(|(input, left)| input.variable.is_none() && left.count() == 1)
    }

    /// Goes on with these cells of an input, and then with the others.
    fn decide(&mut self, input: usize, cells: Bits) -> End {
        let Some(before) = self.left.get(input).cloned() else { return End::Spent };
        let mut reasons = Bits::none(self.left.len());
        for is_inside in [true, false] {
            self.set(input, before.cut(&cells, is_inside));
            match self.solve() {
                End::Dead(more) if !more.contains(input) => {
                    self.set(input, before);
                    return End::Dead(more);
                }
                End::Dead(more) => reasons.add_all(&more),
                end => return end,
            }
        }
        if self.all.get(input) == Some(&before) {
            reasons.remove(input);
        }
        self.set(input, before);
        End::Dead(reasons)
    }

    fn set(&mut self, input: usize, cells: Bits) {
        if let Some(left) = self.left.get_mut(input) {
            *left = cells;
        }
    }

    fn truth(&self, gate: usize) -> Option<bool> {
        self.truths.get(gate).copied().flatten()
    }

    fn evaluate(&mut self) {
        self.truths.clear();
        for gate in &self.circuit.gates {
            let truth = match gate {
                Gate::All(children) => self.combine(children, true),
                Gate::Any(children) => self.combine(children, false),
                Gate::Not(child) => self.truth(*child).map(|truth| !truth),
                Gate::Leaf { input, test } => self.test(&self.left, *input, *test),
            };
            self.truths.push(truth);
        }
    }

    /// `neutral` where all children are; the opposite where one child is that.
    fn combine(&self, children: &[usize], neutral: bool) -> Option<bool> {
        let mut result = Some(neutral);
        for child in children {
            match self.truth(*child) {
                Some(truth) if truth != neutral => return Some(!neutral),
                Some(_) => {}
                None => result = None,
            }
        }
        result
    }

    fn cells(&self, input: usize, test: usize) -> Option<&Bits> {
        self.circuit.inputs.get(input)?.domain.truths.get(test)
    }

    /// What a test comes to in all of these cells alike.
    fn test(&self, left: &[Bits], input: usize, test: usize) -> Option<bool> {
        let (left, holds) = (left.get(input)?, self.cells(input, test)?);
        if left.is_within(holds) {
            Some(true)
        } else if left.meets(holds) {
            None
        } else {
            Some(false)
        }
    }

    /// Adds the inputs that make a decided gate what it is.
    fn explain(&self, gate: usize, reasons: &mut Bits) {
        match self.circuit.gates.get(gate) {
            Some(Gate::All(children)) => {
                self.explain_children(children, self.truth(gate) == Some(false), false, reasons)
            }
            Some(Gate::Any(children)) => {
                self.explain_children(children, self.truth(gate) == Some(true), true, reasons)
            }
            Some(Gate::Not(child)) => self.explain(*child, reasons),
            // What holds of all cells is due to nothing.
            Some(Gate::Leaf { input, test }) if self.test(&self.all, *input, *test).is_none() => {
                reasons.insert(*input)
            }
            Some(Gate::Leaf { .. }) | None => {}
        }
    }

    fn explain_children(&self, children: &[usize], is_one: bool, truth: bool, reasons: &mut Bits) {
        if is_one {
            let decisive = children.iter().find(|child| self.truth(**child) == Some(truth));
            decisive.into_iter().for_each(|child| self.explain(*child, reasons));
        } else {
            children.iter().for_each(|child| self.explain(*child, reasons));
        }
    }

    /// An input on which an undecided gate depends, and the cells that help to make the gate what is wanted.
    fn undecided(&self, gate: usize, wanted: bool) -> Option<(usize, Bits)> {
        match self.circuit.gates.get(gate)? {
            Gate::All(children) | Gate::Any(children) => {
                let child = children.iter().find(|child| self.truth(**child).is_none())?;
                self.undecided(*child, wanted)
            }
            Gate::Not(child) => self.undecided(*child, !wanted),
            Gate::Leaf { input, test } => {
                let holds = self.cells(*input, *test)?;
                Some((*input, self.left.get(*input)?.cut(holds, wanted)))
            }
        }
    }

    /// Two traits of which no cells that are left agree.
    fn broken_link(&self) -> Option<(usize, usize)> {
        let is_broken = |(one, other, link): &&(usize, usize, Link)| match link {
            Link::AtMost => {
                self.bound(*one, |cell| cell.least, f64::min) > self.bound(*other, |cell| cell.most, f64::max)
            }
            Link::Needs => self.is_something(*one) && self.bound(*other, |cell| cell.most, f64::max) < 1.0,
        };
        self.circuit.links.iter().find(is_broken).map(|(one, other, _)| (*one, *other))
    }

    fn bound(&self, input: usize, of: impl Fn(&Cell) -> f64, best: fn(f64, f64) -> f64) -> f64 {
        self.cells_left(input).map(of).reduce(best).unwrap_or(0.0)
    }

    fn is_something(&self, input: usize) -> bool {
        self.cells_left(input).all(|cell| !is_nothing(&cell.value))
    }

    fn cells_left(&self, input: usize) -> impl Iterator<Item = &Cell> {
        let cells = self.circuit.inputs.get(input).map_or(&[][..], |input| &input.domain.cells);
        let left = self.left.get(input);
        cells
            .iter()
            .enumerate()
            .filter(move |(at, _)| left.is_some_and(|left| left.contains(*at)))
            .map(|(_, cell)| cell)
    }

    /// The first cell left of every attribute; of counts the least that agrees with the others.
    fn values(&self) -> BTreeMap<usize, Value> {
        let value = |(at, input): (usize, &Input)| {
            let value = self.cells_left(at).next()?.value.clone();
            Some((input.variable?, self.raised(at).unwrap_or(value)))
        };
        self.circuit.inputs.iter().enumerate().filter_map(value).collect()
    }

    /// A count that must be at least others.
    fn raised(&self, input: usize) -> Option<Value> {
        let below =
            self.circuit.links.iter().filter(|(_, other, link)| *other == input && *link == Link::AtMost);
        let least = |input: usize| self.bound(input, |cell| cell.least, f64::min);
        let most = below.map(|(one, ..)| least(*one)).reduce(f64::max)?;
        Some(Value::number(most.max(least(input))))
    }
}

//! What must hold of a flow before anyone is asked: no index dangles, every way leads forward, ids are told apart.
//!
//! As in reading, the first fault sticks: code without branches is smaller.

use crate::{
    check::check_nodes,
    condition::NodeId,
    fault::Fault,
    flow::{Ask, Effect, Flow, Step},
    limits,
};

/// Checks a flow.
pub(crate) fn flow(flow: &Flow) -> Result<(), Fault> {
    check_nodes(&flow.nodes, &[], flow.attributes.len())?;
    let mut check = Check { flow, fault: None };
    check.holds(flow.attributes.is_sorted_by(|a, b| a < b), Fault::Unordered);
    check.within(flow.attributes.len(), limits::FLOW_ATTRIBUTES);
    check.within(flow.nodes.len(), limits::FLOW_NODES);
    check.within(flow.steps.len(), limits::STEPS);
    check.within(flow.outcomes.len(), limits::OUTCOMES);
    for (index, step) in flow.steps.iter().enumerate() {
        check.step(index, step);
    }
    let mut left = flow.outcomes.len();
    check.holds(left > 0, Fault::Inconsistent);
    for outcome in &flow.outcomes {
        left -= 1;
        check.node(outcome.when);
        check.holds(outcome.when.is_none() == (left == 0), Fault::Inconsistent);
        check.within(outcome.picks.len(), limits::RESULT_SLOTS);
        for slot in &outcome.picks {
            check.within(slot.runners_up.into(), limits::LIMIT);
        }
    }
    check.fault.map_or(Ok(()), Err)
}

/// A flow, and the first fault found in it.
struct Check<'a> {
    flow: &'a Flow,
    fault: Option<Fault>,
}

impl Check<'_> {
    #[inline(never)]
    fn holds(&mut self, holds: bool, fault: Fault) {
        if !holds {
            self.fault = self.fault.or(Some(fault));
        }
    }

    #[inline(never)]
    fn within(&mut self, count: usize, limit: usize) {
        self.holds(count <= limit, Fault::OverLimit);
    }

    #[inline(never)]
    fn attribute(&mut self, index: u16) {
        self.holds(usize::from(index) < self.flow.attributes.len(), Fault::DanglingReference);
    }

    #[inline(never)]
    fn node(&mut self, root: Option<NodeId>) {
        self.holds(root.is_none_or(|root| (root as usize) < self.flow.nodes.len()), Fault::DanglingReference);
    }

    /// A way leads to a later step, or to the result.
    #[inline(never)]
    fn way(&mut self, from: usize, to: u16) {
        self.holds(usize::from(to) <= self.flow.steps.len(), Fault::DanglingReference);
        self.holds(usize::from(to) > from, Fault::Unordered);
    }

    fn step(&mut self, index: usize, step: &Step) {
        let choices = step.ask.choices();
        let mut same = 0;
        for other in &self.flow.steps {
            same += usize::from(other.id == step.id);
        }
        self.holds(same == 1, Fault::Unordered);
        if let Some(attribute) = step.attribute {
            self.attribute(attribute);
        }
        self.node(step.relevant);
        self.way(index, step.next);
        self.within(step.routes.len(), limits::ROUTES);
        for (root, to) in &step.routes {
            self.node(Some(*root));
            self.way(index, *to);
        }
        match step.ask {
            Ask::Many { least, most, .. } => self.holds(least <= most, Fault::Inconsistent),
            Ask::Number { least, most, .. } => self.holds(least <= most, Fault::Inconsistent),
            _ => {}
        }
        self.within(choices.len(), limits::OPTIONS);
        for choice in choices {
            let mut same = 0;
            for other in choices {
                same += usize::from(other.id == choice.id);
            }
            self.holds(same == 1, Fault::Unordered);
            self.within(choice.effects.len(), limits::EFFECTS);
            for effect in &choice.effects {
                if let Effect::Set(attribute, _) | Effect::Add(attribute, _) = effect {
                    self.attribute(*attribute);
                }
            }
        }
    }
}

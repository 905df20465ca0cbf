//! Campaigns of one slot against each other: those that others always outrank, and those whose order is left to chance.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::{
    condition::{Node, NodeId, Operator},
    event::Millis,
    value::{Scalar, Value},
};

use super::{
    clauses::list,
    gates::Goal,
    program::{Kind, Program, Runner},
    search::Answer,
};
use crate::{codes, diagnostic::Report};

/// Campaigns above that are excluded at once when a visitor turns out to be theirs.
const AT_ONCE: usize = 8;
/// Names written out in a message.
const NAMES: usize = 3;

/// Reports campaigns that never show because of others, and pairs of equal priority that are for the same visitor. `never` are
/// those that nobody can see anyway.
pub(super) fn report(program: &mut Program, never: &BTreeSet<usize>, report: &mut Report) {
    let campaigns = std::mem::take(&mut program.campaigns);
    let required: Vec<Required> = campaigns.iter().map(|campaign| required(program, campaign)).collect();
    let mut contest = Contest { program, campaigns: &campaigns, required, out: never.clone() };
    for at in 0..campaigns.len() {
        if !contest.out.contains(&at) && !contest.report_shadowed(at, report) {
            contest.report_tie(at, report);
        }
    }
    program.campaigns = campaigns;
}

/// The texts that an attribute must be one of.
type Required = Vec<(usize, BTreeSet<String>)>;

struct Contest<'a, 'p, 's> {
    program: &'p mut Program<'s>,
    /// In order of precedence within a slot.
    campaigns: &'a [Runner<'s>],
    required: Vec<Required>,
    /// Campaigns that nobody can see.
    out: BTreeSet<usize>,
}

/// Whether somebody is left when others have taken theirs.
enum Rest {
    /// This visitor, at this time.
    Somebody(BTreeMap<usize, Value>, Millis),
    /// Nobody, because of these.
    Nobody(Vec<usize>),
    NotProven,
}

impl<'a> Contest<'a, '_, '_> {
    /// Reports a campaign of which others take every visitor. Whether it did.
    fn report_shadowed(&mut self, at: usize, report: &mut Report) -> bool {
        let Some(campaign) = self.campaigns.get(at) else { return false };
        let takers: Vec<usize> = self.before(at).filter(|other| self.is_taker(*other)).collect();
        let goals = audience(campaign);
        let Rest::Nobody(by) = self.rest(&goals, (campaign.starts, campaign.ends), &takers) else {
            return false;
        };
        self.out.insert(at);
        let names: Vec<String> =
            by.iter().filter_map(|at| self.campaigns.get(*at)).map(|other| other.name.clone()).collect();
        let who = if names.len() > NAMES {
            let first = names.get(..NAMES - 1).unwrap_or_default();
            format!("`{}` and {} others", first.join("`, `"), names.len() - first.len())
        } else {
            list(&names)
        };
        let takes = if names.len() == 1 { "takes" } else { "take" };
        let message = format!("nobody ever sees `{}`: {who} {takes} every visitor it is for", campaign.name);
        let help = "give it a greater `priority`, or narrow the audience of what stands above it";
        match self.program.ask(&goals) {
            Answer::Found(given) => {
                let when = (campaign.starts > 0).then_some(campaign.starts);
                let witness = self.program.witness(&given, when);
                report.add_example(codes::SHADOWED, campaign.span, message, help, witness);
            }
            _ => report.add(codes::SHADOWED, campaign.span, message, help),
        }
        true
    }

    /// Reports the first campaign above that has the same priority and is for some of the same visitors.
    fn report_tie(&mut self, at: usize, report: &mut Report) {
        let is_contested = |campaign: &&Runner| campaign.is_steady && !campaign.takes_turns;
        let Some(campaign) = self.campaigns.get(at).filter(is_contested) else { return };
        let is_tied = |other: &usize| {
            self.campaigns.get(*other).is_some_and(|other| other.priority == campaign.priority)
        };
        let tied: Vec<usize> = self.before(at).filter(is_tied).collect();
        let above = self.before(at).filter(|other| !is_tied(other) && self.is_taker(*other));
        let above: Vec<usize> = above.collect();
        for other in tied {
            let Some(first) = self.campaigns.get(other).filter(is_contested) else { continue };
            if self.out.contains(&other) || self.is_apart(other, at) {
                continue;
            }
            let goals = [audience(first), audience(campaign)].concat();
            let period = (first.starts.max(campaign.starts), first.ends.min(campaign.ends));
            if let Rest::Somebody(given, when) = self.rest(&goals, period, &above) {
                let message = format!(
                    "`{}` and `{}` are for the same visitor, and both have priority {}",
                    campaign.name, first.name, campaign.priority
                );
                let help = format!(
                    "give one of them a greater `priority`; now `{}` wins because it stands first",
                    first.name
                );
                let witness = self.program.witness(&given, (when > 0).then_some(when));
                return report.add_example(codes::EQUAL_PRIORITY, campaign.span, message, help, witness);
            }
        }
    }

    /// The campaigns of the same slot that go before.
    fn before(&self, at: usize) -> impl Iterator<Item = usize> + use<'a> {
        let campaigns = self.campaigns;
        let slot = campaigns.get(at).map(|campaign| campaign.slot);
        let first = campaigns.partition_point(|other| Some(other.slot) < slot);
        first..at
    }

    /// Whether whoever it is for sees it, unless something above is shown.
    fn is_taker(&self, at: usize) -> bool {
        !self.out.contains(&at) && self.campaigns.get(at).is_some_and(|campaign| campaign.is_sure)
    }

    /// Looks for a visitor of whom the goals hold at some time of a period, and whom none of the takers takes then.
    fn rest(&mut self, goals: &[Goal], (starts, ends): (Millis, Millis), takers: &[usize]) -> Rest {
        let all: Vec<&Runner> = takers.iter().filter_map(|at| self.campaigns.get(*at)).collect();
        let mut changes: BTreeSet<Millis> = all.iter().flat_map(|taker| [taker.starts, taker.ends]).collect();
        changes.insert(starts);
        let mut by: BTreeSet<usize> = BTreeSet::new();
        let mut known: Vec<Vec<usize>> = Vec::new();
        for when in changes.range(starts..ends.max(starts)) {
            let running: Vec<usize> = takers.iter().copied().filter(|at| self.runs(*at, *when)).collect();
            if known.iter().any(|set| set.iter().all(|taker| running.contains(taker))) {
                continue;
            }
            match self.rest_of(goals, &running) {
                Ok(Some(given)) => return Rest::Somebody(given, *when),
                Ok(None) => return Rest::NotProven,
                Err(set) => {
                    by.extend(&set);
                    known.push(set);
                }
            }
        }
        if known.is_empty() { Rest::NotProven } else { Rest::Nobody(by.into_iter().collect()) }
    }

    fn runs(&self, at: usize, when: Millis) -> bool {
        self.campaigns.get(at).is_some_and(|campaign| (campaign.starts..campaign.ends).contains(&when))
    }

    /// A visitor whom none of these takes; or those that together take all. Only takers that matter are looked at closely:
    /// whoever is found is shown to all of them, and those that take her are excluded from the next search.
    fn rest_of(
        &mut self,
        goals: &[Goal],
        takers: &[usize],
    ) -> Result<Option<BTreeMap<usize, Value>>, Vec<usize>> {
        let mut excluded: Vec<usize> = Vec::new();
        loop {
            match self.program.ask(&self.without(goals, &excluded)) {
                Answer::NotProven => return Ok(None),
                Answer::Never => return Err(self.smallest(goals, excluded)),
                Answer::Found(given) => {
                    let values = self.program.complete(&given);
                    if takers.iter().any(|taker| self.is_open(*taker, &values)) {
                        return Ok(None);
                    }
                    let taking: Vec<usize> = takers
                        .iter()
                        .copied()
                        .filter(|taker| self.takes(*taker, &values))
                        .take(AT_ONCE)
                        .collect();
                    if taking.is_empty() {
                        return Ok(Some(given));
                    }
                    if let Some(all) = taking.iter().find(|at| self.is_for_all(**at)) {
                        return Err(vec![*all]);
                    }
                    if taking.iter().any(|taker| excluded.contains(taker)) {
                        return Ok(None);
                    }
                    excluded.extend(taking);
                }
            }
        }
    }

    fn is_for_all(&self, at: usize) -> bool {
        self.campaigns.get(at).is_some_and(|campaign| campaign.audience.is_none())
    }

    fn is_open(&self, at: usize, values: &[Value]) -> bool {
        let audience = self.campaigns.get(at).and_then(|campaign| campaign.audience.as_ref());
        audience.is_some_and(|audience| self.program.is_open(audience.root, values))
    }

    fn takes(&mut self, at: usize, values: &[Value]) -> bool {
        let audience = self.campaigns.get(at).and_then(|campaign| campaign.audience.as_ref());
        audience.is_none_or(|audience| self.program.holds(audience.root, values))
    }

    fn without(&self, goals: &[Goal], excluded: &[usize]) -> Vec<Goal> {
        let others = excluded.iter().filter_map(|at| self.campaigns.get(*at)?.audience.as_ref());
        goals.iter().copied().chain(others.map(|audience| Goal::fails(audience.root))).collect()
    }

    /// Takers none of which can be left out.
    fn smallest(&mut self, goals: &[Goal], takers: Vec<usize>) -> Vec<usize> {
        let mut kept = takers.clone();
        for taker in takers.iter().rev() {
            let without: Vec<usize> = kept.iter().copied().filter(|other| other != taker).collect();
            if self.program.is_never(&self.without(goals, &without)) {
                kept = without;
            }
        }
        kept
    }

    /// Whether two audiences obviously have nobody in common: each wants another text.
    fn is_apart(&mut self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.required.get(one), self.required.get(other)) else {
            return false;
        };
        self.program.effort.steps += one.len() + other.len();
        one.iter().any(|(variable, texts)| {
            other.iter().any(|(known, others)| known == variable && texts.is_disjoint(others))
        })
    }
}

fn audience(campaign: &Runner) -> Vec<Goal> {
    campaign.audience.iter().map(|audience| Goal::holds(audience.root)).collect()
}

fn required(program: &Program, campaign: &Runner) -> Required {
    let mut required = Required::new();
    if let Some(audience) = &campaign.audience {
        collect(program, audience.root, &mut required);
    }
    required
}

fn collect(program: &Program, node: NodeId, required: &mut Required) {
    match program.nodes.get(node as usize) {
        Some(Node::All(children)) => children.iter().for_each(|child| collect(program, *child, required)),
        Some(Node::Segment(segment)) => {
            program.root(*segment).into_iter().for_each(|root| collect(program, root, required));
        }
        Some(Node::Test { attribute, operator: Operator::Is | Operator::Equal | Operator::In, operand }) => {
            let variable = usize::from(*attribute);
            let is_text =
                program.variables.get(variable).is_some_and(|known| matches!(known.kind, Kind::Text(_)));
            let text =
                |scalar: &Scalar| if let Scalar::Text(text) = scalar { Some(text.clone()) } else { None };
            let texts: Option<BTreeSet<String>> = operand.scalars().iter().map(text).collect();
            required.extend(texts.filter(|_| is_text).map(|texts| (variable, texts)));
        }
        _ => {}
    }
}

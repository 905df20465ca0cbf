//! Conditions that never or always hold, and the parts of conditions that change nothing.

use std::collections::BTreeSet;

use sillage_engine::condition::NodeId;

use super::{
    clauses::{Clause, Conjunction, list},
    gates::Goal,
    program::Program,
    search::Answer,
};
use crate::{codes, diagnostic::Report, yaml::Span};

const TAKE_OUT: &str = "take it out; without it the condition means the same";

/// Reports what can be proven of every condition on its own; returns the campaigns, by index, that nobody can see.
pub(super) fn report(program: &mut Program, report: &mut Report) -> BTreeSet<usize> {
    let segments = std::mem::take(&mut program.segments);
    let campaigns = std::mem::take(&mut program.campaigns);
    let mut judge = Judge { program, report, told: BTreeSet::new() };
    for segment in &segments {
        let subject = Subject { all: "is in the segment", name: segment.name, place: segment.span };
        if judge.judge(&segment.condition, &subject) != Verdict::Sometimes {
            judge.told.insert(segment.name);
        }
    }
    let mut never = BTreeSet::new();
    for (at, campaign) in campaigns.iter().enumerate() {
        let Some(audience) = &campaign.audience else { continue };
        let subject = Subject { all: "is in the audience of", name: &campaign.name, place: campaign.span };
        if judge.judge(audience, &subject) == Verdict::Never {
            never.insert(at);
        }
    }
    program.segments = segments;
    program.campaigns = campaigns;
    never
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Never,
    Always,
    Sometimes,
}

/// Whose condition it is.
struct Subject<'a> {
    all: &'static str,
    name: &'a str,
    place: Span,
}

struct Judge<'a, 'p, 's> {
    program: &'p mut Program<'s>,
    report: &'p mut Report,
    /// Segments of which it was told that they never or always hold.
    told: BTreeSet<&'a str>,
}

impl Judge<'_, '_, '_> {
    fn judge(&mut self, condition: &Conjunction, subject: &Subject) -> Verdict {
        let clauses: Vec<&Clause> = condition.clauses.iter().collect();
        if clauses.is_empty() {
            return Verdict::Sometimes;
        }
        match self.program.ask(&held(&clauses)) {
            Answer::Never => {
                self.report_never(&clauses, subject);
                Verdict::Never
            }
            Answer::Found(_) => self.judge_possible(&clauses, subject),
            Answer::NotProven => Verdict::Sometimes,
        }
    }

    fn judge_possible(&mut self, clauses: &[&Clause], subject: &Subject) -> Verdict {
        let (always, rest): (Vec<&Clause>, Vec<&Clause>) =
            clauses.iter().partition(|clause| self.program.is_never(&[Goal::fails(clause.root)]));
        if rest.is_empty() {
            if !always.iter().any(|clause| self.is_told(clause)) {
                let message = format!("everybody {} `{}`", subject.all, subject.name);
                let help = "ask for something that not every visitor is, or leave the condition out";
                let span = always.first().map_or(subject.place, |clause| clause.span);
                self.report.add(codes::ALWAYS_HOLDS, span, message, help);
            }
            return Verdict::Always;
        }
        for clause in always {
            if !self.is_told(clause) {
                let message = format!("`{}` always holds", clause.words());
                self.report.add(codes::ALWAYS_HOLDS, clause.span, message, TAKE_OUT);
            }
        }
        self.judge_parts(rest, &[]);
        Verdict::Sometimes
    }

    /// Whether there is nothing new to tell of a clause: it is a segment of which it was told, or means what it says.
    fn is_told(&self, clause: &Clause) -> bool {
        clause.is_constant() || clause.segment().is_some_and(|segment| self.told.contains(segment))
    }

    fn report_never(&mut self, clauses: &[&Clause], subject: &Subject) {
        let together = self.smallest(clauses, &[]);
        if together.iter().any(|clause| self.is_told(clause)) {
            return;
        }
        let words: Vec<String> = together.iter().map(|clause| clause.words()).collect();
        let hold = if words.len() == 1 { "never holds" } else { "never hold together" };
        let message = format!("{} {hold}: nobody {} `{}`", list(&words), subject.all, subject.name);
        let help = if words.len() == 1 {
            "ask for something that a visitor can be"
        } else {
            "change one of them, or make them branches of `$or`"
        };
        let span = together.iter().map(|clause| clause.span).max().unwrap_or(subject.place);
        self.report.add(codes::NEVER_HOLDS, span, message, help);
    }

    /// A part of the clauses that already contradicts itself, or the goals, and of which nothing can be left out.
    fn smallest<'c>(&mut self, clauses: &[&'c Clause], goals: &[Goal]) -> Vec<&'c Clause> {
        let mut kept = clauses.to_vec();
        for clause in clauses {
            let without: Vec<&Clause> =
                kept.iter().copied().filter(|other| !std::ptr::eq(*other, *clause)).collect();
            if !without.is_empty() && self.program.is_never(&[held(&without), goals.to_vec()].concat()) {
                kept = without;
            }
        }
        kept
    }

    /// Reports the clauses that follow from others, and the branches that change nothing, of clauses that hold for some
    /// visitors of whom the context holds too.
    fn judge_parts(&mut self, clauses: Vec<&Clause>, context: &[&Clause]) {
        let mut kept = clauses;
        while let Some((clause, reasons)) = self.implied(&kept, context) {
            let reasons: Vec<String> = reasons.iter().map(|reason| reason.words()).collect();
            let message = format!("`{}` follows from {}", clause.words(), list(&reasons));
            self.report.add(codes::IMPLIED_CLAUSE, clause.span, message, TAKE_OUT);
            kept.retain(|other| !std::ptr::eq(*other, clause));
        }
        for clause in &kept {
            let context = beside(clause, &kept, context);
            self.judge_branches(clause, &context);
        }
    }

    /// Of the clauses that follow from others the one that needs the fewest reasons, and of these the last.
    fn implied<'c>(
        &mut self,
        clauses: &[&'c Clause],
        context: &[&'c Clause],
    ) -> Option<(&'c Clause, Vec<&'c Clause>)> {
        let mut best: Option<(&Clause, Vec<&Clause>)> = None;
        for clause in clauses.iter().rev().filter(|clause| !clause.is_presence()) {
            let rest = self.related(clause.root, &beside(clause, clauses, context));
            let fails = [Goal::fails(clause.root)];
            if !rest.is_empty() && self.program.is_never(&[held(&rest), fails.to_vec()].concat()) {
                let reasons = self.smallest(&rest, &fails);
                if best.as_ref().is_none_or(|(_, known)| reasons.len() < known.len()) {
                    best = Some((*clause, reasons));
                }
            }
        }
        best
    }

    /// Of clauses that hold together for some visitors, those that can matter to a node.
    fn related<'c>(&self, root: NodeId, clauses: &[&'c Clause]) -> Vec<&'c Clause> {
        let roots: Vec<NodeId> = clauses.iter().map(|clause| clause.root).collect();
        let related = self.program.related(root, &roots);
        related.into_iter().filter_map(|at| clauses.get(at)).copied().collect()
    }

    fn judge_branches(&mut self, clause: &Clause, context: &[&Clause]) {
        let mut kept: Vec<&Conjunction> = clause.branches.iter().collect();
        for branch in clause.branches.iter().rev() {
            let context = &self.related(clause.root, context);
            let goals = [held(context), vec![Goal::holds(branch.root)]].concat();
            if self.program.is_never(&goals) {
                self.report_impossible(branch, context);
                kept.retain(|other| !std::ptr::eq(*other, branch));
                continue;
            }
            let others: Vec<&Conjunction> =
                kept.iter().copied().filter(|other| !std::ptr::eq(*other, branch)).collect();
            let others = self.near(branch, others, context);
            let fails = others.iter().map(|other| Goal::fails(other.root));
            if !others.is_empty()
                && self.program.is_never(&goals.iter().copied().chain(fails).collect::<Vec<_>>())
            {
                self.report_covered(branch, &others, &goals);
                kept.retain(|other| !std::ptr::eq(*other, branch));
                continue;
            }
            self.judge_parts(branch.clauses.iter().collect(), context);
        }
    }

    /// Of other branches those that can have visitors in common with one for a reason.
    fn near<'c>(
        &self,
        branch: &Conjunction,
        others: Vec<&'c Conjunction>,
        context: &[&Clause],
    ) -> Vec<&'c Conjunction> {
        let roots = others.iter().map(|other| other.root).chain(context.iter().map(|clause| clause.root));
        let related = self.program.related(branch.root, &roots.collect::<Vec<_>>());
        others
            .into_iter()
            .enumerate()
            .filter(|(at, _)| related.contains(at))
            .map(|(_, other)| other)
            .collect()
    }

    fn report_impossible(&mut self, branch: &Conjunction, context: &[&Clause]) {
        let clauses: Vec<&Clause> = branch.clauses.iter().chain(context.iter().copied()).collect();
        let together = self.smallest(&clauses, &[]);
        let words: Vec<String> = together.iter().map(|clause| clause.words()).collect();
        let hold = if words.len() == 1 { "never holds" } else { "never hold together" };
        let message = format!("this branch of `$or` matches nobody: {} {hold}", list(&words));
        self.report.add(codes::USELESS_BRANCH, branch.span, message, TAKE_OUT);
    }

    fn report_covered(&mut self, branch: &Conjunction, others: &[&Conjunction], goals: &[Goal]) {
        let mut kept = others.to_vec();
        for other in others {
            let without: Vec<&Conjunction> =
                kept.iter().copied().filter(|one| !std::ptr::eq(*one, *other)).collect();
            let fails = without.iter().map(|one| Goal::fails(one.root));
            if !without.is_empty()
                && self.program.is_never(&goals.iter().copied().chain(fails).collect::<Vec<_>>())
            {
                kept = without;
            }
        }
        let words: Vec<String> = kept.iter().map(|other| other.words()).collect();
        let message = format!("whoever this branch of `$or` matches is matched by {} too", list(&words));
        self.report.add(codes::USELESS_BRANCH, branch.span, message, TAKE_OUT);
    }
}

/// All clauses but one, and the context.
fn beside<'c>(one: &Clause, clauses: &[&'c Clause], context: &[&'c Clause]) -> Vec<&'c Clause> {
    clauses.iter().filter(|other| !std::ptr::eq(**other, one)).chain(context).copied().collect()
}

fn held(clauses: &[&Clause]) -> Vec<Goal> {
    clauses.iter().map(|clause| Goal::holds(clause.root)).collect()
}

//! From what users did to the report.

use std::collections::BTreeMap;

use super::{
    experiment::Experiment,
    exposed::{Exposed, Remarks},
    read::Reading,
    report::{
        ArmReport, BlockReport, ExperimentReport, Guardrail, GuardrailVerdict, Lift, Report, SourceArm,
        SourceReport, SwitchbackReport,
    },
    statistics::{
        CONFIDENCE, Estimate, each_of, mean,
        permutation::{self, Block},
        power, proportion,
        ratio_check::{self, RatioCheck},
    },
    tally::Tally,
};
use crate::instant;

/// Sources told one by one; the rest is told together.
const SOURCES: usize = 10;

/// What a session is called whose rows say nothing.
const UNKNOWN_SOURCE: &str = "(not set)";

/// What the remaining sources are called together.
const OTHER_SOURCES: &str = "(all others)";

/// The sums of one experiment.
#[derive(Debug, Clone, Default)]
struct Sums {
    arms: Vec<Tally>,
    excluded: u64,
    sources: BTreeMap<String, Vec<Tally>>,
    blocks: BTreeMap<usize, (usize, Tally)>,
}

/// The report of everything that was read.
pub fn report(experiments: &[Experiment], exposed: &Exposed<'_>, reading: &Reading) -> Report {
    let mut sums: Vec<Sums> = experiments.iter().map(|known| Sums::of(known.arms.len())).collect();
    for (seen, source) in exposed.seen() {
        if let Some(sums) = sums.get_mut(seen.experiment) {
            if seen.several {
                sums.excluded += 1;
            } else {
                sums.add(seen.arm, seen.block, source.unwrap_or(UNKNOWN_SOURCE), &seen.outcome);
            }
        }
    }
    let evaluated = experiments.iter().zip(&sums);
    Report {
        rows: reading.rows,
        rows_left_out: reading.mistakes.len(),
        currency: <&[String; 1]>::try_from(exposed.remarks.currencies.as_slice())
            .ok()
            .map(|[one]| one.clone()),
        remarks: remarks(&exposed.remarks),
        experiments: evaluated.map(|(known, sums)| one(known, sums, &exposed.remarks)).collect(),
    }
}

impl Sums {
    fn of(arms: usize) -> Sums {
        Sums { arms: vec![Tally::default(); arms], ..Sums::default() }
    }

    fn add(&mut self, arm: usize, block: usize, source: &str, outcome: &super::exposed::Outcome) {
        let arms = self.arms.len();
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), vec![Tally::default(); arms]);
        }
        let of_source = self.sources.get_mut(source).and_then(|tallies| tallies.get_mut(arm));
        let of_block = &mut self.blocks.entry(block).or_insert((arm, Tally::default())).1;
        for tally in [self.arms.get_mut(arm), of_source, Some(of_block)].into_iter().flatten() {
            tally.add(outcome);
        }
    }
}

fn remarks(found: &Remarks) -> Vec<String> {
    let mut remarks = Vec::new();
    if found.without_user > 0 {
        remarks.push(format!("exposures that name no user: {}; they are left out", found.without_user));
    }
    if found.without_value > 0 {
        remarks.push(format!("purchases that name no value: {}; they count as none", found.without_value));
    }
    if let [first, second, ..] = found.currencies.as_slice() {
        remarks.push(format!(
            "purchases are in several currencies (`{first}`, `{second}` …); revenue is not compared"
        ));
    }
    if !found.has_sessions {
        remarks.push("no row names its session, so sessions and sources are not known".to_owned());
    }
    remarks
}

fn one(experiment: &Experiment, sums: &Sums, remarks: &Remarks) -> ExperimentReport {
    let control = experiment.control();
    let ratio = ratio(experiment, sums);
    let withheld = withheld(experiment, sums, ratio);
    let compared = Compared { experiment, sums, remarks, is_withheld: withheld.is_some() };
    let users = sums.arms.iter().map(|tally| tally.users).sum();
    let (sources, sources_confidence) = compared.sources();
    ExperimentReport {
        name: experiment.name.clone(),
        slot: experiment.slot.clone(),
        goal: experiment.goal.clone(),
        control: experiment.arms.get(control).map(|arm| arm.name.clone()).unwrap_or_default(),
        users,
        excluded: sums.excluded,
        ratio,
        arms: (0..experiment.arms.len()).filter_map(|arm| compared.arm(arm)).collect(),
        against_holdout: compared.against_holdout(),
        sources,
        sources_confidence,
        switchback: switchback(experiment, sums, remarks),
        plan: plan(sums, control).filter(|_| experiment.switchback.is_none()),
        withheld,
    }
}

/// Users of a switchback are not split, only its blocks are.
fn ratio(experiment: &Experiment, sums: &Sums) -> Option<RatioCheck> {
    if experiment.switchback.is_some() {
        return None;
    }
    let arms = sums.arms.iter().zip(&experiment.arms).filter(|(_, arm)| !arm.holdout);
    let weighted: Option<Vec<(u64, f64)>> =
        arms.map(|(tally, arm)| Some((tally.users, arm.weight?))).collect();
    ratio_check::check(&weighted?)
}

fn withheld(experiment: &Experiment, sums: &Sums, ratio: Option<RatioCheck>) -> Option<String> {
    if experiment.switchback.is_some() {
        return Some("arms took turns, so only the test by blocks compares them".to_owned());
    }
    if sums.arms.iter().filter(|tally| tally.users > 0).count() < 2 {
        return Some("fewer than two arms were seen".to_owned());
    }
    let failed = ratio.filter(|ratio| !ratio.passed)?;
    Some(format!("users were not split as planned (p = {})", super::number::probability(failed.p)))
}

/// One experiment while it is compared.
struct Compared<'a> {
    experiment: &'a Experiment,
    sums: &'a Sums,
    remarks: &'a Remarks,
    is_withheld: bool,
}

impl Compared<'_> {
    fn control(&self) -> Tally {
        self.sums.arms.get(self.experiment.control()).copied().unwrap_or_default()
    }

    /// Whether an arm is compared with the control.
    fn is_compared(&self, arm: usize) -> bool {
        let is_held = self.experiment.arms.get(arm).is_some_and(|arm| arm.holdout);
        !self.is_withheld && !is_held && arm != self.experiment.control()
    }

    fn arm(&self, place: usize) -> Option<ArmReport> {
        let (arm, tally) = (self.experiment.arms.get(place)?, self.sums.arms.get(place)?);
        let split = self.experiment.arms.iter().filter(|arm| !arm.holdout);
        let weights: f64 = split.filter_map(|arm| arm.weight).sum();
        let users = self.experiment.arms.iter().zip(&self.sums.arms).filter(|(arm, _)| !arm.holdout);
        let users: u64 = users.map(|(_, tally)| tally.users).sum();
        let share = tally.share(tally.converted);
        Some(ArmReport {
            name: arm.name.clone(),
            variant: arm.variant.clone(),
            planned: arm.weight.filter(|_| weights > 0.0 && !arm.holdout).map(|weight| weight / weights),
            share: (users > 0 && !arm.holdout).then(|| tally.users as f64 / users as f64),
            users: tally.users,
            conversions: tally.converted,
            rate: share.value(),
            rate_interval: proportion::wilson(share, CONFIDENCE),
            revenue: tally.revenue.mean(),
            revenue_interval: mean::interval(&tally.revenue, CONFIDENCE),
            lift: self.is_compared(place).then(|| self.lift(tally, &self.control())),
            guardrails: self.guardrails(place, tally),
        })
    }

    fn lift(&self, tally: &Tally, control: &Tally) -> Lift {
        let (arm, other) = (tally.share(tally.converted), control.share(control.converted));
        let is_one_currency = self.remarks.currencies.len() <= 1;
        let money = |compare: fn(&mean::Sums, &mean::Sums, f64) -> Option<Estimate>| {
            compare(&tally.revenue, &control.revenue, CONFIDENCE).filter(|_| is_one_currency)
        };
        Lift {
            rate: proportion::lift(arm, other, CONFIDENCE),
            rate_difference: proportion::difference(arm, other, CONFIDENCE),
            revenue: money(mean::lift),
            revenue_difference: money(mean::difference),
        }
    }

    /// All arms that are not held out, together, against those that are.
    fn against_holdout(&self) -> Option<Lift> {
        let (mut together, mut held) = (Tally::default(), Tally::default());
        for (arm, tally) in self.experiment.arms.iter().zip(&self.sums.arms) {
            if arm.holdout { held.merge(tally) } else { together.merge(tally) }
        }
        (!self.is_withheld && held.users > 0).then(|| self.lift(&together, &held))
    }

    fn guardrails(&self, place: usize, tally: &Tally) -> Vec<Guardrail> {
        let control = self.control();
        let share = |name, more_is_good, hits: fn(&Tally) -> u64| {
            let (arm, other) = (tally.share(hits(tally)), control.share(hits(&control)));
            let change = proportion::lift(arm, other, CONFIDENCE).filter(|_| self.is_compared(place));
            let verdict = verdict(change, more_is_good);
            Guardrail { name, value: arm.value(), is_share: true, change, verdict }
        };
        let average = |name, more_is_good, of: fn(&Tally) -> mean::Sums| {
            let (arm, other) = (of(tally), of(&control));
            let change = mean::lift(&arm, &other, CONFIDENCE).filter(|_| self.is_compared(place));
            let verdict = verdict(change, more_is_good);
            Guardrail { name, value: arm.mean(), is_share: false, change, verdict }
        };
        let mut guardrails = vec![share("put something into the cart", true, |tally| tally.carted)];
        if self.remarks.has_sessions {
            guardrails.push(share("left at once", false, |tally| tally.left));
            guardrails.push(average("sessions a user", true, |tally| tally.sessions));
        }
        if self.remarks.currencies.len() <= 1 {
            guardrails.push(average("refunds a user", false, |tally| tally.refunded));
        }
        guardrails
    }

    /// The sources with most users, the rest together, and the confidence of each interval.
    fn sources(&self) -> (Vec<SourceReport>, f64) {
        let users = |tallies: &[Tally]| tallies.iter().map(|tally| tally.users).sum::<u64>();
        let mut sources: Vec<(&str, Vec<Tally>)> =
            self.sums.sources.iter().map(|(name, tallies)| (name.as_str(), tallies.clone())).collect();
        sources.sort_by_key(|(name, tallies)| (std::cmp::Reverse(users(tallies)), *name));
        let rest = sources.split_off(sources.len().min(SOURCES));
        if !rest.is_empty() {
            let mut together = vec![Tally::default(); self.sums.arms.len()];
            for (_, tallies) in &rest {
                together.iter_mut().zip(tallies).for_each(|(sum, tally)| sum.merge(tally));
            }
            sources.push((OTHER_SOURCES, together));
        }
        let confidence = each_of(sources.len() * (self.sums.arms.len() - 1), CONFIDENCE);
        (sources.iter().map(|(name, tallies)| self.source(name, tallies, confidence)).collect(), confidence)
    }

    fn source(&self, name: &str, tallies: &[Tally], confidence: f64) -> SourceReport {
        let control = tallies.get(self.experiment.control()).copied().unwrap_or_default();
        let arm = |(place, tally): (usize, &Tally)| {
            let (share, other) = (tally.share(tally.converted), control.share(control.converted));
            SourceArm {
                users: tally.users,
                conversions: tally.converted,
                rate: share.value(),
                revenue: tally.revenue.mean(),
                lift: proportion::lift(share, other, confidence).filter(|_| self.is_compared(place)),
            }
        };
        SourceReport { source: name.to_owned(), arms: tallies.iter().enumerate().map(arm).collect() }
    }
}

fn verdict(change: Option<Estimate>, more_is_good: bool) -> GuardrailVerdict {
    let Some(Estimate { interval, .. }) = change else { return GuardrailVerdict::NotCompared };
    if interval.holds(0.0) {
        GuardrailVerdict::NoChangeSeen
    } else if (interval.low > 0.0) == more_is_good {
        GuardrailVerdict::Better
    } else {
        GuardrailVerdict::Worse
    }
}

/// The smallest effect that arms of this size find, at the control's rate. Of uneven arms the smallest counts.
fn plan(sums: &Sums, control: usize) -> Option<power::Plan> {
    let control = sums.arms.get(control)?;
    let users = sums.arms.iter().map(|tally| tally.users).min()?;
    (control.converted > 0)
        .then(|| power::plan(control.share(control.converted).value(), users as f64, CONFIDENCE))
}

fn switchback(experiment: &Experiment, sums: &Sums, remarks: &Remarks) -> Option<SwitchbackReport> {
    let schedule = experiment.switchback.as_ref()?;
    let start = |block: usize| {
        let length = i64::from(schedule.block_minutes) * 60_000;
        instant::shown(schedule.start.0.saturating_add(length.saturating_mul(block as i64)))
    };
    let block = |(block, (arm, tally)): (&usize, &(usize, Tally))| BlockReport {
        start: start(*block),
        arm: *arm,
        users: tally.users,
        conversions: tally.converted,
        rate: tally.share(tally.converted).value(),
    };
    let control = experiment.control();
    let tests = (0..experiment.arms.len()).filter(|arm| *arm != control).map(|arm| {
        let of_both = sums.blocks.values().filter(|(of, _)| *of == arm || *of == control);
        let blocks = of_both
            .map(|(of, tally)| Block { value: tally.share(tally.converted).value(), is_arm: *of == arm });
        // The schedule's own start as seed: the same log gives the same numbers.
        let seed = schedule.start.0.unsigned_abs();
        permutation::test(&blocks.collect::<Vec<_>>(), schedule.design.into(), seed, CONFIDENCE)
    });
    Some(SwitchbackReport {
        tests: tests.collect(),
        blocks: sums.blocks.iter().map(block).collect(),
        off_schedule: remarks.off_schedule,
    })
}

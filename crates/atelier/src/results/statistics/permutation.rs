//! The randomisation test of a switchback: arms take turns by the clock, so what was drawn at random are blocks of time.
//!
//! Users of one block share a day of the week, a sale, the weather; only blocks are independent, and the test draws their
//! arms anew as the schedule could have drawn them. Fisher, "The design of experiments", 1935, §21; for switchbacks
//! Bojinov, Simchi-Levi and Zhao, "Design and analysis of switchback experiments", Management Science 2023.

use serde::Serialize;

use super::Estimate;
use crate::simulate::Seeded;

/// Assignments drawn where there are too many to try all.
const DRAWN: u64 = 9_999;

/// So many blocks or pairs are tried in all their assignments.
const EXACT: usize = 15;

/// Halvings of the range in which an end of the interval is looked for.
const HALVINGS: usize = 30;

/// One block of time: its measure, and whether the arm that is tested ran in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// What was measured, such as conversions a user.
    pub value: f64,
    /// Whether it was the arm, not the control.
    pub is_arm: bool,
}

/// How a schedule drew the arms of its blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// Every two neighbouring blocks have one of each, in an order that was drawn.
    Pairs,
    /// The arms of all blocks were shuffled together.
    Shuffled,
}

/// What the test found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Randomisation {
    /// How much more the arm's blocks measured, by the mean, with the effects that the test would not reject.
    #[serde(flatten)]
    pub effect: Estimate,
    /// Share of assignments at least so far from none, the real one included.
    pub p: f64,
    /// Assignments that were compared.
    pub assignments: u64,
    /// Whether these were all there are.
    pub exact: bool,
}

/// What an assignment of arms to blocks would have measured.
struct Assignment {
    /// Mean of the arm's blocks minus that of the others.
    effect: f64,
    /// How many of its arm's blocks really were the arm's, more than of the others: an effect that is assumed and taken out
    /// of the real arm's blocks lowers `effect` by so much of it.
    overlap: f64,
}

/// Tests the difference of means against every assignment of the design, or 9,999 drawn ones. None with fewer than two
/// blocks an arm, with a measure that is not finite, or where pairs are asked for and are none.
pub fn test(blocks: &[Block], design: Design, seed: u64, confidence: f64) -> Option<Randomisation> {
    let arms: Vec<bool> = blocks.iter().map(|block| block.is_arm).collect();
    let of_arm = arms.iter().filter(|is_arm| **is_arm).count();
    let is_finite = blocks.iter().all(|block| block.value.is_finite());
    let is_design = design == Design::Shuffled || are_pairs(blocks);
    if of_arm < 2 || blocks.len() - of_arm < 2 || !is_finite || !is_design {
        return None;
    }
    let exact = design == Design::Pairs && blocks.len() / 2 <= EXACT;
    let others = if exact { all_pairs(blocks) } else { drawn(blocks, arms.clone(), design, seed) };
    let comparison = Comparison { real: assignment(blocks, &arms), others, spread: spread(blocks), exact };
    let rejects = |effect: f64| comparison.p(effect) <= 1.0 - confidence + 1e-12;
    let value = comparison.real.effect;
    let low = bound(value, value - comparison.spread, rejects);
    let high = bound(value, value + comparison.spread, rejects);
    Some(Randomisation {
        effect: Estimate::finite(value, low, high)?,
        p: comparison.p(0.0),
        assignments: comparison.others.len() as u64 + u64::from(!exact),
        exact,
    })
}

fn are_pairs(blocks: &[Block]) -> bool {
    let one_of_each = |pair: &[Block]| matches!(pair, [first, second] if first.is_arm != second.is_arm);
    blocks.chunks(2).all(one_of_each)
}

/// Every assignment of so many pairs.
fn all_pairs(blocks: &[Block]) -> Vec<Assignment> {
    let pairs = blocks.len() / 2;
    let is_first = |bits: u32, pair: usize| bits >> pair & 1 == 1;
    let arms = |bits: u32| (0..pairs).flat_map(move |pair| [is_first(bits, pair), !is_first(bits, pair)]);
    (0..1u32 << pairs).map(|bits| assignment(blocks, &arms(bits).collect::<Vec<_>>())).collect()
}

fn drawn(blocks: &[Block], mut arms: Vec<bool>, design: Design, seed: u64) -> Vec<Assignment> {
    let mut seeded = Seeded::new(seed);
    let mut drawn = Vec::new();
    for _ in 0..DRAWN {
        draw(&mut arms, design, &mut seeded);
        drawn.push(assignment(blocks, &arms));
    }
    drawn
}

fn draw(arms: &mut [bool], design: Design, seeded: &mut Seeded) {
    match design {
        Design::Pairs => arms.chunks_mut(2).filter(|_| seeded.chance(50)).for_each(<[bool]>::reverse),
        // Fisher and Yates.
        Design::Shuffled => {
            for place in 1..arms.len() {
                arms.swap(place, seeded.below(place as u64 + 1) as usize);
            }
        }
    }
}

fn assignment(blocks: &[Block], arms: &[bool]) -> Assignment {
    let mean = |wanted: bool, of: fn(&Block) -> f64| {
        let of_arm = blocks.iter().zip(arms).filter(|(_, is_arm)| **is_arm == wanted);
        let (sum, count) = of_arm.fold((0.0, 0.0), |(sum, count), (block, _)| (sum + of(block), count + 1.0));
        sum / count
    };
    let apart = |of: fn(&Block) -> f64| mean(true, of) - mean(false, of);
    Assignment {
        effect: apart(|block| block.value),
        overlap: apart(|block| f64::from(u8::from(block.is_arm))),
    }
}

/// The real assignment and those it is compared with.
struct Comparison {
    real: Assignment,
    others: Vec<Assignment>,
    spread: f64,
    exact: bool,
}

impl Comparison {
    /// Share of assignments whose difference is at least as far from none as the real one, after an assumed effect was
    /// taken from the arm's blocks. Of drawn ones the real one is counted in, so that the share is never zero (Phipson and
    /// Smyth, "Permutation p-values should never be zero", 2010).
    fn p(&self, assumed: f64) -> f64 {
        let distance = |assignment: &Assignment| (assignment.effect - assumed * assignment.overlap).abs();
        // Sums of the same numbers in another order differ in their last bits.
        let real = distance(&self.real) - 1e-9 * self.spread;
        let far = self.others.iter().filter(|assignment| distance(assignment) >= real).count() as f64;
        let real_one = if self.exact { 0.0 } else { 1.0 };
        (far + real_one) / (self.others.len() as f64 + real_one)
    }
}

/// Twice as far as any two blocks are apart; effects so far from the estimate are rejected, if any are.
fn spread(blocks: &[Block]) -> f64 {
    let values = blocks.iter().map(|block| block.value);
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    (high - low) * 2.0
}

/// Between the estimate, which is never rejected, and a far value: where rejecting begins.
fn bound(mut inside: f64, mut outside: f64, rejects: impl Fn(f64) -> bool) -> f64 {
    if !rejects(outside) {
        return outside;
    }
    for _ in 0..HALVINGS {
        let middle = (inside + outside) / 2.0;
        if rejects(middle) { outside = middle } else { inside = middle }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(differences: &[f64]) -> Vec<Block> {
        let pair = |difference: &f64| {
            [Block { value: *difference, is_arm: true }, Block { value: 0.0, is_arm: false }]
        };
        differences.iter().flat_map(pair).collect()
    }

    /// Darwin's fifteen pairs of maize, crossed against self-fertilised, in eighths of an inch. Fisher (§21) counts 1,726 of
    /// 32,768 assignments at least as far from none.
    #[test]
    fn darwins_maize_is_as_fisher_counted() {
        let maize =
            [49.0, -67.0, 8.0, 16.0, 6.0, 23.0, 28.0, 41.0, 14.0, 29.0, 56.0, 24.0, 75.0, 60.0, -48.0];
        let found = test(&pairs(&maize), Design::Pairs, 1, 0.95).unwrap();
        assert_eq!((found.p, found.assignments, found.exact), (1_726.0 / 32_768.0, 32_768, true));
        assert!((found.effect.value - 314.0 / 15.0).abs() < 1e-9);
        // Just short of 5 %: the interval reaches just beyond zero, and no farther than Student's does (−0.03 to 41.9).
        assert!((-0.5..0.0).contains(&found.effect.interval.low), "{found:?}");
        assert!((41.0..42.5).contains(&found.effect.interval.high), "{found:?}");
        let drawn = Comparison {
            real: assignment(
                &pairs(&maize),
                &pairs(&maize).iter().map(|block| block.is_arm).collect::<Vec<_>>(),
            ),
            others: drawn(&pairs(&maize), vec![true; 30], Design::Shuffled, 1),
            spread: spread(&pairs(&maize)),
            exact: false,
        };
        // All are the arm's: nothing to compare, and then nothing is as far.
        assert_eq!(drawn.p(0.0), 1.0 / 10_000.0);
    }

    #[test]
    fn more_pairs_than_can_be_tried_are_drawn() {
        let found = test(&pairs(&[1.0; 40]), Design::Pairs, 7, 0.95).unwrap();
        assert_eq!((found.p, found.assignments, found.exact), (0.000_1, 10_000, false));
        assert_eq!(test(&pairs(&[1.0; 40]), Design::Pairs, 7, 0.95), Some(found), "equal seeds, equal draws");
    }

    #[test]
    fn without_two_blocks_an_arm_there_is_no_test() {
        let one = |value: f64, is_arm: bool| Block { value, is_arm };
        assert_eq!(test(&[], Design::Pairs, 1, 0.95), None);
        assert_eq!(test(&pairs(&[1.0]), Design::Pairs, 1, 0.95), None);
        assert_eq!(test(&pairs(&[1.0, f64::NAN]), Design::Pairs, 1, 0.95), None);
        let unpaired = [one(1.0, true), one(2.0, true), one(1.0, false), one(2.0, false)];
        assert_eq!(test(&unpaired, Design::Pairs, 1, 0.95), None);
        assert!(test(&unpaired, Design::Shuffled, 1, 0.95).is_some());
    }

    /// With no effect the test rejects in 5 % of schedules; 400 of them leave ± 3.3 % (three standard errors).
    #[test]
    fn it_rejects_as_often_as_it_says() {
        let rejected = (0..400u64).filter(|seed| {
            let mut seeded = Seeded::branch(9, *seed);
            let mut blocks: Vec<Block> = (0..16)
                .map(|place| Block { value: seeded.below(1_000) as f64, is_arm: place % 2 == 0 })
                .collect();
            blocks.chunks_mut(2).filter(|_| seeded.chance(50)).for_each(<[Block]>::reverse);
            let found = test(&blocks, Design::Pairs, *seed, 0.95).unwrap();
            assert_eq!(found.p <= 0.05, !found.effect.interval.holds(0.0), "{found:?}");
            found.p <= 0.05
        });
        let rejected = rejected.count();
        assert!((7..=33).contains(&rejected), "{rejected} of 400");
    }
}

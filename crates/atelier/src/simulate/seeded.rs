//! Seeded pseudo-random numbers: SplitMix64, by integers alone.
//!
//! Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants as in
//! <https://prng.di.unimi.it/splitmix64.c>. Fifteen lines of our own instead of a crate, because a simulated log is
//! compared byte by byte and crates of random numbers change their streams between versions. Not for secrets.

/// A stream of numbers that its seed decides.
#[derive(Debug, Clone)]
pub struct Seeded {
    state: u64,
}

impl Seeded {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Seeded {
        Seeded { state: seed }
    }

    /// A stream of its own for one thing among many, so that one thing's draws do not shift another's.
    pub fn branch(seed: u64, index: u64) -> Seeded {
        Seeded::new(seed ^ Seeded::new(index).next())
    }

    /// The next 64 bits.
    #[expect(clippy::should_implement_trait, reason = "the stream never ends, so it is no iterator")]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, zero where that is zero. Uneven by less than `bound` in 2⁶⁴.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list; none of an empty one.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len() as u64) as usize)
    }

    /// An index, as often as its weight says; none where all weights are zero.
    pub fn weighted(&mut self, weights: impl Iterator<Item = u64> + Clone) -> Option<usize> {
        let total = weights.clone().fold(0u64, u64::saturating_add);
        let mut left = self.below(total);
        weights.take_while(|_| total > 0).position(|weight| {
            let found = left < weight;
            left = left.saturating_sub(weight);
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stream_is_the_published_one() {
        let mut seeded = Seeded::new(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| seeded.next()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn draws_follow_their_weights() {
        let mut seeded = Seeded::new(1);
        let mut counts = [0; 3];
        for _ in 0..4_000 {
            counts[seeded.weighted([1, 0, 3].into_iter()).unwrap()] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((850..1_150).contains(&counts[0]), "{counts:?}");
        assert_eq!(seeded.weighted([0, 0].into_iter()), None);
        assert_eq!(seeded.weighted(std::iter::empty()), None);
        assert_eq!(seeded.below(0), 0);
        assert_eq!(seeded.one_of::<u8>(&[]), None);
    }
}

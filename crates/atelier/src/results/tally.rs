//! Sums over the users of one arm: whole numbers, so that neither order nor threads change them.

use super::{
    exposed::Outcome,
    statistics::{mean::Sums, proportion::Share},
};

/// Micros in one.
const ONE: i64 = 1_000_000;

/// What the users of one arm did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Users.
    pub users: u64,
    /// Those who reached the goal.
    pub converted: u64,
    /// Those who put something into the cart.
    pub carted: u64,
    /// Those who did nothing more in the session of their exposure.
    pub left: u64,
    /// Revenue of each.
    pub revenue: Sums,
    /// Refunds of each.
    pub refunded: Sums,
    /// Sessions of each.
    pub sessions: Sums,
}

impl Tally {
    /// Counts a user.
    pub fn add(&mut self, outcome: &Outcome) {
        self.users += 1;
        self.converted += u64::from(outcome.converted);
        self.carted += u64::from(outcome.carted);
        self.left += u64::from(!outcome.stayed);
        self.revenue.add(outcome.revenue);
        self.refunded.add(outcome.refunded);
        self.sessions.add((outcome.sessions.len() as i64 + 1).saturating_mul(ONE));
    }

    /// Counts what another counted.
    pub fn merge(&mut self, other: &Tally) {
        self.users += other.users;
        self.converted += other.converted;
        self.carted += other.carted;
        self.left += other.left;
        self.revenue.merge(&other.revenue);
        self.refunded.merge(&other.refunded);
        self.sessions.merge(&other.sessions);
    }

    /// So many of all users.
    pub fn share(&self, hits: u64) -> Share {
        Share { hits, of: self.users }
    }
}

//! Who saw which arm first, and what they did from then on.
//!
//! The log is read twice, because exports are not sorted: once for first exposures, once for what came after. Memory grows
//! with exposed users and sessions, never with rows. Only what is strictly later than the first exposure counts: an event of
//! the same instant may have come before it.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher as _},
};

use sillage_engine::event::{Micros, Millis};

use super::{experiment::Experiment, row::Row};

/// Events that a page sends by itself, or that another one of its slots causes; none of them means that somebody stayed.
const AUTOMATIC: &[&str] = &[
    "session_start",
    "first_visit",
    "user_engagement",
    "scroll",
    "view_promotion",
    "view_item_list",
    "x_exposure",
];

/// The first exposure of one user to one experiment, and what came after it. In a switchback it is one of each block.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Place of the experiment.
    pub experiment: usize,
    /// Block of a switchback; zero elsewhere.
    pub block: usize,
    /// The arm that was seen first.
    pub arm: usize,
    /// When.
    pub at: Millis,
    /// Whether other arms were seen too.
    pub several: bool,
    session: u64,
    source: Option<usize>,
    /// What came after.
    pub outcome: Outcome,
}

/// What one user did after the first exposure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The experiment's goal was reached.
    pub converted: bool,
    /// Something was put into the cart.
    pub carted: bool,
    /// Something more was done in the session of the exposure.
    pub stayed: bool,
    /// Value of all purchases.
    pub revenue: Micros,
    /// Value of all refunds.
    pub refunded: Micros,
    /// Sessions, that of the exposure included; hashes.
    pub sessions: Vec<u64>,
    orders: Vec<u64>,
}

/// Everything that both readings found.
#[derive(Debug)]
pub struct Exposed<'a> {
    experiments: &'a [Experiment],
    arms: HashMap<(String, String), Vec<(usize, usize)>>,
    users: HashMap<String, Vec<Seen>>,
    /// Source of each session by the hash of user and session, with when it was told first.
    sources: HashMap<u64, (Millis, usize)>,
    names: HashMap<String, usize>,
    /// What else there was to say.
    pub remarks: Remarks,
}

/// Rows that could not be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks {
    /// Exposures without a user, as GA4 exports them where consent was refused.
    pub without_user: u64,
    /// Exposures of a switchback's slot outside its blocks, or of another arm than the block's.
    pub off_schedule: u64,
    /// Purchases without a value.
    pub without_value: u64,
    /// Currencies of purchases, sorted.
    pub currencies: Vec<String>,
    /// Whether any row named its session.
    pub has_sessions: bool,
}

impl<'a> Exposed<'a> {
    /// Nothing read yet.
    pub fn new(experiments: &'a [Experiment]) -> Exposed<'a> {
        let mut arms: HashMap<(String, String), Vec<(usize, usize)>> = HashMap::new();
        for (place, experiment) in experiments.iter().enumerate() {
            for (arm, known) in experiment.arms.iter().enumerate() {
                let key = (experiment.slot.clone(), known.variant.clone());
                arms.entry(key).or_default().push((place, arm));
            }
        }
        let (users, sources, names) = (HashMap::new(), HashMap::new(), HashMap::new());
        Exposed { experiments, arms, users, sources, names, remarks: Remarks::default() }
    }

    /// First reading: exposures, and where sessions came from.
    pub fn expose(&mut self, row: &Row) {
        let session = session(row);
        if !row.source.is_empty() && !row.session.is_empty() {
            let next = self.names.len();
            let source = *self.names.entry(row.source.clone()).or_insert(next);
            let told = self.sources.entry(session).or_insert((row.at, source));
            if row.at < told.0 {
                *told = (row.at, source);
            }
        }
        for pair in &row.exposures {
            for (experiment, arm) in self.arms.get(pair).cloned().unwrap_or_default() {
                self.expose_to(experiment, arm, row, session);
            }
        }
    }

    fn expose_to(&mut self, experiment: usize, arm: usize, row: &Row, session: u64) {
        if row.user.is_empty() {
            self.remarks.without_user += 1;
            return;
        }
        let schedule = self.experiments.get(experiment).and_then(|known| known.switchback.as_ref());
        let block = match schedule.map(|schedule| (schedule.block(row.at), schedule.is_settled(row.at))) {
            None => 0,
            Some((Some((block, planned)), true)) if planned == arm => block,
            // While a block settles, nobody counts, and nothing is wrong.
            Some((Some((_, planned)), false)) if planned == arm => return,
            Some(_) => {
                self.remarks.off_schedule += 1;
                return;
            }
        };
        let source = self.names.get(&row.source).copied().filter(|_| !row.source.is_empty());
        let fresh = Seen {
            experiment,
            block,
            arm,
            at: row.at,
            several: false,
            session,
            source,
            outcome: Outcome::default(),
        };
        // A look-up before the entry, because most exposures are of users who are known, and their names need no copy.
        let Some(seen) = self.users.get_mut(&row.user) else {
            self.users.insert(row.user.clone(), vec![fresh]);
            return;
        };
        match seen.iter_mut().find(|known| (known.experiment, known.block) == (experiment, block)) {
            None => seen.push(fresh),
            Some(known) => {
                let several = known.several || known.arm != arm;
                if row.at < known.at {
                    *known = fresh;
                }
                known.several = several;
            }
        }
    }

    /// Second reading: what exposed users did.
    pub fn follow(&mut self, row: &Row) {
        self.remarks.has_sessions |= !row.session.is_empty();
        let Some(seen) = self.users.get_mut(&row.user) else { return };
        let mut counted = false;
        for known in seen.iter_mut().filter(|known| row.at > known.at) {
            let Some(experiment) = self.experiments.get(known.experiment) else { continue };
            let ended = experiment
                .switchback
                .as_ref()
                .is_some_and(|schedule| schedule.block(row.at).map(|(block, _)| block) != Some(known.block));
            if !ended {
                known.follow(row, &experiment.goal);
                counted = true;
            }
        }
        if counted && row.name == "purchase" {
            self.remarks.without_value += u64::from(row.value.is_none());
            if let Err(place) = self.remarks.currencies.binary_search(&row.currency)
                && !row.currency.is_empty()
            {
                self.remarks.currencies.insert(place, row.currency.clone());
            }
        }
    }

    /// Every first exposure with the source of its session, in no order.
    pub fn seen(&self) -> impl Iterator<Item = (&Seen, Option<&str>)> {
        let mut names = vec![""; self.names.len()];
        for (name, place) in &self.names {
            if let Some(slot) = names.get_mut(*place) {
                *slot = name.as_str();
            }
        }
        self.users.values().flatten().map(move |seen| {
            let told = self.sources.get(&seen.session).map(|(_, source)| *source);
            (seen, told.or(seen.source).and_then(|source| names.get(source).copied()))
        })
    }
}

impl Seen {
    fn follow(&mut self, row: &Row, goal: &str) {
        let session = session(row);
        let outcome = &mut self.outcome;
        if !row.session.is_empty() && session != self.session && !outcome.sessions.contains(&session) {
            outcome.sessions.push(session);
        }
        outcome.stayed |= session == self.session && !AUTOMATIC.contains(&row.name.as_str());
        outcome.carted |= row.name == "add_to_cart";
        outcome.converted |= row.name == goal;
        if !matches!(row.name.as_str(), "purchase" | "refund") {
            return;
        }
        let order = hash(&(row.name.as_str(), order(row)));
        if !outcome.orders.contains(&order) {
            outcome.orders.push(order);
            let sum = if row.name == "purchase" { &mut outcome.revenue } else { &mut outcome.refunded };
            *sum = sum.saturating_add(row.value.unwrap_or(0));
        }
    }
}

/// What tells an order from others of the same user: its number, else its instant, so that an order page loaded again and a
/// table with a row for each item count once. One order may be refunded in parts, which their instants tell apart.
fn order(row: &Row) -> String {
    match (row.name.as_str(), row.transaction.as_str()) {
        ("purchase", order) if !order.is_empty() => format!("#{order}"),
        (_, order) => format!("{} {order}", row.at),
    }
}

/// A session's number is the user's own; two users have the same one now and then.
fn session(row: &Row) -> u64 {
    hash(&(row.user.as_str(), row.session.as_str()))
}

/// Always the same for the same input, unlike a map's own.
fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

//! What is known of an experiment before its log is read: its slot, its arms with neutral ids and weights, its goal.

use std::{collections::BTreeSet, fs, path::Path};

use serde::{Deserialize, Serialize};
use sillage_engine::event::Millis;

use super::statistics::permutation::Design;
use crate::failure::Failure;

/// Bytes of a file of experiments.
const FILE_BYTES: u64 = 1024 * 1024;

/// Most experiments that are evaluated in one go; more would only crowd the memory of each user.
const EXPERIMENTS: usize = 1_000;

/// An experiment: who saw what is told by slot and variant alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Its name in the source.
    pub name: String,
    /// The slot it runs in.
    pub slot: String,
    /// What is compared; the first that is not held out is the control.
    pub arms: Vec<Arm>,
    /// The event that counts as conversion.
    #[serde(default = "purchase")]
    pub goal: String,
    /// How arms take turns, where they do so by the clock and not by visitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub switchback: Option<Switchback>,
}

/// One arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Its name in the source.
    pub name: String,
    /// Its neutral id in measured events.
    pub variant: String,
    /// Its share of users, in any unit; none where it depends on the user, and then no split can be checked.
    #[serde(default = "one")]
    pub weight: Option<f64>,
    /// Whether these users are kept from all experiments. They are compared with all other arms together, and their number is
    /// no part of the split that is checked, because they include whoever the experiment does not cover.
    #[serde(default)]
    pub holdout: bool,
}

/// Arms that take turns: equal blocks of time, one arm each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switchback {
    /// When the first block begins.
    pub start: Start,
    /// How long a block is, in minutes.
    pub block_minutes: u32,
    /// The arm of each block, by its place in [`Experiment::arms`].
    pub blocks: Vec<usize>,
    /// How these were drawn.
    pub design: Drawing,
    /// Minutes at the begin of each block in which nobody counts as exposed, so that the block before has worn off.
    #[serde(default)]
    pub settle_minutes: u32,
}

/// An instant as files write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Start(pub Millis);

/// How the blocks of a schedule were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Drawing {
    /// One of each in every two neighbouring blocks.
    Pairs,
    /// All blocks shuffled together.
    Shuffled,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    experiments: Vec<Experiment>,
}

impl From<Drawing> for Design {
    fn from(drawing: Drawing) -> Design {
        match drawing {
            Drawing::Pairs => Design::Pairs,
            Drawing::Shuffled => Design::Shuffled,
        }
    }
}

impl TryFrom<String> for Start {
    type Error = String;

    fn try_from(text: String) -> Result<Start, String> {
        crate::instant::parse("start", &text).map(Start).map_err(|failure| failure.message)
    }
}

impl From<Start> for String {
    fn from(start: Start) -> String {
        crate::instant::shown(start.0)
    }
}

impl Experiment {
    /// The arm that all others are compared with: the first that is not held out.
    pub fn control(&self) -> usize {
        self.arms.iter().position(|arm| !arm.holdout).unwrap_or(0)
    }

    /// The arm of a variant.
    pub fn arm(&self, variant: &str) -> Option<usize> {
        self.arms.iter().position(|arm| arm.variant == variant)
    }
}

impl Switchback {
    /// The block an instant lies in and its arm; none before, after, and while a block settles.
    pub fn block(&self, at: Millis) -> Option<(usize, usize)> {
        let length = Millis::from(self.block_minutes) * 60_000;
        let since = at.checked_sub(self.start.0).filter(|since| *since >= 0)?;
        if length == 0 {
            return None;
        }
        let block = usize::try_from(since / length).ok()?;
        Some((block, *self.blocks.get(block)?))
    }

    /// Whether its block has been running long enough at that instant for an exposure to count.
    pub fn is_settled(&self, at: Millis) -> bool {
        let length = Millis::from(self.block_minutes) * 60_000;
        let settle = Millis::from(self.settle_minutes) * 60_000;
        length > 0 && at.saturating_sub(self.start.0) % length >= settle
    }
}

fn purchase() -> String {
    "purchase".to_owned()
}

#[expect(clippy::unnecessary_wraps, reason = "the type of the field")]
fn one() -> Option<f64> {
    Some(1.0)
}

/// Reads a file of experiments.
pub fn read(path: &Path) -> Result<Vec<Experiment>, Failure> {
    let size = fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?.len();
    if size > FILE_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(message, format!("at most {FILE_BYTES} bytes")));
    }
    let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    let file: File = serde_json::from_str(&text).map_err(|error| refused(path, &error))?;
    check(&file.experiments)
        .map_err(|(message, help)| Failure::new(format!("`{}`: {message}", path.display()), help))?;
    Ok(file.experiments)
}

fn refused(path: &Path, error: &serde_json::Error) -> Failure {
    let full = error.to_string();
    let reason = full.split(" at line ").next().unwrap_or_default();
    let place = format!("{}:{}:{}", path.display(), error.line(), error.column());
    Failure::new(
        format!("{place}: {reason}"),
        "write `{\"experiments\": [{\"name\", \"slot\", \"arms\": [{\"name\", \"variant\", \"weight\"}], \"goal\"}]}`",
    )
}

/// What is wrong with experiments, and what to do; where nothing is, every one of them can be evaluated.
pub fn check(experiments: &[Experiment]) -> Result<(), (String, String)> {
    if experiments.len() > EXPERIMENTS {
        let message = format!("`{}` experiments are too many", experiments.len());
        return Err((message, format!("at most {EXPERIMENTS}; evaluate them in several files")));
    }
    let mut names = BTreeSet::new();
    for experiment in experiments {
        if !names.insert(&experiment.name) {
            let message = format!("two experiments are named `{}`", experiment.name);
            return Err((message, "give each a name of its own".to_owned()));
        }
        check_arms(experiment)?;
        check_switchback(experiment)?;
    }
    Ok(())
}

fn check_arms(experiment: &Experiment) -> Result<(), (String, String)> {
    let name = &experiment.name;
    if experiment.arms.len() < 2 {
        let message = format!("the experiment `{name}` has fewer than two arms");
        return Err((message, "name the control and what is compared with it".to_owned()));
    }
    let mut variants = BTreeSet::new();
    if let Some(twice) = experiment.arms.iter().find(|arm| !variants.insert(&arm.variant)) {
        let message = format!("two arms of `{name}` have the variant `{}`", twice.variant);
        return Err((message, "give the variant that the log has for each arm".to_owned()));
    }
    let wrong = |arm: &Arm| arm.weight.filter(|weight| !(weight.is_finite() && *weight >= 0.0));
    if let Some((arm, weight)) = experiment.arms.iter().find_map(|arm| Some((arm, wrong(arm)?))) {
        let message = format!("`{weight}` is no weight for the arm `{}` of `{name}`", arm.name);
        return Err((message, "write a number that is not negative, such as 0.5".to_owned()));
    }
    Ok(())
}

fn check_switchback(experiment: &Experiment) -> Result<(), (String, String)> {
    let Some(switchback) = &experiment.switchback else { return Ok(()) };
    let name = &experiment.name;
    if switchback.block_minutes == 0 || switchback.settle_minutes >= switchback.block_minutes {
        let message = format!("the blocks of `{name}` leave no time to count");
        return Err((message, "`block_minutes` above zero, `settle_minutes` below it".to_owned()));
    }
    if let Some(place) = switchback.blocks.iter().find(|arm| **arm >= experiment.arms.len()) {
        let message = format!("a block of `{name}` has the arm `{place}`, which is none");
        return Err((message, format!("count arms from 0 to {}", experiment.arms.len() - 1)));
    }
    Ok(())
}

//! What two bundles show differently to the same shoppers.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use serde::Serialize;
use serde_json::Value as Json;
use sillage_engine::{bundle::Bundle, decision::Decision, explain::explain};

use super::{
    history::Shopper,
    walk::{Moment, walk},
};
use crate::instant;

/// What a slot shows where nothing was chosen.
const DEFAULT: &str = "the default content";
/// What it shows where a bundle has no such slot.
const NO_SLOT: &str = "(no such slot)";

/// Decisions of one shopper with the first bundle, by page and slot: what is shown, and all of its content.
pub type Shown = BTreeMap<(u64, String), (String, String)>;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// Decisions that were compared.
    pub decisions: u64,
    /// Those that show another campaign or arm.
    pub changed: u64,
    /// Those that show the same one with another content.
    pub other_content: u64,
    /// Shoppers who met any of both.
    pub shoppers: u64,
    /// By slot, what was seen and what is seen now.
    pub changes: BTreeMap<(String, String, String), Change>,
}

/// One kind of change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Decisions.
    pub decisions: u64,
    /// Shoppers.
    pub shoppers: u64,
    /// The first shopper who meets it.
    pub example: Example,
}

/// Somebody who sees something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Her number.
    pub shopper: u64,
    /// When, as RFC 3339.
    pub at: String,
    /// The page she was on.
    pub page: String,
    /// Why.
    pub because: String,
}

/// What a decision shows, in words that two bundles share.
pub fn note(moment: &Moment<'_>, shown: &mut Shown) {
    for (_, decision, _) in moment.decisions {
        let key = (moment.number, decision.slot.to_owned());
        shown.insert(key, (label(decision), content(decision)));
    }
}

fn label(decision: &Decision<'_>) -> String {
    match decision.campaign {
        Some(campaign) if decision.variant.contains('-') => format!("`{campaign}` ({})", decision.variant),
        Some(campaign) => format!("`{campaign}`"),
        None if decision.variant == "strategy" => "the slot's own items".to_owned(),
        None => DEFAULT.to_owned(),
    }
}

/// What is shown without why: the value alone.
fn content(decision: &Decision<'_>) -> String {
    let whole: Json = serde_json::from_str(&decision.to_json()).unwrap_or_default();
    whole.get("value").map(Json::to_string).unwrap_or_default()
}

impl Differences {
    /// Walks one shopper with the second bundle and compares.
    pub fn add(&mut self, shown: Shown, bundles: (&Bundle, &Bundle), shopper: &Shopper, seed: u64) {
        let mut left = shown;
        let mut met: BTreeSet<(String, String, String)> = BTreeSet::new();
        let mut has_other_content = false;
        walk(bundles.1, shopper, seed, |moment| {
            for (_, decision, _) in moment.decisions {
                self.decisions += 1;
                let before = left.remove(&(moment.number, decision.slot.to_owned()));
                let (from, old) = before.unwrap_or_else(|| (NO_SLOT.to_owned(), String::new()));
                let to = label(decision);
                if from == to {
                    let is_other = old != content(decision);
                    self.other_content += u64::from(is_other);
                    has_other_content |= is_other;
                    continue;
                }
                let key = (decision.slot.to_owned(), from, to);
                self.change(key.clone(), || example(&moment, bundles, shopper, &key));
                met.insert(key);
            }
        });
        for ((_, slot), (from, _)) in left {
            self.decisions += 1;
            let key = (slot, from, NO_SLOT.to_owned());
            let because = "the slot is no longer there".to_owned();
            let example =
                Example { shopper: shopper.number, at: String::new(), page: String::new(), because };
            self.change(key.clone(), || example);
            met.insert(key);
        }
        self.shoppers += u64::from(has_other_content || !met.is_empty());
        for key in met {
            if let Some(change) = self.changes.get_mut(&key) {
                change.shoppers += 1;
            }
        }
    }

    fn change(&mut self, key: (String, String, String), example: impl FnOnce() -> Example) {
        self.changed += 1;
        match self.changes.entry(key) {
            Entry::Occupied(mut known) => known.get_mut().decisions += 1,
            Entry::Vacant(free) => {
                free.insert(Change { decisions: 1, shoppers: 0, example: example() });
            }
        }
    }

    /// Adds what another thread found; of two examples the one of the lower number stays.
    pub fn merge(&mut self, other: Differences) {
        self.decisions += other.decisions;
        self.changed += other.changed;
        self.other_content += other.other_content;
        self.shoppers += other.shoppers;
        for (key, more) in other.changes {
            match self.changes.entry(key) {
                Entry::Vacant(free) => drop(free.insert(more)),
                Entry::Occupied(mut known) => {
                    let known = known.get_mut();
                    known.decisions += more.decisions;
                    known.shoppers += more.shoppers;
                    if more.example.shopper < known.example.shopper {
                        known.example = more.example;
                    }
                }
            }
        }
    }
}

fn example(
    moment: &Moment<'_>,
    bundles: (&Bundle, &Bundle),
    shopper: &Shopper,
    (slot, from, to): &(String, String, String),
) -> Example {
    let explained = |bundle: &Bundle| -> Json {
        serde_json::from_str(&explain(bundle, moment.visitor, moment.page, slot, moment.look.at))
            .unwrap_or_default()
    };
    let because = match (campaign(from), campaign(to)) {
        (Some(old), Some(new)) if old == new => format!("her arm of `{old}` is another one"),
        (Some(old), _) => gone(&explained(bundles.1), old, to),
        (None, Some(new)) if from == NO_SLOT => format!("`{new}` is in a slot that is new"),
        (None, Some(new)) => came(&explained(bundles.0), new),
        (None, None) => "what fills the slot without a campaign changed".to_owned(),
    };
    Example {
        shopper: shopper.number,
        at: instant::shown(moment.look.at),
        page: moment.look.page.to_owned(),
        because,
    }
}

/// The campaign of a label.
fn campaign(label: &str) -> Option<&str> {
    label.strip_prefix('`')?.split('`').next()
}

/// Why a campaign is not shown in the second bundle.
fn gone(explained: &Json, old: &str, to: &str) -> String {
    let Some(found) = considered(explained, old) else { return format!("`{old}` is no longer there") };
    match text(found, "outcome") {
        "audience" => match found.get("audience").and_then(failing) {
            Some(clause) => format!("she is not in the audience of `{old}`: {clause}"),
            None => format!("she is not in the audience of `{old}`"),
        },
        "outranked" => format!("{to} goes before `{old}`"),
        "schedule" => format!("`{old}` does not run at this time"),
        "no-content" => format!("`{old}` has too little to show"),
        other => format!("`{old}` is kept back ({other})"),
    }
}

/// Why a campaign was not shown in the first bundle.
fn came(explained: &Json, new: &str) -> String {
    let Some(found) = considered(explained, new) else { return format!("`{new}` is new") };
    match text(found, "outcome") {
        "audience" => match found.get("audience").and_then(failing) {
            Some(clause) => format!("the audience of `{new}` left her out before: {clause}"),
            None => format!("the audience of `{new}` left her out before"),
        },
        "schedule" => format!("`{new}` did not run at this time before"),
        "no-content" => format!("`{new}` had too little to show before"),
        other => format!("`{new}` was kept back before ({other})"),
    }
}

fn considered<'a>(explained: &'a Json, campaign: &str) -> Option<&'a Json> {
    let list = explained.get("considered")?.as_array()?;
    list.iter().find(|found| text(found, "campaign") == campaign)
}

/// The first comparison that keeps a clause from holding.
fn failing(clause: &Json) -> Option<String> {
    let matched = clause.get("matched").and_then(Json::as_bool);
    if let Some(inner) = clause.get("clauses").and_then(Json::as_array) {
        let is_negation = matches!(text(clause, "op"), "not" | "nor");
        let wanted =
            |inner: &&Json| (inner.get("matched").and_then(Json::as_bool) == Some(true)) == is_negation;
        return inner
            .iter()
            .filter(wanted)
            .find_map(|inner| if is_negation { leaf(inner) } else { failing(inner) });
    }
    if matched == Some(true) { None } else { leaf(clause) }
}

/// A comparison in words, or the first one within.
fn leaf(clause: &Json) -> Option<String> {
    if let Some(path) = clause.get("path").and_then(Json::as_str) {
        let value = |name: &str| clause.get(name).map_or_else(|| "nothing".to_owned(), Json::to_string);
        return Some(format!(
            "{path} {} {} (it is {})",
            text(clause, "op"),
            value("expected"),
            value("actual")
        ));
    }
    clause.get("clauses")?.as_array()?.iter().find_map(leaf)
}

fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

//! The experiments of a compiled project.
//!
//! What is measured is in the rules: slot, neutral ids, ranges. Names of arms and the goal are an author's words, which no bundle
//! carries, so they are read from the source beside it; where they cannot be told, an arm is called by its neutral id.

use sillage_compiler::{Report, Sources, yaml};
use sillage_engine::rules::{Campaign, Experiment as Rule, Rules};

use super::experiment::{Arm, Experiment};

/// Events that a goal may begin with, beside those that start with `x_`. Source:
/// <https://support.google.com/analytics/answer/9267735>.
const GOALS: &[&str] = &[
    "add_payment_info",
    "add_shipping_info",
    "add_to_cart",
    "add_to_wishlist",
    "begin_checkout",
    "generate_lead",
    "login",
    "purchase",
    "search",
    "select_item",
    "select_promotion",
    "share",
    "sign_up",
    "view_cart",
    "view_item",
];

/// What the source says beside the rules.
#[derive(Default)]
struct Words {
    goal: Option<String>,
    arms: Vec<String>,
}

/// Every experiment, in the order of the rules.
pub fn experiments(sources: &Sources, rules: &Rules) -> Vec<Experiment> {
    let campaigns: Vec<(String, Words)> = sources.files.values().flat_map(|text| words(text)).collect();
    let of = |campaign: &Campaign| {
        let rule = campaign.experiment.as_ref()?;
        let words = campaigns.iter().find(|(name, _)| *name == campaign.name).map(|(_, words)| words);
        let slot = rules.slots.get(usize::from(campaign.slot))?.name.clone();
        let mut arms = arms(rule, words.map_or(&[], |words| &words.arms));
        // Who is held out is compared with those who take part; where these are chosen by another experiment, she is no equal.
        if rules.holdout.is_some() && rule.requires.is_none() {
            let variant = rule.holdout.clone();
            arms.push(Arm { name: "holdout".to_owned(), variant, weight: None, holdout: true });
        }
        let goal = words.and_then(|words| words.goal.clone()).unwrap_or_else(|| "purchase".to_owned());
        Some(Experiment { name: campaign.name.clone(), slot, arms, goal, switchback: None })
    };
    rules.campaigns.iter().filter_map(of).collect()
}

/// The arms with their shares of those who take part, where these are the same for everybody.
fn arms(rule: &Rule, names: &[String]) -> Vec<Arm> {
    let ranges = match rule.splits.as_slice() {
        [split] if split.when.is_none() => split.ranges.as_slice(),
        _ => &[],
    };
    let variants: Vec<&str> = rule.variants().collect();
    let is_named = names.len() == variants.len();
    let arm = |(place, variant): (usize, &&str)| Arm {
        name: names.get(place).filter(|_| is_named).map_or(*variant, String::as_str).to_owned(),
        variant: (*variant).to_owned(),
        weight: ranges.get(place).map(|(from, to)| to - from),
        holdout: false,
    };
    variants.iter().enumerate().map(arm).collect()
}

/// Campaigns of a source file with their words. The project was compiled already, so that mistakes were told.
fn words(text: &str) -> Vec<(String, Words)> {
    let root = yaml::parse(text, 0, &mut Report::default());
    let campaigns = root.as_ref().and_then(|root| root.field("campaigns"));
    let of = |campaign: &yaml::Entry| {
        let arms = campaign.node.field("experiment").and_then(|experiment| experiment.field("arms"));
        let arms = arms.map_or(&[][..], yaml::Node::entries).iter().map(|arm| arm.key.clone()).collect();
        let goal = campaign.node.field("goal").and_then(yaml::Node::text).and_then(event);
        (campaign.key.clone(), Words { goal, arms })
    };
    campaigns.map_or(&[][..], yaml::Node::entries).iter().map(of).collect()
}

/// The event that a goal names with its first word: `add_to_cart on the page`.
fn event(goal: &str) -> Option<String> {
    let first = goal.split_whitespace().next()?;
    (GOALS.contains(&first) || first.starts_with("x_")).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use sillage_engine::rules::{Slot, Split, Treatment};

    use super::*;

    const SOURCE: &str = "campaigns:\n  hero:\n    slot: home.hero\n    goal: add_to_cart within the visit\n    experiment:\n      \
                          arms: {plain: {}, bold: {show: {title: a}}}\n  other: {slot: home.hero, goal: happy customers}\n";

    fn rules() -> Rules {
        let treatment = Treatment { variant: "v1-a2".to_owned(), ..Treatment::default() };
        let experiment = Rule {
            control: "v1-a1".to_owned(),
            holdout: "v1-h".to_owned(),
            treatments: vec![treatment],
            splits: vec![Split { when: None, ranges: vec![(0.0, 0.25), (0.25, 1.0)] }],
            ..Rule::default()
        };
        let hero = Campaign { name: "hero".to_owned(), experiment: Some(experiment), ..Campaign::default() };
        let other = Campaign { name: "other".to_owned(), ..hero.clone() };
        let plain = Campaign { name: "plain".to_owned(), experiment: None, ..hero.clone() };
        let slots = vec![Slot { name: "home.hero".to_owned(), ..Slot::default() }];
        Rules { slots, campaigns: vec![hero, other, plain], ..Rules::EMPTY }
    }

    fn sources() -> Sources {
        let mut sources = Sources::default();
        sources.files.insert("campaigns/home.yaml".to_owned(), SOURCE.to_owned());
        sources
    }

    /// Name, goal, and arms with their weights.
    type Told = (String, String, Vec<(String, Option<f64>)>);

    fn told(rules: &Rules) -> Vec<Told> {
        let arms = |arms: Vec<Arm>| arms.into_iter().map(|arm| (arm.name, arm.weight)).collect();
        experiments(&sources(), rules)
            .into_iter()
            .map(|found| (found.name, found.goal, arms(found.arms)))
            .collect()
    }

    #[test]
    fn names_and_goals_are_the_authors() {
        let arm = |name: &str, weight| (name.to_owned(), weight);
        let mut rules = rules();
        let hero = (
            "hero".to_owned(),
            "add_to_cart".to_owned(),
            vec![arm("plain", Some(0.25)), arm("bold", Some(0.75))],
        );
        let other = (
            "other".to_owned(),
            "purchase".to_owned(),
            vec![arm("v1-a1", Some(0.25)), arm("v1-a2", Some(0.75))],
        );
        assert_eq!(told(&rules), [hero, other]);
        rules.holdout = Some(("all".to_owned(), 0.1));
        assert_eq!(told(&rules)[0].2.last(), Some(&arm("holdout", None)));
        // Ranges that depend on the visitor have no weights to check a split by.
        if let Some(experiment) =
            rules.campaigns.first_mut().and_then(|campaign| campaign.experiment.as_mut())
        {
            experiment.requires = Some((1, 1));
            experiment.splits.push(Split { when: None, ranges: vec![(0.0, 0.5), (0.5, 1.0)] });
        }
        assert_eq!(told(&rules)[0].2, [arm("plain", None), arm("bold", None)]);
    }
}

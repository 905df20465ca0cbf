//! Every witness put to the engine: its events are made, and what it is to show must happen.

use sillage_compiler::{Diagnostic, Outcome, Witness};
use sillage_engine::{
    bundle::Bundle,
    copy::Copy,
    decide::decide,
    evaluate::Truth,
    event::Millis,
    page::Page,
    rules::{Campaign, Rules},
    situation::Situation,
    visitor::Visitor,
};

use crate::{older, project::Project, visitors::of_witness};

/// Far enough from 1970 for every window.
const LATER: Millis = 1_800_000_000_000;

/// Replays every finding that carries a witness.
pub(crate) fn check_all(project: &Project, outcome: &Outcome, found: &[Diagnostic]) {
    let compiled = outcome.compiled.as_ref().unwrap();
    for finding in found {
        let needs_one = matches!(finding.code, "W0834" | "W0835" | "W0837" | "W0838");
        assert_eq!(finding.witness.is_some(), needs_one, "{finding}");
        if let Some(witness) = &finding.witness {
            Replay::of(&compiled.rules, &compiled.copies[0], witness, finding, project).check();
        }
    }
}

struct Replay<'a> {
    rules: &'a Rules,
    copy: &'a Copy,
    finding: &'a Diagnostic,
    project: &'a Project,
    witness: &'a Witness,
    visitor: Visitor,
    page: Page,
    now: Millis,
}

impl<'a> Replay<'a> {
    fn of(
        rules: &'a Rules,
        copy: &'a Copy,
        witness: &'a Witness,
        finding: &'a Diagnostic,
        project: &'a Project,
    ) -> Self {
        // Without an instant every campaign concerned has no beginning, and none of them ends before 2026.
        let now = witness.at.unwrap_or(LATER - 1000 * 86_400_000);
        let (visitor, page) = of_witness(witness, now);
        Replay { rules, copy, finding, project, witness, visitor, page, now }
    }

    fn bundle(&self, rules: Rules) -> Bundle {
        let mut bundle = Bundle::new(rules).unwrap();
        bundle.set_copy(self.copy.clone()).unwrap();
        bundle
    }

    fn check(&self) {
        let bundle = self.bundle(self.rules.clone());
        let mut situation = Situation::new(&bundle, &self.visitor, &self.page, self.now);
        for (path, value) in &self.witness.attributes {
            let attribute = bundle.attribute(path).unwrap();
            assert_eq!(situation.value(attribute as u16), value, "{path} of {}", self.finding);
        }
        let mut is_for = |name: &str| {
            let campaign = self.campaign(name);
            let admits = campaign.audience.is_none_or(|root| situation.truth(&bundle, root) == Truth::True);
            admits && (campaign.starts..campaign.ends).contains(&self.now)
        };
        let names: Vec<&str> = self.finding.message.split('`').skip(1).step_by(2).collect();
        match self.finding.code {
            "W0834" => {
                assert!(is_for(names[0]), "{}", self.finding);
                assert!(names[1..].iter().any(|name| is_for(name)), "{}", self.finding);
                // Another one may stand still higher.
                let shown = self.shown(&bundle, names[0]);
                assert!(!shown.is_empty() && shown != names[0], "{shown}: {}", self.finding);
            }
            "W0835" => {
                assert!(is_for(names[0]) && is_for(names[1]), "{}", self.finding);
                assert_eq!(self.shown(&bundle, names[0]), names[1], "{}", self.finding);
                let mut swapped = self.rules.clone();
                let place = |name: &str| {
                    self.rules.campaigns.iter().position(|campaign| campaign.name == name).unwrap()
                };
                let moved = swapped.campaigns.remove(place(names[0]));
                swapped.campaigns.insert(place(names[1]), moved);
                assert_eq!(self.shown(&self.bundle(swapped), names[0]), names[0], "{}", self.finding);
            }
            _ => self.check_condition(),
        }
    }

    /// That the condition at the finding's place holds, or holds in one edition only.
    fn check_condition(&self) {
        let (segment, campaign) = self.place();
        let bundle = self.bundle(self.rules.clone());
        let mut situation = Situation::new(&bundle, &self.visitor, &self.page, self.now);
        let (root, condition) = match (segment, campaign) {
            (Some(name), _) => {
                let root = self.rules.segments.iter().find(|segment| segment.name == name).unwrap().root;
                (root, &self.project.segments[&name])
            }
            (_, Some(at)) => {
                let plan = &self.project.campaigns[at];
                (self.campaign(&plan.name).audience.unwrap(), plan.audience.as_ref().unwrap())
            }
            (None, None) => panic!("{}", self.finding),
        };
        let holds = situation.truth(&bundle, root) == Truth::True;
        if self.finding.code == "W0838" {
            assert!(holds, "{}", self.finding);
            assert!(self.visitor.events().is_empty(), "{}", self.finding);
        } else {
            let segments = |name: &str| {
                let root = self.rules.segments.iter().find(|segment| segment.name == name).unwrap().root;
                Situation::new(&bundle, &self.visitor, &self.page, self.now).truth(&bundle, root)
                    == Truth::True
            };
            let before = older::holds(condition, &self.witness.attributes, &segments);
            assert_eq!(before, !holds, "{}", self.finding);
            assert_eq!(self.finding.message.contains("does not hold"), !holds, "{}", self.finding);
        }
    }

    /// The segment or the campaign in whose condition the finding stands.
    fn place(&self) -> (Option<String>, Option<usize>) {
        let place = &self.finding.place;
        if let Some(number) = place.file.strip_prefix("campaigns/c") {
            return (None, Some(number.trim_end_matches(".json").parse().unwrap()));
        }
        let sources = self.project.sources();
        let text = &sources.files[&place.file][..place.start];
        let is_name = |line: &&str| line.starts_with("    \"") && line.ends_with(": {");
        let line = text.lines().rev().find(is_name).unwrap();
        (Some(line.split('"').nth(1).unwrap().to_owned()), None)
    }

    fn campaign(&self, name: &str) -> &Campaign {
        self.rules.campaigns.iter().find(|campaign| campaign.name == name).unwrap()
    }

    /// The campaign that the slot of this one shows.
    fn shown(&self, bundle: &Bundle, name: &str) -> String {
        let slot = &self.rules.slots[usize::from(self.campaign(name).slot)].name;
        decide(bundle, &self.visitor, &self.page, slot, self.now).campaign.unwrap_or_default().to_owned()
    }
}

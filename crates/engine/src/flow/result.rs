//! What a flow's state is told as, and the items that go with its outcome.

use alloc::{string::String, vec::Vec};

use crate::{
    bundle::Bundle,
    card::{self, write_money},
    catalogue::Card,
    flow::{
        Effect,
        answers::{OPEN, STEP},
        state::State,
    },
    json::Json,
    page::Page,
    rank::{Standing, allows, best},
};

/// Added to a score, so that it is above zero.
const MIDDLE: i64 = 1 << 62;

impl State<'_> {
    /// How an item stands among the votes; zero where it is excluded.
    fn standing(&self, card: &Card, index: usize) -> Standing {
        let mut score = MIDDLE;
        for effect in &self.effects {
            match effect {
                Effect::Exclude { tag } if card.tags.contains(tag) => return (0, 0),
                Effect::Vote { tag, weight } if card.tags.contains(tag) => score += i64::from(*weight),
                _ => {}
            }
        }
        (score as u64, u32::MAX - index as u32)
    }

    /// The state as JSON: `flow`, `revision`, `status` (`idle`, `running`, `complete`), `steps` (the path, each with `id`, `revision` and
    /// `answer`; the current one last, without), `current`, `done`, `left`, `notes` and `isRecorded`; once complete `outcome`, `attributes`,
    /// `currency`, `locale` and `picks`, each with its `slot` and its `cards`, which tell in `because` the voted tags that they have.
    pub fn to_json(&self, bundle: &Bundle, page: &Page) -> String {
        let mut json = Json::default();
        json.begin_object();
        json.member("flow", &self.flow.name);
        json.key("revision").number(self.flow.revision.into());
        let current = self.flow.steps.get(self.current);
        let status = if !self.answers.is_started {
            "idle"
        } else if current.is_some() {
            "running"
        } else {
            "complete"
        };
        json.member("status", status);
        json.key("steps").begin_array();
        for at in &self.path {
            self.write_step(*at, &mut json);
        }
        self.write_step(self.current, &mut json);
        json.end_array();
        if let Some(step) = current {
            json.member("current", &step.id);
        }
        json.key("done").number(self.path.len() as f64);
        json.key("left").number(self.left() as f64);
        json.key("notes").begin_array();
        for (step, given) in self.flow.steps.iter().zip(&self.answers.given) {
            match given {
                Err(problem) if *problem != OPEN => write_note(&step.id, problem, &mut json),
                _ => {}
            }
        }
        for step in &self.answers.gone {
            write_note(step, STEP, &mut json);
        }
        json.end_array();
        json.key("isRecorded").bool(self.answers.is_recorded);
        self.write_result(bundle, page, &mut json);
        json.end_object();
        json.finish()
    }

    fn write_step(&self, at: usize, json: &mut Json) {
        let Some(step) = self.flow.steps.get(at) else { return };
        json.begin_object();
        json.member("id", &step.id);
        json.key("revision").number(step.revision.into());
        // The current one has none.
        if let Some(Ok(answer)) = self.answers.given.get(at) {
            json.key("answer").value(answer);
        }
        json.end_object();
    }

    /// Writes the outcome and its items: for each place the best one, then its runners-up. An item's score is the sum of the votes
    /// for its tags; of equal ones the earlier in the catalogue goes first. No item is there twice.
    fn write_result(&self, bundle: &Bundle, page: &Page, json: &mut Json) {
        let Some(outcome) = self.outcome else { return };
        json.member("outcome", &outcome.id);
        json.key("attributes").begin_object();
        for (path, value) in self.flow.attributes.iter().zip(&self.values) {
            json.key(path).value(value);
        }
        json.end_object();
        write_money(bundle, json);
        json.key("picks").begin_array();
        let mut taken = Vec::new();
        for slot in &outcome.picks {
            json.begin_object();
            json.member("slot", &slot.name);
            json.key("cards").begin_array();
            let mut standings = Vec::new();
            for (index, card) in bundle.cards().iter().enumerate() {
                let mut standing = (0, 0);
                if allows(card, page, &slot.categories, &slot.tags) && !taken.contains(&index) {
                    standing = self.standing(card, index);
                }
                standings.push(standing);
            }
            for _ in 0..=slot.runners_up {
                let Some((index, _)) = best(&mut standings) else { break };
                let Some(card) = bundle.cards().get(index) else { break };
                taken.push(index);
                json.begin_object();
                json.member("item_id", &card.id);
                card::write(card, bundle, page, json);
                self.write_because(card, json);
                json.end_object();
            }
            json.end_array();
            json.end_object();
        }
        json.end_array();
    }

    fn write_because(&self, card: &Card, json: &mut Json) {
        json.key("because").begin_array();
        for tag in &card.tags {
            let speaks = |effect: &&Effect| matches!(effect, Effect::Vote { tag: voted, weight } if voted == tag && *weight > 0);
            if self.effects.iter().any(speaks) {
                json.string(tag);
            }
        }
        json.end_array();
    }
}

fn write_note(step: &str, problem: &str, json: &mut Json) {
    json.begin_object();
    json.member("step", step);
    json.member("problem", problem);
    json.end_object();
}

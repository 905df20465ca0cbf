//! What a flow's state is told as, and the items that go with its outcome.

use alloc::{string::String, vec::Vec};

use crate::{
    bundle::Bundle,
    card::{self, write_money},
    catalogue::Card,
    flow::{Effect, ResultSlot, state::State},
    json::Json,
    page::Page,
    rank::{Standing, allows, best},
};

/// Added to a score, so that it is above zero.
const MIDDLE: i64 = 1 << 62;

impl<'a> State<'a> {
    /// The items of the outcome, a list for each of its places: the best one, then its runners-up. An item's score is the sum of
    /// the votes for its tags; of equal ones the earlier in the catalogue goes first. No item is there twice.
    pub fn picks(&self, bundle: &'a Bundle, page: &Page) -> Vec<Vec<&'a Card>> {
        let mut places = Vec::new();
        let mut taken = Vec::new();
        for slot in self.outcome.map_or(&[] as &[ResultSlot], |outcome| &outcome.picks) {
            let mut standings = Vec::new();
            for (index, card) in bundle.cards().iter().enumerate() {
                let mut standing = (0, 0);
                if allows(card, page, &slot.categories, &slot.tags) && !taken.contains(&index) {
                    standing = self.standing(card, index);
                }
                standings.push(standing);
            }
            let mut cards = Vec::new();
            while cards.len() <= usize::from(slot.runners_up) {
                let Some((index, _)) = best(&mut standings) else { break };
                taken.push(index);
                cards.extend(bundle.cards().get(index));
            }
            places.push(cards);
        }
        places
    }

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
        let status = match self.current {
            _ if !self.is_started => "idle",
            Some(_) => "running",
            None => "complete",
        };
        json.member("status", status);
        json.key("steps").begin_array();
        for (step, answer) in self
            .path
            .iter()
            .map(|(step, answer)| (*step, Some(answer)))
            .chain(self.current.map(|step| (step, None)))
        {
            json.begin_object();
            json.member("id", &step.id);
            json.key("revision").number(step.revision.into());
            if let Some(answer) = answer {
                json.key("answer").value(answer);
            }
            json.end_object();
        }
        json.end_array();
        if let Some(step) = self.current {
            json.member("current", &step.id);
        }
        json.key("done").number(self.path.len() as f64);
        json.key("left").number(self.left as f64);
        json.key("notes").begin_array();
        for note in &self.notes {
            json.begin_object();
            json.member("step", note.step);
            json.member("problem", note.problem);
            json.end_object();
        }
        json.end_array();
        json.key("isRecorded").bool(self.is_recorded);
        self.write_result(bundle, page, &mut json);
        json.end_object();
        json.finish()
    }

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
        for (slot, cards) in outcome.picks.iter().zip(self.picks(bundle, page)) {
            json.begin_object();
            json.member("slot", &slot.name);
            json.key("cards").begin_array();
            for card in cards {
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

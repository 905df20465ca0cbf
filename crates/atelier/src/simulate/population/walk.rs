//! One shopper's way through the shop with the real engine: at every page every slot is decided, and what she sees is
//! remembered, so that caps and sticky arms work as on her device.

use sillage_engine::{
    bundle::Bundle, decide::decide_in, decision::Decision, event::Event, page::Page, rules::Facts,
    situation::Situation, value::Value, visitor::Visitor,
};

use super::{
    history::{Look, Shopper, Step},
    vocabulary::stream,
};

/// Of a hundred decisions that are not the page's default, so many come into view for long enough to be exposures.
pub const SEEN: u64 = 70;

/// One page at one moment.
pub struct Moment<'a> {
    /// Which of her pages this is, from zero.
    pub number: u64,
    /// The page that is looked at.
    pub look: &'a Look,
    /// Everything known of the page.
    pub page: &'a Page,
    /// Everything remembered.
    pub visitor: &'a Visitor,
    /// The moment as conditions see it.
    pub situation: &'a mut Situation,
    /// Decisions of the page's slots, by place of the slot, with whether they come into view.
    pub decisions: &'a [(usize, Decision<'a>, bool)],
}

/// Walks the history with a bundle and tells of every page.
pub fn walk(bundle: &Bundle, shopper: &Shopper, seed: u64, mut tell: impl FnMut(Moment<'_>)) {
    let mut visitor = Visitor::default();
    let mut page = Page { seed: Some(shopper.seed), ..Page::default() };
    page.set_facts("host", shopper.host.clone());
    page.set_facts("device", shopper.device.clone());
    let mut number = 0;
    for step in &shopper.steps {
        match step {
            Step::Happens(event) => drop(visitor.observe(event.clone())),
            Step::Looks(look) => {
                page.set_facts("page", look.facts(bundle));
                page.set_facts("touch", look.touch.clone());
                let exposures = moment(bundle, shopper, (seed, number), look, &page, &visitor, &mut tell);
                for event in exposures {
                    visitor.observe(event);
                }
                number += 1;
            }
        }
    }
}

/// Decides every slot of a page; the exposures that come of it.
fn moment(
    bundle: &Bundle,
    shopper: &Shopper,
    (seed, number): (u64, u64),
    look: &Look,
    page: &Page,
    visitor: &Visitor,
    tell: &mut impl FnMut(Moment<'_>),
) -> Vec<Event> {
    let mut situation = Situation::new(bundle, visitor, page, look.at);
    let mut decisions = Vec::new();
    for (place, slot) in bundle.rules().slots.iter().enumerate().filter(|(_, slot)| look.shows(&slot.name)) {
        let decision = decide_in(&mut situation, bundle, visitor, page, &slot.name);
        // The same slot of the same page comes into view whatever it shows, so that two bundles can be compared.
        let is_seen = decision.variant != "default"
            && stream(seed ^ number.wrapping_mul(0x0100_0193), shopper.number, &slot.name).chance(SEEN);
        decisions.push((place, decision, is_seen));
    }
    let exposures = decisions.iter().filter(|(_, _, is_seen)| *is_seen);
    let exposures = exposures.map(|(_, decision, _)| exposure(decision, look)).collect();
    tell(Moment { number, look, page, visitor, situation: &mut situation, decisions: &decisions });
    exposures
}

fn exposure(decision: &Decision<'_>, look: &Look) -> Event {
    let text = |name: &str, text: &str| (name.to_owned(), Value::text(text));
    let facts: Facts = vec![text("slot", decision.slot), text("variant", decision.variant)];
    Event::from_facts("x_exposure", look.at, &facts)
}

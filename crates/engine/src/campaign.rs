//! Whether a campaign may show now: its schedule and hours, its audience, the holdout, its caps, and its trigger.
//!
//! Everything here is asked of the moment and folded from events; nothing is kept. A cap counts what measurement wrote into the
//! memory (`x_exposure`, `x_dismiss`) or what the shopper did, so it holds from one bundle to the next, and an erased memory has
//! no caps.

use crate::{
    bundle::Bundle,
    evaluate::Truth,
    event::{Event, Millis},
    experiment,
    page::Page,
    rules::{Campaign, Cap, CapKind, Period, Rules, Slot},
    schedule,
    situation::Situation,
    visitor::Visitor,
};

/// The fact that lists the triggers which happened on the page.
const RAISED: &str = "page.raised";

/// What a decision looks at.
pub(crate) struct Scene<'a, 'b> {
    pub(crate) situation: &'b mut Situation,
    pub(crate) bundle: &'a Bundle,
    pub(crate) visitor: &'a Visitor,
    pub(crate) page: &'a Page,
}

/// What keeps a campaign from being shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Closed<'a> {
    /// It has not begun, or is over.
    Schedule,
    /// It is not its time of the week.
    Hours,
    /// The visitor is not in its audience.
    Audience,
    /// Its audience cannot be evaluated.
    Unevaluable,
    /// The visitor is in the group that sees none of such campaigns.
    Holdout,
    /// This cap is reached.
    Cap(&'a Cap),
    /// What has to happen first has not happened on this page.
    Trigger,
}

impl Closed<'_> {
    /// Its name in explanations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Closed::Schedule => "schedule",
            Closed::Hours => "day-part",
            Closed::Audience | Closed::Unevaluable => "audience",
            Closed::Holdout => "holdout",
            Closed::Cap(cap) => match cap.kind {
                CapKind::Frequency => "cap",
                CapKind::Pressure => "pressure",
                CapKind::CoolDown => "cool-down",
            },
            Closed::Trigger => "trigger",
        }
    }
}

impl Campaign {
    /// What keeps it from being shown in this moment: the first of the reasons, in the order above.
    pub(crate) fn closed<'a>(&self, scene: &mut Scene<'a, '_>) -> Option<Closed<'a>> {
        let rules = scene.bundle.rules();
        let now = scene.situation.now;
        let local = schedule::local(self.local, rules, scene.page, now);
        let instant = if self.local { local } else { now };
        if !(self.starts..self.ends).contains(&instant) {
            return Some(Closed::Schedule);
        }
        if !schedule::in_hours(&self.hours, local) {
            return Some(Closed::Hours);
        }
        match self.audience.map(|root| scene.situation.truth(scene.bundle, root)) {
            None | Some(Truth::True) => {}
            Some(Truth::False) => return Some(Closed::Audience),
            Some(Truth::Unknown) => return Some(Closed::Unevaluable),
        }
        if self.held && experiment::is_held_out(rules, scene.page) {
            return Some(Closed::Holdout);
        }
        if let Some(cap) = self.reached(rules, scene.visitor, now) {
            return Some(Closed::Cap(cap));
        }
        let has_happened = self.trigger.is_empty() || scene.page.lists(RAISED, &self.trigger);
        if has_happened { None } else { Some(Closed::Trigger) }
    }

    /// The first of its caps that is reached.
    fn reached<'a>(&self, rules: &'a Rules, visitor: &Visitor, now: Millis) -> Option<&'a Cap> {
        let caps = self.caps.iter().filter_map(|cap| rules.caps.get(usize::from(*cap)));
        caps.into_iter().find(|cap| cap.is_reached(visitor.events(), now))
    }

    /// When the visitor saw it last, as far as she remembers.
    pub(crate) fn last_seen(&self, visitor: &Visitor) -> Option<Millis> {
        let mut newest = visitor.events().iter().rev();
        newest
            .find(|event| seen(event).is_some_and(|variant| is_of(variant, &self.variant)))
            .map(|event| event.at)
    }
}

impl Cap {
    fn is_reached(&self, events: &[Event], now: Millis) -> bool {
        let mut left = self.most;
        for event in events.iter().rev() {
            if let Period::Last(length) = self.within
                && event.at <= now.saturating_sub(length as i64)
            {
                return false;
            }
            if event.name == self.on && self.counts(event) {
                match left.checked_sub(1) {
                    None | Some(0) => return true,
                    Some(fewer) => left = fewer,
                }
            }
            if self.within == Period::Session && event.name == "session_start" {
                return false;
            }
        }
        false
    }

    /// Whether an event of the right name is about one of the campaigns; of none in particular: always.
    fn counts(&self, event: &Event) -> bool {
        self.of.is_empty()
            || event.text("variant").is_some_and(|variant| self.of.iter().any(|id| is_of(variant, id)))
    }
}

/// The campaigns of a slot in the order in which they are asked.
pub(crate) struct Turns<'a> {
    slot: u16,
    rotates: bool,
    campaigns: &'a [Campaign],
    /// The turn that was taken last.
    taken: Option<Turn>,
}

/// Smaller goes first. Where the slot rotates: by priority, greater before smaller, then by when it was seen, never before long
/// ago. Then, and elsewhere alone, by place in the bundle.
type Turn = (i64, Option<Millis>, usize);

impl<'a> Turns<'a> {
    /// Those of a slot.
    pub(crate) fn of(index: u16, slot: &Slot, bundle: &'a Bundle) -> Turns<'a> {
        Turns { slot: index, rotates: slot.rotates, campaigns: &bundle.rules().campaigns, taken: None }
    }

    /// The next campaign.
    pub(crate) fn next(&mut self, visitor: &Visitor) -> Option<&'a Campaign> {
        let mut next: Option<(Turn, &Campaign)> = None;
        let first = if self.rotates { 0 } else { self.taken.map_or(0, |(_, _, place)| place + 1) };
        for (place, campaign) in self.campaigns.iter().enumerate().skip(first) {
            if campaign.slot != self.slot {
                continue;
            }
            let turn = match self.rotates {
                true => (-i64::from(campaign.priority), campaign.last_seen(visitor), place),
                false => (0, None, place),
            };
            if self.taken < Some(turn) && next.is_none_or(|(first, _)| turn < first) {
                next = Some((turn, campaign));
            }
            if !self.rotates {
                break;
            }
        }
        let (turn, campaign) = next?;
        self.taken = Some(turn);
        Some(campaign)
    }
}

/// Which variant an exposure was of.
pub(crate) fn seen(event: &Event) -> Option<&str> {
    if event.name == "x_exposure" { event.text("variant") } else { None }
}

/// Whether a variant is the campaign of that id, or an arm of it.
pub(crate) fn is_of(variant: &str, id: &str) -> bool {
    variant.strip_prefix(id).is_some_and(|arm| arm.is_empty() || arm.starts_with('-'))
}

//! A checked bundle, and the bytes of its sections: the only place that writes and reads them.
//!
//! Every section is plain `postcard` (its specification: <https://postcard.jamesmunns.com>), named, sized and hashed by the
//! manifest. What this module hands out was checked; see [`crate::check`]'s module text for what that means.

use alloc::vec::Vec;
use core::mem::take;

use crate::{
    catalogue::{Card, Shard},
    check,
    copy::Copy,
    fault::Fault,
    flow::Flow,
    host::Host,
    index::Index,
    limits,
    lookup::Lookup,
    manifest::Kind,
    model::Model,
    reader,
    rules::{Rules, Slot},
    writer,
};

impl Rules {
    /// The bytes of the section.
    pub fn to_bytes(&self) -> Vec<u8> {
        writer::write(self)
    }

    /// Whether an engine would accept these rules.
    pub fn check(&self) -> Result<(), Fault> {
        check::rules(self)
    }
}

impl Copy {
    /// The bytes of the section.
    pub fn to_bytes(&self) -> Vec<u8> {
        writer::write(self)
    }

    /// Whether an engine would accept this copy beside those rules.
    pub fn check(&self, rules: &Rules) -> Result<(), Fault> {
        check::copy(rules, self)
    }
}

impl Shard {
    /// The bytes of the section.
    pub fn to_bytes(&self) -> Vec<u8> {
        writer::write(self)
    }
}

/// Rules and copy that were checked, and what was loaded beside them so far.
#[derive(Debug, Clone, Default)]
pub struct Bundle {
    pub(crate) rules: Rules,
    pub(crate) index: Index,
    copy: Option<Copy>,
    model: Model,
    cards: Vec<Card>,
    by_id: Lookup,
    flows: Vec<Flow>,
    host: Option<Host>,
}

impl Bundle {
    /// A bundle without anything: every slot is unknown to it.
    pub const EMPTY: Bundle = Bundle {
        rules: Rules::EMPTY,
        index: Index::NONE,
        copy: None,
        model: Model::EMPTY,
        cards: Vec::new(),
        by_id: Lookup::EMPTY,
        flows: Vec::new(),
        host: None,
    };

    /// A bundle of rules alone; copy, model and cards may follow.
    pub fn new(rules: Rules) -> Result<Bundle, Fault> {
        check::rules(&rules)?;
        let index = Index::new(&rules);
        Ok(Bundle { rules, index, ..Bundle::EMPTY })
    }

    /// The same, with what the host lends; conditions that need it cannot be evaluated without.
    pub fn with_host(self, host: Host) -> Bundle {
        Bundle { host: Some(host), ..self }
    }

    /// What the host lends.
    pub fn host(&self) -> Option<Host> {
        self.host
    }

    /// Takes in a section other than the rules.
    pub fn load(&mut self, kind: Kind, bytes: &[u8]) -> Result<(), Fault> {
        match kind {
            Kind::Rules => Err(Fault::Unordered),
            Kind::Copy => self.set_copy(reader::read(bytes)?),
            Kind::Model => {
                self.model = Model::read(bytes)?;
                Ok(())
            }
            Kind::Catalogue => self.add_shard(reader::read(bytes)?),
            Kind::Flow => self.add_flow(reader::read(bytes)?),
            Kind::Words => Ok(()),
        }
    }

    /// Reads the rules section.
    pub fn read(rules: &[u8]) -> Result<Bundle, Fault> {
        Bundle::new(reader::read(rules)?)
    }

    /// Sets the words; a second copy replaces the first.
    pub fn set_copy(&mut self, copy: Copy) -> Result<(), Fault> {
        check::copy(&self.rules, &copy)?;
        self.copy = Some(copy);
        Ok(())
    }

    /// Sets the model; a second one replaces the first.
    pub fn set_model(&mut self, model: Model) {
        self.model = model;
    }

    /// Adds product cards behind those already there; of cards with the same id the first stays.
    pub fn add_shard(&mut self, mut shard: Shard) -> Result<(), Fault> {
        if self.cards.len() + shard.cards.len() > limits::ITEMS {
            return Err(Fault::OverLimit);
        }
        for card in &mut shard.cards {
            let cards = &self.cards;
            if self.by_id.insert(&card.id, &|index| cards.get(index).map(|card| card.id.as_str())) {
                self.cards.push(take(card));
            }
        }
        Ok(())
    }

    /// Adds a flow; of those of one name the last is used.
    pub fn add_flow(&mut self, flow: Flow) -> Result<(), Fault> {
        flow.check()?;
        if self.flows.len() >= limits::FLOWS {
            return Err(Fault::OverLimit);
        }
        self.flows.push(flow);
        Ok(())
    }

    /// The flow of that name, once it was loaded.
    pub fn flow(&self, name: &str) -> Option<&Flow> {
        self.flows.iter().rev().find(|flow| flow.name == name)
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The words, once they were loaded.
    pub fn copy(&self) -> Option<&Copy> {
        self.copy.as_ref()
    }

    /// The model; one that knows no item where none was loaded.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// All cards, in the order they were added: most popular first within a shard.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// The card of an item.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.get(self.card_index(id)?)
    }

    /// Where in [`Bundle::cards`] the card of an item stands.
    pub fn card_index(&self, id: &str) -> Option<usize> {
        self.by_id.find(id, &|index| self.cards.get(index).map(|card| card.id.as_str()))
    }

    /// The slot of that name and its index.
    pub fn slot(&self, name: &str) -> Option<(u16, &Slot)> {
        let index = self.rules.slots.binary_search_by(|slot| slot.name.as_str().cmp(name)).ok()?;
        Some((u16::try_from(index).ok()?, self.rules.slots.get(index)?))
    }

    /// The attribute of that path.
    pub fn attribute(&self, path: &str) -> Option<usize> {
        self.rules.attributes.binary_search_by(|attribute| attribute.path.as_str().cmp(path)).ok()
    }
}

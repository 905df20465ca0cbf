//! Finding an item by its id: open addressing over a list kept elsewhere.
//!
//! Neither a sort nor a map: both cost the storefront module more bytes than this whole file, and a table of 12,000 ids
//! is built in about a millisecond.

use alloc::vec::Vec;

/// Gives the id of an index of the list.
type IdAt<'a> = &'a dyn Fn(usize) -> Option<&'a str>;

/// Marks an empty place.
const EMPTY: u32 = u32::MAX;

/// Places of the elements of a list, found by the hash of their ids. At most half full, so every search ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookup {
    places: Vec<u32>,
    length: usize,
}

impl Lookup {
    /// Nothing to find.
    pub(crate) const EMPTY: Lookup = Lookup { places: Vec::new(), length: 0 };

    /// The index of `id`, where `id_at` gives the id of an index.
    pub(crate) fn find(&self, id: &str, id_at: IdAt<'_>) -> Option<usize> {
        self.places
            .get(self.search(id, id_at))
            .copied()
            .filter(|index| *index != EMPTY)
            .map(|index| index as usize)
    }

    /// Adds an id as the next index; false where it is already there.
    pub(crate) fn insert(&mut self, id: &str, id_at: IdAt<'_>) -> bool {
        if self.length * 2 >= self.places.len() {
            self.grow(id_at);
        }
        let place = self.search(id, id_at);
        match self.places.get_mut(place) {
            Some(index) if *index == EMPTY => {
                *index = self.length as u32;
                self.length += 1;
                true
            }
            _ => false,
        }
    }

    fn grow(&mut self, id_at: IdAt<'_>) {
        let length = (self.places.len() * 2).max(64);
        self.places.clear();
        while self.places.len() < length {
            self.places.push(EMPTY);
        }
        for index in 0..self.length {
            let place = self.search(id_at(index).unwrap_or_default(), id_at);
            if let Some(slot) = self.places.get_mut(place) {
                *slot = index as u32;
            }
        }
    }

    /// Where an id stands, or the empty place where it would.
    fn search(&self, id: &str, id_at: IdAt<'_>) -> usize {
        let mask = self.places.len().wrapping_sub(1);
        let mut place = hash(id) as usize & mask;
        while let Some(index) = self.places.get(place) {
            if *index == EMPTY || id_at(*index as usize) == Some(id) {
                break;
            }
            place = (place + 1) & mask;
        }
        place
    }
}

/// FNV-1a over bytes, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv). Also the order of last resort between items, which
/// must not be the order of their ids.
pub(crate) fn hash(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

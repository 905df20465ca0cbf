//! The item-to-item model: which items follow which, as a pruned and quantised sparse matrix.
//!
//! All logarithms and powers were taken where the model was trained; the tables carried here are integers, and scoring
//! is a sum of products of integers in [`crate::rank`].

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    fault::Fault,
    limits,
    lookup::Lookup,
    reader::{self, Read, Reader, readable},
    writer,
};

/// Levels of an edge: three bits.
pub const LEVELS: usize = 8;
/// History items a model may look back.
pub const DECAY: usize = 64;

/// A model as plain parts, free to edit; [`Model`] is one that was checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelParts {
    /// Ids of the items the model knows, in the order of their rows.
    pub items: Vec<String>,
    /// Popularity level of each item, greater is more popular (logarithmic, 0–255).
    pub popularity: Vec<u8>,
    /// Weight of the visitor's k-th newest item, newest first; its length bounds how far back the model looks.
    pub decay: Vec<u16>,
    /// Weight of each of the eight levels of an edge.
    pub levels: Vec<u16>,
    /// Weight of each row scale, at most 256.
    pub scales: Vec<u32>,
    /// One row an item.
    pub rows: Vec<Row>,
}

/// The neighbours of one item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Index in [`ModelParts::scales`].
    pub scale: u8,
    /// Neighbour's row and level (0–7), strictly sorted by row.
    pub edges: Vec<(u16, u8)>,
}

/// The bytes of the section: one array after the other, which a general compressor shrinks best. Neighbours are
/// differences: the first to its own row, each further one to its predecessor, less one.
#[derive(Serialize, Deserialize)]
struct Packed {
    items: Vec<String>,
    popularity: Vec<u8>,
    decay: Vec<u16>,
    levels: Vec<u16>,
    scales: Vec<u32>,
    row_scales: Vec<u8>,
    degrees: Vec<u16>,
    neighbours: Vec<i32>,
    edge_levels: Vec<u8>,
}

readable! {
    struct Packed { items, popularity, decay, levels, scales, row_scales, degrees, neighbours, edge_levels }
}

/// A checked model, laid out for scoring.
#[derive(Debug, Clone, Default)]
pub struct Model {
    items: Vec<String>,
    popularity: Vec<u8>,
    decay: Vec<u16>,
    levels: Vec<u16>,
    scales: Vec<u32>,
    row_scales: Vec<u8>,
    /// Where each row begins in the two arrays below; one more than there are rows.
    offsets: Vec<u32>,
    neighbours: Vec<u16>,
    edge_levels: Vec<u8>,
    lookup: Lookup,
}

impl ModelParts {
    /// The bytes of the section. Parts that [`Model::from_parts`] refuses give bytes that [`Model::read`] refuses.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packed = Packed {
            items: self.items.clone(),
            popularity: self.popularity.clone(),
            decay: self.decay.clone(),
            levels: self.levels.clone(),
            scales: self.scales.clone(),
            row_scales: self.rows.iter().map(|row| row.scale).collect(),
            degrees: Vec::with_capacity(self.rows.len()),
            neighbours: Vec::new(),
            edge_levels: Vec::new(),
        };
        for (row, own) in self.rows.iter().zip(0i32..) {
            packed.degrees.push(u16::try_from(row.edges.len()).unwrap_or(u16::MAX));
            let mut before = None;
            for (neighbour, level) in &row.edges {
                let neighbour = i32::from(*neighbour);
                packed.neighbours.push(neighbour - before.map_or(own, |before: i32| before + 1));
                packed.edge_levels.push(*level);
                before = Some(neighbour);
            }
        }
        writer::write(&packed)
    }
}

impl Model {
    /// A model that knows no item.
    pub const EMPTY: Model = Model {
        items: Vec::new(),
        popularity: Vec::new(),
        decay: Vec::new(),
        levels: Vec::new(),
        scales: Vec::new(),
        row_scales: Vec::new(),
        offsets: Vec::new(),
        neighbours: Vec::new(),
        edge_levels: Vec::new(),
        lookup: Lookup::EMPTY,
    };

    /// Reads and checks the bytes of a section.
    pub fn read(bytes: &[u8]) -> Result<Model, Fault> {
        if bytes.len() > limits::MODEL_BYTES {
            return Err(Fault::OverLimit);
        }
        Model::unpack(reader::read(bytes)?)
    }

    /// Checks parts by writing and reading them.
    pub fn from_parts(parts: &ModelParts) -> Result<Model, Fault> {
        Model::read(&parts.to_bytes())
    }

    /// The parts it was made from, for a tool that puts a stored model into a bundle: written again, they give the same
    /// bytes.
    pub fn to_parts(&self) -> ModelParts {
        let row = |(bounds, scale): (&[u32], &u8)| {
            let range = match bounds {
                [from, to] => *from as usize..*to as usize,
                _ => 0..0,
            };
            let neighbours = self.neighbours.get(range.clone()).unwrap_or_default();
            let levels = self.edge_levels.get(range).unwrap_or_default();
            Row { scale: *scale, edges: neighbours.iter().copied().zip(levels.iter().copied()).collect() }
        };
        ModelParts {
            items: self.items.clone(),
            popularity: self.popularity.clone(),
            decay: self.decay.clone(),
            levels: self.levels.clone(),
            scales: self.scales.clone(),
            rows: self.offsets.windows(2).zip(&self.row_scales).map(row).collect(),
        }
    }

    fn unpack(packed: Packed) -> Result<Model, Fault> {
        let rows = packed.items.len();
        if rows > limits::ITEMS || packed.decay.len() > DECAY || packed.scales.len() > 256 {
            return Err(Fault::OverLimit);
        }
        let lengths = [packed.popularity.len(), packed.row_scales.len(), packed.degrees.len()];
        if lengths.iter().any(|length| *length != rows) || packed.levels.len() != LEVELS {
            return Err(Fault::Inconsistent);
        }
        let scales = packed.scales.len();
        if packed.row_scales.iter().any(|scale| usize::from(*scale) >= scales)
            || packed.edge_levels.iter().any(|level| usize::from(*level) >= LEVELS)
        {
            return Err(Fault::DanglingReference);
        }
        let (offsets, neighbours) = neighbours(&packed)?;
        let mut model = Model {
            items: packed.items,
            popularity: packed.popularity,
            decay: packed.decay,
            levels: packed.levels,
            scales: packed.scales,
            row_scales: packed.row_scales,
            offsets,
            neighbours,
            edge_levels: packed.edge_levels,
            lookup: Lookup::default(),
        };
        model.index()?;
        Ok(model)
    }

    /// Fills the table of item ids; an id that stands twice is refused.
    fn index(&mut self) -> Result<(), Fault> {
        let items = &self.items;
        let id_at = |row: usize| items.get(row).map(String::as_str);
        let mut unique = true;
        for id in items {
            unique &= self.lookup.insert(id, id_at);
        }
        if unique { Ok(()) } else { Err(Fault::Unordered) }
    }

    /// The row of an item; none where the model does not know it.
    pub fn row(&self, id: &str) -> Option<u16> {
        self.lookup.find(id, |row| self.items.get(row).map(String::as_str)).map(|row| row as u16)
    }

    /// How many items the model knows.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the model knows no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The id of a row.
    pub fn item(&self, row: u16) -> Option<&str> {
        self.items.get(usize::from(row)).map(String::as_str)
    }

    /// Popularity level of a row, zero where there is none.
    pub fn popularity(&self, row: u16) -> u8 {
        self.popularity.get(usize::from(row)).copied().unwrap_or(0)
    }

    /// Weights of the visitor's items, newest first.
    pub fn decay(&self) -> &[u16] {
        &self.decay
    }

    /// The neighbours of a row with their weights, by row.
    pub fn edges(&self, row: u16) -> impl Iterator<Item = (u16, u64)> + '_ {
        let row = usize::from(row);
        let bound = |at: usize| self.offsets.get(at).map_or(0, |offset| *offset as usize);
        let range = bound(row)..bound(row + 1);
        let scale = self.row_scales.get(row).and_then(|scale| self.scales.get(usize::from(*scale)));
        let scale = u64::from(scale.copied().unwrap_or(0));
        let neighbours = self.neighbours.get(range.clone()).unwrap_or_default();
        let levels = self.edge_levels.get(range).unwrap_or_default();
        neighbours.iter().zip(levels).map(move |(neighbour, level)| {
            let level = self.levels.get(usize::from(*level)).copied().unwrap_or(0);
            (*neighbour, scale * u64::from(level))
        })
    }
}

/// Row bounds and absolute neighbours from degrees and differences.
fn neighbours(packed: &Packed) -> Result<(Vec<u32>, Vec<u16>), Fault> {
    let rows = packed.items.len() as i32;
    let mut offsets = Vec::with_capacity(packed.items.len() + 1);
    let mut absolute = Vec::with_capacity(packed.neighbours.len());
    let mut differences = packed.neighbours.iter();
    offsets.push(0);
    for (degree, own) in packed.degrees.iter().zip(0i32..) {
        if usize::from(*degree) > limits::EDGES {
            return Err(Fault::OverLimit);
        }
        let mut before = None;
        for _ in 0..*degree {
            let difference = *differences.next().ok_or(Fault::Inconsistent)?;
            let neighbour = difference.checked_add(before.map_or(own, |before: i32| before + 1));
            let neighbour = neighbour
                .filter(|neighbour| (0..rows).contains(neighbour))
                .ok_or(Fault::DanglingReference)?;
            if before.is_some_and(|before| neighbour <= before) {
                return Err(Fault::Unordered);
            }
            absolute.push(neighbour as u16);
            before = Some(neighbour);
        }
        offsets.push(absolute.len() as u32);
    }
    if absolute.len() != packed.neighbours.len() || absolute.len() != packed.edge_levels.len() {
        return Err(Fault::Inconsistent);
    }
    Ok((offsets, absolute))
}

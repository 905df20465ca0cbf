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
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
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

impl Packed {
    const EMPTY: Packed = Packed {
        items: Vec::new(),
        popularity: Vec::new(),
        decay: Vec::new(),
        levels: Vec::new(),
        scales: Vec::new(),
        row_scales: Vec::new(),
        degrees: Vec::new(),
        neighbours: Vec::new(),
        edge_levels: Vec::new(),
    };
}

readable! {
    struct Packed { items, popularity, decay, levels, scales, row_scales, degrees, neighbours, edge_levels }
}

/// A checked model, laid out for scoring.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The section as read, without its last two arrays.
    packed: Packed,
    /// Where each row begins in `edges`; one more than there are rows.
    offsets: Vec<u32>,
    /// Neighbour and level.
    edges: Vec<(u16, u8)>,
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
    pub const EMPTY: Model =
        Model { packed: Packed::EMPTY, offsets: Vec::new(), edges: Vec::new(), lookup: Lookup::EMPTY };

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
        let bounds = |row: usize| {
            let bound = |at: usize| self.offsets.get(at).map_or(0, |offset| *offset as usize);
            bound(row)..bound(row + 1)
        };
        let row = |(row, scale): (usize, &u8)| Row {
            scale: *scale,
            edges: self.edges.get(bounds(row)).unwrap_or_default().to_vec(),
        };
        ModelParts {
            items: self.packed.items.clone(),
            popularity: self.packed.popularity.clone(),
            decay: self.packed.decay.clone(),
            levels: self.packed.levels.clone(),
            scales: self.packed.scales.clone(),
            rows: self.packed.row_scales.iter().enumerate().map(row).collect(),
        }
    }

    fn unpack(packed: Packed) -> Result<Model, Fault> {
        let rows = packed.items.len();
        if rows > limits::ITEMS || packed.decay.len() > DECAY || packed.scales.len() > 256 {
            return Err(Fault::OverLimit);
        }
        if packed.popularity.len() != rows
            || packed.row_scales.len() != rows
            || packed.degrees.len() != rows
            || packed.levels.len() != LEVELS
            || packed.edge_levels.len() != packed.neighbours.len()
        {
            return Err(Fault::Inconsistent);
        }
        if packed.row_scales.iter().any(|scale| usize::from(*scale) >= packed.scales.len()) {
            return Err(Fault::DanglingReference);
        }
        let mut model = Model { packed, ..Model::EMPTY };
        model.lay_out()?;
        model.packed.neighbours = Vec::new();
        model.packed.edge_levels = Vec::new();
        model.index()?;
        Ok(model)
    }

    /// Row bounds and edges from degrees and differences.
    fn lay_out(&mut self) -> Result<(), Fault> {
        let packed = &self.packed;
        let rows = packed.items.len() as i32;
        let mut packed_edges = packed.neighbours.iter().zip(&packed.edge_levels);
        self.offsets.push(0);
        for (degree, own) in packed.degrees.iter().zip(0i32..) {
            if usize::from(*degree) > limits::EDGES {
                return Err(Fault::OverLimit);
            }
            let mut next = own;
            for edge in 0..*degree {
                let (difference, level) = packed_edges.next().ok_or(Fault::Inconsistent)?;
                // The first difference may be negative; a further one that is would break the order.
                let neighbour = next.saturating_add(*difference);
                if !(0..rows).contains(&neighbour)
                    || (edge > 0 && *difference < 0)
                    || usize::from(*level) >= LEVELS
                {
                    return Err(Fault::DanglingReference);
                }
                self.edges.push((neighbour as u16, *level));
                next = neighbour + 1;
            }
            self.offsets.push(self.edges.len() as u32);
        }
        if self.edges.len() == packed.neighbours.len() { Ok(()) } else { Err(Fault::Inconsistent) }
    }

    /// Fills the table of item ids; an id that stands twice is refused.
    fn index(&mut self) -> Result<(), Fault> {
        let items = &self.packed.items;
        for id in items {
            if !self.lookup.insert(id, &|row| items.get(row).map(String::as_str)) {
                return Err(Fault::Unordered);
            }
        }
        Ok(())
    }

    /// The row of an item; none where the model does not know it.
    pub fn row(&self, id: &str) -> Option<u16> {
        self.lookup.find(id, &|row| self.packed.items.get(row).map(String::as_str)).map(|row| row as u16)
    }

    /// How many items the model knows.
    pub fn len(&self) -> usize {
        self.packed.items.len()
    }

    /// Whether the model knows no item.
    pub fn is_empty(&self) -> bool {
        self.packed.items.is_empty()
    }

    /// The id of a row.
    pub fn item(&self, row: u16) -> Option<&str> {
        self.packed.items.get(usize::from(row)).map(String::as_str)
    }

    /// Popularity level of a row, zero where there is none.
    pub fn popularity(&self, row: u16) -> u8 {
        self.packed.popularity.get(usize::from(row)).copied().unwrap_or(0)
    }

    /// Weights of the visitor's items, newest first.
    pub fn decay(&self) -> &[u16] {
        &self.packed.decay
    }

    /// The neighbours of a row with their weights, by row.
    pub fn edges(&self, row: u16) -> impl Iterator<Item = (u16, u64)> + '_ {
        let row = usize::from(row);
        let bound = |at: usize| self.offsets.get(at).map_or(0, |offset| *offset as usize);
        let scale =
            self.packed.row_scales.get(row).and_then(|scale| self.packed.scales.get(usize::from(*scale)));
        let scale = u64::from(scale.copied().unwrap_or(0));
        self.edges.get(bound(row)..bound(row + 1)).unwrap_or_default().iter().map(
            move |(neighbour, level)| {
                let level = self.packed.levels.get(usize::from(*level)).copied().unwrap_or(0);
                (*neighbour, scale * u64::from(level))
            },
        )
    }
}

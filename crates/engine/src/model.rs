//! The item-to-item model: which items follow which, as a pruned and quantised sparse matrix.
//!
//! Design and measurements: counts with distance decay, pairs of at least two visitors, 3-bit logarithmic weights. All
//! logarithms and powers were taken where the model was trained; the tables carried here are integers.

/// A model as plain parts, free to edit; [`crate::bundle`] checks them on load.
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
    /// Weight of each row scale.
    pub scales: Vec<u32>,
    /// One row an item.
    pub rows: Vec<Row>,
}

/// The neighbours of one item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Index in [`ModelParts::scales`].
    pub scale: u8,
    /// Neighbour's row and level (0–7), sorted by row, no row twice.
    pub edges: Vec<(u16, u8)>,
}

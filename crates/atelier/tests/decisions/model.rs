//! The model of the project `ranking`, small enough to add its scores up in the head.
//!
//! | item | followed by (weight) |
//! |---|---|
//! | a1 | b1 (8), c1 (4), a2 (2) |
//! | a2 | a3 (3), b2 (3) |
//! | a3 | c2 (5), c3 (5) |
//! | b1 | o1 (8), ghost (7), a1 (6) |
//! | b2 | c3 (20), c1 (10) |
//! | c1 | a3 (1), b3 (1) |
//! | c2 | c3 (1) |
//! | o1 | b3 (8) |
//! | ghost | a1 (1) |

use std::{fs, path::Path};

use sillage_engine::model::{Model, ModelParts, Row};

/// Items and how popular the model takes them for; `ghost` is not in the catalogue.
const ITEMS: [(&str, u8); 11] = [
    ("a1", 200),
    ("a2", 190),
    ("a3", 180),
    ("b1", 170),
    ("b2", 160),
    ("b3", 150),
    ("c1", 140),
    ("c2", 130),
    ("c3", 130),
    ("o1", 195),
    ("ghost", 255),
];

/// Scale (0: times one, 1: times ten), and neighbours with their levels (weight less one), by row.
const ROWS: [(u8, &[(&str, u8)]); 11] = [
    (0, &[("a2", 1), ("b1", 7), ("c1", 3)]),
    (0, &[("a3", 2), ("b2", 2)]),
    (0, &[("c2", 4), ("c3", 4)]),
    (0, &[("a1", 5), ("o1", 7), ("ghost", 6)]),
    (1, &[("c1", 0), ("c3", 1)]),
    (0, &[]),
    (0, &[("a3", 0), ("b3", 0)]),
    (0, &[("c3", 0)]),
    (0, &[]),
    (0, &[("b3", 7)]),
    (0, &[("a1", 0)]),
];

fn parts() -> ModelParts {
    let row_of = |id: &str| ITEMS.iter().position(|(known, _)| *known == id).unwrap() as u16;
    let edges = |edges: &[(&str, u8)]| edges.iter().map(|(id, level)| (row_of(id), *level)).collect();
    ModelParts {
        items: ITEMS.iter().map(|(id, _)| (*id).to_owned()).collect(),
        popularity: ITEMS.iter().map(|(_, popularity)| *popularity).collect(),
        decay: vec![100, 50, 25],
        levels: (1..=8).collect(),
        scales: vec![1, 10],
        rows: ROWS.iter().map(|(scale, row)| Row { scale: *scale, edges: edges(row) }).collect(),
    }
}

/// Checks that the model of the project is this one.
pub(crate) fn check(path: &Path) {
    let bytes = parts().to_bytes();
    Model::read(&bytes).unwrap();
    if crate::is_blessing() {
        fs::write(path, &bytes).unwrap();
    }
    assert_eq!(fs::read(path).unwrap(), bytes, "the model of the project `ranking`");
}

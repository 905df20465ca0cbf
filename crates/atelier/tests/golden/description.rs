//! The golden bundle as today's code writes it, from a description that never changes.

use ed25519_compact::{KeyPair, Seed};
use sillage_compiler::{Compiled, assemble, sign};
use sillage_engine::{
    catalogue::{Card, Shard},
    copy::{Copy, Piece, Text},
    model::{ModelParts, Row},
};

use crate::{
    rules::rules,
    stored::{POINTER, Stored},
};

/// When it was built: 2026-01-01.
const ISSUED: i64 = 1_767_225_600_000;

/// The key that signs golden bundles and nothing else.
pub(crate) fn key() -> KeyPair {
    KeyPair::from_seed(Seed::new([7; 32]))
}

/// The bundle in files.
pub(crate) fn bundle() -> Stored {
    let compiled = Compiled {
        name: "golden".to_owned(),
        valid_days: 365,
        rules: rules(),
        copies: vec![copy("en", ["Good to see you, ", "For you"]), copy("fr", ["Bonjour, ", "Pour vous"])],
        shards: vec![("cream".to_owned(), cream()), ("top".to_owned(), top())],
        flows: Vec::new(),
        words: Vec::new(),
        model: None,
        catalogue: None,
    };
    let output = assemble(&compiled, Some(&model()), 300, ISSUED).unwrap();
    let signed = sign(&output.files[0].1, |message| *key().sk.sign(message, None)).unwrap();
    let start = (signed.name, signed.bytes);
    let pointer = (POINTER.to_owned(), signed.pointer.into_bytes());
    Stored { files: [start, pointer].into_iter().chain(output.files.into_iter().skip(1)).collect() }
}

fn copy(locale: &str, [hello, title]: [&str; 2]) -> Copy {
    let literal = |words: &str| Piece::Literal(words.to_owned());
    let name = Piece::Attribute { attribute: 0, fallback: "you".to_owned() };
    let texts: Vec<Text> = vec![vec![literal(hello), name, literal(" ✨")], vec![literal(title)]];
    Copy { locale: locale.to_owned(), texts }
}

fn card(id: &str, category: &str, price: i64, available: bool, tags: &[&str]) -> Card {
    Card {
        id: id.to_owned(),
        name: format!("Crème № {id}"),
        brand: if price > 40_000_000 { "Alba" } else { "" }.to_owned(),
        category: category.to_owned(),
        price,
        url: format!("/products/{id}.html"),
        image: if available { format!("https://pictures.example/{id}.avif") } else { String::new() },
        available,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }
}

fn top() -> Shard {
    let (vegan, both) = (&["vegan"][..], &["refill", "vegan"][..]);
    Shard {
        cards: vec![
            card("cream-1", "cream", 49_900_000, true, both),
            card("serum-1", "serum", 75_000_000, true, &[]),
            card("cream-2", "cream", 0, false, vegan),
            card("oil-1", "oil", 19_950_000, true, vegan),
        ],
    }
}

fn cream() -> Shard {
    Shard {
        cards: vec![
            card("cream-1", "cream", 49_900_000, true, &["refill", "vegan"]),
            card("cream-3", "cream", 12_345_678, true, &["vegan"]),
        ],
    }
}

fn model() -> ModelParts {
    let row = |scale, edges: &[(u16, u8)]| Row { scale, edges: edges.to_vec() };
    ModelParts {
        items: ["cream-1", "cream-3", "gone", "oil-1", "serum-1"].map(str::to_owned).to_vec(),
        popularity: vec![255, 3, 200, 0, 130],
        decay: vec![65_535, 300, 1],
        levels: vec![1, 2, 3, 5, 8, 13, 500, 65_535],
        scales: vec![1, 4_000_000_000],
        rows: vec![
            row(0, &[(1, 2), (3, 0), (4, 7)]),
            row(1, &[(0, 6), (2, 1)]),
            row(0, &[]),
            row(0, &[(4, 3)]),
            row(1, &[(0, 4), (1, 5), (3, 4)]),
        ],
    }
}

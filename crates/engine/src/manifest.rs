//! The manifest: what a bundle consists of, under one signature.

use serde::{Deserialize, Serialize};

use crate::event::Millis;

/// What kind of bytes a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// [`crate::rules::Rules`]; exactly one.
    Rules,
    /// [`crate::copy::Copy`] of the locale that is the section's key; one a locale.
    Copy,
    /// [`crate::model::ModelParts`]; at most one, key empty.
    Model,
    /// [`crate::catalogue::Shard`]; key `top`, or a category.
    Catalogue,
}

/// One section of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it holds.
    pub kind: Kind,
    /// Which one of its kind.
    pub key: String,
    /// Whether its bytes follow the manifest in the start file; else they are a file named by their hash.
    pub inline: bool,
    /// Its length in bytes, before any transfer encoding.
    pub length: u32,
    /// SHA-256 of its bytes.
    pub hash: [u8; 32],
}

/// The signed part of the start file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The shop's name for it.
    pub name: String,
    /// Greater is newer.
    pub revision: u64,
    /// When it was built.
    pub issued: Millis,
    /// From when on it must not be used.
    pub expires: Millis,
    /// Its sections, sorted by kind and key.
    pub sections: Vec<Section>,
}

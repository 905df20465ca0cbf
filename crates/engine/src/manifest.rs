//! The start file: what a bundle consists of, under one signature, and the sections that travel with it.
//!
//! ```text
//! offset  bytes
//! 0       "SILB"
//! 4       format version, u16, little-endian
//! 6       oldest engine format that can read it, u16, little-endian
//! 8       length n of the manifest, u32, little-endian
//! 12      manifest, postcard
//! 12+n    Ed25519 signature, 64 bytes, over SIGNATURE_CONTEXT and the bytes 0 .. 12+n
//! 76+n    inline sections in table order, without gaps; the file ends with the last
//! ```
//!
//! Neither hashing nor verifying happens here: the host does both with what its platform offers, and hands the results
//! in. Nothing of a start file may be used before its signature was verified.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{event::Millis, fault::Fault, limits, reader, value::push_digit, writer};

/// First bytes of every start file.
pub const MAGIC: [u8; 4] = *b"SILB";
/// The format this engine writes and reads.
pub const FORMAT: u16 = 1;
/// What a signature covers before the bytes themselves, so that it cannot serve elsewhere.
pub const SIGNATURE_CONTEXT: &[u8] = b"sillage-manifest\0";
/// Length of an Ed25519 signature.
pub const SIGNATURE_BYTES: usize = 64;
/// Length of magic, versions and manifest length.
const HEADER_BYTES: usize = 12;

/// What kind of bytes a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// [`crate::rules::Rules`]; exactly one, inline.
    Rules,
    /// [`crate::copy::Copy`] of the locale that is the section's key; one a locale.
    Copy,
    /// [`crate::model::ModelParts`]; at most one, key empty.
    Model,
    /// [`crate::catalogue::Shard`]; key `top`, or a category.
    Catalogue,
    /// [`crate::flow::Flow`]; key its name; external.
    Flow,
    /// JSON for the host alone, of which the engine checks the hash; key a locale, or `<locale>/<flow>`; external.
    Words,
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
    /// BCP 47 tag of the shop's default language: the copy for those whose language it does not speak.
    pub locale: String,
    /// Greater is newer.
    pub revision: u64,
    /// When it was built.
    pub issued: Millis,
    /// From when on it must not be used.
    pub expires: Millis,
    /// Its sections, strictly sorted by kind and key.
    pub sections: Vec<Section>,
}

/// A start file that was taken apart, its lengths and order checked; not yet verified.
#[derive(Debug, Clone)]
pub struct Start<'a> {
    /// What the bundle consists of.
    pub manifest: Manifest,
    /// The bytes that the signature covers, [`SIGNATURE_CONTEXT`] going before them.
    pub signed: &'a [u8],
    /// The signature; all zero where the bundle is unsigned.
    pub signature: [u8; SIGNATURE_BYTES],
    /// The inline sections, one after the other.
    inline: &'a [u8],
}

/// The name of the file that holds an external section: the first half of its hash in hexadecimal.
pub fn address(hash: &[u8; 32]) -> String {
    let mut name = String::with_capacity(36);
    for byte in hash.iter().take(16) {
        for nibble in [byte >> 4, byte & 15] {
            push_digit(nibble.into(), &mut name);
        }
    }
    name.push_str(".bin");
    name
}

/// Puts a start file together. `inline` are the bytes of the inline sections in table order.
pub fn start_file(manifest: &Manifest, signature: &[u8; SIGNATURE_BYTES], inline: &[Vec<u8>]) -> Vec<u8> {
    let body = writer::write(manifest);
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(HEADER_BYTES + body.len() + SIGNATURE_BYTES);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&FORMAT.to_le_bytes());
    file.extend_from_slice(&FORMAT.to_le_bytes());
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&body);
    file.extend_from_slice(signature);
    for section in inline {
        file.extend_from_slice(section);
    }
    file
}

impl<'a> Start<'a> {
    /// Takes a start file apart and checks magic, versions, every length and the order of the sections.
    pub fn read(bytes: &'a [u8]) -> Result<Start<'a>, Fault> {
        if bytes.len() > limits::START_BYTES {
            return Err(Fault::OverLimit);
        }
        let (header, rest) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or(Fault::Truncated)?;
        let length = read_header(header)?;
        let signed = bytes.get(..HEADER_BYTES.saturating_add(length)).ok_or(Fault::Truncated)?;
        let (body, rest) = rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        let (signature, inline) = rest.split_first_chunk::<SIGNATURE_BYTES>().ok_or(Fault::Truncated)?;
        let manifest: Manifest = reader::read(body)?;
        check_sections(&manifest.sections, inline.len())?;
        Ok(Start { manifest, signed, signature: *signature, inline })
    }

    /// Where the bytes of an inline section lie, counted from the first inline byte.
    fn inline_range(&self, section: usize) -> Option<core::ops::Range<usize>> {
        let mut from = 0;
        for (index, other) in self.manifest.sections.iter().enumerate().filter(|(_, other)| other.inline) {
            let end = from + other.length as usize;
            if index == section {
                return Some(from..end);
            }
            from = end;
        }
        None
    }

    /// The bytes of an inline section.
    pub fn inline(&self, section: usize) -> Option<&'a [u8]> {
        self.inline.get(self.inline_range(section)?)
    }

    /// Where in the whole file an inline section begins.
    pub fn inline_offset(&self, section: usize) -> Option<usize> {
        Some(self.signed.len() + SIGNATURE_BYTES + self.inline_range(section)?.start)
    }
}

impl Manifest {
    /// Whether the bytes of a section are those that the manifest names; `digest` is their SHA-256.
    pub fn check(&self, section: usize, bytes: &[u8], digest: &[u8]) -> Result<&Section, Fault> {
        let section = self.sections.get(section).ok_or(Fault::MissingSection)?;
        if bytes.len() != section.length as usize || digest != section.hash {
            return Err(Fault::WrongHash);
        }
        Ok(section)
    }
}

/// Checks magic and versions; returns the length of the manifest.
fn read_header(header: &[u8; HEADER_BYTES]) -> Result<usize, Fault> {
    let [m0, m1, m2, m3, _, _, e0, e1, l0, l1, l2, l3] = *header;
    if [m0, m1, m2, m3] != MAGIC {
        return Err(Fault::NotABundle);
    }
    if u16::from_le_bytes([e0, e1]) != FORMAT {
        return Err(Fault::UnknownFormat);
    }
    Ok(u32::from_le_bytes([l0, l1, l2, l3]) as usize)
}

/// Checks number, order and lengths of the sections against the bytes that follow the signature.
fn check_sections(sections: &[Section], inline_bytes: usize) -> Result<(), Fault> {
    let (mut total, mut inline, mut has_rules) = (0u64, 0u64, false);
    let mut before: Option<&Section> = None;
    for section in sections {
        if before.is_some_and(|before| (before.kind, &before.key) >= (section.kind, &section.key)) {
            return Err(Fault::Unordered);
        }
        total += u64::from(section.length);
        if section.inline {
            inline += u64::from(section.length);
            has_rules |= section.kind == Kind::Rules;
        }
        before = Some(section);
    }
    if sections.len() > limits::SECTIONS || total > limits::TOTAL_BYTES {
        Err(Fault::OverLimit)
    } else if !has_rules {
        Err(Fault::MissingSection)
    } else if inline > inline_bytes as u64 {
        Err(Fault::Truncated)
    } else if inline < inline_bytes as u64 {
        Err(Fault::TrailingBytes)
    } else {
        Ok(())
    }
}

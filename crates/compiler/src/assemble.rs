//! From a compiled project to the bytes of a bundle: sections, hashes, manifest, start file, addresses.

use std::fmt;

use sha2::{Digest, Sha256};
use sillage_engine::{
    event::Millis,
    limits,
    manifest::{Kind, Manifest, SIGNATURE_BYTES, SIGNATURE_CONTEXT, Section, Start, address, start_file},
    model::ModelParts,
};

use crate::{
    codes::{self, Code},
    compile::Compiled,
    time::DAY,
};

/// A bundle as it lies on a web server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Content of `bundle.json`, which names the start file.
    pub pointer: String,
    /// Name and bytes of every other file; the start file first.
    pub files: Vec<(String, Vec<u8>)>,
    /// The revision in the manifest.
    pub revision: u64,
    /// How large each section is, in the order of the manifest.
    pub sizes: Vec<Size>,
}

/// The size of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// What it holds.
    pub kind: Kind,
    /// Which one of its kind: a locale, `top` or a category.
    pub key: String,
    /// Bytes before any transfer encoding.
    pub bytes: usize,
    /// Whether it travels in the start file.
    pub inline: bool,
}

/// Why no bundle could be assembled or signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// A code of [`crate::codes`].
    pub code: &'static str,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Rules(usize),
    Model(usize),
    Total(u64),
    Sections(usize),
    NotAStart,
}

impl Refusal {
    fn new(code: Code, what: What) -> Refusal {
        Refusal { code: code.id, what }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self.what {
            What::Rules(_) => "remove campaigns that have ended, or share conditions through segments",
            What::Model(_) => "train with fewer items or fewer neighbours an item",
            What::Total(_) => "take fewer items into the catalogue, or a smaller model",
            What::Sections(_) => "join small categories of the catalogue, or take out flows or locales",
            What::NotAStart => "give the start file that bundle.json names, as `atelier build` wrote it",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            What::Rules(bytes) => {
                write!(
                    out,
                    "the start file has {bytes} bytes, more than the {} it may have",
                    limits::START_BYTES
                )
            }
            What::Model(bytes) => {
                write!(out, "the model has {bytes} bytes, more than the {} it may have", limits::MODEL_BYTES)
            }
            What::Total(bytes) => {
                write!(out, "the bundle has {bytes} bytes, more than the {} it may have", limits::TOTAL_BYTES)
            }
            What::Sections(count) => {
                write!(out, "the bundle has {count} sections, more than the {} it may have", limits::SECTIONS)
            }
            What::NotAStart => out.write_str("these bytes are not a start file"),
        }
    }
}

impl std::error::Error for Refusal {}

/// One section with its bytes.
struct Part {
    section: Section,
    bytes: Vec<u8>,
}

/// Assembles a bundle. Its signature is all zero, which a storefront refuses, until [`sign`] fills it in.
pub fn assemble(
    compiled: &Compiled,
    model: Option<&ModelParts>,
    revision: u64,
    issued: Millis,
) -> Result<Output, Refusal> {
    let mut parts = parts(compiled, model)?;
    check_sizes(&parts)?;
    let mut manifest = Manifest {
        name: compiled.name.clone(),
        locale: compiled.rules.locales.first().cloned().unwrap_or_default(),
        revision,
        issued,
        expires: issued.saturating_add(i64::from(compiled.valid_days).saturating_mul(DAY as i64)),
        sections: sections(&parts),
    };
    let room = limits::START_BYTES.saturating_sub(start_file(&manifest, &[0; SIGNATURE_BYTES], &[]).len());
    choose_inline(&mut parts, compiled, room)?;
    manifest.sections = sections(&parts);
    let inline: Vec<Vec<u8>> =
        parts.iter().filter(|part| part.section.inline).map(|part| part.bytes.clone()).collect();
    let start = start_file(&manifest, &[0; SIGNATURE_BYTES], &inline);
    let sizes = parts.iter().map(Part::size).collect();
    let name = address(&sha256(&start));
    let external = parts.into_iter().filter(|part| !part.section.inline);
    let mut files = vec![(name.clone(), start)];
    files.extend(external.map(|part| (address(&part.section.hash), part.bytes)));
    // Two shards of the same bytes are one file.
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|(name, _)| seen.insert(name.clone()));
    Ok(Output { pointer: pointer(&name), files, revision, sizes })
}

fn sections(parts: &[Part]) -> Vec<Section> {
    parts.iter().map(|part| part.section.clone()).collect()
}

fn pointer(name: &str) -> String {
    format!("{{\"manifest\":\"{name}\"}}\n")
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl Part {
    fn new(kind: Kind, key: &str, bytes: Vec<u8>) -> Part {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let section = Section { kind, key: key.to_owned(), inline: false, length, hash: sha256(&bytes) };
        Part { section, bytes }
    }

    fn size(&self) -> Size {
        let Section { kind, key, inline, .. } = &self.section;
        Size { kind: *kind, key: key.clone(), bytes: self.bytes.len(), inline: *inline }
    }
}

/// All sections, sorted by kind and key.
fn parts(compiled: &Compiled, model: Option<&ModelParts>) -> Result<Vec<Part>, Refusal> {
    let mut parts = vec![Part::new(Kind::Rules, "", compiled.rules.to_bytes())];
    parts.extend(compiled.copies.iter().map(|copy| Part::new(Kind::Copy, &copy.locale, copy.to_bytes())));
    if let Some(model) = model {
        let bytes = model.to_bytes();
        if bytes.len() > limits::MODEL_BYTES {
            return Err(Refusal::new(codes::MODEL_TOO_LARGE, What::Model(bytes.len())));
        }
        parts.push(Part::new(Kind::Model, "", bytes));
    }
    parts
        .extend(compiled.shards.iter().map(|(key, shard)| Part::new(Kind::Catalogue, key, shard.to_bytes())));
    parts.extend(compiled.flows.iter().map(|flow| Part::new(Kind::Flow, &flow.name, flow.to_bytes())));
    let words = compiled.words.iter();
    parts.extend(words.map(|(key, json)| Part::new(Kind::Words, key, json.clone().into_bytes())));
    parts.sort_by(|a, b| (a.section.kind, &a.section.key).cmp(&(b.section.kind, &b.section.key)));
    Ok(parts)
}

fn check_sizes(parts: &[Part]) -> Result<(), Refusal> {
    let total: u64 = parts.iter().map(|part| part.bytes.len() as u64).sum();
    if parts.len() > limits::SECTIONS {
        return Err(Refusal::new(codes::TOO_MANY_SECTIONS, What::Sections(parts.len())));
    }
    if total > limits::TOTAL_BYTES {
        return Err(Refusal::new(codes::BUNDLE_TOO_LARGE, What::Total(total)));
    }
    Ok(())
}

/// Rules always travel in the start file; of the words as many locales as fit, in the order of the project.
fn choose_inline(parts: &mut [Part], compiled: &Compiled, room: usize) -> Result<(), Refusal> {
    let mut left = room;
    let locales = compiled.copies.iter().map(|copy| (Kind::Copy, copy.locale.as_str()));
    for (kind, key) in [(Kind::Rules, "")].into_iter().chain(locales) {
        let part = parts.iter_mut().find(|part| part.section.kind == kind && part.section.key == key);
        let Some(part) = part else { continue };
        match left.checked_sub(part.bytes.len()) {
            Some(rest) => left = rest,
            None if kind == Kind::Copy => continue,
            None => {
                let bytes = limits::START_BYTES - room + part.bytes.len();
                return Err(Refusal::new(codes::START_TOO_LARGE, What::Rules(bytes)));
            }
        }
        part.section.inline = true;
    }
    Ok(())
}

/// A start file after signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Content of `bundle.json`.
    pub pointer: String,
    /// Name of the start file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Fills the signature in. `sign` is given the message and returns its Ed25519 signature.
pub fn sign(start_file: &[u8], sign: impl Fn(&[u8]) -> [u8; SIGNATURE_BYTES]) -> Result<Signed, Refusal> {
    let refused = |_| Refusal::new(codes::NOT_A_START, What::NotAStart);
    let start = Start::read(start_file).map_err(refused)?;
    let (head, tail) = start_file.split_at_checked(start.signed.len()).unwrap_or((start_file, &[]));
    let inline = tail.get(SIGNATURE_BYTES..).unwrap_or(&[]);
    let signature = sign(&[SIGNATURE_CONTEXT, head].concat());
    let bytes = [head, &signature, inline].concat();
    let name = address(&sha256(&bytes));
    Ok(Signed { pointer: pointer(&name), name, bytes })
}

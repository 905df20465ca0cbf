//! A bundle in files, opened as a storefront does it: pointer, signature, hashes, and only then what the bytes say.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use ed25519_compact::Signature;
use sha2::{Digest, Sha256};
use sillage_engine::{
    bundle::Bundle,
    manifest::{Kind, SIGNATURE_CONTEXT, Start, address},
};

use crate::description::key;

/// The one file whose name never changes.
pub(crate) const POINTER: &str = "bundle.json";

/// Files by name.
#[derive(PartialEq)]
pub(crate) struct Stored {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Stored {
    pub(crate) fn read(folder: &Path) -> Stored {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let file = |path: std::path::PathBuf| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
        };
        Stored { files: entries.map(file).collect() }
    }

    /// Replaces a folder.
    pub(crate) fn write(&self, folder: &Path) {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }

    /// Name, length and SHA-256 of each file.
    pub(crate) fn fingerprints(&self) -> Vec<String> {
        let line = |(name, bytes): (&String, &Vec<u8>)| {
            format!("{name},{},{}", bytes.len(), hexadecimal(&Sha256::digest(bytes)))
        };
        self.files.iter().map(line).collect()
    }

    /// The whole bundle with the copy of one locale; or who refused it.
    pub(crate) fn open(&self, locale: &str) -> Result<Bundle, String> {
        let start = self.start()?;
        let mut bundle = Bundle::EMPTY;
        for (index, section) in start.manifest.sections.iter().enumerate() {
            let file = || self.files.get(&address(&section.hash)).map(Vec::as_slice);
            let bytes = if section.inline { start.inline(index) } else { file() };
            let bytes = bytes.ok_or("a section is missing")?;
            let checked = start.manifest.check(index, bytes, &Sha256::digest(bytes));
            let loaded = checked.and_then(|section| match section.kind {
                Kind::Rules => Bundle::read(bytes).map(|rules| bundle = rules),
                Kind::Copy if section.key != locale => Ok(()),
                kind => bundle.load(kind, bytes),
            });
            loaded.map_err(|fault| fault.to_string())?;
        }
        Ok(bundle)
    }

    /// The start file that the pointer names, its signature verified.
    fn start(&self) -> Result<Start<'_>, String> {
        let pointer: serde_json::Value =
            serde_json::from_slice(&self.files[POINTER]).map_err(|error| error.to_string())?;
        let name = pointer["manifest"].as_str().ok_or("the pointer names nothing")?;
        let file = self.files.get(name).ok_or("the pointer names no file")?;
        let start = Start::read(file).map_err(|fault| fault.to_string())?;
        let message = [SIGNATURE_CONTEXT, start.signed].concat();
        let verified = key().pk.verify(message, &Signature::new(start.signature));
        verified.map_err(|error| error.to_string())?;
        Ok(start)
    }

    /// The kinds of its sections.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        self.start().unwrap().manifest.sections.iter().map(|section| section.kind).collect()
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

pub(crate) fn bytes(hexadecimal: &str) -> Vec<u8> {
    let nibbles: Vec<u8> = hexadecimal.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
    nibbles.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

//! A bundle as it lies in a folder: what `atelier build` wrote, and a static host serves.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use sillage_compiler::matching::matching;
use sillage_engine::{
    bundle::Bundle,
    limits,
    manifest::{Kind, Manifest, Start, address},
};

use crate::{bundle::POINTER, failure::Failure, folder};

/// A bundle's start file, taken apart. Its signature is not verified: no one is decided for here.
#[derive(Debug)]
pub struct Built {
    folder: PathBuf,
    /// Name of the start file.
    pub name: String,
    start: Vec<u8>,
    manifest: Manifest,
}

impl Built {
    /// Reads the start file that a folder's pointer names.
    pub fn read(folder: &Path) -> Result<Built, Failure> {
        let pointer = read(&folder.join(POINTER), limits::START_BYTES)?;
        let pointer: serde_json::Value = serde_json::from_slice(&pointer).unwrap_or_default();
        let name = pointer.get("manifest").and_then(serde_json::Value::as_str);
        let Some(name) = name.filter(|name| folder::is_address(name)) else {
            let message =
                format!("`{}` is not a bundle: its `{POINTER}` names no start file", folder.display());
            return Err(Failure::new(message, "give the folder that `atelier build` wrote"));
        };
        let path = folder.join(name);
        let start = read(&path, limits::START_BYTES)?;
        match Start::read(&start).map(|start| start.manifest) {
            Ok(manifest) => Ok(Built { folder: folder.to_owned(), name: name.to_owned(), start, manifest }),
            Err(fault) => {
                let message = format!("`{}` is not a start file: {fault}", path.display());
                Err(Failure::new(message, "build the bundle again with this version"))
            }
        }
    }

    /// Which issue it is.
    pub fn revision(&self) -> u64 {
        self.manifest.revision
    }

    /// Loads sections in the order given, as a page did. With `is_other`, those that it does not have are left out.
    pub fn load(&self, sections: &[(Kind, String)], is_other: bool) -> Result<Bundle, Failure> {
        let mut bundle = Bundle::EMPTY;
        for (kind, key) in sections {
            let index =
                self.manifest.sections.iter().position(|known| known.kind == *kind && known.key == *key);
            let Some(index) = index else {
                if is_other {
                    continue;
                }
                let message =
                    format!("`{}` has no section `{key}` of kind {}", self.folder.display(), name(*kind));
                return Err(Failure::new(message, "the moment was saved with another bundle, or was edited"));
            };
            let bytes = self.section(index)?;
            let loaded = match kind {
                Kind::Rules => Bundle::read(&bytes).map(|read| bundle = read.with_host(matching)),
                kind => bundle.load(*kind, &bytes),
            };
            loaded.map_err(|fault| {
                let message = format!(
                    "`{}`: section `{key}` of kind {} is refused: {fault}",
                    self.folder.display(),
                    name(*kind)
                );
                Failure::new(message, "build the bundle again with this version")
            })?;
        }
        Ok(bundle)
    }

    /// The bytes of a section, which are those that the manifest names.
    fn section(&self, index: usize) -> Result<Vec<u8>, Failure> {
        let Some(section) = self.manifest.sections.get(index) else { return Ok(Vec::new()) };
        let (path, bytes) = if section.inline {
            let inline =
                Start::read(&self.start).ok().and_then(|start| start.inline(index).map(<[u8]>::to_vec));
            (self.folder.join(&self.name), inline.unwrap_or_default())
        } else {
            let path = self.folder.join(address(&section.hash));
            let bytes = read(&path, section.length as usize)?;
            (path, bytes)
        };
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        match self.manifest.check(index, &bytes, &digest) {
            Ok(_) => Ok(bytes),
            Err(_) => {
                let message = format!("`{}` is not what the manifest names", path.display());
                Err(Failure::new(message, "copy the bundle again, or build it again"))
            }
        }
    }
}

/// The name of a kind, as the module's door tells it to the host.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Rules => "rules",
        Kind::Copy => "copy",
        Kind::Model => "model",
        Kind::Catalogue => "catalogue",
        Kind::Flow => "flow",
        Kind::Words => "words",
    }
}

/// Reads a file that may have so many bytes.
fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let refused = |error| Failure::file("read", path, &error);
    let size = fs::metadata(path).map_err(refused)?.len();
    if size > limit as u64 {
        let message = format!("`{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(message, format!("at most {limit} bytes")));
    }
    fs::read(path).map_err(refused)
}

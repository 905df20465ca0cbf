//! From compiled source to the bundle that the frames load: assembled, and signed with a key that lives as long as the page.

use ed25519_compact::{KeyPair, Seed};
use sillage_compiler::{Compiled, Refusal};
use sillage_engine::{
    event::Millis,
    manifest::{Manifest, Start, address},
    model::ModelParts,
};

use crate::bytes;

/// The file whose name never changes.
pub const POINTER: &str = "bundle.json";

/// Signs what the frames show; never leaves the page.
pub struct Key(KeyPair);

impl Key {
    /// The key of a seed, which the browser's own randomness gives.
    pub fn new(seed: [u8; 32]) -> Key {
        Key(KeyPair::from_seed(Seed::new(seed)))
    }

    /// The public half in base64, as `data-bundle-key` takes it.
    pub fn public(&self) -> String {
        bytes::to_base64(&*self.0.pk)
    }
}

/// A bundle as a web server would have it.
#[derive(Debug, Default)]
pub struct Bundle {
    /// Name and bytes of every file: pointer, start file, then the rest.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Bundle {
    /// Assembles and signs. It is issued at the moment that is looked at, so that travelling in time never lets it expire.
    pub fn new(
        compiled: &Compiled,
        model: Option<&ModelParts>,
        key: &Key,
        moment: Millis,
    ) -> Result<Bundle, Refusal> {
        let output = sillage_compiler::assemble(compiled, model, 1, moment)?;
        let mut files = output.files.into_iter();
        let start = files.next().map(|(_, bytes)| bytes).unwrap_or_default();
        let signed = sillage_compiler::sign(&start, |message| *key.0.sk.sign(message, None))?;
        let pointer = (POINTER.to_owned(), signed.pointer.into_bytes());
        let files = [pointer, (signed.name, signed.bytes)].into_iter().chain(files).collect();
        Ok(Bundle { files })
    }

    /// What the bundle consists of; none for an empty one.
    pub fn manifest(&self) -> Option<Manifest> {
        Some(self.start()?.manifest)
    }

    /// The bytes of a section, wherever they lie.
    pub fn section(&self, index: usize) -> Option<&[u8]> {
        let start = self.start()?;
        let section = start.manifest.sections.get(index)?;
        if section.inline {
            return start.inline(index);
        }
        let name = address(&section.hash);
        self.files.iter().find(|(known, _)| *known == name).map(|(_, bytes)| bytes.as_slice())
    }

    /// Bytes of all files together.
    pub fn size(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    fn start(&self) -> Option<Start<'_>> {
        Start::read(&self.files.get(1)?.1).ok()
    }
}

//! Signing keys: Ed25519 (RFC 8032) as text files that say what they are.
//!
//! A secret key file is a header line and the 32-byte seed in base64, readable by its owner alone. It is never printed,
//! and no error message quotes it. The public key is the plain base64 text that goes into `data-bundle-key`.

use std::{fs, io::Write, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use ed25519_compact::{KeyPair, Seed};

use crate::failure::Failure;

/// First line of a secret key file.
pub const HEADER: &str =
    "sillage secret key (Ed25519): whoever has it can sign for the shop; keep it out of git";

/// A key pair; it has no `Debug`, so that it cannot be printed by accident.
pub struct Key(KeyPair);

impl Key {
    /// A fresh key from the system's randomness.
    pub fn generate() -> Key {
        Key(KeyPair::from_seed(Seed::generate()))
    }

    /// Reads a secret key file.
    pub fn read(path: &Path) -> Result<Key, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        let seed = text.strip_prefix(HEADER).map(str::trim).and_then(|base64| BASE64.decode(base64).ok());
        match seed.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
            Some(seed) => Ok(Key(KeyPair::from_seed(Seed::new(seed)))),
            None => {
                let message = format!("`{}` is not a secret key file", path.display());
                Err(Failure::new(message, "give the file that `atelier keys new FILE` wrote, not its `.pub`"))
            }
        }
    }

    /// Writes the secret key to a new file with mode 0600; an existing file is never overwritten.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = format!("{HEADER}\n{}\n", BASE64.encode(*self.0.sk.seed()));
        write_new(path, text.as_bytes(), 0o600)
    }

    /// The public key in base64, as `data-bundle-key` takes it.
    pub fn public(&self) -> String {
        BASE64.encode(*self.0.pk)
    }

    /// Signs a message. Deterministic: no noise, so that equal inputs give equal bundles.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        *self.0.sk.sign(message, None)
    }
}

/// Writes a file that must not exist yet.
pub fn write_new(path: &Path, bytes: &[u8], mode: u32) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let written =
        options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| Failure::file("write", path, &error))
}

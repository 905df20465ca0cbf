//! `atelier keys new`.

use std::{io::ErrorKind, path::Path};

use crate::{
    failure::{Failure, Verdict},
    keys::{self, Key},
};

/// Writes a new key pair and says where the public half belongs.
pub(super) fn run(file: &Path) -> Result<Verdict, Failure> {
    let mut public = file.as_os_str().to_owned();
    public.push(".pub");
    let public = Path::new(&public);
    // Looked at first, so that no secret key is left behind whose public half could not be written.
    if let Some(taken) = [file, public].into_iter().find(|path| path.exists()) {
        return Err(Failure::file("write", taken, &ErrorKind::AlreadyExists.into()));
    }
    let key = Key::generate();
    key.write(file)?;
    keys::write_new(public, format!("{}\n", key.public()).as_bytes(), 0o644)?;
    println!("secret key: {} (keep it out of git)", file.display());
    println!("public key: {} (for `data-bundle-key`: {})", public.display(), key.public());
    Ok(Verdict::Fine)
}

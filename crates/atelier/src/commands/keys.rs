//! `atelier keys new`.

use std::path::Path;

use crate::{
    failure::{Failure, Verdict},
    keys::{self, Key},
};

/// Writes a new key pair and says where the public half belongs.
pub(super) fn run(file: &Path) -> Result<Verdict, Failure> {
    let key = Key::generate();
    key.write(file)?;
    let mut public = file.as_os_str().to_owned();
    public.push(".pub");
    keys::write_new(Path::new(&public), format!("{}\n", key.public()).as_bytes(), 0o644)?;
    println!("secret key: {} (keep it out of git)", file.display());
    println!("public key: {} (for `data-bundle-key`: {})", Path::new(&public).display(), key.public());
    Ok(Verdict::Fine)
}

//! Writing a bundle's folder so that it is never half there.
//!
//! Files are written to a folder beside it, which then takes its place: two renames, with nothing there for the moment
//! between them. What lay there before goes, addressed files of older revisions included: a CDN keeps those for pages
//! that still use them, this folder holds one revision.

use std::{fs, path::Path};

use crate::failure::Failure;

/// Replaces a folder by these files. Folders that hold anything but a bundle are refused, not emptied.
pub fn replace(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    refuse_foreign(folder)?;
    let fresh = beside(folder, "new");
    remove(&fresh)?;
    let replaced = write(&fresh, files).and_then(|()| exchange(folder, &fresh));
    if replaced.is_err() {
        // What went wrong is told already; that its remains cannot be removed either would only hide it.
        let _ = remove(&fresh);
    }
    replaced
}

fn write(fresh: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    fs::create_dir_all(fresh).map_err(|error| Failure::file("write", fresh, &error))?;
    for (name, bytes) in files {
        let path = fresh.join(name);
        fs::write(&path, bytes).map_err(|error| Failure::file("write", &path, &error))?;
    }
    Ok(())
}

/// Puts the fresh folder into the old one's place; where that fails, the old one is put back.
fn exchange(folder: &Path, fresh: &Path) -> Result<(), Failure> {
    let old = beside(folder, "old");
    remove(&old)?;
    if !folder.exists() {
        return fs::rename(fresh, folder).map_err(|error| Failure::file("write", folder, &error));
    }
    fs::rename(folder, &old).map_err(|error| Failure::file("replace", folder, &error))?;
    if let Err(error) = fs::rename(fresh, folder) {
        fs::rename(&old, folder).map_err(|error| Failure::file("put back", folder, &error))?;
        return Err(Failure::file("write", folder, &error));
    }
    remove(&old)
}

/// A mistyped `--out` must not cost anybody a folder of work.
fn refuse_foreign(folder: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::file("write", folder, &error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "bundle.json" && !is_address(&name) {
            let message = format!("`{}` holds `{name}`, which is no part of a bundle", folder.display());
            return Err(Failure::new(message, "give an empty or a new folder with `--out`"));
        }
    }
    Ok(())
}

/// Whether a name is a content address: 32 hexadecimal digits and `.bin`.
pub fn is_address(name: &str) -> bool {
    let digits = name.strip_suffix(".bin").unwrap_or_default();
    digits.len() == 32 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn beside(folder: &Path, ending: &str) -> std::path::PathBuf {
    let name =
        folder.file_name().map_or_else(|| "bundle".to_owned(), |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.{ending}-{}", std::process::id()))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::file("remove", folder, &error))
        }
        _ => Ok(()),
    }
}

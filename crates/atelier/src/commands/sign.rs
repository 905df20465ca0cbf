//! `atelier sign`.

use std::{fs, path::Path};

use crate::{
    bundle::{self, POINTER},
    failure::{Failure, Verdict},
    folder,
    keys::Key,
};

/// Bytes of a file of a bundle that are read at most.
const FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Signs a bundle's start file, which gets a new name by that, and lets the pointer point to it.
pub(super) fn run(out: &Path, key: &Path) -> Result<Verdict, Failure> {
    let key = Key::read(key)?;
    let old = pointed(&read(&out.join(POINTER))?).ok_or_else(|| not_a_bundle(out))?;
    let signed = bundle::signed(&read(&out.join(&old))?, &key)?;
    write(&out.join(&signed.name), &signed.bytes)?;
    write(&out.join(POINTER), signed.pointer.as_bytes())?;
    if signed.name != old {
        let path = out.join(&old);
        fs::remove_file(&path).map_err(|error| Failure::file("remove", &path, &error))?;
    }
    println!("{}: signed, the start file is `{}`", out.display(), signed.name);
    Ok(Verdict::Fine)
}

/// The name in a pointer, if it is one that a bundle can have: a pointer must not lead out of its folder.
fn pointed(bytes: &[u8]) -> Option<String> {
    let pointer: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let name = pointer.get("manifest")?.as_str()?;
    folder::is_address(name).then(|| name.to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let size = fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?.len();
    if size > FILE_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(message, format!("at most {FILE_BYTES} bytes")));
    }
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}

/// In one step, so that a server which reads at this moment sees the old file or the new one.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    let written = fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, path));
    written.map_err(|error| Failure::file("write", path, &error))
}

fn not_a_bundle(out: &Path) -> Failure {
    let message = format!("`{}` is not a bundle: its `{POINTER}` names no start file", out.display());
    Failure::new(message, "give the folder that `atelier build` wrote")
}

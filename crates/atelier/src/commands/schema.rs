//! `atelier schema`.

use std::{fs, path::Path};

use crate::failure::{Failure, Verdict};

/// Writes the JSON Schema of every source file, for editors that complete and check while one types.
pub(super) fn run(out: &Path) -> Result<Verdict, Failure> {
    fs::create_dir_all(out).map_err(|error| Failure::file("write", out, &error))?;
    let schemas = sillage_compiler::schemas();
    for (name, schema) in &schemas {
        let path = out.join(name);
        fs::write(&path, format!("{schema:#}\n")).map_err(|error| Failure::file("write", &path, &error))?;
    }
    println!("{} schemas written to `{}`", schemas.len(), out.display());
    Ok(Verdict::Fine)
}

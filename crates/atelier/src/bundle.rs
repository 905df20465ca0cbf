//! From a project's folder to the files of a bundle, signed or not; nothing is written here.

use std::{fs, path::Path};

use sillage_compiler::{Compiled, Diagnostic, Refusal, Signed, Size, Sources};
use sillage_engine::{
    event::Millis,
    limits,
    model::{Model, ModelParts},
};

use crate::{failure::Failure, keys::Key, project};

/// The one file of a bundle whose name never changes.
pub const POINTER: &str = "bundle.json";

/// Which issue of a bundle this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issue {
    /// Greater is newer.
    pub revision: u64,
    /// When it was built.
    pub issued: Millis,
}

/// What compiling a project gave.
#[derive(Debug)]
pub struct Outcome {
    /// What was read.
    pub sources: Sources,
    /// Everything that is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The bundle; none where there is an error.
    pub built: Option<Built>,
}

/// A bundle's files by name, the pointer last, so that it never points to what is not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// Name and content.
    pub files: Vec<(String, Vec<u8>)>,
    /// How large each section is.
    pub sizes: Vec<Size>,
}

/// Compiles a project; with a key the bundle is signed.
pub fn build(folder: &Path, issue: Issue, key: Option<&Key>) -> Result<Outcome, Failure> {
    let sources = project::read(folder)?;
    let outcome = sillage_compiler::compile(&sources);
    let diagnostics = outcome.diagnostics;
    let Some(compiled) = outcome.compiled else {
        return Ok(Outcome { sources, diagnostics, built: None });
    };
    let model = model(folder, &compiled)?;
    let built = assemble(&compiled, model.as_ref(), issue, key)?;
    Ok(Outcome { sources, diagnostics, built: Some(built) })
}

fn assemble(
    compiled: &Compiled,
    model: Option<&ModelParts>,
    issue: Issue,
    key: Option<&Key>,
) -> Result<Built, Failure> {
    let output = sillage_compiler::assemble(compiled, model, issue.revision, issue.issued)
        .map_err(|refusal| refused(&refusal))?;
    let mut files = output.files;
    let mut pointer = output.pointer;
    if let (Some(key), Some(start)) = (key, files.first_mut()) {
        let signed = signed(&start.1, key)?;
        *start = (signed.name, signed.bytes);
        pointer = signed.pointer;
    }
    files.push((POINTER.to_owned(), pointer.into_bytes()));
    Ok(Built { files, sizes: output.sizes })
}

/// A start file with its signature, under its new name.
pub fn signed(start: &[u8], key: &Key) -> Result<Signed, Failure> {
    sillage_compiler::sign(start, |message| key.sign(message)).map_err(|refusal| refused(&refusal))
}

fn refused(refusal: &Refusal) -> Failure {
    Failure::new(refusal.to_string(), refusal.help())
}

/// The model that the project names, checked as the engine will check it.
pub fn model(folder: &Path, compiled: &Compiled) -> Result<Option<ModelParts>, Failure> {
    let Some(name) = &compiled.model else { return Ok(None) };
    let path = folder.join(name);
    if !path.exists() {
        let message = format!("the model `{}` does not exist", path.display());
        return Err(Failure::new(
            message,
            "write it with `atelier train DIR --events FILE`, or leave `model` out",
        ));
    }
    let size = fs::metadata(&path).map_err(|error| Failure::file("read", &path, &error))?.len();
    if size > limits::MODEL_BYTES as u64 {
        let message = format!("the model `{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(
            message,
            format!("at most {} bytes; train it with a smaller budget", limits::MODEL_BYTES),
        ));
    }
    let bytes = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
    match Model::read(&bytes) {
        Ok(model) => Ok(Some(model.to_parts())),
        Err(_) => {
            let message = format!("`{}` is not a model", path.display());
            Err(Failure::new(message, "write it with `atelier train`"))
        }
    }
}

//! What the studio page reads: the project in one JSON file, `{files, model, pages}`: path and text of every source file and of the
//! personas, the model in base64, and the paths of the shop's pages.
//!
//! For static hosting, what is answered here is saved beside the studio's page once.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde::Serialize;

use super::{
    Options,
    files::{Found, REVALIDATED},
};
use crate::{failure::Failure, project};

/// Where the page finds it.
pub const PATH: &str = "/studio/project.json";
/// Made-up visitors, for the studio alone.
const PERSONAS: &str = "personas.json";
/// Folders deeper than this, and more pages than this, are not looked at.
const DEPTH: usize = 8;
const PAGES: usize = 5_000;

#[derive(Serialize)]
struct Project {
    files: BTreeMap<String, String>,
    model: Option<String>,
    pages: Vec<String>,
}

/// The file, made anew from what lies in the folders; none, with a line on standard error, where the project cannot be read.
pub fn file(options: &Options) -> Option<Found> {
    match project(options) {
        Ok(project) => {
            let bytes = serde_json::to_vec(&project).unwrap_or_default();
            Some(Found { bytes, kind: "application/json", cache: REVALIDATED, encoding: None })
        }
        Err(failure) => {
            eprintln!("{failure}");
            None
        }
    }
}

fn project(options: &Options) -> Result<Project, Failure> {
    let folder = &options.project;
    let mut files = project::read(folder)?.files;
    if let Some(personas) = plain_file(folder, PERSONAS).and_then(|path| fs::read_to_string(path).ok()) {
        files.insert(PERSONAS.to_owned(), personas);
    }
    let model = project::named(folder, "model")?.and_then(|name| plain_file(folder, &name));
    let model = model.and_then(|path| fs::read(path).ok()).map(|bytes| BASE64.encode(bytes));
    let mut pages = Vec::new();
    walk(&options.www, "/", 0, &mut pages);
    pages.sort();
    Ok(Project { files, model, pages })
}

/// A file of the folder, neither outside it nor a link.
fn plain_file(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(name);
    let is_plain = project::is_plain(name) && fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
    is_plain.then_some(path)
}

/// Pages below a folder by the path of their request; a template is no page.
fn walk(folder: &Path, at: &str, depth: usize, pages: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
        if name.starts_with('.') || pages.len() >= PAGES {
            continue;
        }
        if kind.is_dir() && depth < DEPTH {
            walk(&entry.path(), &format!("{at}{name}/"), depth + 1, pages);
        } else if name == "index.html" && kind.is_file() {
            pages.push(at.to_owned());
        } else if name.ends_with(".html") && !name.ends_with(".template.html") && kind.is_file() {
            pages.push(format!("{at}{name}"));
        }
    }
}

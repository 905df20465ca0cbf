//! A project's folder: which of its files are source, and reading them.
//!
//! Source is `*.yaml`, `*.yml` and `*.json` at the root, in `campaigns/`, `flows/` and `copy/`, and the catalogue that
//! `sillage.yaml` names. Symbolic links are refused: a project is what lies in its folder.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path, PathBuf},
};

use sillage_compiler::{Report, Sources, yaml};

use crate::{failure::Failure, instant};

/// Folders of a project that hold source; the empty one is the root.
const FOLDERS: [&str; 4] = ["", "campaigns", "flows", "copy"];

const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// Bytes of one source file; the compiler's own bounds are smaller, this one protects the memory of the machine.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Reads every source file of a project.
pub fn read(folder: &Path) -> Result<Sources, Failure> {
    let mut sources = Sources::default();
    for path in source_files(folder)? {
        add(&mut sources, name_in(folder, &path), &path)?;
    }
    if sources == Sources::default() {
        return Err(not_a_project(folder));
    }
    if let Some(name) = catalogue(&sources.files).filter(|name| is_plain(name)) {
        let path = folder.join(&name);
        refuse_links(std::slice::from_ref(&path))?;
        if path.is_file() {
            add(&mut sources, name, &path)?;
        }
    }
    sources.now = Some(instant::now());
    Ok(sources)
}

/// Adds a file. That it is not UTF-8 is a mistake like any other, for the compiler to tell.
fn add(sources: &mut Sources, name: String, path: &Path) -> Result<(), Failure> {
    match read_text(path)? {
        Ok(text) => drop(sources.files.insert(name, text)),
        Err(before) => drop(sources.not_utf8.insert(name, before)),
    }
    Ok(())
}

/// A text of `sillage.yaml` by its key (`catalogue`, `model`); none where it has none.
pub fn named(folder: &Path, key: &str) -> Result<Option<String>, Failure> {
    for extension in EXTENSIONS {
        let path = folder.join(format!("sillage.{extension}"));
        if path.is_file() {
            let not_utf8 = |_| Failure::file("read", &path, &io::ErrorKind::InvalidData.into());
            return Ok(value(&read_text(&path)?.map_err(not_utf8)?, key));
        }
    }
    Err(not_a_project(folder))
}

/// Whether a path leads nowhere but into the folder it is joined to.
pub fn is_plain(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// What is wrong with `sillage.yaml`, the compiler tells; here it only has no value then.
fn value(text: &str, key: &str) -> Option<String> {
    let root = yaml::parse(text, 0, &mut Report::default())?;
    root.field(key)?.text().map(str::to_owned)
}

fn catalogue(files: &BTreeMap<String, String>) -> Option<String> {
    let text = EXTENSIONS.iter().find_map(|extension| files.get(&format!("sillage.{extension}")))?;
    value(text, "catalogue")
}

/// A link that was passed over in silence would look like a file without effect.
fn refuse_links(paths: &[PathBuf]) -> Result<(), Failure> {
    let is_link = |path: &&PathBuf| fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let links: Vec<_> = paths.iter().filter(is_link).map(|path| format!("`{}`", path.display())).collect();
    let (are, help) = match links.as_slice() {
        [] => return Ok(()),
        [_] => ("is a symbolic link", "copy the file into the project"),
        _ => ("are symbolic links", "copy the files into the project"),
    };
    Err(Failure::new(format!("{} {are}, which a project cannot hold", links.join(", ")), help))
}

fn not_a_project(folder: &Path) -> Failure {
    let message = format!("`{}` is not a project: it has no `sillage.yaml`", folder.display());
    Failure::new(message, "give the project's folder, or start one with `atelier init DIR`")
}

/// The paths of all source files, sorted; a failure where one is a link.
pub fn source_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for name in FOLDERS {
        let inner = if name.is_empty() { folder.to_owned() } else { folder.join(name) };
        match fs::read_dir(&inner) {
            Ok(entries) => paths.extend(entries.flatten().filter(is_source).map(|entry| entry.path())),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !name.is_empty() => {}
            Err(error) => return Err(Failure::file("read", &inner, &error)),
        }
    }
    paths.sort();
    refuse_links(&paths)?;
    Ok(paths)
}

fn is_source(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let extension = Path::new(&name).extension().and_then(|extension| extension.to_str());
    let file = entry.file_type().is_ok_and(|kind| kind.is_file() || kind.is_symlink());
    let plain = file && !name.as_encoded_bytes().starts_with(b".");
    plain && extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

/// The text of a file; as an error the text before its first byte that is not UTF-8.
fn read_text(path: &Path) -> Result<Result<String, String>, Failure> {
    let size = fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?.len();
    if size > FILE_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(message, format!("at most {FILE_BYTES} bytes")));
    }
    let bytes = fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    let plain = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
    Ok(match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(plain(text)),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(plain(&String::from_utf8_lossy(before)))
        }
    })
}

/// The path within the project, with `/` on every system.
fn name_in(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

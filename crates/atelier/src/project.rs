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

use crate::failure::Failure;

/// Folders of a project that hold source; the empty one is the root.
const FOLDERS: [&str; 4] = ["", "campaigns", "flows", "copy"];

const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// Bytes of one source file; the compiler's own bounds are smaller, this one protects the memory of the machine.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Reads every source file of a project.
pub fn read(folder: &Path) -> Result<Sources, Failure> {
    let mut files = BTreeMap::new();
    for path in source_files(folder)? {
        let text = read_text(&path)?;
        files.insert(name_in(folder, &path), text);
    }
    if files.is_empty() {
        return Err(not_a_project(folder));
    }
    if let Some(name) = catalogue(&files).filter(|name| is_plain(name)) {
        let path = folder.join(&name);
        refuse_link(&path)?;
        if path.is_file() {
            files.insert(name, read_text(&path)?);
        }
    }
    Ok(Sources { files })
}

/// A text of `sillage.yaml` by its key (`catalogue`, `model`); none where it has none.
pub fn named(folder: &Path, key: &str) -> Result<Option<String>, Failure> {
    for extension in EXTENSIONS {
        let path = folder.join(format!("sillage.{extension}"));
        if path.is_file() {
            return Ok(value(&read_text(&path)?, key));
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
fn refuse_link(path: &Path) -> Result<(), Failure> {
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        let message = format!("`{}` is a symbolic link, which a project cannot hold", path.display());
        return Err(Failure::new(message, "copy the file into the project"));
    }
    Ok(())
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
    paths.iter().try_for_each(|path| refuse_link(path))?;
    Ok(paths)
}

fn is_source(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let extension = Path::new(&name).extension().and_then(|extension| extension.to_str());
    let file = entry.file_type().is_ok_and(|kind| kind.is_file() || kind.is_symlink());
    let plain = file && !name.as_encoded_bytes().starts_with(b".");
    plain && extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let size = fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?.len();
    if size > FILE_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(message, format!("at most {FILE_BYTES} bytes")));
    }
    let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// The path within the project, with `/` on every system.
fn name_in(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

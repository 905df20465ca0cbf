//! Projects as texts: files under `== path` lines.

use std::{collections::BTreeMap, fs, path::Path};

use sillage_compiler::{Outcome, Sources};

/// A project without mistakes and warnings.
pub(crate) fn base() -> Sources {
    parse(include_str!("base.txt"))
}

/// The same with a flow, and with campaigns and strategies that follow its answers.
pub(crate) fn with_flow() -> Sources {
    let mut sources = base();
    change(&mut sources, include_str!("flow.txt"));
    sources
}

/// Files of a project from one text: each begins with a line `== path`; `REMOVED`, `APPENDED`,
/// `EDITED` or `NOT-UTF8` may stand behind the path.
pub(crate) fn parse(text: &str) -> Sources {
    let mut sources = Sources::default();
    change(&mut sources, text);
    sources
}

/// Replaces, adds, removes or edits files as the text says.
pub(crate) fn change(sources: &mut Sources, text: &str) {
    for part in format!("\n{text}").split("\n== ").skip(1) {
        let (path, content) = part.split_once('\n').unwrap_or((part, ""));
        let content = format!("{}\n", content.trim_end_matches('\n'));
        if let Some(path) = path.strip_suffix(" NOT-UTF8") {
            sources.files.remove(path);
            sources.not_utf8.insert(path.to_owned(), content.trim_end_matches('\n').to_owned());
        } else if let Some(path) = path.strip_suffix(" REMOVED") {
            sources.files.remove(path);
        } else if let Some(path) = path.strip_suffix(" APPENDED") {
            sources.files.get_mut(path).unwrap().push_str(&content);
        } else if let Some(path) = path.strip_suffix(" EDITED") {
            let text = sources.files.get_mut(path).unwrap();
            content.lines().for_each(|line| edit(text, line));
        } else {
            sources.files.insert(path.to_owned(), content);
        }
    }
}

/// Puts what stands behind `~>` in the place of what stands before it; `\n` is a line break.
fn edit(text: &mut String, line: &str) {
    let (old, new) = line.split_once(" ~> ").unwrap_or_else(|| (line.strip_suffix(" ~>").unwrap(), ""));
    assert!(text.contains(old), "{old}");
    *text = text.replacen(old, &new.replace("\\n", "\n"), 1);
}

/// All text files of a folder.
pub(crate) fn folder(root: &Path) -> Sources {
    let mut files = BTreeMap::new();
    collect(root, root, &mut files);
    Sources { files, ..Sources::default() }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(name, text);
        }
    }
}

/// All diagnostics, one a line.
pub(crate) fn rendered(outcome: &Outcome) -> String {
    outcome.diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}

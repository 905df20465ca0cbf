//! Following changes of files by looking at their times and sizes three times a second.
//!
//! Polling needs no library, works on every file system and network share, and costs a walk over a few hundred files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, SystemTime},
};

use super::{Options, live::Live};

const PAUSE: Duration = Duration::from_millis(300);
/// Editors write in several steps: a state counts once it has stood for this long.
const SETTLED: Duration = Duration::from_millis(60);
/// Folders deeper than this, and more files than this, are not looked at.
const DEPTH: usize = 8;
const FILES: usize = 20_000;

/// What is compared: every file with its time and size.
type State = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// All files that are followed.
#[derive(Debug, PartialEq)]
pub struct Seen {
    project: State,
    pages: Vec<State>,
}

/// Looks at all files once.
pub fn look(options: &Options) -> Seen {
    let pages = [&options.www, &options.pkg].into_iter().chain(&options.also);
    Seen { project: state_of(&options.project), pages: pages.map(|folder| state_of(folder)).collect() }
}

/// Looks for changes until the process ends. `known` is what was there before the project was compiled: an edit during
/// that time must not be lost.
pub fn follow(live: &Arc<Live>, mut known: Seen) {
    let look = || look(&live.options);
    loop {
        thread::sleep(PAUSE);
        let mut seen = look();
        if seen == known {
            continue;
        }
        loop {
            thread::sleep(SETTLED);
            let again = look();
            if again == seen {
                break;
            }
            seen = again;
        }
        if seen.project == known.project {
            live.announce_change();
        } else if let Err(failure) = live.compile() {
            eprintln!("{failure}");
        }
        known = seen;
    }
}

fn state_of(folder: &Path) -> State {
    let mut state = Vec::new();
    walk(folder, 0, &mut state);
    state.sort();
    state
}

fn walk(folder: &Path, depth: usize, state: &mut State) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let Ok(found) = entry.metadata() else { continue };
        if hidden || name == "node_modules" || state.len() >= FILES {
            continue;
        }
        if found.is_dir() && depth < DEPTH {
            walk(&entry.path(), depth + 1, state);
        } else if found.is_file() {
            state.push((entry.path(), found.modified().ok(), found.len()));
        }
    }
}

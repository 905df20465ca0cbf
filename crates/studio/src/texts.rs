//! The project's source as it is being edited: the files as given, and what was changed in them.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};
use sillage_compiler::Sources;

/// Source under edit.
#[derive(Debug, Default)]
pub struct Texts {
    given: BTreeMap<String, String>,
    /// As they are now; what is compiled.
    pub sources: Sources,
}

/// A changed file as kept between visits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// A fingerprint of the file that was changed.
    base: String,
    text: String,
}

impl Texts {
    /// The files of a project, nothing changed.
    pub fn new(files: BTreeMap<String, String>) -> Texts {
        Texts { given: files.clone(), sources: Sources { files, ..Sources::default() } }
    }

    /// The text of a file; empty where there is none.
    pub fn text(&self, path: &str) -> &str {
        self.sources.files.get(path).map_or("", String::as_str)
    }

    /// Changes a file; true where that made it differ from what it was before.
    pub fn edit(&mut self, path: &str, text: String) -> bool {
        match self.sources.files.get_mut(path) {
            Some(known) if *known != text => {
                *known = text;
                true
            }
            _ => false,
        }
    }

    /// Whether a file differs from what was given.
    pub fn is_changed(&self, path: &str) -> bool {
        self.given.get(path) != self.sources.files.get(path)
    }

    /// Path and text of every changed file.
    pub fn changed(&self) -> Vec<(&str, &str)> {
        let all = self.sources.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        all.filter(|(path, _)| self.is_changed(path)).collect()
    }

    /// Goes back to the files as given.
    pub fn discard(&mut self) {
        self.sources.files.clone_from(&self.given);
    }

    /// Where a campaign is written: file, bytes of its name, line.
    pub fn find_campaign(&self, name: &str) -> Option<(String, Range<usize>, u32)> {
        let files = self.sources.files.iter().filter(|(path, _)| path.starts_with("campaigns"));
        files.into_iter().find_map(|(path, text)| {
            let (range, line) = find_key(text, name)?;
            Some((path.clone(), range, line))
        })
    }

    /// What is kept until the next visit.
    pub fn drafts(&self) -> BTreeMap<String, Draft> {
        let draft = |(path, text): (&str, &str)| {
            let base = fingerprint(self.given.get(path).map_or("", String::as_str));
            (path.to_owned(), Draft { base, text: text.to_owned() })
        };
        self.changed().into_iter().map(draft).collect()
    }

    /// Takes up what was kept. The files that were changed elsewhere meanwhile: the draft stands, and it is to be told.
    pub fn restore(&mut self, drafts: BTreeMap<String, Draft>) -> Vec<String> {
        let mut overtaken = Vec::new();
        for (path, draft) in drafts {
            let Some(given) = self.given.get(&path) else { continue };
            if fingerprint(given) != draft.base && *given != draft.text {
                overtaken.push(path.clone());
            }
            self.sources.files.insert(path, draft.text);
        }
        overtaken
    }
}

/// The first line that begins with a key, indented.
fn find_key(text: &str, name: &str) -> Option<(Range<usize>, u32)> {
    let mut from = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let key = line.trim_start();
        let indent = line.len() - key.len();
        if indent > 0 && key.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')) {
            return Some((from + indent..from + indent + name.len(), number));
        }
        from += line.len();
    }
    None
}

/// FNV-1a, 64 bits: tells files apart that nobody made to be alike.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(files: &[(&str, &str)]) -> Texts {
        Texts::new(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn campaigns_are_found_by_their_names() {
        let texts = texts(&[
            ("campaigns/home.yaml", "campaigns:\n  gold:\n    slot: a\n  gold_hero: {}\n"),
            ("slots.yaml", "  x:\n"),
        ]);
        let check = |name: &str, expected: Option<(Range<usize>, u32)>| {
            let expected = expected.map(|(range, line)| ("campaigns/home.yaml".to_owned(), range, line));
            assert_eq!(texts.find_campaign(name), expected, "{name}");
        };
        check("gold", Some((13..17, 2)));
        check("gold_hero", Some((33..42, 4)));
        check("campaigns", None);
        check("x", None);
    }

    #[test]
    fn edits_can_be_kept_and_discarded() {
        let mut first = texts(&[("a", "1"), ("b", "2")]);
        assert!(first.edit("a", "one".to_owned()));
        assert!(!first.edit("a", "one".to_owned()));
        assert!(!first.edit("missing", "x".to_owned()));
        assert_eq!(first.changed(), [("a", "one")]);
        let drafts = first.drafts();
        first.discard();
        assert_eq!((first.text("a"), first.changed().len()), ("1", 0));

        let check = |given: &[(&str, &str)], expected: &str, overtaken: &[&str]| {
            let mut later = texts(given);
            assert_eq!(later.restore(drafts.clone()), overtaken);
            assert_eq!(later.text("a"), expected);
        };
        check(&[("a", "1")], "one", &[]);
        check(&[("a", "changed elsewhere")], "one", &["a"]);
        check(&[("a", "one")], "one", &[]);
        check(&[("b", "a was removed")], "", &[]);
    }
}

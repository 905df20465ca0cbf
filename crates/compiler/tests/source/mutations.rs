//! Whatever is done to a project's files, compiling ends without a panic and tells the truth about what it made.

use proptest::prelude::*;
use sillage_compiler::{Report, Severity, Sources, assemble, compile, yaml};

use crate::project::with_flow;

/// What may happen to a text.
#[derive(Debug, Clone)]
enum Change {
    Insert(prop::sample::Index, String),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Swap(prop::sample::Index, prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let word = prop_oneof![
        "[ -~]{0,6}",
        "\\PC{0,4}",
        prop::sample::select(vec![
            "\n",
            "\t",
            "  ",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!!str ",
            "---\n",
            "...\n",
            "|\n",
            ">\n",
            "? ",
            "$not",
            "$segment: ",
            "gold",
            "host.tier",
            "null",
            "1e999",
            "\u{feff}",
            "\r",
            "\0",
            "{{",
            "{host.tier|x}",
            "result",
            "answer.skin",
            "score.barrier: 1",
            "dry-skin",
            "budget",
            "statement",
            "slider",
            "default",
            "%YAML 1.2\n",
        ])
        .prop_map(str::to_owned),
    ];
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), word).prop_map(|(at, text)| Change::Insert(at, text)),
        (at(), 1..20usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (at(), 1..40usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        (at(), at()).prop_map(|(a, b)| Change::Swap(a, b)),
    ]
}

fn apply(text: &str, change: &Change) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let length = characters.len();
    if length == 0 {
        return String::new();
    }
    match change {
        Change::Insert(at, text) => {
            let at = at.index(length);
            characters.splice(at..at, text.chars());
        }
        Change::Remove(at, count) => {
            let at = at.index(length);
            characters.drain(at..(at + count).min(length));
        }
        Change::Repeat(at, count) => {
            let at = at.index(length);
            let again: Vec<char> = characters[at..(at + count).min(length)].to_vec();
            characters.splice(at..at, again);
        }
        Change::Swap(a, b) => characters.swap(a.index(length), b.index(length)),
    }
    characters.into_iter().collect()
}

/// Compiles, and checks that what was compiled is what the engine takes.
fn check(sources: &Sources) {
    let outcome = compile(sources);
    let errors =
        outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    assert_eq!(outcome.compiled.is_some(), errors == 0);
    for diagnostic in &outcome.diagnostics {
        assert_ne!(diagnostic.code, "E0702", "{diagnostic}");
        let length = sources.files.get(&diagnostic.place.file).map_or(0, String::len);
        assert!(
            diagnostic.place.start <= diagnostic.place.end && diagnostic.place.end <= length,
            "{diagnostic:?}"
        );
        assert!(diagnostic.place.line >= 1 && diagnostic.place.column >= 1);
        let text = diagnostic.to_string();
        assert!(!text.contains('\n') && !diagnostic.help.is_empty(), "{text}");
    }
    if let Some(compiled) = outcome.compiled {
        compiled.rules.check().unwrap();
        compiled.copies.iter().for_each(|copy| copy.check(&compiled.rules).unwrap());
        compiled.flows.iter().for_each(|flow| flow.check().unwrap());
        assemble(&compiled, None, 1, 0).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_projects_never_panic(file in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let mut sources = with_flow();
        let at = file.index(sources.files.len());
        let text = sources.files.values_mut().nth(at).unwrap();
        for change in &changes {
            *text = apply(text, change);
        }
        check(&sources);
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}:,&*!|>'\"%@`#?\\- \n\ta-c0-9\u{85}\u{2028}é]{0,80}") {
        for text in [String::from_utf8_lossy(&bytes).into_owned(), text] {
            let mut report = Report::default();
            let read = yaml::parse(&text, 0, &mut report);
            assert_eq!(read.is_none(), read.is_none() && report.has_errors());
        }
    }
}

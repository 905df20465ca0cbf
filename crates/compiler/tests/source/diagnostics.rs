//! Every diagnostic, word for word: a mistake in an otherwise faultless project and what is said about it.
//!
//! Cases lie in `tests/diagnostics/*.txt`: `### title`, the files that differ from `base.txt`
//! (in flows.txt: and from `flow.txt`), `-- says`, the expected
//! lines. Errors are compared alone, unless the case expects nothing but warnings; in analysis.txt what is proven is compared alone. After a change of words run the test
//! with `SILLAGE_BLESS=1` and read the difference.

use std::{collections::BTreeSet, fs, path::PathBuf};

use sillage_compiler::{Severity, Sources, codes, compile};

use crate::project::{base, change, rendered, with_flow};

/// Codes that no text of a case can cause, and the test that covers each.
const ELSEWHERE: &[(&str, &str)] = &[
    ("E0001", "limits::files_over_four_mebibytes_are_refused"),
    ("W0808", "limits::mistakes_of_a_project_are_listed_up_to_a_thousand"),
    ("W0820", "lowering::a_review_that_is_due_is_told"),
    ("E0305", "limits::conditions_nest_as_deep_as_the_engine_allows"),
    ("E0603", "limits::mistakes_of_a_catalogue_are_listed_up_to_a_hundred"),
    ("E0701", "limits::a_bundle_holds_no_more_than_the_engine_takes"),
    ("E0702", "none: it would be a defect of the compiler"),
    ("E0703", "bundle::refusals"),
    ("E0704", "bundle::refusals"),
    ("E0705", "bundle::refusals"),
    ("E0706", "bundle::refusals"),
    ("E0707", "bundle::refusals"),
];

fn tables() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What the compiler says about a project with these changes.
fn says(mut sources: Sources, changes: &str, is_of_analysis: bool) -> String {
    change(&mut sources, changes);
    for text in sources.files.values_mut().filter(|text| text.contains("CRLF ")) {
        *text = text.replace("CRLF ", "").replace('\n', "\r\n");
    }
    let mut outcome = compile(&sources);
    let is_error = |severity: Severity| severity == Severity::Error;
    if outcome.diagnostics.iter().any(|diagnostic| is_error(diagnostic.severity)) {
        assert_eq!(outcome.compiled, None);
        outcome.diagnostics.retain(|diagnostic| is_error(diagnostic.severity));
    }
    outcome.diagnostics.retain(|diagnostic| !is_of_analysis || diagnostic.code.starts_with("W083"));
    rendered(&outcome)
}

#[test]
fn the_base_project_is_faultless() {
    assert_eq!(rendered(&compile(&base())), "");
    assert_eq!(rendered(&compile(&with_flow())), "");
}

#[test]
fn every_mistake_is_told_word_for_word() {
    let bless = std::env::var_os("SILLAGE_BLESS").is_some();
    let (mut count, mut wrong, mut seen) = (0, Vec::new(), BTreeSet::new());
    for path in tables() {
        let table = fs::read_to_string(&path).unwrap();
        let mut blessed = String::new();
        for case in table.split("### ").skip(1) {
            let (title, rest) = case.split_once('\n').unwrap();
            let (changes, expected) = rest.split_once("-- says\n").unwrap_or((rest, ""));
            let project = if path.ends_with("flows.txt") { with_flow() } else { base() };
            let said = says(project, changes, path.ends_with("analysis.txt"));
            count += 1;
            let is_code = |word: &&str| word.len() == 5 && word.starts_with(['E', 'W']);
            seen.extend(said.split_whitespace().filter(is_code).map(str::to_owned));
            if said.trim() != expected.trim() {
                wrong.push(format!("{title}\n  expected {}\n  said     {}", expected.trim(), said.trim()));
            }
            blessed.push_str(&format!(
                "### {title}\n{}\n-- says\n{}\n\n",
                changes.trim_end(),
                said.trim_end()
            ));
        }
        if bless {
            fs::write(&path, blessed.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(bless || wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "{count} cases");
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    let missing: Vec<&str> = codes::ALL
        .iter()
        .map(|code| code.id)
        .filter(|id| !seen.contains(*id) && !elsewhere.contains(id))
        .collect();
    assert!(missing.is_empty(), "no case covers {missing:?}");
}

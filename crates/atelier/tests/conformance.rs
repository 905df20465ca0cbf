//! `atelier conformance growthbook`: what is printed, and the exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod folder;

use folder::Folder;

const HELP: &str = "give sections of GrowthBook's `cases.json`, `{\"cases\": […]}`, or a list of URL targets";

/// What a file of cases prints, and the exit code.
fn check(name: &str, file: &str, code: i32, expected: &str) {
    let folder = Folder::new(&format!("conformance-{name}"));
    folder.write("cases.json", file);
    let ran = folder.run(&["conformance", "growthbook", "cases.json"]);
    let printed = if code == 2 { &ran.err } else { &ran.out };
    let expected = match code {
        2 => format!("error: `cases.json` cannot be checked: {expected}\n  = help: {HELP}\n"),
        _ => expected.to_owned(),
    };
    assert_eq!((ran.code, printed.as_str()), (code, expected.as_str()), "{name}");
}

#[test]
fn sections_are_checked() {
    check("none", r#"{"specVersion": "0.12.0", "hash": [["", "a", 1, 0.22]]}"#, 0, "1 passed, 0 failed\n");
    check(
        "wrong",
        r#"{"hash": [["", "a", 1, 0.22], ["", "a", 3, 0.5]],
            "evalCondition": [["is one", {"a": 1}, {"a": "1"}, true], ["is two", {"a": {"$gt": 1}}, {"a": 2}, true]]}"#,
        1,
        "hash: ``, `a`: expected 0.5, got null\nevalCondition: is one: expected true, got false\n2 passed, 2 failed\n",
    );
    check(
        "nested",
        r#"{"savedGroupReferencesV2": {"evalCondition": [["in", {"$savedGroup": {"id": "g"}}, {"id": "a"}, false,
            {"g": {"type": "list", "attributeKey": "id", "values": ["a"]}}]]}}"#,
        1,
        "savedGroupReferencesV2.evalCondition: in: expected false, got true\n0 passed, 1 failed\n",
    );
}

#[test]
fn conditions_and_targets_alone_are_checked() {
    check(
        "conditions",
        r#"{"groups": {"g": ["a"]}, "cases": [["in", {"id": {"$inGroup": "g"}}, {"id": "a"}, true],
            ["not in", {"id": {"$inGroup": "g"}}, {"id": "b"}, true]]}"#,
        1,
        "cases: not in: expected true, got false\n1 passed, 1 failed\n",
    );
    check(
        "targets",
        r#"[{"url": "https://a.example/b", "targets": [{"type": "simple", "include": true, "pattern": "/b"}], "expected": true},
            {"url": "https://a.example/c", "targets": [{"type": "simple", "include": true, "pattern": "/b"}], "expected": true}]"#,
        1,
        "urlTarget: 1: expected true, got false\n1 passed, 1 failed\n",
    );
}

#[test]
fn cases_without_their_form_fail() {
    let form = "the case has not the form of its section";
    #[rustfmt::skip]
    let table = [
        ("hash", r#"{"hash": [["", "a", 1, 0.22], 7]}"#, format!("hash: 1: {form}\n1 passed, 1 failed\n")),
        ("condition", r#"{"cases": [["a", {}]]}"#, format!("cases: a: {form}\n0 passed, 1 failed\n")),
        ("target", r#"[{"url": 7}]"#, format!("urlTarget: 0: {form}\n0 passed, 1 failed\n")),
    ];
    for (name, file, expected) in table {
        check(&format!("form-{name}"), file, 1, &expected);
    }
}

#[test]
fn hostile_files_are_refused() {
    #[rustfmt::skip]
    let table = [
        ("text", "no JSON", "it is not JSON: expected ident at line 1 column 2"),
        ("end", r#"{"hash": ["#, "it is not JSON: EOF while parsing a list at line 1 column 10"),
        ("number", "7", "it is neither an object of sections nor a list of URL targets"),
        ("empty", "{}", "it has no case"),
        ("section", r#"{"hush": []}"#, "there is no section `hush`"),
        ("inner", r#"{"savedGroupReferencesV2": {"hush": []}}"#, "there is no section `hush` in `savedGroupReferencesV2`"),
        ("object", r#"{"hash": 7}"#, "`hash` is no list of cases"),
        ("cases", r#"{"cases": {}}"#, "`cases` is no list of cases"),
    ];
    for (name, file, expected) in table {
        check(name, file, 2, expected);
    }
    let deep = format!(r#"{{"cases": {}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    check("deep", &deep, 2, "it is not JSON: recursion limit exceeded at line 1 column 137");
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    let folder = Folder::new("conformance-missing");
    let ran = folder.run(&["conformance", "growthbook", "no.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read `no.json`: it does not exist\n  = help: "), "{ran:?}");
    assert_eq!(folder.run(&["conformance", "growthbook"]).code, 2);
    assert_eq!(folder.run(&["conformance", "other", "no.json"]).code, 2);
}

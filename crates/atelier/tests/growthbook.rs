//! `atelier import growthbook`: what is written compiles, and what is not carried over is told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod folder;

use folder::Folder;
use proptest::{prelude::*, test_runner::Config};
use sillage_atelier::growthbook::carry;
use sillage_compiler::{Severity, Sources, compile};
use sillage_conformance::json::read;

/// What of a payload is in each source, without the lines that are always there, and what is told.
fn check(payload: &str, expected: &[(&str, &str)], left: &[(&str, &str)]) {
    let carried = carry(&read(payload).unwrap());
    for (name, expected) in expected {
        let own = carried.files[name].lines().filter(|line| !line.trim_start().starts_with('#'));
        assert_eq!(
            own.skip(1).map(str::trim).collect::<Vec<_>>().join("\n"),
            *expected,
            "{name} of {payload}"
        );
    }
    let told: Vec<(&str, &str)> =
        carried.left.iter().map(|left| (left.place.as_str(), left.what.as_str())).collect();
    assert_eq!(told, left, "{payload}");
    compiles(payload);
}

/// Whatever is carried over compiles.
fn compiles(payload: &str) {
    let files = carry(&read(payload).unwrap()).files;
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let diagnostics = compile(&Sources { files, ..Sources::default() }).diagnostics;
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{payload}: {errors:?}");
}

#[test]
fn conditions_become_segments() {
    check(
        r#"{"features": {"new-banner": {"rules": [{"condition": {"country": {"$in": ["FR"]}, "age": {"$gte": 18}}},
            {"id": "all"}, {"condition": {"father.age": {"$gt": 60}, "tags": {"$all": ["a"]}, "premium": true}}]}},
            "experiments": [{"key": "Home Test", "condition": {"country": "FR"}}]}"#,
        &[
            (
                "attributes.yaml",
                "host.age: {type: number, description: \"`age` in GrowthBook\"}\n\
                 host.country: {type: text, description: \"`country` in GrowthBook\"}\n\
                 host.father.age: {type: number, description: \"`father.age` in GrowthBook\"}\n\
                 host.premium: {type: boolean, description: \"`premium` in GrowthBook\"}\n\
                 host.tags: {type: list, description: \"`tags` in GrowthBook\"}",
            ),
            (
                "segments.yaml",
                "new_banner.rule_0: {\"host.country\":{\"$in\":[\"FR\"]},\"host.age\":{\"$gte\":18}}\n\
                 new_banner.rule_2: {\"host.father.age\":{\"$gt\":60},\"host.tags\":{\"$all\":[\"a\"]},\"host.premium\":true}\n\
                 experiment.home_test: {\"host.country\":\"FR\"}",
            ),
        ],
        &[],
    );
}

#[test]
fn experiments_become_skeletons() {
    check(
        r#"{"features": {"banner": {"rules": [{"condition": {"country": "FR"}, "variations": ["a", "b"], "weights": [0.25, 0.75], "seed": "s",
            "coverage": 0.5, "hashVersion": 2, "hashAttribute": "account", "namespace": ["n", 0, 0.5]},
            {"variations": [1, 2], "hashVersion": 1}, {"condition": {"$or": 7}, "variations": [1, 2], "hashVersion": 2}]}}}"#,
        &[
            ("slots.yaml", "growthbook.banner: {\"description\":\"`banner` in GrowthBook\",\"fields\":{}}"),
            (
                "campaigns.yaml",
                "banner.rule_0: {\"slot\":\"growthbook.banner\",\"audience\":{\"$segment\":\"banner.rule_0\"},\"end\":\"2027-12-31\",\
                 \"show\":\"default\",\"experiment\":{\"key\":\"s\",\"unit\":\"host.account\",\"on_sign_in\":\"switch\",\"sticky\":false,\
                 \"coverage\":0.5,\"namespace\":{\"name\":\"n\",\"from\":0,\"to\":0.5},\
                 \"arms\":{\"control\":{\"weight\":0.25},\"arm_1\":{\"weight\":0.75}}},\
                 \"hypothesis\":\"Taken over from GrowthBook; write what you expect\",\"goal\":\"write the number that will tell\",\
                 \"guardrail\":\"write the number that must not get worse\",\"owner\":\"write who answers for it\"}",
            ),
        ],
        &[
            ("features.banner.rules.0", "`variations`"),
            ("features.banner.rules.1", "`variations`, `hashVersion`"),
            ("features.banner.rules.2", "`variations`"),
            ("features.banner.rules.2.condition", "`$or` without a list"),
            ("features.banner.rules.2", "an experiment whose condition could not be carried over"),
        ],
    );
}

#[test]
fn groups_become_groups() {
    check(
        r#"{"features": {"f": {"rules": [{"condition": {"$savedGroup": {"id": "vip"}, "$not": {"mail": {"$inGroup": "old"}}}}]}},
            "savedGroups": {"vip": {"type": "condition", "condition": {"$savedGroup": {"id": "some"}}}, "old": ["b"],
            "some": {"type": "list", "attributeKey": "id", "values": ["a"]}}}"#,
        &[
            (
                "groups.yaml",
                "old: {\"type\":\"list\",\"values\":[\"b\"]}\n\
                 some: {\"type\":\"list\",\"values\":[\"a\"],\"attributeKey\":\"host.id\"}\n\
                 vip: {\"type\":\"condition\",\"condition\":{\"$savedGroup\":{\"id\":\"some\"}}}",
            ),
            (
                "segments.yaml",
                "f.rule_0: {\"$savedGroup\":{\"id\":\"vip\"},\"$not\":{\"host.mail\":{\"$inGroup\":\"old\"}}}",
            ),
        ],
        &[],
    );
}

#[test]
fn what_is_left_is_told() {
    check(
        r#"{"contextualBandits": {}, "features": {"f": {"defaultValue": 1, "rules": [{"force": 2, "coverage": 0.5}, {"condition": {"a.0": 1}},
            {"condition": {"a": {"$is": 1}}}, {"condition": {"$or": 7}}, {"condition": {"$savedGroup": {"id": "far"}}},
            {"condition": {"b": {"$elemMatch": {"$savedGroup": {"id": "far"}}}}}]}},
            "savedGroups": {"far": {"type": "remote"}, "loop": {"type": "condition", "condition": {"$savedGroup": {"id": "loop"}}}, "no": 7}}"#,
        &[("segments.yaml", ""), ("groups.yaml", "")],
        &[
            ("the payload", "`contextualBandits`"),
            ("features.f", "`defaultValue`"),
            ("features.f.rules.0", "`force`, `coverage`"),
            ("savedGroups.far", "a group of the type `remote`"),
            ("savedGroups.no", "what is no group"),
            ("savedGroups.loop", "saved groups refer to each other in a circle: `loop -> loop`"),
            ("features.f.rules.1.condition", "the attribute `a.0`, whose path no source can write"),
            ("features.f.rules.3.condition", "`$or` without a list"),
            ("features.f.rules.5.condition", "a saved group as a condition on the elements of a list"),
            ("features.f.rules.2.condition", "there is no operator `$is` here"),
            ("features.f.rules.4.condition", "there is no saved group `far`"),
        ],
    );
}

#[test]
fn names_never_meet() {
    check(
        r#"{"features": {"A b": {"rules": [{"condition": {"x-y": 1}}]}, "a_b": {"rules": [{"condition": {"x_y": 1}}]},
            "7": {"rules": [{"condition": {"$x": 1}}]}}}"#,
        &[
            (
                "attributes.yaml",
                "host.x: {type: number, description: \"`$x` in GrowthBook\"}\n\
                 host.x_y: {type: number, description: \"`x-y` in GrowthBook\"}\n\
                 host.x_y_2: {type: number, description: \"`x_y` in GrowthBook\"}",
            ),
            (
                "segments.yaml",
                "feature_7.rule_0: {\"host.x\":1}\na_b.rule_0: {\"host.x_y\":1}\na_b.rule_0_2: {\"host.x_y_2\":1}",
            ),
        ],
        &[],
    );
}

fn leaf() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "1",
        "true",
        "null",
        "\"a\"",
        "[\"a\"]",
        "[1]",
        "{}",
        "{\"$gt\": 1}",
        "{\"$in\": [1, \"b\"]}",
        "{\"$size\": 1}",
        "{\"$regex\": \"(\"}",
        "{\"$elemMatch\": {\"p\": 1}}",
        "{\"$inGroup\": \"g\"}",
        "{\"$type\": \"array\"}",
        "{\"$exists\": 1}",
        "{\"x\": 1}",
        "{\"$veq\": \"1.0\"}",
    ])
    .prop_map(str::to_owned)
}

fn condition() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "a", "b.c", "b", "a.length", "$k", "é", "c d", "x.", "toString", "\\u0000", "_", "",
    ]);
    let field = (name, leaf()).prop_map(|(name, value)| format!("{{\"{name}\": {value}}}"));
    field.prop_recursive(3, 12, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..3).prop_map(|all| all.join(","));
        prop_oneof![
            (prop::sample::select(vec!["$and", "$or", "$nor"]), list)
                .prop_map(|(key, list)| format!("{{\"{key}\": [{list}]}}")),
            inner.prop_map(|one| format!("{{\"$not\": {one}, \"$savedGroup\": {{\"id\": \"h\"}}}}")),
        ]
    })
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_is_written_compiles(rules in prop::collection::vec(condition(), 1..4), group in condition(), id in "\\PC{0,6}") {
        let rules: Vec<String> = rules.into_iter().map(|condition| format!("{{\"condition\": {condition}}}")).collect();
        let id = sillage_conformance::json::Json::from(id.as_str());
        let groups = format!("{{\"g\": [\"a\"], {id}: [\"b\"], \"h\": {{\"type\": \"condition\", \"condition\": {group}}}}}");
        compiles(&format!("{{\"features\": {{{id}: {{\"rules\": [{}]}}}}, \"savedGroups\": {groups}}}", rules.join(",")));
    }
}

#[test]
fn files_are_written_once_and_check() {
    let folder = Folder::new("growthbook");
    folder.write("p.json", r#"{"features": {"f": {"rules": [{"condition": {"a": 1}, "force": 1}]}}}"#);
    let ran = folder.run(&["import", "growthbook", "p.json", "--out", "out"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            0,
            "not carried over: features.f.rules.0: `force`\n1 attributes, 0 groups, 1 segments and 0 campaigns carried over, 1 things not\n\
             6 files written to `out`; next: atelier check out\n"
        )
    );
    assert_eq!(folder.run(&["check", "out"]).code, 0);
    folder.run(&["import", "growthbook", "p.json", "--out", "out"]).is(
        2,
        "not carried over: features.f.rules.0: `force`\n1 attributes, 0 groups, 1 segments and 0 campaigns carried over, 1 things not\n",
        "error: `out/attributes.yaml` exists already\n  = help: give a new folder with `--out`; no file is ever overwritten\n",
    );
}

#[test]
fn what_is_no_payload_is_refused() {
    let folder = Folder::new("growthbook-hostile");
    let help = "save what its SDK endpoint answers: an object with `features`, not encrypted";
    for (text, why) in [
        ("[]", "it has no `features`"),
        (r#"{"encryptedFeatures": "x"}"#, "it is encrypted"),
        ("{", "EOF while parsing an object at line 1 column 1"),
    ] {
        folder.write("p.json", text);
        let expected = format!("error: `p.json` is no payload of GrowthBook: {why}\n  = help: {help}\n");
        folder.run(&["import", "growthbook", "p.json"]).is(2, "", &expected);
    }
    folder.write("p.json", r#"{"features": {}}"#);
    let nothing =
        "0 attributes, 0 groups, 0 segments and 0 campaigns carried over, 0 things not\nnothing written\n";
    folder.run(&["import", "growthbook", "p.json"]).is(1, nothing, "");
}

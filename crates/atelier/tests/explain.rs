//! `explain`, `simulate events` and `train`: what a visitor would see, from a log to the reason.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod folder;

use folder::Folder;

const NOW: [&str; 2] = ["--now", "2026-03-02T00:00:00Z"];

#[track_caller]
fn check(folder: &Folder, options: &[&str], out: &str) {
    folder.run(&[&["explain", "shop"], options, &NOW[..]].concat()).is(0, out, "");
}

#[test]
fn a_decision_is_explained_clause_by_clause() {
    let folder = Folder::with_project("explain-clauses");
    check(
        &folder,
        &["--slot", "home.hero", "--events", "shop/events.jsonl"],
        "slot `home.hero`: campaign `newcomers_hero`, variant `woatro`\n\
         reason: TARGETING_MATCH\n\
         shows: these words\n  \
           action: Go to the shop\n  \
           body: Members choose a sample with every order.\n  \
           href: /\n  \
           title: Still looking?\n\
         campaigns, in order of precedence:\n  \
           - friends_hero: the visitor is not in its audience\n      \
               would match with `host.loyalty_tier` one of \"silver\", \"gold\", has nothing\n      \
               - segment `friends`, any of\n        \
                 - segment `members`\n          \
                   - `host.loyalty_tier` one of \"silver\", \"gold\", has nothing\n        \
                 - `trait.spend_90d` at least 100, has 0\n  \
           + newcomers_hero: shown\n      \
               + segment `curious_newcomers`, all of\n        \
                 + segment `curious`\n          \
                   + `trait.views_7d` at least 2, has 2\n        \
                 + not\n          \
                   - segment `members`\n            \
                     - `host.loyalty_tier` one of \"silver\", \"gold\", has nothing\n",
    );
}

#[test]
fn facts_and_time_are_arguments() {
    let folder = Folder::with_project("explain-facts");
    let slot = ["--slot", "home.hero"];
    let first = |options: &[&str]| {
        let ran = folder.run(&[&["explain", "shop"], &slot[..], options].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out.lines().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let shown = |campaign: &str, variant: &str| {
        vec![
            format!("slot `home.hero`: campaign `{campaign}`, variant `{variant}`"),
            "reason: TARGETING_MATCH".to_owned(),
        ]
    };
    let nothing = vec!["slot `home.hero`: no campaign".to_owned(), "reason: DEFAULT".to_owned()];
    let march = ["--now", "2026-03-02T00:00:00Z"];
    let events = ["--events", "shop/events.jsonl"];
    assert_eq!(
        first(&[&march[..], &["--host", "loyalty_tier=gold"]].concat()),
        shown("friends_hero", "h5l3l5")
    );
    assert_eq!(first(&[&march[..], &["--host", "loyalty_tier=none"]].concat()), nothing);
    assert_eq!(first(&march), nothing);
    assert_eq!(first(&[&march[..], &events[..]].concat()), shown("newcomers_hero", "woatro"));
    assert_eq!(
        first(&[&events[..], &["--now", "2026-05-01T00:00:00Z"]].concat()),
        nothing,
        "the views are too old"
    );
    assert_eq!(
        first(&[&events[..], &["--now", "2028-01-01T00:00:00Z", "--host", "loyalty_tier=gold"]].concat()),
        nothing,
        "the campaigns have ended"
    );
}

#[test]
fn items_are_explained_too() {
    let folder = Folder::with_project("explain-items");
    check(
        &folder,
        &["--slot", "home.recommended"],
        "slot `home.recommended`: no campaign\n\
         reason: DEFAULT\n\
         shows: these items\n  \
           serum-01, because it is popular\n  \
           cream-01, because it is popular\n  \
           cleanser-01, because it is popular\n\
         campaigns, in order of precedence:\n  \
           - serums_row: the visitor is not in its audience\n      \
             would match with `trait.last_category` equal to \"serum\", has nothing\n",
    );
    check(
        &folder,
        &["--slot", "home.nothing"],
        "slot `home.nothing`: no campaign\nreason: ERROR FLAG_NOT_FOUND\nshows: the page's own default content\n",
    );
}

#[test]
fn json_is_for_machines() {
    let folder = Folder::with_project("explain-json");
    let ran = folder.run(&[
        "explain",
        "shop",
        "--slot",
        "home.hero",
        "--host",
        "loyalty_tier=gold",
        "--json",
        NOW[0],
        NOW[1],
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["decision"]["campaign"], "friends_hero");
    assert_eq!(json["considered"][1]["campaign"], "newcomers_hero");
}

#[test]
fn wrong_use_is_told() {
    let folder = Folder::with_project("explain-use");
    folder.run(&["explain", "shop", "--slot", "home.hero", "--host", "gold"]).is(
        2,
        "",
        "error: `gold` is not a fact\n  = help: write `--host KEY=VALUE`\n",
    );
    folder.run(&["explain", "shop", "--slot", "home.hero", "--now", "noon"]).is(
        2,
        "",
        "error: `noon` is not an instant\n  = help: write `--now 2026-03-01T12:00:00Z` (RFC 3339, with the zone)\n",
    );
    let ran = folder.run(&["explain", "shop", "--slot", "home.hero", "--events", "missing.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read `missing.jsonl`: it does not exist\n"), "{ran:?}");
    folder.write("bad.jsonl", "{}\nnot json\n");
    let ran = folder.run(&["explain", "shop", "--slot", "home.hero", "--events", "bad.jsonl"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("warning: bad.jsonl:2: the line is not JSON"), "{ran:?}");
    folder.edit("shop/slots.yaml", "home.hero:", "home.heroes:");
    let ran = folder.run(&["explain", "shop", "--slot", "home.hero"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
}

#[test]
fn facts_without_effect_are_told() {
    let folder = Folder::with_project("explain-remarks");
    folder.edit(
        "shop/attributes.yaml",
        "attributes:\n",
        "attributes:\n  host.interests: {type: list, values: [skin, hair]}\n",
    );
    let check = |option: &str, fact: &str, warnings: &[(&str, &str)]| {
        let told: String = warnings
            .iter()
            .map(|(message, help)| format!("warning: {message}\n  = help: {help}\n"))
            .collect();
        let ran = folder.run(&["explain", "shop", "--slot", "home.hero", option, fact]);
        assert_eq!((ran.code, ran.err), (0, told), "{option} {fact}");
    };
    check("--host", "loyalty_tier=gold", &[]);
    check(
        "--host",
        "loyalty_tier=null",
        &[("`host.loyalty_tier` is never `null`", "use one of `none`, `silver`, `gold`")],
    );
    check(
        "--host",
        "loyalty_teir=gold",
        &[("there is no attribute `host.loyalty_teir`", "did you mean `host.loyalty_tier`?")],
    );
    check(
        "--host",
        "shoe_size=42",
        &[("there is no attribute `host.shoe_size`", "declare it in attributes.yaml")],
    );
    check("--host", "loyalty_tier=glod", &[("`host.loyalty_tier` is never `glod`", "did you mean `gold`?")]);
    check(
        "--host",
        "loyalty_tier=1",
        &[("`host.loyalty_tier` is never `1`", "use one of `none`, `silver`, `gold`")],
    );
    check("--host", "first_name=Ada", &[]);
    check(
        "--host",
        r#"interests=["hair","nails"]"#,
        &[("`host.interests` is never `nails`", "use one of `skin`, `hair`")],
    );
    check("--page", "type=product", &[]);
    check("--device", "class=phones", &[("`device.class` is never `phones`", "did you mean `phone`?")]);
    check(
        "--touch",
        "sorce=search",
        &[("there is no attribute `touch.sorce`", "did you mean `touch.source`?")],
    );
}

#[test]
fn a_log_trains_a_model_that_the_bundle_carries() {
    let folder = Folder::with_project("explain-train");
    folder.edit("shop/sillage.yaml", "# model: model.bin ", "model: model.bin ");
    folder.run(&["build", "shop"]).is(
        2,
        "",
        "error: the model `shop/model.bin` does not exist\n  = help: write it with `atelier train DIR --events FILE`, or leave `model` out\n",
    );
    let simulate = ["simulate", "events", "shop", "--shoppers", "300", "--seed", "5", "--out", "log.jsonl"];
    let ran = folder.run(&simulate);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.starts_with("log.jsonl: ") && ran.out.ends_with(" purchases, seed 5\n"), "{ran:?}");
    let log = folder.read("log.jsonl");
    folder.run(&simulate);
    assert_eq!(folder.read("log.jsonl"), log, "equal seeds, equal bytes");

    let ran = folder.run(&["train", "shop", "--events", "log.jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.starts_with("shop/model.bin: 4 items, ") && ran.out.ends_with(", 0 rows left out\n"),
        "{ran:?}"
    );
    let ran = folder.run(&["build", "shop"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let model = folder.bytes("shop/model.bin");
    let carried =
        folder.names("shop/dist").iter().any(|name| folder.bytes(&format!("shop/dist/{name}")) == model);
    assert!(carried, "the model is a file of the bundle, byte for byte");
    let ran = folder.run(&[
        "explain",
        "shop",
        "--slot",
        "home.recommended",
        "--events",
        "shop/events.jsonl",
        NOW[0],
        NOW[1],
    ]);
    assert!(
        ran.out.contains("because it follows `cream-01`")
            || ran.out.contains("because it follows `serum-01`"),
        "{ran:?}"
    );

    folder.write("shop/model.bin", &model[..model.len() - 1]);
    folder.run(&["build", "shop"]).is(
        2,
        "",
        "error: `shop/model.bin` is not a model\n  = help: write it with `atelier train`\n",
    );
}

#[test]
fn what_cannot_be_trained_is_told() {
    let folder = Folder::with_project("explain-untrained");
    folder.write("empty.jsonl", "");
    let ran = folder.run(&["train", "shop", "--events", "empty.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("error: the log has no event with an item\n  = help: items count in "),
        "{ran:?}"
    );
    folder.run(&["train", "shop", "--events", "empty.jsonl", "--budget", "much"]).is(
        2,
        "",
        "error: `much` is not a number of bytes\n  = help: write it like `128kB`, `1.5MB` or `256KiB`, at most 8 MiB\n",
    );
    folder.edit("shop/sillage.yaml", "# model: model.bin ", "model: ../../model.bin ");
    folder.run(&["train", "shop", "--events", "empty.jsonl"]).is(
        2,
        "",
        "error: the project's model `../../model.bin` does not lie in the project\n  = help: write a path within the project in `sillage.yaml`\n",
    );
    assert!(!folder.0.join("shop/model.bin").exists());
}

#[test]
fn a_log_that_is_none_is_told_as_what_it_is() {
    let folder = Folder::with_project("explain-no-log");
    folder.write("log.jsonl", "no event\n".repeat(101));
    let ran = folder.run(&["explain", "shop", "--slot", "home.hero", "--events", "log.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error: too many unreadable rows; log.jsonl:"), "{ran:?}");
    assert!(ran.err.ends_with("  = help: correct the rows, or give another log\n"), "{ran:?}");
}

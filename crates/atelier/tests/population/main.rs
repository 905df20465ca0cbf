//! `simulate population`: whom a project reaches, word for word, and against the engine asked one question at a time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

#[path = "../folder/mod.rs"]
mod folder;
mod reference;

use folder::Folder;
use serde_json::Value;

fn json(folder: &Folder, options: &[&str]) -> Value {
    let ran = folder.run(&[&["simulate", "population", "shop", "--json"], options].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_small_population_is_told_in_full() {
    let folder = Folder::with_project("population-small");
    folder.run(&["simulate", "population", "shop", "--shoppers", "40"]).is(0, include_str!("small.txt"), "");
}

#[test]
fn threads_change_nothing_and_seeds_do() {
    let folder = Folder::with_project("population-threads");
    folder.run(&["init", "before"]);
    folder.edit("before/segments.yaml", "[silver, gold]", "[gold]");
    let told = |threads: &str, seed: &str| {
        json(&folder, &["--shoppers", "120", "--against", "before", "--threads", threads, "--seed", seed])
    };
    let one = told("1", "1");
    assert_eq!(one, told("1", "1"));
    assert_eq!(one, told("3", "1"));
    assert_eq!(one, told("16", "1"));
    assert_ne!(one["segments"], told("1", "2")["segments"]);
}

#[test]
fn what_changed_is_told_with_a_shopper() {
    let folder = Folder::with_project("population-against");
    folder.run(&["init", "before"]);
    let same = json(&folder, &["--shoppers", "100", "--against", "before"]);
    let numbers = |told: &Value| {
        ["changed", "other_content", "shoppers"].map(|key| told["differences"][key].as_u64().unwrap())
    };
    assert_eq!(numbers(&same), [0, 0, 0]);
    assert_eq!(same["differences"]["decisions"], same["decisions"]);
    folder.edit("shop/segments.yaml", "[silver, gold]", "[gold]");
    let told = json(&folder, &["--shoppers", "100", "--against", "before"]);
    let change = &told["differences"]["changes"][0];
    assert_eq!(
        ["slot", "from", "to"].map(|key| change[key].as_str().unwrap()),
        ["home.hero", "`friends_hero`", "the default content"]
    );
    let because = change["example"]["because"].as_str().unwrap();
    assert_eq!(
        because,
        "she is not in the audience of `friends_hero`: host.loyalty_tier in [\"gold\"] (it is \"silver\")"
    );
    let shopper = change["example"]["shopper"].as_u64().unwrap();
    let text =
        folder.run(&["simulate", "population", "shop", "--shoppers", "100", "--against", "before"]).out;
    assert!(
        text.contains(&format!("    shopper {shopper} saw `friends_hero` on the home page at ")),
        "{text}"
    );
    assert!(text.contains(&format!("now sees the default content, because {because}\n")), "{text}");
    // The other way round, the campaign comes.
    let turned =
        folder.run(&["simulate", "population", "before", "--shoppers", "100", "--against", "shop", "--json"]);
    let turned: Value = serde_json::from_str(&turned.out).unwrap();
    let change = &turned["differences"]["changes"][0];
    assert_eq!(change["to"], "`friends_hero`");
    assert_eq!(
        change["example"]["because"],
        "the audience of `friends_hero` left her out before: host.loyalty_tier in [\"gold\"] (it is \"silver\")"
    );
}

#[test]
fn other_words_are_another_content() {
    let folder = Folder::with_project("population-words");
    folder.run(&["init", "before"]);
    folder.edit("shop/copy/en.yaml", "Still looking?", "Still undecided?");
    let told = json(&folder, &["--shoppers", "100", "--against", "before"]);
    let reach = &told["campaigns"][1];
    assert_eq!(reach["campaign"], "newcomers_hero");
    assert_eq!(told["differences"]["other_content"], reach["decisions"]);
    assert_eq!(told["differences"]["shoppers"], reach["shoppers"]);
    assert_eq!(told["differences"]["changed"], 0);
}

#[test]
fn campaigns_that_come_and_go_are_named() {
    let folder = Folder::with_project("population-gone");
    folder.run(&["init", "before"]);
    folder.edit("before/campaigns/home.yaml", "newcomers_hero:", "curious_hero:");
    let told = json(&folder, &["--shoppers", "60", "--against", "before"]);
    let change = &told["differences"]["changes"][0];
    assert_eq!(
        (change["from"].as_str(), change["to"].as_str()),
        (Some("`curious_hero`"), Some("`newcomers_hero`"))
    );
    assert_eq!(change["example"]["because"], "`curious_hero` is no longer there");
}

#[test]
fn an_experiment_of_the_source_is_dealt() {
    let folder = Folder::with_project("population-experiment");
    folder.edit(
        "shop/campaigns/home.yaml",
        "    goal: sign_up within the visit",
        "    experiment: {arms: {plain: {weight: 0.5}, bold: {weight: 0.5, show: {title: hero.friends.title}}}}\n    \
         goal: sign_up within the visit",
    );
    let told = json(&folder, &["--shoppers", "400"]);
    let balance = &told["experiments"][0];
    assert_eq!(
        (&balance["campaign"], &balance["ratio"]["passed"]),
        (&Value::from("newcomers_hero"), &Value::from(true))
    );
    let shoppers = |arm: usize| balance["variants"][arm]["shoppers"].as_u64().unwrap();
    assert!(shoppers(0) > 10 && shoppers(1) > 10, "{balance}");
    assert_eq!(balance["variants"].as_array().unwrap().len(), 2, "nobody sees anything else of it");
}

#[test]
fn the_shops_own_log_walks_too() {
    let folder = Folder::with_project("population-log");
    folder.run(&["simulate", "events", "shop", "--shoppers", "50", "--out", "log.jsonl"]);
    let all = json(&folder, &["--events", "log.jsonl"]);
    assert_eq!(all["shoppers"], 50);
    let ran = folder.run(&[
        "simulate",
        "population",
        "shop",
        "--events",
        "log.jsonl",
        "--shoppers",
        "20",
        "--json",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "note: 20 of the log's 50 visitors were drawn\n"));
    let again = folder.run(&[
        "simulate",
        "population",
        "shop",
        "--events",
        "log.jsonl",
        "--shoppers",
        "20",
        "--json",
        "--threads",
        "1",
    ]);
    assert_eq!(ran.out, again.out);
    // Rows in another order are the same visitors.
    let mut rows: Vec<String> = folder.read("log.jsonl").lines().map(str::to_owned).collect();
    rows.reverse();
    folder.write("turned.jsonl", rows.join("\n"));
    assert_eq!(json(&folder, &["--events", "turned.jsonl"])["segments"], all["segments"]);
    // After every campaign has ended, none is shown.
    let late = json(&folder, &["--events", "log.jsonl", "--until", "2030-01-01T00:00:00Z"]);
    assert!(late["campaigns"].as_array().unwrap().iter().all(|found| found["decisions"] == 0), "{late}");
    assert_eq!(late["pages"], all["pages"]);
}

#[test]
fn the_page_is_harmless() {
    let folder = Folder::with_project("population-page");
    let ran = folder.run(&[
        "simulate",
        "population",
        "shop",
        "--shoppers",
        "40",
        "--against",
        "shop",
        "--html",
        "page.html",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let page = folder.read("page.html");
    for markup in ["<script", "http:", "https:", "href="] {
        assert!(!page.contains(markup), "{markup}");
    }
    for words in ["What changed", "Segments", "Campaigns", "Slots", "Promotion pressure", "curious_newcomers"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.matches("<svg").count(), 4, "segments, campaigns, slots, pressure");
}

#[test]
fn what_cannot_be_walked_is_refused() {
    let folder = Folder::with_project("population-refused");
    let too_many = "error: `1000001` shoppers are too many\n  = help: at most 1000000\n";
    folder.run(&["simulate", "population", "shop", "--shoppers", "1000001"]).is(2, "", too_many);
    folder.write("empty.jsonl", "");
    folder.run(&["simulate", "population", "shop", "--events", "empty.jsonl"]).is(
        2,
        "",
        "error: `empty.jsonl` names no visitor\n  = help: give a log with events of visitors\n",
    );
    folder.write("noise.jsonl", "noise\n".repeat(200));
    folder.run(&["simulate", "population", "shop", "--events", "noise.jsonl"]).is(
        2,
        "",
        "error: too many rows cannot be read; noise.jsonl:101: the line is not JSON, from column 2 on\n  = help: correct the \
         rows, or give another log\n",
    );
    folder.run(&["simulate", "population", "shop", "--until", "tomorrow"]).is(
        2,
        "",
        "error: `tomorrow` is not an instant\n  = help: write `--until 2026-03-01T12:00:00Z` (RFC 3339, with the zone)\n",
    );
    folder.edit("shop/sillage.yaml", "catalogue: ", "# catalogue: ");
    folder.run(&["simulate", "population", "shop"]).is(
        2,
        "",
        "error: the project `shop` names no catalogue\n  = help: add `catalogue: catalogue.jsonl` to its `sillage.yaml`, or \
         give a log with `--events FILE`\n",
    );
    folder.edit("shop/segments.yaml", "[silver, gold]", "[silver, ");
    let ran = folder.run(&["simulate", "population", "shop"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    // Nobody is a population, too: nothing is divided by it.
    let folder = Folder::with_project("population-nobody");
    let nobody = json(&folder, &["--shoppers", "0"]);
    assert_eq!((&nobody["shoppers"], &nobody["pressure"]["mean"]), (&Value::from(0), &Value::from(0.0)));
}

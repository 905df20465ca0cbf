//! `results`: from a shop's log to what experiments did, word for word.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod coverage;
#[path = "../folder/mod.rs"]
mod folder;
mod hostile;

use folder::{Folder, Ran};
use serde_json::{Value, json};

const ARMS: &str = r#"{"experiments": [{"name": "hero_words", "slot": "home.hero", "goal": "purchase", "arms": [
  {"name": "control", "variant": "v1", "weight": 1}, {"name": "short", "variant": "v3", "weight": 1}]}]}"#;

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;

/// A row of the plain shape.
fn plain(user: &str, name: &str, seconds: i64, more: &[(&str, Value)]) -> String {
    let mut row = json!({"user": user, "name": name, "at": START + seconds * 1_000});
    more.iter().for_each(|(key, value)| row[*key] = value.clone());
    row.to_string()
}

fn exposure(user: &str, variant: &str, seconds: i64) -> String {
    plain(user, "x_exposure", seconds, &[("slot", json!("home.hero")), ("variant", json!(variant))])
}

fn purchase(user: &str, seconds: i64, value: f64) -> String {
    plain(user, "purchase", seconds, &[("value", json!(value)), ("currency", json!("EUR"))])
}

fn run(name: &str, log: &[String], options: &[&str]) -> Ran {
    let folder = Folder::new(name);
    folder.write("arms.json", ARMS);
    folder.write("log.jsonl", log.join("\n"));
    let always = ["results", "--events", "log.jsonl", "--experiments", "arms.json"];
    folder.run(&[&always, options].concat())
}

/// The only experiment of the report.
fn evaluated(name: &str, log: &[String]) -> Value {
    let ran = run(name, log, &["--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str::<Value>(&ran.out).unwrap()["experiments"][0].clone()
}

#[test]
fn a_small_log_is_told_in_full() {
    let mut log = Vec::new();
    for user in 0..40 {
        let (id, arm) = (format!("u{user}"), if user % 2 == 0 { "v1" } else { "v3" });
        log.push(plain(
            &id,
            "page_view",
            0,
            &[("session", json!(1)), ("source", json!("google")), ("medium", json!("cpc"))],
        ));
        log.push(plain(
            &id,
            "x_exposure",
            2,
            &[("session", json!(1)), ("slot", json!("home.hero")), ("variant", json!(arm))],
        ));
        if user % 5 == 0 || user % 4 == 1 {
            let order = [("session", json!(1)), ("value", json!(20 + user)), ("currency", json!("EUR"))];
            log.push(plain(&id, "add_to_cart", 50, &[("session", json!(1))]));
            log.push(plain(&id, "purchase", 60, &order));
        }
    }
    run("results-small", &log, &[]).is(0, include_str!("small.txt"), "");
}

#[test]
fn only_what_comes_after_the_first_exposure_counts() {
    let log = [
        // Bought before, at the same instant, and after.
        purchase("before", 0, 10.0),
        exposure("before", "v1", 1),
        exposure("same", "v1", 1),
        purchase("same", 1, 10.0),
        exposure("after", "v1", 1),
        purchase("after", 2, 10.0),
        // The rows of an export are in no order.
        purchase("turned", 9, 10.0),
        exposure("turned", "v3", 5),
        exposure("turned", "v3", 7),
        exposure("nobody", "v3", 5),
    ];
    let found = evaluated("results-after", &log);
    let arm =
        |place: usize| (found["arms"][place]["users"].clone(), found["arms"][place]["conversions"].clone());
    assert_eq!(arm(0), (json!(3), json!(1)));
    assert_eq!(arm(1), (json!(2), json!(1)));
    assert_eq!(found["arms"][0]["revenue"], json!(10.0 / 3.0));
}

#[test]
fn whoever_saw_several_arms_is_left_out_and_counted() {
    let log = [
        exposure("both", "v1", 1),
        exposure("both", "v3", 2),
        exposure("both", "v1", 3),
        purchase("both", 9, 10.0),
        exposure("one", "v1", 1),
        exposure("one", "v1", 5),
        exposure("other", "v3", 1),
        // Variants of other campaigns, and other slots, are no arms.
        exposure("other", "v9", 1),
        plain("other", "x_exposure", 1, &[("slot", json!("home.story")), ("variant", json!("v1"))]),
    ];
    let found = evaluated("results-several", &log);
    assert_eq!((&found["users"], &found["excluded"]), (&json!(2), &json!(1)));
}

#[test]
fn an_order_counts_once() {
    let order =
        |seconds| plain("u", "purchase", seconds, &[("value", json!(30)), ("transaction_id", json!("T1"))]);
    let refund =
        |seconds| plain("u", "refund", seconds, &[("value", json!(5)), ("transaction_id", json!("T1"))]);
    let log = [exposure("u", "v1", 1), order(5), order(8), order(90), refund(100), refund(200), refund(200)];
    let found = evaluated("results-order", &log);
    assert_eq!(found["arms"][0]["revenue"], json!(30.0));
    assert_eq!(found["arms"][0]["guardrails"][1]["value"], json!(10.0), "refunds in parts");
}

#[test]
fn a_wrong_split_withholds_every_lift() {
    let mut log = Vec::new();
    for user in 0..400 {
        let id = format!("u{user}");
        log.push(exposure(&id, if user % 8 < 5 { "v1" } else { "v3" }, 1));
        log.extend((user % 3 == 0).then(|| purchase(&id, 2, 10.0)));
    }
    let ran = run("results-split", &log, &["--json"]);
    assert_eq!(ran.code, 1);
    let found = &serde_json::from_str::<Value>(&ran.out).unwrap()["experiments"][0];
    assert_eq!(found["ratio"]["passed"], json!(false));
    assert_eq!(found["withheld"], json!("users were not split as planned (p = 5.7e-7)"));
    assert_eq!(
        (&found["arms"][1]["lift"], &found["sources"][0]["arms"][1]["lift"]),
        (&Value::Null, &Value::Null)
    );
    let told = run("results-split-text", &log, &[]);
    assert!(told.out.contains(
        "  THE SPLIT IS WRONG (chi-square 25.00, p = 5.7e-7): users of some arm were lost or moved, so arms cannot be \
         compared\n  no lift is told: users were not split as planned (p = 5.7e-7)\n"
    ));
}

/// Google's export: exposures as parameters and as items, amounts as text, sources of sessions, currencies.
#[test]
fn the_export_of_google_is_read() {
    let row = |user: &str, name: &str, seconds: i64, parameters: Value, more: Value| {
        let mut row = json!({
            "event_name": name, "event_timestamp": ((START + seconds * 1_000) * 1_000).to_string(),
            "user_pseudo_id": user, "event_params": parameters,
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row.to_string()
    };
    let text =
        |key: &str, value: &str| json!({"key": key, "value": {"string_value": value, "int_value": null}});
    let session = json!({"key": "ga_session_id", "value": {"string_value": null, "int_value": "77"}});
    let click = json!({"session_traffic_source_last_click": {"cross_channel_campaign": {"source": "google", "medium": "cpc"}}});
    let items = json!({"items": [
        {"item_id": "A", "promotion_id": "(not set)", "promotion_name": "(not set)"},
        {"item_id": "B", "promotion_id": "home.hero", "promotion_name": "v3"}]});
    let log = [
        row(
            "1.2",
            "view_promotion",
            1,
            json!([session, text("promotion_id", "home.hero"), text("promotion_name", "v1")]),
            click,
        ),
        row("1.3", "view_promotion", 1, json!([session]), items),
        row(
            "1.4",
            "view_item_list",
            1,
            json!([text("item_list_id", "home.hero"), text("item_list_name", "v3")]),
            json!({}),
        ),
        row(
            "",
            "view_promotion",
            1,
            json!([text("promotion_id", "home.hero"), text("promotion_name", "v1")]),
            json!({}),
        ),
        row(
            "1.2",
            "purchase",
            5,
            json!([session]),
            json!({"ecommerce": {"purchase_revenue": 12.5, "transaction_id": "T1"}}),
        ),
        row(
            "1.3",
            "purchase",
            5,
            json!([{"key": "value", "value": {"double_value": 7.25}}, text("currency", "EUR")]),
            json!({}),
        ),
        row("1.4", "purchase", 5, json!([text("currency", "USD")]), json!({})),
    ];
    let ran = run("results-export", &log, &["--json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let found = &report["experiments"][0];
    let arm = |place: usize| ["users", "conversions", "revenue"].map(|key| found["arms"][place][key].clone());
    assert_eq!(arm(0), [json!(1), json!(1), json!(12.5)]);
    assert_eq!(arm(1), [json!(2), json!(2), json!(3.625)]);
    assert_eq!(found["arms"][1]["lift"]["revenue"], Value::Null, "euros and dollars");
    assert_eq!(
        report["remarks"],
        json!([
            "exposures that name no user: 1; they are left out",
            "purchases that name no value: 1; they count as none",
            "purchases are in several currencies (`EUR`, `USD` …); revenue is not compared"
        ])
    );
    let sources: Vec<&str> =
        found["sources"].as_array().unwrap().iter().map(|of| of["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["(not set)", "google / cpc"]);
}

#[test]
fn a_table_is_read_alike() {
    let folder = Folder::new("results-table");
    folder.write("arms.json", ARMS);
    folder.write(
        "log.csv",
        "\u{feff}event_timestamp;User_Pseudo_Id;event_name;promotion_id;promotion_name;value;transaction_id;source;medium;ga_session_id\n\
         1767225600000000;a;view_promotion;home.hero;v1;;;google;cpc;5\n\
         1767225609000000;a;purchase;;;12.5;T1;;;5\n\
         1767225609000000;a;purchase;;;12.5;T1;;;5\n\
         1767225600000000;b;view_promotion;home.hero;v3;;;;;6\n",
    );
    let ran = folder.run(&["results", "--events", "log.csv", "--experiments", "arms.json", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let found = &serde_json::from_str::<Value>(&ran.out).unwrap()["experiments"][0];
    assert_eq!(found["arms"][0]["revenue"], json!(12.5));
    assert_eq!(found["sources"][1]["source"], json!("google / cpc"));
}

/// Two arms that take turns, six hours each: darwin's pairs again, as shares of a hundred users a block.
#[test]
fn arms_that_take_turns_are_tested_by_blocks() {
    let folder = Folder::new("results-switchback");
    let blocks: Vec<usize> = (0..8).flat_map(|pair| if pair % 2 == 0 { [0, 1] } else { [1, 0] }).collect();
    folder.write(
        "arms.json",
        json!({"experiments": [{"name": "turns", "slot": "home.hero", "arms": [
            {"name": "off", "variant": "v1"}, {"name": "on", "variant": "v3"}],
            "switchback": {"start": "2026-01-01T00:00:00Z", "block_minutes": 360, "settle_minutes": 30,
                           "blocks": blocks, "design": "pairs"}}]})
        .to_string(),
    );
    let mut log = Vec::new();
    for (block, arm) in blocks.iter().enumerate() {
        for user in 0..20 {
            let (id, begin) = (format!("u{user}"), block as i64 * 21_600);
            log.push(exposure(&id, ["v1", "v3"][*arm], begin + 2_000 + user));
            // The first half hour does not count, nor does what the schedule does not say.
            log.push(exposure(&format!("early{user}"), ["v1", "v3"][*arm], begin + 60));
            log.extend((user == 0).then(|| exposure("stale", ["v3", "v1"][*arm], begin + 2_000)));
            if user < 4 + 3 * *arm as i64 {
                log.push(purchase(&id, begin + 10_000, 10.0));
            }
        }
    }
    folder.write("log.jsonl", log.join("\n"));
    let ran = folder.run(&["results", "--events", "log.jsonl", "--experiments", "arms.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("  no lift is told: arms took turns, so only the test by blocks compares them\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains(
            "  16 blocks with users; 16 exposures off the schedule are left out\n  \
             `on` against `off`: +15.00 points of purchase (+15.00 to +15.00), randomisation test p = 0.008 over all 256 \
             assignments\n"
        ),
        "{}",
        ran.out
    );
}

/// Names from logs and sources are text in the page, and the page asks for nothing.
#[test]
fn the_page_is_harmless() {
    let folder = Folder::new("results-page");
    folder.write("arms.json", ARMS.replace("hero_words", "<script>alert(1)</script>"));
    let mut log = Vec::new();
    for user in 0..60 {
        let arm = if user % 2 == 0 { "v1" } else { "v3" };
        let source = [
            ("session", json!("s")),
            ("source", json!("<img src=x onerror=alert(1)>")),
            ("medium", json!("\"'&")),
        ];
        log.push(plain(&format!("u{user}"), "page_view", 0, &source));
        let seen = [("session", json!("s")), ("slot", json!("home.hero")), ("variant", json!(arm))];
        log.push(plain(&format!("u{user}"), "x_exposure", 1, &seen));
        log.extend((user % 3 == 0).then(|| purchase(&format!("u{user}"), 2, 10.0)));
    }
    folder.write("log.jsonl", log.join("\n"));
    let ran = folder.run(&[
        "results",
        "--events",
        "log.jsonl",
        "--experiments",
        "arms.json",
        "--html",
        "page.html",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let page = folder.read("page.html");
    for markup in ["<script", "<img", "http:", "https:"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt; / &quot;&#39;&amp;"));
    assert_eq!(page.matches("<svg").count(), 3, "users, lifts, sources");
    folder.run(&["results", "--events", "log.jsonl", "--experiments", "arms.json", "--html", "none/page.html"]).is(
        2,
        "",
        "error: cannot write `none/page.html`: its folder does not exist\n  = help: look at the path and its permissions (the \
         system says: No such file or directory (os error 2))\n",
    );
}

/// Who is held out sees no arm: the split does not count her, and all arms together are compared with her.
#[test]
fn the_holdout_is_compared_with_all_arms() {
    let folder = Folder::new("results-holdout");
    let held = ARMS.replace("]}]}", ", {\"name\": \"held\", \"variant\": \"v9\", \"holdout\": true}]}]}");
    folder.write("arms.json", held);
    let mut log = Vec::new();
    for user in 0..1_000 {
        let id = format!("u{user}");
        log.push(exposure(&id, if user % 10 == 0 { "v9" } else { ["v1", "v3"][user % 2] }, 1));
        log.extend((user % 10 == 0 && user % 100 == 0 || user % 10 == 3).then(|| purchase(&id, 2, 10.0)));
    }
    folder.write("log.jsonl", log.join("\n"));
    let ran = folder.run(&["results", "--events", "log.jsonl", "--experiments", "arms.json", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "400 users against 500 are no even split");
    folder.write("arms.json", folder.read("arms.json").replacen("\"weight\": 1", "\"weight\": 0.8", 1));
    let ran = folder.run(&["results", "--events", "log.jsonl", "--experiments", "arms.json", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let found = &serde_json::from_str::<Value>(&ran.out).unwrap()["experiments"][0];
    assert_eq!(found["control"], json!("control"));
    assert_eq!(found["arms"][2]["users"], json!(100));
    assert_eq!((&found["arms"][2]["planned"], &found["arms"][2]["lift"]), (&Value::Null, &Value::Null));
    // 100 of 900 against 10 of 100.
    let lift = found["against_holdout"]["rate"]["value"].as_f64().unwrap();
    assert!((lift - 1.0 / 9.0).abs() < 1e-9, "{lift}");
}

/// Slot, ids and weights come from the compiled rules, names and the goal's event from the source beside them.
#[test]
fn the_experiments_of_a_project_are_taken() {
    let folder = Folder::with_project("results-project");
    folder.edit(
        "shop/campaigns/home.yaml",
        "    goal: sign_up within the visit",
        "    experiment: {arms: {plain: {weight: 0.25}, bold: {weight: 0.75, show: {title: hero.friends.title}}}}\n    \
         goal: sign_up within the visit",
    );
    folder.write("none.jsonl", "");
    let options = ["results", "--events", "none.jsonl", "--project", "shop", "--json"];
    let told = |ran: Ran| {
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        serde_json::from_str::<Value>(&ran.out).unwrap()["experiments"][0].clone()
    };
    let found = told(folder.run(&options));
    assert_eq!([&found["name"], &found["slot"], &found["goal"]], ["newcomers_hero", "home.hero", "sign_up"]);
    let arm = |place: usize| (found["arms"][place]["name"].clone(), found["arms"][place]["planned"].clone());
    assert_eq!((arm(0), arm(1)), ((json!("plain"), json!(0.25)), (json!("bold"), json!(0.75))));
    // What the storefront measures is what is looked for.
    let variant = found["arms"][1]["variant"].as_str().unwrap();
    let rows = [exposure("u", variant, 1), plain("u", "sign_up", 2, &[])];
    folder.write("none.jsonl", rows.join("\n"));
    assert_eq!(told(folder.run(&options))["arms"][1]["conversions"], 1);
}

#[test]
fn several_arms_have_several_chances_and_it_is_said() {
    let folder = Folder::new("results-arms");
    folder.write("arms.json", ARMS.replace("]}]}", ", {\"name\": \"long\", \"variant\": \"v4\"}]}]}"));
    let mut log = Vec::new();
    for user in 0..90 {
        let id = format!("u{user}");
        log.push(exposure(&id, ["v1", "v3", "v4"][user % 3], 1));
        log.extend((user % 4 == 0).then(|| purchase(&id, 2, 10.0)));
    }
    folder.write("log.jsonl", log.join("\n"));
    let ran = folder.run(&["results", "--events", "log.jsonl", "--experiments", "arms.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let said = "  2 arms are compared with one control, each at 95 % by itself, not all together\n";
    assert!(ran.out.contains(said), "{}", ran.out);
}

/// Weights that depend on the visitor cannot be held against a count.
#[test]
fn a_split_without_weights_is_not_checked() {
    let folder = Folder::new("results-unweighted");
    folder.write("arms.json", ARMS.replace("\"weight\": 1", "\"weight\": null"));
    let log: Vec<String> =
        (0..90).map(|user| exposure(&format!("u{user}"), if user < 80 { "v1" } else { "v3" }, 1)).collect();
    folder.write("log.jsonl", log.join("\n"));
    let ran = folder.run(&["results", "--events", "log.jsonl", "--experiments", "arms.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("  split: not checked, as its weights depend on the visitor\n"), "{}", ran.out);
}

#[test]
fn a_plan_needs_no_log() {
    let folder = Folder::new("results-plan");
    folder.run(&["results", "--plan", "--rate", "0.03", "--users", "20000"]).is(
        0,
        "sensitivity: 10,000 users an arm at a rate of 3.00 % find a lift of +23.8 % in 80 % of experiments\n   \
           lift  users an arm      in all\n \
         +1.0 %     5,100,197  10,200,394\n \
         +2.0 %     1,281,194   2,562,388\n \
         +5.0 %       207,938     415,876\n\
         +10.0 %        53,211     106,422\n\
         +20.0 %        13,914      27,828\n",
        "",
    );
    let refused = [
        (
            &["--plan"][..],
            "error: `--plan` needs a rate and a number of users\n  = help: write `--plan --rate 0.03 --users 20000`\n",
        ),
        (
            &["--plan", "--rate", "3", "--users", "10"],
            "error: `3` is no rate\n  = help: write a share of users above 0 and below 1, such as 0.03\n",
        ),
        (
            &["--plan", "--rate", "0.1", "--users", "10", "--arms", "1"],
            "error: `1` arms cannot be compared\n  = help: at least 2\n",
        ),
    ];
    for (options, error) in refused {
        folder.run(&[&["results"], options].concat()).is(2, "", error);
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    let log = [
        "{\"user\": \"u\", \"name\": \"x_exposure\", \"at\": \"yesterday\"}".to_owned(),
        "not json".to_owned(),
        "[1]".to_owned(),
        "{\"event_name\": \"purchase\", \"user_pseudo_id\": \"u\"}".to_owned(),
        "{\"event_name\": \"purchase\", \"user_pseudo_id\": \"u\", \"event_timestamp\": \"soon\"}".to_owned(),
        "{\"name\": 7}".to_owned(),
        exposure("u", "v1", 1),
    ];
    let ran = run("results-lines", &log, &[]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("1 rows read, 6 that cannot be read left out\n"), "{}", ran.out);
    let object = "write `{\"user\": …, \"name\": …, \"at\": …}` or rows of GA4's BigQuery export";
    let expected = [
        (
            "1: `\"yesterday\"` is not a time",
            "write milliseconds since 1970 or an instant such as `2026-01-02T03:04:05Z`",
        ),
        ("2: the line is not JSON, from column 2 on", "write one object a line"),
        ("3: the line is not a JSON object", object),
        (
            "4: the event has no `event_timestamp`",
            "BigQuery exports microseconds since 1970 as `event_timestamp`",
        ),
        (
            "5: `\"soon\"` is not a number of microseconds",
            "BigQuery exports microseconds since 1970 as `event_timestamp`",
        ),
        (
            "6: the event has no `at`",
            "write milliseconds since 1970 or an instant such as `2026-01-02T03:04:05Z`",
        ),
    ];
    let told: String = expected
        .iter()
        .map(|(error, help)| format!("warning: log.jsonl:{error}\n  = help: {help}\n"))
        .collect();
    assert_eq!(ran.err, told);
}

#[test]
fn a_log_of_something_else_is_given_up() {
    let log: Vec<String> = (0..200).map(|line| format!("noise {line}")).collect();
    let ran = run("results-noise", &log, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err.matches("error: log.jsonl:").count(), 101);
    assert!(
        ran.err
            .ends_with("error: too many rows cannot be read\n  = help: correct them, or give another log\n")
    );
    let folder = Folder::new("results-header");
    folder.write("arms.json", ARMS);
    folder.write("log.csv", "user,event,when\na,b,c\nd,e,f\n");
    let ran = folder.run(&["results", "--events", "log.csv", "--experiments", "arms.json"]);
    assert!(ran.out.starts_with("0 rows read, 1 that cannot be read left out\n"), "{}", ran.out);
    assert_eq!(
        ran.err,
        "warning: log.csv:1: the header names no column of times\n  = help: begin with a header such as \
         `user_pseudo_id,event_name,event_timestamp,promotion_id,promotion_name,value`\n"
    );
}

#[test]
fn experiments_that_make_no_sense_are_refused() {
    let arm = |name: &str, variant: &str| format!("{{\"name\": \"{name}\", \"variant\": \"{variant}\"}}");
    let one = |name: &str, arms: &str, more: &str| {
        format!("{{\"experiments\": [{{\"name\": \"{name}\", \"slot\": \"s\", \"arms\": [{arms}]{more}}}]}}")
    };
    let two = format!("{}, {}", arm("a", "v1"), arm("b", "v2"));
    let turns = |more: &str| {
        one(
            "x",
            &two,
            &format!(
                ", \"switchback\": {{\"start\": \"2026-01-01T00:00:00Z\", \"design\": \"pairs\", {more}}}"
            ),
        )
    };
    let cases = [
        (
            one("x", &arm("a", "v1"), ""),
            "the experiment `x` has fewer than two arms",
            "name the control and what is compared with it",
        ),
        (
            one("x", &format!("{}, {}", arm("a", "v1"), arm("b", "v1")), ""),
            "two arms of `x` have the variant `v1`",
            "give the variant that the log has for each arm",
        ),
        (
            one("x", &two.replace("\"v2\"", "\"v2\", \"weight\": -1"), ""),
            "`-1` is no weight for the arm `b` of `x`",
            "write a number that is not negative, such as 0.5",
        ),
        (
            turns("\"block_minutes\": 0, \"blocks\": []"),
            "the blocks of `x` leave no time to count",
            "`block_minutes` above zero, `settle_minutes` below it",
        ),
        (
            turns("\"block_minutes\": 60, \"blocks\": [0, 2]"),
            "a block of `x` has the arm `2`, which is none",
            "count arms from 0 to 1",
        ),
    ];
    let folder = Folder::new("results-refused");
    folder.write("log.jsonl", "");
    let options = ["results", "--events", "log.jsonl", "--experiments", "arms.json"];
    for (source, message, help) in cases {
        folder.write("arms.json", source);
        folder.run(&options).is(2, "", &format!("error: `arms.json`: {message}\n  = help: {help}\n"));
    }
    folder.write("arms.json", "{\"experiments\": [{\"nam\": 1}]}");
    folder.run(&options).is(
        2,
        "",
        "error: arms.json:1:23: unknown field `nam`, expected one of `name`, `slot`, `arms`, `goal`, `switchback`\n  = help: \
         write `{\"experiments\": [{\"name\", \"slot\", \"arms\": [{\"name\", \"variant\", \"weight\"}], \"goal\"}]}`\n",
    );
    let none = "give a campaign an `experiment`, or a file of experiments with `--experiments FILE`";
    folder.write("arms.json", "{\"experiments\": []}");
    folder.run(&options).is(2, "", &format!("error: `arms.json` has no experiment\n  = help: {none}\n"));
    folder.run(&["init", "shop"]);
    let of_project = ["results", "--events", "log.jsonl", "--project", "shop"];
    folder.run(&of_project).is(2, "", &format!("error: `shop` has no experiment\n  = help: {none}\n"));
    folder.edit("shop/segments.yaml", "[silver, gold]", "[silver, ");
    let ran = folder.run(&of_project);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    folder.write("arms.json", ARMS);
    folder.run(&[&options[..], &["--experiment", "hero"]].concat()).is(
        2,
        "",
        "error: no experiment is named `hero`\n  = help: there are `hero_words`\n",
    );
    folder.run(&["results", "--events", "none.jsonl", "--experiments", "arms.json"]).is(
        2,
        "",
        "error: cannot read `none.jsonl`: it does not exist\n  = help: look at the path and its permissions (the system \
         says: No such file or directory (os error 2))\n",
    );
}

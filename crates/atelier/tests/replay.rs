//! `replay`: a saved moment against its bundle, and every way in which the file can be wrong. That a page's own moments come out
//! the same is for `tests/node/replay.test.mjs`, which has the module.

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
use serde_json::{Value, json};

/// A slot that the project does not have: what is decided is known by heart.
const DECISION: &str = r#"{"slot":"home.nothing","value":{"kind":"default"},"variant":"default","reason":"ERROR","errorCode":"FLAG_NOT_FOUND","notes":[]}"#;

fn explanation(decision: &str) -> String {
    format!("{{\"decision\":{decision},\"considered\":[]}}")
}

/// A folder with a bundle in `dist`, and a moment that fits it.
fn prepared(name: &str) -> (Folder, Value) {
    let folder = Folder::with_project(name);
    let ran = folder.run(&["build", "shop", "--out", "dist", "--revision", "7"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let pointer: Value = serde_json::from_str(&folder.read("dist/bundle.json")).unwrap();
    let moment = json!({
        "sillage": "moment",
        "version": 1,
        "now": 1_772_409_600_000_i64,
        "bundle": pointer["manifest"],
        "sections": [["rules", ""], ["copy", "en"], ["catalogue", "top"]],
        // One fact: `loyalty_tier`, the text `gold`.
        "facts": {"host": "AQxsb3lhbHR5X3RpZXIAAwRnb2xk"},
        "offers": [],
        "records": [],
        "seed": "AQIDBAUGBwg=",
        "slots": [{"slot": "home.nothing", "decision": DECISION, "explanation": explanation(DECISION)}],
    });
    (folder, moment)
}

fn replay(folder: &Folder, moment: &Value, options: &[&str]) -> folder::Ran {
    folder.write("moment.json", moment.to_string());
    folder.run(&[&["replay", "moment.json", "--bundle", "dist"], options].concat())
}

#[test]
fn equal_answers_are_told_with_what_was_known() {
    let (folder, moment) = prepared("replay-equal");
    let bundle = moment["bundle"].as_str().unwrap().to_owned();
    replay(&folder, &moment, &[]).is(
        0,
        &format!(
            "2026-03-02T00:00:00Z, bundle `{bundle}` of revision 7, 0 events remembered\n  \
               host.loyalty_tier: \"gold\"\n\n\
             slot `home.nothing`: no campaign\n\
             reason: ERROR FLAG_NOT_FOUND\n\
             shows: the page's own default content\n\n\
             1 of 1 slot as on the page, byte for byte\n"
        ),
        "",
    );
    let explained = explanation(DECISION);
    replay(&folder, &moment, &["--json"]).is(
        0,
        &format!(
            "{{\"bundle\":\"{bundle}\",\"revision\":7,\"now\":1772409600000,\"slots\":[{{\"slot\":\"home.nothing\",\"equal\":true,\"explanation\":{explained}}}]}}\n"
        ),
        "",
    );
}

#[test]
fn the_first_difference_ends_with_1() {
    let (folder, mut moment) = prepared("replay-differs");
    moment["slots"][0]["decision"] = json!(DECISION.replace("ERROR", "DEFAULT"));
    moment["slots"][0]["shown"] = json!("{}");
    let ran = replay(&folder, &moment, &[]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(
        ran.out.ends_with(
            "note: the page still showed what it had decided earlier\n\
             differs: the decision from byte 80 on\n  \
               page: …nt\":\"default\",\"reason\":\"DEFAULT\",\"errorCode\":\"FLAG_NOT_FOUND\",\"notes\":[]…\n  \
               here: …nt\":\"default\",\"reason\":\"ERROR\",\"errorCode\":\"FLAG_NOT_FOUND\",\"notes\":[]}\n\n\
             0 of 1 slot as on the page, byte for byte\n"
        ),
        "{}",
        ran.out
    );
    moment["slots"][0]["decision"] = json!(DECISION);
    moment["slots"][0]["explanation"] = json!("");
    let ran = replay(&folder, &moment, &["--json"]);
    assert_eq!(ran.code, 1);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        told["slots"][0]["difference"],
        json!({"of": "explanation", "at": 0, "page": "", "here": format!("{}…", &explanation(DECISION)[..48])})
    );
}

#[test]
fn another_bundle_is_refused_unless_it_is_meant() {
    let (folder, mut moment) = prepared("replay-other");
    let bundle = moment["bundle"].as_str().unwrap().to_owned();
    let other = format!("{}.bin", "0".repeat(32));
    moment["bundle"] = json!(other);
    moment["sections"].as_array_mut().unwrap().push(json!(["flow", "none"]));
    replay(&folder, &moment, &[]).is(
        2,
        "",
        &format!(
            "error: the moment was decided by `{other}`, and `dist` holds `{bundle}`\n  = help: give the folder of that bundle, or `--other` to see what this one decides\n"
        ),
    );
    assert_eq!(replay(&folder, &moment, &["--other"]).code, 0);
    moment["bundle"] = json!(bundle);
    replay(&folder, &moment, &[]).is(
        2,
        "",
        "error: `dist` has no section `none` of kind flow\n  = help: the moment was saved with another bundle, or was edited\n",
    );
}

#[test]
fn a_file_that_is_no_moment_is_told_why() {
    let (folder, moment) = prepared("replay-hostile");
    let check = |change: &dyn Fn(&mut Value), expected: &str| {
        let mut changed = moment.clone();
        change(&mut changed);
        let help = "  = help: save it in the page with `sillageDev.save()`\n";
        let told = format!("error: `moment.json` is no saved moment: {expected}\n{help}");
        replay(&folder, &changed, &[]).is(2, "", &told);
    };
    let set = |name: &'static str, value: Value| move |moment: &mut Value| moment[name] = value.clone();
    check(&|moment| *moment = json!([]), "`sillage` is not `moment`");
    check(&set("sillage", json!("page")), "`sillage` is not `moment`");
    check(&set("version", json!(2)), "its version is 2, and this command reads 1");
    check(&set("version", json!("1")), "`version` is missing or no number");
    for now in [json!(null), json!("noon"), json!(1.5), json!(1e300), json!(8_640_000_000_000_001_i64)] {
        check(&set("now", now), "`now` is missing, or no time in milliseconds");
    }
    check(&set("bundle", json!(1)), "`bundle` is missing or no text");
    check(&set("sections", json!({})), "`sections` is missing or no list");
    check(&set("sections", json!([["rules"]])), "`sections[0]` is no pair of kind and key");
    check(&set("sections", json!([["rules", ""], ["recipe", ""]])), "there is no kind of section `recipe`");
    check(&set("facts", json!([])), "`facts` is missing or no object");
    check(&set("facts", json!({"page": "not base64"})), "`facts.page` is not base64");
    check(&set("offers", json!(null)), "`offers` is missing or no list");
    check(&set("records", json!(["", 1])), "`records[1]` is not base64");
    check(&set("seed", json!("AQID")), "`seed` has 3 bytes instead of 8");
    check(&set("seed", json!(1)), "`seed` is not base64");
    check(&set("slots", json!("all")), "`slots` is missing or no list");
    check(&set("slots", json!([{"slot": "a"}])), "in `slots[0]` `decision` is missing or no text");

    let mut changed = moment.clone();
    changed["records"] = json!(["AQ=="]);
    replay(&folder, &changed, &[]).is(
        2,
        "",
        "error: `moment.json` is no saved moment: `records[0]` is refused: the bytes end too early\n  = help: save it again with a storefront of this version\n",
    );
    folder.write("moment.json", "{\"sillage\"");
    folder.run(&["replay", "moment.json", "--bundle", "dist"]).is(
        2,
        "",
        "error: `moment.json` is no saved moment: it is not JSON\n  = help: save it in the page with `sillageDev.save()`\n",
    );
    let nested = "[".repeat(100_000);
    folder.write("moment.json", nested);
    assert!(folder.run(&["replay", "moment.json", "--bundle", "dist"]).err.contains("it is not JSON"));
}

#[test]
fn slots_are_chosen_by_name() {
    let (folder, mut moment) = prepared("replay-slots");
    replay(&folder, &moment, &["--slot", "home.hero"]).is(
        2,
        "",
        "error: the moment has no slot `home.hero`\n  = help: it has `home.nothing`\n",
    );
    moment["slots"] = json!([]);
    replay(&folder, &moment, &[]).is(
        2,
        "",
        "error: the moment has no slot\n  = help: save it on a page with slots\n",
    );
}

#[test]
fn a_folder_that_is_no_bundle_is_told_why() {
    let (folder, moment) = prepared("replay-folder");
    let name = moment["bundle"].as_str().unwrap().to_owned();
    let start = folder.bytes(&format!("dist/{name}"));
    folder.write(&format!("dist/{name}"), &start[..start.len() - 1]);
    replay(&folder, &moment, &[]).is(
        2,
        "",
        &format!(
            "error: `dist/{name}` is not a start file: the bytes end too early\n  = help: build the bundle again with this version\n"
        ),
    );
    let mut flipped = start.clone();
    *flipped.last_mut().unwrap() ^= 1;
    folder.write(&format!("dist/{name}"), flipped);
    replay(&folder, &moment, &[]).is(
        2,
        "",
        &format!(
            "error: `dist/{name}` is not what the manifest names\n  = help: copy the bundle again, or build it again\n"
        ),
    );
    folder.write("dist/bundle.json", "{\"manifest\": \"../moment.json\"}");
    replay(&folder, &moment, &[]).is(
        2,
        "",
        "error: `dist` is not a bundle: its `bundle.json` names no start file\n  = help: give the folder that `atelier build` wrote\n",
    );
}

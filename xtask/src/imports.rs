//! The import table of ARCHITECTURE.md, checked from `cargo metadata`: who may import whom.
//!
//! Direct dependencies must be listed; what must never reach a package, however indirectly, is looked for in the
//! resolved graph of the platform that the package runs on.

use crate::counts::Counts;
use crate::failure::Failure;
use crate::setup::WASM;
use crate::workspace;
use serde_json::Value;
use std::collections::BTreeSet;

/// One row of the table. An empty `only` leaves the packages of others free; ours are always listed.
struct Row {
    package: &'static str,
    ours: &'static [&'static str],
    only: &'static [&'static str],
    never: &'static [&'static str],
    platform: &'static str,
}

const HOST: &str = "x86_64-unknown-linux-gnu";
const WEB: [&str; 3] = ["wasm-bindgen", "js-sys", "web-sys"];
/// What costs ten to twenty kilobytes where a page would pay for it, or reaches outside.
const HEAVY: [&str; 8] =
    ["serde_json", "serde-wasm-bindgen", "gloo-net", "gloo-storage", "regex", "chrono", "rand", "getrandom"];

const TABLE: [Row; 7] = [
    Row { package: "sillage-engine", ours: &[], only: &["serde", "postcard"], never: &WEB, platform: HOST },
    Row {
        package: "sillage",
        ours: &["sillage-engine"],
        only: &[
            "wasm-bindgen",
            "js-sys",
            "web-sys",
            "gloo-events",
            "gloo-timers",
            "serde",
            "postcard",
            "lol_alloc",
        ],
        never: &HEAVY,
        platform: WASM,
    },
    Row { package: "sillage-compiler", ours: &["sillage-engine"], only: &[], never: &WEB, platform: HOST },
    Row {
        package: "sillage-conformance",
        ours: &["sillage-engine", "sillage-compiler"],
        only: &["aes", "base64", "cbc", "serde", "serde_json", "url", "wasm-bindgen"],
        never: &["js-sys", "web-sys"],
        platform: WASM,
    },
    Row {
        package: "sillage-atelier",
        ours: &["sillage-engine", "sillage-compiler", "sillage-conformance"],
        only: &[],
        never: &WEB,
        platform: HOST,
    },
    Row {
        package: "sillage-studio",
        ours: &["sillage-engine", "sillage-compiler"],
        only: &[
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "js-sys",
            "web-sys",
            "gloo-events",
            "gloo-net",
            "gloo-storage",
            "gloo-timers",
            "serde",
            "serde_json",
            "serde-wasm-bindgen",
            "base64",
            "ed25519-compact",
        ],
        never: &["tokio", "clap"],
        platform: WASM,
    },
    Row {
        package: "xtask",
        ours: &[],
        only: &["serde_json", "wasm-bindgen-cli-support"],
        never: &[],
        platform: HOST,
    },
];

/// Checks every row; one case each, and one for a package of the workspace that has no row.
pub(crate) fn check() -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    for platform in [HOST, WASM] {
        let graph = workspace::metadata(Some(platform))?;
        for row in TABLE.iter().filter(|row| row.platform == platform) {
            counts.add(report(row.package, &breaches(row, &graph)));
        }
        if platform == HOST {
            counts.add(report("the workspace", &without_row(&graph)));
        }
    }
    Ok(counts)
}

fn report(package: &str, breaches: &[String]) -> Counts {
    for breach in breaches {
        eprintln!(
            "error: {breach}\nhelp: see the import table in ARCHITECTURE.md; xtask/src/imports.rs checks it"
        );
    }
    if breaches.is_empty() { Counts::one(true) } else { report_failed(package) }
}

fn report_failed(package: &str) -> Counts {
    eprintln!("imports of {package}: FAILED");
    Counts::one(false)
}

fn breaches(row: &Row, graph: &Value) -> Vec<String> {
    let ours = members(graph);
    let direct = names_of(graph, &direct_ids(graph, row.package));
    let indirect = names_of(graph, &reachable_ids(graph, row.package));
    let listed = |name: &str| match ours.contains(name) {
        true => row.ours.contains(&name),
        false => row.only.is_empty() || row.only.contains(&name),
    };
    let strangers = direct.iter().filter(|name| !listed(name));
    let forbidden = indirect.iter().filter(|name| row.never.contains(&name.as_str()));
    strangers
        .map(|name| format!("`{}` imports `{name}`, which its row does not list", row.package))
        .chain(forbidden.map(|name| format!("`{}` reaches `{name}`, which it never may", row.package)))
        .collect()
}

fn without_row(graph: &Value) -> Vec<String> {
    let listed = |name: &String| TABLE.iter().any(|row| row.package == name);
    members(graph).iter().filter(|name| !listed(name)).map(|name| format!("`{name}` has no row")).collect()
}

/// Names of the packages of this workspace.
fn members(graph: &Value) -> BTreeSet<String> {
    let ids = texts(graph.get("workspace_members"));
    names_of(graph, &ids)
}

fn names_of(graph: &Value, ids: &BTreeSet<String>) -> BTreeSet<String> {
    let packages = array(graph.get("packages"));
    let wanted = packages.iter().filter(|package| ids.contains(text(package.get("id"))));
    wanted.map(|package| text(package.get("name")).to_owned()).collect()
}

fn id_of(graph: &Value, package: &str) -> String {
    let members = texts(graph.get("workspace_members"));
    let named = |candidate: &&Value| {
        text(candidate.get("name")) == package && members.contains(text(candidate.get("id")))
    };
    array(graph.get("packages"))
        .iter()
        .find(named)
        .map(|found| text(found.get("id")).to_owned())
        .unwrap_or_default()
}

fn direct_ids(graph: &Value, package: &str) -> BTreeSet<String> {
    needs(graph, &id_of(graph, package))
}

fn reachable_ids(graph: &Value, package: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![id_of(graph, package)];
    while let Some(id) = open.pop() {
        open.extend(needs(graph, &id).into_iter().filter(|need| found.insert(need.clone())));
    }
    found
}

/// What a package needs when it runs: neither what builds it nor what tests it.
fn needs(graph: &Value, id: &str) -> BTreeSet<String> {
    let nodes = array(graph.get("resolve").and_then(|resolve| resolve.get("nodes")));
    let node = nodes.iter().find(|node| text(node.get("id")) == id);
    let runs = |need: &&Value| {
        array(need.get("dep_kinds")).iter().any(|kind| kind.get("kind") == Some(&Value::Null))
    };
    let needs = array(node.and_then(|node| node.get("deps")));
    needs.iter().filter(runs).map(|need| text(need.get("pkg")).to_owned()).collect()
}

fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn texts(value: Option<&Value>) -> BTreeSet<String> {
    array(value).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A graph of normal dependencies; the workspace is every package whose name starts with `sillage` or is `xtask`.
    fn graph(edges: &[(&str, &[&str])]) -> Value {
        let names: BTreeSet<&str> =
            edges.iter().flat_map(|(from, to)| to.iter().copied().chain([*from])).collect();
        let packages: Vec<Value> = names.iter().map(|name| json!({"id": name, "name": name})).collect();
        let member = |name: &&&str| name.starts_with("sillage") || **name == "xtask";
        let members: Vec<&&str> = names.iter().filter(member).collect();
        let needs = |to: &[&str]| -> Vec<Value> {
            to.iter().map(|name| json!({"pkg": name, "dep_kinds": [{"kind": null}]})).collect()
        };
        let nodes: Vec<Value> =
            edges.iter().map(|(from, to)| json!({"id": from, "deps": needs(to)})).collect();
        json!({"packages": packages, "workspace_members": members, "resolve": {"nodes": nodes}})
    }

    fn check(package: &str, edges: &[(&str, &[&str])], expected: &[&str]) {
        let row = TABLE.iter().find(|row| row.package == package).unwrap();
        assert_eq!(breaches(row, &graph(edges)), expected);
    }

    #[test]
    fn wrong_imports_are_named() {
        check("sillage-engine", &[("sillage-engine", &["serde", "postcard"])], &[]);
        check(
            "sillage-engine",
            &[("sillage-engine", &["serde", "rand"])],
            &["`sillage-engine` imports `rand`, which its row does not list"],
        );
        check(
            "sillage",
            &[
                ("sillage", &["sillage-engine", "lol_alloc"]),
                ("lol_alloc", &["lock"]),
                ("lock", &["getrandom"]),
            ],
            &["`sillage` reaches `getrandom`, which it never may"],
        );
        check(
            "sillage",
            &[("sillage", &["sillage-compiler"])],
            &["`sillage` imports `sillage-compiler`, which its row does not list"],
        );
        check(
            "xtask",
            &[("xtask", &["sillage-engine"])],
            &["`xtask` imports `sillage-engine`, which its row does not list"],
        );
    }

    #[test]
    fn a_package_without_a_row_is_named() {
        assert_eq!(without_row(&graph(&[("sillage-new", &[])])), ["`sillage-new` has no row"]);
    }
}

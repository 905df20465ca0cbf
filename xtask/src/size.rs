//! `cargo xtask size [--json]`: what a page loads to decide, rank and render, against `budgets.json`.
//!
//! The list of files is not guessed: `demo --check` records what a browser fetched, and any code in that recording
//! that the table does not count is an error.

use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::workspace::{self, path};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Written by `tests/browser/demo/check.mjs`: `[{"url": "/pkg/sillage.js", "kind": "script", "bytes": 1}]`.
const RECORDING: &str = "target/xtask/fetched.json";

/// One file, in bytes; `limit` is its soft line.
struct Part {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    limit: Option<u64>,
}

/// Prints the table; exits 1 when the total is over its budget or a page fetched code that the table lacks.
pub(crate) fn size(as_json: bool) -> Result<(), Failure> {
    build::build()?;
    let budgets = json_file(&path("budgets.json"))?;
    let (budget, limits) = budget_of(&budgets, "page");
    let (app_budget, app_limits) = budget_of(&budgets, "app");
    let parts = measure(&limits.keys().map(|name| path(name)).collect::<Vec<_>>(), &limits)?;
    let app = measure(&app_limits.keys().map(|name| path(name)).collect::<Vec<_>>(), &app_limits)?;
    let demo = measure(&workspace::files(&path("target/demo/bundle")), &Map::new())?;
    let total: u64 = parts.iter().map(|part| part.brotli).sum();
    let app_total: u64 = app.iter().map(|part| part.brotli).sum();
    let recording = recording(&limits);
    match as_json {
        true => println!("{}", as_value(&parts, &app, &demo, total, budget, recording.as_ref())),
        false => print_tables(&parts, &app, &demo, total, budget, recording.as_ref()),
    }
    let counted: Vec<&Part> = parts.iter().chain(&app).collect();
    verdict(total, budget, &uncounted(recording.as_ref(), &counted))?;
    verdict(app_total, app_budget, &[])
}

/// The total and the soft lines of a group of files.
fn budget_of(budgets: &Value, group: &str) -> (u64, Map<String, Value>) {
    let group = budgets.get(group).cloned().unwrap_or_default();
    let total = group.get("brotli").and_then(Value::as_u64).unwrap_or_default();
    (total, group.get("parts").and_then(Value::as_object).cloned().unwrap_or_default())
}

/// What a browser fetched, unless the page has been built anew since.
fn recording(parts: &Map<String, Value>) -> Option<Value> {
    let changed = |file: &Path| file.metadata().and_then(|facts| facts.modified()).ok();
    let recorded = changed(&path(RECORDING))?;
    let is_newer = |name: &String| changed(&path(name)).is_some_and(|built| built < recorded);
    if parts.keys().all(is_newer) { json_file(&path(RECORDING)).ok() } else { None }
}

fn verdict(total: u64, budget: u64, uncounted: &[String]) -> Result<(), Failure> {
    if let Some(url) = uncounted.first() {
        return Err(Failure::check(&format!("a page fetched `{url}`, which `budgets.json` does not count")));
    }
    if total > budget {
        let message =
            format!("a page loads {total} B brotli, {} B over its budget of {budget} B", total - budget);
        return Err(Failure::check(&message));
    }
    Ok(())
}

fn measure(files: &[PathBuf], limits: &Map<String, Value>) -> Result<Vec<Part>, Failure> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let text = process::capture(workspace::node(&["xtask/src/compressed.mjs"]).args(files))?;
    let sizes: Vec<Value> = serde_json::from_str(&text)
        .map_err(|cause| Failure::machine("the answer of `compressed.mjs` is not JSON", cause))?;
    Ok(sizes.iter().map(|size| part(size, limits)).collect())
}

fn part(size: &Value, limits: &Map<String, Value>) -> Part {
    let number = |key: &str| size.get(key).and_then(Value::as_u64).unwrap_or_default();
    let file = Path::new(size.get("file").and_then(Value::as_str).unwrap_or_default());
    let name = file.strip_prefix(workspace::root()).unwrap_or(file).to_string_lossy().replace('\\', "/");
    let limit = limits.get(&name).and_then(Value::as_u64);
    Part { raw: number("raw"), gzip: number("gzip"), brotli: number("brotli"), limit, name }
}

fn print_tables(
    parts: &[Part],
    app: &[Part],
    demo: &[Part],
    total: u64,
    budget: u64,
    recording: Option<&Value>,
) {
    println!("{:58} {:>9} {:>9} {:>9} {:>9}", "a page loads, in bytes", "raw", "gzip", "brotli", "line");
    parts.iter().for_each(print_row);
    let sum = |field: fn(&Part) -> u64| parts.iter().map(field).sum();
    let name = "together".to_owned();
    print_row(&Part {
        name,
        raw: sum(|part| part.raw),
        gzip: sum(|part| part.gzip),
        brotli: total,
        limit: Some(budget),
    });
    println!("\nbeside that, inside an app");
    app.iter().for_each(print_row);
    if !demo.is_empty() {
        println!("\nthe demo bundle: the start file always, the others where a slot needs them");
        demo.iter().for_each(print_row);
    }
    if let Some(recording) = recording {
        println!("\nwhat a recording browser fetched on the demo pages");
        for fetch in recording.as_array().into_iter().flatten() {
            println!(
                "{:58} {:>9}",
                text(fetch, "url"),
                fetch.get("bytes").and_then(Value::as_u64).unwrap_or_default()
            );
        }
    }
}

/// A part above its soft line is marked and nothing else; only the total fails.
fn print_row(part: &Part) {
    let limit = part.limit.map(|limit| limit.to_string()).unwrap_or_default();
    let mark = if part.limit.is_some_and(|limit| part.brotli > limit) { "  over" } else { "" };
    println!("{:58} {:>9} {:>9} {:>9} {limit:>9}{mark}", part.name, part.raw, part.gzip, part.brotli);
}

fn as_value(
    parts: &[Part],
    app: &[Part],
    demo: &[Part],
    total: u64,
    budget: u64,
    recording: Option<&Value>,
) -> Value {
    let list = |parts: &[Part]| -> Vec<Value> {
        let row = |part: &Part| json!({"file": part.name, "raw": part.raw, "gzip": part.gzip, "brotli": part.brotli, "line": part.limit});
        parts.iter().map(row).collect()
    };
    json!({"page": list(parts), "brotli": total, "budget": budget, "app": list(app), "bundle": list(demo), "fetched": recording})
}

/// Scripts and modules that a browser fetched from the package and that no part accounts for.
fn uncounted(recording: Option<&Value>, parts: &[&Part]) -> Vec<String> {
    let fetched = recording.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let urls = fetched.iter().filter(|fetch| text(fetch, "kind") != "data").map(|fetch| text(fetch, "url"));
    let file_of = |url: &str| url.rsplit('/').next().unwrap_or_default().to_owned();
    let counted = |url: &str| parts.iter().any(|part| file_of(&part.name) == file_of(url));
    urls.filter(|url| !counted(url)).map(str::to_owned).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn json_file(file: &Path) -> Result<Value, Failure> {
    let text = workspace::read(file)?;
    serde_json::from_str(&text)
        .map_err(|cause| Failure::machine(&format!("`{}` is not JSON", file.display()), cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fetched_code_must_be_counted() {
        let part = |name: &str| Part { name: name.to_owned(), raw: 0, gzip: 0, brotli: 0, limit: None };
        let (script, module) = (part("pkg/sillage.js"), part("pkg/sillage.wasm"));
        let parts = [&script, &module];
        let fetched = json!([
            {"url": "/pkg/sillage.js", "kind": "script"},
            {"url": "/pkg/extra.js", "kind": "script"},
            {"url": "/bundle/1.bin", "kind": "data"},
        ]);
        assert_eq!(uncounted(Some(&fetched), &parts), ["/pkg/extra.js"]);
        assert!(uncounted(None, &parts).is_empty());
    }

    #[test]
    fn only_the_total_and_uncounted_code_fail() {
        assert!(verdict(30_000, 30_000, &[]).is_ok());
        let over = verdict(30_001, 30_000, &[]).unwrap_err().to_string();
        assert_eq!(over, "error: a page loads 30001 B brotli, 1 B over its budget of 30000 B");
        let extra = verdict(1, 30_000, &["/pkg/extra.js".to_owned()]).unwrap_err().to_string();
        assert_eq!(extra, "error: a page fetched `/pkg/extra.js`, which `budgets.json` does not count");
    }
}

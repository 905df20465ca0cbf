//! GrowthBook's public cases: a file of sections, each a list of cases, each a list of a name, inputs and what is expected.

use sillage_engine::{bucket, host::Host};

use crate::{
    address,
    conditions::Conditions,
    context::Context,
    decrypt::decrypt,
    experiment,
    json::Json,
    prune::{Rest, prune},
    query, redirect, reduce,
};

/// A case and what it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The section it stands in.
    pub section: String,
    /// Its name in the file; its number where it has none.
    pub name: String,
    /// What it comes to, and what it was expected to; none where the case has not the form of its section.
    pub outcome: Option<Compared>,
}

/// What a case comes to, and what it was expected to come to, as the file writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What it comes to.
    pub actual: Json,
    /// What was expected.
    pub expected: Json,
}

impl Checked {
    /// Whether it comes to what was expected.
    pub fn passes(&self) -> bool {
        self.outcome.as_ref().is_some_and(|Compared { actual, expected }| actual.is_same(expected))
    }
}

type Check = fn(&Json, Host) -> Option<Compared>;

/// Sections by name.
const SECTIONS: [(&str, Check); 15] = [
    ("evalCondition", eval_condition),
    ("pruneCondition", prune_condition),
    ("reducePayload", reduce_payload),
    ("hash", hash),
    ("getBucketRange", bucket_range),
    ("feature", feature),
    ("run", run),
    ("chooseVariation", choose_variation),
    ("getQueryStringOverride", query_override),
    ("inNamespace", in_namespace),
    ("getEqualWeights", equal_weights),
    ("decrypt", decrypts),
    ("stickyBucket", sticky_bucket),
    ("urlRedirect", url_redirect),
    ("contextualBandit", feature),
];

/// Checks every case of a file. What is wrong with the file itself is said in one sentence.
pub fn check(file: &Json, host: Host) -> Result<Vec<Checked>, String> {
    let mut checked = Vec::new();
    match file {
        Json::List(_) => check_cases("urlTarget", file, &|case| url_target(case, host), &mut checked)?,
        Json::Map(_) if file.find("cases").is_some() => {
            let groups = Conditions::new(file.get("groups"), host);
            check_cases("cases", file.get("cases"), &|case| condition(case, &groups), &mut checked)?;
        }
        // What is a text is a remark, or the version of the specification.
        Json::Map(sections) => {
            for (name, section) in sections.iter().filter(|(_, section)| section.text().is_none()) {
                check_section(name, section, host, &mut checked)?;
            }
        }
        _ => return Err("it is neither an object of sections nor a list of URL targets".to_owned()),
    }
    if checked.is_empty() { Err("it has no case".to_owned()) } else { Ok(checked) }
}

/// A section; one that is an object has sections of its own.
fn check_section(name: &str, section: &Json, host: Host, checked: &mut Vec<Checked>) -> Result<(), String> {
    let find = |name: &str| SECTIONS.iter().find(|(known, _)| *known == name).map(|(_, check)| *check);
    if let Json::Map(inner) = section {
        for (inner, cases) in inner {
            let check = find(inner).ok_or_else(|| format!("there is no section `{inner}` in `{name}`"))?;
            check_cases(&format!("{name}.{inner}"), cases, &|case| check(case, host), checked)?;
        }
        return Ok(());
    }
    let check = find(name).ok_or_else(|| format!("there is no section `{name}`"))?;
    check_cases(name, section, &|case| check(case, host), checked)
}

fn check_cases(
    section: &str,
    cases: &Json,
    check: &dyn Fn(&Json) -> Option<Compared>,
    checked: &mut Vec<Checked>,
) -> Result<(), String> {
    let Json::List(cases) = cases else { return Err(format!("`{section}` is no list of cases")) };
    let one = |(at, case): (usize, &Json)| Checked {
        section: section.to_owned(),
        name: name_of(case, at),
        outcome: check(case),
    };
    checked.extend(cases.iter().enumerate().map(one));
    Ok(())
}

/// The name of a case: its first text, or both where a hash is of both; its number where it has none.
fn name_of(case: &Json, at: usize) -> String {
    match case.items() {
        [Json::Text(seed), Json::Text(value), Json::Number(_), _] => format!("`{seed}`, `{value}`"),
        [Json::Text(name), ..] => name.clone(),
        _ => at.to_string(),
    }
}

fn compared(actual: Json, expected: &Json) -> Option<Compared> {
    Some(Compared { actual, expected: expected.clone() })
}

/// Several results at once.
fn compared_all(actual: Vec<Json>, expected: &[Json]) -> Option<Compared> {
    (actual.len() == expected.len())
        .then(|| Compared { actual: Json::List(actual), expected: Json::List(expected.to_vec()) })
}

/// A condition of a file of conditions: `[name, condition, attributes, expected]`.
fn condition(case: &Json, groups: &Conditions) -> Option<Compared> {
    let [_, condition, attributes, expected, ..] = case.items() else { return None };
    compared(Json::Bool(groups.holds(condition, attributes)), expected)
}

/// A case of URL targeting: `{"url": …, "targets": […], "expected": …}`.
fn url_target(case: &Json, host: Host) -> Option<Compared> {
    let Json::List(targets) = case.get("targets") else { return None };
    let actual = address::is_targeted(case.get("url").text()?, targets, host);
    compared(Json::Bool(actual), case.find("expected")?)
}

fn eval_condition(case: &Json, host: Host) -> Option<Compared> {
    let [_, condition, attributes, expected, groups @ ..] = case.items() else { return None };
    let conditions = Conditions::new(groups.first().unwrap_or(&Json::Null), host);
    compared(Json::Bool(conditions.holds(condition, attributes)), expected)
}

fn prune_condition(case: &Json, host: Host) -> Option<Compared> {
    let [_, condition, known, expected, groups @ ..] = case.items() else { return None };
    let groups = groups.first().unwrap_or(&Json::Null);
    let actual = match prune(condition, known, groups, &Conditions::new(groups, host)) {
        Rest::Decided(truth) => Json::Bool(truth),
        Rest::Left(rest) => rest,
    };
    compared(actual, expected)
}

fn reduce_payload(case: &Json, host: Host) -> Option<Compared> {
    let [_, request, expected] = case.items() else { return None };
    compared(reduce::reduce(request, host), expected)
}

fn hash(case: &Json, _: Host) -> Option<Compared> {
    let [seed, value, version, expected] = case.items() else { return None };
    let version = version.count().map_or(u32::MAX, |version| version as u32);
    let place = bucket::hash(&experiment::plain(seed), &experiment::plain(value), version);
    compared(place.map_or(Json::Null, Json::Number), expected)
}

fn bucket_range(case: &Json, _: Host) -> Option<Compared> {
    let [_, inputs, expected] = case.items() else { return None };
    let [count, coverage, weights] = inputs.items() else { return None };
    let weights: Vec<f64> = weights.items().iter().filter_map(Json::number).collect();
    let ranges = bucket::bucket_ranges(count.count()?, coverage.number().unwrap_or(1.0), &weights);
    let pair = |(start, end): &(f64, f64)| Json::List(vec![Json::Number(*start), Json::Number(*end)]);
    compared(floored(&Json::List(ranges.iter().map(pair).collect())), &floored(expected))
}

fn choose_variation(case: &Json, _: Host) -> Option<Compared> {
    let [_, number, ranges, expected] = case.items() else { return None };
    let ranges: Vec<_> = ranges.items().iter().map(experiment::range).collect();
    let chosen = bucket::choose_variation(number.number()?, &ranges);
    compared(chosen.map_or(Json::Number(-1.0), Json::from), expected)
}

fn query_override(case: &Json, _: Host) -> Option<Compared> {
    let [_, key, url, count, expected] = case.items() else { return None };
    let forced = query::forced_variation(key.text()?, url.text().unwrap_or_default(), count.count()?);
    compared(forced.map_or(Json::Null, Json::from), expected)
}

fn in_namespace(case: &Json, _: Host) -> Option<Compared> {
    let [_, id, namespace, expected] = case.items() else { return None };
    compared(Json::Bool(experiment::is_in_namespace(&experiment::plain(id), namespace)), expected)
}

/// Weights are widths of the ranges they make.
fn equal_weights(case: &Json, _: Host) -> Option<Compared> {
    let [count, expected] = case.items() else { return None };
    count.number()?;
    let count = count.count().unwrap_or(0).min(10_000);
    let weight = floored(&Json::Number(1.0 / count as f64));
    compared(Json::List(vec![weight; count]), &floored(expected))
}

fn decrypts(case: &Json, _: Host) -> Option<Compared> {
    let [_, encrypted, key, expected] = case.items() else { return None };
    let plain = decrypt(encrypted.text()?, key.text().unwrap_or_default());
    compared(plain.map_or(Json::Null, Json::Text), expected)
}

fn run(case: &Json, host: Host) -> Option<Compared> {
    let [_, given, experiment, expected @ ..] = case.items() else { return None };
    let outcome = Context::new(given, host).run(experiment);
    let actual =
        vec![outcome.json.get("value").clone(), Json::Bool(outcome.is_in), Json::Bool(outcome.is_hashed)];
    compared_all(actual, expected)
}

fn feature(case: &Json, host: Host) -> Option<Compared> {
    let [_, given, key, expected] = case.items() else { return None };
    compared(Context::new(given, host).feature(key.text()?).to_json(), expected)
}

fn sticky_bucket(case: &Json, host: Host) -> Option<Compared> {
    let [_, given, stored, key, expected @ ..] = case.items() else { return None };
    let context = Context::new(given, host);
    context.remember(stored.items());
    let value = context.feature(key.text()?);
    let result = value.experiment.map_or(Json::Null, |(_, result)| result);
    let actual = vec![result, context.documents()];
    compared_all(actual, expected)
}

fn url_redirect(case: &Json, host: Host) -> Option<Compared> {
    let [_, given, expected] = case.items() else { return None };
    let (outcomes, address) = redirect::redirects(&Context::new(given, host), host);
    let one = |outcome: &experiment::Outcome| {
        let mut one = Json::object([("inExperiment", Json::Bool(outcome.is_in))]);
        if let Some(redirect) = outcome.json.get("value").find("urlRedirect") {
            one.set("urlRedirect", redirect.clone());
        }
        one.set("urlWithParams", Json::from(address.as_str()));
        one
    };
    compared(Json::List(outcomes.iter().map(one).collect()), expected)
}

/// Every number cut off behind eight decimals, as GrowthBook's own tests compare them.
fn floored(json: &Json) -> Json {
    match json {
        Json::Number(number) => Json::Number((number * 1e8).floor() / 1e8),
        Json::List(items) => Json::List(items.iter().map(floored).collect()),
        other => other.clone(),
    }
}

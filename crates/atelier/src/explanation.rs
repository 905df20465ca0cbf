//! An explanation of the engine as a person reads it: what is shown, and every campaign with its clauses and values.

use serde_json::Value;

/// The text of an explanation.
pub fn as_text(explanation: &Value) -> String {
    let mut text = String::new();
    decision(explanation.get("decision").unwrap_or(&Value::Null), &mut text);
    let considered = list(explanation, "considered");
    if !considered.is_empty() {
        text.push_str("campaigns, in order of precedence:\n");
    }
    for campaign in considered {
        let outcome = word(campaign, "outcome");
        let mark = if outcome == "shown" { '+' } else { '-' };
        text.push_str(&format!("  {mark} {}: {}\n", word(campaign, "campaign"), meaning(outcome)));
        if let Some(experiment) = campaign.get("experiment") {
            text.push_str(&format!("      experiment: {}\n", enrolment(experiment)));
        }
        if let Some(nearest) = campaign.get("nearest") {
            text.push_str(&format!("      would match with {}\n", nearest_miss(nearest)));
        }
        // One comparison alone says no more than that.
        let is_told = |audience: &&Value| campaign.get("nearest").is_none() || audience.get("path").is_none();
        if let Some(audience) = campaign.get("audience").filter(is_told) {
            clause(audience, 3, &mut text);
        }
    }
    text
}

fn decision(decision: &Value, text: &mut String) {
    let shown = decision.get("campaign").and_then(Value::as_str).map_or_else(
        || "no campaign".to_owned(),
        |campaign| format!("campaign `{campaign}`, variant `{}`", word(decision, "variant")),
    );
    let value = decision.get("value").unwrap_or(&Value::Null);
    let error =
        decision.get("errorCode").and_then(Value::as_str).map_or_else(String::new, |code| format!(" {code}"));
    text.push_str(&format!("slot `{}`: {shown}\n", word(decision, "slot")));
    text.push_str(&format!("reason: {}{error}\n", word(decision, "reason")));
    text.push_str(&format!("shows: {}\n", kind(value)));
    for (name, words) in value.get("fields").and_then(Value::as_object).into_iter().flatten() {
        text.push_str(&format!("  {name}: {}\n", words.as_str().unwrap_or_default()));
    }
    for item in list(value, "items") {
        text.push_str(&format!("  {}, because {}\n", word(item, "item_id"), because(item)));
    }
    for note in list(decision, "notes") {
        text.push_str(&format!("note: {} `{}`\n", word(note, "note"), word(note, "of")));
    }
}

fn kind(value: &Value) -> String {
    match word(value, "kind") {
        "fields" => "these words".to_owned(),
        "template" => format!("the page's template `{}`", word(value, "template")),
        "items" => "these items".to_owned(),
        _ => "the page's own default content".to_owned(),
    }
}

fn because(item: &Value) -> String {
    let because = item.get("because").unwrap_or(&Value::Null);
    match word(because, "kind") {
        "follows" => format!("it follows `{}`", word(because, "item_id")),
        "viewed" => "the visitor viewed it".to_owned(),
        "fits" => format!("it fits `{}`", word(because, "fits")),
        _ => "it is popular".to_owned(),
    }
}

fn meaning(outcome: &str) -> &str {
    match outcome {
        "shown" => "shown",
        "outranked" => "it applies, but one before it is shown",
        "schedule" => "it does not run at this time",
        "day-part" => "it does not run at this time of the week",
        "audience" => "the visitor is not in its audience",
        "holdout" => "the visitor is in the group that never sees it",
        "cap" => "it was shown as often as it may be",
        "pressure" => "promotions were shown as often as they may be",
        "cool-down" => "it rests, as it was dismissed or had its effect",
        "trigger" => "what it waits for has not happened on this page",
        "no-content" => "it applies, but has too little to show",
        other => other,
    }
}

fn enrolment(experiment: &Value) -> String {
    let variant = word(experiment, "variant");
    let bucket =
        experiment.get("bucket").map_or_else(String::new, |bucket| format!(", her place is {bucket}"));
    let why = match word(experiment, "enrolment") {
        "forced" => "the arm that was asked for, not counted",
        "no-seed" => "not run, as nothing may be stored",
        "holdout" => "the control, as the visitor is in the group that sees no experiment",
        "sticky" => "the arm that she was shown before",
        "blocked" => "the control, as an earlier version keeps her out",
        "namespace" => "the control, as her part of the namespace is another experiment's",
        "prerequisite" => "the control, as she is not in the arm of the other experiment",
        "coverage" => "the control, as she is not covered",
        _ => "the arm of her place",
    };
    format!("{why} (variant `{variant}`{bucket})")
}

fn clause(clause: &Value, depth: usize, text: &mut String) {
    let mark = match clause.get("matched") {
        Some(Value::Bool(true)) => '+',
        Some(Value::Bool(false)) => '-',
        _ => '?',
    };
    let mut clauses = list(clause, "clauses");
    let words = match (clause.get("segment"), word(clause, "op")) {
        (Some(segment), _) => {
            let segment = segment.as_str().unwrap_or_default();
            // A segment of several conditions is one group; both lines would say the same.
            match group(clauses) {
                Some(inner) => {
                    clauses = list(inner, "clauses");
                    format!("segment `{segment}`, {}", combined(word(inner, "op")))
                }
                None => format!("segment `{segment}`"),
            }
        }
        (None, op) if clause.get("path").is_none() && !clauses.is_empty() => combined(op).to_owned(),
        (None, op) => comparison(clause, op),
    };
    text.push_str(&format!("{:indent$}{mark} {words}\n", "", indent = depth * 2));
    for inner in clauses {
        self::clause(inner, depth + 1, text);
    }
}

/// The one clause, where it combines others.
fn group(clauses: &[Value]) -> Option<&Value> {
    match clauses {
        [only] if only.get("segment").is_none() && !list(only, "clauses").is_empty() => Some(only),
        _ => None,
    }
}

fn combined(op: &str) -> &str {
    match op {
        "all" => "all of",
        "any" => "any of",
        "nor" => "none of",
        other => other,
    }
}

fn comparison(clause: &Value, op: &str) -> String {
    let value = |name: &str| clause.get(name).unwrap_or(&Value::Null);
    let (path, actual) = (word(clause, "path"), said(value("actual")));
    match (clause.get("path"), op) {
        // A condition of its own on a part of the list, which is not written down.
        (Some(_), "size") if clause.get("expected").is_none() => {
            format!("`{path}` of a length as asked, has {actual}")
        }
        (Some(_), _) if clause.get("expected").is_none() => {
            format!("`{path}` with an element as asked, has {actual}")
        }
        (Some(_), _) => format!("`{path}` {}, has {actual}", needed(op, value("expected"), true)),
        (None, "all" | "any" | "nor" | "not") => format!("{} nothing", combined(op)),
        (None, "…") => "and more, which are too many to write".to_owned(),
        (None, _) => "a condition that this version cannot evaluate".to_owned(),
    }
}

/// What would have to be otherwise: `trait.orders_365d` at least 2, has 1.
fn nearest_miss(nearest: &Value) -> String {
    let changes = std::iter::once(nearest).chain(list(nearest, "more"));
    let change = |change: &Value| {
        let value = |name: &str| change.get(name).unwrap_or(&Value::Null);
        let wanted = value("wanted").as_bool().unwrap_or(true);
        let needed = needed(word(change, "op"), value("expected"), wanted);
        format!("`{}` {needed}, has {}", word(change, "path"), said(value("actual")))
    };
    changes.map(change).collect::<Vec<_>>().join("; and ")
}

/// What a comparison needs, or what it must not have.
fn needed(op: &str, expected: &Value, wanted: bool) -> String {
    let words = match (op, wanted) {
        ("is" | "eq", true) | ("ne", false) => "equal to",
        ("is" | "eq", false) | ("ne", true) => "other than",
        ("lt", _) => "less than",
        ("lte", _) => "at most",
        ("gt", _) => "more than",
        ("gte", _) => "at least",
        ("in" | "ini", true) | ("nin" | "nini", false) => "one of",
        ("in" | "ini", false) | ("nin" | "nini", true) => "none of",
        ("all" | "alli", _) => "with all of",
        ("type", _) => "of type",
        ("contains", _) => "with",
        ("regex" | "regexi", _) => "like",
        ("veq", true) | ("vne", false) => "of version",
        ("veq", false) | ("vne", true) => "of another version than",
        ("vlt", _) => "of a version before",
        ("vlte", _) => "of at most version",
        ("vgt", _) => "of a version after",
        ("vgte", _) => "of at least version",
        ("size", _) => "as long as",
        ("exists", _) => {
            return if (expected == &Value::Bool(true)) == wanted { "known" } else { "unknown" }.to_owned();
        }
        (other, _) => other,
    };
    let not = if wanted || matches!(op, "is" | "eq" | "ne" | "in" | "ini" | "nin" | "nini" | "veq" | "vne") {
        ""
    } else {
        "not "
    };
    format!("{not}{words} {}", said(expected))
}

/// A value in words; a list without its brackets.
fn said(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Array(list) => list.iter().map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

//! Decisions, conditions and values in words that a marketer reads.

use serde_json::Value;
use sillage_engine::event::Millis;

use crate::explanation::{Change, Clause, Decision, NearestMiss, Note, Pick};

/// Why a slot shows what it shows, in one sentence.
pub fn reason(decision: &Decision) -> String {
    let campaign = decision.campaign.as_deref().unwrap_or_default();
    let kind = decision.value.kind.as_str();
    match (decision.reason.as_str(), decision.error_code.as_deref()) {
        ("TARGETING_MATCH", _) => format!("The visitor is in the audience of {campaign}."),
        ("SPLIT", _) => format!("The visitor is in this arm of the experiment of {campaign}."),
        ("STATIC", _) => format!("{campaign} is for everybody."),
        ("DEFAULT", _) if kind == "items" => {
            "No campaign applies; the slot fills itself by its strategy.".to_owned()
        }
        ("DEFAULT", _) => "No campaign applies; the shop’s own content stays.".to_owned(),
        ("NO_CONTENT", _) => "There is too little to show; the shop’s own content stays.".to_owned(),
        ("ERROR", Some("FLAG_NOT_FOUND")) => {
            "slots.yaml declares no slot of this name; the shop’s own content stays.".to_owned()
        }
        (reason, code) => format!("{reason} {}", code.unwrap_or_default()).trim().to_owned(),
    }
}

/// A short word for what is shown.
pub fn kind(decision: &Decision) -> &str {
    match decision.value.kind.as_str() {
        "fields" => "campaign",
        "template" => "template",
        "items" => "products",
        _ => "shop’s own",
    }
}

/// What became of a campaign.
pub fn outcome(outcome: &str) -> &str {
    match outcome {
        "shown" => "shown",
        "outranked" => "applies, but one before it is shown",
        "schedule" => "does not run at this time",
        "day-part" => "does not run at this time of the week",
        "audience" => "the visitor is not in its audience",
        "holdout" => "the visitor is in the group that never sees it",
        "cap" => "was shown as often as it may be",
        "pressure" => "promotions were shown as often as they may be",
        "cool-down" => "rests, as it was dismissed or had its effect",
        "trigger" => "what it waits for has not happened on this page",
        "no-content" => "applies, but has too little to show",
        other => other,
    }
}

/// What could not be used.
pub fn note(note: &Note) -> String {
    let of = &note.of;
    match note.note.as_str() {
        "unevaluable" => format!("the audience of {of} cannot be evaluated"),
        "too-few-items" => format!("the strategy {of} finds fewer products than its minimum"),
        "no-seed" => format!("the experiment of {of} does not run, as nothing may be stored"),
        "no-copy" => format!("the texts of {of} are not loaded"),
        other => format!("{other} {of}"),
    }
}

/// Why a product was chosen. `name` tells what another product is called.
pub fn because(pick: &Pick, name: impl Fn(&str) -> String) -> String {
    let word = |key: &str| pick.because.get(key).and_then(Value::as_str).unwrap_or_default();
    match word("kind") {
        "follows" => format!("goes with {}", name(word("item_id"))),
        "viewed" => "seen before".to_owned(),
        "" => match word("fits") {
            "" => String::new(),
            tag => format!("fits {tag}"),
        },
        other => other.to_owned(),
    }
}

/// How a group of conditions is read; none for a comparison.
pub fn group(clause: &Clause) -> Option<String> {
    let segment = clause.segment.as_deref().map(|name| format!("segment {name}"));
    segment.or_else(|| {
        let words = match clause.op.as_str() {
            "all" if clause.path.is_none() => "all of",
            "any" => "any of",
            "nor" => "none of",
            "not" => "not",
            "unknown" => "a condition that cannot be evaluated",
            "…" => "more conditions",
            _ => return None,
        };
        Some(words.to_owned())
    })
}

/// How two values are compared.
pub fn operator(op: &str) -> &str {
    match op {
        "is" | "eq" => "=",
        "ne" => "≠",
        "lt" => "<",
        "lte" => "≤",
        "gt" => ">",
        "gte" => "≥",
        "exists" => "is known:",
        "in" => "is one of",
        "nin" => "is none of",
        "all" => "has all of",
        "size" => "has as many as",
        other => other,
    }
}

/// The opposite of a comparison.
fn opposite(op: &str) -> String {
    match op {
        "is" | "eq" => "≠".to_owned(),
        "ne" => "=".to_owned(),
        "in" => "is none of".to_owned(),
        "nin" => "is one of".to_owned(),
        other => format!("not {}", operator(other)),
    }
}

/// What would make an audience hold, in one sentence.
pub fn nearest(miss: &NearestMiss) -> String {
    let change = |change: &Change| {
        let op = if change.wanted { operator(&change.op).to_owned() } else { opposite(&change.op) };
        format!("{} {op} {} (it is {})", change.path, value(&change.expected), value(&change.actual))
    };
    let changes: Vec<String> = std::iter::once(&miss.first).chain(&miss.more).map(change).collect();
    format!("Would match with {}.", changes.join(", and "))
}

/// Whether a condition holds, as a sign and in words.
pub fn truth(matched: Option<bool>) -> (&'static str, &'static str, &'static str) {
    match matched {
        Some(true) => ("yes", "✓", "holds"),
        Some(false) => ("no", "✗", "does not hold"),
        None => ("unknown", "?", "cannot be told"),
    }
}

/// A value as one reads it.
pub fn value(value: &Value) -> String {
    match value {
        Value::Null => "not known".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => format!("“{text}”"),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => format!("{whole:.0}"),
            _ => number.to_string(),
        },
        Value::Array(list) if list.is_empty() => "nothing".to_owned(),
        Value::Array(list) => list.iter().map(self::value).collect::<Vec<_>>().join(", "),
        Value::Object(_) => value.to_string(),
    }
}

/// How long ago something happened.
pub fn ago(at: Millis, now: Millis) -> String {
    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let (since, later) = ((now - at).abs(), now < at);
    let span = match since {
        0..MINUTE => return "now".to_owned(),
        MINUTE..HOUR => format!("{} min", since / MINUTE),
        HOUR..DAY => format!("{} h", since / HOUR),
        _ => format!("{} d", since / DAY),
    };
    if later { format!("in {span}") } else { format!("{span} ago") }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_as_people_write_them() {
        let check = |given: Value, expected: &str| assert_eq!(value(&given), expected, "{given}");
        check(json!(null), "not known");
        check(json!(true), "yes");
        check(json!("gold"), "“gold”");
        check(json!(2.0), "2");
        check(json!(2.5), "2.5");
        check(json!([]), "nothing");
        check(json!(["a", 1]), "“a”, 1");
    }

    #[test]
    fn time_is_told_in_one_unit() {
        let check = |at: Millis, now: Millis, expected: &str| assert_eq!(ago(at, now), expected);
        check(0, 0, "now");
        check(0, 59_999, "now");
        check(0, 60_000, "1 min ago");
        check(0, 7_200_000, "2 h ago");
        check(0, 172_800_000, "2 d ago");
        check(172_800_000, 0, "in 2 d");
    }

    #[test]
    fn reasons_are_sentences() {
        let check = |reason_word: &str, kind: &str, code: Option<&str>, expected: &str| {
            let mut decision = Decision { reason: reason_word.to_owned(), ..Decision::default() };
            decision.value.kind = kind.to_owned();
            decision.campaign = Some("gold_hero".to_owned());
            decision.error_code = code.map(str::to_owned);
            assert_eq!(reason(&decision), expected);
        };
        check("TARGETING_MATCH", "fields", None, "The visitor is in the audience of gold_hero.");
        check("STATIC", "fields", None, "gold_hero is for everybody.");
        check("DEFAULT", "items", None, "No campaign applies; the slot fills itself by its strategy.");
        check("DEFAULT", "default", None, "No campaign applies; the shop’s own content stays.");
        check("ERROR", "default", Some("BUNDLE_SIGNATURE"), "ERROR BUNDLE_SIGNATURE");
    }

    #[test]
    fn the_nearest_miss_is_a_sentence() {
        let check = |given: Value, expected: &str| {
            assert_eq!(nearest(&serde_json::from_value(given).unwrap()), expected);
        };
        let change = |op: &str, wanted: bool| json!({"changes": 1, "path": "trait.orders", "op": op, "wanted": wanted, "expected": 2, "actual": 1, "example": 2});
        check(change("gte", true), "Would match with trait.orders ≥ 2 (it is 1).");
        check(change("gte", false), "Would match with trait.orders not ≥ 2 (it is 1).");
        check(change("eq", false), "Would match with trait.orders ≠ 2 (it is 1).");
        let mut both = change("gte", true);
        both["more"] = json!([{"path": "host.tier", "op": "in", "wanted": true, "expected": ["gold"], "actual": null, "example": "gold"}]);
        check(
            both,
            "Would match with trait.orders ≥ 2 (it is 1), and host.tier is one of “gold” (it is not known).",
        );
    }
}

//! Changes that know nothing of what is a defect.

use serde_json::{Value as Json, json};

use crate::{
    families::{CATEGORIES, CITIES, CONCERNS, TIERS},
    project::Project,
    random::Random,
};

/// Changes something of a project.
pub(crate) fn change(random: &mut Random, project: &mut Project) {
    match random.below(10) {
        0 => {
            let priority = random.below(4) as i64 * 10;
            let at = random.below(project.campaigns.len());
            project.campaigns[at].priority = priority;
        }
        1 => {
            let dates = ["2027-02-01", "2027-05-01", "2027-08-01", "2028-01-01"];
            let at = random.below(project.campaigns.len());
            let dates = random.some(&dates, 2);
            project.campaigns[at].start = Some(dates[0].min(dates[1]).to_owned());
            project.campaigns[at].end = dates[0].max(dates[1]).to_owned();
        }
        2 => merge(random, project),
        _ => {
            let mut conditions = project.conditions();
            let at = random.below(conditions.len());
            change_condition(random, conditions[at]);
        }
    }
}

/// Puts one condition, or its negation, beside another.
fn merge(random: &mut Random, project: &mut Project) {
    let mut conditions = project.conditions();
    let (from, to) = (random.below(conditions.len()), random.below(conditions.len()));
    // A segment that asks for itself would be another mistake.
    let mut more = without_segments(conditions[from].clone());
    if random.chance(2) {
        more = json!({"$not": more});
    }
    let fields = conditions[to].as_object_mut().unwrap();
    fields.entry("$and").or_insert_with(|| json!([])).as_array_mut().unwrap().push(more);
}

fn without_segments(json: Json) -> Json {
    match json {
        Json::Object(fields) => {
            let kept = fields.into_iter().filter(|(key, _)| key != "$segment");
            kept.map(|(key, value)| (key, without_segments(value))).collect()
        }
        Json::Array(items) => items.into_iter().map(without_segments).collect(),
        other => other,
    }
}

fn change_condition(random: &mut Random, condition: &mut Json) {
    let fields = condition.as_object_mut().unwrap();
    let keys: Vec<String> = fields.keys().cloned().collect();
    if keys.is_empty() {
        return;
    }
    let key = random.pick(&keys).clone();
    match random.below(4) {
        // Negate a clause.
        0 => {
            let value = fields.remove(&key).unwrap();
            let nor = fields.entry("$nor").or_insert_with(|| json!([]));
            nor.as_array_mut().unwrap().push(json!({key: value}));
        }
        // Delete a clause.
        1 if keys.len() > 1 => drop(fields.remove(&key)),
        // Change inside of it.
        _ => change_value(random, &key, fields.get_mut(&key).unwrap()),
    }
}

fn change_value(random: &mut Random, key: &str, value: &mut Json) {
    match value {
        Json::Array(items)
            if key.starts_with("$and") || key.starts_with("$or") || key.starts_with("$nor") =>
        {
            if !items.is_empty() {
                let at = random.below(items.len());
                change_condition(random, &mut items[at]);
            }
        }
        Json::Object(operators) if !key.starts_with('$') => {
            let names: Vec<String> = operators.keys().cloned().collect();
            let name = random.pick(&names).clone();
            if random.chance(2) {
                let operand = operators.remove(&name).unwrap();
                operators.insert(swapped(&name).to_owned(), operand);
            } else {
                let operand = operators.get_mut(&name).unwrap();
                change_operand(random, operand);
            }
        }
        other => change_operand(random, other),
    }
}

fn swapped(operator: &str) -> &str {
    match operator {
        "$gt" => "$lt",
        "$lt" => "$gte",
        "$gte" => "$lte",
        "$lte" => "$gt",
        "$in" => "$nin",
        "$nin" => "$in",
        "$ne" => "$eq",
        "$eq" => "$ne",
        same => same,
    }
}

/// Shifts a bound, or takes another value of the same pool.
fn change_operand(random: &mut Random, operand: &mut Json) {
    match operand {
        Json::Number(number) => {
            let shift = *random.pick::<f64>(&[-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 10.0]);
            let number = number.as_f64().unwrap();
            // The length of a list is whole.
            let shift = if number.fract() == 0.0 && shift.fract() != 0.0 { 1.0 } else { shift };
            *operand = json!((number + shift).max(0.0));
        }
        Json::Bool(truth) => *truth = !*truth,
        Json::String(text) => {
            for pool in [&TIERS[..], &CITIES, &CONCERNS, &CATEGORIES] {
                if pool.contains(&text.as_str()) {
                    *text = (*random.pick(pool)).to_owned();
                    return;
                }
            }
        }
        Json::Array(items) if items.len() > 1 => drop(items.remove(random.below(items.len()))),
        _ => {}
    }
}

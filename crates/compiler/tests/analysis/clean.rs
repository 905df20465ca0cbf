//! Projects without a defect, by construction: what a condition asks for is independent, and campaigns of a slot each have somebody
//! whom no other one takes.

use serde_json::{Map, Value as Json, json};

use crate::{
    families::FAMILIES,
    project::{Plan, Project, SLOTS},
    random::Random,
};

pub(crate) fn project(random: &mut Random) -> Project {
    let mut project = Project::default();
    for at in 0..3 {
        // Families 0 to 3 are for segments, the others for what stands beside them.
        let families = random.some(&[0, 1, 2, 3], 2);
        project.segments.insert(format!("segment_{at}"), condition(random, &families));
    }
    for slot in SLOTS {
        let campaigns = match random.below(3) {
            0 => by_content(random, slot),
            1 => nested(random, slot),
            _ => by_season(random, slot),
        };
        project.campaigns.extend(campaigns);
    }
    project
}

/// A condition with one clause of each of these families, some of them branches of `$or` or nested.
pub(crate) fn condition(random: &mut Random, families: &[usize]) -> Json {
    let mut condition = Map::new();
    let mut left = families.to_vec();
    if left.len() >= 3 && random.chance(2) {
        let branches: Vec<Json> =
            [left.pop(), left.pop()].into_iter().flatten().map(|at| clause(random, at)).collect();
        condition.insert("$or".to_owned(), branches.into());
    }
    for (at, family) in left.iter().enumerate() {
        let clause = clause(random, *family);
        if at > 0 && random.chance(5) {
            condition.insert("$and".to_owned(), json!([clause]));
        } else {
            condition.extend(clause.as_object().unwrap().clone());
        }
    }
    condition.into()
}

pub(crate) fn clause(random: &mut Random, family: usize) -> Json {
    let (path, value) = FAMILIES[family](random);
    json!({path: value})
}

fn audience(random: &mut Random) -> Map<String, Json> {
    let count = 2 + random.below(3);
    let families = random.some(&[4, 5, 6, 7, 8], count);
    let mut audience = condition(random, &families).as_object().unwrap().clone();
    if random.chance(3) {
        audience.insert("$segment".to_owned(), format!("segment_{}", random.below(3)).into());
    }
    audience
}

fn plan(slot: &str, at: usize, priority: i64, audience: Option<Map<String, Json>>) -> Plan {
    let name = format!("{}_{at}", slot.replace('.', "_"));
    let audience = audience.map(Json::Object);
    Plan { name, slot: slot.to_owned(), priority, start: None, end: "2027-12-31".to_owned(), audience }
}

/// Each for those who come from another advertisement, so that equal priorities do not matter.
fn by_content(random: &mut Random, slot: &str) -> Vec<Plan> {
    let plan = |at: usize| {
        let mut audience = audience(random);
        audience.insert("touch.content".to_owned(), format!("ad-{at}").into());
        plan(slot, at, (random.below(3) * 10) as i64, Some(audience))
    };
    (0..8).map(plan).collect()
}

/// Each for more people than the one above it, and in the end everybody.
fn nested(random: &mut Random, slot: &str) -> Vec<Plan> {
    let audience = audience(random);
    let mut narrower = audience.clone();
    narrower.insert("device.class".to_owned(), "phone".into());
    let mut narrowest = narrower.clone();
    narrowest.insert("touch.source".to_owned(), json!({"$in": ["mail", "social"]}));
    let all = [Some(narrowest), Some(narrower), Some(audience), None];
    all.into_iter().enumerate().map(|(at, audience)| plan(slot, at, 40 - 10 * at as i64, audience)).collect()
}

/// The same people, one season after the other.
fn by_season(random: &mut Random, slot: &str) -> Vec<Plan> {
    let audience = audience(random);
    let seasons = ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"];
    let season = |(at, pair): (usize, &[&str])| Plan {
        start: Some(format!("{}T23:59:59Z", pair[0])),
        end: format!("{}T23:59:59Z", pair[1]),
        ..plan(slot, at, 5, Some(audience.clone()))
    };
    seasons.windows(2).enumerate().map(season).collect()
}

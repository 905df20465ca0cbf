//! What an analysis costs at most, counted.

use std::time::Instant;

use serde_json::json;
use sillage_compiler::compile;

use crate::{
    clean,
    families::FAMILIES,
    project::{Plan, Project, SLOTS},
    random::Random,
};

/// So many campaigns of five clauses each.
fn large(campaigns: usize, is_apart: bool) -> Project {
    let random = &mut Random::new(7);
    let mut project = Project::default();
    for at in 0..campaigns {
        let families = random.some(&(0..FAMILIES.len()).collect::<Vec<_>>(), 4);
        let mut audience = clean::condition(random, &families);
        let content = if is_apart { format!("ad-{at}") } else { format!("ad-{}", at % 10) };
        audience.as_object_mut().unwrap().insert("touch.content".to_owned(), json!(content));
        project.campaigns.push(Plan {
            name: format!("campaign_{at}"),
            slot: SLOTS[at % 3].to_owned(),
            priority: if is_apart { 0 } else { at as i64 },
            start: None,
            end: "2027-12-31".to_owned(),
            audience: Some(audience),
        });
    }
    project
}

#[test]
fn a_thousand_campaigns_are_analysed_in_bounded_steps() {
    for is_apart in [true, false] {
        let sources = large(1_000, is_apart).sources();
        let began = Instant::now();
        let outcome = compile(&sources);
        let effort = outcome.effort;
        println!("apart {is_apart}: {effort:?} in {:?}", began.elapsed());
        assert!(effort.questions >= 5_000, "{effort:?}");
        assert!(effort.steps <= 6_000_000, "{effort:?}");
        assert!(effort.not_proven * 50 <= effort.questions, "{effort:?}");
    }
}

/// More attributes than values, and no two alike: there is no such visitor, and to prove it takes too many steps.
fn pigeonholes() -> serde_json::Value {
    let holes: Vec<String> = (0..12).map(|hole| format!("hole-{hole}")).collect();
    let paths = [
        "page.path",
        "page.locale",
        "page.market",
        "page.currency",
        "page.search_term",
        "page.item_id",
        "page.item_category",
        "page.item_brand",
        "touch.source",
        "touch.medium",
        "touch.campaign",
        "touch.content",
        "host.city",
    ];
    let mut clauses: Vec<_> = paths.iter().map(|path| json!({*path: {"$in": holes}})).collect();
    for (at, one) in paths.iter().enumerate() {
        for other in &paths[at + 1..] {
            clauses.extend(holes.iter().map(|hole| json!({"$not": {*one: hole, *other: hole}})));
        }
    }
    json!({"$and": clauses})
}

#[test]
fn what_takes_too_many_steps_is_not_proven() {
    let mut project = Project::default();
    project.segments.insert("pigeonholes".to_owned(), pigeonholes());
    let effort = compile(&project.sources()).effort;
    println!("{effort:?}");
    assert_eq!((effort.questions, effort.not_proven), (1, 1));
    assert!((100_000..200_000).contains(&effort.steps), "{effort:?}");
}

#[test]
fn all_questions_together_are_bounded() {
    let mut project = Project::default();
    project.segments.insert("pigeonholes".to_owned(), pigeonholes());
    for at in 0..300 {
        let segment = json!({"$segment": "pigeonholes", "host.points": {"$gte": at + 1}});
        project.segments.insert(format!("segment_{at}"), segment);
    }
    let effort = compile(&project.sources()).effort;
    println!("{effort:?}");
    assert_eq!((effort.questions, effort.not_proven), (301, 301));
    assert!(effort.steps < 21_000_000, "{effort:?}");
}

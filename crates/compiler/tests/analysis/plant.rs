//! One defect put into clean sources, class by class. A planter returns what the message must name.

use serde_json::{Map, Value as Json, json};

use crate::{
    project::{Plan, Project, SLOTS},
    random::Random,
};

type Planter = fn(&mut Random, &mut Project) -> String;

/// The planters of every code.
pub(crate) const PLANTERS: &[(&str, &[Planter])] = &[
    ("W0830", &[contradict_alone, contradict_segment, contradict_in_segment, contradict_deep]),
    ("W0831", &[always_clause, always_whole]),
    ("W0832", &[implied_clause, implied_by_segment, implied_in_branch]),
    ("W0833", &[impossible_branch, covered_branch]),
    ("W0834", &[behind_everybody, behind_wider, behind_two, behind_through_the_year]),
    ("W0835", &[tied]),
    ("W0836", &[long_window]),
    ("W0837", &[older]),
    ("W0838", &[not_done]),
];

/// Two clauses over attributes that no clean condition reads together with others, and that never hold together.
fn contradiction(random: &mut Random) -> (Json, Json) {
    let low = random.below(20);
    let cases = [
        (json!({"page.price": {"$gt": low + 30}}), json!({"page.price": {"$lt": low}})),
        (json!({"page.price": {"$gt": low}}), json!({"page.price": {"$lte": low}})),
        (json!({"page.price": {"$exists": false}}), json!({"page.price": {"$gte": low + 1}})),
        (json!({"page.type": "home"}), json!({"page.type": "cart"})),
        (
            json!({"page.type": {"$in": ["home", "cart"]}}),
            json!({"$not": {"page.type": {"$in": ["home", "cart"]}}}),
        ),
        (json!({"page.path": {"$lt": "/b"}}), json!({"page.path": {"$gt": "/c"}})),
        (json!({"page.path": "/b"}), json!({"$nor": [{"page.path": "/b"}]})),
        (json!({"trait.pieces_30d": {"$gt": low}}), json!({"trait.pieces_30d": {"$lt": low + 1}})),
    ];
    random.pick(&cases).clone()
}

/// Adds a clause to a condition, whatever is there already.
fn put(condition: &mut Json, clause: Json) {
    let fields = condition.as_object_mut().unwrap();
    let (key, value) = clause.as_object().unwrap().iter().next().unwrap();
    if fields.contains_key(key) {
        let and = fields.entry("$and").or_insert_with(|| json!([]));
        and.as_array_mut().unwrap().push(clause);
    } else {
        fields.insert(key.clone(), value.clone());
    }
}

/// A campaign that has an audience.
fn campaign<'a>(random: &mut Random, project: &'a mut Project) -> &'a mut Plan {
    let mut all: Vec<&mut Plan> =
        project.campaigns.iter_mut().filter(|plan| plan.audience.is_some()).collect();
    let at = random.below(all.len());
    all.swap_remove(at)
}

fn with_clauses(random: &mut Random, project: &mut Project, clauses: &[Json]) -> String {
    let plan = campaign(random, project);
    clauses.iter().for_each(|clause| put(plan.audience.as_mut().unwrap(), clause.clone()));
    plan.name.clone()
}

fn contradict_alone(random: &mut Random, project: &mut Project) -> String {
    let (one, other) = contradiction(random);
    with_clauses(random, project, &[one, other])
}

fn contradict_segment(random: &mut Random, project: &mut Project) -> String {
    project.segments.insert("chosen".to_owned(), json!({"page.type": "home", "host.tier": "gold"}));
    let clauses = [
        json!({"$segment": "chosen"}),
        random
            .pick(&[json!({"page.type": {"$ne": "home"}}), json!({"$not": {"$segment": "chosen"}})])
            .clone(),
    ];
    let plan = campaign(random, project);
    plan.audience = Some(json!({"$and": clauses}));
    plan.name.clone()
}

fn contradict_in_segment(random: &mut Random, project: &mut Project) -> String {
    let (one, other) = contradiction(random);
    let segment = project.segments.get_mut("segment_1").unwrap();
    put(segment, one);
    put(segment, other);
    "segment_1".to_owned()
}

fn contradict_deep(random: &mut Random, project: &mut Project) -> String {
    let (one, other) = contradiction(random);
    let clause = json!({"$or": [{"$and": [one.clone(), {"page.search_term": {"$exists": true}}]}, {"$and": [one, other.clone()]}]});
    with_clauses(random, project, &[clause, json!({"$not": {"$not": other}})])
}

fn always_clause(random: &mut Random, project: &mut Project) -> String {
    let (one, _) = contradiction(random);
    let cases = [
        json!({"$or": [one.clone(), {"$not": one}]}),
        json!({"$not": {"page.price": {"$gt": 7, "$lt": 5}}}),
        json!({"$nor": [{"page.type": "home", "$and": [{"page.type": "cart"}]}]}),
    ];
    let clause = random.pick(&cases).clone();
    with_clauses(random, project, &[clause]);
    "always holds".to_owned()
}

fn always_whole(random: &mut Random, project: &mut Project) -> String {
    let (one, other) = contradiction(random);
    let plan = campaign(random, project);
    plan.audience = Some(json!({"$nor": [{"$and": [one, other]}]}));
    // Nobody above may take everybody, and nobody below may be hidden: it stands alone.
    (plan.slot, plan.priority) = ("cart.note".to_owned(), -100);
    plan.name.clone()
}

/// Two clauses of which the second follows from the first.
fn implication(random: &mut Random) -> (Json, Json) {
    let low = 1 + random.below(20);
    let cases = [
        (json!({"page.price": {"$gt": low + 3}}), json!({"page.price": {"$gt": low}})),
        (json!({"page.type": "home"}), json!({"page.type": {"$in": ["home", "cart"]}})),
        (json!({"page.type": "home"}), json!({"page.type": {"$ne": "cart"}})),
        (json!({"page.path": {"$gte": "/m"}}), json!({"page.path": {"$gt": "/c"}})),
        (json!({"touch.medium": {"$in": ["mail", "social"]}}), json!({"touch.medium": {"$nin": ["print"]}})),
        (json!({"touch.medium": "mail"}), json!({"$or": [{"touch.medium": "mail"}, {"page.type": "home"}]})),
    ];
    random.pick(&cases).clone()
}

fn implied_clause(random: &mut Random, project: &mut Project) -> String {
    let (strong, weak) = implication(random);
    with_clauses(random, project, &[strong, weak]);
    "follows from".to_owned()
}

fn implied_by_segment(random: &mut Random, project: &mut Project) -> String {
    let (strong, weak) = implication(random);
    project.segments.insert("strong".to_owned(), json!({"$and": [strong], "host.city": "Arles"}));
    let plan = campaign(random, project);
    plan.audience = Some(json!({"$segment": "strong", "$and": [weak], "touch.content": "unique"}));
    "follows from `$segment: strong`".to_owned()
}

fn implied_in_branch(random: &mut Random, project: &mut Project) -> String {
    let (strong, weak) = implication(random);
    let plan = campaign(random, project);
    plan.audience = Some(json!({
        "$and": [strong], "touch.content": "unique",
        "$or": [{"$and": [weak], "host.city": "Lyon"}, {"host.signed_in": true}],
    }));
    "follows from".to_owned()
}

fn impossible_branch(random: &mut Random, project: &mut Project) -> String {
    let (one, other) = contradiction(random);
    let plan = campaign(random, project);
    plan.audience = Some(
        json!({"$and": [one], "touch.content": "unique", "$or": [{"$and": [other], "host.city": "Lyon"}, {"host.signed_in": true}]}),
    );
    "this branch of `$or` matches nobody".to_owned()
}

fn covered_branch(random: &mut Random, project: &mut Project) -> String {
    let (strong, weak) = implication(random);
    let plan = campaign(random, project);
    plan.audience = Some(
        json!({"touch.content": "unique", "$or": [{"$and": [strong], "host.city": "Lyon"}, weak, {"host.signed_in": true}]}),
    );
    "whoever this branch of `$or` matches".to_owned()
}

/// A campaign and one above it.
fn above(random: &mut Random, project: &mut Project, at: usize) -> (Plan, Plan) {
    let target = campaign(random, project).clone();
    let name = format!("above_{at}");
    let above =
        Plan { name, priority: 100 + at as i64, start: None, end: "2028-12-31".to_owned(), ..target.clone() };
    (target, above)
}

fn behind_everybody(random: &mut Random, project: &mut Project) -> String {
    let (target, above) = above(random, project, 0);
    project.campaigns.push(Plan { audience: None, ..above });
    format!("`{}`", target.name)
}

fn behind_wider(random: &mut Random, project: &mut Project) -> String {
    let (target, mut above) = above(random, project, 0);
    let mut clauses: Map<String, Json> = target.audience.clone().unwrap().as_object().unwrap().clone();
    if clauses.len() > 1 && random.chance(2) {
        let key = clauses.keys().next().unwrap().clone();
        clauses.remove(&key);
    }
    let wider = Json::Object(clauses);
    above.audience =
        Some(if random.chance(2) { json!({"$or": [{"page.type": "home"}, wider]}) } else { wider });
    project.campaigns.push(above);
    format!("`{}`", target.name)
}

fn behind_two(random: &mut Random, project: &mut Project) -> String {
    let (target, first) = above(random, project, 0);
    let second = Plan { name: "above_1".to_owned(), priority: 99, ..first.clone() };
    let (one, other) = (json!({"page.price": {"$gt": 40}}), json!({"$not": {"page.price": {"$gt": 60}}}));
    project
        .campaigns
        .extend([Plan { audience: Some(one), ..first }, Plan { audience: Some(other), ..second }]);
    format!("`{}`", target.name)
}

/// Two campaigns above take turns in time.
fn behind_through_the_year(random: &mut Random, project: &mut Project) -> String {
    let (target, first) = above(random, project, 0);
    let until = "2027-05-01T00:00:00Z".to_owned();
    let second =
        Plan { name: "above_1".to_owned(), priority: 99, start: Some(until.clone()), ..first.clone() };
    project.campaigns.extend([Plan { end: until, ..first }, second]);
    format!("`{}`", target.name)
}

fn tied(random: &mut Random, project: &mut Project) -> String {
    let slot = (*random.pick(&SLOTS)).to_owned();
    let end = "2028-12-31".to_owned();
    let plan = |name: &str, audience: Json| Plan {
        name: name.to_owned(),
        slot: slot.clone(),
        priority: 500,
        start: None,
        end: end.clone(),
        audience: Some(audience),
    };
    let pairs = [
        (json!({"host.city": "Nice"}), json!({"host.points": {"$gte": 3}})),
        (json!({"trait.views_7d": {"$gte": 2}}), json!({"trait.views_30d": {"$lte": 4}})),
        (json!({"host.concerns": {"$in": ["lines"]}}), json!({"host.concerns": {"$size": 2}})),
        (json!({"trait.orders_90d": {"$gte": 1}}), json!({"$segment": "segment_0"})),
    ];
    let (one, other) = random.pick(&pairs).clone();
    project.campaigns.extend([plan("tied_one", one), plan("tied_two", other)]);
    "`tied_two` and `tied_one`".to_owned()
}

fn long_window(random: &mut Random, project: &mut Project) -> String {
    let within = random.pick(&["401d", "58w", "9625h", "900d"]).to_string();
    project.traits.insert("long".to_owned(), json!({"count": "view_cart", "within": within}));
    with_clauses(random, project, &[json!({"trait.long": {"$gte": 2}})]);
    "trait.long".to_owned()
}

fn older(random: &mut Random, project: &mut Project) -> String {
    let low = 1 + random.below(40);
    let cases = [
        json!({"page.price": {"$lt": low}}),
        json!({"page.price": {"$lte": low}}),
        json!({"page.price": 0}),
        json!({"page.price": {"$gt": -(low as f64)}}),
        json!({"page.price": {"$gte": 0}}),
        json!({"page.price": {"$not": {"$lt": low}}}),
        json!({"trait.note": {"$gt": low}}),
        json!({"trait.note": low}),
    ];
    project.traits.insert("note".to_owned(), json!({"last": "view_cart", "of": "note"}));
    let clause = random.pick(&cases).clone();
    let path = clause.as_object().unwrap().keys().next().unwrap().clone();
    let plan = campaign(random, project);
    put(plan.audience.as_mut().unwrap(), clause);
    path
}

fn not_done(random: &mut Random, project: &mut Project) -> String {
    let path = *random.pick(&["trait.views_30d", "trait.orders_7d", "trait.orders_90d", "trait.orders_365d"]);
    let forms = [json!(0), json!({"$lt": 1}), json!({"$lte": 0}), json!({"$eq": 0}), json!({"$in": [0]})];
    let plan = campaign(random, project);
    plan.audience = Some(json!({path: random.pick(&forms), "touch.content": "unique"}));
    path.to_owned()
}

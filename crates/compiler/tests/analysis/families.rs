//! Clauses that some visitors meet and others do not, over attributes that say nothing about each other.

use serde_json::{Value as Json, json};

use crate::random::Random;

/// Attributes that say something about each other are one family. A condition takes at most one clause of each.
pub(crate) const FAMILIES: [Family; 9] =
    [tier, city, points, signed_in, concerns, interests, views, orders, pieces];

pub(crate) type Family = fn(&mut Random) -> (&'static str, Json);

pub(crate) const TIERS: [&str; 3] = ["none", "silver", "gold"];
pub(crate) const CITIES: [&str; 5] = ["Arles", "Lyon", "Metz", "Nice", "Tours"];
pub(crate) const CONCERNS: [&str; 3] = ["dryness", "redness", "lines"];
pub(crate) const INTERESTS: [&str; 5] = ["scent", "skin", "hair", "sun", "night"];
pub(crate) const CATEGORIES: [&str; 4] = ["serum", "mask", "lip", "hair"];
pub(crate) const COUPONS: [&str; 3] = ["SPRING", "SUMMER", "5"];

fn tier(random: &mut Random) -> (&'static str, Json) {
    let some = random.some(&TIERS, 2);
    let one = some[0];
    let forms =
        [json!(one), json!({"$in": some}), json!({"$ne": one}), json!({"$nin": some}), json!({"$not": one})];
    ("host.tier", random.pick(&forms).clone())
}

fn city(random: &mut Random) -> (&'static str, Json) {
    let some = random.some(&CITIES, 3);
    let (one, other) = (some[0].min(some[1]), some[0].max(some[1]));
    let forms = [
        json!(one),
        json!({"$in": some}),
        json!({"$nin": some}),
        json!({"$gte": one}),
        json!({"$gt": one, "$lte": other}),
        json!({"$exists": false}),
        json!({"$not": {"$in": some}}),
    ];
    ("host.city", random.pick(&forms).clone())
}

fn points(random: &mut Random) -> (&'static str, Json) {
    let low = (1 + random.below(50)) as f64 / 2.0;
    let high = low + 1.0 + random.below(100) as f64;
    let forms = [
        json!({"$gte": low}),
        json!({"$gt": low, "$lt": high}),
        json!({"$exists": true, "$lte": high}),
        json!({"$exists": false}),
        json!({"$in": [low, high]}),
        json!({"$ne": high}),
    ];
    ("host.points", random.pick(&forms).clone())
}

fn signed_in(random: &mut Random) -> (&'static str, Json) {
    let forms = [json!(true), json!(false), json!({"$ne": true}), json!({"$exists": false})];
    ("host.signed_in", random.pick(&forms).clone())
}

fn concerns(random: &mut Random) -> (&'static str, Json) {
    let some = random.some(&CONCERNS, 2);
    let forms = [
        json!({"$in": some}),
        json!({"$nin": some}),
        json!({"$all": some}),
        json!({"$size": 1 + random.below(3)}),
        json!({"$in": [some[0]], "$size": 2}),
    ];
    ("host.concerns", random.pick(&forms).clone())
}

fn interests(random: &mut Random) -> (&'static str, Json) {
    let some = random.some(&INTERESTS, 3);
    let forms = [
        json!({"$in": some}),
        json!({"$all": some, "$size": 4}),
        json!({"$not": {"$in": some}}),
        json!({"$all": [some[0]], "$nin": [some[1]]}),
    ];
    ("host.interests", random.pick(&forms).clone())
}

fn views(random: &mut Random) -> (&'static str, Json) {
    let low = 1 + random.below(5);
    let high = low + 1 + random.below(5);
    let path = *random.pick(&["trait.views_7d", "trait.views_30d", "trait.views"]);
    let forms =
        [json!({"$gte": low}), json!({"$gt": low, "$lt": high + 1}), json!({"$lte": high}), json!(low)];
    if random.chance(4) {
        let some = random.some(&CATEGORIES, 2);
        let forms = [json!(some[0]), json!({"$in": some}), json!({"$ne": some[0]})];
        return ("trait.last_category", random.pick(&forms).clone());
    }
    (path, random.pick(&forms).clone())
}

fn orders(random: &mut Random) -> (&'static str, Json) {
    let low = 1 + random.below(4);
    match random.below(4) {
        0 => ("trait.spend_90d", json!({"$gte": low as f64 * 12.5})),
        1 => ("trait.last_coupon", json!({"$in": random.some(&COUPONS, 2)})),
        _ => {
            let path = *random.pick(&["trait.orders_7d", "trait.orders_90d", "trait.orders_365d"]);
            let forms = [
                json!({"$gte": low}),
                json!({"$gte": low, "$lte": low + 2}),
                json!({"$lte": low}),
                json!(low),
            ];
            (path, random.pick(&forms).clone())
        }
    }
}

fn pieces(random: &mut Random) -> (&'static str, Json) {
    ("trait.pieces_30d", json!({"$gte": 1 + random.below(6)}))
}

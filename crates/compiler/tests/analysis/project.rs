//! A project of segments and campaigns over a fixed set of attributes.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use sillage_compiler::Sources;

/// A campaign; its condition as JSON.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) name: String,
    pub(crate) slot: String,
    pub(crate) priority: i64,
    pub(crate) start: Option<String>,
    pub(crate) end: String,
    pub(crate) audience: Option<Json>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Project {
    pub(crate) segments: BTreeMap<String, Json>,
    /// In the order of the source.
    pub(crate) campaigns: Vec<Plan>,
    /// Traits beside those that are always there.
    pub(crate) traits: BTreeMap<String, Json>,
}

pub(crate) const SLOTS: [&str; 3] = ["home.hero", "home.note", "cart.note"];

impl Project {
    pub(crate) fn sources(&self) -> Sources {
        let mut campaigns = serde_json::Map::new();
        let mut files = BTreeMap::new();
        // A file each keeps the order of the source: files are read by name.
        for (at, plan) in self.campaigns.iter().enumerate() {
            campaigns.clear();
            campaigns.insert(plan.name.clone(), plan.json());
            files.insert(format!("campaigns/c{at:04}.json"), pretty(&json!({"campaigns": campaigns})));
        }
        let slots: serde_json::Map<String, Json> =
            SLOTS.iter().map(|slot| ((*slot).to_owned(), json!({"fields": {"title": "text"}}))).collect();
        let mut traits = traits();
        traits.as_object_mut().unwrap().extend(self.traits.clone());
        let fixed = [
            ("sillage.json", json!({"name": "proof", "locales": ["en"], "currency": "EUR"})),
            ("attributes.json", json!({"attributes": attributes()})),
            ("traits.json", json!({"traits": traits})),
            ("segments.json", json!({"segments": self.segments})),
            ("slots.json", json!({"slots": slots})),
            ("copy/en.json", json!({"copy": {"title": "Hello"}})),
        ];
        files.extend(fixed.iter().map(|(path, json)| ((*path).to_owned(), pretty(json))));
        Sources { files, ..Sources::default() }
    }

    /// What differs from project to project, for whoever reads a failure.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("segments {}\n", pretty(&json!(self.segments)));
        for Plan { name, slot, priority, start, end, audience } in &self.campaigns {
            let audience = audience.as_ref().map_or("everybody".to_owned(), Json::to_string);
            text.push_str(&format!("{slot} {priority} {name} {start:?}..{end}: {audience}\n"));
        }
        text
    }

    /// All conditions, those of segments first.
    pub(crate) fn conditions(&mut self) -> Vec<&mut Json> {
        let of_campaigns = self.campaigns.iter_mut().filter_map(|plan| plan.audience.as_mut());
        self.segments.values_mut().chain(of_campaigns).collect()
    }
}

impl Plan {
    fn json(&self) -> Json {
        let mut json = json!({
            "slot": self.slot, "priority": self.priority, "end": self.end, "show": {"title": "title"},
            "hypothesis": "h", "goal": "g", "guardrail": "g", "owner": "o",
        });
        let fields = json.as_object_mut().unwrap();
        fields.extend(self.start.iter().map(|start| ("start".to_owned(), json!(start))));
        fields.extend(self.audience.iter().map(|audience| ("audience".to_owned(), audience.clone())));
        json
    }
}

fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(json).unwrap()
}

fn attributes() -> Json {
    json!({
        "host.tier": {"type": "text", "values": ["none", "silver", "gold"]},
        "host.city": {"type": "text"},
        "host.points": {"type": "number"},
        "host.signed_in": {"type": "boolean"},
        "host.concerns": {"type": "list", "values": ["dryness", "redness", "lines"]},
        "host.interests": {"type": "list"},
    })
}

fn traits() -> Json {
    json!({
        "views_7d": {"count": "view_item", "within": "7d"},
        "views_30d": {"count": "view_item", "within": "30d"},
        "views": {"count": "view_item"},
        "last_category": {"last": "view_item", "of": "item_category"},
        "orders_7d": {"count": "purchase", "within": "7d"},
        "orders_90d": {"count": "purchase", "within": "90d"},
        "orders_365d": {"count": "purchase", "within": "365d"},
        "spend_90d": {"sum": "purchase", "of": "value", "within": "90d"},
        "last_coupon": {"last": "purchase", "of": "coupon"},
        "pieces_30d": {"sum": "add_to_cart", "of": "quantity", "within": "30d"},
    })
}

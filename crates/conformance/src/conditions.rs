//! Conditions of a payload, evaluated by the compiler's lowering and the engine: the same code that decides in a storefront.
//!
//! Added here is what a storefront has none of: **remote groups**, whose members are not in the payload. Who is in which of
//! them stands in an attribute of the visitor.

use sillage_compiler::condition::{Arena, Groups, lower};
use sillage_engine::{
    bundle::Bundle,
    evaluate::Truth,
    host::Host,
    page::Page,
    rules::{Attribute, Facts, Rules},
    situation::Situation,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::json::Json;

/// The attribute that lists the remote groups a visitor is in.
pub const REMOTE_GROUPS: &str = "__gb_remoteGroupIds";

/// How deep a value may nest; what lies deeper is missing.
const DEPTH: usize = 16;

/// What conditions of one payload refer to.
pub struct Conditions {
    groups: Groups,
    remote: Vec<(String, Json)>,
    host: Host,
}

impl Conditions {
    /// Conditions that may name these saved groups, as a payload has them.
    pub fn new(saved_groups: &Json, host: Host) -> Conditions {
        let is_remote = |(_, group): &&(String, Json)| group.get("type").text() == Some("remote");
        let remote: Vec<_> = saved_groups.fields().iter().filter(is_remote).cloned().collect();
        let mut conditions = Conditions { groups: Groups::new(), remote, host };
        for (id, group) in saved_groups.fields() {
            let group = match group.get("type").text() {
                Some("remote") => of_remote(id),
                _ => conditions.with_own_attributes(group),
            };
            conditions.groups.insert(id.clone(), group.to_node());
        }
        conditions
    }

    /// Whether a condition holds of these attributes.
    pub fn truth(&self, condition: &Json, attributes: &Json) -> Truth {
        let mut arena = Arena::default().with_groups(self.groups.clone());
        let Ok(root) = lower(&self.with_own_attributes(condition).to_node(), &mut arena) else {
            return Truth::Unknown;
        };
        let (paths, finals) = arena.sorted_attributes();
        let attributes_read = paths.into_iter().map(|path| Attribute { path }).collect();
        let rules =
            Rules { attributes: attributes_read, nodes: arena.into_nodes(&finals), ..Rules::default() };
        let Ok(bundle) = Bundle::new(rules) else { return Truth::Unknown };
        let bundle = bundle.with_host(self.host);
        let page = Page { facts: facts(attributes), ..Page::default() };
        Situation::new(&bundle, &Visitor::default(), &page, 0).truth(&bundle, root)
    }

    /// What matches patterns.
    pub fn host(&self) -> Host {
        self.host
    }

    /// Whether it holds in the end: what cannot be evaluated does not.
    pub fn holds(&self, condition: &Json, attributes: &Json) -> bool {
        self.truth(condition, attributes) == Truth::True
    }

    /// The same condition, but a reference to a remote group that asks for another attribute than the group's refers to nothing.
    fn with_own_attributes(&self, condition: &Json) -> Json {
        match condition {
            Json::List(items) => {
                Json::List(items.iter().map(|item| self.with_own_attributes(item)).collect())
            }
            Json::Map(fields) => {
                let field = |(key, value): &(String, Json)| match key.as_str() {
                    "$savedGroup" if self.asks_for_another(value) => (key.clone(), Json::Null),
                    _ => (key.clone(), self.with_own_attributes(value)),
                };
                Json::Map(fields.iter().map(field).collect())
            }
            other => other.clone(),
        }
    }

    fn asks_for_another(&self, reference: &Json) -> bool {
        let remote = self.remote.iter().find(|(id, _)| reference.get("id").text() == Some(id));
        let asked = reference.find("attributeKey");
        remote.is_some_and(|(_, group)| asked.is_some_and(|asked| asked != group.get("attributeKey")))
    }
}

/// Membership of a remote group as a condition.
fn of_remote(id: &str) -> Json {
    let member = Json::object([("$in", Json::List(vec![Json::from(id)]))]);
    let condition = Json::object([(REMOTE_GROUPS, member)]);
    Json::object([("type", Json::from("condition")), ("condition", condition)])
}

/// Attributes as facts. A key with a dot is out of reach of every path.
fn facts(attributes: &Json) -> Facts {
    let reachable = attributes.fields().iter().filter(|(key, _)| !key.contains('.'));
    reachable.map(|(key, value)| (key.clone(), to_value(value, DEPTH))).collect()
}

fn to_value(json: &Json, depth: usize) -> Value {
    match scalar(json, depth) {
        Scalar::List(list) => Value::Many(list),
        one => Value::One(one),
    }
}

fn scalar(json: &Json, depth: usize) -> Scalar {
    let Some(depth) = depth.checked_sub(1) else { return Scalar::Null };
    match json {
        Json::Null => Scalar::Null,
        Json::Bool(truth) => Scalar::Bool(*truth),
        Json::Number(number) => Scalar::Number(*number),
        Json::Text(text) => Scalar::Text(text.clone()),
        Json::List(items) => Scalar::List(items.iter().map(|item| scalar(item, depth)).collect()),
        Json::Map(fields) => {
            let field = |(key, value): &(String, Json)| (key.clone(), to_value(value, depth));
            Scalar::Object(fields.iter().map(field).collect())
        }
    }
}

//! Conditions of which a part is known already: what is decided falls away, what is not stays as it was written.
//!
//! Three-valued: a part holds, fails, or is left. What cannot be evaluated is left, because who gets the condition may know more.
//! Only attributes themselves can be known; a path into one is never decided. Source: GrowthBook's public cases of `pruneCondition`.

use sillage_engine::evaluate::Truth;

use crate::{
    conditions::{Conditions, REMOTE_GROUPS},
    json::Json,
};

/// What is left of a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Rest {
    /// Nothing: it holds or fails whatever else becomes known.
    Decided(bool),
    /// This.
    Left(Json),
}

/// Something that is no condition (`{"$not": null}`), of which JavaScript makes an exception.
struct Broken;

/// How many groups may stand around a condition; what is deeper is left.
const DEPTH: usize = 64;

/// Decides what can be decided with some attributes known. A condition with a broken part is left as it stands.
pub fn prune(condition: &Json, known: &Json, groups: &Json, conditions: &Conditions) -> Rest {
    let place = Place { known, groups, conditions, open: &[] };
    place.condition(condition).unwrap_or_else(|Broken| Rest::Left(condition.clone()))
}

#[derive(Clone, Copy)]
struct Place<'a> {
    known: &'a Json,
    groups: &'a Json,
    conditions: &'a Conditions,
    /// Groups that are being resolved.
    open: &'a [&'a str],
}

impl Place<'_> {
    fn condition(self, condition: &Json) -> Result<Rest, Broken> {
        let Json::Map(fields) = condition else { return Err(Broken) };
        let mut left = Vec::new();
        for (key, value) in fields {
            match self.field(key, value)? {
                Rest::Decided(true) => {}
                Rest::Decided(false) => return Ok(Rest::Decided(false)),
                Rest::Left(rest) => left.push((key.clone(), rest)),
            }
        }
        Ok(if left.is_empty() { Rest::Decided(true) } else { Rest::Left(Json::Map(left)) })
    }

    fn field(self, key: &str, value: &Json) -> Result<Rest, Broken> {
        match key {
            "$and" => self.list(value, false),
            "$or" if *value == Json::List(Vec::new()) => Ok(Rest::Decided(true)),
            "$nor" if *value == Json::List(Vec::new()) => Ok(Rest::Decided(false)),
            "$or" => self.list(value, true),
            "$nor" => self.list(value, true).map(negated),
            "$not" => self.condition(value).map(negated),
            "$savedGroup" => self.group(value),
            path => Ok(self.attribute(path, value)),
        }
    }

    /// The parts of a list that are left; the list is decided as soon as one part is `decisive`, or none is left.
    fn list(self, list: &Json, decisive: bool) -> Result<Rest, Broken> {
        let Json::List(items) = list else { return Err(Broken) };
        let mut left = Vec::new();
        for item in items {
            match self.condition(item)? {
                Rest::Decided(truth) if truth == decisive => return Ok(Rest::Decided(decisive)),
                Rest::Decided(_) => {}
                Rest::Left(rest) => left.push(rest),
            }
        }
        Ok(if left.is_empty() { Rest::Decided(!decisive) } else { Rest::Left(Json::List(left)) })
    }

    fn attribute(self, path: &str, value: &Json) -> Rest {
        let is_known = !path.contains('.') && self.known.find(path).is_some();
        let condition = Json::Map(vec![(path.to_owned(), value.clone())]);
        match is_known.then(|| self.conditions.truth(&condition, self.known)) {
            Some(Truth::True) => Rest::Decided(true),
            Some(Truth::False) => Rest::Decided(false),
            Some(Truth::Unknown) | None => Rest::Left(value.clone()),
        }
    }

    /// A reference to a group: it stays a reference where the group is not decided.
    fn group(self, reference: &Json) -> Result<Rest, Broken> {
        let id = reference.get("id").text();
        let found = id.and_then(|id| self.groups.fields().iter().find(|(known, _)| known == id));
        let Some((id, group)) = found.filter(|(id, _)| !self.open.contains(&id.as_str())) else {
            return Ok(Rest::Decided(false));
        };
        if self.open.len() >= DEPTH {
            return Ok(Rest::Left(reference.clone()));
        }
        let condition = group.get("condition");
        match (group.get("type").text(), condition) {
            (Some("condition"), Json::Map(_)) => {
                let open = [self.open, &[id.as_str()]].concat();
                let rest = Place { open: &open, ..self }.condition(condition)?;
                Ok(match rest {
                    Rest::Decided(truth) => Rest::Decided(truth),
                    Rest::Left(_) => Rest::Left(reference.clone()),
                })
            }
            _ => Ok(self.leaf(reference, group)),
        }
    }

    /// A group that is no condition: decided by the attribute it is about, once that is known.
    fn leaf(self, reference: &Json, group: &Json) -> Rest {
        let path = match group.get("type").text() {
            Some("remote") => Some(REMOTE_GROUPS),
            Some("list") => reference.find("attributeKey").unwrap_or(group.get("attributeKey")).text(),
            _ => None,
        };
        let is_unknown = path.is_some_and(|path| path.contains('.') || self.known.find(path).is_none());
        if is_unknown
            && (group.get("type").text() == Some("remote") || matches!(group.get("values"), Json::List(_)))
        {
            return Rest::Left(reference.clone());
        }
        let condition = Json::object([("$savedGroup", reference.clone())]);
        match self.conditions.truth(&condition, self.known) {
            Truth::True => Rest::Decided(true),
            Truth::False => Rest::Decided(false),
            Truth::Unknown => Rest::Left(reference.clone()),
        }
    }
}

fn negated(rest: Rest) -> Rest {
    match rest {
        Rest::Decided(truth) => Rest::Decided(!truth),
        left => left,
    }
}

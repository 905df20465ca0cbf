//! Saved groups that something still names, and which of them may be pruned.
//!
//! A group stays as it was written where its meaning depends on who asks: on a cycle (the result depends on where one enters it), and
//! where it is evaluated against something other than the visitor (a prerequisite's value, an element of a list).

use crate::{json::Json, prune::Rest};

/// What is kept of a payload.
pub(crate) struct Kept<'a> {
    /// Features by id.
    pub(crate) features: &'a [(String, Json)],
    /// Experiments of the page.
    pub(crate) experiments: &'a [Json],
    /// Contextual bandits by id.
    pub(crate) bandits: Option<&'a Json>,
}

/// A group by id, and whether it is evaluated against something other than the visitor.
type Reference = (String, bool);

impl Kept<'_> {
    /// The groups that are named, in the order of the payload; conditions pruned where they may be.
    pub(crate) fn groups(&self, groups: &Json, pruned: impl Fn(&Json) -> Rest) -> Json {
        let fixed = self.asked_elsewhere(groups);
        let mut kept: Vec<(String, Json)> = Vec::new();
        let mut open: Vec<String> = self.references().into_iter().map(|(id, _)| id).collect();
        while let Some(id) = open.pop() {
            let is_new = kept.iter().all(|(known, _)| *known != id);
            let Some(mut group) = groups.find(&id).filter(|_| is_new).cloned() else { continue };
            let may_change = !fixed.contains(&id) && !is_on_cycle(&id, groups);
            let condition = condition_of(&group).filter(|_| may_change);
            if let Some(Rest::Left(rest)) = condition.map(|condition| pruned(&condition)) {
                group.set("condition", rest);
            }
            open.extend(below(&group).into_iter().map(|(id, _)| id));
            kept.push((id, group));
        }
        let in_order = |(id, _): &(String, Json)| kept.iter().find(|(known, _)| known == id).cloned();
        Json::Map(groups.fields().iter().filter_map(in_order).collect())
    }

    /// The groups that are evaluated, directly or by way of others, against something other than the visitor.
    fn asked_elsewhere(&self, groups: &Json) -> Vec<String> {
        let mut seen: Vec<Reference> = Vec::new();
        let mut open = self.references();
        while let Some(reference) = open.pop() {
            if seen.contains(&reference) {
                continue;
            }
            let (id, is_foreign) = &reference;
            open.extend(below(groups.get(id)).into_iter().map(|(id, foreign)| (id, foreign || *is_foreign)));
            seen.push(reference);
        }
        seen.into_iter().filter(|(_, is_foreign)| *is_foreign).map(|(id, _)| id).collect()
    }

    /// The groups that features, experiments and bandits name.
    fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        let rules = self.features.iter().flat_map(|(_, feature)| feature.get("rules").items());
        for rule in rules.chain(self.experiments) {
            collect(rule.get("condition"), false, &mut found);
            for parent in rule.get("parentConditions").items() {
                collect(parent.get("condition"), true, &mut found);
            }
        }
        let bandits = self.bandits.map_or(&[][..], Json::fields).iter();
        for leaf in bandits.flat_map(|(_, bandit)| bandit.get("contexts").items()) {
            collect(leaf.get("condition"), false, &mut found);
        }
        found
    }
}

fn condition_of(group: &Json) -> Option<Json> {
    let is_condition = group.get("type").text() == Some("condition");
    Some(group.get("condition")).filter(|_| is_condition).cloned()
}

/// The groups that the condition of a group names.
fn below(group: &Json) -> Vec<Reference> {
    let mut found = Vec::new();
    if let Some(condition) = condition_of(group) {
        collect(&condition, false, &mut found);
    }
    found
}

/// The groups that a condition names.
fn collect(json: &Json, is_foreign: bool, found: &mut Vec<Reference>) {
    for item in json.items() {
        collect(item, is_foreign, found);
    }
    for (key, value) in json.fields() {
        match (key.as_str(), value.text(), value.get("id").text()) {
            ("$savedGroup", _, Some(id)) => found.push((id.to_owned(), is_foreign)),
            ("$inGroup" | "$notInGroup", Some(id), _) => found.push((id.to_owned(), is_foreign)),
            ("$elemMatch" | "$all" | "$alli", ..) => collect(value, true, found),
            _ => collect(value, is_foreign, found),
        }
    }
}

/// Whether a group leads back to itself.
fn is_on_cycle(id: &str, groups: &Json) -> bool {
    let (mut open, mut seen) = (below(groups.get(id)), Vec::new());
    while let Some((next, _)) = open.pop() {
        if next == id {
            return true;
        }
        if !seen.contains(&next) {
            open.extend(below(groups.get(&next)));
            seen.push(next);
        }
    }
    false
}

//! Payloads made smaller for somebody of whom a part is known: features, experiments, bandits and groups that cannot matter are left
//! out, conditions are decided as far as they can be.
//!
//! Steps: `include` and `exclude` choose features and experiments; what those need as prerequisites is carried along; conditions are
//! pruned; bandits and groups that nothing names any more go. Prerequisites are conditions on another feature's value, so nothing that
//! they name is pruned. Source: GrowthBook's public cases of `reducePayload`.

use crate::{
    conditions::Conditions,
    json::Json,
    prune::{Rest, prune},
    references,
};

/// What keeps or drops: `projects`, `tags`, `customFields`.
struct Filters<'a> {
    include: &'a Json,
    exclude: &'a Json,
}

/// Reduces the payload of a request: `{payload, attributes?, include?, exclude?, prerequisites?}`.
pub fn reduce(request: &Json, host: sillage_engine::host::Host) -> Json {
    let payload = request.get("payload");
    let filters = Filters { include: request.get("include"), exclude: request.get("exclude") };
    let is_filtered = request.get("prerequisites").text() == Some("filter");
    let (features, experiments) = chosen(payload, &filters, is_filtered);
    let groups = payload.get("savedGroups");
    let conditions = Conditions::new(groups, host);
    let known = request.find("attributes");
    let pruner = Pruner { known, groups, conditions: &conditions };
    let features: Vec<_> = features.into_iter().map(|(id, feature)| (id, pruner.feature(feature))).collect();
    let experiments: Vec<_> = experiments.into_iter().map(|experiment| pruner.rule(experiment)).collect();

    let mut reduced = payload.clone();
    let bandits =
        payload.find("contextualBandits").map(|bandits| pruner.bandits(bandits, &features, &experiments));
    if let Some(bandits) = &bandits {
        reduced.set("contextualBandits", bandits.clone());
    }
    let kept = references::Kept { features: &features, experiments: &experiments, bandits: bandits.as_ref() };
    let groups = kept.groups(groups, |condition| pruner.condition(condition));
    reduced.set("features", Json::Map(features));
    reduced.set("experiments", Json::List(experiments));
    reduced.set("savedGroups", groups);
    reduced
}

/// Features and experiments that the filters choose, and what those wait for.
fn chosen(payload: &Json, filters: &Filters<'_>, is_filtered: bool) -> (Vec<(String, Json)>, Vec<Json>) {
    let all = payload.get("features").fields();
    let experiments: Vec<Json> =
        payload.get("experiments").items().iter().filter(|one| filters.keep(one)).cloned().collect();
    let own = |(id, feature): &(String, Json)| (id.clone(), filters.own_rules(feature));
    let chosen: Vec<_> = all.iter().filter(|(_, feature)| filters.keep(feature)).map(own).collect();
    let mut open: Vec<&str> =
        chosen.iter().flat_map(|(_, feature)| feature.get("rules").items()).flat_map(parents).collect();
    open.extend(experiments.iter().flat_map(parents));
    let mut carried: Vec<&str> = Vec::new();
    while let Some(id) = open.pop() {
        let is_new = chosen.iter().all(|(known, _)| known != id) && !carried.contains(&id);
        let Some((id, feature)) = all.iter().find(|(known, _)| known == id).filter(|_| is_new) else {
            continue;
        };
        if is_filtered && !id.starts_with("$holdout:") && !filters.keep(feature) {
            continue;
        }
        carried.push(id);
        open.extend(feature.get("rules").items().iter().flat_map(parents));
    }
    let kept = |(id, feature): &(String, Json)| {
        let own = chosen.iter().find(|(known, _)| known == id).cloned();
        own.or_else(|| carried.contains(&id.as_str()).then(|| (id.clone(), feature.clone())))
    };
    (all.iter().filter_map(kept).collect(), experiments.clone())
}

/// Features that a rule or an experiment waits for.
fn parents(rule: &Json) -> impl Iterator<Item = &str> {
    rule.get("parentConditions").items().iter().filter_map(|parent| parent.get("id").text())
}

impl Filters<'_> {
    /// Whether something is asked for: every filter to include agrees, none to exclude does.
    fn keep(&self, one: &Json) -> bool {
        let metadata = one.get("metadata");
        let excluded = |(kind, values): &(String, Json)| carries(metadata, kind, values);
        let included = |(kind, values): &(String, Json)| {
            (kind == "projects" && metadata.get("allProjects").is_truthy()) || carries(metadata, kind, values)
        };
        self.include.fields().iter().all(included) && !self.exclude.fields().iter().any(excluded)
    }

    /// The feature without rules that are for other projects; a rule without projects is for all.
    fn own_rules(&self, feature: &Json) -> Json {
        let Some(Json::List(rules)) = feature.find("rules") else { return feature.clone() };
        let is_own = |rule: &&Json| {
            let metadata = rule.get("metadata");
            let has = |filter: &Json| {
                filter.find("projects").map(|projects| carries(metadata, "projects", projects))
            };
            let is_scoped = !metadata.get("projects").items().is_empty();
            !is_scoped || (has(self.include) != Some(false) && has(self.exclude) != Some(true))
        };
        let mut own = feature.clone();
        own.set("rules", Json::List(rules.iter().filter(is_own).cloned().collect()));
        own
    }
}

/// Whether metadata has one of the values; of custom fields, one of the values of each.
fn carries(metadata: &Json, kind: &str, wanted: &Json) -> bool {
    let own = metadata.get(kind);
    match wanted {
        Json::Map(fields) => fields.iter().all(|(field, values)| carries(own, field, values)),
        Json::List(values) => values.iter().any(|value| own == value || own.items().contains(value)),
        value => own == value || own.items().contains(value),
    }
}

/// Conditions of a payload, of which some attributes are known.
struct Pruner<'a> {
    known: Option<&'a Json>,
    groups: &'a Json,
    conditions: &'a Conditions,
}

impl Pruner<'_> {
    fn condition(&self, condition: &Json) -> Rest {
        match self.known {
            Some(known) => prune(condition, known, self.groups, self.conditions),
            None => Rest::Left(condition.clone()),
        }
    }

    fn feature(&self, mut feature: Json) -> Json {
        if let Some(Json::List(rules)) = feature.find("rules") {
            let rules = rules.iter().map(|rule| self.rule(rule.clone())).collect();
            feature.set("rules", Json::List(rules));
        }
        feature
    }

    /// A rule or an experiment. One that never matches keeps its place and its variations, which a remembered assignment shows in spite
    /// of the condition; a value that is forced is never shown, so it goes.
    fn rule(&self, mut rule: Json) -> Json {
        let Some(condition) = rule.get("condition").truthy() else { return rule };
        match self.condition(condition) {
            Rest::Decided(true) => rule.remove("condition"),
            Rest::Decided(false) => {
                rule.set("condition", Json::object([("$not", Json::Map(Vec::new()))]));
                if rule.find("force").is_some() {
                    rule.set("force", Json::Null);
                }
            }
            Rest::Left(rest) => rule.set("condition", rest),
        }
        rule
    }

    /// The bandits that are still named, without leaves that never match.
    fn bandits(&self, bandits: &Json, features: &[(String, Json)], experiments: &[Json]) -> Json {
        let rules = features.iter().flat_map(|(_, feature)| feature.get("rules").items());
        let named: Vec<&Json> =
            rules.chain(experiments).map(|rule| rule.get("contextualBanditRef")).collect();
        let is_named = |(id, _): &&(String, Json)| named.iter().any(|name| name.text() == Some(id));
        let kept = bandits.fields().iter().filter(is_named);
        Json::Map(kept.map(|(id, bandit)| (id.clone(), self.bandit(bandit))).collect())
    }

    fn bandit(&self, bandit: &Json) -> Json {
        let Some(Json::List(leaves)) = bandit.find("contexts") else { return bandit.clone() };
        let leaf = |leaf: &Json| {
            let empty = Json::Map(Vec::new());
            let condition = leaf.get("condition").truthy().unwrap_or(&empty);
            let rest = match self.condition(condition) {
                Rest::Decided(false) => return None,
                Rest::Decided(true) => empty,
                Rest::Left(rest) => rest,
            };
            let mut leaf = leaf.clone();
            leaf.set("condition", rest);
            Some(leaf)
        };
        let mut reduced = bandit.clone();
        reduced.set("contexts", Json::List(leaves.iter().filter_map(leaf).collect()));
        reduced
    }
}

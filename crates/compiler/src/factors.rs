//! Arms of several factors: every combination of their levels, without those that are excluded.

use sillage_engine::limits;

use crate::{
    accept::clip,
    campaigns::{show, with_fields},
    codes,
    diagnostic::Report,
    experiments::Arm,
    forms,
    shape::Shape,
    yaml::{Entry, Node, Value},
};

static FIELD: Shape = Shape::Text(&forms::WORDS);
static LEVEL: Shape = Shape::Named { key: &forms::WORD, of: &FIELD };
static FACTOR: Shape = Shape::Named { key: &forms::WORD, of: &LEVEL };
static NAME: Shape = Shape::Text(&forms::WORD);
static EXCLUDED: Shape = Shape::Named { key: &forms::WORD, of: &NAME };

/// The shape of `factors`.
pub(crate) const FACTORS: Shape = Shape::Named { key: &forms::WORD, of: &FACTOR };
/// The shape of `without`.
pub(crate) const WITHOUT: Shape = Shape::List { of: &EXCLUDED, least: 1 };

/// Every combination of levels that is not excluded, the first levels first.
pub(crate) fn arms(factors: &Node, node: &Node, base: Option<&Node>, report: &mut Report) -> Vec<Arm> {
    let without = node.field("without").map_or(&[][..], Node::items);
    without.iter().for_each(|excluded| check_excluded(excluded, factors, report));
    let mut combinations: Vec<Vec<(&str, &Entry)>> = vec![Vec::new()];
    for factor in factors.entries() {
        let mut longer = Vec::new();
        for combination in &combinations {
            for level in factor.node.entries().iter().take(limits::ARMS) {
                longer.push([combination.as_slice(), &[(factor.key.as_str(), level)]].concat());
            }
        }
        longer.truncate(limits::ARMS * limits::ARMS);
        combinations = longer;
    }
    combinations.retain(|combination| !without.iter().any(|excluded| is_excluded(combination, excluded)));
    if let Some(base) = base.filter(|base| base.text().is_some()) {
        let help = "write the fields that levels change under the campaign's `show`";
        report.add(codes::ARMS, base.span, "factors change fields, and this shows none", help);
    }
    combinations.iter().map(|combination| combined(combination, base, report)).collect()
}

/// Whether a combination has every level that an exclusion names.
fn is_excluded(combination: &[(&str, &Entry)], excluded: &Node) -> bool {
    let has = |entry: &Entry| {
        combination
            .iter()
            .any(|(factor, level)| *factor == entry.key && Some(level.key.as_str()) == entry.node.text())
    };
    !excluded.entries().is_empty() && excluded.entries().iter().all(has)
}

/// One combination: what the campaign shows, with the fields of its levels over it.
fn combined(combination: &[(&str, &Entry)], base: Option<&Node>, report: &mut Report) -> Arm {
    let names: Vec<&str> = combination.iter().map(|(_, level)| level.key.as_str()).collect();
    let own = combination.iter().flat_map(|(_, level)| level.node.entries());
    let shown = base.and_then(|base| match &base.value {
        Value::Map(_) => show(&with_fields(base, own), report),
        _ => None,
    });
    Arm { name: names.join("-"), show: shown }
}

fn check_excluded(excluded: &Node, factors: &Node, report: &mut Report) {
    for entry in excluded.entries() {
        let Some(factor) = factors.field(&entry.key) else {
            let known = factors.entries().iter().map(|factor| factor.key.as_str());
            let help =
                report.did_you_mean(&entry.key, known).unwrap_or_else(|| "name one of `factors`".to_owned());
            report.add(
                codes::UNKNOWN_ARM,
                entry.span,
                format!("there is no factor `{}`", clip(&entry.key)),
                help,
            );
            continue;
        };
        let Some(level) = entry.node.text().filter(|level| factor.field(level).is_none()) else { continue };
        let help = report.did_you_mean(level, factor.entries().iter().map(|known| known.key.as_str()));
        let help = help.unwrap_or_else(|| format!("name one of the levels of `{}`", clip(&entry.key)));
        report.add(codes::UNKNOWN_ARM, entry.node.span, format!("there is no level `{}`", clip(level)), help);
    }
}

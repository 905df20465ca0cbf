//! Claims about all visitors, put to random ones at the boundaries of what is asked for: one that does not fit is a failure.

use serde_json::Value as Json;
use sillage_compiler::{
    Diagnostic, Report, compile,
    yaml::{self, Node, Value as Tree},
};
use sillage_engine::{
    bundle::Bundle, condition::NodeId, decide::decide_in, evaluate::Truth, event::Millis, page::Page,
    rules::Rules, situation::Situation, visitor::Visitor,
};

use crate::{project::Project, random::Random, visitors::Boundaries};

/// Whether a finding says something about every visitor.
pub(crate) fn is_universal(found: &Diagnostic) -> bool {
    matches!(found.code, "W0830" | "W0831" | "W0832" | "W0833" | "W0834")
}

/// What must be so for every visitor.
enum Claim {
    /// The condition of that segment or campaign never holds.
    Never(String),
    /// It always holds.
    Always(String),
    /// Without the part in question it means the same as with it: the name, and the segment that is it without.
    Same(String, String),
    /// The slot never shows the campaign.
    Unseen(String),
}

/// Puts claims to so many visitors.
pub(crate) fn attack(random: &mut Random, project: &Project, found: &[&Diagnostic], visitors: usize) {
    let mut project = project.clone();
    let claims: Vec<Claim> = found.iter().map(|found| claim(&mut project, found)).collect();
    let compiled = compile(&project.sources()).compiled.unwrap();
    let mut rules = compiled.rules.clone();
    // The page tells what events would come to.
    rules.traits.clear();
    let mut bundle = Bundle::new(rules).unwrap();
    bundle.set_copy(compiled.copies[0].clone()).unwrap();
    let checks: Vec<Check> = claims.iter().map(|claim| check(bundle.rules(), claim)).collect();
    let boundaries = Boundaries::of(&project);
    let campaigns = bundle.rules().campaigns.iter();
    let mut times: Vec<Millis> = campaigns.flat_map(|campaign| [campaign.starts, campaign.ends]).collect();
    times.sort_unstable();
    times.dedup();
    for _ in 0..visitors {
        let page = Page { facts: boundaries.visitor(random), ..Page::UNKNOWN };
        let now = *random.pick(&times) + random.below(3) as Millis - 1;
        let mut situation = Situation::new(&bundle, &Visitor::NEW, &page, now);
        for (found, check) in found.iter().zip(&checks) {
            assert!(
                holds(check, &bundle, &mut situation, &page),
                "{found}\n{page:?} at {now}\n{}",
                project.text()
            );
        }
    }
}

/// A claim about the rules as compiled.
enum Check<'a> {
    Is(NodeId, bool),
    Same(NodeId, NodeId),
    Unseen { slot: &'a str, name: &'a str },
}

fn check<'a>(rules: &'a Rules, claim: &'a Claim) -> Check<'a> {
    match claim {
        Claim::Never(name) => Check::Is(root(rules, name), false),
        Claim::Always(name) => Check::Is(root(rules, name), true),
        Claim::Same(name, without) => Check::Same(root(rules, name), root(rules, without)),
        Claim::Unseen(name) => {
            let campaign = rules.campaigns.iter().find(|campaign| campaign.name == *name).unwrap();
            Check::Unseen { slot: &rules.slots[usize::from(campaign.slot)].name, name }
        }
    }
}

fn holds(check: &Check, bundle: &Bundle, situation: &mut Situation, page: &Page) -> bool {
    match check {
        Check::Is(root, expected) => (situation.truth(bundle, *root) == Truth::True) == *expected,
        Check::Same(root, without) => situation.truth(bundle, *root) == situation.truth(bundle, *without),
        Check::Unseen { slot, name } => {
            decide_in(situation, bundle, &Visitor::NEW, page, slot).campaign != Some(*name)
        }
    }
}

fn claim(project: &mut Project, found: &Diagnostic) -> Claim {
    let names: Vec<&str> = found.message.split('`').skip(1).step_by(2).collect();
    let (first, last) = (names[0].to_owned(), names.last().unwrap().to_string());
    match found.code {
        "W0830" => Claim::Never(last),
        "W0831" if found.message.starts_with("everybody") => Claim::Always(last),
        "W0834" => Claim::Unseen(first),
        _ => {
            let (name, condition) = subject(project, found);
            let without = format!("without_{}", project.segments.len());
            // Segments may refer to it or not; the new one is named by nobody.
            project.segments.insert(without.clone(), condition);
            Claim::Same(name, without)
        }
    }
}

/// The condition of the segment or campaign of that name.
fn root(rules: &Rules, name: &str) -> NodeId {
    let segment = rules.segments.iter().find(|segment| segment.name == name).map(|segment| segment.root);
    let of_campaign = || rules.campaigns.iter().find(|campaign| campaign.name == name)?.audience;
    segment.or_else(of_campaign).unwrap_or_else(|| panic!("{name}"))
}

/// The segment or campaign in whose condition a finding stands, and the condition without what stands there, as its help says.
fn subject(project: &Project, found: &Diagnostic) -> (String, Json) {
    // Places are those of the sources before anything was added: added segments stand behind the others.
    let sources = project.sources();
    let mut tree = yaml::parse(&sources.files[&found.place.file], 0, &mut Report::default()).unwrap();
    let before = tree.to_json();
    assert!(take_out(&mut tree, found.place.start), "{found}");
    let after = tree.to_json();
    let named = |json: &Json, kind: &str| json[kind].as_object().cloned().unwrap_or_default();
    let changed = |kind: &str, field: &str| {
        let (before, after) = (named(&before, kind), named(&after, kind));
        let names = before.into_iter().find(|(name, json)| after.get(name) != Some(json));
        names.map(|(name, _)| {
            (name.clone(), if field.is_empty() { after[&name].clone() } else { after[&name][field].clone() })
        })
    };
    changed("segments", "").or_else(|| changed("campaigns", "audience")).unwrap_or_else(|| panic!("{found}"))
}

/// Removes the entry or the element that begins there, and a list of `$nor` with it that would be left empty.
fn take_out(node: &mut Node, start: usize) -> bool {
    match &mut node.value {
        Tree::Map(entries) => {
            let before = entries.len();
            entries.retain(|entry| entry.span.start != start);
            if entries.len() < before || entries.iter_mut().any(|entry| take_out(&mut entry.node, start)) {
                entries.retain(|entry| entry.key != "$nor" || !entry.node.items().is_empty());
                return true;
            }
            false
        }
        Tree::List(items) => {
            let before = items.len();
            items.retain(|item| item.span.start != start);
            items.len() < before || items.iter_mut().any(|item| take_out(item, start))
        }
        _ => false,
    }
}

//! Traits that follow from others: classes by cut points, tables, and what is made of them.

use sillage_engine::{
    condition::Operator,
    rules::{self, Aggregate, Field},
    value::{Scalar, Value as Constant},
};

use super::{Case, Filter, Read, Test, Trait, counted, folds, texts};
use crate::{
    accept::clip,
    attributes::Type,
    codes,
    diagnostic::Report,
    time::{self, DAY},
    yaml::{Entry, Node, Span, Value},
    zone::Zone,
};

/// The attribute by which the shop itself may tell the stage.
pub(super) const HOST_LIFECYCLE: &str = "host.lifecycle";
const STAGES: [&str; 6] = ["new", "exploring", "first_order", "repeat", "loyal", "lapsing"];
/// A cell that every value fits.
const ANY: &str = "any";

/// Every stage of the lifecycle.
pub(super) fn stages() -> Vec<String> {
    STAGES.map(str::to_owned).to_vec()
}

fn text(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

fn number(number: f64) -> Constant {
    Constant::number(number)
}

fn derived(entry: &Entry, cases: Vec<Case>) -> Trait {
    Trait { path: format!("trait.{}", entry.key), span: entry.span, cases, ..Trait::default() }
}

/// A fold that is a part of a trait.
fn part(entry: &Entry, name: &str, parts: rules::Trait, filter: Filter) -> Trait {
    let path = format!("trait.{}.{name}", entry.key);
    Trait { path, span: entry.span, parts, filter, is_part: true, ..Trait::default() }
}

/// Classes by cut points: the first below all of them, each further one from its cut on.
fn classes(path: &str, cuts: &[f64], values: impl DoubleEndedIterator<Item = Scalar>) -> Vec<Case> {
    let test = |operator, cut: f64| vec![(path.to_owned(), operator, number(cut))];
    let mut tests: Vec<Vec<Test>> =
        cuts.iter().map(|cut| test(Operator::GreaterOrEqual, *cut)).rev().collect();
    tests.extend(cuts.first().map(|cut| test(Operator::Less, *cut)));
    tests.into_iter().zip(values.rev()).map(|(tests, value)| Case { tests, value }).collect()
}

fn cuts(entry: &Entry, report: &mut Report) -> Option<Vec<f64>> {
    let items = entry.node.field("cuts")?.items();
    let cuts: Vec<f64> = items.iter().filter_map(Node::number).collect();
    for ((before, cut), item) in cuts.iter().zip(cuts.iter().skip(1)).zip(items.iter().skip(1)) {
        if before >= cut {
            let message = format!("`{before}` stands before `{cut}` in `cuts`");
            report.add(codes::CUTS, item.span, message, "let every cut be greater than the one before");
            return None;
        }
    }
    Some(cuts)
}

/// The path of another trait, which must be declared.
fn path_of(node: &Node, names: &[&str], report: &mut Report) -> Option<String> {
    let name = node.text()?;
    if !names.contains(&name) {
        let message = format!("there is no trait `{}`", clip(name));
        let help = report.did_you_mean(name, names.iter().copied());
        let help = help.unwrap_or_else(|| "declare it in traits.yaml".to_owned());
        report.add(codes::UNKNOWN_TRAIT, node.span, message, help);
        return None;
    }
    Some(format!("trait.{name}"))
}

/// `score`: the class of another trait, from 1 on.
pub(super) fn score(entry: &Entry, of: &Node, names: &[&str], report: &mut Report) -> Option<Read> {
    let (path, cuts) = (path_of(of, names, report), cuts(entry, report));
    let (path, cuts) = (path?, cuts?);
    let is_descending = entry.node.field("descending").and_then(Node::truth) == Some(true);
    let count = cuts.len() + 1;
    let class = |at: usize| Scalar::Number(if is_descending { count - at } else { at + 1 } as f64);
    let computed = derived(entry, classes(&path, &cuts, (0..count).map(class)));
    Some(Read::one(computed, Type::Number))
}

/// `lookup`: the first row that the values of several traits fit.
pub(super) fn lookup(entry: &Entry, of: &Node, names: &[&str], report: &mut Report) -> Option<Read> {
    let paths: Vec<Option<String>> = of.items().iter().map(|node| path_of(node, names, report)).collect();
    let paths: Vec<String> = paths.into_iter().collect::<Option<_>>()?;
    let mut cases = Vec::new();
    for row in entry.node.field("table")?.items() {
        let (when, value) = (row.field("when")?, scalar(row.field("value")?)?);
        if when.items().len() != paths.len() {
            let given = counted(when.items().len(), "value");
            let message =
                format!("the row has {given}, and `lookup` names {}", counted(paths.len(), "trait"));
            let help = "write one value for each trait of `lookup`; `any` fits every value";
            report.add(codes::TABLE_ROW, when.span, message, help);
            return None;
        }
        let tests = paths.iter().zip(when.items()).filter_map(|(path, cell)| cell_test(path, cell)).collect();
        cases.push(Case { tests, value });
    }
    let values: Vec<&Scalar> = cases.iter().map(|case| &case.value).collect();
    let texts: Option<Vec<String>> = values.iter().map(|value| text_of(value)).collect();
    let kind = match &texts {
        Some(_) => Type::Text,
        None if values.iter().all(|value| matches!(value, Scalar::Number(_))) => Type::Number,
        None => Type::Any,
    };
    Some(Read { traits: vec![derived(entry, cases)], kind, values: texts.unwrap_or_default() })
}

fn cell_test(path: &str, cell: &Node) -> Option<Test> {
    match &cell.value {
        Value::Text(text) if text == ANY => None,
        Value::List(items) => {
            let scalars = items.iter().filter_map(scalar).collect();
            Some((path.to_owned(), Operator::In, Constant::Many(scalars)))
        }
        _ => Some((path.to_owned(), Operator::Is, Constant::One(scalar(cell)?))),
    }
}

fn scalar(node: &Node) -> Option<Scalar> {
    match &node.value {
        Value::Text(words) => Some(text(words)),
        Value::Number(number) => Some(Scalar::Number(*number)),
        _ => None,
    }
}

fn text_of(scalar: &Scalar) -> Option<String> {
    match scalar {
        Scalar::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// `lifecycle`: exactly one stage for any history; what the shop tells wins.
pub(super) fn lifecycle(entry: &Entry, orders: &Node) -> Option<Read> {
    let loyal = entry.node.field("loyal").and_then(Node::number).unwrap_or(4.0);
    let lapsing = entry.node.field("lapsing").map_or("120d", |node| node.text().unwrap_or_default());
    let lapsing = (time::duration(lapsing)? / DAY) as f64;
    let fold = |on: Vec<String>, aggregate| rules::Trait { on, aggregate, ..rules::Trait::default() };
    let one = |name: &str| vec![name.to_owned()];
    let plain = |name: &str, parts| part(entry, name, parts, Filter::default());
    let at_least = |name: &str, least: f64| {
        (format!("trait.{}.{name}", entry.key), Operator::GreaterOrEqual, number(least))
    };
    let mut cases: Vec<Case> = STAGES
        .iter()
        .map(|stage| {
            let told = (HOST_LIFECYCLE.to_owned(), Operator::Is, Constant::text(stage));
            Case { tests: vec![told], value: text(stage) }
        })
        .collect();
    let mut case = |stage: &str, tests| cases.push(Case { tests, value: text(stage) });
    case("lapsing", vec![at_least("days", lapsing)]);
    case("loyal", vec![at_least("orders", loyal)]);
    case("repeat", vec![at_least("orders", 2.0)]);
    case("first_order", vec![at_least("orders", 1.0)]);
    case("exploring", vec![at_least("visits", 2.0)]);
    case("exploring", vec![at_least("views", 3.0)]);
    case("new", Vec::new());
    let traits = vec![
        plain("days", fold(texts(orders), Aggregate::DaysSinceLast)),
        plain("orders", fold(texts(orders), Aggregate::Count)),
        plain("visits", fold(one("session_start"), Aggregate::Count)),
        plain("views", fold(one("view_item"), Aggregate::Count)),
        derived(entry, cases),
    ];
    Some(Read { traits, kind: Type::Text, values: stages() })
}

/// `price_ladder`: the band of the mean price in one category.
pub(super) fn price_ladder(entry: &Entry, events: &Node, zone: &Zone, report: &mut Report) -> Option<Read> {
    let cuts = cuts(entry, report)?;
    let bands = match entry.node.entry("bands") {
        Some(bands) => texts(&bands.node),
        None => ["entry", "middle", "premium"].map(str::to_owned).to_vec(),
    };
    if bands.len() != cuts.len() + 1 {
        let place = entry
            .node
            .entry("bands")
            .or(entry.node.entry("cuts"))
            .map_or(Span::default(), |field| field.span);
        let cuts = counted(cuts.len(), "cut");
        let message = format!("{} for {cuts}", counted(bands.len(), "band"));
        report.add(codes::CUTS, place, message, "name one band more than there are cuts");
        return None;
    }
    let category = entry.node.field("category")?.text()?;
    let mut filter = folds::filter(entry, zone)?;
    filter.tests.push(("item_category".to_owned(), Operator::Is, Constant::text(category)));
    filter.tests.push(("price".to_owned(), Operator::Greater, number(0.0)));
    let parts = rules::Trait {
        on: texts(events),
        aggregate: Aggregate::Mean,
        of: Field::ItemPrice,
        window: folds::window(entry, "price_ladder")?,
        ..rules::Trait::default()
    };
    let price = part(entry, "price", parts, filter);
    let cases = classes(&price.path, &cuts, bands.iter().map(|band| text(band)));
    Some(Read { traits: vec![price, derived(entry, cases)], kind: Type::Text, values: bands })
}

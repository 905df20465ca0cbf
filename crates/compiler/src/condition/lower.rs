//! What every operator means at GrowthBook 0.12.0, as nodes of the engine.

use sillage_engine::{
    condition::{ELEMENT, Node as Step, NodeId, Operator, Part},
    date, limits,
    value::{Scalar, Value as Constant},
};

use super::{Arena, groups, pattern};
use crate::yaml::{Entry, Node, Span, Value};

/// How deep a condition may nest before it is lowered; the engine's own bound is lower.
const DEPTH: usize = 128;

/// A condition that cannot be carried by the engine's nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotExpressible {
    /// What is in the way.
    pub what: String,
    /// Where it stands.
    pub span: Span,
}

pub(super) type Lowered = Result<NodeId, NotExpressible>;

/// Lowers a condition: a mapping, all of whose entries must hold. What GrowthBook cannot evaluate becomes a node that cannot be
/// evaluated either.
pub fn lower(condition: &Node, arena: &mut Arena) -> Lowered {
    Place { prefix: "", depth: 0, groups: &[] }.condition(condition, arena)
}

/// All of them hold; of a single one nothing but itself.
pub(super) fn all(children: Vec<NodeId>, arena: &mut Arena) -> NodeId {
    match children.as_slice() {
        [only] => *only,
        _ => arena.add(Step::All(children)),
    }
}

/// What is always so: an empty `$and`; or never: an empty `$nor`.
pub(super) fn always(truth: bool, arena: &mut Arena) -> NodeId {
    arena.add(if truth { Step::All(Vec::new()) } else { Step::Nor(Vec::new()) })
}

/// Whether a mapping is made of operators.
pub(super) fn is_operators(entries: &[Entry]) -> bool {
    entries.iter().all(|entry| entry.key.starts_with('$'))
}

/// Whether an entry of `$elemMatch` is part of a condition on fields, not an operator on the element.
pub(super) fn is_condition(entry: &Entry) -> bool {
    !entry.key.starts_with('$') || matches!(entry.key.as_str(), "$and" | "$or" | "$nor" | "$savedGroup")
}

/// A value without parts.
pub(super) fn scalar(node: &Node) -> Option<Scalar> {
    Some(match &node.value {
        Value::Null => Scalar::Null,
        Value::Bool(truth) => Scalar::Bool(*truth),
        Value::Number(number) => Scalar::Number(*number),
        Value::Text(text) => Scalar::Text(text.clone()),
        Value::List(_) | Value::Map(_) => return None,
    })
}

/// A value with its parts; none where it nests deeper than any value can.
pub(super) fn constant(node: &Node, depth: u8) -> Option<Constant> {
    let depth = depth.checked_sub(1)?;
    let element = |item: &Node| match constant(item, depth)? {
        Constant::One(one) => Some(one),
        Constant::Many(list) => Some(Scalar::List(list)),
    };
    match &node.value {
        Value::List(items) => items.iter().map(element).collect::<Option<_>>().map(Constant::Many),
        Value::Map(entries) => {
            let field = |entry: &Entry| Some((entry.key.clone(), constant(&entry.node, depth)?));
            entries
                .iter()
                .map(field)
                .collect::<Option<_>>()
                .map(|fields| Constant::One(Scalar::Object(fields)))
        }
        _ => scalar(node).map(Constant::One),
    }
}

/// Where a condition stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// What goes before its paths: nothing, or [`ELEMENT`] where it is about an element of a list.
    pub(super) prefix: &'a str,
    /// How many conditions and values are around it.
    pub(super) depth: usize,
    /// Saved groups that are being resolved.
    pub(super) groups: &'a [&'a str],
}

impl<'a> Place<'a> {
    /// One level further in.
    fn inner(self, span: Span) -> Result<Place<'a>, NotExpressible> {
        if self.depth >= DEPTH {
            return Err(NotExpressible { what: format!("a condition that nests deeper than {DEPTH}"), span });
        }
        Ok(Place { depth: self.depth + 1, ..self })
    }

    /// The place of a condition on the elements of a list.
    fn of_elements(self, span: Span) -> Result<Place<'a>, NotExpressible> {
        Ok(Place { prefix: ELEMENT, ..self.inner(span)? })
    }

    /// The path of an attribute, or of a field of the element.
    pub(super) fn path(self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    pub(super) fn condition(self, condition: &Node, arena: &mut Arena) -> Lowered {
        let Value::Map(entries) = &condition.value else { return Ok(arena.add(Step::Unknown)) };
        let place = self.inner(condition.span)?;
        let children = entries.iter().map(|entry| place.entry(entry, arena)).collect::<Result<_, _>>()?;
        Ok(all(children, arena))
    }

    fn entry(self, entry: &Entry, arena: &mut Arena) -> Lowered {
        let node = &entry.node;
        match entry.key.as_str() {
            "$and" => self.list(node, Step::All, arena),
            "$or" => self.list(node, Step::Any, arena),
            "$nor" => self.list(node, Step::Nor, arena),
            "$not" => {
                let child = self.condition(node, arena)?;
                Ok(arena.add(Step::Not(child)))
            }
            "$segment" if arena.has_segments() && self.prefix.is_empty() => {
                match node.text().and_then(|name| arena.segment(name)) {
                    Some(segment) => Ok(arena.add(Step::Segment(segment))),
                    None => {
                        let what = "a segment that was not declared before".to_owned();
                        Err(NotExpressible { what, span: node.span })
                    }
                }
            }
            "$savedGroup" => groups::reference(self, node, arena),
            // Any other key is an attribute's path, also one that starts with `$`.
            path => self.value(&self.path(path), node, arena),
        }
    }

    fn list(self, node: &Node, step: fn(Vec<NodeId>) -> Step, arena: &mut Arena) -> Lowered {
        let Value::List(items) = &node.value else { return Ok(arena.add(Step::Unknown)) };
        let children = items.iter().map(|item| self.condition(item, arena)).collect::<Result<_, _>>()?;
        Ok(arena.add(step(children)))
    }

    fn value(self, path: &str, node: &Node, arena: &mut Arena) -> Lowered {
        match &node.value {
            // An object without operators asks for nothing, so it holds.
            Value::Map(entries) if is_operators(entries) => {
                let place = self.inner(node.span)?;
                let children = entries
                    .iter()
                    .map(|entry| place.operator(path, entry, arena))
                    .collect::<Result<_, _>>()?;
                Ok(all(children, arena))
            }
            _ => match constant(node, limits::VALUE_DEPTH) {
                Some(constant) => Ok(test(path, Operator::Is, constant, arena)),
                None => Ok(always(false, arena)),
            },
        }
    }

    fn operator(self, path: &str, entry: &Entry, arena: &mut Arena) -> Lowered {
        let node = &entry.node;
        let key = entry.key.as_str();
        if let Some(operator) = comparison(key) {
            return Ok(compared(path, operator, node, arena));
        }
        match key {
            "$not" => {
                let child = self.value(path, node, arena)?;
                Ok(arena.add(Step::Not(child)))
            }
            "$exists" => Ok(test(path, Operator::Exists, Constant::bool(is_truthy(node)), arena)),
            "$all" => self.containment(path, Operator::HasAll, node, arena),
            "$alli" => self.containment(path, Operator::HasAllFolded, node, arena),
            "$size" => self.size(path, node, arena),
            "$elemMatch" => self.element(path, node, arena),
            "$regex" | "$regexi" => Ok(pattern_test(path, key == "$regexi", node, arena)),
            "$notRegex" | "$notRegexi" => {
                let child = pattern_test(path, key == "$notRegexi", node, arena);
                Ok(arena.add(Step::Not(child)))
            }
            "$inGroup" => Ok(groups::membership(path, Operator::In, node, arena)),
            "$notInGroup" => Ok(groups::membership(path, Operator::NotIn, node, arena)),
            // Where an operator on a value belongs, a key of conditions never matches.
            "$and" | "$or" | "$nor" | "$savedGroup" => Ok(always(false, arena)),
            _ => Ok(arena.add(Step::Unknown)),
        }
    }

    /// `$all`: each entry is met by some element. What is no condition is compared.
    fn containment(self, path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> Lowered {
        let Value::List(items) = &node.value else { return Ok(always(false, arena)) };
        let (mut scalars, mut children) = (Vec::new(), Vec::new());
        for item in items {
            match scalar(item) {
                Some(scalar) => scalars.push(folded(operator, scalar)),
                None => {
                    let condition = self.of_elements(item.span)?.value(ELEMENT, item, arena)?;
                    children.push(within(path, Part::Any, condition, arena));
                }
            }
        }
        children.insert(0, test(path, operator, Constant::Many(scalars), arena));
        Ok(all(children, arena))
    }

    fn size(self, path: &str, node: &Node, arena: &mut Arena) -> Lowered {
        match node.value {
            Value::Number(number) => Ok(test(path, Operator::Size, Constant::number(number), arena)),
            Value::Map(_) => {
                let condition = self.of_elements(node.span)?.value(ELEMENT, node, arena)?;
                Ok(within(path, Part::Length, condition, arena))
            }
            _ => Ok(always(false, arena)),
        }
    }

    /// `$elemMatch`: operators are about each element's value, everything else is a condition on its fields.
    fn element(self, path: &str, node: &Node, arena: &mut Arena) -> Lowered {
        let place = self.of_elements(node.span)?;
        let condition = match &node.value {
            Value::Map(entries) if !entries.iter().any(is_condition) => place.value(ELEMENT, node, arena)?,
            _ => place.condition(node, arena)?,
        };
        Ok(within(path, Part::Element, condition, arena))
    }
}

fn within(path: &str, part: Part, condition: NodeId, arena: &mut Arena) -> NodeId {
    let attribute = arena.attribute(path);
    arena.add(Step::Within { attribute, part, condition })
}

/// A comparison. Where the attribute is a date, so are the constants: both are milliseconds since 1970.
pub(super) fn test(path: &str, operator: Operator, operand: Constant, arena: &mut Arena) -> NodeId {
    let operand = if arena.is_date(path) { date::normalised(operand) } else { operand };
    let attribute = arena.attribute(path);
    arena.add(Step::Test { attribute, operator, operand })
}

/// The operators that compare with a constant and need nothing else.
fn comparison(key: &str) -> Option<Operator> {
    Some(match key {
        "$eq" => Operator::Equal,
        "$ne" => Operator::NotEqual,
        "$lt" => Operator::Less,
        "$lte" => Operator::LessOrEqual,
        "$gt" => Operator::Greater,
        "$gte" => Operator::GreaterOrEqual,
        "$in" => Operator::In,
        "$nin" => Operator::NotIn,
        "$ini" => Operator::InFolded,
        "$nini" => Operator::NotInFolded,
        "$type" => Operator::Type,
        "$veq" => Operator::VersionEqual,
        "$vne" => Operator::VersionNotEqual,
        "$vlt" => Operator::VersionLess,
        "$vlte" => Operator::VersionLessOrEqual,
        "$vgt" => Operator::VersionGreater,
        "$vgte" => Operator::VersionGreaterOrEqual,
        _ => return None,
    })
}

/// A comparison; what it comes to already where its constant decides.
fn compared(path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> NodeId {
    match operator {
        Operator::In | Operator::NotIn | Operator::InFolded | Operator::NotInFolded => {
            membership(path, operator, node, arena)
        }
        // Lists and objects equal nothing, not even their like: GrowthBook compares references.
        Operator::Equal | Operator::NotEqual => match scalar(node) {
            Some(scalar) => test(path, operator, Constant::One(scalar), arena),
            None => always(operator == Operator::NotEqual, arena),
        },
        // Only numbers and texts have an order, or are versions; only texts name a type.
        _ => match (&node.value, scalar(node)) {
            (Value::Number(_), Some(_)) if operator == Operator::Type => always(false, arena),
            (Value::Number(_) | Value::Text(_), Some(scalar)) => {
                test(path, operator, Constant::One(scalar), arena)
            }
            _ => always(operator == Operator::VersionNotEqual, arena),
        },
    }
}

/// Without a list both polarities are false. Elements that are lists or objects equal nothing and are left out.
fn membership(path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> NodeId {
    let Value::List(items) = &node.value else { return always(false, arena) };
    let scalars = items.iter().filter_map(scalar).map(|scalar| folded(operator, scalar)).collect();
    test(path, operator, Constant::Many(scalars), arena)
}

/// The constant as the operator wants it: in lower case where case does not count.
fn folded(operator: Operator, scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::Text(text) if operator >= Operator::InFolded => Scalar::Text(text.to_lowercase()),
        other => other,
    }
}

/// A regular expression; one without metacharacters asks for a part of the text.
fn pattern_test(path: &str, is_folded: bool, node: &Node, arena: &mut Arena) -> NodeId {
    let Some(pattern) = node.text() else { return always(false, arena) };
    let operator = if is_folded { Operator::MatchesFolded } else { Operator::Matches };
    match pattern::literal(pattern) {
        Some(part) if !is_folded => test(path, Operator::Contains, Constant::text(&part), arena),
        _ => test(path, operator, Constant::text(pattern), arena),
    }
}

/// The value of an attribute as JSON gives it; none where it nests deeper than the engine takes.
pub fn value(node: &Node) -> Option<Constant> {
    constant(node, limits::VALUE_DEPTH)
}

/// What JavaScript takes for true.
fn is_truthy(node: &Node) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => *number != 0.0,
        Value::Text(text) => !text.is_empty(),
        Value::List(_) | Value::Map(_) => true,
    }
}

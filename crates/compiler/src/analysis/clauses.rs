//! A condition as its author wrote it: clauses that must all hold, each with its place and its node.

use sillage_engine::condition::NodeId;

use crate::{
    accept::clip,
    condition::{Arena, lower},
    yaml::{Entry, Node, Span, Value, json_number},
};

/// Clauses that must all hold.
#[derive(Debug)]
pub(super) struct Conjunction {
    pub(super) span: Span,
    pub(super) root: NodeId,
    pub(super) clauses: Vec<Clause>,
}

impl Conjunction {
    /// All clauses on one line.
    pub(super) fn words(&self) -> String {
        let words: Vec<String> = self.clauses.iter().map(Clause::words).collect();
        clip(&words.join(", "))
    }
}

/// One thing a condition asks for: a comparison, a segment, `$or`, `$not`.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) span: Span,
    pub(super) root: NodeId,
    /// The clause alone, as an author could write it.
    entry: Entry,
    /// The branches, where it is an `$or`.
    pub(super) branches: Vec<Conjunction>,
}

impl Clause {
    /// The clause on one line.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        write_entry(&self.entry, &mut words);
        clip(&words)
    }

    /// The segment it asks for, where it does nothing else.
    pub(super) fn segment(&self) -> Option<&str> {
        self.entry.node.text().filter(|_| self.entry.key == "$segment")
    }

    /// Whether it is `$or: []` or `$nor: []`: everybody or nobody, written out on purpose.
    pub(super) fn is_constant(&self) -> bool {
        self.entry.key.starts_with('$') && self.entry.node.value == Value::List(Vec::new())
    }

    /// Whether it only asks that an attribute is there. This often stands beside a comparison for its reader's sake.
    pub(super) fn is_presence(&self) -> bool {
        self.entry.node.field("$exists").and_then(Node::truth) == Some(true)
    }
}

/// Cuts a condition into clauses; none where the engine cannot express it.
pub(super) fn read(condition: &Node, arena: &mut Arena) -> Option<Conjunction> {
    let root = lower(condition, arena).ok()?;
    let mut clauses = Vec::new();
    for entry in condition.entries() {
        collect(entry, arena, &mut clauses)?;
    }
    Some(Conjunction { span: condition.span, root, clauses })
}

fn collect(entry: &Entry, arena: &mut Arena, clauses: &mut Vec<Clause>) -> Option<()> {
    match (entry.key.as_str(), &entry.node.value) {
        ("$and", Value::List(items)) => {
            for item in items {
                clauses.extend(read(item, arena)?.clauses);
            }
        }
        ("$nor", Value::List(items)) if !items.is_empty() => {
            for item in items {
                let alone = Node { value: Value::List(vec![item.clone()]), span: item.span };
                clauses.push(clause(entry, item.span, alone, arena)?);
            }
        }
        ("$or", Value::List(items)) => {
            let branches = items.iter().map(|item| read(item, arena)).collect::<Option<_>>()?;
            clauses.push(Clause { branches, ..clause(entry, entry.span, entry.node.clone(), arena)? });
        }
        (key, Value::Map(operators)) if !key.starts_with('$') => {
            for operator in operators {
                let alone = Node { value: Value::Map(vec![operator.clone()]), span: entry.node.span };
                let span = if operators.len() == 1 { entry.span } else { operator.span };
                clauses.push(clause(entry, span, alone, arena)?);
            }
        }
        _ => clauses.push(clause(entry, entry.span, entry.node.clone(), arena)?),
    }
    Some(())
}

fn clause(entry: &Entry, span: Span, node: Node, arena: &mut Arena) -> Option<Clause> {
    let alone = Entry { key: entry.key.clone(), span: entry.span, node };
    let condition = Node { value: Value::Map(vec![alone.clone()]), span };
    let root = lower(&condition, arena).ok()?;
    Some(Clause { span, root, entry: alone, branches: Vec::new() })
}

/// Several pieces of source as a reader would list them: "`a`, `b` and `c`".
pub(super) fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn write_entry(entry: &Entry, out: &mut String) {
    out.push_str(&entry.key);
    out.push_str(": ");
    write(&entry.node, out);
}

fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&json_number(*number).to_string()),
        Value::Text(text) => out.push_str(text),
        Value::List(items) => write_all(items, ('[', ']'), write, out),
        Value::Map(entries) => write_all(entries, ('{', '}'), write_entry, out),
    }
}

fn write_all<T>(all: &[T], (open, close): (char, char), write: impl Fn(&T, &mut String), out: &mut String) {
    out.push(open);
    for (at, one) in all.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(one, out);
    }
    out.push(close);
}

//! A condition as a tree: what holds, what does not, what was expected and what it is.

use crate::{
    explanation::Clause,
    node::{Node, classed, node, words},
    words as say,
};

/// The tree of a condition.
pub fn tree(clause: &Clause) -> Node {
    classed("ul", "clauses").child(item(clause))
}

fn item(clause: &Clause) -> Node {
    let (class, sign, meaning) = say::truth(clause.matched);
    let sign = words("span", "sign", sign).with("aria-hidden", "true");
    let meaning = words("span", "unseen", &format!("{meaning}: "));
    let line = classed("div", &format!("clause {class}")).child(sign).child(meaning);
    match say::group(clause) {
        Some(group) => node("li").child(line.child(words("span", "group", &group))).children(inner(clause)),
        None => node("li").child(comparison(clause, line)),
    }
}

fn inner(clause: &Clause) -> Option<Node> {
    // A segment of several conditions is one group; its own name says what it is.
    let clauses = match clause.clauses.as_slice() {
        [only] if clause.segment.is_some() && only.op == "all" && only.path.is_none() => &only.clauses,
        clauses => clauses,
    };
    (!clauses.is_empty()).then(|| node("ul").children(clauses.iter().map(item)))
}

fn comparison(clause: &Clause, line: Node) -> Node {
    let line = line.child(words("span", "path", clause.path.as_deref().unwrap_or_default())).text(" ").child(
        words("span", "expected", &format!("{} {}", say::operator(&clause.op), say::value(&clause.expected))),
    );
    let actual = format!("it is {}", say::value(&clause.actual));
    line.text(" ").child(words("span", "actual", &actual))
}

//! `groups.yaml`: saved groups, as GrowthBook has them, so that its conditions can be taken over as they are.

use crate::{
    codes,
    condition::{self, Groups, Known},
    diagnostic::Report,
    forms,
    shape::{FileShape, Form, Shape, optional, required},
    yaml::{Entry, Node},
};

/// Ids of saved groups.
static ID: Form = Form {
    what: "the id of a saved group",
    pattern: "[a-zA-Z0-9_-]+",
    help: "use letters, digits, `_` and `-`",
    code: codes::FORM,
};

static VALUE: Shape = Shape::Either(&[
    Shape::Text(&forms::ANY),
    Shape::Number { least: f64::MIN, most: f64::MAX, whole: false },
    Shape::Boolean,
]);

/// The shape of `groups.yaml`.
pub(crate) static SHAPE: FileShape = FileShape {
    stem: "groups",
    doc: "Saved groups of GrowthBook: lists of values, or conditions.",
    shape: Shape::Record(&[required(
        "groups",
        "Every saved group by its id.",
        "{staff: {type: list, attributeKey: host.account_id, values: [a1, a2]}}",
        Shape::Named { key: &ID, of: &GROUP },
    )]),
};

static GROUP: Shape = Shape::Record(&[
    required("type", "What the group is.", "list", Shape::Choice(&["list", "condition"])),
    optional(
        "attributeKey",
        "The attribute whose values are listed, for `$savedGroup`.",
        "host.account_id",
        Shape::Text(&forms::PATH),
    ),
    optional("values", "The values of a list.", "[a1, a2]", Shape::List { of: &VALUE, least: 0 }),
    optional("condition", "The condition.", "{host.loyalty_tier: gold}", Shape::Condition),
]);

/// The groups: each an id and what it is.
pub(crate) fn read(root: &Node) -> &[Entry] {
    root.field("groups").map_or(&[][..], Node::entries)
}

/// The same, for conditions to look up.
pub(crate) fn table(groups: &[Entry]) -> Groups {
    groups.iter().map(|group| (group.key.clone(), group.node.clone())).collect()
}

/// Reports the mistakes of every group.
pub(crate) fn check(groups: &[Entry], known: &Known, report: &mut Report) {
    condition::order(groups, &condition::GROUPS, report);
    for group in groups {
        let wanted = match group.node.field("type").and_then(Node::text) {
            Some("list") => "values",
            Some("condition") => "condition",
            _ => continue,
        };
        if group.node.field(wanted).is_none() {
            let message = format!("`{wanted}` is missing");
            report.add(codes::MISSING_FIELD, group.span, message, "write what the group is made of");
        }
        if let Some(condition) = group.node.field("condition") {
            condition::check(condition, known, report);
        }
        let path = group.node.field("attributeKey");
        if let Some((node, path)) = path.and_then(|node| Some((node, node.text()?)))
            && !known.attributes.contains_key(path)
        {
            condition::unknown_attribute(path, node.span, known.attributes, report);
        }
    }
}

//! The `trigger` of a campaign: what has to happen on the page before it is shown.

use crate::{
    codes,
    diagnostic::Report,
    forms,
    shape::{Shape, optional},
    yaml::{Node, Value},
};

const HAPPENING: Shape = Shape::Record(&[
    optional("event", "An event on this page.", "add_to_cart", Shape::Text(&forms::EVENT)),
    optional("after", "Seconds on this page.", "20", SECONDS),
    optional("idle", "Seconds without a touch, a key or a scroll.", "30", SECONDS),
    optional(
        "scroll",
        "How much of the page was scrolled past, in percent.",
        "50",
        Shape::Number { least: 1.0, most: 100.0, whole: true },
    ),
]);

/// The shape of `trigger`.
pub(crate) const TRIGGER: Shape = Shape::Either(&[Shape::Choice(&["enter", "exit"]), HAPPENING]);

const SECONDS: Shape = Shape::Number { least: 1.0, most: 3_600.0, whole: true };

/// What has to happen on the page first, as the host names it; empty for nothing.
pub(crate) fn read(node: Option<&Node>, report: &mut Report) -> String {
    let Some(node) = node else { return String::new() };
    if let Some(text) = node.text() {
        return if text == "exit" { text.to_owned() } else { String::new() };
    }
    let [one] = node.entries() else {
        if matches!(node.value, Value::Map(_)) {
            let message = "a trigger names exactly one thing that happens";
            let help = "keep one of `event`, `after`, `idle` and `scroll`; write a campaign for each";
            report.add(codes::TRIGGER, node.span, message, help);
        }
        return String::new();
    };
    match (one.node.text(), one.node.number()) {
        (Some(event), _) => format!("{}:{event}", one.key),
        (_, Some(number)) => format!("{}:{number}", one.key),
        _ => String::new(),
    }
}

//! Every slot of the page: what it shows, why, and what was rejected.

use crate::{
    explanation::{Considered, Explanation, Pick},
    frame::Slot,
    node::{Node, button, classed, node, words},
    view::clauses,
    words as say,
};

/// One card a slot. `name` tells what a product is called.
pub fn slots(slots: &[&Slot], name: &dyn Fn(&str) -> String) -> Vec<Node> {
    if slots.is_empty() {
        return vec![words("p", "empty", "This page has no slot, or its script has not decided yet.")];
    }
    slots.iter().map(|slot| card(slot, name)).collect()
}

fn card(slot: &Slot, name: &dyn Fn(&str) -> String) -> Node {
    let Explanation { decision, considered } = &slot.explanation;
    let agrees = slot.agrees();
    let find = button("find", "find", &slot.in_frame.slot)
        .with("title", "Show it on the page")
        .text(&slot.in_frame.slot);
    let head = classed("header", "slot-head").child(node("h3").child(find)).child(words(
        "span",
        &format!("kind shows-{}", decision.value.kind),
        say::kind(decision),
    ));
    let mut card = classed("article", "slot")
        .with("data-key", &slot.in_frame.slot)
        .with("data-slot", &slot.in_frame.slot)
        .with("data-agrees", agrees.to_string())
        .child(head)
        .child(words("p", "reason", &say::reason(decision)));
    if !agrees {
        let told = format!("The frame shows something else: {}", say::reason(&slot.in_frame));
        card = card.child(words("p", "differs", &told));
    }
    card = card.children(fields(slot)).children(items(&decision.value.items, name));
    card = card.children(decision.notes.iter().map(|note| words("p", "note", &say::note(note))));
    card.children(rejected(considered))
}

fn fields(slot: &Slot) -> Option<Node> {
    let fields = &slot.explanation.decision.value.fields;
    let row = |(name, text): (&String, &String)| {
        classed("div", "field").child(node("dt").text(name)).child(node("dd").text(text))
    };
    (!fields.is_empty()).then(|| classed("dl", "fields").children(fields.iter().map(row)))
}

fn items(items: &[Pick], name: &dyn Fn(&str) -> String) -> Option<Node> {
    let row = |pick: &Pick| {
        let because = say::because(pick, name);
        node("li")
            .child(words("span", "item", &name(&pick.item_id)))
            .text(" ")
            .child(words("span", "because", &because))
    };
    (!items.is_empty()).then(|| classed("ol", "items").children(items.iter().map(row)))
}

fn rejected(considered: &[Considered]) -> Option<Node> {
    let count = say::count(considered.len(), "campaign considered", "campaigns considered");
    let list = classed("ol", "considered").children(considered.iter().map(campaign));
    (!considered.is_empty()).then(|| classed("details", "why").child(node("summary").text(count)).child(list))
}

fn campaign(campaign: &Considered) -> Node {
    let source = button("source", "campaign", &campaign.campaign)
        .with("title", "Go to its source")
        .text(&campaign.campaign);
    let line = classed("div", "campaign-line").child(source).child(words(
        "span",
        "outcome",
        say::outcome(&campaign.outcome),
    ));
    classed("li", &format!("campaign {}", campaign.outcome))
        .child(line)
        .children(campaign.nearest.as_ref().map(|miss| words("p", "nearest", &say::nearest(miss))))
        .children(campaign.audience.as_ref().map(clauses::tree))
}

//! The personas to choose from, and the pages.

use crate::{
    node::{Node, classed, node, words},
    project::Persona,
};

/// One radio button a persona, so that arrow keys go from one to the next.
pub fn personas(personas: &[Persona], chosen: &str) -> Vec<Node> {
    personas.iter().map(|persona| choice(persona, persona.id == chosen)).collect()
}

fn choice(persona: &Persona, is_chosen: bool) -> Node {
    let id = format!("persona-{}", persona.id);
    let radio = node("input")
        .with("type", "radio")
        .with("name", "persona")
        .with("id", &id)
        .with("value", &persona.id)
        .with("data-do", "persona")
        .with("aria-describedby", format!("{id}-about"))
        .with_if(is_chosen, "checked");
    let about = words("span", "about", &persona.about).with("id", format!("{id}-about"));
    let label = classed("label", "name").with("for", &id).text(&persona.name);
    classed("div", "persona").with("data-key", &persona.id).child(radio).child(label).child(about)
}

/// Suggestions for the path field.
pub fn pages(pages: &[String]) -> Vec<Node> {
    pages.iter().map(|path| node("option").with("value", path)).collect()
}

/// The languages to choose from.
pub fn languages(locales: &[String], own: &str) -> Vec<Node> {
    let first = if own.is_empty() { "as the page".to_owned() } else { format!("as the page ({own})") };
    let option = |value: &str, name: &str| node("option").with("value", value).text(name);
    [option("", &first)].into_iter().chain(locales.iter().map(|locale| option(locale, locale))).collect()
}

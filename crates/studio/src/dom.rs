//! The one place that changes the document: puts [`Node`]s into it, changing only what differs, so that focus, open details
//! and scroll positions stay.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};

use crate::node::{Child, Node};

/// The window; the studio runs nowhere else.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element of that id, as what it is.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Says in the console what went wrong with the page itself; the marketer can do nothing about it.
pub fn warn(error: &JsValue) {
    web_sys::console::warn_2(&"sillage studio:".into(), error);
}

/// Shows nodes in the element of that id, and nothing else.
pub fn show(id: &str, nodes: impl IntoIterator<Item = Node>) {
    let children: Vec<Child> = nodes.into_iter().map(Child::Element).collect();
    if let Some(element) = by_id::<Element>(id)
        && let Err(error) = patch_children(&element, &children)
    {
        warn(&error);
    }
}

/// Shows a text in the element of that id.
pub fn say(id: &str, text: &str) {
    if let Some(element) = by_id::<Element>(id)
        && element.text_content().as_deref() != Some(text)
    {
        element.set_text_content(Some(text));
    }
}

/// Sets or removes `hidden`.
pub fn set_hidden(id: &str, is_hidden: bool) {
    if let Some(element) = by_id::<HtmlElement>(id) {
        element.set_hidden(is_hidden);
    }
}

/// Makes an element.
pub fn create(node: &Node) -> Result<Element, JsValue> {
    let document = document().ok_or("no document")?;
    let element = document.create_element(node.tag)?;
    patch(&element, node)?;
    Ok(element)
}

fn patch(element: &Element, node: &Node) -> Result<(), JsValue> {
    for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // What is open is the reader's choice.
        if name != "open" && node.attributes.iter().all(|(kept, _)| *kept != name) {
            element.remove_attribute(&name)?;
        }
    }
    for (name, value) in &node.attributes {
        if element.get_attribute(name).as_deref() != Some(value) {
            element.set_attribute(name, value)?;
        }
    }
    patch_children(element, &node.children)
}

fn patch_children(element: &Element, children: &[Child]) -> Result<(), JsValue> {
    let present = element.child_nodes();
    for (index, child) in children.iter().enumerate() {
        let old = present.item(u32::try_from(index).unwrap_or(u32::MAX));
        patch_child(element, old, child)?;
    }
    let wanted = u32::try_from(children.len()).unwrap_or(u32::MAX);
    while let Some(rest) = present.item(wanted) {
        element.remove_child(&rest)?;
    }
    Ok(())
}

fn patch_child(parent: &Element, old: Option<web_sys::Node>, child: &Child) -> Result<(), JsValue> {
    let new: web_sys::Node = match (child, &old) {
        (Child::Text(text), Some(old)) if old.node_type() == web_sys::Node::TEXT_NODE => {
            if old.text_content().as_deref() != Some(text) {
                old.set_text_content(Some(text));
            }
            return Ok(());
        }
        (Child::Element(node), Some(old)) if is_same(old, node) => {
            return patch(old.unchecked_ref(), node);
        }
        (Child::Text(text), _) => document().ok_or("no document")?.create_text_node(text).into(),
        (Child::Element(node), _) => create(node)?.into(),
    };
    match old {
        Some(old) => parent.replace_child(&new, &old),
        None => parent.append_child(&new),
    }
    .map(drop)
}

/// Whether an element may become what a node says: of the same tag, and about the same thing.
fn is_same(old: &web_sys::Node, node: &Node) -> bool {
    let Some(old) = old.dyn_ref::<Element>() else { return false };
    let key = node.attributes.iter().find(|(name, _)| *name == "data-key").map(|(_, value)| value);
    old.local_name() == node.tag && old.get_attribute("data-key").as_ref() == key
}

//! Plain parts in the shadow root, for elements in which the shop marked nothing: unstyled, reachable by `::part`.

use wasm_bindgen::JsValue;
use web_sys::{Document, Element, Node};

use super::{fill::Fields, is_address};

/// A heading, a paragraph and a link, as far as there are fields for them.
pub(super) fn fields(fields: &Fields<'_>, root: &Node, document: &Document) -> Result<(), JsValue> {
    root.set_text_content(None);
    for (name, tag) in [("image", "img"), ("eyebrow", "p"), ("title", "h2"), ("body", "p")] {
        append(root, document, tag, name, get(fields, name))?;
    }
    link(root, document, "action", get(fields, "href"), get(fields, "action"))?;
    Ok(())
}

/// A list of linked cards.
pub(super) fn cards(cards: &[Fields<'_>], root: &Node, document: &Document) -> Result<(), JsValue> {
    root.set_text_content(None);
    let list = part(document, "ul", "items")?;
    for card in cards {
        let item = part(document, "li", "card")?;
        append(&item, document, "img", "image", get(card, "image"))?;
        append(&item, document, "span", "brand", get(card, "brand"))?;
        link(&item, document, "name", get(card, "href"), get(card, "name"))?;
        append(&item, document, "span", "price", get(card, "price"))?;
        list.append_child(&item)?;
    }
    root.append_child(&list)?;
    Ok(())
}

fn get<'a>(fields: &'a Fields<'_>, name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| *known == name).and_then(|(_, text)| text.as_deref())
}

/// Appends an element of that part with a text, or an image of that address; nothing where there is none.
fn append(
    parent: &Node,
    document: &Document,
    tag: &str,
    name: &str,
    text: Option<&str>,
) -> Result<(), JsValue> {
    let Some(text) = text else { return Ok(()) };
    let element = part(document, tag, name)?;
    if tag != "img" {
        element.set_text_content(Some(text));
    } else if is_address(text) {
        element.set_attribute("src", text)?;
        element.set_attribute("alt", "")?;
    }
    parent.append_child(&element)?;
    Ok(())
}

/// Appends a link, or its words alone where the address is missing or not allowed.
fn link(
    parent: &Node,
    document: &Document,
    name: &str,
    address: Option<&str>,
    words: Option<&str>,
) -> Result<(), JsValue> {
    let Some(address) = address.filter(|address| is_address(address)) else {
        return append(parent, document, "span", name, words);
    };
    let Some(words) = words else { return Ok(()) };
    let element = part(document, "a", name)?;
    element.set_attribute("href", address)?;
    element.set_text_content(Some(words));
    parent.append_child(&element)?;
    Ok(())
}

fn part(document: &Document, tag: &str, name: &str) -> Result<Element, JsValue> {
    let element = document.create_element(tag)?;
    element.set_attribute("part", name)?;
    Ok(element)
}

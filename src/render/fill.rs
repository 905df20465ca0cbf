//! Filling fields into cloned mark-up.
//!
//! `data-field="title"` takes the text of the field; on an image its address; `data-field="href"` on a link its address.
//! `data-field-href`, `data-field-image` and `data-field-alt` set the address of a link, the address of an image and its words
//! besides. What a decision has no field for stays as the shop wrote it, unless it is marked `data-optional`: then it goes.

use wasm_bindgen::JsValue;
use web_sys::{DocumentFragment, Element};

use super::{each, is_address};

/// Named texts; none: the field is known to be empty.
pub(super) type Fields<'a> = Vec<(&'a str, Option<String>)>;

/// Fields as a decision has them.
pub(super) fn borrowed(fields: &[(String, String)]) -> Fields<'_> {
    fields.iter().map(|(name, text)| (name.as_str(), Some(text.clone()))).collect()
}

/// Fills every marked element.
pub(super) fn fill(clone: &DocumentFragment, fields: &Fields<'_>) -> Result<(), JsValue> {
    each(clone, "[data-field],[data-field-href],[data-field-image],[data-field-alt]", |element| {
        fill_element(&element, fields)
    })
}

/// Fills every marked element that does not lie within `excepted`.
pub(super) fn fill_outside(
    clone: &DocumentFragment,
    fields: &Fields<'_>,
    excepted: &str,
) -> Result<(), JsValue> {
    each(clone, "[data-field],[data-field-href]", |element| {
        if element.closest(excepted)?.is_some() { Ok(()) } else { fill_element(&element, fields) }
    })
}

fn fill_element(element: &Element, fields: &Fields<'_>) -> Result<(), JsValue> {
    for (attribute, target) in
        [("data-field-href", "href"), ("data-field-image", "src"), ("data-field-alt", "alt")]
    {
        if let Some(Some(text)) = element.get_attribute(attribute).map(|name| value(fields, &name)) {
            set(element, target, &text)?;
        }
    }
    let Some(name) = element.get_attribute("data-field") else { return Ok(()) };
    match (value(fields, &name), element.tag_name().as_str()) {
        (Some(text), "IMG") => set(element, "src", &text)?,
        (Some(text), "A") if name == "href" => set(element, "href", &text)?,
        (Some(text), _) => element.set_text_content(Some(&text)),
        (None, _) if is_empty(fields, &name) || element.has_attribute("data-optional") => element.remove(),
        (None, _) => {}
    }
    Ok(())
}

/// Sets an attribute; an address that is not allowed is not set.
fn set(element: &Element, attribute: &str, text: &str) -> Result<(), JsValue> {
    if attribute == "alt" || is_address(text) { element.set_attribute(attribute, text) } else { Ok(()) }
}

fn value(fields: &Fields<'_>, name: &str) -> Option<String> {
    fields.iter().find(|(known, _)| *known == name).and_then(|(_, text)| text.clone())
}

/// Whether a field is known to be empty: such a price, for example, must not stay as the shop wrote it.
fn is_empty(fields: &Fields<'_>, name: &str) -> bool {
    fields.iter().any(|(known, text)| *known == name && text.is_none())
}

/// Gives the ids of a clone a suffix, and what refers to them within it: the originals are still in the page.
pub(super) fn rename_ids(clone: &DocumentFragment) -> Result<(), JsValue> {
    each(clone, "[id],[for],[aria-labelledby],[aria-describedby],[aria-controls]", |element| {
        for attribute in ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls"] {
            let Some(ids) = element.get_attribute(attribute) else { continue };
            let mut renamed = String::new();
            for id in ids.split_ascii_whitespace() {
                renamed.push_str(id);
                renamed.push_str("-sillage ");
            }
            element.set_attribute(attribute, renamed.trim_ascii_end())?;
        }
        Ok(())
    })
}

//! Showing a decision in its element: cloning the shop's own mark-up and filling it in.
//!
//! The element's default content is the template: it is cloned into the light DOM with `slot="sillage"`, and the shadow root
//! shows that slot instead of the default one. So personal content looks as the shop's own does, and the default content stays
//! untouched underneath. Where the shop marked nothing, plain parts are built in the shadow root.
//!
//! The DOM is built, never parsed; addresses pass [`is_address`]; text is text. A DOM that throws ends the call, and the host
//! resets the element.

mod card;
mod fill;
mod plain;

use sillage_engine::{bundle::Bundle, decision::Shown, page::Page};
use wasm_bindgen::prelude::*;
use web_sys::{Document, DocumentFragment, Element, HtmlTemplateElement, Node};

use fill::Fields;

/// The name of the slot that shows personal content.
const SLOT: &str = "sillage";

/// Shows a decision in an element with an open shadow root.
pub(crate) fn show(value: &Shown, element: &Element, bundle: &Bundle, page: &Page) -> Result<(), JsValue> {
    let document = element.owner_document().ok_or(JsValue::NULL)?;
    clear(element)?;
    let shown = match value {
        Shown::Default => false,
        Shown::Fields(fields) => show_fields(fields, element, &document)?,
        Shown::Template(name) => show_template(name, element)?,
        Shown::Items(picks, fields) => {
            let cards: Vec<Fields<'_>> = picks.iter().map(|pick| card::fields(pick, bundle, page)).collect();
            show_items(&cards, fields, element, &document)?
        }
    };
    if !shown {
        show_slot(element, &document, None)?;
    }
    Ok(())
}

/// Whether an address may be followed or loaded: `https:`, or a path of the shop itself.
fn is_address(address: &str) -> bool {
    let is_plain = !address.chars().any(|character| character.is_control() || character == '\\');
    let is_path = address.starts_with('/') && !address.starts_with("//");
    is_plain && (is_path || address.starts_with("https://"))
}

/// Takes away what an earlier decision showed.
fn clear(element: &Element) -> Result<(), JsValue> {
    each(element, ":scope > [slot=sillage]", |old| {
        old.remove();
        Ok(())
    })
}

/// Fields in a clone of the default content, or as plain parts where the shop marked no fields.
fn show_fields(fields: &[(String, String)], element: &Element, document: &Document) -> Result<bool, JsValue> {
    let fields = fill::borrowed(fields);
    if element.query_selector("[data-field]")?.is_none() {
        plain::fields(&fields, &root(element)?, document)?;
        return Ok(true);
    }
    let clone = clone_default(element, document)?;
    fill::fill(&clone, &fields)?;
    show_clone(&clone, element, document)
}

/// One of the templates that the shop wrote into the element; false where there is none of that name.
fn show_template(name: &str, element: &Element) -> Result<bool, JsValue> {
    let mut found = None;
    each(element, ":scope > template[data-variant]", |template| {
        if template.get_attribute("data-variant").as_deref() == Some(name) {
            found = Some(template);
        }
        Ok(())
    })?;
    let (Some(template), Some(document)) = (found, element.owner_document()) else { return Ok(false) };
    let content = template.unchecked_into::<HtmlTemplateElement>().content();
    show_clone(&content.clone_node_with_deep(true)?.unchecked_into(), element, &document)
}

/// Cards in the place that the shop marked, or plain cards.
fn show_items(
    cards: &[Fields<'_>],
    fields: &[(String, String)],
    element: &Element,
    document: &Document,
) -> Result<bool, JsValue> {
    let template = element.query_selector("template[data-item]")?;
    let clone = clone_default(element, document)?;
    let (Some(template), Some(list)) = (template, clone.query_selector("[data-items]")?) else {
        plain::cards(cards, &root(element)?, document)?;
        return Ok(true);
    };
    let content = template.unchecked_into::<HtmlTemplateElement>().content();
    list.set_text_content(None);
    for card in cards {
        let item: DocumentFragment = content.clone_node_with_deep(true)?.unchecked_into();
        fill::fill(&item, card)?;
        list.append_child(&item)?;
    }
    fill::fill_outside(&clone, &fill::borrowed(fields), "[data-items]")?;
    show_clone(&clone, element, document)
}

/// A deep copy of the element's default content, without its templates.
fn clone_default(element: &Element, document: &Document) -> Result<DocumentFragment, JsValue> {
    let clone = document.create_document_fragment();
    each(element, ":scope > :not(template, [slot])", |child| {
        clone.append_child(&child.clone_node_with_deep(true)?)?;
        Ok(())
    })?;
    Ok(clone)
}

/// Puts a clone into the light DOM and shows it instead of the default content.
fn show_clone(clone: &DocumentFragment, element: &Element, document: &Document) -> Result<bool, JsValue> {
    fill::rename_ids(clone)?;
    each(clone, ":scope > *", |child| child.set_attribute("slot", SLOT))?;
    element.append_child(clone)?;
    show_slot(element, document, Some(SLOT))?;
    Ok(true)
}

/// Makes the shadow root show one slot of the element, or its default content.
fn show_slot(element: &Element, document: &Document, name: Option<&str>) -> Result<(), JsValue> {
    let root = root(element)?;
    let slot = document.create_element("slot")?;
    if let Some(name) = name {
        slot.set_attribute("name", name)?;
    }
    root.set_text_content(None);
    root.append_child(&slot)?;
    Ok(())
}

fn root(element: &Element) -> Result<Node, JsValue> {
    Ok(element.shadow_root().ok_or(JsValue::NULL)?.into())
}

/// Anything with `querySelectorAll`; the DOM calls it ParentNode.
trait Parent {
    fn all(&self, selector: &str) -> Result<web_sys::NodeList, JsValue>;
}

impl Parent for Element {
    fn all(&self, selector: &str) -> Result<web_sys::NodeList, JsValue> {
        self.query_selector_all(selector)
    }
}

impl Parent for DocumentFragment {
    fn all(&self, selector: &str) -> Result<web_sys::NodeList, JsValue> {
        self.query_selector_all(selector)
    }
}

/// Calls `visit` for every element that a selector finds, as the list was before the first call.
fn each(
    parent: &impl Parent,
    selector: &str,
    mut visit: impl FnMut(Element) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let found = parent.all(selector)?;
    for index in 0..found.length() {
        if let Some(node) = found.get(index) {
            visit(node.unchecked_into())?;
        }
    }
    Ok(())
}

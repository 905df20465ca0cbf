//! From what is done on the page to what the studio does: one listener a kind of event, for elements that say `data-do`.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MessageEvent,
};

use crate::{dom, field, frame::Device, layout, moment, studio::Studio};

const DAY: i64 = 86_400_000;

/// Listens from now on.
pub fn listen(studio: &Rc<Studio>) {
    let (Some(window), Some(document)) = (dom::window(), dom::document()) else { return };
    let on = |target: &web_sys::EventTarget, kind: &'static str, act: fn(&Rc<Studio>, &Event)| {
        let studio = Rc::clone(studio);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(target, kind, options, move |event| act(&studio, event)).forget();
    };
    on(&document, "click", click);
    on(&document, "change", change);
    on(&document, "input", input);
    on(&document, "keydown", key);
    on(&window, "message", |studio, event| {
        if let Some(message) = event.dyn_ref::<MessageEvent>() {
            studio.hear(message);
        }
    });
    on(&window, "resize", |_, _| layout::apply());
    if let Some(text) = dom::by_id::<Element>("text") {
        on(&text, "scroll", |_, _| field::scroll());
    }
    layout::apply();
}

/// The element that says what to do, what, and to what.
fn asked(event: &Event) -> Option<(Element, String, String)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("[data-do]").ok()??;
    let (action, of) = (element.get_attribute("data-do")?, element.get_attribute("data-of"));
    Some((element, action, of.unwrap_or_default()))
}

fn click(studio: &Rc<Studio>, event: &Event) {
    let Some((_, action, of)) = asked(event) else { return };
    match action.as_str() {
        "travel" => {
            let days: i64 = of.parse().unwrap_or_default();
            let from = studio.state.borrow().place.moment;
            studio.travel(from + days * DAY);
        }
        "again" => studio.begin_again(),
        "find" => studio.find(&of),
        "campaign" => studio.go_to_campaign(&of),
        "problem" => studio.go_to_problem(of.parse().unwrap_or(usize::MAX)),
        "file" => studio.open_file(Some(&of)),
        "download" => studio.download(),
        "discard" => ask("discarding", "showModal"),
        "keep" => ask("discarding", "close"),
        "discard-now" => {
            ask("discarding", "close");
            studio.discard();
        }
        _ => {}
    }
}

fn change(studio: &Rc<Studio>, event: &Event) {
    let Some((element, action, of)) = asked(event) else { return };
    let value = element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default();
    match action.as_str() {
        "persona" => studio.choose(&value),
        "moment" => {
            if let Some(at) = moment::read(&value) {
                studio.travel(at);
            }
        }
        "path" => studio.go(&value),
        "locale" => {
            let chosen = element.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value);
            studio.speak(&chosen.unwrap_or_default());
        }
        "explain" => studio.explain(if of == "phone" { Device::Phone } else { Device::Desktop }),
        "look" => layout::apply(),
        _ => {}
    }
}

fn input(studio: &Rc<Studio>, event: &Event) {
    if let Some((_, action, _)) = asked(event)
        && action == "edit"
    {
        studio.edit();
    }
}

/// Two spaces for the tab key would hold the keyboard in the field, so tab goes on as everywhere; Enter keeps the indent.
fn key(studio: &Rc<Studio>, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let is_field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .is_some_and(|target| target.id() == "text");
    let is_plain =
        !(key.ctrl_key() || key.meta_key() || key.alt_key() || key.shift_key() || key.is_composing());
    if is_field && is_plain && key.key() == "Enter" && field::break_line() {
        event.prevent_default();
        studio.edit();
    }
}

/// Opens or closes a dialog: `showModal` or `close`.
fn ask(dialog: &str, method: &str) {
    let Some(dialog) = dom::by_id::<Element>(dialog) else { return };
    let called = js_sys::Reflect::get(&dialog, &method.into())
        .and_then(|method| method.dyn_into::<js_sys::Function>())
        .and_then(|method| method.call0(&dialog));
    if let Err(error) = called {
        dom::warn(&error);
    }
}

//! Shows the state: each function one part of the page.

use std::rc::Rc;

use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::{
    dom,
    frame::{Frame, Live},
    moment,
    state::State,
    studio::Studio,
    view::{editor, memory, personas, problems, slots},
    words,
};

/// What there is to choose from: once, and where the project's languages change.
pub fn choices(studio: &Rc<Studio>) {
    let state = studio.state.borrow();
    dom::show("pages", personas::pages(&state.pages));
}

/// Who, when, where.
pub fn place(studio: &Rc<Studio>) {
    let state = studio.state.borrow();
    dom::show("personas", personas::personas(&state.personas, &state.place.persona));
    if let Some(radio) = dom::by_id::<HtmlInputElement>(&format!("persona-{}", state.place.persona)) {
        radio.set_checked(true);
    }
    set_value("moment", &moment::field(state.place.moment));
    set_value("path", &state.place.path);
    status_of(&state);
}

/// What the frame that is explained decided, remembers and knows.
pub fn decisions(studio: &Rc<Studio>) {
    let frames = studio.frames.borrow();
    let state = studio.state.borrow();
    let shown = frames.iter().find(|frame| frame.device == state.explained).and_then(Frame::shown);
    let Some(live) = shown else { return };
    let name = |id: &str| live.twin().item_name(id).unwrap_or(id).to_owned();
    dom::show("slots", slots::slots(&live.slots(), &name));
    dom::show("events", memory::events(live.twin().remembered(), live.moment(), name));
    dom::show("facts", memory::facts(&live.twin().facts(live.moment())));
    let walked = state.walk.len() + live.twin().observed().len();
    let remembered = live.twin().remembered().len();
    let here = words::count(walked, "of them in these frames", "of them in these frames");
    dom::say("memory-count", &format!("{}, {here}", words::count(remembered, "event", "events")));
    languages(&state, live);
    dom::say("trouble", live.trouble().unwrap_or_default());
    dom::set_hidden("trouble", live.trouble().is_none());
}

fn languages(state: &State, live: &Live) {
    let locales = state.compiled.as_ref().map(|compiled| compiled.rules.locales.clone()).unwrap_or_default();
    dom::show("locale", personas::languages(&locales, live.language()));
    if let Some(field) = dom::by_id::<HtmlSelectElement>("locale") {
        field.set_value(&state.place.locale);
    }
}

/// The editor, the files and what is wrong.
pub fn source(studio: &Rc<Studio>) {
    let mut state = studio.state.borrow_mut();
    let state = &mut *state;
    let is_changed = |path: &str| state.texts.is_changed(path);
    let paths = state.texts.sources.files.keys();
    dom::show("files", problems::files(paths, &state.file, is_changed, &state.diagnostics));
    dom::show("problems", problems::problems(&state.diagnostics));
    dom::set_hidden("problems", state.diagnostics.is_empty());
    let places = state.diagnostics.iter().map(|diagnostic| &diagnostic.place);
    let wrong: Vec<_> =
        places.filter(|place| place.file == state.file).map(|place| place.start..place.end).collect();
    let is_yaml = state.file.ends_with("yaml") || state.file.ends_with("yml");
    state.field.draw(editor::lines(state.texts.text(&state.file), is_yaml, &wrong));
    dom::say("file-name", &state.file);
    status_of(state);
}

/// Whether the frames are about to show something else.
pub fn busy(is_busy: bool) {
    let stage = dom::by_id::<HtmlElement>("stage");
    if let Some(Err(error)) =
        stage.map(|stage| stage.set_attribute("aria-busy", if is_busy { "true" } else { "false" }))
    {
        dom::warn(&error);
    }
}

/// How the source stands.
pub fn status(studio: &Rc<Studio>) {
    status_of(&studio.state.borrow());
}

fn status_of(state: &State) {
    let problems = problems::summary(&state.diagnostics);
    let (class, words) = match (state.is_sound(), state.compiled.is_some()) {
        (true, _) if problems.is_empty() => ("good", "Compiled".to_owned()),
        (true, _) => ("good", format!("Compiled, {problems}")),
        (false, true) => ("broken", format!("{problems}; the frames keep the last good bundle")),
        (false, false) => ("broken", format!("{problems}; there is no bundle to show yet")),
    };
    dom::say("status", &words);
    if let Some(status) = dom::by_id::<HtmlElement>("status") {
        status.set_class_name(class);
    }
    let size = state.bundle.size() as f64 / 1_000.0;
    dom::say("took", &format!("{:.1} ms · {size:.0} kB", state.took));
    let changed = state.texts.changed().len();
    let kept =
        if state.keeps_drafts { "kept in this browser" } else { "NOT kept: this browser stores nothing" };
    let drafts = if changed == 0 {
        "no changes".to_owned()
    } else {
        format!("{}, {kept}", words::count(changed, "changed file", "changed files"))
    };
    dom::say("drafts", &drafts);
    for id in ["download", "discard"] {
        if let Some(button) = dom::by_id::<HtmlButtonElement>(id) {
            button.set_disabled(changed == 0);
        }
    }
    dom::say("remark", &state.remark);
    dom::set_hidden("remark", state.remark.is_empty());
}

/// Sets a field, unless it is being written in.
fn set_value(id: &str, value: &str) {
    let Some(field) = dom::by_id::<HtmlInputElement>(id) else { return };
    if field.value() != value {
        field.set_value(value);
    }
}

//! What can be done in the studio, and what follows from it: an edit is compiled, a good compilation becomes a bundle, a bundle goes into
//! the frames, and what the frames decide is explained.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::Function;
use sillage_engine::event::Millis;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use crate::{
    bundle::Bundle,
    dom, download, field,
    frame::{Came, Device, Frame},
    message, moment,
    page::{self, Visit},
    place::{self, Place},
    project::{self, Persona, Project},
    refresh,
    state::State,
    storage,
    texts::Texts,
};

/// Typing pauses for this long before it is compiled, in milliseconds.
const PAUSE: u32 = 120;
/// What frames say within this time is shown together, in milliseconds.
const TOGETHER: u32 = 16;
/// A page that never says it is settled is shown after this long, in milliseconds.
const PATIENCE: u32 = 10_000;

/// The studio: one a page.
pub struct Studio {
    /// What it knows.
    pub state: RefCell<State>,
    /// Phone, then desktop.
    pub frames: RefCell<[Frame; 2]>,
    /// `framed` of `www/frame/page.mjs`.
    framed: Function,
    typing: RefCell<Option<Timeout>>,
}

impl Studio {
    /// Takes a project up where the last visit left it.
    pub fn open(project: Project, seed: [u8; 32], framed: Function) -> Rc<Studio> {
        let model = project.model();
        let mut texts = Texts::new(project.files);
        let overtaken = texts.restore(storage::load(&name_of(texts.text("sillage.yaml"))));
        let (personas, mut remarks) = project::personas(texts.text(project::PERSONAS));
        remarks.extend(
            overtaken.iter().map(|path| format!("{path} was changed elsewhere; your draft of it stands")),
        );
        let first = personas.first().map(|persona| persona.id.clone()).unwrap_or_default();
        let file = texts
            .sources
            .files
            .keys()
            .find(|path| path.starts_with("campaigns"))
            .or_else(|| texts.sources.files.keys().next());
        let state = State {
            file: file.cloned().unwrap_or_default(),
            texts,
            model,
            key: crate::bundle::Key::new(seed),
            personas,
            pages: project.pages,
            diagnostics: Vec::new(),
            compiled: None,
            bundle: Rc::default(),
            took: 0.0,
            place: Place { persona: first, path: "/".to_owned(), ..Place::default() },
            walk: Vec::new(),
            stored: String::new(),
            is_stale: false,
            is_fetching: false,
            came_from: String::new(),
            html: std::collections::HashMap::new(),
            load: 0,
            field: field::Field::default(),
            explained: Device::Desktop,
            keeps_drafts: true,
            are_personas_broken: false,
            remark: remarks.join("; "),
        };
        let frames = RefCell::new(Device::ALL.map(Frame::new));
        Rc::new(Studio { state: RefCell::new(state), frames, framed, typing: RefCell::default() })
    }

    /// Shows everything for the first time, at the place that the address names.
    pub fn begin(self: &Rc<Self>) {
        let (persona, at, path, locale) = place::read();
        {
            let mut state = self.state.borrow_mut();
            let known = persona.filter(|id| state.personas.iter().any(|persona| persona.id == *id));
            state.place.persona = known.unwrap_or_else(|| state.place.persona.clone());
            let own = state.own_moment(moment::now(), moment::read);
            let home = state.persona().map_or_else(|| "/".to_owned(), |persona| persona.path.clone());
            state.place.moment = at.unwrap_or(own);
            state.place.path = path.unwrap_or(home);
            state.place.locale = locale.unwrap_or_default();
        }
        self.forget_walk();
        refresh::choices(self);
        self.open_file(None);
        self.compile();
    }

    /// Looks at the shop as somebody else, from her own moment and page.
    pub fn choose(self: &Rc<Self>, persona: &str) {
        {
            let mut state = self.state.borrow_mut();
            state.place.persona = persona.to_owned();
            state.place.moment = state.own_moment(moment::now(), moment::read);
            state.place.path = state.persona().map_or_else(|| "/".to_owned(), |persona| persona.path.clone());
        }
        self.forget_walk();
        self.issue();
    }

    /// Forgets what was done in the frames and begins again where the persona is.
    pub fn begin_again(self: &Rc<Self>) {
        let persona = self.state.borrow().place.persona.clone();
        self.choose(&persona);
    }

    /// Travels in time.
    pub fn travel(self: &Rc<Self>, to: Millis) {
        self.state.borrow_mut().place.moment = to;
        self.keep_walk(None);
        self.issue();
    }

    /// Goes to another page, by the path field.
    pub fn go(self: &Rc<Self>, path: &str) {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        self.keep_walk(None);
        {
            let mut state = self.state.borrow_mut();
            state.came_from = String::new();
            state.place.path = path;
        }
        self.load();
    }

    /// Follows a link in a frame; addresses of others are not followed.
    fn follow(self: &Rc<Self>, address: &str, device: Device) {
        let Some(path) = address.strip_prefix(&origin()).filter(|path| path.starts_with('/')) else {
            self.state.borrow_mut().remark = format!("{address} is outside the shop");
            refresh::status(self);
            return;
        };
        let path = path.split('#').next().unwrap_or(path).to_owned();
        self.keep_walk(Some(device));
        {
            let mut state = self.state.borrow_mut();
            state.came_from = format!("{}{}", origin(), state.place.path);
            state.place.path = path;
        }
        self.load();
    }

    /// Speaks another language: on the shop's own page in it, else on this one; empty: that of the page.
    pub fn speak(self: &Rc<Self>, locale: &str) {
        self.keep_walk(None);
        {
            let mut state = self.state.borrow_mut();
            let locales = state.compiled.as_ref().map(|compiled| compiled.rules.locales.clone());
            let twin = place::twin(&state.pages, &locales.unwrap_or_default(), &state.place.path, locale);
            state.place.locale = if twin.is_some() { String::new() } else { locale.to_owned() };
            state.place.path = twin.unwrap_or_else(|| state.place.path.clone());
        }
        self.load();
    }

    /// Explains the decisions of the other frame.
    pub fn explain(self: &Rc<Self>, device: Device) {
        self.state.borrow_mut().explained = device;
        refresh::decisions(self);
    }

    /// Shows where a slot is on the page.
    pub fn find(&self, slot: &str) {
        self.frames.borrow().iter().for_each(|frame| frame.find(slot));
    }

    /// Opens a file in the editor; none: the one that is open.
    pub fn open_file(self: &Rc<Self>, path: Option<&str>) {
        if let Some(path) = path {
            self.state.borrow_mut().file = path.to_owned();
        }
        let text = {
            let state = self.state.borrow();
            state.texts.text(&state.file).to_owned()
        };
        field::set(&text);
        refresh::source(self);
    }

    /// The open file was edited: it is kept at once, and compiled when typing pauses.
    pub fn edit(self: &Rc<Self>) {
        {
            let mut state = self.state.borrow_mut();
            let file = state.file.clone();
            if !state.texts.edit(&file, field::value()) {
                return;
            }
        }
        self.keep_drafts();
        refresh::source(self);
        let studio = Rc::clone(self);
        *self.typing.borrow_mut() = Some(Timeout::new(PAUSE, move || studio.compile()));
    }

    /// Goes back to the source as given.
    pub fn discard(self: &Rc<Self>) {
        self.state.borrow_mut().texts.discard();
        self.keep_drafts();
        self.open_file(None);
        self.compile();
    }

    /// Hands over the changed files.
    pub fn download(&self) {
        let state = self.state.borrow();
        let name = name_of(state.texts.text("sillage.yaml"));
        if let Err(error) = download::offer(&state.texts.changed(), &name) {
            dom::warn(&error);
        }
    }

    /// Goes to a mistake.
    pub fn go_to_problem(self: &Rc<Self>, index: usize) {
        let place = self.state.borrow().diagnostics.get(index).map(|diagnostic| diagnostic.place.clone());
        let Some(place) = place else { return };
        self.open_file(Some(&place.file));
        let text = field::value();
        field::jump(&text, place.start..place.end.max(place.start), place.line);
    }

    /// Goes to where a campaign is written.
    pub fn go_to_campaign(self: &Rc<Self>, name: &str) {
        let found = self.state.borrow().texts.find_campaign(name);
        let Some((path, range, line)) = found else { return };
        self.open_file(Some(&path));
        field::jump(&field::value(), range, line);
    }

    /// Compiles the source as it is. What was good before stays until something better comes.
    pub fn compile(self: &Rc<Self>) {
        let began = moment::elapsed();
        let is_new = {
            let mut state = self.state.borrow_mut();
            let outcome = sillage_compiler::compile(&state.texts.sources);
            state.took = moment::elapsed() - began;
            state.diagnostics = outcome.diagnostics;
            let compiled = outcome.compiled.map(Rc::new);
            let is_new = compiled.is_some() && compiled != state.compiled;
            state.compiled = compiled.or_else(|| state.compiled.take());
            is_new
        };
        let is_other = self.read_personas();
        refresh::source(self);
        if is_new || is_other { self.issue() } else { refresh::status(self) }
    }

    /// Reads the personas anew; those that were good before stay while the file is broken. True where they changed.
    fn read_personas(&self) -> bool {
        let mut state = self.state.borrow_mut();
        let (personas, mistakes) = project::personas(state.texts.text(project::PERSONAS));
        let is_broken = !mistakes.is_empty();
        let was_broken = std::mem::replace(&mut state.are_personas_broken, is_broken);
        if is_broken || was_broken {
            state.remark = mistakes.join("; ");
        }
        if is_broken || personas == state.personas {
            return false;
        }
        if personas.iter().all(|persona| persona.id != state.place.persona) {
            state.place.persona = personas.first().map(|persona| persona.id.clone()).unwrap_or_default();
        }
        state.personas = personas;
        true
    }

    /// Makes the bundle of the last good compilation for the moment that is looked at.
    fn issue(self: &Rc<Self>) {
        {
            let mut state = self.state.borrow_mut();
            let Some(compiled) = state.compiled.clone() else {
                drop(state);
                return refresh::status(self);
            };
            let model = state.model.as_ref().filter(|_| compiled.model.is_some());
            match Bundle::new(&compiled, model, &state.key, state.place.moment) {
                Ok(bundle) => state.bundle = Rc::new(bundle),
                Err(refusal) => state.remark = format!("{refusal}; {}", refusal.help()),
            }
        }
        self.load();
    }

    /// Loads the page into both frames.
    fn load(self: &Rc<Self>) {
        let (number, path) = {
            let mut state = self.state.borrow_mut();
            state.load += 1;
            state.is_fetching = true;
            place::write(&state.place);
            (state.load, state.place.path.clone())
        };
        refresh::place(self);
        refresh::busy(true);
        let known = self.state.borrow().html.get(&path).cloned();
        let studio = Rc::clone(self);
        spawn_local(async move {
            let html = match known {
                Some(html) => Ok(html),
                None => page::fetch(&path).await,
            };
            match html {
                Ok(html) => studio.show_page(number, &path, html),
                Err(sentence) => {
                    refresh::busy(false);
                    studio.state.borrow_mut().remark = sentence;
                    refresh::status(&studio);
                }
            }
        });
    }

    fn show_page(self: &Rc<Self>, number: u32, path: &str, html: String) {
        if self.state.borrow().load != number || self.state.borrow().compiled.is_none() {
            return;
        }
        {
            let mut state = self.state.borrow_mut();
            state.html.insert(path.to_owned(), html.clone());
            state.is_fetching = false;
        }
        if let Err(error) = self.framed(&html).and_then(|page| self.put(&page)) {
            dom::warn(&error);
        }
        let studio = Rc::clone(self);
        Timeout::new(PATIENCE, move || studio.show_late(number)).forget();
    }

    /// The page with the persona's world around it.
    fn framed(&self, html: &str) -> Result<String, JsValue> {
        let state = self.state.borrow();
        let persona = state.persona().ok_or("no persona")?;
        let visit = Visit {
            persona,
            own_moment: state.own_moment(moment::now(), moment::read),
            walk: &state.walk,
            stored: &state.stored,
            came_from: &state.came_from,
        };
        let Place { moment, path, locale, .. } = &state.place;
        let address = page::address(&origin(), path, &visit);
        let given = page::framed(html, &address, &visit, *moment, state.key.public(), locale);
        let page = self.framed.call1(&JsValue::NULL, &message::plain(&given)?)?;
        page.as_string().ok_or_else(|| "no page".into())
    }

    fn put(&self, page: &str) -> Result<(), JsValue> {
        let state = self.state.borrow();
        let mut frames = self.frames.borrow_mut();
        frames.iter_mut().try_for_each(|frame| {
            frame.load(page, Rc::clone(&state.bundle), state.place.moment, &state.stored)
        })
    }

    /// A page that has not settled by now is shown as it is.
    fn show_late(self: &Rc<Self>, number: u32) {
        if self.state.borrow().load != number {
            return;
        }
        self.frames.borrow_mut().iter_mut().for_each(Frame::swap);
        refresh::decisions(self);
        refresh::busy(false);
    }

    /// Takes in what a frame says.
    pub fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let came = {
            let mut frames = self.frames.borrow_mut();
            frames.iter_mut().find_map(|frame| Some((frame.hear(event)?, frame.device)))
        };
        match came {
            Some((Came::Shown, _)) => self.refresh_soon(),
            Some((Came::Settled, device)) => {
                let mut frames = self.frames.borrow_mut();
                frames.iter_mut().filter(|frame| frame.device == device).for_each(Frame::swap);
                drop(frames);
                self.refresh_soon();
            }
            Some((Came::Navigate(address), device)) => self.follow(&address, device),
            Some((Came::Nothing, _)) | None => {}
        }
    }

    /// Shows decisions once for all that frames say in a row.
    fn refresh_soon(self: &Rc<Self>) {
        if std::mem::replace(&mut self.state.borrow_mut().is_stale, true) {
            return;
        }
        let studio = Rc::clone(self);
        Timeout::new(TOGETHER, move || {
            studio.state.borrow_mut().is_stale = false;
            refresh::decisions(&studio);
            let is_late = studio.state.borrow().is_fetching;
            refresh::busy(is_late || studio.frames.borrow().iter().any(Frame::is_busy));
        })
        .forget();
    }

    /// What happened on the page that is left stays with the visitor; of both frames that of the one that was used.
    fn keep_walk(&self, device: Option<Device>) {
        let frames = self.frames.borrow();
        let mut state = self.state.borrow_mut();
        let device = device.unwrap_or(state.explained);
        let live = frames.iter().find(|frame| frame.device == device).and_then(Frame::shown);
        let Some(live) = live else { return };
        state.walk.extend_from_slice(live.twin().observed());
        state.stored = live.stored().to_owned();
    }

    /// Begins where the persona begins.
    fn forget_walk(&self) {
        let mut state = self.state.borrow_mut();
        state.walk.clear();
        state.came_from.clear();
        state.stored = state.persona().map(Persona::stored).unwrap_or_default();
    }

    fn keep_drafts(&self) {
        let mut state = self.state.borrow_mut();
        state.keeps_drafts = storage::save(&name_of(state.texts.text("sillage.yaml")), &state.texts.drafts());
    }
}

/// This page's own origin, which is the shop's.
fn origin() -> String {
    dom::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The project's name, by which its drafts are kept; also while its file cannot be read.
fn name_of(project: &str) -> String {
    let name = project.lines().find_map(|line| line.strip_prefix("name:"));
    let name = name.and_then(|rest| rest.split('#').next()).map(str::trim).unwrap_or_default();
    if name.is_empty() { "project".to_owned() } else { name.to_owned() }
}

/// Randomness for the key that signs.
pub fn seed() -> Result<[u8; 32], JsValue> {
    let mut seed = [0; 32];
    let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into())?;
    crypto.unchecked_into::<web_sys::Crypto>().get_random_values_with_u8_array(&mut seed)?;
    Ok(seed)
}

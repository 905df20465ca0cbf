//! Everything the studio knows at a moment: source, what it compiled to, who is looked at, when, and where.

use std::{collections::HashMap, rc::Rc};

use sillage_compiler::{Compiled, Diagnostic};
use sillage_engine::{event::Millis, model::ModelParts};

use crate::{
    bundle::{Bundle, Key},
    field::Field,
    frame::Device,
    place::Place,
    project::Persona,
    records::Record,
    texts::Texts,
};

/// The state.
pub struct State {
    /// Source under edit.
    pub texts: Texts,
    /// The trained model.
    pub model: Option<ModelParts>,
    /// Signs what the frames load.
    pub key: Key,
    /// Visitors to look at the shop as.
    pub personas: Vec<Persona>,
    /// Paths of the shop's pages.
    pub pages: Vec<String>,
    /// What is wrong with the source as it is now.
    pub diagnostics: Vec<Diagnostic>,
    /// The last good compilation.
    pub compiled: Option<Rc<Compiled>>,
    /// Its bundle, as issued for the moment that is looked at.
    pub bundle: Rc<Bundle>,
    /// How long compiling took, in milliseconds.
    pub took: f64,
    /// Who, when, where.
    pub place: Place,
    /// What happened in the frames before the page that is shown.
    pub walk: Vec<Record>,
    /// What the shop's own scripts stored on the pages before.
    pub stored: String,
    /// The page before; empty where there is none.
    pub came_from: String,
    /// Pages of the shop as fetched.
    pub html: HashMap<String, String>,
    /// Counts loads of the frames: answers to an old one are too late.
    pub load: u32,
    /// The file in the editor.
    pub file: String,
    /// The editor.
    pub field: Field,
    /// Whose decisions are explained.
    pub explained: Device,
    /// Whether drafts can be kept.
    pub keeps_drafts: bool,
    /// Whether the file of the personas cannot be read as it is now.
    pub are_personas_broken: bool,
    /// Whether decisions are about to be shown anew.
    pub is_stale: bool,
    /// Whether the page of the newest load is on its way.
    pub is_fetching: bool,
    /// Something the marketer should know, which is no mistake of the source.
    pub remark: String,
}

impl State {
    /// The persona that is looked at.
    pub fn persona(&self) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == self.place.persona)
    }

    /// Whether the source as it is now has no error.
    pub fn is_sound(&self) -> bool {
        use sillage_compiler::Severity::Error;
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Error)
    }

    /// The moment of the persona herself; events of hers lie before it.
    pub fn own_moment(&self, now: Millis, read: impl Fn(&str) -> Option<Millis>) -> Millis {
        self.persona().and_then(|persona| read(persona.now.as_deref()?)).unwrap_or(now)
    }
}

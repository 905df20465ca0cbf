//! The studio: a page on which a marketer changes the source of a shop's personalization and sees at once who gets to see what, and why.
//!
//! Compiler and engine run in the page. The store runs beside them in sandboxed frames, with the bundle as it would be after the
//! change, as a made-up visitor at a chosen moment; what its engine decides, the studio's own explains. Begin reading at [`studio`];
//! `www/studio/` holds the page, its style, and the script that runs in the frames.
//!
//! **Absent on purpose:** real visitors, sending anything anywhere, and writing to the project: changes are kept in this browser until they are
//! downloaded.

#![forbid(unsafe_code)]

pub mod actions;
pub mod bundle;
pub mod bytes;
pub mod dom;
pub mod download;
pub mod explanation;
pub mod facts;
pub mod field;
pub mod frame;
pub mod highlight;
pub mod layout;
pub mod message;
pub mod moment;
pub mod node;
pub mod page;
pub mod place;
pub mod project;
pub mod records;
pub mod refresh;
pub mod state;
pub mod storage;
pub mod studio;
pub mod tar;
pub mod texts;
pub mod twin;
pub mod view;
pub mod words;

use gloo_net::http::Request;
use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::{project::Project, studio::Studio};

/// Where the project is, beside the page.
const PROJECT: &str = "project.json";

/// Starts the studio in the page. `framed` makes a page of the store one inside a frame.
#[wasm_bindgen]
pub async fn start(framed: Function) -> Result<(), JsValue> {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    match project().await {
        Ok(project) => {
            let studio = Studio::open(project, studio::seed()?, framed);
            actions::listen(&studio);
            studio.begin();
        }
        Err(sentence) => {
            dom::say("remark", &sentence);
            dom::set_hidden("remark", false);
        }
    }
    Ok(())
}

async fn project() -> Result<Project, String> {
    let failed = |error: gloo_net::Error| format!("The project could not be loaded: {error}");
    let response = Request::get(PROJECT).send().await.map_err(failed)?;
    response.json().await.map_err(failed)
}

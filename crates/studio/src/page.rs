//! A page of the shop as it goes into a frame: fetched from its server once, with the persona's world around it.

use std::collections::BTreeMap;

use gloo_net::http::Request;
use sillage_engine::event::Millis;

use crate::{
    message::{Framed, Settings},
    project::Persona,
    records::{self, Record},
};

/// Runs first in every frame.
const SCRIPT: &str = "/studio/frame.js";

/// A page as its server sends it; a sentence where it does not.
pub async fn fetch(path: &str) -> Result<String, String> {
    let failed = |error: gloo_net::Error| format!("{path} could not be fetched: {error}");
    let response = Request::get(path).send().await.map_err(failed)?;
    if !response.ok() {
        return Err(format!("{path} answered {}", response.status()));
    }
    response.text().await.map_err(failed)
}

/// Who is on the page, and how she came.
pub struct Visit<'a> {
    /// Who.
    pub persona: &'a Persona,
    /// Her own moment.
    pub own_moment: Millis,
    /// What she did in the frames before.
    pub walk: &'a [Record],
    /// What the shop's own scripts stored.
    pub stored: &'a str,
    /// The page before; empty on the first.
    pub came_from: &'a str,
}

/// What `framed` is given.
pub fn framed<'a>(
    html: &'a str,
    address: &'a str,
    visit: &Visit<'a>,
    moment: Millis,
    key: String,
    locale: &str,
) -> Framed<'a> {
    let mut remembered = records::of_persona(visit.persona, visit.own_moment);
    remembered.extend_from_slice(visit.walk);
    // What she has not done yet at that moment, she does not remember.
    remembered.retain(|record| record.at <= moment);
    let mut attributes = BTreeMap::from([("data-bundle-key", Some(key))]);
    if !locale.is_empty() {
        attributes.insert("data-locale", Some(locale.to_owned()));
    }
    let data = Settings {
        now: moment,
        host: &visit.persona.host,
        mirror: records::mirror(&remembered),
        seed: records::seed(visit.persona),
        stored: visit.stored,
        referrer: referrer(visit),
    };
    Framed { html, address, scripts: [SCRIPT], data, attributes }
}

/// The address of a page, with what the persona's arrival adds to it.
pub fn address(origin: &str, path: &str, visit: &Visit) -> String {
    let mut address = format!("{origin}{path}");
    if !visit.came_from.is_empty() {
        return address;
    }
    for key in ["source", "medium", "campaign", "content"] {
        let Some(value) = visit.persona.touch.get(key) else { continue };
        let name = format!("utm_{key}=");
        if !address.contains(&name) {
            let sign = if address.contains('?') { '&' } else { '?' };
            address.push(sign);
            address.push_str(&name);
            address.push_str(&String::from(js_sys::encode_uri_component(value)));
        }
    }
    address
}

/// An address of the kind that the persona came from.
fn referrer(visit: &Visit) -> String {
    if !visit.came_from.is_empty() {
        return visit.came_from.to_owned();
    }
    match visit.persona.touch.get("referrer").map(String::as_str) {
        Some("search") => "https://www.google.com/",
        Some("social") => "https://www.instagram.com/",
        Some("mail") => "https://mail.google.com/",
        Some("other") => "https://www.example.com/",
        _ => "",
    }
    .to_owned()
}

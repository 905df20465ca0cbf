//! Reloading open pages: a stream of server-sent events with the number of the newest change, and the script for it.

use std::{convert::Infallible, sync::Arc};

use axum::{
    http::header,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;

use super::live::Live;

/// Where pages get the script.
pub const SCRIPT_PATH: &str = "/atelier/reload.js";
/// Where the script listens.
pub const CHANGES_PATH: &str = "/atelier/changes";

const SCRIPT: &str = include_str!("reload.js");

/// The script.
pub fn script() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, SCRIPT).into_response()
}

/// The stream: the number of the present state at once, then one of each change.
pub fn changes(live: &Arc<Live>) -> Response {
    let receiver = live.changes();
    let numbers = stream::unfold((receiver, true), |(mut receiver, first)| async move {
        if !first && receiver.changed().await.is_err() {
            return None;
        }
        let number = *receiver.borrow_and_update();
        Some((Ok::<_, Infallible>(Event::default().data(number.to_string())), (receiver, false)))
    });
    Sse::new(numbers).keep_alive(KeepAlive::default()).into_response()
}

//! Changed files as a download: one file as it is, several as an archive with their folders.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::{dom, node::node, tar};

/// Hands the files over; nothing happens for none.
pub fn offer(files: &[(&str, &str)], project: &str) -> Result<(), JsValue> {
    match files {
        [] => Ok(()),
        [(path, text)] => save(path.rsplit('/').next().unwrap_or(path), text.as_bytes()),
        several => save(&format!("{project}-changes.tar"), &tar::archive(several)),
    }
}

fn save(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement =
        dom::create(&node("a").with("href", &address).with("download", name))?.dyn_into()?;
    link.click();
    Url::revoke_object_url(&address)
}

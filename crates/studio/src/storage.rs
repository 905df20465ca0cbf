//! Drafts between visits, in localStorage. Where the browser keeps nothing, editing goes on all the same, and is told so.

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};

use crate::texts::Draft;

/// Drafts of one shop; several may be worked on at one address.
fn key(project: &str) -> String {
    format!("sillage.studio.drafts.{project}")
}

/// What was kept; nothing where it cannot be read.
pub fn load(project: &str) -> BTreeMap<String, Draft> {
    LocalStorage::get(key(project)).unwrap_or_default()
}

/// Keeps drafts; false where the browser does not.
pub fn save(project: &str, drafts: &BTreeMap<String, Draft>) -> bool {
    if drafts.is_empty() {
        LocalStorage::delete(key(project));
        return true;
    }
    LocalStorage::set(key(project), drafts).is_ok()
}

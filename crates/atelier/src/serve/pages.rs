//! What is filled into HTML pages: the key that the bundle is signed with, the name of its start file, and the script that
//! reloads them.

use super::{files::Found, live::Live, reload};

/// Written in a page's `data-bundle-key`, so that a page needs no edit when the key changes.
pub const KEY_MARK: &str = "%BUNDLE_KEY%";
/// Written in the address of a page's preload, so that the start file need not wait for the pointer that names it.
pub const START_MARK: &str = "%BUNDLE_START%";

/// Fills in an HTML page; every other file stays as it is.
pub fn fill_in(mut found: Found, live: &Live) -> Found {
    if !found.kind.starts_with("text/html") {
        return found;
    }
    if let Ok(page) = std::str::from_utf8(&found.bytes) {
        let page = page.replace(KEY_MARK, &live.public_key()).replace(START_MARK, &live.start_file());
        found.bytes = if live.options.watch { with_reload(&page) } else { page }.into_bytes();
    }
    found
}

/// The page with the script before the end of its body, or behind its last line where it has no such end.
fn with_reload(page: &str) -> String {
    let tag = format!("<script src=\"{}\"></script>\n", reload::SCRIPT_PATH);
    match page.rfind("</body>").and_then(|at| page.split_at_checked(at)) {
        Some((before, after)) => format!("{before}{tag}{after}"),
        None => format!("{page}{tag}"),
    }
}

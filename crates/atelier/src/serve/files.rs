//! Files of a folder by the path of a request: no `..`, no hidden files, no symbolic links, nothing outside the folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

/// The browser asks again each time and gets a 304 where nothing changed.
pub const REVALIDATED: &str = "no-cache";
/// A content address never changes its content.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// A file to answer with.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub kind: &'static str,
    /// Its `Cache-Control`.
    pub cache: &'static str,
    /// `br` where the content is compressed already.
    pub encoding: Option<&'static str>,
}

impl Found {
    /// Its validator, weak because compression may follow.
    pub fn tag(&self) -> String {
        let hash = Sha256::digest(&self.bytes);
        let digits: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{digits}\"")
    }
}

/// Finds a file; a folder stands for its `index.html`. `name.br` beside a file is taken where the browser can read it,
/// because compressing a module well takes longer than a page should wait.
pub fn find(root: &Path, path: &str, headers: &HeaderMap) -> Option<Found> {
    let inner = inner_path(path)?;
    let mut file = without_links(root, &inner)?;
    if file.is_dir() {
        file = without_links(root, &inner.join("index.html"))?;
    }
    let kind = media_type(&file);
    // Pages are filled in before they are sent, so a compressed copy of one would be a different page.
    if !kind.starts_with("text/html")
        && let Some(bytes) = compressed(&file, headers)
    {
        return Some(Found { bytes, kind, cache: REVALIDATED, encoding: Some("br") });
    }
    let bytes = fs::read(&file).ok()?;
    Some(Found { bytes, kind, cache: REVALIDATED, encoding: None })
}

/// A path made of plain names alone.
fn inner_path(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut inner = PathBuf::new();
    for name in decoded.split('/').filter(|name| !name.is_empty()) {
        if name.starts_with('.') || name.contains(['\\', ':', '\0']) {
            return None;
        }
        inner.push(name);
    }
    Some(inner)
}

/// The path below the root if no part of it is a symbolic link.
fn without_links(root: &Path, inner: &Path) -> Option<PathBuf> {
    let mut path = root.to_owned();
    for part in inner.components() {
        path.push(part);
        if fs::symlink_metadata(&path).ok()?.file_type().is_symlink() {
            return None;
        }
    }
    Some(path)
}

/// The prepared compression of a file, unless it is older than the file or a link.
fn compressed(file: &Path, headers: &HeaderMap) -> Option<Vec<u8>> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    if !accepted.split(',').any(|encoding| encoding.trim() == "br") {
        return None;
    }
    let mut name = file.file_name()?.to_owned();
    name.push(".br");
    let beside = file.with_file_name(name);
    let prepared = fs::symlink_metadata(&beside).ok()?;
    let newer = prepared.modified().ok()? >= fs::metadata(file).ok()?.modified().ok()?;
    (prepared.is_file() && newer).then(|| fs::read(&beside).ok()).flatten()
}

/// Media types by file name; `application/wasm` must be exactly that for streaming compilation.
pub fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_lead_to_files() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(inner_path(path), expected.map(PathBuf::from), "{path}");
        };
        check("", Some(""));
        check("index.html", Some("index.html"));
        check("a//b/", Some("a/b"));
        check("cr%C3%A8me.html", Some("crème.html"));
        check("../secret", None);
        check("a/../secret", None);
        check("%2e%2e/secret", None);
        check("..%2fsecret", None);
        check(".git/config", None);
        check("a\\..\\b", None);
        check("c:/secret", None);
        check("a%00b", None);
        check("%ff", None);
    }

    #[test]
    fn a_module_has_exactly_its_media_type() {
        assert_eq!(media_type(Path::new("a/sillage.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a/unknown")), "application/octet-stream");
    }
}

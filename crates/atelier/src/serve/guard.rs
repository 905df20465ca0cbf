//! Who is answered, and the headers of every answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page may do: the policy that a shop needs for this software, and nothing more. Scripts and styles are files
/// of the shop itself; `'wasm-unsafe-eval'` allows WebAssembly and no other evaluation. Pictures may come from a CDN. A base
/// of this server's own is allowed for pages that are shown inside a frame of another page.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'self'; form-action 'self'; \
    frame-ancestors 'self'";

const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
];

/// Who may use an answer. A page in a sandboxed frame has an origin that is nobody's: whatever it loads comes from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Pages of this server alone: the bundle, the project, what reloads pages.
    Own,
    /// Any page may show it: what the shop itself would serve to everybody.
    Shown,
    /// Any page may read it too: the code of the storefront module, which is the same for everybody. Modules and WebAssembly are
    /// fetched in a way that needs it.
    Read,
}

/// Who may use what is at a path.
pub fn access(path: &str) -> Access {
    let is_code = [".js", ".mjs", ".wasm"].iter().any(|ending| path.ends_with(ending));
    match path.strip_prefix("/p/") {
        Some(rest) if rest.starts_with("bundle/") => Access::Own,
        Some(_) if is_code => Access::Read,
        _ if path == super::studio::PATH || path.starts_with("/atelier/") => Access::Own,
        _ => Access::Shown,
    }
}

/// Why a request is not answered. A name that was rebound to 127.0.0.1 shows in its Host, a foreign page in its Origin; a
/// sandboxed frame says `null`, with scripts and pictures too, and may load what the shop itself would serve to everybody.
pub fn refusal(headers: &HeaderMap, port: u16, access: Access) -> Option<&'static str> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !is_loopback(host, port) {
        return Some("only 127.0.0.1 and localhost are answered");
    }
    let origin = headers.get(header::ORIGIN).map(|value| value.to_str().unwrap_or_default());
    let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_loopback(host, port));
    let foreign = origin.is_some_and(|origin| !is_own(origin) && (origin != "null" || access == Access::Own));
    foreign.then_some("only pages of this server are answered")
}

fn is_loopback(host: &str, port: u16) -> bool {
    match host.rsplit_once(':') {
        Some(("127.0.0.1" | "localhost", given)) => given == port.to_string(),
        _ => port == 80 && matches!(host, "127.0.0.1" | "localhost"),
    }
}

/// Adds the headers that every answer carries.
pub fn add_headers(headers: &mut HeaderMap, access: Access) {
    headers.extend(HEADERS.into_iter().map(|(name, value)| (Some(name), value)));
    let policy = if access == Access::Own { "same-origin" } else { "cross-origin" };
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static(policy));
    if access == Access::Read {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_requests_of_this_machine_are_answered() {
        let check = |host: &str, origin: Option<&str>, answered: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            assert_eq!(refusal(&headers, 4173, Access::Shown).is_none(), answered, "{host} {origin:?}");
        };
        check("127.0.0.1:4173", None, true);
        check("localhost:4173", None, true);
        check("127.0.0.1:4173", Some("http://127.0.0.1:4173"), true);
        check("127.0.0.1:4173", Some("http://evil.example"), false);
        check("127.0.0.1:4173", Some("null"), true);
        check("127.0.0.1:4174", None, false);
        check("evil.example:4173", None, false);
        check("evil.example", None, false);
        check("127.0.0.1", None, false);
        check("127.0.0.1.evil.example:4173", None, false);
        check("", None, false);
    }

    #[test]
    fn a_frame_without_an_origin_gets_what_is_everybodys() {
        let check = |path: &str, expected: Access| {
            let mut headers =
                HeaderMap::from_iter([(header::HOST, HeaderValue::from_static("localhost:4173"))]);
            headers.insert(header::ORIGIN, HeaderValue::from_static("null"));
            assert_eq!(access(path), expected, "{path}");
            assert_eq!(refusal(&headers, 4173, access(path)).is_none(), expected != Access::Own, "{path}");
            headers.insert(header::ORIGIN, HeaderValue::from_static("https://evil.example"));
            assert!(refusal(&headers, 4173, access(path)).is_some(), "{path}");
        };
        check("/p/sillage.js", Access::Read);
        check("/p/sillage-more.mjs", Access::Read);
        check("/p/sillage.wasm", Access::Read);
        check("/p/package.json", Access::Shown);
        check("/p/bundle/bundle.json", Access::Own);
        check("/p/bundle/0123.bin", Access::Own);
        check("/p/bundle/x.js", Access::Own);
        check("/studio/project.json", Access::Own);
        check("/atelier/changes", Access::Own);
        check("/", Access::Shown);
        check("/store.js", Access::Shown);
    }
}

//! Who is answered, and the headers of every answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page may do: the policy that a shop needs for this software, and nothing more. Scripts and styles are files
/// of the shop itself; `'wasm-unsafe-eval'` allows WebAssembly and no other evaluation. Pictures may come from a CDN. A base
/// of this server's own is allowed for pages that are shown inside a frame of another page.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'self'; form-action 'self'; \
    frame-ancestors 'self'";

const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Why a request is not answered. A name that was rebound to 127.0.0.1 shows in its Host, a foreign page in its Origin.
pub fn refusal(headers: &HeaderMap, port: u16) -> Option<&'static str> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !is_loopback(host, port) {
        return Some("only 127.0.0.1 and localhost are answered");
    }
    let origin = headers.get(header::ORIGIN).map(|value| value.to_str().unwrap_or_default());
    let foreign = origin
        .is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(|host| is_loopback(host, port)));
    foreign.then_some("only pages of this server are answered")
}

fn is_loopback(host: &str, port: u16) -> bool {
    match host.rsplit_once(':') {
        Some(("127.0.0.1" | "localhost", given)) => given == port.to_string(),
        _ => port == 80 && matches!(host, "127.0.0.1" | "localhost"),
    }
}

/// Adds the headers that every answer carries.
pub fn add_headers(headers: &mut HeaderMap) {
    headers.extend(HEADERS.into_iter().map(|(name, value)| (Some(name), value)));
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
            assert_eq!(refusal(&headers, 4173).is_none(), answered, "{host} {origin:?}");
        };
        check("127.0.0.1:4173", None, true);
        check("localhost:4173", None, true);
        check("127.0.0.1:4173", Some("http://127.0.0.1:4173"), true);
        check("127.0.0.1:4173", Some("http://evil.example"), false);
        check("127.0.0.1:4173", Some("null"), false);
        check("127.0.0.1:4174", None, false);
        check("evil.example:4173", None, false);
        check("evil.example", None, false);
        check("127.0.0.1", None, false);
        check("127.0.0.1.evil.example:4173", None, false);
        check("", None, false);
    }
}

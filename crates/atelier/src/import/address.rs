//! Addresses of product pages and pictures: `https:` or relative to the shop's root, nothing else.

/// Why an address was refused, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// End of the sentence ``address `…` ``.
    pub message: &'static str,
    /// What to do.
    pub help: &'static str,
}

const SECURE: Refusal = Refusal {
    message: "is neither `https:` nor relative to the shop's root",
    help: "write `https://…` or `/…`; other schemes and bare names are refused",
};
const LETTERS: Refusal = Refusal {
    message: "has a letter that no address has",
    help: "write blanks, quotes, backslashes and angle brackets as `%20`, `%22`, `%5C`, `%3C`",
};
const LONG: Refusal =
    Refusal { message: "is longer than 2048 bytes", help: "shorten it; browsers and caches would too" };

/// An address as the catalogue keeps it: root-relative where it is of the shop's own origin.
pub fn parse(text: &str, origin: Option<&str>) -> Result<String, Refusal> {
    let address = within_origin(text, origin);
    if address.len() > sillage_engine::limits::TEXT_BYTES {
        return Err(LONG);
    }
    if address
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control() || "\"\\<>".contains(letter))
    {
        return Err(LETTERS);
    }
    let host = address
        .strip_prefix("https://")
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_alphanumeric()));
    let relative = address.starts_with('/') && !address.starts_with("//");
    if host || relative { Ok(address.to_owned()) } else { Err(SECURE) }
}

/// The part behind the origin where the address is of that origin: `https://shop.example/a` as `/a`.
fn within_origin<'a>(text: &'a str, origin: Option<&str>) -> &'a str {
    let origin = origin.map(|origin| origin.trim_end_matches('/'));
    match origin.and_then(|origin| text.strip_prefix(origin)) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_root_relative_addresses_pass() {
        let check = |text: &str, expected: Result<&str, Refusal>| {
            assert_eq!(parse(text, Some("https://shop.example/")), expected.map(str::to_owned), "{text}");
        };
        check("/products/a.html", Ok("/products/a.html"));
        check("https://shop.example/a?b=1", Ok("/a?b=1"));
        check("https://shop.example", Ok("/"));
        check("https://shop.example.evil/a", Ok("https://shop.example.evil/a"));
        check("https://cdn.example/a.jpg", Ok("https://cdn.example/a.jpg"));
        check("https://shop.example//evil.example/a", Err(SECURE));
        check("http://shop.example/a", Err(SECURE));
        check("//shop.example/a", Err(SECURE));
        check("javascript:alert(1)", Err(SECURE));
        check("products/a.html", Err(SECURE));
        check("https:///a", Err(SECURE));
        check("", Err(SECURE));
        check("/a b", Err(LETTERS));
        check("/\\evil.example", Err(LETTERS));
        check("/a\"onerror=", Err(LETTERS));
        check(&format!("/{}", "a".repeat(2_048)), Err(LONG));
    }
}

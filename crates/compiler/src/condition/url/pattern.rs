//! The pattern of a simple target, taken apart as a browser takes an address apart (WHATWG's URL standard).
//!
//! A pattern that begins with what looks like a host has that host; any other is a path below every host.

/// What stands for a wildcard while a pattern is taken apart: a `*` may not stand in a host. Patterns may also contain it themselves.
pub(super) const WILDCARD: &str = "_____";

/// A pattern in parts. All but the parameters are encoded as in an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) host: String,
    pub(super) path: String,
    /// Names and values, decoded.
    pub(super) parameters: Vec<(String, String)>,
    pub(super) fragment: Option<String>,
}

/// Reads a pattern; none where it is no address, or one without a host.
pub(super) fn read(pattern: &str) -> Option<Pattern> {
    let beginning = pattern.split([':', '/', '?']).next().unwrap_or_default();
    let scheme = if beginning.contains('.') { "https://" } else { "" };
    let text = format!("{scheme}{pattern}").replace('*', WILDCARD);
    let text = text.trim_matches(|character: char| character <= ' ').replace(['\t', '\n', '\r'], "");
    let (text, fragment) = cut(&text, '#');
    let (text, query) = cut(text, '?');
    let text = text.replace('\\', "/");
    let (host, path) = host_and_path(&text)?;
    Some(Pattern {
        host,
        path: resolved(&path),
        parameters: query.map(parameters).unwrap_or_default(),
        fragment: fragment.filter(|fragment| !fragment.is_empty()).map(|text| encoded(text, " \"<>`")),
    })
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, behind)| (before, Some(behind)))
}

fn host_and_path(text: &str) -> Option<(String, String)> {
    let scheme = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme));
    let Some((scheme, rest)) = scheme else {
        return match text.strip_prefix("//") {
            Some(rest) => authority(rest.trim_start_matches('/'), ""),
            None => Some((WILDCARD.to_owned(), text.to_owned())),
        };
    };
    match scheme.to_ascii_lowercase().as_str() {
        // The scheme of the page itself, and no host behind it.
        "https" if !rest.starts_with("//") => Some((WILDCARD.to_owned(), rest.to_owned())),
        "https" | "wss" => authority(rest.trim_start_matches('/'), ":443"),
        "http" | "ws" => authority(rest.trim_start_matches('/'), ":80"),
        "ftp" => authority(rest.trim_start_matches('/'), ":21"),
        _ => authority(rest.strip_prefix("//")?, ""),
    }
}

fn is_scheme(text: &str) -> bool {
    let is_of_scheme = |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.chars().all(is_of_scheme)
}

fn authority(text: &str, default_port: &str) -> Option<(String, String)> {
    let end = text.find('/').unwrap_or(text.len());
    let (authority, path) = text.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority).to_ascii_lowercase();
    let host = host.strip_suffix(default_port).or_else(|| host.strip_suffix(':')).unwrap_or(&host);
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_forbidden = |character: char| {
        !character.is_ascii() || character <= ' ' || "#<>?@[\\]^|%\u{7f}".contains(character)
    };
    let is_host = !name.is_empty() && !name.contains(is_forbidden) && is_name_or_address(name);
    (is_host && port.parse::<u16>().is_ok()).then(|| (host.to_owned(), path.to_owned()))
}

/// A host whose last label is a number is an address of four numbers.
fn is_name_or_address(host: &str) -> bool {
    let mut labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let is_digits = |label: &&str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_number = labels.last().is_some_and(is_digits);
    labels.retain(|label| label.parse::<u8>().is_ok());
    !ends_in_number || (labels.len() == 4 && host.split('.').count() == 4)
}

/// A path with its `.` and `..` gone, encoded.
fn resolved(path: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let last = segments.len().saturating_sub(1);
    for (at, segment) in segments.into_iter().enumerate() {
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            ".." => drop(out.pop()),
            "." => {}
            _ => {
                out.push(encoded(segment, " \"#<>?`{}"));
                continue;
            }
        }
        if at == last {
            out.push(String::new());
        }
    }
    format!("/{}", out.join("/"))
}

/// The text with these characters, controls, and all that is not ASCII encoded.
fn encoded(text: &str, set: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if character.is_ascii() && !character.is_ascii_control() && !set.contains(character) {
            out.push(character);
        } else {
            let mut bytes = [0; 4];
            let bytes = character.encode_utf8(&mut bytes).bytes();
            out.extend(bytes.map(|byte| format!("%{byte:02X}")));
        }
    }
    out
}

/// The parameters of a query, decoded as forms are.
fn parameters(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match (first, code.and_then(|code| u8::from_str_radix(code, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

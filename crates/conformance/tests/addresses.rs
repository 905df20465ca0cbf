//! Targets compiled to regular expressions against a straightforward reading of them with a URL parser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test fails by panicking"
)]

use proptest::{prelude::*, test_runner::Config};
use sillage_compiler::{
    condition::url::{after_origin, compile},
    matching::matching,
};
use sillage_engine::host::Question;
use url::Url;

/// What stands for `*` while a URL parser reads a pattern.
const WILDCARD: &str = "_____";

fn is_found(pattern: &str, text: &str) -> bool {
    matching(Question::Matches, text, pattern)
}

fn compiled(address: &str, pattern: &str) -> bool {
    compile("simple", pattern).is_some_and(|target| target.is_met(address, is_found))
}

/// The reading of GrowthBook's SDK (`packages/sdk-js/src/util.ts`): both are parsed, then compared part by part.
fn reference(address: &str, pattern: &str) -> bool {
    let beginning = pattern.split([':', '/', '?']).next().unwrap();
    let scheme = if beginning.contains('.') { "https://" } else { "" };
    let base = Url::parse("https://_____").unwrap();
    let Ok(expected) = base.join(&format!("{scheme}{pattern}").replace('*', WILDCARD)) else { return false };
    let actual = Url::parse(address).unwrap();
    let value = |name: &str| {
        let found = actual.query_pairs().find(|(known, _)| known == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let fragment = |url: &Url| url.fragment().filter(|text| !text.is_empty()).map(str::to_owned);
    is_like(&host(&actual), &host(&expected))
        && is_path_like(actual.path(), expected.path())
        && fragment(&expected).is_none_or(|own| fragment(&actual).is_some_and(|text| is_like(&text, &own)))
        && expected.query_pairs().all(|(name, own)| is_like(&value(&name), &own))
}

fn host(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", url.host_str().unwrap_or_default())
}

fn escaped(pattern: &str) -> String {
    let special = |character| "*.+?^${}()|[]\\".contains(character);
    let escape =
        |character| if special(character) { format!("\\{character}") } else { String::from(character) };
    pattern.chars().map(escape).collect::<String>().replace(WILDCARD, ".*")
}

fn is_like(actual: &str, pattern: &str) -> bool {
    matching(Question::MatchesFolded, actual, &format!("^{}$", escaped(pattern)))
}

fn is_path_like(actual: &str, pattern: &str) -> bool {
    let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
    let pattern = escaped(pattern.strip_suffix('/').unwrap_or(pattern));
    matching(Question::MatchesFolded, actual, &format!("^/?{pattern}/?$"))
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(str::to_owned)
}

const HOSTS: &[&str] = &[
    "example.com",
    "www.Example.com",
    "shop.example.com:8080",
    "a.b",
    "example.com:443",
    "u:p@a.b",
    "10.0.0.1",
];
const SEGMENTS: &[&str] = &[
    "foo", "Foo", "FOO-1", "f", "a.b", "(x", "foo bar", "é", "É", "%41", "%c3%a9", "..", ".", "", "foo/bar",
    "a|b", "$&", "[0]", "{a}", "x^y", "\\", "~", "'", "foofoo",
];
const NAMES: &[&str] = &["a", "A", "b", "b%20c", "b+c", "é", "%61", "a.b", "p"];
const VALUES: &[&str] = &[
    "", "1", "x", "X", "é", "É", "%C3%89", "a+b", "a%20b", "%2B", "%26", "50%", "%", "%zz", "1=2", "(",
    "xx1x", "ß", "ſ", "K",
];
const FRAGMENTS: &[&str] = &["", "#", "#top", "#Top", "#a b", "#é", "#x#y", "#?a=1"];

fn query() -> impl Strategy<Value = String> {
    let pair = (one_of(NAMES), prop::option::of(one_of(VALUES)));
    let pair = pair.prop_map(|(name, value)| value.map_or(name.clone(), |value| format!("{name}={value}")));
    prop::collection::vec(pair, 0..4)
        .prop_map(|pairs| if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) })
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(one_of(SEGMENTS), 0..4).prop_map(|parts| format!("/{}", parts.join("/")))
}

/// Any address, as a browser gives it.
fn address() -> impl Strategy<Value = String> {
    let scheme = one_of(&["http://", "https://"]);
    let parts = (scheme, one_of(HOSTS), path(), query(), one_of(FRAGMENTS));
    parts.prop_map(|(scheme, host, path, query, fragment)| {
        Url::parse(&format!("{scheme}{host}{path}{query}{fragment}")).unwrap().to_string()
    })
}

/// An address, and a pattern made of it or of another: parts left out, stretches replaced by wildcards.
fn address_and_pattern() -> impl Strategy<Value = (String, String)> {
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize), 0..3);
    let shape = (0..5_u8, any::<bool>(), any::<bool>(), any::<bool>());
    (address(), address(), cuts, shape).prop_map(|(address, other, cuts, (head, query, fragment, own))| {
        let source = if own { &address } else { &other };
        let (rest, hash) = source.split_once('#').map_or((source.as_str(), ""), |(rest, hash)| (rest, hash));
        let (rest, asked) = rest.split_once('?').unwrap_or((rest, ""));
        let mut pattern = match head {
            0 => rest.to_owned(),
            1 => rest.split_once("://").unwrap().1.to_owned(),
            2 => rest.to_uppercase(),
            _ => after_origin(rest).to_owned(),
        };
        for (at, length) in cuts {
            let characters: Vec<char> = pattern.chars().collect();
            let at = at.index(characters.len() + 1);
            let end = (at + length).min(characters.len());
            let (before, behind) = (characters[..at].iter(), characters[end..].iter());
            pattern = before.chain(&['*']).chain(behind).collect();
        }
        if query && !asked.is_empty() {
            pattern += &format!("?{}", asked.replace("xx", "*"));
        }
        if fragment && !hash.is_empty() {
            pattern += &format!("#{}", hash.replace('o', "*"));
        }
        // A browser skips more than two slashes; the crate `url`, with which the reference reads, refuses them.
        let slashes = pattern.len() - pattern.trim_start_matches('/').len();
        (address, pattern.split_off(slashes.saturating_sub(2)))
    })
}

fn cases() -> Config {
    let times = if std::env::var_os("SILLAGE_LONG").is_some() { 10 } else { 1 };
    Config { cases: 2_000 * times, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn compiled_targets_mean_the_same((address, pattern) in address_and_pattern()) {
        prop_assert_eq!(compiled(&address, &pattern), reference(&address, &pattern), "{:?}", compile("simple", &pattern));
    }

    #[test]
    fn any_text_is_a_pattern_or_none(pattern in "\\PC{0,20}") {
        let _ = compiled("https://example.com/foo?a=1#b", &pattern);
    }
}

#[test]
fn simple_targets() {
    #[rustfmt::skip]
    let table = [
        ("https://shop.example/a/b?x=1&y=2#z", "/a/b", true),
        ("https://shop.example/a/b?x=1&y=2#z", "/A/*/", true),
        ("https://shop.example/a/b?x=1&y=2#z", "shop.example/a/b?y=2", true),
        ("https://shop.example/a/b?x=1&y=2#z", "shop.example/a/b?Y=2", false),
        ("https://shop.example/a/b?x=1&y=2#z", "/a/b?x=*&y=2#Z", true),
        ("https://shop.example/a/b?x=1&y=2#z", "/a/b#y", false),
        ("https://shop.example/a/b?x=1&y=2#z", "http://shop.example/a/b", true),
        ("https://shop.example/a/b?x=1&y=2#z", "ftp://shop.example/a/b", true),
        ("https://shop.example/a/b?x=1&y=2#z", "other.example/a/b", false),
        ("https://shop.example/a/b?x=1&y=2#z", "mailto:shop.example/a/b", false),
        // One that is missing is empty; the first of several counts.
        ("https://shop.example/?x=1", "/?y=", true),
        ("https://shop.example/?x=1", "/?y=*", true),
        ("https://shop.example/?x=1&x=2", "/?x=2", false),
        ("https://shop.example/?%78=%31", "/?x=1", true),
        // Only what a wildcard stands for may be anything.
        ("https://shop.example/aXb", "/a.b", false),
        ("https://shop.example/?q=aXb", "/?q=a.b", false),
    ];
    for (address, pattern, expected) in table {
        assert_eq!(compiled(address, pattern), expected, "{address} {pattern}");
        assert_eq!(reference(address, pattern), expected, "reference: {address} {pattern}");
    }
}

#[test]
fn regex_targets_are_tried_on_address_and_path() {
    #[rustfmt::skip]
    let table = [
        ("https://shop.example/a?b=1", "^/a", true),
        ("https://shop.example/a?b=1", r"^https://shop\.example/", true),
        ("https://shop.example/a?b=1", r"b=\d$", true),
        ("https://shop.example/a?b=1", "^shop", false),
        ("https://shop.example/a?b=1", "(", false),
    ];
    for (address, pattern, expected) in table {
        let target = compile("regex", pattern).unwrap();
        assert_eq!(target.is_met(address, is_found), expected, "{address} {pattern}");
    }
    assert_eq!(compile("other", "/a"), None);
}

#[test]
fn many_wildcards_take_no_time() {
    let pattern = format!("/{}z", "*a".repeat(50));
    let address = format!("https://shop.example/{}", "a".repeat(2_000));
    assert!(!compiled(&address, &pattern));
}

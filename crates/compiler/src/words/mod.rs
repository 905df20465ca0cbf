//! The words sections: what the host shows of its own accord, as JSON that the engine only hashes.
//!
//! Each locale has one for all pages (`<locale>`) and one for each flow (`<locale>/<flow>`). They hold the built-in texts
//! (en.yaml, fr.yaml; English where a language has none), each of which a copy key `sillage.<key>` replaces. Words are the
//! same for every visitor, so none of them may contain an attribute.

mod built_in;
mod general;
mod of_flow;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use sillage_engine::catalogue::Shard;

pub(crate) use built_in::{PREFIX, near as near_built_in};

use built_in::BuiltIn;

use crate::{
    accept::clip,
    campaigns::Placed,
    codes,
    copy::{Piece, Text, Texts},
    diagnostic::Report,
    flows::check_text,
    lower::Source,
    pictures::Pictures,
};

/// What keys of the copy begin with that say what a value of attributes is called (`value.eye-care`).
const VALUE: &str = "value.";

/// Every section by key, sorted; reports texts that cannot be words.
pub(crate) fn sections(
    source: &Source,
    shards: &[(String, Shard)],
    report: &mut Report,
) -> Vec<(String, String)> {
    named(source).for_each(|key| check_text(source, key, report));
    check_texts(source, report);
    let mut sections = Vec::new();
    for (locale, _) in &source.project.locales {
        let words = Words::of(source, locale);
        sections.push((locale.clone(), general::json(source, &words)));
        for flow in &source.flows {
            sections.push((format!("{locale}/{}", flow.name), of_flow::json(flow, &words, shards)));
        }
    }
    sections.sort();
    sections
}

/// Keys of the copy that the words take up.
pub(crate) fn keys<'a>(source: &'a Source) -> BTreeSet<&'a str> {
    let named = named(source).chain(source.flows.iter().flat_map(|flow| flow.texts()));
    let mut keys: BTreeSet<&str> = named.map(|(key, _)| key.as_str()).collect();
    let tags: BTreeSet<&str> = source.flows.iter().flat_map(|flow| flow.votes()).collect();
    let is_taken = |key: &str| {
        built_in::of_key(key).is_some()
            || key.starts_with(VALUE)
            || key.strip_prefix("tag.").is_some_and(|tag| tags.contains(tag))
    };
    let of_copy = source.copy.first().into_iter().flat_map(|(_, texts)| texts.keys());
    keys.extend(of_copy.map(String::as_str).filter(|key| is_taken(key)));
    keys
}

/// Keys that campaigns, attributes and traits name.
fn named<'a>(source: &'a Source) -> impl Iterator<Item = &'a Placed> {
    let reasons = source.campaigns.iter().filter_map(|campaign| campaign.why.as_ref());
    reasons.chain(source.attributes.values().filter_map(|attribute| attribute.label.as_ref()))
}

fn check_texts(source: &Source, report: &mut Report) {
    let keys = keys(source);
    for (locale, texts) in &source.copy {
        for (key, text) in keys.iter().filter_map(|key| Some((*key, texts.get(*key)?))) {
            if text.pieces.iter().any(|piece| matches!(piece, Piece::Attribute { .. })) {
                let message =
                    format!("`{}` contains an attribute and is shown to everybody alike", clip(key));
                let help = "write the text without `{…}`, or another text for the campaign that shows it";
                report.add(codes::WORDS_WITH_ATTRIBUTE, text.span, message, help);
            }
            if let Some(built_in) = built_in::of_locale(locale).text(key) {
                check_placeholders(key, text, built_in, report);
            }
        }
    }
}

fn check_placeholders(key: &str, text: &Text, built_in: &str, report: &mut Report) {
    let own = literal(text);
    let known = placeholders(built_in);
    for given in placeholders(&own).into_iter().filter(|given| !known.contains(given)) {
        let message = format!("`{}` has no placeholder `{{{}}}`", clip(key), clip(given));
        let help = match known.as_slice() {
            [] => "write it without braces".to_owned(),
            known => {
                let known: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
                format!("use {}", known.join(" and "))
            }
        };
        report.add(codes::PLACEHOLDER, text.span, message, help);
    }
}

/// The words in braces.
fn placeholders(text: &str) -> Vec<&str> {
    let parts = text.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

/// A text without attributes.
pub(crate) fn literal(text: &Text) -> String {
    let words = |piece: &Piece| match piece {
        Piece::Literal(words) => words.clone(),
        Piece::Attribute { fallback, .. } => fallback.clone(),
    };
    text.pieces.iter().map(words).collect()
}

/// The words of one locale.
struct Words<'a> {
    locale: &'a str,
    texts: Option<&'a Texts>,
    built_in: &'static BuiltIn,
    pictures: Pictures,
}

impl<'a> Words<'a> {
    fn of(source: &'a Source, locale: &'a str) -> Words<'a> {
        let texts = source.copy.iter().find(|(known, _)| known == locale).map(|(_, texts)| texts);
        Words { locale, texts, built_in: built_in::of_locale(locale), pictures: source.project.pictures }
    }

    /// The text of a key of the copy, if there is one.
    fn find(&self, key: &str) -> Option<String> {
        self.texts?.get(key).map(literal)
    }

    /// What values are called, by value.
    fn names(&self) -> BTreeMap<&'a str, String> {
        let texts = self.texts.into_iter().flatten();
        texts.filter_map(|(key, text)| Some((key.strip_prefix(VALUE)?, literal(text)))).collect()
    }

    /// The text of a key that was checked to be there; nothing in a project with mistakes.
    fn text(&self, key: Option<&Placed>) -> Option<String> {
        Some(self.find(&key?.0).unwrap_or_default())
    }

    /// A built-in text, or the shop's own in its place.
    fn own(&self, name: &str, built_in: &'static str) -> Cow<'static, str> {
        let own = self.find(&built_in::copy_key(name));
        own.map_or(Cow::Borrowed(built_in), Cow::Owned)
    }

    /// A text of flows, with values put in.
    fn of_flow(&self, name: &str, values: &[(&str, String)]) -> String {
        let built_in = self.built_in.flow.iter().find(|(known, _)| known == name);
        let text = built_in.map_or(Cow::Borrowed(""), |(name, text)| self.own(name, text)).into_owned();
        values.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// Which way the language runs.
    fn direction(&self) -> &'static str {
        const RIGHT_TO_LEFT: [&str; 4] = ["ar", "he", "fa", "ur"];
        let language = self.locale.split('-').next().unwrap_or_default();
        if RIGHT_TO_LEFT.contains(&language) { "rtl" } else { "ltr" }
    }
}

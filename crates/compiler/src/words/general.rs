//! The words that any page may need: why something is shown, what is remembered, and what attributes are called.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use super::Words;
use crate::lower::Source;

/// The style sheet of elements that tell why and what is remembered.
const STYLE: &str = include_str!("own.css");

#[derive(Serialize)]
struct General<'a> {
    ui: BTreeMap<&'static str, Cow<'static, str>>,
    attributes: BTreeMap<&'a str, Cow<'static, str>>,
    /// What the answers are called that an attribute takes, by attribute and option.
    values: BTreeMap<&'a str, BTreeMap<&'a str, String>>,
    /// What values of any other attribute are called.
    names: BTreeMap<&'a str, String>,
    campaigns: BTreeMap<&'a str, String>,
    locale: &'a str,
    direction: &'static str,
    css: &'static str,
}

/// The section of one locale.
pub(super) fn json(source: &Source, words: &Words) -> String {
    let built_in = words.built_in;
    let ui = built_in.general.iter().map(|(name, text)| (name.as_str(), words.own(name, text))).collect();
    let always = built_in.attributes.iter().map(|(path, text)| (path.as_str(), words.own(path, text)));
    let declared = source.attributes.iter().filter_map(|(path, attribute)| {
        Some((path.as_str(), Cow::Owned(words.text(attribute.label.as_ref())?)))
    });
    let why = |campaign: &crate::campaigns::Campaign| words.text(campaign.why.as_ref());
    let campaigns = source.campaigns.iter();
    let general = General {
        ui,
        values: values(source, words),
        names: words.names(),
        attributes: always.chain(declared).collect(),
        campaigns: campaigns.filter_map(|campaign| Some((campaign.name.as_str(), why(campaign)?))).collect(),
        locale: words.locale,
        direction: words.direction(),
        css: STYLE,
    };
    serde_json::to_string(&general).unwrap_or_default()
}

fn values<'a>(source: &'a Source, words: &Words) -> BTreeMap<&'a str, BTreeMap<&'a str, String>> {
    let mut values: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for step in source.flows.iter().flat_map(|flow| &flow.steps) {
        let Some((path, _)) = step.attribute.as_ref() else { continue };
        let labels = step.options.iter();
        let labels =
            labels.filter_map(|option| Some((option.id.as_str(), words.text(option.label.as_ref())?)));
        values.entry(path.as_str()).or_default().extend(labels);
    }
    values.retain(|_, labels| !labels.is_empty());
    values
}

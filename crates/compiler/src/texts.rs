//! The table of texts: every text and address that some campaign shows gets one number, the same in every locale.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::copy::{Copy, Piece as EnginePiece};

use crate::{
    accept::{accept_form, clip, has_form},
    campaigns::{Campaign, Show, Shown},
    codes,
    condition::Arena,
    copy::{Piece, Text},
    diagnostic::Report,
    forms,
    lower::{Source, lower_text},
    pictures::Pictures,
    slots::{FieldKind, Slot},
    words::literal,
};

/// Texts in use by the word that campaigns use for them: a key of the copy, or an address.
#[derive(Debug, Default)]
pub(crate) struct Table {
    keys: Vec<String>,
    addresses: Vec<String>,
    numbers: BTreeMap<String, u32>,
    /// What slots list of pictures: keys and addresses, each list one text behind all others.
    pictures: Vec<Vec<String>>,
}

impl Table {
    /// Collects what the campaigns show, and reports what they cannot.
    pub(crate) fn of(source: &Source, report: &mut Report) -> Table {
        let (mut keys, mut addresses) = (BTreeSet::new(), BTreeSet::new());
        for campaign in &source.campaigns {
            let slot = campaign
                .slot
                .as_ref()
                .and_then(|(name, _)| source.slots.iter().find(|slot| slot.name == *name));
            for shown in campaign.shows().flat_map(Show::fields) {
                let kind = slot.map(|slot| field_kind(slot, shown, report));
                match resolve(source, kind.flatten(), shown, report) {
                    Some(Resolved::Key) => drop(keys.insert(shown.text.0.clone())),
                    Some(Resolved::Address) => drop(addresses.insert(shown.text.0.clone())),
                    None => {}
                }
            }
        }
        let numbers = keys.iter().chain(&addresses).cloned().zip(0..).collect();
        let pictures: BTreeSet<Vec<String>> =
            source.slots.iter().filter_map(|slot| pictures(source, slot)).collect();
        Table {
            keys: keys.into_iter().collect(),
            addresses: addresses.into_iter().collect(),
            numbers,
            pictures: pictures.into_iter().collect(),
        }
    }

    /// The number of the text that lists the pictures of a slot; nothing where it asks for those of what is shown.
    pub(crate) fn number_of_pictures(&self, source: &Source, slot: &Slot) -> Option<u16> {
        let at = self.pictures.binary_search(&pictures(source, slot)?).ok()?;
        u16::try_from(self.numbers.len() + at).ok()
    }

    /// The number of a key or an address in use.
    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// Whether some campaign shows the text of that key.
    pub(crate) fn uses(&self, key: &str) -> bool {
        self.keys.binary_search_by(|known| known.as_str().cmp(key)).is_ok()
    }

    /// How many texts each locale has.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len() + self.pictures.len()
    }

    /// The words of every locale, their attributes numbered provisionally.
    pub(crate) fn copies(&self, source: &Source, arena: &mut Arena) -> Vec<Copy> {
        let locales = source.project.locales.iter();
        locales
            .map(|(locale, _)| Copy { locale: locale.clone(), texts: self.texts(source, locale, arena) })
            .collect()
    }

    fn texts(&self, source: &Source, locale: &str, arena: &mut Arena) -> Vec<Vec<EnginePiece>> {
        let texts = source.copy.iter().find(|(known, _)| known == locale).map(|(_, texts)| texts);
        let text = |key: &String| texts.and_then(|texts| texts.get(key));
        let words =
            self.keys.iter().map(|key| text(key).map_or_else(Vec::new, |text| lower_text(text, arena)));
        let words: Vec<Vec<EnginePiece>> = words.collect();
        let addresses = self.addresses.iter().map(|address| vec![EnginePiece::Literal(address.clone())]);
        let lists = self.pictures.iter().map(|words| {
            let addresses = words.iter().map(|word| text(word).map_or_else(|| word.clone(), literal));
            vec![EnginePiece::Literal(addresses.collect::<Vec<_>>().join(" "))]
        });
        words.into_iter().chain(addresses).chain(lists).collect()
    }
}

/// Keys and addresses of the pictures that the page asks for wherever the slot is; nothing where it asks for what is shown.
fn pictures(source: &Source, slot: &Slot) -> Option<Vec<String>> {
    match slot.pictures {
        Pictures::ShownOnly => return None,
        Pictures::None => return Some(Vec::new()),
        Pictures::All => {}
    }
    let is_here = |campaign: &&Campaign| campaign.slot.as_ref().is_some_and(|(name, _)| *name == slot.name);
    let is_image = |shown: &&Shown| slot.is_image(&shown.field.0);
    let shown = source.campaigns.iter().filter(is_here).flat_map(Campaign::shows);
    let words: BTreeSet<&String> =
        shown.flat_map(Show::fields).filter(is_image).map(|shown| &shown.text.0).collect();
    Some(words.into_iter().cloned().collect())
}

enum Resolved {
    Key,
    Address,
}

fn field_kind(slot: &Slot, shown: &Shown, report: &mut Report) -> Option<FieldKind> {
    let (name, span) = &shown.field;
    let kind = slot.fields.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
    if kind.is_none() {
        let message = format!("the slot `{}` has no field `{}`", slot.name, clip(name));
        let help = report.did_you_mean(name, slot.fields.iter().map(|(name, _)| name.as_str()));
        let help =
            help.unwrap_or_else(|| format!("declare it among the fields of `{}` in slots.yaml", slot.name));
        report.add(codes::UNKNOWN_SLOT_FIELD, *span, message, help);
    }
    kind?
}

/// What the word of a field refers to. Without a kind (a mistake reported elsewhere) any meaning will do.
fn resolve(source: &Source, kind: Option<FieldKind>, shown: &Shown, report: &mut Report) -> Option<Resolved> {
    let (text, span) = &shown.text;
    let looks_like_address = text.contains(['/', ':', '\\']);
    match kind {
        None => None,
        Some(FieldKind::Link | FieldKind::Image) if looks_like_address => {
            accept_form(&forms::ADDRESS, text, *span, report);
            has_form(&forms::ADDRESS, text).then_some(Resolved::Address)
        }
        Some(kind) => {
            let known = source.copy.first().and_then(|(_, texts)| texts.get(text));
            if known.is_none() {
                unknown_key(source, shown, kind, report);
                return None;
            }
            if kind != FieldKind::Text {
                check_addresses(source, text, report);
            }
            Some(Resolved::Key)
        }
    }
}

fn unknown_key(source: &Source, shown: &Shown, kind: FieldKind, report: &mut Report) {
    let (text, span) = &shown.text;
    let keys = source.copy.iter().flat_map(|(_, texts)| texts.keys().map(String::as_str));
    let locale = source.project.locales.first().map_or("en", |(locale, _)| locale.as_str());
    let help = report.did_you_mean(text, keys).unwrap_or_else(|| match kind {
        FieldKind::Text => format!("put the words in copy/{locale}.yaml under a key, and write the key here"),
        FieldKind::Link | FieldKind::Image => {
            "write a path of the shop as in `/products/x.html`, `https://…`, or a text's key".to_owned()
        }
    });
    report.add(codes::UNKNOWN_COPY_KEY, *span, format!("there is no text `{}`", clip(text)), help);
}

/// A text used as an address must be one in every locale, and the same for every visitor: what an address asks for, the
/// network sees.
fn check_addresses(source: &Source, key: &str, report: &mut Report) {
    for text in source.copy.iter().filter_map(|(_, texts)| texts.get(key)) {
        match text.pieces.as_slice() {
            [Piece::Literal(address)] => accept_form(&forms::ADDRESS, address, text.span, report),
            pieces if pieces.iter().any(|piece| matches!(piece, Piece::Attribute { .. })) => {
                with_attribute(text, key, report)
            }
            _ => accept_form(&forms::ADDRESS, "", text.span, report),
        }
    }
}

fn with_attribute(text: &Text, key: &str, report: &mut Report) {
    let message = format!("`{}` is an address and contains an attribute", clip(key));
    let help = "write the address without `{…}`: a request must be the same for every visitor";
    report.add(codes::ADDRESS_WITH_ATTRIBUTE, text.span, message, help);
}

//! The texts that come with the compiler, by language.

use std::sync::OnceLock;

use crate::{
    diagnostic::Report,
    suggest::did_you_mean,
    yaml::{self, Node},
};

/// What keys of the copy begin with that replace a built-in text.
pub(crate) const PREFIX: &str = "sillage.";

/// Texts by name, in the order of their file.
type Group = Vec<(String, String)>;

/// The built-in texts of one language.
#[derive(Debug, Default)]
pub(super) struct BuiltIn {
    /// What any page may need.
    pub(super) general: Group,
    /// What a flow needs.
    pub(super) flow: Group,
    /// What attributes are called that are always there.
    pub(super) attributes: Group,
}

impl BuiltIn {
    fn read(text: &str) -> BuiltIn {
        let root = yaml::parse(text, 0, &mut Report::default());
        let group = |name: &str| {
            let entries = root.as_ref().and_then(|root| root.field(name)).map_or(&[][..], Node::entries);
            let text = |entry: &yaml::Entry| Some((entry.key.clone(), entry.node.text()?.to_owned()));
            entries.iter().filter_map(text).collect()
        };
        BuiltIn { general: group("general"), flow: group("flow"), attributes: group("attributes") }
    }

    fn all(&self) -> impl Iterator<Item = &(String, String)> {
        self.general.iter().chain(&self.flow).chain(&self.attributes)
    }

    /// The text that a key of the copy replaces.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let rest = key.strip_prefix(PREFIX)?;
        let plain = |character| if character == '+' { '_' } else { character };
        let is_meant = |(name, _): &&(String, String)| name.chars().map(plain).eq(rest.chars());
        self.all().find(is_meant).map(|(_, text)| text.as_str())
    }
}

/// The texts of a locale's language; English where it has none.
pub(super) fn of_locale(locale: &str) -> &'static BuiltIn {
    static ENGLISH: OnceLock<BuiltIn> = OnceLock::new();
    static FRENCH: OnceLock<BuiltIn> = OnceLock::new();
    match locale.split('-').next() {
        Some("fr") => FRENCH.get_or_init(|| BuiltIn::read(include_str!("fr.yaml"))),
        _ => ENGLISH.get_or_init(|| BuiltIn::read(include_str!("en.yaml"))),
    }
}

/// The key of the copy that replaces a built-in text. Keys have no `+`.
pub(super) fn copy_key(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('+', "_"))
}

/// The built-in text that a key of the copy replaces, in English.
pub(super) fn of_key(key: &str) -> Option<&'static str> {
    of_locale("en").text(key)
}

/// Which built-in text a key may have meant that replaces none; nothing for other keys.
pub(crate) fn near(key: &str) -> Option<String> {
    let given = key.strip_prefix(PREFIX)?;
    let known: Vec<String> = of_locale("en").all().map(|(name, _)| name.replace('+', "_")).collect();
    let near = did_you_mean(given, known.iter().map(String::as_str));
    let near = near.map(|help| help.replacen('`', &format!("`{PREFIX}"), 1));
    Some(near.unwrap_or_else(|| format!("no built-in text has this key; `{PREFIX}` is kept for those")))
}

#[cfg(test)]
mod tests {
    use super::super::placeholders;
    use super::of_locale;

    #[test]
    fn all_languages_say_the_same() {
        let (english, french) = (of_locale("en"), of_locale("fr-CA"));
        let names = |built_in: &'static super::BuiltIn| {
            built_in.all().map(|(name, text)| (name.as_str(), placeholders(text))).collect::<Vec<_>>()
        };
        assert_eq!(names(english), names(french));
        assert!(english.general.len() > 40 && english.flow.len() == 18 && english.attributes.len() == 17);
        assert!(std::ptr::eq(of_locale("de"), english));
    }

    #[test]
    fn every_attribute_that_is_always_there_has_a_name() {
        let named: Vec<&str> = of_locale("en").attributes.iter().map(|(path, _)| path.as_str()).collect();
        for path in crate::attributes::built_in().keys() {
            assert!(named.contains(&path.as_str()), "{path}");
        }
    }
}

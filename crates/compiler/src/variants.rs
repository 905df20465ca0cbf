//! Variant ids: what measurement calls a campaign and the arms of its experiment.
//!
//! An id follows from names alone (project, campaign, arm and the version of the arms), so that a campaign which comes, goes or
//! moves changes no other id, and measurements of two bundles may be added up. It is short and tells nothing: a campaign's name
//! in an analytics tool would give away what is known of the visitor. An arm's id begins with the one of its campaign.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sillage_engine::rules;

use crate::{accept::clip, campaigns::Campaign, codes, diagnostic::Report};

/// RFC 4648, in small letters.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Letters of a campaign's id: 30 bits.
const CAMPAIGN: usize = 6;
/// Letters of an arm's name: 10 bits, of at most 64 arms.
const ARM: usize = 2;

/// The first letters of the digest of some names.
fn letters(names: &[&str], count: usize) -> String {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update([0]);
    }
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte & 31)).map(|letter| char::from(*letter));
    hash.finalize().iter().filter_map(letter).take(count).collect()
}

/// The id of a campaign.
pub(crate) fn of_campaign(project: &str, campaign: &str) -> String {
    letters(&["campaign", project, campaign], CAMPAIGN)
}

/// The id of an arm: that of its campaign, a letter for the version of the arms, two for the arm's name.
pub(crate) fn of_arm(campaign: &str, version: u8, arm: &str) -> String {
    format!("{campaign}-{}{}", char::from(letter(version)), letters(&["arm", campaign, arm], ARM))
}

/// The letter of a version, in their order.
pub(crate) fn letter(version: u8) -> u8 {
    b'a' + version.min(25)
}

/// The id under which those in the holdout are measured.
pub(crate) fn of_holdout(campaign: &str) -> String {
    format!("{campaign}-0")
}

/// Reports arms whose ids are the same by chance.
pub(crate) fn check(campaigns: &[rules::Campaign], source: &[Campaign], report: &mut Report) {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut sorted: Vec<&rules::Campaign> = campaigns.iter().collect();
    sorted.sort_by_key(|campaign| &campaign.name);
    for campaign in sorted {
        let Some(first) = names.insert(&campaign.variant, &campaign.name) else { continue };
        let Some(place) = source.iter().find(|one| one.name == campaign.name) else { continue };
        let message =
            format!("`{}` and `{}` get the same id in measurements", clip(first), clip(&campaign.name));
        report.add(codes::SAME_VARIANT, place.span, message, "give one of the two another name");
    }
}

#[cfg(test)]
mod tests {
    use super::of_campaign;

    #[test]
    fn ids_follow_from_names_alone() {
        let cases = [
            ("maison", "gold_hero", "25nfld"),
            ("maison", "gold_her", "w6ykpp"),
            ("maiso", "ngold_hero", "kmzk5p"),
        ];
        for (project, campaign, id) in cases {
            assert_eq!(of_campaign(project, campaign), id, "{project} {campaign}");
        }
    }
}

//! What the tags of a beauty catalogue say: for which skin or undertone a product is, what it is against, what it refills.
//!
//! Tags are recognised by words, in English, so that any catalogue will do. A tag that is not recognised is a claim among
//! claims, and moves nobody here.

/// Tag that some shoppers insist on.
pub(super) const PRINCIPLE: &str = "vegan";

/// Tag of what fills another product again.
pub(super) const REFILL: &str = "refill";

/// Words of what shoppers want to change.
const CONCERNS: &[&str] = &[
    "redness",
    "sensitivity",
    "dehydration",
    "dryness",
    "dullness",
    "uneven",
    "lines",
    "wrinkle",
    "firmness",
    "blemish",
    "acne",
    "shine",
    "pores",
    "dark-circles",
    "puffiness",
    "dry-hair",
    "frizz",
    "scalp",
    "curls",
    "colour-fade",
];

/// Whether a tag names a kind of skin: `dry-skin`.
pub(super) fn is_skin(tag: &str) -> bool {
    tag.ends_with("-skin")
}

/// Whether a tag names an undertone: `warm-undertone`.
pub(super) fn is_undertone(tag: &str) -> bool {
    tag.ends_with("-undertone")
}

/// Whether a tag names something to change: `redness`.
pub(super) fn is_concern(tag: &str) -> bool {
    !is_skin(tag) && CONCERNS.iter().any(|word| tag.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_recognised() {
        // Tag, skin, undertone, concern.
        let cases = [
            ("dry-skin", true, false, false),
            ("warm-undertone", false, true, false),
            ("fine-lines", false, false, true),
            ("uneven-tone", false, false, true),
            ("dry-hair", false, false, true),
            ("vegan", false, false, false),
            ("evening", false, false, false),
            ("refill", false, false, false),
            ("", false, false, false),
        ];
        for (tag, skin, undertone, concern) in cases {
            assert_eq!(
                (is_skin(tag), is_undertone(tag), is_concern(tag)),
                (skin, undertone, concern),
                "{tag}"
            );
        }
    }
}

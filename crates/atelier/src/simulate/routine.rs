//! Which category follows which in a beauty routine: cleanser, toner, serum, moisturiser, sunscreen; lip, complexion.
//!
//! Categories are recognised by words in their names, in English, so that any beauty catalogue will do. A category that
//! is not recognised simply has no next step.

/// Families of steps with the words that name each step, in the order of use. More special words stand first where two
/// steps could claim one category (`eye-care` before `cream`).
const FAMILIES: &[&[&[&str]]] = &[
    &[&["shampoo", "hair"], &["conditioner"], &["scalp"]],
    &[&["shower", "bath", "soap"], &["body", "hand", "foot"], &["deodorant"]],
    &[
        &["cleans", "micellar", "remover", "face wash"],
        &["toner", "essence", "mist"],
        &["serum", "ampoule", "treatment", "concentrate"],
        &["eye-care", "eye care", "eye cream"],
        &["moisturi", "hydrat", "cream", "face oil"],
        &["sun", "spf"],
        &["mask", "peel", "exfoliat"],
    ],
    &[
        &["lip"],
        &["complexion", "foundation", "concealer", "powder", "blush", "primer"],
        &["eye", "mascara", "brow"],
        &["nail"],
    ],
    &[&["fragrance", "perfume", "parfum"], &["candle", "home"]],
];

/// A step of a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Which routine.
    pub(super) family: usize,
    /// Where in it.
    pub(super) place: usize,
}

/// The step that a category belongs to.
pub(super) fn step(category: &str) -> Option<Step> {
    let category = category.to_lowercase();
    let named = |words: &&[&str]| words.iter().any(|word| category.contains(word));
    FAMILIES
        .iter()
        .enumerate()
        .find_map(|(family, steps)| Some(Step { family, place: steps.iter().position(named)? }))
}

/// For each category the one that comes next in its routine, skipping steps the shop does not sell; after the last step
/// the first again.
pub(super) fn next_steps(categories: &[&str]) -> Vec<Option<usize>> {
    let steps: Vec<Option<Step>> = categories.iter().map(|category| step(category)).collect();
    let next = |index: usize, own: Step| {
        // Two categories of one step follow each other in the order of their names.
        let family = steps.iter().enumerate().filter_map(|(at, step)| {
            step.filter(|step| step.family == own.family).map(|step| (step.place, at))
        });
        let mut family: Vec<(usize, usize)> = family.collect();
        family.sort_unstable();
        let place = family.iter().position(|(_, at)| *at == index)?;
        let (_, next) = family.iter().cycle().nth(place + 1)?;
        (*next != index).then_some(*next)
    };
    steps.iter().enumerate().map(|(index, step)| next(index, (*step)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_recognised() {
        let cases = [
            ("cleanser", Some((2, 0))),
            ("Micellar water", Some((2, 0))),
            ("eye-care", Some((2, 3))),
            ("eye-colour", Some((3, 2))),
            ("Eye cream", Some((2, 3))),
            ("Body cream", Some((1, 1))),
            ("hair", Some((0, 0))),
            ("sunscreen", Some((2, 5))),
            ("lip", Some((3, 0))),
            ("Vouchers", None),
            ("", None),
        ];
        for (category, expected) in cases {
            let expected = expected.map(|(family, place)| Step { family, place });
            assert_eq!(step(category), expected, "{category}");
        }
    }

    #[test]
    fn routines_skip_what_is_not_sold() {
        let categories = ["cleanser", "complexion", "lip", "serum", "sunscreen", "vouchers"];
        assert_eq!(next_steps(&categories), [Some(3), Some(2), Some(1), Some(4), Some(0), None]);
        assert_eq!(next_steps(&["foundation", "powder", "lip"]), [Some(1), Some(2), Some(0)]);
        assert_eq!(next_steps(&["serum"]), [None]);
        assert_eq!(next_steps(&[]), []);
    }
}

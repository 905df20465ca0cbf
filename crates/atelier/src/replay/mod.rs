//! Deciding again what a page decided: out of a saved moment and its bundle, with the same engine, to the same bytes.
//!
//! The moment carries what the page answered. A difference is a defect of ours (engine and module, or two platforms, disagree), a file
//! that was edited, or another bundle.

mod built;
mod moment;

use std::path::Path;

use sillage_compiler::nearest_miss;
use sillage_engine::{
    bundle::Bundle, decide::decide, event::Millis, explain::explain, page::Page, visitor::Visitor, wire,
};

pub use built::Built;
pub use moment::{Answer, Moment};

use crate::failure::Failure;

/// Characters of a difference that are quoted before it, and from it on.
const BEFORE: usize = 24;
const BEHIND: usize = 48;

/// A moment with everything in it that is decided by.
#[derive(Debug)]
pub struct Scene {
    /// The bundle with what the page had loaded of it.
    pub bundle: Bundle,
    /// Whoever was there.
    pub visitor: Visitor,
    /// What was known from outside.
    pub page: Page,
    /// When.
    pub now: Millis,
}

/// A slot that was decided again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The slot.
    pub slot: String,
    /// The explanation as JSON, with nearest misses.
    pub explanation: String,
    /// The first difference to what the page had.
    pub difference: Option<Difference>,
    /// Whether the page showed something that it had decided earlier.
    pub is_older: bool,
}

/// Where two answers begin to differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `decision` or `explanation`.
    pub of: &'static str,
    /// In bytes from the beginning.
    pub at: usize,
    /// What the page had around there.
    pub page: String,
    /// And what came out here.
    pub here: String,
}

impl Scene {
    /// Tells an engine what the page's was told. With `is_other`, sections that the bundle does not have are left out.
    pub fn new(moment: &Moment, built: &Built, file: &Path, is_other: bool) -> Result<Scene, Failure> {
        let bundle = built.load(&moment.sections, is_other)?;
        let mut visitor = Visitor::default();
        for (index, record) in moment.records.iter().enumerate() {
            visitor.restore(record).map_err(|fault| {
                let message = format!(
                    "`{}` is no saved moment: `records[{index}]` is refused: {fault}",
                    file.display()
                );
                Failure::new(message, "save it again with a storefront of this version")
            })?;
        }
        let mut page = Page::default();
        for (namespace, bytes) in &moment.facts {
            page.set_facts(namespace, wire::read(bytes));
        }
        for bytes in &moment.offers {
            page.merge_offers(&wire::read(bytes));
        }
        page.seed = moment.seed;
        Ok(Scene { bundle, visitor, page, now: moment.now })
    }

    /// Decides a slot again.
    pub fn replay(&self, answer: &Answer) -> Replayed {
        let Scene { bundle, visitor, page, now } = self;
        let slot = answer.slot.as_str();
        let decision = decide(bundle, visitor, page, slot, *now).to_json();
        let explanation = explain(bundle, visitor, page, slot, *now);
        let difference = difference("decision", &answer.decision, &decision)
            .or_else(|| difference("explanation", &answer.explanation, &explanation));
        Replayed {
            slot: answer.slot.clone(),
            explanation: nearest_miss::explain(bundle, visitor, page, slot, *now),
            difference,
            is_older: answer.shown.as_ref().is_some_and(|shown| *shown != answer.decision),
        }
    }
}

/// Where two texts begin to differ.
fn difference(of: &'static str, page: &str, here: &str) -> Option<Difference> {
    if page == here {
        return None;
    }
    let same = page.bytes().zip(here.bytes()).take_while(|(a, b)| a == b).count();
    Some(Difference { of, at: same, page: excerpt(page, same), here: excerpt(here, same) })
}

/// What stands around a place; the place need not be the beginning of a character.
fn excerpt(text: &str, at: usize) -> String {
    let from = text.floor_char_boundary(at.saturating_sub(BEFORE));
    let to = text.floor_char_boundary(at.saturating_add(BEHIND));
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{}{}", cut(from > 0), text.get(from..to).unwrap_or_default(), cut(to < text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_quoted() {
        let check = |page: &str, here: &str, expected: Option<(usize, &str, &str)>| {
            let found = difference("decision", page, here);
            let found = found.as_ref().map(|found| (found.at, found.page.as_str(), found.here.as_str()));
            assert_eq!(found, expected);
        };
        check("", "", None);
        check("same", "same", None);
        check("same", "sane", Some((2, "same", "sane")));
        check("same", "same and more", Some((4, "same", "same and more")));
        // The second byte of both is the same, the third is not.
        check("é—", "é–", Some((4, "é—", "é–")));
        let long = "x".repeat(100);
        let other = format!("{}y", "x".repeat(60));
        let (page, here) = (format!("…{}", "x".repeat(64)), format!("…{}y", "x".repeat(24)));
        check(&long, &other, Some((60, &page, &here)));
        check(&long, "", Some((0, &format!("{}…", "x".repeat(48)), "")));
    }
}

//! What a pattern consists of, as far as the proof looks at it.

use super::set::Set;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree {
    /// One character of a set.
    One(Set),
    /// A place between characters: `^`, `$`, `\b`, `\B`.
    Place,
    /// What must be, or not be, before or behind a place.
    Look(Box<Tree>),
    /// One after the other.
    Sequence(Vec<Tree>),
    /// One of several.
    Choice(Vec<Tree>),
    /// The same so many times; no most: without end.
    Repeat { body: Box<Tree>, least: u32, most: Option<u32> },
}

impl Tree {
    /// Whether it can match nothing at all.
    pub(super) fn is_nullable(&self) -> bool {
        match self {
            Tree::One(_) => false,
            Tree::Place | Tree::Look(_) => true,
            Tree::Sequence(parts) => parts.iter().all(Tree::is_nullable),
            Tree::Choice(parts) => parts.iter().any(Tree::is_nullable),
            Tree::Repeat { body, least, .. } => *least == 0 || body.is_nullable(),
        }
    }

    /// Every character that may be in what it matches.
    pub(super) fn characters(&self) -> Set {
        match self {
            Tree::One(set) => *set,
            Tree::Place | Tree::Look(_) => Set::NONE,
            Tree::Sequence(parts) | Tree::Choice(parts) => {
                parts.iter().fold(Set::NONE, |set, part| set.or(part.characters()))
            }
            Tree::Repeat { body, .. } => body.characters(),
        }
    }

    /// The characters that what it matches may begin with.
    pub(super) fn first(&self) -> Set {
        match self {
            Tree::Sequence(parts) => {
                let mut first = Set::NONE;
                for part in parts {
                    first = first.or(part.first());
                    if !part.is_nullable() {
                        break;
                    }
                }
                first
            }
            Tree::Choice(parts) => parts.iter().fold(Set::NONE, |set, part| set.or(part.first())),
            Tree::Repeat { body, .. } => body.first(),
            other => other.characters(),
        }
    }

    /// Whether the first character tells which of several it is.
    pub(super) fn is_told_apart(parts: &[Tree]) -> bool {
        let mut seen = Set::NONE;
        parts.iter().all(|part| {
            let first = part.first();
            let is_new = !part.is_nullable() && !first.meets(seen);
            seen = seen.or(first);
            is_new
        })
    }

    /// Whether it matches a text of its characters in one way at most, and always of one length or told by the first character.
    pub(super) fn is_fixed(&self) -> bool {
        match self {
            Tree::One(_) | Tree::Place => true,
            Tree::Look(body) => body.is_fixed(),
            Tree::Sequence(parts) => parts.iter().all(Tree::is_fixed),
            Tree::Choice(parts) => Tree::is_told_apart(parts) && parts.iter().all(Tree::is_fixed),
            Tree::Repeat { body, least, most } => Some(*least) == *most && body.is_fixed(),
        }
    }
}

//! Sets of characters, as coarse as the proof allows: each of ASCII, and all others together.

/// A set of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Set {
    ascii: u128,
    /// Whether any other character may be in it.
    others: bool,
}

impl Set {
    pub(super) const NONE: Set = Set { ascii: 0, others: false };
    /// What `.` matches; the line ends beyond ASCII are taken as in it.
    pub(super) const DOT: Set = Set { ascii: !(1 << b'\n' | 1 << b'\r'), others: true };

    /// The characters from one to another.
    pub(super) fn range(first: u32, last: u32) -> Set {
        let ascii = (first..=last.min(127)).fold(0, |set, code| set | 1 << code);
        Set { ascii, others: last > 127 }
    }

    pub(super) fn digits() -> Set {
        Set::range(u32::from(b'0'), u32::from(b'9'))
    }

    /// What `\w` matches.
    pub(super) fn words() -> Set {
        let letters = |first: u8| Set::range(u32::from(first), u32::from(first) + 25);
        Set::digits().or(letters(b'a')).or(letters(b'A')).or(Set::range(u32::from(b'_'), u32::from(b'_')))
    }

    /// What `\s` matches.
    pub(super) fn spaces() -> Set {
        Set { others: true, ..Set::range(9, 13).or(Set::range(32, 32)) }
    }

    /// All characters but those; of the others none is left out for certain.
    pub(super) fn not(self) -> Set {
        Set { ascii: !self.ascii, others: true }
    }

    pub(super) fn or(self, other: Set) -> Set {
        Set { ascii: self.ascii | other.ascii, others: self.others || other.others }
    }

    pub(super) fn meets(self, other: Set) -> bool {
        self.ascii & other.ascii != 0 || self.others && other.others
    }

    /// With each letter in both cases.
    pub(super) fn folded(self) -> Set {
        const LETTERS: u128 = (1 << 26) - 1;
        let (lower, upper) = (self.ascii >> b'a' & LETTERS, self.ascii >> b'A' & LETTERS);
        let both = lower | upper;
        Set { ascii: self.ascii | both << b'a' | both << b'A', ..self }
    }
}

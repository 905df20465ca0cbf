//! Accepted patterns in `regress`, as native tools run them, against `RegExp` in Node, as a page does: random patterns of the accepted
//! grammar, from a fixed seed, and texts with characters beyond the basic plane. Both have to find the same.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use sillage_engine::host::Question;

use crate::matching::matching;

const PATTERNS: usize = 3_000;

/// Characters whose cases, kinds or sizes engines could take for others.
const CHARACTERS: &[&str] = &[
    "a", "b", "B", "z", "Z", "0", "9", "_", "-", "/", ".", " ", "\n", "\r", "\t", "\u{b}", "\u{a0}",
    "\u{2028}", "\u{feff}", "\u{0}", "é", "É", "ß", "ẞ", "ſ", "S", "k", "K", "\u{212a}", "Å", "\u{212b}",
    "σ", "ς", "Σ", "İ", "ı", "i", "I", "µ", "μ", "ǆ", "ǅ", "ﬆ", "ﬅ", "😀", "𐐀", "𐐨", "\u{e000}", "\u{ffff}",
    "\u{85}", "\u{180e}", "\u{345}", "ι", "\u{1fbe}", "ᾳ", "ᾼ", "Ω", "ω", "\u{2126}", "Ⅷ", "ⅷ",
];
const ATOMS: &[&str] = &[
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    ".",
    "\\b",
    "\\B",
    "^",
    "$",
    "[^]",
    "[]",
    "[a-z]",
    "[^a-z]",
    "[A-Z\\d]",
    "[\\s\\S]",
    "[^\\W]",
    "\\.",
    "\\/",
    "\\n",
    "\\u00e9",
    "\\x41",
    "\\ud83d",
    "\\ude00",
    "[\\ud800-\\udfff]",
    "[\\u00e0-\\u017f]",
    "[^\\u0391-\\u03c9]",
    "[\\b]",
    "\\-",
    "\\u212a",
    "\\u017f",
    "\\u1e9e",
    "[\\u2000-\\u3000]",
    "[é]",
    "[^ſ]",
];

/// Characters, and escapes and ranges with them, whose case `regress` does not tell as `RegExp` does without the flag `u`: it folds them
/// by Unicode (`ſ` like `s`, the Kelvin sign like `k`), JavaScript by `toUpperCase` of one unit, never from beyond ASCII into it. That
/// is a known difference of native tools, of patterns without regard to case alone.
const FOLDED_OTHERWISE: &[&str] = &[
    "ſ", "\u{212a}", "\u{212b}", "\u{2126}", "ẞ", "ß", "İ", "ı", "ﬆ", "ﬅ", "\u{345}", "ι", "\u{1fbe}", "ᾳ",
    "ᾼ", "𐐀", "𐐨", "\\u212a", "\\u017f", "\\u1e9e", "\\u2000", "[^\\W]",
];

/// A linear congruential generator, so that every run has the same patterns.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn pattern(&mut self, depth: usize) -> String {
        let mut pattern = String::new();
        for _ in 0..=self.below(3) {
            let part = match self.below(if depth < 3 { 8 } else { 6 }) {
                0..3 => self.of(ATOMS).to_owned(),
                3..6 => self.of(CHARACTERS).to_owned(),
                _ => {
                    let open = self.of(&["(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>"]);
                    format!("{open}{})", self.pattern(depth + 1))
                }
            };
            pattern += &part;
            pattern += self.of(&["", "", "", "", "?", "*", "+", "+?", "{2}", "{1,2}", "{0,3}?", "|"]);
        }
        pattern
    }

    fn text(&mut self) -> String {
        let length = [0, 1, 2, 3, 5, 8, 40][self.below(7)];
        (0..length).map(|_| self.of(CHARACTERS)).collect()
    }
}

/// What Node finds: a digit for each case.
fn found_by_node(cases: &[(String, bool, String)]) -> String {
    const SCRIPT: &str = "const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        process.stdout.write(cases.map(([pattern, isFolded, text]) => +(new RegExp(pattern, isFolded ? 'i' : '').exec(text) !== null)).join(''))";
    let mut command = Command::new("node");
    let mut node = command
        .args(["-e", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed");
    node.stdin.take().unwrap().write_all(&serde_json::to_vec(cases).unwrap()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn native_tools_find_what_a_page_finds() {
    let random = &mut Random(20_261);
    let mut cases = Vec::new();
    let mut accepted = 0;
    while accepted < PATTERNS {
        let (pattern, is_folded) = (random.pattern(0), random.below(2) > 0);
        if super::check(&pattern, is_folded).is_err() {
            continue;
        }
        accepted += 1;
        let is_comparable = |text: &str| !is_folded || !FOLDED_OTHERWISE.iter().any(|odd| text.contains(odd));
        if !is_comparable(&pattern) {
            continue;
        }
        let texts = CHARACTERS.iter().step_by(3).map(|text| (*text).to_owned());
        let texts: Vec<String> = texts.chain((0..24).map(|_| random.text())).collect();
        let comparable = texts.into_iter().filter(|text| is_comparable(text));
        cases.extend(comparable.map(|text| (pattern.clone(), is_folded, text)));
    }
    let found = found_by_node(&cases);
    assert_eq!(found.len(), cases.len());
    let differing = cases.iter().zip(found.bytes()).filter(|((pattern, is_folded, text), found)| {
        let question = if *is_folded { Question::MatchesFolded } else { Question::Matches };
        matching(question, text, pattern) != (*found == b'1')
    });
    let differing: Vec<_> = differing.take(40).collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

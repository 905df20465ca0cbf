//! The lines behind the text field: their colours, their numbers, and what is wrong in them.

use std::ops::Range;

use crate::{
    highlight::{self, Part},
    node::{Node, classed, node, words},
};

/// A line as it is to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    text: String,
    is_yaml: bool,
    /// Bytes of it that are wrong.
    wrong: Vec<Range<usize>>,
}

/// The lines of a text; `wrong` are ranges of its bytes.
pub fn lines(text: &str, is_yaml: bool, wrong: &[Range<usize>]) -> Vec<Line> {
    let mut from = 0;
    text.split('\n')
        .map(|line| {
            let start = from;
            from += line.len() + 1;
            let inner = |range: &Range<usize>| {
                // What is wrong at the end of a line, or at a place without length, marks at least one sign.
                let end = range.end.max(range.start + 1);
                let begins = (start..=start + line.len()).contains(&range.start);
                let overlaps = range.start < start + line.len() && end > start;
                (begins || overlaps)
                    .then(|| range.start.saturating_sub(start)..end.saturating_sub(start).min(line.len()))
            };
            Line { text: line.to_owned(), is_yaml, wrong: wrong.iter().filter_map(inner).collect() }
        })
        .collect()
}

/// A line as drawn.
pub fn drawn(line: &Line) -> Node {
    let class = if line.wrong.is_empty() { "line" } else { "line wrong" };
    let parts =
        if line.is_yaml { highlight::parts(&line.text) } else { vec![Part { class: "", text: &line.text }] };
    let mut from = 0;
    let mut drawn = classed("div", class);
    for part in parts {
        let range = from..from + part.text.len();
        from = range.end;
        let is_wrong = line.wrong.iter().any(|wrong| wrong.start < range.end && wrong.end > range.start);
        drawn = match (part.class, is_wrong) {
            ("" | "plain", false) => drawn.text(part.text),
            (class, false) => drawn.child(words("span", class, part.text)),
            (class, true) => drawn.child(words("span", format!("{class} bad").trim(), part.text)),
        };
    }
    // An empty line is as high as any other.
    if line.text.is_empty() { drawn.text("\u{200b}") } else { drawn }
}

/// The number of a line.
pub fn number(index: usize, line: &Line) -> Node {
    let class = if line.wrong.is_empty() { "number" } else { "number wrong" };
    node("div").with("class", class).text((index + 1).to_string())
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "lists of one range are meant")]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_found_in_its_line() {
        let check = |range: Range<usize>, expected: &[&[Range<usize>]]| {
            let found: Vec<Vec<Range<usize>>> = lines("ab\n\ncd", true, std::slice::from_ref(&range))
                .into_iter()
                .map(|line| line.wrong)
                .collect();
            let expected: Vec<Vec<Range<usize>>> = expected.iter().map(|wrong| wrong.to_vec()).collect();
            assert_eq!(found, expected, "{range:?}");
        };
        check(0..1, &[&[0..1], &[], &[]]);
        check(1..5, &[&[1..2], &[0..0], &[0..1]]);
        check(2..2, &[&[2..2], &[], &[]]);
        check(3..3, &[&[], &[0..0], &[]]);
        check(4..6, &[&[], &[], &[0..2]]);
    }
}

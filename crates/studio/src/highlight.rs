//! The parts of a line of YAML, for colour alone: what is wrong with it, the compiler tells.

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its class in the style sheet; empty for plain text.
    pub class: &'static str,
    /// Its text.
    pub text: &'a str,
}

/// Cuts a line into parts; joined they are the line.
pub fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = line;
    let mut is_spaced = true;
    while let Some(first) = rest.chars().next() {
        let (class, length) = match first {
            '#' if is_spaced => ("comment", rest.len()),
            '"' | '\'' if is_spaced => ("text", quoted(rest, first)),
            ' ' | '\t' => ("", spaces(rest)),
            '{' | '}' | '[' | ']' | ',' => ("mark", 1),
            ':' | '-' if is_alone(rest) => ("mark", 1),
            _ => word(rest),
        };
        let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        is_spaced = matches!(class, "" | "mark");
        parts.push(Part { class, text: part });
        rest = after;
    }
    parts
}

/// Whether the sign at the start stands for itself: a space or the end follows.
fn is_alone(rest: &str) -> bool {
    rest.chars().nth(1).is_none_or(char::is_whitespace)
}

fn spaces(rest: &str) -> usize {
    rest.find(|character| character != ' ' && character != '\t').unwrap_or(rest.len())
}

/// Length of a quoted text with its quotes; to the end where it has no second one.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Class and length of what stands up to a sign of the language.
fn word(rest: &str) -> (&'static str, usize) {
    let is_end = |(at, character): (usize, char)| match character {
        '{' | '}' | '[' | ']' | ',' => at > 0,
        ':' => rest.get(at..).is_some_and(is_alone),
        '#' => at > 0 && rest.get(..at).is_some_and(|before| before.ends_with(' ')),
        _ => false,
    };
    let end = rest.char_indices().find(|found| is_end(*found)).map_or(rest.len(), |(at, _)| at);
    let text = rest.get(..end).unwrap_or(rest).trim_end();
    let length = text.len().max(rest.chars().next().map_or(0, char::len_utf8));
    let is_key = rest.get(text.len()..).is_some_and(|after| after.starts_with(':') && is_alone(after));
    let class = match text {
        _ if text.starts_with('$') => "operator",
        _ if is_key => "key",
        "true" | "false" | "null" | "~" => "literal",
        _ if is_number(text) => "literal",
        _ => "plain",
    };
    (class, length)
}

/// Numbers and dates.
fn is_number(text: &str) -> bool {
    let first = text.trim_start_matches('-').chars().next();
    first.is_some_and(|first| first.is_ascii_digit())
        && text.chars().all(|character| character.is_ascii_digit() || "-.:TZ+".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(&str, &str)]) {
        let found = parts(line);
        let shown: Vec<(&str, &str)> =
            found.iter().filter(|part| !part.class.is_empty()).map(|part| (part.class, part.text)).collect();
        assert_eq!(shown, expected, "{line}");
        assert_eq!(found.iter().map(|part| part.text).collect::<String>(), line);
    }

    #[test]
    fn lines_are_cut_at_the_signs_of_the_language() {
        check("", &[]);
        check("# a remark", &[("comment", "# a remark")]);
        check(
            "  priority: 40  # high",
            &[("key", "priority"), ("mark", ":"), ("literal", "40"), ("comment", "# high")],
        );
        check(
            "audience: {$segment: gold, trait.visits: {$gte: 2}}",
            &[
                ("key", "audience"),
                ("mark", ":"),
                ("mark", "{"),
                ("operator", "$segment"),
                ("mark", ":"),
                ("plain", "gold"),
                ("mark", ","),
                ("key", "trait.visits"),
                ("mark", ":"),
                ("mark", "{"),
                ("operator", "$gte"),
                ("mark", ":"),
                ("literal", "2"),
                ("mark", "}"),
                ("mark", "}"),
            ],
        );
        check("a: \"x \\\" # y\"", &[("key", "a"), ("mark", ":"), ("text", "\"x \\\" # y\"")]);
        check("end: 2027-12-31", &[("key", "end"), ("mark", ":"), ("literal", "2027-12-31")]);
        check(
            "- {a: \"unfinished",
            &[("mark", "-"), ("mark", "{"), ("key", "a"), ("mark", ":"), ("text", "\"unfinished")],
        );
        check(
            "href: https://a.example/b#c",
            &[("key", "href"), ("mark", ":"), ("plain", "https://a.example/b#c")],
        );
        check(
            "title: Été à l’ombre, déjà",
            &[("key", "title"), ("mark", ":"), ("plain", "Été à l’ombre"), ("mark", ","), ("plain", "déjà")],
        );
    }
}

//! "Did you mean": the known name nearest to a mistyped one.

use crate::diagnostic::Report;

/// How many names are looked at for all suggestions of one project, one that is compared closely counting as [`CLOSE`].
/// What is mistyped is few; where a file of a hundred thousand names does not fit another one, nobody reads so many helps.
const LOOKS: usize = 2_000_000;
/// What one comparison costs.
const CLOSE: usize = 20;
/// A name is short; what is longer was not mistyped, and comparing is quadratic.
const LENGTH: usize = 128;

/// How many names were looked at so far.
#[derive(Debug, Default)]
pub(crate) struct Looks(usize);

impl Report {
    /// ``did you mean `x`?``, where some name is near enough. Of very many mistakes, only the first are given a name.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        given: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        nearest(given, known, &mut self.looks).map(words)
    }
}

/// ``did you mean `x`?``, where one of a few names is near enough.
pub(crate) fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(given, known, &mut Looks::default()).map(words)
}

fn words(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// The nearest name by Damerau–Levenshtein distance, within a third of its length; the first of equally near ones.
fn nearest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    Looks(looks): &mut Looks,
) -> Option<&'a str> {
    if given.len() > LENGTH {
        return None;
    }
    let given = given.to_lowercase();
    let length = given.chars().count();
    let mut best: Option<(usize, &str)> = None;
    let mut known = known.into_iter();
    while *looks < LOOKS {
        let Some(name) = known.next() else {
            return best.filter(|(distance, name)| *distance <= tolerance(name)).map(|(_, name)| name);
        };
        *looks += 1;
        // The distance is at least the difference of the lengths.
        if name.len() > 2 * LENGTH || name.chars().count().abs_diff(length) > tolerance(name) {
            continue;
        }
        *looks += CLOSE;
        let distance = strsim::damerau_levenshtein(&given, &name.to_lowercase());
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    None
}

fn tolerance(name: &str) -> usize {
    (name.chars().count() / 3).max(1)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{LOOKS, Report, did_you_mean};

    #[test]
    fn only_near_names_are_suggested() {
        let cases = [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("actoin", Some("action")),
            ("x", None),
            ("colour", None),
        ];
        for (given, expected) in cases {
            let expected = expected.map(|name| format!("did you mean `{name}`?"));
            assert_eq!(did_you_mean(given, ["title", "action", "body"]), expected, "{given}");
        }
    }

    #[test]
    fn many_mistakes_among_many_names_are_not_multiplied() {
        let names: Vec<String> = (0..20_000).map(|at| format!("hero.title_{at}")).collect();
        let seen = Cell::new(0);
        let mut report = Report::default();
        let mut suggested = 0;
        for at in 0..20_000 {
            let known = names.iter().map(String::as_str).inspect(|_| seen.set(seen.get() + 1));
            suggested += usize::from(report.did_you_mean(&format!("hero.titel_{at}"), known).is_some());
        }
        assert!(suggested > 0 && seen.get() <= LOOKS, "{suggested} suggestions, {} names", seen.get());
    }
}

//! "Did you mean": the known name nearest to a mistyped one.

/// ``did you mean `x`?``, where some name is near enough.
pub(crate) fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(given, known).map(|name| format!("did you mean `{name}`?"))
}

/// The nearest name by Damerau–Levenshtein distance, within a third of its length; the first of equally near ones.
fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A name is short; what is longer was not mistyped, and comparing is quadratic.
    if given.len() > 128 {
        return None;
    }
    let distance = |name: &str| strsim::damerau_levenshtein(&given.to_lowercase(), &name.to_lowercase());
    let near = known.into_iter().map(|name| (distance(name), name));
    let (distance, name) = near.min_by_key(|(distance, _)| *distance)?;
    (distance <= (name.chars().count() / 3).max(1)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

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
}

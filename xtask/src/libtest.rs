//! Reads what `cargo test -- --show-output` prints.
//!
//! A test that finds nothing to work on (no `../shared/data`, say) prints `skipped: REASON` and returns; the harness
//! counts it as passed, and here it is moved to the skipped ones.

use crate::counts::{Counts, Skip};

/// Sums every harness in the output: unit tests, integration tests and doc tests.
pub(crate) fn counts(output: &str) -> Counts {
    let mut all = Counts::default();
    let mut said = Vec::new();
    let mut test = "";
    for line in output.lines() {
        if let Some(name) = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----")) {
            test = name;
        } else if let Some(result) = line.strip_prefix("test result: ") {
            all.passed += number_before(result, " passed");
            all.failed += number_before(result, " failed");
        } else if let Some(reason) = line.strip_prefix("skipped: ") {
            said.push(Skip { name: test.to_owned(), reason: reason.to_owned() });
        } else if let Some(skip) = line.strip_prefix("test ").and_then(ignored) {
            all.skipped.push(skip);
        }
    }
    all.passed = all.passed.saturating_sub(said.len());
    all.skipped.extend(said);
    all
}

/// The part of the output that says what failed: from each `failures:` to the result of its harness.
pub(crate) fn failures(output: &str) -> String {
    let mut inside = false;
    let wanted = output.lines().filter(|line| {
        inside = (inside || *line == "failures:") && !line.starts_with("test result: ");
        inside
    });
    wanted.collect::<Vec<_>>().join("\n")
}

fn number_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn ignored(text: &str) -> Option<Skip> {
    let (name, reason) = text.split_once(" ... ignored")?;
    Some(Skip { name: name.to_owned(), reason: reason.trim_start_matches(", ").to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(name: &str, reason: &str) -> Skip {
        Skip { name: name.to_owned(), reason: reason.to_owned() }
    }

    #[test]
    fn harnesses_are_summed() {
        let output = "\
running 3 tests
test limits::tests::one ... ok
test limits::tests::two ... ignored, long
test limits::tests::three ... FAILED
test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
---- sephora stdout ----
skipped: no ../shared/data
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";
        let skipped = vec![skip("limits::tests::two", "long"), skip("sephora", "no ../shared/data")];
        assert_eq!(counts(output), Counts { passed: 12, failed: 1, skipped });
    }

    #[test]
    fn only_what_failed_is_shown() {
        let output = "\
test one ... ok
successes:
---- one stdout ----
fine
failures:
---- two stdout ----
left is not right
failures:
    two
test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
successes:
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";
        assert_eq!(
            failures(output),
            "failures:\n---- two stdout ----\nleft is not right\nfailures:\n    two"
        );
        assert_eq!(failures("test result: ok. 1 passed; 0 failed"), "");
    }

    #[test]
    fn text_that_only_looks_like_a_result_is_not_counted() {
        for output in ["", "test result", "test result: ", "skipped", "testing ... ignored"] {
            assert_eq!(counts(output), Counts::default(), "{output:?}");
        }
    }
}

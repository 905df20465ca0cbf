//! Reads what `node --test --test-reporter=tap` prints.

use crate::counts::{Counts, Skip};

/// The totals of the closing lines, with the skipped cases by name.
pub(crate) fn counts(output: &str) -> Counts {
    let total = |word: &str| {
        let line = output.lines().rev().find_map(|line| line.strip_prefix("# ")?.strip_prefix(word));
        line.and_then(|number| number.trim().parse::<usize>().ok()).unwrap_or_default()
    };
    let skipped: Vec<Skip> = output.lines().filter_map(skip).collect();
    Counts { passed: total("pass "), failed: total("fail ") + total("cancelled "), skipped }
}

fn skip(line: &str) -> Option<Skip> {
    let case = line.trim_start();
    let case = case.strip_prefix("ok ").or_else(|| case.strip_prefix("not ok "))?;
    let marked = case.split_once(" # SKIP").or_else(|| case.split_once(" # TODO"));
    let (case, reason) = marked?;
    let (_, name) = case.split_once(" - ")?;
    Some(Skip { name: name.to_owned(), reason: reason.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_skips_are_read() {
        let output = "\
TAP version 13
# Subtest: decisions
    ok 1 - gold hero
    ok 2 - late # SKIP no bundle
    1..2
ok 1 - decisions
# tests 3
# suites 0
# pass 4
# fail 1
# cancelled 1
# skipped 1
# todo 0
";
        let skipped = vec![Skip { name: "late".to_owned(), reason: "no bundle".to_owned() }];
        assert_eq!(counts(output), Counts { passed: 4, failed: 2, skipped });
        assert_eq!(counts(""), Counts::default());
    }
}

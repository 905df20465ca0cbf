//! `tests/skips.txt` lists every case that may be skipped; a skip that it does not list fails the run, so that a
//! suite cannot fall silent unseen.

use crate::counts::Counts;
use crate::failure::Failure;
use crate::workspace;

/// The lines of the list: `suite | name | reason`; blank lines and lines from `#` are for the reader.
pub(crate) struct Allowed(String);

/// Reads the tracked list.
pub(crate) fn allowed() -> Result<Allowed, Failure> {
    workspace::read(&workspace::path("tests/skips.txt")).map(Allowed)
}

impl Allowed {
    fn lists(&self, suite: &str, name: &str) -> bool {
        let lines = self.0.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split('|').map(str::trim)).any(|mut parts| {
            parts.next() == Some(suite)
                && parts.next() == Some(name)
                && parts.next().is_some_and(|why| !why.is_empty())
        })
    }

    /// Turns skips that are not listed into failures, and names them.
    pub(crate) fn judge(&self, suite: &str, counts: &mut Counts) -> Vec<String> {
        let (kept, refused): (Vec<_>, Vec<_>) =
            counts.skipped.drain(..).partition(|skip| self.lists(suite, &skip.name));
        counts.skipped = kept;
        counts.failed += refused.len();
        let complaint = |name: &str, reason: &str| {
            format!(
                "`{name}` was skipped ({reason}) and tests/skips.txt does not list it as `{suite} | {name} | why`"
            )
        };
        refused.iter().map(|skip| complaint(&skip.name, &skip.reason)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Skip;

    #[test]
    fn only_listed_skips_pass() {
        let allowed = Allowed("# rust | a | commented out\nrust | b | long\nnode | c |\n".to_owned());
        for (suite, name, passes) in [
            ("rust", "b", true),
            ("rust", "a", false),
            ("node", "b", false),
            ("node", "c", false),
            ("rust", "", false),
        ] {
            let skipped = vec![Skip { name: name.to_owned(), reason: "no data".to_owned() }];
            let mut counts = Counts { passed: 1, failed: 0, skipped };
            let complaints = allowed.judge(suite, &mut counts);
            assert_eq!((complaints.is_empty(), counts.failed == 0), (passes, passes), "{suite} {name}");
        }
    }
}

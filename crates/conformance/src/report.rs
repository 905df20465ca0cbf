//! What a file of cases comes to, for readers.

use sillage_engine::host::Host;

use crate::{
    cases::{Checked, Compared, check},
    json,
};

/// All cases of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Each case, in the order of the file.
    pub cases: Vec<Checked>,
}

/// Reads a file and checks its cases. What is wrong with the file is said in one sentence.
pub fn report(text: &str, host: Host) -> Result<Report, String> {
    let file = json::read(text).map_err(|error| format!("it is not JSON: {error}"))?;
    check(&file, host).map(|cases| Report { cases })
}

impl Report {
    /// How many cases failed.
    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.passes()).count()
    }

    /// A line for each failure, and `N passed, M failed`.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for case in self.cases.iter().filter(|case| !case.passes()) {
            let Checked { section, name, outcome } = case;
            out += &match outcome {
                Some(Compared { actual, expected }) => {
                    format!("{section}: {name}: expected {expected}, got {actual}\n")
                }
                None => format!("{section}: {name}: the case has not the form of its section\n"),
            };
        }
        let failed = self.failed();
        out + &format!("{} passed, {failed} failed\n", self.cases.len() - failed)
    }
}

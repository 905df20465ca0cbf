//! Why a command ended, and with which exit code.

use std::fmt;

/// One sentence, a help line (may be empty) and the exit code: 1 a check failed, 2 wrong use or something missing.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) code: u8,
}

impl Failure {
    /// Something was checked and is not as it must be.
    pub(crate) fn check(message: &str) -> Failure {
        Failure { message: message.to_owned(), help: String::new(), code: 1 }
    }

    /// What is wrong has been printed already, line by line.
    pub(crate) fn told() -> Failure {
        Failure::check("")
    }

    /// A tool is missing or too old; `help` says what to run.
    pub(crate) fn missing(message: &str, help: &str) -> Failure {
        Failure { message: message.to_owned(), help: help.to_owned(), code: 2 }
    }

    /// The command line was not understood.
    pub(crate) fn wrong_use(message: &str, help: &str) -> Failure {
        Failure::missing(message, help)
    }

    /// The machine refused a file or a process.
    pub(crate) fn machine(what: &str, cause: impl fmt::Display) -> Failure {
        Failure { message: format!("{what}: {cause}"), help: String::new(), code: 2 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "error: {}", self.message)?;
        if !self.help.is_empty() {
            write!(out, "\nhelp: {}", self.help)?;
        }
        Ok(())
    }
}

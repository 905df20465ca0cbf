//! Why a command could not do its work, and what a finished one found: the three exit codes.

use std::{fmt, io, path::Path, process::ExitCode};

/// Wrong use, or files and sockets that refuse: exit code 2. Mistakes in a source are no failure but a [`Verdict`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a command that did its work found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Exit code 0.
    Fine,
    /// Mistakes, all of them printed: exit code 1.
    Mistakes,
}

impl Failure {
    /// A failure in words.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: help.into() }
    }

    /// A file or folder that refused: `cannot read`, `cannot write` and so on.
    pub fn file(action: &str, path: &Path, error: &io::Error) -> Failure {
        let reason = match error.kind() {
            io::ErrorKind::NotFound if action == "write" => "its folder does not exist",
            io::ErrorKind::NotFound => "it does not exist",
            io::ErrorKind::PermissionDenied => "its permissions forbid it",
            io::ErrorKind::AlreadyExists => "it exists already",
            io::ErrorKind::StorageFull => "the disk is full",
            io::ErrorKind::IsADirectory => "it is a folder",
            io::ErrorKind::NotADirectory => "a part of its path is not a folder",
            io::ErrorKind::InvalidData => "it is not UTF-8",
            _ => "the system refused",
        };
        let help = match error.kind() {
            io::ErrorKind::InvalidData => "save it as UTF-8".to_owned(),
            _ => format!("look at the path and its permissions (the system says: {error})"),
        };
        Failure::new(format!("cannot {action} `{}`: {reason}", path.display()), help)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "error: {}\n  = help: {}", self.message, self.help)
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> ExitCode {
        match verdict {
            Verdict::Fine => ExitCode::SUCCESS,
            Verdict::Mistakes => ExitCode::from(1),
        }
    }
}

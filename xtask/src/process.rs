//! Running other programs. What they print goes to the terminal, into a text, or into a log file.

use crate::failure::Failure;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Runs to the end with the terminal as output; a non-zero exit is a failure.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|cause| not_started(command, cause))?;
    if status.success() { Ok(()) } else { Err(ended(command, &status.to_string())) }
}

/// Runs to the end and returns standard output; standard error is shown only when the program fails.
pub(crate) fn capture(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output().map_err(|cause| not_started(command, cause))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(ended(command, &format!("{}\n{}", output.status, text.trim_end())))
}

/// Runs to the end with standard output in the file `log`; true if the program succeeded.
pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<bool, Failure> {
    let folder = log.parent().unwrap_or(log);
    let file = fs::create_dir_all(folder).and_then(|()| File::create(log));
    let file = file.map_err(|cause| Failure::machine(&format!("cannot write `{}`", log.display()), cause))?;
    let status =
        command.stdin(Stdio::null()).stdout(file).status().map_err(|cause| not_started(command, cause))?;
    Ok(status.success())
}

/// Starts a program that goes on beside this one.
pub(crate) fn start(command: &mut Command) -> Result<Child, Failure> {
    command.stdin(Stdio::null()).spawn().map_err(|cause| not_started(command, cause))
}

/// True if the program can be started and answers `--version`.
pub(crate) fn exists(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|answer| answer.status.success())
}

fn not_started(command: &Command, cause: std::io::Error) -> Failure {
    Failure::machine(&format!("cannot start `{}`", command.get_program().to_string_lossy()), cause)
}

fn ended(command: &Command, how: &str) -> Failure {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    Failure::check(&format!("`{}` ended with {how}", line.join(" ")))
}

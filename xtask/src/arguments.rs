//! The words after a command. Only long flags, with the value as the next word: nothing here needs more.

use crate::failure::Failure;

/// Flags in the order given; a flag without a value has an empty one.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    flags: Vec<(String, String)>,
}

impl Arguments {
    /// Accepts the `plain` flags and the flags `with_value`, and nothing else.
    pub(crate) fn parse(words: &[String], plain: &[&str], with_value: &[&str]) -> Result<Arguments, Failure> {
        let mut flags = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = match word.as_str() {
                known if plain.contains(&known) => String::new(),
                known if with_value.contains(&known) => {
                    words.next().cloned().ok_or_else(|| no_value(word))?
                }
                _ => return Err(unknown(word, plain, with_value)),
            };
            flags.push((word.clone(), value));
        }
        Ok(Arguments { flags })
    }

    pub(crate) fn has(&self, flag: &str) -> bool {
        self.value(flag).is_some()
    }

    pub(crate) fn value(&self, flag: &str) -> Option<&str> {
        self.flags.iter().rev().find(|(name, _)| name == flag).map(|(_, value)| value.as_str())
    }
}

fn no_value(flag: &str) -> Failure {
    Failure::wrong_use(&format!("`{flag}` needs a value"), "write it as the next word")
}

fn unknown(word: &str, plain: &[&str], with_value: &[&str]) -> Failure {
    let known: Vec<&str> = plain.iter().chain(with_value).copied().collect();
    let help = match known.is_empty() {
        true => "this command takes no arguments".to_owned(),
        false => format!("this command knows {}", known.join(" and ")),
    };
    Failure::wrong_use(&format!("`{word}` was not understood"), &help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], expected: Result<&[(&str, &str)], &str>) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = Arguments::parse(&words, &["--check"], &["--port"]);
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                let found: Vec<(&str, &str)> =
                    found.flags.iter().map(|(flag, value)| (flag.as_str(), value.as_str())).collect();
                assert_eq!(found, expected);
            }
            (found, expected) => assert_eq!(found.unwrap_err().to_string(), expected.unwrap_err()),
        }
    }

    #[test]
    fn words_become_flags() {
        check(&[], Ok(&[]));
        check(&["--check"], Ok(&[("--check", "")]));
        check(&["--port", "8000", "--check"], Ok(&[("--port", "8000"), ("--check", "")]));
        check(&["--port"], Err("error: `--port` needs a value\nhelp: write it as the next word"));
        check(
            &["fast"],
            Err("error: `fast` was not understood\nhelp: this command knows --check and --port"),
        );
    }
}

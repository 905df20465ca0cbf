//! Why no model came of it.

use std::fmt;

use sillage_engine::{fault::Fault, limits};

use crate::events::RowError;

/// Why training ended without a model. The message is one sentence; [`TrainError::help`] says what to do.
#[derive(Debug)]
pub enum TrainError {
    /// A log could not be read.
    Read {
        /// The file.
        file: String,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// More rows than allowed could not be read.
    TooManyMistakes {
        /// The first of them.
        mistakes: Vec<RowError>,
    },
    /// Not one event with an item.
    NoItems,
    /// More items than a model may have.
    TooManyItems {
        /// How many there were when reading stopped.
        items: usize,
    },
    /// Not even a model without edges fits.
    TooLarge {
        /// Compressed bytes of that model.
        bytes: usize,
        /// Its bytes before compression.
        raw: usize,
        /// The bytes allowed.
        budget: usize,
    },
    /// Not a number of bytes.
    Budget {
        /// What was written instead.
        text: String,
    },
    /// The engine would not accept the model.
    Refused(Fault),
}

impl fmt::Display for TrainError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrainError::Read { file, reason } => write!(out, "`{file}` cannot be read: {reason}"),
            TrainError::TooManyMistakes { mistakes } => {
                write!(out, "more than {} rows of the log cannot be read", mistakes.len())
            }
            TrainError::NoItems => write!(out, "the log has no event with an item"),
            TrainError::TooManyItems { items } => {
                write!(
                    out,
                    "the log has at least {items} items, more than the {} a model may have",
                    limits::ITEMS
                )
            }
            TrainError::TooLarge { bytes, raw, .. } if *raw > limits::MODEL_BYTES => {
                write!(
                    out,
                    "the ids of the items alone take {raw} bytes ({bytes} compressed), more than a model may have"
                )
            }
            TrainError::TooLarge { bytes, budget, .. } => {
                write!(out, "the items without any edge take {bytes} bytes, more than the {budget} allowed")
            }
            TrainError::Budget { text } => write!(out, "`{text}` is not a number of bytes"),
            TrainError::Refused(fault) => write!(out, "the trained model was refused: {fault:?}"),
        }
    }
}

impl std::error::Error for TrainError {}

impl TrainError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            TrainError::Read { .. } => "check the path and the permissions",
            TrainError::TooManyMistakes { .. } => {
                "correct the rows named first, or name the format with `--format`"
            }
            TrainError::NoItems => {
                "items count in `view_item`, `select_item`, `add_to_cart`, `add_to_wishlist` and `purchase` events"
            }
            TrainError::TooManyItems { .. } => {
                "train on the ids of products instead of their variants, or on fewer months of the log"
            }
            TrainError::TooLarge { .. } => "allow more bytes with `--budget`, or train on fewer items",
            TrainError::Budget { .. } => "write it like `128kB`, `1.5MB` or `256KiB`, at most 8 MiB",
            TrainError::Refused(_) => "this is a mistake of the trainer; please report it with the log",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_sentences() {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "no such file");
        let cases = [
            (
                TrainError::Read { file: "log.jsonl".into(), reason: missing },
                "`log.jsonl` cannot be read: no such file",
            ),
            (TrainError::TooManyMistakes { mistakes: vec![] }, "more than 0 rows of the log cannot be read"),
            (TrainError::NoItems, "the log has no event with an item"),
            (
                TrainError::TooManyItems { items: 65_536 },
                "the log has at least 65536 items, more than the 65535 a model may have",
            ),
            (
                TrainError::TooLarge { bytes: 900, raw: 1_000, budget: 100 },
                "the items without any edge take 900 bytes, more than the 100 allowed",
            ),
            (
                TrainError::TooLarge { bytes: 900, raw: 5_000_000, budget: 100 },
                "the ids of the items alone take 5000000 bytes (900 compressed), more than a model may have",
            ),
            (TrainError::Budget { text: "9 elephants".into() }, "`9 elephants` is not a number of bytes"),
        ];
        for (error, message) in cases {
            assert_eq!(error.to_string(), message);
            assert!(!error.help().is_empty() && !error.help().ends_with('.'), "{message}");
        }
    }
}

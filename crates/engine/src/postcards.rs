//! The two rules for every use of `postcard`: all bytes are read, and writing plain data cannot fail.

use serde::{Serialize, de::DeserializeOwned};

use crate::fault::Fault;

/// Reads a value that takes up all of `bytes`.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let (value, rest) = postcard::take_from_bytes(bytes).map_err(|_| Fault::Malformed)?;
    if rest.is_empty() { Ok(value) } else { Err(Fault::TrailingBytes) }
}

/// Writes a value. Plain data of known length always serializes; were that ever untrue, the empty result is refused by
/// every reader.
pub(crate) fn write<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

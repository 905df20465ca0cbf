//! Bytes as base64 text, the form in which JSON and stored records carry them.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The bytes of a text; none where it is not base64.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.trim()).ok()
}

/// The text of some bytes.
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

//! Encrypted payloads: AES in CBC mode, `initialisation vector.text`, both in Base64 as JavaScript's `atob` reads it.
//!
//! Crates `aes` and `cbc` (RustCrypto) do it; they are pure Rust and know no platform, so the same code runs as wasm.

use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7};
use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// The plain text; none where key, vector, text or padding is broken. What is no UTF-8 in it becomes U+FFFD.
pub fn decrypt(encrypted: &str, key: &str) -> Option<String> {
    let mut parts = encrypted.split('.');
    let (vector, text) = (decoded(parts.next()?)?, decoded(parts.next()?)?);
    let key = decoded(key)?;
    let plain = match key.len() {
        16 => open::<cbc::Decryptor<aes::Aes128>>(&key, &vector, &text),
        24 => open::<cbc::Decryptor<aes::Aes192>>(&key, &vector, &text),
        32 => open::<cbc::Decryptor<aes::Aes256>>(&key, &vector, &text),
        _ => None,
    }?;
    let plain = String::from_utf8_lossy(&plain);
    Some(plain.strip_prefix('\u{feff}').unwrap_or(&plain).to_owned())
}

fn open<D: BlockModeDecrypt + KeyIvInit>(key: &[u8], vector: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    D::new_from_slices(key, vector).ok()?.decrypt_padded_vec::<Pkcs7>(text).ok()
}

/// Base64 as `atob` reads it: white space does not count, padding may be left away, loose bits at the end are dropped.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let configuration = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    GeneralPurpose::new(&STANDARD, configuration).decode(text).ok()
}

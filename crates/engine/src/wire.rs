//! Facts as they cross from the host: flat paths and values as `postcard`, limits applied.
//!
//! The host's encoder is `src/host/wire.js`. Whatever does not decode is no facts at all; whatever is over a limit is left
//! out, so that a page with too much to say still gets decisions.

use crate::{
    limits, reader,
    rules::Facts,
    value::{Scalar, Value},
};

/// Reads facts. Texts and lists over the limits and numbers that are not finite are left out.
pub fn read(bytes: &[u8]) -> Facts {
    let mut facts = reader::read::<Facts>(bytes).unwrap_or_default();
    facts.retain(|(path, value)| path.len() <= limits::TEXT_BYTES && is_within_limits(value));
    facts
}

fn is_within_limits(value: &Value) -> bool {
    value.scalars().len() <= limits::LIST && value.scalars().iter().all(is_sound)
}

fn is_sound(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Number(number) => number.is_finite(),
        Scalar::Text(text) => text.len() <= limits::TEXT_BYTES,
        Scalar::Null | Scalar::Bool(_) => true,
        Scalar::List(list) => list.len() <= limits::LIST && list.iter().all(is_sound),
        Scalar::Object(fields) => {
            fields.len() <= limits::LIST
                && fields
                    .iter()
                    .all(|(name, value)| name.len() <= limits::TEXT_BYTES && is_within_limits(value))
        }
    }
}

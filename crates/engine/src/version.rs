//! The order of versions, as GrowthBook's specification 0.12.0 defines it: by texts in which numbers are padded.
//!
//! A leading `v` and whatever follows a `+` do not count. What `-` and `.` divide are parts; three parts, being a release, get a
//! fourth, `~`, which comes behind every pre-release. Numeric parts are padded to one width, so they compare by length and then by
//! digits: here the length is written before the digits instead.

use alloc::{string::String, vec::Vec};
use core::cmp::Ordering;

use crate::{
    evaluate::order_of_bytes,
    value::{Scalar, Value, push_number},
};

/// The order of two versions: both texts or both numbers; none between anything else.
pub(crate) fn order(value: &Value, operand: &Value) -> Option<Ordering> {
    match (value, operand) {
        (Value::One(Scalar::Text(a)), Value::One(Scalar::Text(b))) => Some(order_of_texts(a, b)),
        (Value::One(Scalar::Number(a)), Value::One(Scalar::Number(b))) => {
            let (mut one, mut other) = (String::new(), String::new());
            push_number(*a, &mut one);
            push_number(*b, &mut other);
            Some(order_of_texts(&one, &other))
        }
        _ => None,
    }
}

fn order_of_texts(a: &str, b: &str) -> Ordering {
    order_of_bytes(&key(a), &key(b))
}

/// Bytes that compare as the padded texts do.
fn key(version: &str) -> Vec<u8> {
    let version = if version.is_empty() { "0" } else { version };
    let bytes = version.strip_prefix('v').unwrap_or(version).as_bytes();
    let mut key = Vec::new();
    let mut parts = 0;
    let counted = bytes.split(|byte| *byte == b'+').next().unwrap_or_default();
    for part in counted.split(|byte| matches!(byte, b'-' | b'.')) {
        if parts > 0 {
            key.push(b'-');
        }
        parts += 1;
        if !part.is_empty() && part.iter().all(u8::is_ascii_digit) {
            // A space, as padding begins; no part of a version from outside has more than 65,535 digits.
            key.extend([b' ', (part.len() >> 8) as u8, part.len() as u8]);
        }
        key.extend(part);
    }
    if parts == 3 {
        key.extend(b"-~");
    }
    key
}

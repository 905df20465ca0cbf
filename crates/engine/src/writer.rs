//! Writing `postcard` bytes.
//!
//! Sections are written by the tools, with `serde`. An event is written on the device, where `serde` would cost a kilobyte and a
//! half, so its record is written by hand here; the tests compare it with what `serde` writes.

use alloc::vec::Vec;

use serde::Serialize;

use crate::{
    event::{Event, EventItem},
    value::{Scalar, Value},
};

/// Writes a value. Plain data of known length always serializes; were that ever untrue, the empty result is refused by
/// every reader.
pub(crate) fn write<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Writes an event.
pub(crate) fn event(event: &Event, out: &mut Vec<u8>) {
    text(&event.name, out);
    signed(event.at, out);
    out.push(u8::from(event.value.is_some()));
    if let Some(value) = event.value {
        signed(value, out);
    }
    varint(event.items.len() as u64, out);
    event.items.iter().for_each(|entry| item(entry, out));
    varint(event.parameters.len() as u64, out);
    for (path, parameter) in &event.parameters {
        text(path, out);
        value(parameter, out);
    }
}

fn item(item: &EventItem, out: &mut Vec<u8>) {
    text(&item.id, out);
    text(&item.category, out);
    text(&item.brand, out);
    signed(item.price, out);
    varint(item.quantity.into(), out);
}

fn value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::One(one) => {
            out.push(0);
            scalar(one, out);
        }
        Value::Many(many) => {
            out.push(1);
            list(many, out);
        }
    }
}

fn list(list: &[Scalar], out: &mut Vec<u8>) {
    varint(list.len() as u64, out);
    list.iter().for_each(|one| scalar(one, out));
}

fn scalar(scalar: &Scalar, out: &mut Vec<u8>) {
    match scalar {
        Scalar::Null => out.push(0),
        Scalar::Bool(truth) => out.extend([1, u8::from(*truth)]),
        Scalar::Number(number) => {
            out.push(2);
            out.extend(number.to_le_bytes());
        }
        Scalar::Text(words) => {
            out.push(3);
            text(words, out);
        }
        Scalar::Object(fields) => {
            out.push(4);
            varint(fields.len() as u64, out);
            for (name, field) in fields {
                text(name, out);
                value(field, out);
            }
        }
        Scalar::List(elements) => {
            out.push(5);
            list(elements, out);
        }
    }
}

fn text(text: &str, out: &mut Vec<u8>) {
    varint(text.len() as u64, out);
    out.extend(text.as_bytes());
}

/// Zigzag: small numbers of either sign take few bytes.
fn signed(number: i64, out: &mut Vec<u8>) {
    varint((number << 1 ^ number >> 63) as u64, out);
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

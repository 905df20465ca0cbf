//! Writing JSON: the one text form of decisions, the same bytes in Rust, in JavaScript and in files.
//!
//! There is no reader here. Numbers are written as [`crate::value::push_number`] does, by integers alone.

use alloc::string::String;

use crate::value::{Scalar, Value, push_digit, push_number};

/// A JSON text in the making. Commas are put where they belong by looking at what was written last; that what begins also
/// ends is up to the caller. (Closures would say it better, and cost a kilobyte.)
#[derive(Debug, Default)]
pub struct Json {
    text: String,
}

impl Json {
    /// The text so far.
    pub fn finish(self) -> String {
        self.text
    }

    /// Begins an object; its members follow, then [`Json::end_object`].
    pub fn begin_object(&mut self) {
        self.literal("{");
    }

    /// Ends an object.
    pub fn end_object(&mut self) {
        self.text.push('}');
    }

    /// Begins an array; its elements follow, then [`Json::end_array`].
    pub fn begin_array(&mut self) {
        self.literal("[");
    }

    /// Ends an array.
    pub fn end_array(&mut self) {
        self.text.push(']');
    }

    /// Writes the key of a member; its value has to follow.
    pub fn key(&mut self, key: &str) -> &mut Json {
        self.string(key);
        self.text.push(':');
        self
    }

    /// Writes a member whose value is a text.
    pub fn member(&mut self, key: &str, text: &str) {
        self.key(key).string(text);
    }

    /// Writes a text (RFC 8259, section 7); `<` is escaped too, so that the JSON may stand inside a script element.
    pub fn string(&mut self, text: &str) {
        self.separate();
        self.text.push('"');
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte < b' ' || matches!(byte, b'"' | b'\\' | b'<' | 0x7f) {
                self.text.push_str(text.get(from..at).unwrap_or_default());
                self.text.push('\\');
                if matches!(byte, b'"' | b'\\') {
                    self.text.push_str(if byte == b'"' { "\"" } else { "\\" });
                } else {
                    self.text.push_str("u00");
                    push_digit((byte >> 4).into(), &mut self.text);
                    push_digit((byte & 15).into(), &mut self.text);
                }
                from = at + 1;
            }
        }
        self.text.push_str(text.get(from..).unwrap_or_default());
        self.text.push('"');
    }

    /// Writes `true` or `false`.
    pub fn bool(&mut self, truth: bool) {
        self.literal(if truth { "true" } else { "false" });
    }

    /// Writes a number.
    pub fn number(&mut self, number: f64) {
        self.separate();
        push_number(number, &mut self.text);
    }

    /// Writes a text that is JSON already.
    pub fn literal(&mut self, json: &str) {
        self.separate();
        self.text.push_str(json);
    }

    /// Writes the value of an attribute.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::One(scalar) => self.scalar(scalar),
            Value::Many(list) => self.list(list),
        }
    }

    fn list(&mut self, list: &[Scalar]) {
        self.begin_array();
        list.iter().for_each(|scalar| self.scalar(scalar));
        self.end_array();
    }

    fn scalar(&mut self, scalar: &Scalar) {
        match scalar {
            Scalar::Null => self.literal("null"),
            Scalar::Bool(truth) => self.bool(*truth),
            Scalar::Number(number) => self.number(*number),
            Scalar::Text(text) => self.string(text),
            Scalar::Object(fields) => {
                self.begin_object();
                fields.iter().for_each(|(key, value)| self.key(key).value(value));
                self.end_object();
            }
            Scalar::List(list) => self.list(list),
        }
    }

    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }
}

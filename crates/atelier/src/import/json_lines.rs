//! JSON Lines: one product, a JSON object, on each line. Lists become several cells of one name, objects dotted names.

use std::io::{BufRead, Read};

use serde_json::Value;

use super::row::{Cell, Entries, Entry, Mistake, Row};

/// Bytes of one line; a longer one refuses its row and is skipped over.
const LINE_BYTES: u64 = 1024 * 1024;

/// How deep the objects of a line may nest.
const DEPTH: usize = 6;

/// The rows of a JSON Lines file; blank lines are passed over.
pub fn entries<'a>(mut reader: impl BufRead + 'a) -> Entries<'a> {
    let mut line = 0;
    Box::new(std::iter::from_fn(move || {
        loop {
            line += 1;
            match next_line(&mut reader) {
                Ok(None) => return None,
                Ok(Some(bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(bytes)) => return Some(entry(line, &bytes)),
                Err(_) => return Some(Entry::Mistake(too_long(line))),
            }
        }
    }))
}

/// The next line without its end; none at the end of the file, an error where it is too long or cannot be read.
fn next_line(reader: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let size = reader.by_ref().take(LINE_BYTES).read_until(b'\n', &mut bytes)?;
    if size == 0 {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LINE_BYTES {
        reader.skip_until(b'\n')?;
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    Ok(Some(bytes))
}

fn entry(line: u64, bytes: &[u8]) -> Entry {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match serde_json::from_slice::<Value>(bytes.trim_ascii_end()) {
        Ok(Value::Object(object)) => {
            let mut row = Row { line, cells: Vec::new() };
            push(&mut row, "", &Value::Object(object), 0);
            row.bounded()
        }
        Ok(_) => {
            Entry::Mistake(Mistake::at(line, None, "the line is not an object", "write one `{…}` a line"))
        }
        Err(error) => {
            let message = format!("the line is not JSON, from column {} on", error.column());
            Entry::Mistake(Mistake::at(line, None, message, "write one `{…}` a line, in UTF-8"))
        }
    }
}

fn push(row: &mut Row, name: &str, value: &Value, depth: usize) {
    match value {
        Value::Null => {}
        Value::Bool(truth) => row.push(name, if *truth { "true" } else { "false" }),
        Value::String(text) => row.push(name, text),
        Value::Number(number) => {
            row.cells.push(Cell { name: name.to_owned(), value: number.to_string(), exact: true });
        }
        Value::Array(list) if depth < DEPTH => {
            for element in list {
                push(row, name, element, depth + 1);
            }
        }
        Value::Object(object) if depth < DEPTH => {
            for (key, element) in object {
                let path = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                push(row, &path, element, depth + 1);
            }
        }
        // Deeper than any product feed; a mapping could not name it either.
        Value::Array(_) | Value::Object(_) => {}
    }
}

fn too_long(line: u64) -> Mistake {
    let message = format!("the line is longer than {LINE_BYTES} bytes, or cannot be read");
    Mistake::at(line, None, message, "write one product a line")
}

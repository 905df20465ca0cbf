//! Lines of UTF-8 text, one at a time, none longer than a megabyte.

use std::io::{BufRead, Read as _, Result};

use super::row_error::Refusal;

/// Bytes of one line; a longer one is refused and skipped.
const LINE: u64 = 1024 * 1024;

/// Reads lines and counts them. Blank lines are passed over.
pub(crate) struct Lines {
    reader: Box<dyn BufRead>,
    buffer: Vec<u8>,
    line: u64,
    bytes: u64,
}

impl Lines {
    pub(crate) fn new(reader: Box<dyn BufRead>) -> Lines {
        Lines { reader, buffer: Vec::new(), line: 0, bytes: 0 }
    }

    /// Number of the line read last, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Bytes read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next line that is not blank, its number and its text without the blanks around it; none at the end.
    pub(crate) fn read(&mut self) -> Result<Option<std::result::Result<(u64, &str), Refusal>>> {
        loop {
            self.buffer.clear();
            let size = self.reader.by_ref().take(LINE).read_until(b'\n', &mut self.buffer)? as u64;
            if size == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.bytes += size;
            if size == LINE && self.buffer.last() != Some(&b'\n') {
                self.bytes += self.reader.skip_until(b'\n')? as u64;
                return Ok(Some(Err(Refusal::new(
                    "the line is longer than 1 MiB",
                    "write one event a line",
                ))));
            }
            if !plain(&self.buffer).is_empty() {
                break;
            }
        }
        let refused = |_| Refusal::new("the line is not UTF-8", "save the log as UTF-8");
        let text = std::str::from_utf8(plain(&self.buffer)).map_err(refused);
        Ok(Some(text.map(|text| (self.line, text))))
    }
}

/// Without a byte order mark and without blanks around.
fn plain(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii()
}

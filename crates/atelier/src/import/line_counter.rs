//! A reader that counts the lines that went through it, for readers that tell only bytes.

use std::{
    cell::Cell,
    io::{BufRead, Read, Result},
    rc::Rc,
};

/// Counts line ends as they are consumed, into a shared cell that starts at 1.
pub struct LineCounter<R> {
    inner: R,
    line: Rc<Cell<u64>>,
}

impl<R: BufRead> LineCounter<R> {
    /// Counts the lines of `inner` in `line`.
    pub fn new(inner: R, line: Rc<Cell<u64>>) -> LineCounter<R> {
        LineCounter { inner, line }
    }
}

impl<R: BufRead> Read for LineCounter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let available = self.fill_buf()?;
        let size = available.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(size);
        Ok(size)
    }
}

impl<R: BufRead> BufRead for LineCounter<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, size: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            let ends = bytes.iter().take(size).filter(|byte| **byte == b'\n').count();
            self.line.set(self.line.get() + ends as u64);
        }
        self.inner.consume(size);
    }
}

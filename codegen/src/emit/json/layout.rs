//! The layout of a JSON file: that of `serde_json`'s pretty printer, which writes two blanks at a time.

use serde_json::ser::Formatter;
use std::io::{self, Write};

/// The blanks that are written at once; deeper lines take several goes.
const BLANKS: &[u8; 64] = &[b' '; 64];

/// Every member and item on a line of its own, two blanks deeper than what holds it.
#[derive(Default)]
pub(super) struct Indented {
    depth: usize,
    /// Whether anything stands in the brackets that were opened last.
    is_filled: bool,
}

impl Indented {
    fn open<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_filled = false;
        writer.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.is_filled {
            self.line(writer, b"\n")?;
        }
        self.is_filled = true;
        writer.write_all(bracket)
    }

    fn line<W: Write + ?Sized>(&self, writer: &mut W, end: &[u8]) -> io::Result<()> {
        writer.write_all(end)?;
        let mut blanks = 2 * self.depth;
        while blanks > 0 {
            let some = blanks.min(BLANKS.len());
            writer.write_all(&BLANKS[..some])?;
            blanks -= some;
        }
        Ok(())
    }

    fn next<W: Write + ?Sized>(&self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.line(writer, if is_first { b"\n" } else { b",\n" })
    }
}

impl Formatter for Indented {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.next(writer, is_first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.next(writer, is_first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }
}

//! Walks a JSON body up to an offset and names the value that stands there.

mod text;

use text::Step;
pub(super) use text::{join, split};

/// Where serde_json stands when it reports an error.
///
/// An error that comes from outside of serde_json (a decimal, a union) gets its position when the reader leaves the
/// container: by then the comma or bracket behind the value is consumed too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Before or inside the value that is wrong.
    AtValue,
    /// Behind the value that is wrong, perhaps also behind the comma or bracket that follows it.
    AfterValue,
    /// Behind a value of so many bytes, which may itself end in a bracket, or behind what follows it.
    AfterBytes(usize),
    /// Behind the object that is wrong, because a field is missing from it.
    AfterContainer,
}

/// The path at serde_json's position: `line` counts from 1, `column` is the number of bytes consumed on that line.
///
/// Line 0 stands for no position, which serde_json gives for a body that is wrong as a whole.
pub(super) fn at(body: &[u8], line: usize, column: usize, stop: Stop) -> String {
    let mut walk = Walk::default();
    for (index, byte) in body[..offset(body, line, column)].iter().enumerate() {
        walk.step(index, *byte);
    }
    text::write(walk.frames(stop).filter_map(|frame| frame.step(body)))
}

fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let Some(lines_before) = line.checked_sub(1) else { return 0 };
    let start: usize = body.split_inclusive(|byte| *byte == b'\n').take(lines_before).map(<[u8]>::len).sum();
    body.len().min(start + column)
}

/// A container that was entered, and how far into it.
#[derive(Clone, Copy)]
enum Frame {
    /// Where the last key begins and ends between its quotes; none before a key.
    Object(Option<(usize, usize)>),
    /// The index of the element that was begun or comes next.
    Array(usize),
}

impl Frame {
    fn next(self) -> Self {
        match self {
            Self::Object(_) => Self::Object(None),
            Self::Array(index) => Self::Array(index + 1),
        }
    }

    fn step(self, body: &[u8]) -> Option<Step> {
        match self {
            Self::Object(key) => key.map(|(start, end)| Step::key(&body[start..end])),
            Self::Array(index) => Some(Step::Index(index)),
        }
    }
}

#[derive(Default)]
struct Walk {
    stack: Vec<Frame>,
    /// Where each of the frames begins.
    starts: Vec<usize>,
    /// How many bytes the container has that was closed last.
    closed_bytes: usize,
    /// Where the string being read begins, behind its quote.
    string: Option<usize>,
    is_escaped: bool,
    /// The last byte that was neither white space nor inside of a string.
    last: u8,
    /// The frame as it was before `last` moved or closed it.
    before: Option<Frame>,
}

impl Walk {
    fn step(&mut self, index: usize, byte: u8) {
        match self.string {
            Some(_) if self.is_escaped => self.is_escaped = false,
            Some(_) if byte == b'\\' => self.is_escaped = true,
            Some(start) if byte == b'"' => self.end_string(start, index),
            Some(_) => {}
            None if byte.is_ascii_whitespace() => {}
            None => self.step_outside(index, byte),
        }
    }

    fn end_string(&mut self, start: usize, end: usize) {
        self.string = None;
        // A second string behind the same comma is the value.
        if let Some(Frame::Object(key @ None)) = self.stack.last_mut() {
            *key = Some((start, end));
        }
    }

    fn step_outside(&mut self, index: usize, byte: u8) {
        match byte {
            b'"' => self.string = Some(index + 1),
            b'{' => self.open(index, Frame::Object(None)),
            b'[' => self.open(index, Frame::Array(0)),
            b'}' | b']' => {
                let closed = self.stack.pop();
                self.closed_bytes = self.starts.pop().map_or(0, |start| index + 1 - start);
                self.before = if self.last == b'[' { None } else { closed };
            }
            b',' => {
                self.before = self.stack.pop();
                self.stack.extend(self.before.map(Frame::next));
            }
            _ => {}
        }
        self.last = byte;
    }

    fn open(&mut self, index: usize, frame: Frame) {
        self.stack.push(frame);
        self.starts.push(index);
    }

    /// The frames from the outermost to the one that names the value.
    fn frames(mut self, stop: Stop) -> impl Iterator<Item = Frame> {
        match (stop, self.last) {
            (Stop::AtValue | Stop::AfterContainer, _) => {}
            (_, b',') => {
                self.stack.pop();
                self.stack.extend(self.before);
            }
            // The bracket is the value's own: the reader looked at the comma of an object without consuming it.
            (Stop::AfterBytes(bytes), b'}' | b']') if bytes == self.closed_bytes => {}
            (_, b'}' | b']') => self.stack.extend(self.before),
            _ => {}
        }
        self.stack.into_iter()
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

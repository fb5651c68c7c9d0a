//! Turns positions counted in characters into positions counted in bytes.

/// Every so many characters a byte position is kept.
const STRIDE: usize = 64;

/// Finds the byte at which the n-th character of a text starts.
pub(super) struct CharIndex<'text> {
    text: &'text str,
    /// Byte of every `STRIDE`-th character; empty when all characters are one byte long.
    marks: Vec<u32>,
}

impl<'text> CharIndex<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        let marks = if text.is_ascii() { Vec::new() } else { marks(text) };
        Self { text, marks }
    }

    /// The byte at which a character starts; the end of the text when there is no such character.
    pub(super) fn byte(&self, character: usize) -> u32 {
        let byte = if self.marks.is_empty() {
            character.min(self.text.len())
        } else {
            let mark = |at: usize| self.marks.get(at).map_or(self.text.len(), |byte| *byte as usize);
            let (at, beyond) = (character / STRIDE, character % STRIDE);
            let (start, end) = (mark(at), mark(at + 1));
            if end - start == STRIDE {
                // All characters between the marks are one byte long, as nearly everywhere.
                start + beyond
            } else {
                let mut after = self.text[start..].char_indices().map(|(byte, _)| start + byte);
                after.nth(beyond).unwrap_or(self.text.len())
            }
        };
        u32::try_from(byte).unwrap_or(u32::MAX)
    }
}

/// The byte of every `STRIDE`-th character.
fn marks(text: &str) -> Vec<u32> {
    let (mut marks, mut byte) = (Vec::new(), 0);
    loop {
        // Sizes are limited long before `u32` is.
        marks.push(u32::try_from(byte).unwrap_or(u32::MAX));
        if text.as_bytes().get(byte..byte + STRIDE).is_some_and(<[u8]>::is_ascii) {
            byte += STRIDE;
            continue;
        }
        match text[byte..].char_indices().nth(STRIDE) {
            Some((length, _)) => byte += length,
            None => return marks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        let ascii = "plain ".repeat(40);
        let texts = [
            String::new(),
            "abc".to_owned(),
            "aé€😀\n".repeat(70),
            format!("{ascii}é{ascii}€{}", "a".repeat(STRIDE - 2)),
            format!("é{}", "a".repeat(2 * STRIDE - 1)),
        ];
        for text in texts {
            let index = CharIndex::new(&text);
            let starts = text.char_indices().map(|(byte, _)| byte).chain([text.len(), text.len()]);
            for (character, byte) in starts.enumerate() {
                assert_eq!(index.byte(character) as usize, byte, "character {character}");
            }
        }
    }
}

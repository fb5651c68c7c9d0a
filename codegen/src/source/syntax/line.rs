//! Looks at the one line a parser complained about.

/// A line of a text and the place in it.
pub(super) struct Line<'text> {
    text: &'text str,
    /// The lines below it.
    below: &'text str,
    /// Where the line starts in the whole text.
    start: usize,
    /// The place, counted from the start of the line.
    at: usize,
}

impl<'text> Line<'text> {
    /// The line around a byte; at the end of the text, the last line with something in it.
    pub(super) fn around(text: &'text str, at: usize) -> Self {
        let at = at.min(text.len());
        let at = if text[at..].trim().is_empty() { text.trim_end().len() } else { at };
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        Self { text: text[start..end].trim_end_matches('\r'), below: &text[end..], start, at: at - start }
    }

    /// The place in the whole text.
    pub(super) fn place(&self) -> usize {
        self.start + self.at
    }

    /// The first tab in the white space the line starts with.
    pub(super) fn indenting_tab(&self) -> Option<usize> {
        let indentation = self.text.len() - self.text.trim_start().len();
        self.text[..indentation].find('\t').map(|tab| self.start + tab)
    }

    /// The first tab below that indents a line.
    pub(super) fn later_tab(&self) -> Option<usize> {
        let mut at = self.start + self.text.len();
        at += self.below.len() - self.below.trim_start_matches('\r').len();
        for line in self.below.split_inclusive('\n') {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..blanks].find('\t') {
                return Some(at + tab);
            }
            at += line.len();
        }
        None
    }

    /// Whether the place is not behind the colon of the line's first key.
    pub(super) fn is_at_key(&self) -> bool {
        self.text.find(':').is_some_and(|colon| self.at <= colon)
    }

    /// The key the line starts with, behind any `- `.
    pub(super) fn key(&self) -> Option<&'text str> {
        let text = self.text.trim_start_matches([' ', '\t', '-']);
        let (key, _) = text.split_once(": ").or_else(|| text.strip_suffix(':').map(|key| (key, "")))?;
        let is_word = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.$".contains(c));
        is_word(key).then_some(key)
    }

    /// A `{{…}}` that a value starts with, together with the text that touches it.
    pub(super) fn unquoted_template(&self) -> Option<(usize, usize)> {
        let at = [": {{", "- {{"].iter().filter_map(|opening| self.text.find(opening)).min()? + 2;
        let start = self.start + at;
        Some((start, start + template_length(&self.text[at..])))
    }

    /// Where the word at the place ends.
    pub(super) fn word_end(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.find([' ', '\t']).unwrap_or(rest.len());
        self.start + self.at + length
    }
}

/// Length of the value that starts with `{{`: the template and the text that touches it.
pub(in crate::source) fn template_length(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let inner = line.find("}}").map_or(line.len(), |at| at + 2);
    let rest = &line[inner..];
    inner + rest.find([' ', '\t', ',', ']', '}']).unwrap_or(rest.len())
}

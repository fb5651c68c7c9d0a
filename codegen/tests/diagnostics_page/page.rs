//! Takes docs/diagnostics.md apart into sections and snippets.

/// What the page says about one code.
pub(crate) struct Section {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) prose: Vec<String>,
    pub(crate) bad: Vec<Snippet>,
    pub(crate) good: Vec<Snippet>,
}

/// A piece of a file.
pub(crate) struct Snippet {
    /// The words behind `bad` or `good`: which part of which file it stands for.
    pub(crate) frame: String,
    pub(crate) text: String,
    /// Where it starts on the page.
    pub(crate) line: usize,
}

/// Every section, in the order of the page. One starts with `### CODE: title`.
pub(crate) fn sections() -> Vec<Section> {
    let page = include_str!("../../../docs/diagnostics.md");
    let mut sections: Vec<Section> = Vec::new();
    let mut lines = page.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if let Some((code, title)) = line.strip_prefix("### ").and_then(|heading| heading.split_once(": ")) {
            let (code, title) = (code.to_owned(), title.to_owned());
            sections.push(Section { code, title, prose: Vec::new(), bad: Vec::new(), good: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if let Some(info) = line.strip_prefix("```") {
            let text: String =
                lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```").map(with_end).collect();
            let (kind, frame) = info.strip_prefix("yaml ").and_then(|words| words.split_once(' ')).unwrap_or_default();
            let snippet = Snippet { frame: frame.to_owned(), text, line: number };
            match kind {
                "bad" => section.bad.push(snippet),
                "good" => section.good.push(snippet),
                _ => panic!("line {number}: a snippet is ```yaml bad … or ```yaml good …, found {info:?}"),
            }
        } else if line.starts_with("## ") {
            // Prose about the next group of codes belongs to none of them.
            sections.push(Section {
                code: String::new(),
                title: String::new(),
                prose: Vec::new(),
                bad: Vec::new(),
                good: Vec::new(),
            });
        } else if !line.is_empty() {
            section.prose.push(line.to_owned());
        }
    }
    sections.retain(|section| !section.code.is_empty());
    sections
}

fn with_end(line: &str) -> String {
    format!("{line}\n")
}

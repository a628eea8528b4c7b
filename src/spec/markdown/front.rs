//! Finds the front matter of a Markdown text: what stands between two lines of marks at its very
//! start.
//!
//! The parser would look for it at every list item and, for each, read on to the end of the text.
//! Knows nothing of what the keys in it mean, but for the title.

use std::ops::Range;

/// Front matter at the start of a text.
pub(super) struct FrontMatter<'t> {
    /// Whether it is in YAML, between hyphens, and not in TOML, between pluses.
    pub(super) is_yaml: bool,
    /// Its bytes, with the lines of marks.
    pub(super) span: Range<usize>,
    /// What is between these lines.
    content: &'t str,
    /// The text after it.
    pub(super) rest: &'t str,
}

impl<'t> FrontMatter<'t> {
    /// Returns the front matter that a text begins with; `None` when it is not closed, or when its
    /// first line is blank, as after a rule.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let mut lines = text.split_inclusive('\n');
        let first = lines.next()?;
        let is_yaml = match first.trim_end() {
            "---" => true,
            "+++" => false,
            _ => return None,
        };
        let closes = |line: &str| match line.trim_end() {
            "---" | "..." => is_yaml,
            "+++" => !is_yaml,
            _ => false,
        };
        let start = first.len();
        let mut end = start;
        for line in lines {
            if end == start && (line.trim().is_empty() || closes(line)) {
                return None;
            }
            if closes(line) {
                let (content, rest) = (text.get(start..end)?, text.get(end + line.len()..)?);
                return Some(Self {
                    is_yaml,
                    span: 0..end + line.trim_end().len(),
                    content,
                    rest,
                });
            }
            end += line.len();
        }
        None
    }

    /// Returns the value of its `title`, without quotes.
    pub(super) fn title(&self) -> Option<&'t str> {
        let value = self.content.lines().find_map(|line| {
            let rest = line.strip_prefix("title")?.trim_start();
            rest.strip_prefix([':', '='])
        })?;
        Some(value.trim().trim_matches(['"', '\'']))
    }
}

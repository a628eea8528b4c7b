//! Reads `list2need`: each item of a list is a need, with a type for each level. Knows nothing of
//! other directives.

use crate::model::spec::LineRange;
use crate::spec::draft::DraftCriterion;
use crate::spec::ids::Name;

use super::super::markup::rst::Line;
use super::names::is_beside;
use super::reading::NeedsReader;

/// The most levels of nested items.
const MAX_LEVELS: usize = 20;

impl NeedsReader {
    /// Takes the list below its directive, and returns the index of the line to go on with.
    pub(super) fn list(&mut self, lines: &[Line<'_>], at: usize, line: Line<'_>) -> usize {
        let end = self.block(lines, at, line);
        let inner = lines.get(at + 1..end).unwrap_or_default();
        let types = inner
            .iter()
            .find_map(|line| line.content.strip_prefix(":types:"))
            .unwrap_or_default();
        let types: Vec<&str> = types.split(',').map(str::trim).collect();
        let mut levels: Vec<usize> = Vec::new();
        let mut item: Option<(Vec<&str>, LineRange)> = None;
        for (number, line) in (at as u32 + 2..).zip(inner) {
            let text = line
                .content
                .strip_prefix(['*', '-'])
                .and_then(|text| text.strip_prefix(' '));
            if let Some(text) = text {
                self.add_item(item.take());
                while levels.pop_if(|level| *level >= line.indent).is_some() {}
                levels.truncate(MAX_LEVELS);
                levels.push(line.indent);
                let kind = types.get(levels.len() - 1).copied().unwrap_or_default();
                if !is_beside(kind) {
                    item = Some((vec![text.trim()], LineRange::new(number, number)));
                }
            } else if let Some((texts, lines)) = item.as_mut().filter(|_| !line.content.is_empty())
            {
                texts.push(line.content);
                lines.last = number;
            }
        }
        self.add_item(item);
        end
    }

    /// Adds the criterion of an item: `(ID) Title. More text ((status="open"))`.
    fn add_item(&mut self, item: Option<(Vec<&str>, LineRange)>) {
        let Some((texts, lines)) = item else { return };
        let text = texts.join("\n");
        let text = text
            .split_once("((")
            .map_or(text.as_str(), |(text, _)| text)
            .trim();
        let written = text
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(')'));
        let written = written.filter(|(id, _)| !id.is_empty() && !id.contains(char::is_whitespace));
        let (section, stem) = self.place();
        let (name, text) = match written {
            Some((id, rest)) => (Name::Written(id.to_owned()), rest.trim()),
            None => (Name::Next { stem }, text),
        };
        if !text.is_empty() {
            let found =
                DraftCriterion::new(name, text.to_owned(), lines, "item of a list of needs");
            self.draft.add(DraftCriterion { section, ..found });
        }
    }
}

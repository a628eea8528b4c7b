//! sphinx-needs in reStructuredText: `.. req:: Title` with `:id:` below it and a body
//! (<https://sphinx-needs.readthedocs.io>, "need" directive).
//!
//! Owns which directives are such and where each ends. What stands in code and other literal blocks is
//! none. Tests and releases are needs as well, but nothing to accept.

use crate::model::spec::{Dialect, LineRange};
use crate::spec::draft::{Draft, Found, MAX_LABEL_CHARS, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::{Name, initials};
use crate::spec::markdown::body::{columns, unindent};
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::Reader;

const LOOKED_FOR: &str = "directives such as `.. req:: Title` with an `:id:`";
const RULE: &str = "directive of a need";

/// Directives that are needs also without an id.
const NEEDS: [&str; 6] = ["req", "spec", "need", "story", "requirement", "feature"];
/// Needs of which nothing is accepted.
const OTHERS: [&str; 8] = ["test", "impl", "release", "team", "person", "term", "test-file", "test-case"];
/// Directives whose content is shown as it is.
const LITERAL: [&str; 8] =
    ["code-block", "code", "sourcecode", "parsed-literal", "literalinclude", "raw", "highlight", "math"];

/// The most sections that may be open.
const MAX_SECTIONS: usize = 16;

/// Needs in reStructuredText.
pub(super) struct SphinxNeeds;

impl Reader for SphinxNeeds {
    fn dialect(&self) -> Dialect {
        Dialect::SphinxNeeds
    }

    fn place(&self, _place: &Place) -> Option<u32> {
        None
    }

    fn claims(&self, place: &Place) -> bool {
        place.stem(&["rst", "rest"]).is_some()
    }

    fn recognises(&self, _place: &Place, _source: &Source) -> bool {
        false
    }

    fn read(&self, _place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let mut reading = Reading::default();
        let mut before = "";
        for (at, line) in source.text().lines().enumerate() {
            reading.line(at as u32 + 1, line, before);
            before = line;
        }
        reading.close();
        let mut draft = reading.draft;
        let count = draft.found.len();
        draft.because = format!("{count} {}", if count == 1 { "need" } else { "needs" });
        if count == 0 { Err(ReadError::NoCriteria { looked_for: LOOKED_FOR }) } else { Ok(draft) }
    }
}

/// A need that is open.
struct Need {
    /// The directive's name.
    name: String,
    title: String,
    id: Option<String>,
    body: String,
    /// Columns the directive is indented by.
    indent: usize,
    lines: LineRange,
    /// Whether its options may still follow.
    in_options: bool,
}

#[derive(Default)]
struct Reading {
    draft: Draft,
    need: Option<Need>,
    /// The columns that a literal block's lines are indented by more than.
    literal: Option<usize>,
    /// Marks of headings in the order in which they first came: the level of each.
    marks: Vec<char>,
    sections: Vec<(usize, String)>,
    has_title: bool,
}

impl Reading {
    fn line(&mut self, number: u32, line: &str, before: &str) {
        let content = line.trim();
        let indent = columns(&line[..line.len() - line.trim_start().len()]);
        if content.is_empty() {
            if let Some(need) = &mut self.need {
                need.in_options &=
                    need.body.is_empty() && need.id.is_none() && need.lines.last == need.lines.first;
                need.body.push('\n');
            }
            return;
        }
        if self.literal.is_some_and(|outer| indent > outer) {
            return self.body(number, line);
        }
        self.literal = None;
        if self.need.as_ref().is_some_and(|need| indent <= need.indent) {
            self.close();
        }
        if let Some((name, title)) = directive(content) {
            if LITERAL.contains(&name) {
                self.literal = Some(indent);
                return self.body(number, line);
            }
            if !OTHERS.contains(&name) && is_word(name) {
                self.close();
                return self.open(name, title, indent, number);
            }
        } else if content.ends_with("::") {
            self.literal = Some(indent);
        }
        if !self.option(number, content) {
            self.heading(content, before);
            self.body(number, line);
        }
    }

    fn open(&mut self, name: &str, title: &str, indent: usize, number: u32) {
        self.need = Some(Need {
            name: name.to_owned(),
            title: clip(title, MAX_LABEL_CHARS).to_owned(),
            id: None,
            body: String::new(),
            indent,
            lines: LineRange::new(number, number),
            in_options: true,
        });
    }

    /// Takes `:name: value` below a directive.
    fn option(&mut self, number: u32, content: &str) -> bool {
        let Some(need) = self.need.as_mut().filter(|need| need.in_options) else { return false };
        let Some((name, value)) = content.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
            need.in_options = false;
            return false;
        };
        need.lines.last = number;
        match name {
            "id" => need.id = Some(value.trim().to_owned()),
            "title" => clip(value.trim(), MAX_LABEL_CHARS).clone_into(&mut need.title),
            _ => {}
        }
        true
    }

    fn body(&mut self, number: u32, line: &str) {
        if let Some(need) = &mut self.need {
            need.in_options = false;
            need.body.push_str(line);
            need.body.push('\n');
            need.lines.last = number;
        }
    }

    /// A line of marks under a text makes that a heading; its level is that of the mark.
    fn heading(&mut self, content: &str, before: &str) {
        let Some(mark) = content.chars().next().filter(char::is_ascii_punctuation) else { return };
        let title = before.trim();
        let long_enough = content.chars().count() + 1 >= title.chars().count() && content.len() > 2;
        if title.is_empty() || !long_enough || !content.chars().all(|c| c == mark) || title.starts_with(mark)
        {
            return;
        }
        let known = self.marks.iter().position(|known| *known == mark);
        let level = known.unwrap_or_else(|| {
            self.marks.push(mark);
            self.marks.len() - 1
        });
        let title = clip(title, MAX_LABEL_CHARS).to_owned();
        self.sections.retain(|(open, _)| *open < level);
        if !self.has_title && level == 0 {
            self.draft.title = title;
        } else if self.sections.len() < MAX_SECTIONS {
            self.sections.push((level, title));
        }
        self.has_title = true;
    }

    fn close(&mut self) {
        let Some(need) = self.need.take() else { return };
        if need.id.is_none() && !NEEDS.contains(&need.name.as_str()) {
            return;
        }
        let first = need.body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let indent = columns(&first[..first.len() - first.trim_start().len()]);
        let body = unindent(&format!("\n{}", need.body.trim_end()), indent);
        let text = format!("{}\n{}", need.title, body.trim_start_matches('\n'));
        let text = text.trim();
        let name = match need.id.filter(|id| !id.is_empty()) {
            Some(id) => Name::Written(id),
            None => Name::Next { stem: initials(&need.name.replace(['-', '_'], " ")) },
        };
        let text = match &name {
            _ if !text.is_empty() => text.to_owned(),
            Name::Written(id) => id.clone(),
            _ => return,
        };
        let section = self.sections.iter().map(|(_, title)| title.clone()).collect();
        self.draft.add(Found { section, ..Found::new(name, text, need.lines, RULE) });
    }
}

/// The name of a directive, and what stands behind it.
fn directive(content: &str) -> Option<(&str, &str)> {
    let (name, title) = content.strip_prefix(".. ")?.split_once("::")?;
    Some((name.trim(), title.trim()))
}

/// Whether a directive's name could be a type of needs: types are words, without a domain before them.
fn is_word(name: &str) -> bool {
    let needs = name.starts_with("need") && name != "need";
    !name.is_empty()
        && !needs
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

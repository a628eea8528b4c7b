//! StrictDoc's own format: `[REQUIREMENT]` with fields `UID:`, `TITLE:` and `STATEMENT:`
//! (<https://strictdoc.readthedocs.io>, "SDoc syntax").
//!
//! Owns what a node is and where a field ends. A node of any name counts when it has a statement, as
//! documents name their own, and a requirement with a title only; sections and texts do not.

use crate::model::spec::Dialect;
use crate::spec::draft::{Draft, Found, MAX_LABEL_CHARS, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::{Name, initials};
use crate::spec::markdown::body::unindent;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::Reader;

const LOOKED_FOR: &str = "nodes such as `[REQUIREMENT]` with a `STATEMENT:`";
const RULE: &str = "node with a statement";

/// Nodes that hold no requirement.
const OTHER_NODES: [&str; 7] =
    ["DOCUMENT", "GRAMMAR", "TEXT", "FREETEXT", "VIEW", "VIEWS", "DOCUMENT_FROM_FILE"];

/// Documents of StrictDoc.
pub(super) struct StrictDoc;

impl Reader for StrictDoc {
    fn dialect(&self) -> Dialect {
        Dialect::StrictDoc
    }

    fn place(&self, place: &Place) -> Option<u32> {
        self.claims(place).then(|| 550 + place.depth())
    }

    fn claims(&self, place: &Place) -> bool {
        place.stem(&["sdoc"]).is_some()
    }

    fn recognises(&self, _place: &Place, source: &Source) -> bool {
        let mut lines = source.text().lines().filter(|line| !line.trim().is_empty());
        lines.next() == Some("[DOCUMENT]") && lines.any(|line| line.starts_with("STATEMENT:"))
    }

    fn read(&self, _place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let mut reading = Reading::default();
        for (at, line) in source.text().lines().enumerate() {
            reading.line(at as u32 + 1, line);
        }
        reading.close();
        if let Some((name, line)) = reading.field_open {
            reading.draft.warn(
                line,
                "this field has no `<<<` at its end; all that follows is taken as part of it",
                &name,
            );
        }
        let mut draft = reading.draft;
        let count = draft.found.len();
        draft.because = format!("{count} {} with a statement", if count == 1 { "node" } else { "nodes" });
        if count == 0 { Err(ReadError::NoCriteria { looked_for: LOOKED_FOR }) } else { Ok(draft) }
    }
}

/// A node that is open.
#[derive(Default)]
struct Node {
    name: String,
    line: u32,
    last: u32,
    uid: Option<String>,
    title: String,
    statement: String,
}

#[derive(Default)]
struct Reading {
    draft: Draft,
    /// The sections that are open, outermost first.
    sections: Vec<String>,
    node: Option<Node>,
    /// The field of several lines that is open, and the line it starts at.
    field_open: Option<(String, u32)>,
    /// Whether a free text of an older version is open, which ends at its own mark.
    in_free_text: bool,
}

impl Reading {
    fn line(&mut self, number: u32, line: &str) {
        if let Some((name, _)) = &self.field_open {
            let name = name.clone();
            if line.trim_end() == "<<<" {
                self.field_open = None;
                self.extend(number);
            } else {
                self.content(&name, line);
                self.extend(number);
            }
            return;
        }
        if self.in_free_text {
            self.in_free_text = line.trim_end() != "[/FREETEXT]";
            return;
        }
        match tag(line) {
            Some(("", name)) => self.open(name, number),
            Some((_, name)) => {
                self.close();
                if name == "SECTION" {
                    self.sections.pop();
                }
            }
            None => self.field(number, line),
        }
    }

    fn open(&mut self, name: &str, number: u32) {
        self.close();
        self.in_free_text = name == "FREETEXT";
        if name == "SECTION" {
            self.sections.push(String::new());
        }
        self.node = Some(Node { name: name.to_owned(), line: number, last: number, ..Node::default() });
    }

    fn field(&mut self, number: u32, line: &str) {
        let named = line.split_once(':').filter(|(name, _)| {
            !name.is_empty()
                && name.bytes().all(|byte| {
                    byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
                })
        });
        let Some((name, value)) = named else { return };
        let value = value.trim();
        self.extend(number);
        if value == ">>>" {
            self.field_open = Some((name.to_owned(), number));
            return;
        }
        self.content(name, value);
    }

    /// Takes a line of a field's content.
    fn content(&mut self, name: &str, value: &str) {
        let Some(node) = &mut self.node else { return };
        match (node.name.as_str(), name) {
            ("DOCUMENT", "TITLE") => self.draft.title = clip(value, MAX_LABEL_CHARS).to_owned(),
            ("SECTION", "TITLE") => {
                if let Some(section) = self.sections.last_mut() {
                    clip(value, MAX_LABEL_CHARS).clone_into(section);
                }
            }
            (_, "UID") => node.uid = Some(value.to_owned()),
            (_, "TITLE") => clip(value, MAX_LABEL_CHARS).clone_into(&mut node.title),
            (_, "STATEMENT") => {
                node.statement.push_str(value);
                node.statement.push('\n');
            }
            _ => {}
        }
    }

    fn extend(&mut self, number: u32) {
        if let Some(node) = &mut self.node {
            node.last = number;
        }
    }

    fn close(&mut self) {
        let Some(node) = self.node.take() else { return };
        let statement = node.statement.trim();
        // A requirement may have a title only.
        let is_titled = node.name.contains("REQUIREMENT") && !node.title.is_empty();
        if (statement.is_empty() && !is_titled)
            || node.name == "SECTION"
            || OTHER_NODES.contains(&node.name.as_str())
        {
            return;
        }
        let name = match node.uid.filter(|uid| !uid.is_empty()) {
            Some(uid) => Name::Written(uid),
            None => Name::Next { stem: initials(self.sections.last().map_or("", String::as_str)) },
        };
        let text = unindent(format!("{}\n{statement}", node.title).trim(), 0);
        let lines = crate::model::spec::LineRange::new(node.line, node.last);
        let section = self.sections.iter().filter(|title| !title.is_empty()).cloned().collect();
        self.draft.add(Found { section, ..Found::new(name, text, lines, RULE) });
    }
}

/// `[NAME]`, `[[NAME]]`, and with a slash the end of one: the slash, if any, and the name.
fn tag(line: &str) -> Option<(&str, &str)> {
    let inside = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let inside = inside.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).unwrap_or(inside);
    let (slash, name) = if let Some(name) = inside.strip_prefix('/') { ("/", name) } else { ("", inside) };
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_name.then_some((slash, name))
}

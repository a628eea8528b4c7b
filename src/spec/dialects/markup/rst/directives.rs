//! Reads lines that begin with two dots: directives, anchors, comments, and references to content
//! elsewhere.
//!
//! Owns which directives hold code, remarks, tables or text, and which hold nothing to accept.

use super::super::ids;
use super::inline::converted;
use super::line::{Line, directive, end_of, field};
use super::pass::{RstPass, line_at};
use super::tables::{csv_table, list_table};

const NOT_INCLUDED: &str =
    "the file that is included here is not read: review it as a spec of its own";
const NO_FILE: &str = "the file with this table is not read: put the table here, or review the file as a spec of its own";

/// Directives whose content is shown unchanged.
pub(in crate::spec::dialects) const CODE: [&str; 13] = [
    "code",
    "code-block",
    "doctest",
    "graphviz",
    "jinja",
    "math",
    "mermaid",
    "needuml",
    "parsed-literal",
    "plantuml",
    "productionlist",
    "sourcecode",
    "uml",
];

/// Directives whose content is a remark.
const REMARKS: [&str; 19] = [
    "attention",
    "caution",
    "danger",
    "deprecated",
    "epigraph",
    "error",
    "highlights",
    "hint",
    "important",
    "note",
    "pull-quote",
    "seealso",
    "sidebar",
    "tip",
    "todo",
    "versionadded",
    "versionchanged",
    "versionremoved",
    "warning",
];

/// Directives that give a title to their content.
const TITLED: [&str; 9] = [
    "admonition",
    "card",
    "collapse",
    "details",
    "dropdown",
    "rubric",
    "tab",
    "tab-item",
    "topic",
];

/// Beginnings of directives without content to read.
const EMPTY: [&str; 22] = [
    "auto",
    "bibliography",
    "centered",
    "contents",
    "currentmodule",
    "default-",
    "figure",
    "footer",
    "glossary-",
    "header",
    "highlight",
    "image",
    "index",
    "literalinclude",
    "meta",
    "need",
    "raw",
    "role",
    "sectnum",
    "tabularcolumns",
    "target-notes",
    "toctree",
];

/// The most lines of options of a directive.
const MAX_OPTIONS: usize = 100;

impl<'a> RstPass<'a> {
    /// Takes the block that begins with two dots, and returns the index of the line to go on with.
    pub(super) fn explicit(&mut self, at: usize, line: Line<'a>) -> usize {
        let content = line
            .content
            .strip_prefix("..")
            .unwrap_or_default()
            .trim_start();
        if let Some((name, rest)) = directive(line.content) {
            return self.directive(at, line, name, rest);
        }
        if let Some(name) = content
            .strip_prefix('_')
            .and_then(|name| name.strip_suffix(':'))
        {
            self.out.anchor(name.trim_matches('`'), at as u32 + 1);
            return self.skip(at, at + 1);
        }
        let end = end_of(self.lines, at, line.indent);
        if content.starts_with(['[', '|', '_']) {
            return self.skip(at, end);
        }
        self.comment(at, end, content)
    }

    fn comment(&mut self, at: usize, end: usize, first: &'a str) -> usize {
        let rest = self
            .lines
            .get(at + 1..end)
            .unwrap_or_default()
            .iter()
            .map(|line| line.content);
        if first.is_empty() && end == at + 1 {
            return self.skip(at, end);
        }
        self.out
            .comment(std::iter::once(first).chain(rest), at as u32 + 1);
        end
    }

    fn directive(&mut self, at: usize, line: Line<'a>, name: &'a str, rest: &'a str) -> usize {
        let end = end_of(self.lines, at, line.indent);
        let options = self.options(at + 1, line.indent);
        let name = name.rsplit(':').next().unwrap_or(name);
        match name {
            "comment" => self.comment(at, end, rest),
            "include" => {
                self.warnings.push((at as u32 + 1, NOT_INCLUDED));
                self.skip(at, end)
            }
            "list-table" | "csv-table" => self.table_directive(at, end, name, rest, &options),
            _ if CODE.contains(&name) => {
                self.skip(at, options.end);
                let language = if name.contains("code") { rest } else { name };
                self.literal(options.end, line.indent, language)
            }
            _ if REMARKS.contains(&name) => self.remark(at, end, name, rest),
            _ if EMPTY.iter().any(|start| name.starts_with(start)) => self.skip(at, end),
            _ => self.content(at, line, name, rest, options.end),
        }
    }

    /// Takes the line of a directive whose content is read like any other text.
    fn content(&mut self, at: usize, line: Line<'a>, name: &str, rest: &str, end: usize) -> usize {
        let column = self.nesting.column();
        let word = rest.split_whitespace().next().unwrap_or_default();
        if ids::is_id(word) {
            let text = converted(
                rest.strip_prefix(word)
                    .unwrap_or_default()
                    .trim_start_matches([':', ' ']),
            );
            let depth = self.nesting.depth();
            let place = self.nesting.item(depth, line.indent + 1, None);
            self.out.item(
                place.indent,
                &place.mark,
                &format!("**{word}**: {text}"),
                line_at(at),
            );
        } else if (TITLED.contains(&name) || name == "table") && !rest.is_empty() {
            self.out.label(column, &converted(rest), line_at(at));
        } else {
            self.blank(at);
        }
        self.skip(at + 1, end)
    }

    fn remark(&mut self, at: usize, end: usize, name: &str, rest: &str) -> usize {
        let column = self.nesting.column();
        self.out.end_block(at as u32 + 1);
        self.out
            .quote(column, &format!("{name}: {}", converted(rest)), line_at(at));
        for (index, line) in self.lines.iter().enumerate().take(end).skip(at + 1) {
            self.out
                .quote(column, &converted(line.content), line_at(index));
        }
        self.out.blank(line_at(end - 1));
        end
    }

    fn table_directive(
        &mut self,
        at: usize,
        end: usize,
        name: &str,
        title: &str,
        options: &DirectiveOptions<'a>,
    ) -> usize {
        if !title.is_empty() {
            self.out.label(0, &converted(title), line_at(at));
        }
        if options.get("file").or(options.get("url")).is_some() {
            self.warnings.push((at as u32 + 1, NO_FILE));
            return self.skip(at, end);
        }
        let from = options.end.min(end);
        self.skip(at, from);
        let lines = self.lines.get(from..end).unwrap_or_default();
        let headers = options
            .get("header-rows")
            .and_then(|count| count.parse().ok())
            .unwrap_or(0);
        let first = from as u32 + 1;
        let table = if name == "list-table" {
            list_table(lines, first, headers)
        } else {
            let delimiter = match options.get("delim") {
                Some("tab") => '\t',
                Some("space") => ' ',
                given => given.and_then(|given| given.chars().next()).unwrap_or(','),
            };
            csv_table(lines, first, options.get("header"), headers, delimiter)
        };
        self.table(table);
        end
    }

    /// Reads the options of a directive from the line `at` on; `indent` is the directive's
    /// indentation.
    fn options(&self, at: usize, indent: usize) -> DirectiveOptions<'a> {
        let below = self
            .lines
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(MAX_OPTIONS);
        let mut options = DirectiveOptions {
            all: Vec::new(),
            end: at,
        };
        for line in below.take_while(|line| !line.is_blank() && line.indent > indent) {
            match field(line.content) {
                Some(option) => options.all.push(option),
                // A continuation of the option above.
                None if !options.all.is_empty() => {}
                None => break,
            }
            options.end += 1;
        }
        options
    }
}

/// The options between a directive's line and its content.
struct DirectiveOptions<'a> {
    all: Vec<(&'a str, &'a str)>,
    /// The index of the line after the options.
    end: usize,
}

impl<'a> DirectiveOptions<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.all
            .iter()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| *value)
    }
}

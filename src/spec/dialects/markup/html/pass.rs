//! Makes one pass over the tags and texts of HTML. Tables are read in `table`. Knows nothing of
//! criteria.

use crate::model::spec::LineRange;

use super::super::ids::begins_with_id;
use super::super::nesting::{ItemPosition, Nesting};
use super::super::out::{Out, guarded, line};
use super::inline::{OpenMarks, push};
use super::table::OpenTable;
use super::titles;
use super::tokens::{HtmlToken, StartTag};

/// Elements whose content is not read.
const SKIPPED: [&str; 8] = [
    "head", "iframe", "nav", "noscript", "script", "style", "svg", "template",
];
/// Classes and roles of lists that link to other parts of a page.
const NAVIGATION: [&str; 9] = [
    "nav",
    "navbar-nav",
    "nav-tabs",
    "nav-pills",
    "breadcrumb",
    "pagination",
    "navigation",
    "tablist",
    "menubar",
];
/// Elements that end the text before them and are separate from the text after them.
const BLOCKS: [&str; 19] = [
    "address", "article", "aside", "body", "center", "dd", "details", "div", "fieldset", "figure",
    "footer", "form", "header", "html", "hr", "main", "p", "section", "legend",
];

/// The kind of the text that is being read.
enum TextKind {
    Paragraph,
    /// A further line of a paragraph.
    Line,
    Item(ItemPosition),
    Heading(usize),
    /// A heading by its class, with its level.
    Title(usize),
    Label,
    Term(ItemPosition),
}

/// The state of the pass.
pub(super) struct HtmlPass<'o> {
    out: &'o mut Out,
    nesting: Nesting<usize>,
    /// The number of the next item of each open list, for numbered lists.
    lists: Vec<Option<u64>>,
    kind: TextKind,
    text: String,
    lines: Option<LineRange>,
    inline: OpenMarks,
    quotes: usize,
    table: Option<OpenTable>,
    /// The code that is being read: its language, its text and its lines.
    code: Option<(String, String, LineRange)>,
    /// The element whose content is skipped, and the number of nested elements of the same name.
    skipped: Option<(String, usize)>,
}

impl<'o> HtmlPass<'o> {
    /// Creates a pass that writes to `out`.
    pub(super) fn new(out: &'o mut Out) -> Self {
        Self {
            out,
            nesting: Nesting::default(),
            lists: Vec::new(),
            kind: TextKind::Paragraph,
            text: String::new(),
            lines: None,
            inline: OpenMarks::default(),
            quotes: 0,
            table: None,
            code: None,
            skipped: None,
        }
    }

    /// Makes the pass over the tags and texts of a document.
    pub(super) fn run(mut self, events: impl Iterator<Item = (HtmlToken, LineRange)>) {
        for (event, lines) in events {
            match event {
                _ if self.is_skipped(&event) => {}
                HtmlToken::Start(tag) => self.start(&tag, lines),
                HtmlToken::End(name) => self.end(&name, lines),
                HtmlToken::Text(text) => self.take_text(&text, lines),
                HtmlToken::Cut => {
                    self.flush();
                    self.out.cut_at(lines.first);
                }
            }
        }
        self.end_code();
        self.end_table();
        self.flush();
    }

    fn is_skipped(&mut self, event: &HtmlToken) -> bool {
        match (event, &mut self.skipped) {
            (HtmlToken::Start(tag), None)
                if SKIPPED.contains(&tag.name.as_str()) || is_navigation(tag) =>
            {
                self.skipped = Some((tag.name.clone(), 0))
            }
            (HtmlToken::Start(tag), Some(_)) if tag.name == "body" => self.skipped = None,
            (HtmlToken::Start(tag), Some((open, inner))) if tag.name == *open && is_list(open) => {
                *inner += 1
            }
            (HtmlToken::End(name), Some((open, inner))) if name == open => {
                match inner.checked_sub(1) {
                    Some(fewer) => *inner = fewer,
                    None => self.skipped = None,
                }
                return true;
            }
            _ => {}
        }
        self.skipped.is_some()
    }

    fn start(&mut self, tag: &StartTag, lines: LineRange) {
        let name = tag.name.as_str();
        if let Some(table) = &mut self.table {
            match name {
                "table" => table.inner += 1,
                "caption" => {
                    self.kind = TextKind::Label;
                    self.text.clear();
                    return;
                }
                "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" if table.inner == 0 => {
                    self.end_label();
                    self.inline = OpenMarks::default();
                    if let Some(table) = &mut self.table {
                        table.start(tag, lines);
                    }
                    return;
                }
                _ => {}
            }
            if let Some(text) = table.text() {
                self.inline.start(tag, text);
                if !OpenMarks::is_inline(name) {
                    text.push(' ');
                }
                table.reach(lines.last);
            }
            return;
        }
        // Within a text, an anchor belongs to a part of it only.
        let begins = self.text.trim().is_empty() && (name == "a" || !OpenMarks::is_inline(name));
        if let Some(id) = tag.get("id").or_else(|| tag.get("name")).filter(|_| begins) {
            self.out.anchor(id, lines.first);
        }
        self.start_block(tag, lines);
    }

    fn start_block(&mut self, tag: &StartTag, lines: LineRange) {
        let name = tag.name.as_str();
        if let Some(level) = titles::level(tag).filter(|_| self.lists.is_empty()) {
            self.flush();
            self.kind = TextKind::Title(level);
            self.lines = Some(lines);
            return;
        }
        match name {
            "table" => {
                self.flush();
                self.table = Some(OpenTable::default());
            }
            "ul" | "ol" | "dl" | "menu" => {
                self.flush();
                let first = tag
                    .get("start")
                    .and_then(|start| start.parse().ok())
                    .unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "li" | "dt" => self.item(name, lines),
            "dd" => {
                self.flush();
                self.kind = TextKind::Line;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.kind = TextKind::Heading(usize::from(name.as_bytes()[1] - b'0'));
                self.lines = Some(lines);
            }
            "summary" | "caption" => {
                self.flush();
                self.kind = TextKind::Label;
            }
            "blockquote" => {
                self.flush();
                self.quotes += 1;
            }
            "pre" => {
                self.flush();
                let class = tag.get("class").unwrap_or_default();
                let language = class
                    .split(' ')
                    .find_map(|class| class.strip_prefix("language-"))
                    .unwrap_or_default();
                self.code = Some((language.to_owned(), String::new(), lines));
            }
            "br" => self.end_line(),
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => self.inline.start(tag, &mut self.text),
        }
    }

    fn item(&mut self, name: &str, lines: LineRange) {
        self.flush();
        if self.lists.is_empty() {
            self.lists.push(None);
        }
        let depth = self.lists.len() - 1;
        let number = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
            *next += 1;
            *next - 1
        });
        let place = self
            .nesting
            .item(depth.min(self.nesting.depth()), depth, number);
        self.kind = if name == "dt" {
            TextKind::Term(place)
        } else {
            TextKind::Item(place)
        };
        self.lines = Some(lines);
    }

    fn end(&mut self, name: &str, lines: LineRange) {
        if let Some(table) = &mut self.table {
            match name {
                "table" if table.inner > 0 => table.inner -= 1,
                "table" => self.end_table(),
                "caption" => self.end_label(),
                _ if table.inner == 0 && matches!(name, "tr" | "td" | "th" | "thead") => {
                    table.end(name, lines)
                }
                _ => {
                    if let Some(text) = table.text() {
                        self.inline.end(name, text);
                        if !OpenMarks::is_inline(name) {
                            text.push(' ');
                        }
                    }
                }
            }
            return;
        }
        match name {
            "ul" | "ol" | "dl" | "menu" => {
                self.flush();
                self.lists.pop();
                let open = self.lists.len();
                self.nesting.close(|depth| *depth >= open);
            }
            "blockquote" => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => self.end_code(),
            // Browsers read `</br>` as a line break.
            "br" => self.end_line(),
            "li" | "dt" | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.flush(),
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => self.inline.end(name, &mut self.text),
        }
    }

    fn take_text(&mut self, text: &str, lines: LineRange) {
        if let Some((_, code, known)) = &mut self.code {
            code.push_str(text);
            known.last = known.last.max(lines.last);
            return;
        }
        if let Some(table) = &mut self.table {
            if let Some(cell) = table.text() {
                push(cell, text);
            } else if matches!(self.kind, TextKind::Label) {
                push(&mut self.text, text);
            }
            if !text.trim().is_empty() && table.is_in_cell() {
                table.reach(lines.last);
            }
            return;
        }
        let content = text.trim();
        push(&mut self.text, text);
        if content.is_empty() {
            return;
        }
        let breaks = |text: &str| text.matches('\n').count() as u32;
        let before = breaks(
            text.get(..text.len() - text.trim_start().len())
                .unwrap_or_default(),
        );
        // The tokenizer turns a carriage return into a line feed, which is not a line end here.
        let first = (lines.first + before).min(lines.last);
        let known = self.lines.unwrap_or(LineRange::new(first, first));
        self.lines = Some(LineRange::new(
            known.first,
            known.last.max((first + breaks(content)).min(lines.last)),
        ));
    }

    /// Ends a line of a paragraph; the text after it belongs to the same paragraph.
    fn end_line(&mut self) {
        if matches!(self.kind, TextKind::Heading(_) | TextKind::Title(_)) {
            return push(&mut self.text, " ");
        }
        self.inline.close(&mut self.text);
        if !self.text.trim().is_empty() {
            self.write();
            self.kind = TextKind::Line;
        }
    }

    /// Ends the text that is being read.
    fn flush(&mut self) {
        self.inline.close(&mut self.text);
        // A definition continues the item of its term.
        let ends = !self.text.trim().is_empty() && !matches!(self.kind, TextKind::Term(_));
        self.write();
        if ends || self.quotes > 0 {
            let last = self.out.last_line();
            self.out.end_block(last);
        }
    }

    fn write(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let lines = self.lines.unwrap_or(line(self.out.last_line()));
        if text.is_empty() {
            // An item may have its text in a paragraph of its own.
            if !matches!(self.kind, TextKind::Item(_)) {
                self.kind = TextKind::Paragraph;
                self.lines = None;
            }
            return;
        }
        let column = self.nesting.column();
        let bullet = text
            .strip_prefix(['•', '·', '▪', '◦'])
            .filter(|rest| rest.starts_with([' ', '\u{a0}']));
        self.lines = None;
        match std::mem::replace(&mut self.kind, TextKind::Paragraph) {
            _ if self.quotes > 0 => self.out.quote(column, text, lines),
            TextKind::Item(place) => {
                self.out
                    .item(place.indent, &place.mark, &guarded(text), lines)
            }
            TextKind::Term(place) => {
                let term = text.trim_end_matches(':').trim_matches('*');
                self.out
                    .item(place.indent, &place.mark, &format!("**{term}**:"), lines);
            }
            TextKind::Title(_) if text.len() > titles::MAX_TITLE => {
                self.out.text(column, text, lines)
            }
            TextKind::Heading(level) | TextKind::Title(level) => {
                self.nesting.clear();
                self.lists.clear();
                self.out.heading(level, text.trim_matches('*'), lines);
            }
            TextKind::Label => self.out.label(column, text, lines),
            // A line of an item may be a requirement of its own.
            TextKind::Line if column > 0 && begins_with_id(text) => {
                self.out.item(column, "- ", text, lines)
            }
            TextKind::Paragraph if column == 0 && markdown_heading(text).is_some() => {
                let (level, title) = markdown_heading(text).unwrap_or_default();
                self.out.heading(level, title, lines);
            }
            TextKind::Paragraph | TextKind::Line => match bullet {
                Some(rest) => self.out.item(column, "- ", rest.trim(), lines),
                None => self.out.text(column, text, lines),
            },
        }
    }

    fn end_label(&mut self) {
        if matches!(self.kind, TextKind::Label) {
            let last = self.out.last_line();
            let text = std::mem::take(&mut self.text);
            self.out.label(0, text.trim(), line(last));
            self.kind = TextKind::Paragraph;
        }
    }

    fn end_table(&mut self) {
        self.end_label();
        let Some(table) = self.table.take() else {
            return;
        };
        self.nesting.clear();
        table.into_table().write(self.out);
    }

    fn end_code(&mut self) {
        let Some((language, code, LineRange { first, last })) = self.code.take() else {
            return;
        };
        let column = self.nesting.column();
        self.out.end_block(first);
        self.out.open_code(column, &language, line(first));
        for (number, text) in (first..).zip(code.lines()) {
            self.out.code(column, text, line(number.min(last)));
        }
        self.out.close_code(column, line(last));
        self.out.blank(line(last));
    }
}

/// The level and the text of a heading that was Markdown's and became a paragraph: `### 1.1
/// Purpose`.
fn markdown_heading(text: &str) -> Option<(usize, &str)> {
    let title = text.trim_start_matches('#');
    let level = text.len() - title.len();
    let is_heading =
        (1..=6).contains(&level) && title.starts_with(' ') && text.len() <= titles::MAX_TITLE;
    is_heading.then(|| (level, title.trim()))
}

fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol")
}

/// Returns whether a list links to other parts of a page.
fn is_navigation(tag: &StartTag) -> bool {
    let said = ["class", "role"]
        .into_iter()
        .filter_map(|name| tag.get(name));
    is_list(&tag.name)
        && said
            .flat_map(str::split_whitespace)
            .any(|word| NAVIGATION.contains(&word))
}

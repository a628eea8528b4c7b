//! Builds the blocks of an outline from the events of a CommonMark parser.
//!
//! Owns what opens and closes a block, and which lines of a paragraph are blocks of their own.
//! Knows nothing of the use of blocks.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use crate::spec::draft::clip;

use super::fences;
use super::front::FrontMatter;
use super::lines::{self, Marker, Style};
use super::outline::{Block, Item, Kind, Language};
use super::steps::{self, Step};
use super::written;

/// The part of a block's own text that is kept, in bytes: enough to decide what it is.
const MAX_TEXT: usize = 400;

#[derive(Default)]
pub(super) struct SpecBuilder {
    pub(super) blocks: Vec<Block>,
    pub(super) rows: Vec<u32>,
    pub(super) front_title: Option<String>,
    /// The blocks of the open items, innermost last.
    items: Vec<usize>,
    /// The numbers of the open lists, innermost last.
    lists: Vec<u32>,
    list_count: u32,
    /// The index of the block whose text is being read.
    target: Option<usize>,
    strong: u32,
    quotes: u32,
    /// The number of open tables, code blocks and HTML blocks.
    opaque: u32,
    /// The items that are lines, as long as they are consecutive.
    lines: Option<LineItems>,
    /// The furthest step of a scenario in the paragraph that is being read.
    reached: Option<Step>,
    /// The number of bytes of an item's marker that are still to be skipped, for an item that is a
    /// line.
    marker: usize,
}

/// Consecutive items that are lines.
#[derive(Clone, Copy)]
struct LineItems {
    style: Style,
    list: u32,
    /// The item around them.
    parent: Option<usize>,
    /// The number of the last one.
    last: Option<u64>,
    /// The block of the first one, and the number of items.
    first: usize,
    count: usize,
}

impl SpecBuilder {
    /// Takes the front matter that comes before all events.
    pub(super) fn take_front_matter(&mut self, front: &FrontMatter<'_>) {
        if front.is_yaml {
            self.open(
                Kind::Code {
                    language: Language::FrontMatter,
                },
                front.span.clone(),
            );
            self.target = None;
        }
        self.front_title = front.title().map(|title| clip(title, MAX_TEXT).to_owned());
    }

    /// Takes the parser's next event.
    pub(super) fn take(&mut self, text: &str, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                if self.quotes == 0 && self.items.is_empty() {
                    self.open(Kind::Quote, span);
                }
                self.target = None;
                self.quotes += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            _ if self.quotes > 0 => {}
            Event::Start(tag) => self.start(text, tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(piece) | Event::Code(piece) => self.push(&piece),
            Event::SoftBreak | Event::HardBreak if self.divide(text, &span) => {}
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            _ => {}
        }
    }

    fn start(&mut self, text: &str, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Table(_) => {
                if self.items.is_empty() {
                    let first = self.rows.len() as u32;
                    self.open(Kind::Table { first, end: first }, span);
                }
                self.opaque += 1;
                self.target = None;
            }
            Tag::TableHead | Tag::TableRow if self.items.is_empty() => self.row(span.start),
            Tag::CodeBlock(kind) => {
                if self.items.is_empty() {
                    self.open(
                        Kind::Code {
                            language: language_of(&kind),
                        },
                        span,
                    );
                }
                self.opaque += 1;
                self.target = None;
            }
            Tag::HtmlBlock => {
                self.opaque += 1;
                self.target = None;
            }
            Tag::List(_) => {
                self.target = None;
                self.list_count += 1;
                self.lists.push(self.list_count);
                self.mark_has_items();
            }
            Tag::Item => self.start_item(text, span),
            Tag::Heading { level, .. } if self.items.is_empty() => {
                self.open(
                    Kind::Heading {
                        level: level_number(level),
                    },
                    span,
                );
            }
            Tag::Paragraph | Tag::Heading { .. } => match self.items.last() {
                Some(&item) if self.is_fresh(item) => self.target = Some(item),
                Some(&item) => self.open(Kind::Paragraph { item: Some(item) }, span),
                None => self.open_line(text, span),
            },
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table => {
                self.opaque = self.opaque.saturating_sub(1)
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.items.pop();
                self.target = None;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) => self.target = None,
            _ => {}
        }
    }

    fn open(&mut self, kind: Kind, span: Range<usize>) {
        if !matches!(kind, Kind::Item(Item { is_line: true, .. })) {
            self.end_lines();
            self.marker = 0;
        }
        self.target = Some(self.blocks.len());
        self.blocks.push(Block {
            kind,
            span,
            text: String::new(),
            bold: true,
            told: OnceCell::new(),
        });
    }

    /// Opens a paragraph, or an item if the paragraph's first line is one.
    fn open_line(&mut self, text: &str, span: Range<usize>) {
        let line = line_at(text, span.start);
        self.reached = steps::step(line);
        let before = self.lines.and_then(|lines| lines.last);
        match lines::marker(line, before).filter(|marker| marker.style != Style::Number) {
            Some(marker) => self.open_item_line(marker, span),
            None => self.open(Kind::Paragraph { item: None }, span),
        }
    }

    fn open_item_line(&mut self, marker: Marker, span: Range<usize>) {
        let at = self.blocks.len();
        let parent = self.items.last().copied();
        let lines = match self
            .lines
            .filter(|lines| lines.style == marker.style && lines.parent == parent)
        {
            Some(lines) => LineItems {
                last: marker.ordinal,
                count: lines.count + 1,
                ..lines
            },
            None => {
                self.end_lines();
                self.list_count += 1;
                let (style, list) = (marker.style, self.list_count);
                LineItems {
                    style,
                    list,
                    parent,
                    last: marker.ordinal,
                    first: at,
                    count: 1,
                }
            }
        };
        self.lines = Some(lines);
        self.marker = marker.length;
        self.mark_has_items();
        let item = Item {
            parent,
            list: lines.list,
            ordinal: marker.ordinal,
            content: span.start + marker.length,
            has_items: false,
            is_line: true,
        };
        self.open(Kind::Item(item), span);
    }

    /// Ends a list of items that are lines; a single one with an uncertain marker becomes a
    /// paragraph.
    fn end_lines(&mut self) {
        let Some(lines) = self.lines.take() else {
            return;
        };
        // Below an item with the number before the dot, a single one is enough.
        let is_level = lines.style == Style::Dotted && lines.parent.is_some();
        if lines.count == 1
            && !(lines.style.is_sure() || is_level)
            && let Some(block) = self.blocks.get_mut(lines.first)
        {
            block.kind = Kind::Paragraph { item: lines.parent };
        }
    }

    /// Ends what the parser left open.
    pub(super) fn finish(&mut self) {
        self.end_lines();
    }

    /// Handles the end of a line in a paragraph; returns whether the next line is a block of its
    /// own.
    fn divide(&mut self, text: &str, line_end: &Range<usize>) -> bool {
        let outer = self
            .items
            .last()
            .and_then(|at| self.blocks.get(*at))
            .and_then(Block::item);
        let (in_item, number) = (outer.is_some(), outer.and_then(|item| item.ordinal));
        let Some(block) = self.target.and_then(|at| self.blocks.get_mut(at)) else {
            return false;
        };
        let (is_item, is_label) = match block.kind {
            Kind::Paragraph { item: None } => (
                false,
                block.bold || block.text.trim_end().ends_with([':', '：']),
            ),
            Kind::Item(item) => (item.is_line, false),
            _ => return false,
        };
        let start = line_end.end + leading_blank(text, line_end.end);
        let line = line_at(text, start);
        let step = steps::step(line);
        let before = self.lines.filter(|_| is_item);
        let marker =
            lines::marker(line, before.and_then(|lines| lines.last)).filter(|marker| match marker
                .style
            {
                // In a list, only a dotted number that begins with the item's own number counts.
                _ if in_item => marker.style == Style::Dotted && is_below(line, number),
                Style::Number => {
                    is_label || before.is_some_and(|lines| lines.style == Style::Number)
                }
                // The second of these shows that the first was not part of a sentence.
                Style::Dash | Style::LetterDot => is_label || is_item,
                _ => true,
            });
        let is_new_scenario = step == Some(Step::Given) && self.reached == Some(Step::Then);
        let is_new = !in_item && (is_new_scenario || written::begins_line(line));
        if marker.is_none() && !is_new {
            self.reached = self.reached.max(step.filter(|step| *step != Step::More));
            return false;
        }
        let end = block.span.end;
        if !in_item || is_item {
            block.span.end = line_end.start;
        }
        self.reached = step;
        let span = start..end;
        match marker {
            Some(marker) => self.open_item_line(marker, span),
            None => self.open(Kind::Paragraph { item: None }, span),
        }
        true
    }

    fn start_item(&mut self, text: &str, span: Range<usize>) {
        let (ordinal, content) = marker(text, &span);
        let parent = self.items.last().copied();
        let list = self.lists.last().copied().unwrap_or_default();
        self.items.push(self.blocks.len());
        self.open(
            Kind::Item(Item {
                parent,
                list,
                ordinal,
                content,
                has_items: false,
                is_line: false,
            }),
            span,
        );
    }

    fn row(&mut self, start: usize) {
        let Some(Kind::Table { end, .. }) = self.blocks.last_mut().map(|block| &mut block.kind)
        else {
            return;
        };
        self.rows.push(u32::try_from(start).unwrap_or(u32::MAX));
        *end = self.rows.len() as u32;
    }

    fn mark_has_items(&mut self) {
        if let Some(Kind::Item(item)) = self
            .items
            .last()
            .and_then(|at| self.blocks.get_mut(*at))
            .map(|block| &mut block.kind)
        {
            item.has_items = true;
        }
    }

    /// Returns whether an item has neither text nor a block of its own yet.
    fn is_fresh(&self, item: usize) -> bool {
        self.target == Some(item)
            && self
                .blocks
                .get(item)
                .is_some_and(|block| block.text.is_empty())
    }

    fn push(&mut self, piece: &str) {
        if self.opaque > 0 {
            return;
        }
        let Some(block) = self.target.and_then(|at| self.blocks.get_mut(at)) else {
            return;
        };
        let skipped = self.marker.min(piece.len());
        self.marker -= skipped;
        let piece = piece.get(skipped..).unwrap_or_default();
        if self.strong == 0 && piece.contains(|c: char| !c.is_whitespace() && c != ':') {
            block.bold = false;
        }
        let room = MAX_TEXT.saturating_sub(block.text.len());
        block.text.push_str(clip(piece, room));
    }
}

/// Returns the number before an item as written, and the offset at which its content starts.
fn marker(text: &str, span: &Range<usize>) -> (Option<u64>, usize) {
    let item = text.get(span.clone()).unwrap_or_default();
    let rest = item.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits + 1..).unwrap_or_default();
    let line = after.lines().next().unwrap_or_default();
    let blank = line.len() - line.trim_start().len();
    let content = span.start + (item.len() - rest.len()) + (digits + 1).min(rest.len()) + blank;
    (
        rest.get(..digits).and_then(|number| number.parse().ok()),
        content,
    )
}

/// Returns the language that a code block declares.
fn language_of(kind: &CodeBlockKind<'_>) -> Language {
    let CodeBlockKind::Fenced(info) = kind else {
        return Language::Other;
    };
    match fences::language(info).to_ascii_lowercase().as_str() {
        "gherkin" | "cucumber" | "feature" => Language::Gherkin,
        "yaml" | "yml" => Language::Yaml,
        "" | "text" | "txt" | "plaintext" | "plain" => Language::Unsaid,
        _ => Language::Other,
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Returns the line that starts at an offset, as far as a marker or an id may reach.
fn line_at(text: &str, start: usize) -> &str {
    // A carriage return alone also ends a line. The search is limited, since there may be millions
    // of such lines.
    let mut end = text.len().min(start.saturating_add(4 * MAX_TEXT));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = text.get(start..end).unwrap_or_default();
    let end = rest
        .bytes()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .unwrap_or(rest.len());
    clip(rest.get(..end).unwrap_or_default(), MAX_TEXT)
}

/// Returns whether a line begins with a dotted number below the given one: `2.1` below 2.
fn is_below(line: &str, number: Option<u64>) -> bool {
    let first = line.split('.').next().and_then(|first| first.parse().ok());
    number.is_some() && first == number
}

fn leading_blank(text: &str, start: usize) -> usize {
    text.get(start..)
        .unwrap_or_default()
        .bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

//! A Markdown text as a flat list of blocks with their places in the source.
//!
//! Owns the way from the parser's events to headings, paragraphs and list items. What stands in
//! block quotes, code, HTML and comments gives no blocks; quotes and tables are one block each. Knows nothing of criteria.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::spec::draft::{Draft, clip};
use crate::spec::error::ReadError;
use crate::spec::source::Source;

use super::{density, depth};

/// How much of a block's own text is kept, in bytes: enough to tell what it is.
const MAX_TEXT: usize = 400;

const TOO_DEEP: &str =
    "lists or quotes nest more than 40 deep here; lines like this one are not read: indent it less";
const TOO_DENSE: &str =
    "more lines and markup than one file may have; nothing is read from here on: split the file";

/// The blocks of a text in the order in which they start.
pub(in crate::spec) struct Outline {
    pub(in crate::spec) blocks: Vec<Block>,
    /// The offsets at which rows of tables start. A row goes to the end of its line.
    pub(in crate::spec) rows: Vec<u32>,
    /// The `title` of the front matter.
    pub(in crate::spec) front_title: Option<String>,
    /// The offset of the first line that nests too deep to be read.
    too_deep: Option<usize>,
    /// The offset of the line from which on nothing is read, as there is too much markup before it.
    end: Option<usize>,
}

/// One block.
pub(in crate::spec) struct Block {
    pub(in crate::spec) kind: Kind,
    /// Bytes of the source, from its first mark on; may end in blank lines.
    pub(in crate::spec) span: Range<usize>,
    /// The start of its own text without marks, line breaks kept.
    pub(in crate::spec) text: String,
    /// Whether all of its own text, a colon aside, is in bold.
    pub(in crate::spec) bold: bool,
}

/// What a block is. Indices are into [`Outline::blocks`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Kind {
    /// A heading outside lists, level 1 to 6.
    Heading { level: u8 },
    /// A paragraph; in a list item, one after the item's own text.
    Paragraph { item: Option<usize> },
    /// A list item.
    Item(Item),
    /// A block quote outside lists; what stands in it gives no blocks.
    Quote,
    /// A table outside lists: rows as indices into [`Outline::rows`], the header first.
    Table { first: u32, end: u32 },
}

/// A list item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Item {
    /// The item it is nested in.
    pub(in crate::spec) parent: Option<usize>,
    /// Which list of the text it belongs to.
    pub(in crate::spec) list: u32,
    /// The number as the source writes it.
    pub(in crate::spec) ordinal: Option<u64>,
    /// The offset at which its content starts, after the list marker.
    pub(in crate::spec) content: usize,
    /// Whether a list is nested in it.
    pub(in crate::spec) has_items: bool,
}

impl Block {
    /// The item, if it is one.
    pub(in crate::spec) fn item(&self) -> Option<&Item> {
        match &self.kind {
            Kind::Item(item) => Some(item),
            _ => None,
        }
    }
}

impl Outline {
    /// Parses a source, as far as its nesting and its markup keep to the limits; [`Self::warn`] tells
    /// what does not.
    pub(in crate::spec) fn of(source: &Source) -> Self {
        let text = source.text();
        let (shallow, too_deep) = depth::limit(text).unzip();
        let text = shallow.as_deref().unwrap_or(text);
        let sparse = density::limit(text);
        let text = sparse.as_ref().map_or(text, |sparse| &sparse.text);
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut builder = Builder::default();
        for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
            builder.take(text, event, span);
        }
        let end = sparse.as_ref().and_then(|sparse| sparse.end);
        if too_deep.is_some() || end.is_some() {
            // What was not read is no part of the block before it.
            for block in &mut builder.blocks {
                let read = text.get(block.span.clone()).unwrap_or_default().trim_end();
                block.span.end = block.span.start + read.len();
            }
        }
        Self { blocks: builder.blocks, rows: builder.rows, front_title: builder.front_title, too_deep, end }
    }

    /// Tells what of the text was not read.
    pub(in crate::spec) fn warn(&self, source: &Source, draft: &mut Draft) {
        for (offset, why) in self.unread() {
            draft.warn_always(source.line(offset), why);
        }
    }

    /// Why there are no criteria: nothing is what was looked for, or it stands in what was not read.
    pub(in crate::spec) fn without_criteria(&self, source: &Source, looked_for: &'static str) -> ReadError {
        match self.unread().next() {
            Some((offset, why)) => ReadError::Unread { line: source.line(offset), why },
            None => ReadError::NoCriteria { looked_for },
        }
    }

    fn unread(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let too_deep = self.too_deep.map(|offset| (offset, TOO_DEEP));
        let end = self.end.map(|offset| (offset, TOO_DENSE));
        too_deep.into_iter().chain(end)
    }
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    rows: Vec<u32>,
    front_title: Option<String>,
    /// The items that are open, innermost last.
    items: Vec<usize>,
    /// The lists that are open, innermost last.
    lists: Vec<u32>,
    list_count: u32,
    /// The block whose text is being read.
    target: Option<usize>,
    strong: u32,
    quotes: u32,
    /// Tables, code, HTML and front matter that are open.
    opaque: u32,
    in_front_matter: bool,
}

impl Builder {
    fn take(&mut self, text: &str, event: Event<'_>, span: Range<usize>) {
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
            Event::Text(piece) if self.in_front_matter => self.read_front_matter(&piece),
            Event::Text(piece) | Event::Code(piece) => self.push(&piece),
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
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.opaque += 1;
                self.target = None;
            }
            Tag::MetadataBlock(_) => {
                self.opaque += 1;
                self.in_front_matter = true;
            }
            Tag::List(_) => {
                self.target = None;
                self.list_count += 1;
                self.lists.push(self.list_count);
                self.mark_has_items();
            }
            Tag::Item => self.start_item(text, span),
            Tag::Heading { level, .. } if self.items.is_empty() => {
                self.open(Kind::Heading { level: level_number(level) }, span);
            }
            Tag::Paragraph | Tag::Heading { .. } => match self.items.last() {
                Some(&item) if self.is_fresh(item) => self.target = Some(item),
                item => {
                    let item = item.copied();
                    self.open(Kind::Paragraph { item }, span);
                }
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
            TagEnd::MetadataBlock(_) => {
                self.opaque = self.opaque.saturating_sub(1);
                self.in_front_matter = false;
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
        self.target = Some(self.blocks.len());
        self.blocks.push(Block { kind, span, text: String::new(), bold: true });
    }

    fn start_item(&mut self, text: &str, span: Range<usize>) {
        let (ordinal, content) = marker(text, &span);
        let parent = self.items.last().copied();
        let list = self.lists.last().copied().unwrap_or_default();
        self.items.push(self.blocks.len());
        self.open(Kind::Item(Item { parent, list, ordinal, content, has_items: false }), span);
    }

    fn row(&mut self, start: usize) {
        let Some(Kind::Table { end, .. }) = self.blocks.last_mut().map(|block| &mut block.kind) else {
            return;
        };
        self.rows.push(u32::try_from(start).unwrap_or(u32::MAX));
        *end = self.rows.len() as u32;
    }

    fn mark_has_items(&mut self) {
        if let Some(Kind::Item(item)) =
            self.items.last().and_then(|at| self.blocks.get_mut(*at)).map(|block| &mut block.kind)
        {
            item.has_items = true;
        }
    }

    /// Whether an item has neither text nor a block of its own yet.
    fn is_fresh(&self, item: usize) -> bool {
        self.target == Some(item) && self.blocks.get(item).is_some_and(|block| block.text.is_empty())
    }

    fn push(&mut self, piece: &str) {
        if self.opaque > 0 {
            return;
        }
        let Some(block) = self.target.and_then(|at| self.blocks.get_mut(at)) else { return };
        if self.strong == 0 && piece.contains(|c: char| !c.is_whitespace() && c != ':') {
            block.bold = false;
        }
        let room = MAX_TEXT.saturating_sub(block.text.len());
        block.text.push_str(clip(piece, room));
    }

    fn read_front_matter(&mut self, text: &str) {
        let title = text.lines().find_map(|line| line.strip_prefix("title"));
        let value = title.and_then(|rest| rest.trim_start().strip_prefix([':', '=']));
        if let Some(value) = value.map(|value| value.trim().trim_matches(['"', '\''])) {
            self.front_title.get_or_insert_with(|| clip(value, MAX_TEXT).to_owned());
        }
    }
}

/// The number before an item as written, and where its content starts.
fn marker(text: &str, span: &Range<usize>) -> (Option<u64>, usize) {
    let item = text.get(span.clone()).unwrap_or_default();
    let rest = item.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits + 1..).unwrap_or_default();
    let line = after.lines().next().unwrap_or_default();
    let blank = line.len() - line.trim_start().len();
    let content = span.start + (item.len() - rest.len()) + (digits + 1).min(rest.len()) + blank;
    (rest.get(..digits).and_then(|number| number.parse().ok()), content)
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

//! A Markdown text as a flat list of blocks with their places in the source.
//!
//! Owns what blocks there are, and what of a text is not parsed. What stands in block quotes, code, HTML and comments
//! gives no blocks; quotes, tables and code are one block each. Knows nothing of criteria.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{Options, Parser};

use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::source::SpecText;

use super::builder::SpecBuilder;
use super::fences::{self, Forgotten};
use super::words::{self, Told};
use super::{density, depth, returns, rules};

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
    /// The line of the file from which on nothing is read, as there was no room for it in a translation.
    cut: Option<u32>,
    /// Code fences that nobody closed.
    forgotten: Vec<Forgotten>,
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
    /// What its text says as a heading, once somebody asked.
    pub(in crate::spec) told: OnceCell<Told>,
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
    /// Code outside lists, or front matter, as it stands.
    Code { language: Language },
}

/// What code is written in, as far as it may hold criteria.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Language {
    /// Scenarios.
    Gherkin,
    /// Keys and values.
    Yaml,
    /// Front matter in YAML.
    FrontMatter,
    /// It does not say.
    Unsaid,
    /// Anything else.
    Other,
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
    /// Whether it is a line of a paragraph to Markdown: `1.1 …`, `a) …`, `• …`. Such items nest in none.
    pub(in crate::spec) is_line: bool,
}

impl Block {
    /// What its text says as a heading or a label.
    pub(in crate::spec) fn told(&self) -> Told {
        *self.told.get_or_init(|| words::told(&self.text))
    }

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
    pub(in crate::spec) fn of(source: &SpecText) -> Self {
        let fed = returns::as_line_feeds(source.text());
        let text = fed.as_deref().unwrap_or(source.text());
        let (mended, forgotten) = fences::mend(text);
        let text = mended.as_deref().unwrap_or(text);
        let spelt = rules::spelt_out(text);
        let text = spelt.as_deref().unwrap_or(text);
        let (shallow, too_deep) = depth::limit(text).unzip();
        let text = shallow.as_deref().unwrap_or(text);
        let sparse = density::limit(text);
        let text = sparse.as_ref().map_or(text, |sparse| &sparse.text);
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut builder = SpecBuilder::default();
        for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
            builder.take(text, event, span);
        }
        builder.finish();
        let end = sparse.as_ref().and_then(|sparse| sparse.end);
        let cut = source.cut().filter(|_| end.is_none());
        if mended.is_some() || too_deep.is_some() || end.is_some() || cut.is_some() {
            // What was not read is no part of the block before it.
            for block in &mut builder.blocks {
                let read = text.get(block.span.clone()).unwrap_or_default().trim_end();
                block.span.end = block.span.start + read.len();
            }
        }
        let SpecBuilder { blocks, rows, front_title, .. } = builder;
        Self { blocks, rows, front_title, too_deep, end, cut, forgotten }
    }

    /// Where what was read ends.
    pub(in crate::spec) fn read_end(&self, source: &SpecText) -> usize {
        self.end.unwrap_or(source.text().len())
    }

    /// Tells what of the text was not read.
    pub(in crate::spec) fn warn(&self, source: &SpecText, draft: &mut SpecDraft) {
        for (line, why) in self.unread(source) {
            draft.warn_always(line, why);
        }
        for fence in &self.forgotten {
            let message = match fence.until {
                Some(heading) => format!(
                    "a code block begins here and is never closed; read on from the heading in line {}: close the \
                     block where its code ends",
                    source.line(heading)
                ),
                None => "a code block begins here and is never closed, so nothing after it is read: close it"
                    .to_owned(),
            };
            draft.warn_always(source.line(fence.at), &message);
        }
    }

    /// Why there are no criteria: nothing is what was looked for, or it stands in what was not read.
    pub(in crate::spec) fn without_criteria(&self, source: &SpecText, looked_for: &'static str) -> ReadError {
        match self.unread(source).next() {
            Some((line, why)) => ReadError::Unread { line, why },
            None => ReadError::NoCriteria { looked_for },
        }
    }

    /// What was not read: the first line of it, and why.
    fn unread(&self, source: &SpecText) -> impl Iterator<Item = (u32, &'static str)> {
        let too_deep = self.too_deep.map(|offset| (source.line(offset), TOO_DEEP));
        let end = self.end.map(|offset| source.line(offset)).or(self.cut);
        too_deep.into_iter().chain(end.map(|line| (line, TOO_DENSE)))
    }
}

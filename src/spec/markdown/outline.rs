//! Splits a Markdown text into a flat list of blocks with their positions in the source.
//!
//! Owns which blocks there are, and which parts of a text are not parsed. The content of block
//! quotes, code, HTML and comments gives no blocks; quotes, tables and code are one block each.
//! Knows nothing of criteria.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{Options, Parser};

use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::source::SpecText;

use super::builder::SpecBuilder;
use super::fences::{self, Forgotten};
use super::front::FrontMatter;
use super::words::{self, Told};
use super::{density, depth, returns};

const TOO_DEEP: &str = "lists or quotes are nested more than 40 levels deep here; such lines are not read: reduce the nesting";
const TOO_DENSE: &str =
    "too many lines and too much markup for one file; reading stops here: split the file";

/// The blocks of a text in the order in which they start.
pub(in crate::spec) struct Outline {
    pub(in crate::spec) blocks: Vec<Block>,
    /// The offsets at which table rows start. A row extends to the end of its line.
    pub(in crate::spec) rows: Vec<u32>,
    /// The `title` of the front matter.
    pub(in crate::spec) front_title: Option<String>,
    /// The offset of the first line that nests too deeply to be read.
    too_deep: Option<usize>,
    /// The offset of the line from which nothing is read, because there is too much markup before
    /// it.
    end: Option<usize>,
    /// The line of the file from which nothing is read, because it did not fit in a translation.
    cut: Option<u32>,
    /// Code fences that were never closed.
    forgotten: Vec<Forgotten>,
}

pub(in crate::spec) struct Block {
    pub(in crate::spec) kind: Kind,
    /// Its bytes in the source, from its first mark on; may end in blank lines.
    pub(in crate::spec) span: Range<usize>,
    /// The beginning of its own text without marks, line breaks kept.
    pub(in crate::spec) text: String,
    /// Whether all of its own text, except a colon, is in bold.
    pub(in crate::spec) bold: bool,
    /// The meaning of its text as a heading, computed when first needed.
    pub(in crate::spec) told: OnceCell<Told>,
}

/// The kind of a block. Indices are into [`Outline::blocks`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Kind {
    /// A heading outside lists, level 1 to 6.
    Heading { level: u8 },
    /// A paragraph; `item` is the list item around it, if it comes after the item's own text.
    Paragraph { item: Option<usize> },
    /// A list item.
    Item(Item),
    /// A block quote outside lists; its content gives no blocks.
    Quote,
    /// A table outside lists: a range of indices into [`Outline::rows`], the header first.
    Table { first: u32, end: u32 },
    /// Code outside lists, or front matter, unchanged.
    Code { language: Language },
}

/// The language of code, as far as it may hold criteria.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Language {
    /// Scenarios.
    Gherkin,
    /// Keys and values.
    Yaml,
    /// Front matter in YAML.
    FrontMatter,
    /// No language is given.
    Unsaid,
    /// Any other language.
    Other,
}

/// A list item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Item {
    /// The index of the item around it.
    pub(in crate::spec) parent: Option<usize>,
    /// The number of its list in the text.
    pub(in crate::spec) list: u32,
    /// Its number as the source writes it.
    pub(in crate::spec) ordinal: Option<u64>,
    /// The offset at which its content starts, after the list marker.
    pub(in crate::spec) content: usize,
    /// Whether a list is nested in it.
    pub(in crate::spec) has_items: bool,
    /// Whether Markdown takes it for a line of a paragraph: `1.1 …`, `a) …`, `• …`. No items are
    /// nested in it.
    pub(in crate::spec) is_line: bool,
}

impl Block {
    /// Returns the meaning of its text as a heading or a label.
    pub(in crate::spec) fn told(&self) -> Told {
        *self.told.get_or_init(|| words::told(&self.text))
    }

    /// Returns the item, if the block is one.
    pub(in crate::spec) fn item(&self) -> Option<&Item> {
        match &self.kind {
            Kind::Item(item) => Some(item),
            _ => None,
        }
    }
}

impl Outline {
    /// Parses a source, as far as its nesting and its markup keep to the limits; [`Self::warn`]
    /// reports the rest.
    pub(in crate::spec) fn of(source: &SpecText) -> Self {
        let fed = returns::as_line_feeds(source.text());
        let text = fed.as_deref().unwrap_or(source.text());
        let (mended, forgotten) = fences::mend(text);
        let text = mended.as_deref().unwrap_or(text);
        let (shallow, too_deep) = depth::limit(text).unzip();
        let text = shallow.as_deref().unwrap_or(text);
        let sparse = density::limit(text);
        let text = sparse.as_ref().map_or(text, |sparse| &sparse.text);
        let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
        let mut builder = SpecBuilder::default();
        let front = FrontMatter::of(text);
        let body = front.as_ref().map_or(text, |front| front.rest);
        let start = text.len() - body.len();
        if let Some(front) = front {
            builder.take_front_matter(&front);
        }
        for (event, span) in Parser::new_ext(body, options).into_offset_iter() {
            builder.take(text, event, start + span.start..start + span.end);
        }
        builder.finish();
        let end = sparse.as_ref().and_then(|sparse| sparse.end);
        let cut = source.cut().filter(|_| end.is_none());
        if mended.is_some() || too_deep.is_some() || end.is_some() || cut.is_some() {
            // Unread text is not part of the block before it.
            for block in &mut builder.blocks {
                let read = text.get(block.span.clone()).unwrap_or_default().trim_end();
                block.span.end = block.span.start + read.len();
            }
        }
        let SpecBuilder {
            blocks,
            rows,
            front_title,
            ..
        } = builder;
        Self {
            blocks,
            rows,
            front_title,
            too_deep,
            end,
            cut,
            forgotten,
        }
    }

    /// Returns the offset at which the text that was read ends.
    pub(in crate::spec) fn read_end(&self, source: &SpecText) -> usize {
        self.end.unwrap_or(source.text().len())
    }

    /// Adds a warning for each part of the text that was not read.
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

    /// Returns the reason why no criteria were found: an unread part of the text, if there is one,
    /// or else that nothing in it was what was looked for.
    pub(in crate::spec) fn without_criteria(
        &self,
        source: &SpecText,
        looked_for: &'static str,
    ) -> ReadError {
        match self.unread(source).next() {
            Some((line, why)) => ReadError::Unread { line, why },
            None => ReadError::NoCriteria { looked_for },
        }
    }

    /// Lists the parts that were not read: the first line, and the reason.
    fn unread(&self, source: &SpecText) -> impl Iterator<Item = (u32, &'static str)> {
        let too_deep = self.too_deep.map(|offset| (source.line(offset), TOO_DEEP));
        let end = self.end.map(|offset| source.line(offset)).or(self.cut);
        too_deep
            .into_iter()
            .chain(end.map(|line| (line, TOO_DENSE)))
    }
}

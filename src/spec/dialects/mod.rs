//! Lists the dialects, and chooses the reader of a file.
//!
//! Each dialect is one file or folder here that implements [`Reader`] and is listed in [`READERS`].
//! Knows nothing of their content.

mod data;
pub(super) mod doorstop;
mod gherkin;
mod kiro;
mod markdown;
mod markup;
mod openfasttrace;
mod openspec;
mod reqif;
mod sheet;
mod speckit;
mod sphinx_needs;
mod status;
mod story;
mod strictdoc;
mod strictdoc_markdown;
mod toml;
mod tracey;

use crate::model::spec::Dialect;

use super::draft::SpecDraft;
use super::error::ReadError;
use super::place::{Folder, MARKDOWN, SplitPath};
use super::source::SpecText;

pub(super) use self::openfasttrace::begins_item;
pub(super) use self::speckit::is_about_spec;
pub(super) use self::sphinx_needs::begins_need;
pub(in crate::spec) use self::status::claim as claim_of_status;
pub use self::toml::TEMPLATE;
pub(super) use self::toml::is_table;

/// The reader of one dialect.
pub(super) trait Reader: Sync {
    fn dialect(&self) -> Dialect;

    /// Ranks a path by its likelihood to be of this dialect, the smaller the better; `None` when
    /// the path says nothing.
    fn place(&self, place: &SplitPath) -> Option<u32>;

    /// Returns the folder whose files are reviewed together with a file of this dialect; `None`
    /// when the file is of another dialect, or stands alone.
    fn group(&self, _place: &SplitPath) -> Option<Folder> {
        None
    }

    /// Returns whether the file's name alone makes it one of this dialect, whatever its content.
    fn claims(&self, place: &SplitPath) -> bool;

    /// Returns whether the text has the structure of this dialect. Called for files that no dialect
    /// claims; a large file is cut to its beginning.
    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool;

    /// Reads the criteria of the text.
    ///
    /// # Errors
    /// When the text cannot be read, or holds no criteria.
    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError>;
}

/// All dialects, the more specific ones first; the last one reads what no other does.
pub(super) const READERS: &[&dyn Reader] = &[
    &toml::TomlTables,
    &sheet::Sheets,
    &data::Json,
    &reqif::ReqIf,
    &gherkin::Features,
    &strictdoc::Documents,
    &sphinx_needs::Needs,
    &doorstop::DoorstopItems,
    &data::Yaml,
    &openspec::OpenSpec,
    &kiro::Kiro,
    &speckit::SpecKit,
    &story::Story,
    &openfasttrace::OpenFastTrace,
    &strictdoc_markdown::StrictDocMarkdown,
    &tracey::Tracey,
    &markup::rst::RST,
    &markup::adoc::ASCIIDOC,
    &markup::html::HTML,
    &markup::org::ORG,
    &markup::jira::JIRA,
    &markup::text::TEXT,
    &FALLBACK,
];

/// The most bytes of a file that are examined to recognise its dialect: each reader looks at every
/// line.
const RECOGNISED_BY: usize = 1 << 20;

const FALLBACK: markdown::Lists = markdown::Lists;

/// Reads a file by its path, else by its structure, else as Markdown with lists. For dialects that
/// are lists, the parts of a Markdown file that are not Markdown, such as tables in HTML, are
/// converted first.
///
/// # Errors
/// As [`Reader::read`] of the dialect that was chosen.
pub(super) fn read(
    place: &SplitPath,
    source: &SpecText,
) -> Result<(&'static dyn Reader, SpecDraft), ReadError> {
    let is_markdown = place.stem(&MARKDOWN).is_some();
    let plain = is_markdown
        .then(|| markup::in_markdown::translated(source))
        .flatten();
    let (reader, mut draft) = read_first(place, source, plain.as_ref())?;
    if let Some(plain) = plain.filter(|_| reads_lists(reader)) {
        draft.translation.get_or_insert(plain);
    }
    Ok((reader, draft))
}

/// Returns whether a dialect consists of lists under headings; the others have a line syntax of
/// their own.
fn reads_lists(reader: &dyn Reader) -> bool {
    let dialect = reader.dialect();
    matches!(
        dialect,
        Dialect::SpecKit | Dialect::OpenSpec | Dialect::Kiro | Dialect::Story | Dialect::Markdown
    )
}

/// Reads a file by its path, or as the first dialect whose structure it has and in which it holds
/// criteria; otherwise Markdown is read as lists. `plain` is the text for lists, if it differs from
/// the source.
fn read_first(
    place: &SplitPath,
    source: &SpecText,
    plain: Option<&SpecText>,
) -> Result<(&'static dyn Reader, SpecDraft), ReadError> {
    let read = |reader: &'static dyn Reader| {
        let text = plain.filter(|_| reads_lists(reader)).unwrap_or(source);
        reader.read(place, text).map(|draft| (reader, draft))
    };
    if let Some(reader) = READERS.iter().copied().find(|reader| reader.claims(place)) {
        return read(reader);
    }
    let head = source.head(RECOGNISED_BY);
    let head = head.as_ref().unwrap_or(source);
    let mut refusal = None;
    for reader in READERS
        .iter()
        .copied()
        .filter(|reader| reader.recognises(place, head))
    {
        match read(reader) {
            Err(error @ ReadError::NoCriteria { .. }) => {
                refusal.get_or_insert(error);
            }
            other => return other,
        }
    }
    match refusal.filter(|_| place.stem(&MARKDOWN).is_none()) {
        Some(error) => Err(error),
        None => read(&FALLBACK),
    }
}

//! Reads a folder of items as one document: orders them, finds the headings above them, and writes
//! the text that is shown for them. Knows nothing of the rest of the repository.

use crate::model::spec::LineRange;
use crate::model::text::RepoPath;
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, MAX_SECTIONS, SpecDraft, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::Name;
use crate::spec::source::SpecText;

use super::item::{DoorstopItem, ItemFormat, MAX_ITEM_BYTES};
use super::{LOOKED_FOR, MARKER, RULE, is_marker, named};

/// A document made of a folder's items.
pub(in crate::spec) struct Document {
    pub(in crate::spec) draft: SpecDraft,
    /// The items' texts in the order of their levels; the lines of criteria are lines of this text.
    pub(in crate::spec) text: String,
}

/// The numbers of items that are left out without a warning.
#[derive(Default)]
struct LeftOutCounts {
    headings: usize,
    informative: usize,
    inactive: usize,
}

/// Reads the items among the files of a folder and of its subfolders, except subfolders that are
/// documents themselves.
///
/// # Errors
/// When none of the files is an active normative item.
pub(in crate::spec) fn read<'f>(
    folder: &RepoPath,
    files: impl Iterator<Item = (&'f RepoPath, &'f [u8])> + Clone,
) -> Result<Document, ReadError> {
    let inner = inner_documents(folder, files.clone().map(|(path, _)| path));
    let mut draft = SpecDraft::default();
    let mut items = Vec::new();
    for (path, bytes) in files {
        let Some((stem, written)) = item_name(path).filter(|_| !is_within(path, &inner)) else {
            continue;
        };
        match item(bytes, written) {
            Ok(Some(item)) => items.push((stem, item)),
            Ok(None) => {}
            Err(why) => draft.warn(1, &format!("left out of this folder: {why}"), &path.lossy()),
        }
    }
    items.sort_by(|(a, first), (b, second)| {
        (&first.level.numbers, natural(a)).cmp(&(&second.level.numbers, natural(b)))
    });
    let mut document = Document {
        draft,
        text: String::new(),
    };
    let left_out = document.write(&items);
    if document.draft.found.is_empty() {
        return Err(ReadError::NoCriteria {
            looked_for: LOOKED_FOR,
        });
    }
    document.draft.title = clip(
        &String::from_utf8_lossy(folder.base_name()),
        MAX_LABEL_CHARS,
    )
    .to_owned();
    document.draft.because = left_out.because(document.draft.found.len());
    Ok(document)
}

impl Document {
    fn write(&mut self, items: &[(String, DoorstopItem)]) -> LeftOutCounts {
        let mut left_out = LeftOutCounts::default();
        let mut headings: Vec<(&[u64], &str)> = Vec::new();
        let mut line = 1;
        for (stem, item) in items {
            if !item.is_active {
                left_out.inactive += 1;
                continue;
            }
            let numbers = item.level.numbers.as_slice();
            while headings
                .pop_if(|(outer, _)| {
                    !numbers.starts_with(outer) || numbers == *outer && item.is_heading()
                })
                .is_some()
            {}
            let text = written(stem, item);
            let lines = text.lines().count() as u32;
            let range = LineRange::new(line, line + lines.saturating_sub(1));
            self.text.push_str(&text);
            self.text.push_str("\n\n");
            line += lines + 1;
            if item.is_heading() {
                left_out.headings += 1;
                headings.push((numbers, item.label()));
            } else if !item.is_normative {
                left_out.informative += 1;
            } else {
                let section = headings
                    .iter()
                    .rev()
                    .take(MAX_SECTIONS)
                    .rev()
                    .map(|(_, label)| clip(label, MAX_LABEL_CHARS).to_owned());
                let section = draft::section(section.filter(|label| !label.is_empty()));
                let statement = item.statement();
                let statement = if statement.is_empty() {
                    stem.clone()
                } else {
                    statement
                };
                let name = Name::Written(stem.clone());
                self.draft.add(DraftCriterion {
                    section,
                    ..DraftCriterion::new(name, statement, range, RULE)
                });
            }
        }
        left_out
    }
}

/// Returns an item as it appears in the document: a heading with level, id and header, and its
/// text.
fn written(stem: &str, item: &DoorstopItem) -> String {
    let level = &item.level;
    let marks = "#".repeat(level.numbers.len().clamp(1, 6));
    let numbers = level
        .numbers
        .iter()
        .map(u64::to_string)
        .collect::<Vec<_>>()
        .join(".");
    let zero = if level.is_heading { ".0" } else { "" };
    if item.is_heading() {
        let label = item.label();
        let text = item.text.strip_prefix(label).unwrap_or(&item.text);
        return format!("{marks} {numbers}{zero} {label}\n\n{}", text.trim())
            .trim_end()
            .to_owned();
    }
    let title = format!("{marks} {numbers}{zero} {stem} {}", item.header);
    format!("{}\n\n{}", title.trim_end(), item.text)
        .trim_end()
        .to_owned()
}

impl LeftOutCounts {
    fn because(&self, found: usize) -> String {
        let items = if found == 1 { "item" } else { "items" };
        let headings = if self.headings == 1 {
            "heading"
        } else {
            "headings"
        };
        let parts = [
            (self.headings, headings),
            (self.informative, "not normative"),
            (self.inactive, "inactive"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts = parts
            .map(|(count, what)| format!("{count} {what}"))
            .collect::<Vec<_>>()
            .join(", ");
        let beside = if parts.is_empty() {
            parts
        } else {
            format!(" (beside {parts})")
        };
        format!("{found} {items} of Doorstop{beside}")
    }
}

/// Returns the item in a file (`None` for other files), or the reason why it cannot be read.
fn item(bytes: &[u8], written: ItemFormat) -> Result<Option<DoorstopItem>, String> {
    if bytes.len() > MAX_ITEM_BYTES {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_ITEM_BYTES,
        }
        .to_string());
    }
    let source = SpecText::new(bytes).map_err(|error| error.to_string())?;
    DoorstopItem::read(source.text(), written).map_err(|error| {
        ReadError::Yaml {
            line: error.line,
            message: error.message,
        }
        .to_string()
    })
}

/// Returns whether a file is an item or a marker, going by its name.
pub(in crate::spec) fn is_part(path: &RepoPath) -> bool {
    is_marker(path) || item_name(path).is_some()
}

/// Returns the name, without its ending, and the format of a file that may be an item.
fn item_name(path: &RepoPath) -> Option<(String, ItemFormat)> {
    let base = String::from_utf8_lossy(path.base_name());
    let (stem, written) = named(&base)?;
    let numbered = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let fits = stem.starts_with(char::is_alphanumeric) && stem.contains(numbered);
    fits.then(|| (stem.to_owned(), written))
}

/// Returns the subfolders that are documents themselves, sorted, each with a slash at its end.
fn inner_documents<'f>(
    folder: &RepoPath,
    paths: impl Iterator<Item = &'f RepoPath>,
) -> Vec<Vec<u8>> {
    let markers = paths.filter_map(|path| path.as_bytes().strip_suffix(MARKER.as_bytes()));
    let own = folder
        .as_bytes()
        .strip_suffix(b"/")
        .unwrap_or(folder.as_bytes());
    let mut inner: Vec<Vec<u8>> = markers
        .filter(|dir| dir.strip_suffix(b"/").unwrap_or(dir) != own)
        .map(<[u8]>::to_vec)
        .collect();
    inner.sort_unstable();
    inner.dedup();
    inner
}

/// Returns whether a file is below one of the given folders, which are sorted.
fn is_within(path: &RepoPath, dirs: &[Vec<u8>]) -> bool {
    let bytes = path.as_bytes();
    let ends = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'/')
        .map(|(at, _)| at + 1);
    !dirs.is_empty()
        && ends.filter_map(|end| bytes.get(..end)).any(|dir| {
            dirs.binary_search_by(|other| other.as_slice().cmp(dir))
                .is_ok()
        })
}

/// Returns a key for natural ordering of stems: the letters, the number at the end, and the whole
/// stem.
fn natural(stem: &str) -> (&str, u64, &str) {
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = stem.get(letters.len()..).unwrap_or_default();
    (letters, number.parse().unwrap_or(0), stem)
}

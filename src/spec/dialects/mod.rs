//! The dialects there are, and which of them reads a file.
//!
//! Each is one file or folder here that implements [`Reader`] and stands in [`READERS`]. Knows
//! nothing of what they read.

pub(super) mod doorstop;
mod gherkin;
mod markdown;
mod sphinx_needs;
mod status;
mod strictdoc;
mod toml;

use crate::model::spec::Dialect;

use super::draft::Draft;
use super::error::ReadError;
use super::place::Place;
use super::source::Source;

/// One dialect.
pub(super) trait Reader: Sync {
    /// Its name.
    fn dialect(&self) -> Dialect;

    /// How likely a path is to be its own, the smaller the better; `None` when the path says nothing.
    fn place(&self, place: &Place) -> Option<u32>;

    /// Whether the file is its own by what it is called, whatever stands in it.
    fn claims(&self, place: &Place) -> bool;

    /// Whether the text is built the way the dialect is, in a file that none claims.
    fn recognises(&self, place: &Place, source: &Source) -> bool;

    /// Reads the text.
    ///
    /// # Errors
    /// When it cannot be read, or holds no criteria.
    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError>;
}

/// All dialects, the more particular ones first; the last one takes what no other does.
pub(super) const READERS: [&dyn Reader; 6] = [
    &toml::Tables,
    &gherkin::Features,
    &strictdoc::Documents,
    &sphinx_needs::Needs,
    &doorstop::Items,
    &FALLBACK,
];

const FALLBACK: markdown::Lists = markdown::Lists;

/// The reader for a file: by its path, else by its structure, else the general one.
pub(super) fn recognise(place: &Place, source: &Source) -> &'static dyn Reader {
    let by_path = READERS.into_iter().find(|reader| reader.claims(place));
    let by_structure = || READERS.into_iter().find(|reader| reader.recognises(place, source));
    by_path.or_else(by_structure).unwrap_or(&FALLBACK)
}

//! Plain text: numbered sections and requirements, as specifications of requirements have been written for long
//! (IEEE 830), ids before sentences, bullets of all kinds.
//!
//! Owns which files are plain text. Text that has Markdown's headings is Markdown.

mod line;
mod walk;

use crate::model::spec::Dialect;
use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::super::Reader;
use super::Translation;
use walk::Walk;

/// Endings of its files.
const ENDINGS: [&str; 2] = ["txt", "text"];

/// Documents in plain text.
pub(in crate::spec::dialects) struct Text;

impl Reader for Text {
    fn dialect(&self) -> Dialect {
        Dialect::Text
    }

    fn place(&self, place: &Place) -> Option<u32> {
        // `requirements.txt` lists what a Python program depends on.
        let stem = place.stem(&ENDINGS)?;
        let is_spec = matches!(stem, "spec" | "specification" | "srs" | "sow" | "software-requirements")
            || stem.starts_with("acceptance")
            || stem.starts_with("srs-")
            || stem.starts_with("srs_")
            || stem.ends_with("-srs")
            || stem.ends_with("_srs");
        is_spec.then(|| 590 + place.archived() + place.depth())
    }

    fn claims(&self, _place: &Place) -> bool {
        false
    }

    fn recognises(&self, place: &Place, source: &Source) -> bool {
        place.stem(&ENDINGS).is_some()
            && !source.headings().any(|line| line.trim_start_matches('#').starts_with(' '))
    }

    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let lines: Vec<&str> = source.text().lines().map(str::trim_end).collect();
        let mut walk = Walk::new(&lines);
        walk.run();
        let source = walk.into_source();
        Translation { source, warnings: Vec::new() }.read(place)
    }
}

//! Plain text: numbered sections and requirements, as in traditional requirement specifications
//! (IEEE 830), ids before sentences, bullets of all kinds.
//!
//! Owns which files are plain text. A text with Markdown's headings is Markdown.

mod line;
mod pass;

use crate::model::spec::Dialect;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{MarkdownText, Markup, lines_of};
use pass::TextPass;

/// Endings of plain text files.
const ENDINGS: [&str; 2] = ["txt", "text"];

/// Documents in plain text.
pub(in crate::spec::dialects) const TEXT: Markup = Markup {
    dialect: Dialect::Text,
    endings: &ENDINGS,
    rank,
    fits: |markup, place, source| {
        let has_headings = || {
            source
                .headings()
                .any(|line| line.trim_start_matches('#').starts_with(' '))
        };
        markup.has_ending(place, source) && !has_headings()
    },
    translate,
};

/// Ranks a path. `requirements.txt` and `requirements-dev.txt` list the packages of a Python
/// program, so they do not rank.
fn rank(place: &SplitPath) -> Option<u32> {
    const OF_WHAT: [&str; 6] = [
        "business",
        "functional",
        "product",
        "software",
        "system",
        "user",
    ];
    let stem = place.stem(&ENDINGS)?;
    let is_python =
        stem.contains("requirements") && !OF_WHAT.iter().any(|word| stem.contains(word));
    let is_spec = place.is_named_for_requirements() || place.is_named_specification();
    (is_spec && !is_python).then(|| 590 + place.archived() + place.depth())
}

fn translate(source: &SpecText) -> MarkdownText {
    TextPass::new(&lines_of(source)).run()
}

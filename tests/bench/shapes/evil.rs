//! Texts that cost a reader more than their size: all openings, all separators, all on one line,
//! deeper and deeper.

mod data;
mod markups;
mod rst;
mod text;

use super::Shape;

/// The most a reader of each format can be asked to do.
pub(super) fn all() -> impl Iterator<Item = &'static Shape> {
    [text::SHAPES, rst::SHAPES, markups::SHAPES, data::SHAPES]
        .into_iter()
        .flatten()
}

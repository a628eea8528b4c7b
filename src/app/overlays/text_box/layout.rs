//! The text broken into rows, for drawing and for moving up and down.

use std::ops::Range;

use crate::safe::grapheme::{self, graphemes};

/// A row: a line of the text, or the part of one that fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisualLine {
    /// Which line of the text, 0-based.
    pub line: usize,
    /// Its bytes in the text, without the line end.
    pub bytes: Range<usize>,
}

/// The rows of a text and the place of the cursor in them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextRows {
    /// At least one. Together with the line ends they are the whole text. A row is wider than the
    /// width only by spaces at its end, which are not to be drawn, or if one character alone is.
    pub rows: Vec<VisualLine>,
    /// The row of the cursor, an index into `rows`.
    pub row: usize,
    /// Its cell within the row, 0-based; the width itself after a full row, so leave it a column.
    pub column: usize,
}

impl TextRows {
    pub(super) fn new(text: &str, cursor: usize, width: usize) -> Self {
        let mut rows = Vec::new();
        let mut start = 0;
        for (line, content) in text.split('\n').enumerate() {
            let bytes = start..start + content.len();
            start = bytes.end + 1;
            let ends = breaks(content, width)
                .into_iter()
                .map(|at| bytes.start + at);
            let mut from = bytes.start;
            for end in ends.chain([bytes.end]) {
                rows.push(VisualLine {
                    line,
                    bytes: from..end,
                });
                from = end;
            }
        }
        // Between two rows of a line the cursor is at the start of the second.
        let row = rows
            .partition_point(|row| row.bytes.start <= cursor)
            .saturating_sub(1);
        let before = rows
            .get(row)
            .and_then(|row| text.get(row.bytes.start..cursor));
        let column = before.map_or(0, grapheme::cells);
        Self {
            rows,
            row,
            column: column.min(width),
        }
    }

    /// The byte offset in a row at a column or just before it; `None` is above the first row, where
    /// the text starts, and past the last row it ends.
    pub(super) fn place(&self, text: &str, row: Option<usize>, column: usize) -> usize {
        let Some(index) = row else { return 0 };
        let Some(row) = self.rows.get(index) else {
            return text.len();
        };
        let content = text.get(row.bytes.clone()).unwrap_or_default();
        let mut cells = 0;
        let fits = graphemes(content).find(|(_, cluster)| {
            cells += grapheme::cells(cluster);
            cells > column
        });
        let at = row.bytes.start + fits.map_or(content.len(), |(at, _)| at);
        // The end of a row that goes on below is the start of the next.
        let goes_on = self
            .rows
            .get(index + 1)
            .is_some_and(|next| next.bytes.start == row.bytes.end);
        if goes_on && at == row.bytes.end {
            grapheme::previous_border(text, at)
        } else {
            at
        }
    }
}

/// Where a line is broken, as byte offsets: after spaces, beside wide characters, else anywhere.
fn breaks(line: &str, width: usize) -> Vec<usize> {
    if line.len() <= width && line.is_ascii() {
        return Vec::new();
    }
    let mut breaks = Vec::new();
    let mut start = 0;
    let mut cells = 0;
    // The last place at which the row could be broken, and its cells up to there.
    let mut chance = None;
    for (at, cluster) in graphemes(line) {
        let wide = grapheme::cells(cluster);
        if cluster == " " {
            cells += wide;
            chance = Some((at + 1, cells));
            continue;
        }
        if wide > 1 && at > start {
            chance = Some((at, cells));
        }
        while cells + wide > width && at > start {
            let (place, before) = chance.take().unwrap_or((at, cells));
            breaks.push(place);
            (start, cells) = (place, cells - before);
        }
        cells += wide;
        if wide > 1 {
            chance = Some((at + cluster.len(), cells));
        }
    }
    breaks
}

//! Builds safe text up to a limit of cells.
//!
//! Owns the clipping. Knows nothing of what is kept beside the text.

use super::unit::{UnitDisplay, Units};

/// Maximum number of cells shown of one line; the rest is counted. A screen shows some hundreds,
/// and everything that handles a line (wrapping, searching, styling) is spared lines of 50 MB.
pub const MAX_CELLS: u32 = 10_000;

/// Cells reserved for `…<+4294967295 cells>`.
const NOTICE_CELLS: u32 = 20;

/// Safe text under construction.
#[derive(Default)]
pub(super) struct SafeDraft {
    pub text: String,
    /// The width of `text`, in cells.
    pub cells: u32,
    /// Cells left out after the limit.
    pub cut: u32,
}

impl SafeDraft {
    /// Adds a unit if it fits and returns its width. Once something did not fit, nothing more is
    /// added, so that the text is a start of the line without gaps.
    pub(super) fn push(&mut self, shown: &UnitDisplay, tab: u8) -> u32 {
        let wanted = shown.cells(self.cells.saturating_add(self.cut), tab);
        let room = if self.cut == 0 {
            MAX_CELLS - self.cells
        } else {
            0
        };
        let (shown, cells) = match *shown {
            UnitDisplay::Ascii(text) if wanted > room => {
                (UnitDisplay::Ascii(&text[..room as usize]), room)
            }
            _ if wanted > room => (*shown, 0),
            _ => (*shown, wanted),
        };
        if cells > 0 {
            // Writing to a string cannot fail.
            let _ = shown.write(cells, &mut self.text);
        }
        self.cells += cells;
        self.cut = self.cut.saturating_add(wanted - cells);
        cells
    }

    /// Returns the text; if something was cut, its end says how much.
    pub(super) fn close(self) -> String {
        if self.cut == 0 {
            return self.text;
        }
        let mut kept = Self::default();
        for unit in Units::new(self.text.as_bytes()) {
            let room = (MAX_CELLS - NOTICE_CELLS - kept.cells) as usize;
            let shown = match unit.shown {
                UnitDisplay::Ascii(text) => UnitDisplay::Ascii(&text[..room.min(text.len())]),
                other => other,
            };
            if shown.cells(kept.cells, 1) as usize > room {
                break;
            }
            kept.push(&shown, 1);
        }
        let left_out = (self.cells - kept.cells).saturating_add(self.cut);
        kept.text + &clipped(left_out)
    }
}

/// Words how many cells are left out.
pub(super) fn clipped(cells: u32) -> String {
    format!("…<+{cells} cells>")
}

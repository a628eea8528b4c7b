//! Makes bytes from outside safe to show: the one way from `Untrusted` to anything a person sees.
//!
//! Owns the look of every byte and character on a screen, in a log and in an export, and its width
//! in cells. Characters that act on a terminal, reorder text or show nothing are replaced by a
//! visible stand-in, never dropped. Knows nothing of where the bytes came from, nor of any screen.
//!
//! # Widths in cells
//! ratatui and terminals must agree on widths. So the output is limited to sequences for which the
//! sum over characters, the width of each grapheme and the width of the whole text (all by
//! `unicode-width`) are equal. Anything else is shown by a stand-in; `class` and `unit` say what
//! and why. East Asian ambiguous characters count as narrow, as everywhere in ratatui.

mod class;
mod confusable;
mod copied;
mod draft;
mod fit;
pub mod grapheme;
mod hidden;
mod json;
mod line;
mod look;
mod markdown;
mod offsets;
mod path;
pub mod prose;
mod rejoin;
mod text;
mod unit;
mod wrap;

pub use copied::copied;
pub use draft::MAX_CELLS;
pub use fit::{fit, fit_end, str_cells};
pub use hidden::Hidden;
pub use json::json;
pub use line::{Columns, Line, cells, line, rows};
pub use look::look;
pub use markdown::{markdown_fence, markdown_inline};
pub use path::{path, path_part};
pub use rejoin::rejoin;
pub use text::{Safe, block, inline};
pub use wrap::{MAX_ROWS, wrap};

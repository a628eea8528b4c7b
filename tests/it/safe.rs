//! Outside bytes made safe to show.

mod grapheme;
mod hidden;
mod hostile;
mod json;
mod line;
mod markdown;
mod path;
mod prose;
mod screen;
mod text;
mod wrap;

//! What the pieces of source text are, for showing it in colours.
//!
//! [`Language::of`] tells a file's language by its name. A [`Painter`] paints the lines of one text, each
//! as what it is in the whole file: a line within a block comment is a comment. [`Painters`] keeps the
//! painters of the texts looked at last and is what a worker thread owns. The only layer that names
//! the highlighting libraries; their grammars are compiled in, and nothing but the text is read.
//! Knows no colours.
//!
//! The text is hostile. Long lines and large texts stay plain, a text that takes too long becomes
//! plain, and what is kept for a text has a bound: see the constants of the modules.

mod grammars;
mod language;
mod languages;
mod painter;
mod painters;
mod scopes;
mod state;

pub use grammars::Grammars;
pub use language::Language;
pub use painter::{MAX_BYTES, MAX_LINE, Painter, Progress};
pub use painters::{Answer, Clock, Painters, Request};

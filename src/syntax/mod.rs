//! Classifies the pieces of source text, for showing it in colours.
//!
//! [`Language::of`] detects a file's language. A [`Painter`] paints the lines of one text, each in
//! the context of the whole file: a line within a block comment is a comment. [`Painters`] keeps
//! those of several texts for the painting process; [`wire`] is the protocol with that process. The
//! only layer that names the highlighting libraries; their grammars are compiled in, and nothing
//! but the text is read. Knows no colours.
//!
//! The text is hostile. Long lines and large texts stay plain, a text that takes too long becomes
//! plain, and caches are bounded: see the constants of the modules. A single line cannot be bounded
//! here: a grammar can stay in one place for ever, and a regular expression can try for longer than
//! anybody waits. That is why a separate process does the painting.

mod grammars;
mod language;
mod languages;
mod painter;
mod painters;
mod scopes;
mod state;
pub mod wire;

pub use grammars::Grammars;
pub use language::Language;
pub use painter::{MAX_BYTES, MAX_LINE, Painter, ParsedLines};
pub use painters::{Clock, Full, MAX_KEPT, MAX_KEPT_BYTES, Painted, Painters};

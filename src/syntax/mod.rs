//! What the pieces of source text are, for showing it in colours.
//!
//! [`Language::of`] tells a file's language by its name. A [`Painter`] paints the lines of one text, each
//! as what it is in the whole file: a line within a block comment is a comment. [`Painters`] keeps those
//! of several texts and is what the process that paints works with; [`wire`] is how it is spoken to. The
//! only layer that names the highlighting libraries; their grammars are compiled in, and nothing but the
//! text is read. Knows no colours.
//!
//! The text is hostile. Long lines and large texts stay plain, a text that takes too long becomes
//! plain, and what is kept has a bound: see the constants of the modules. What cannot be bounded here is
//! a single line: a grammar can stay in one place for ever, and a regular expression can try for longer
//! than anybody waits. That is why a process of its own does the painting.

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
pub use painter::{MAX_BYTES, MAX_LINE, Painter, Progress};
pub use painters::{Clock, Full, MAX_KEPT, MAX_KEPT_BYTES, Painted, Painters};

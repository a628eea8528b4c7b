//! Which criterion of one version of the specs is which of another. Pure.
//!
//! A criterion is known by what it says: ids and paths are labels that move. Owns the rules, in this order:
//! the same text wherever it stands (`exact`); the same id or place with a like text, then a like text alone
//! where nothing else comes near (`like`); texts that were divided or put together (`parts`). What is left is no
//! more. Knows nothing of repositories and of how specs are read.

mod exact;
mod gaps;
mod item;
mod language;
mod like;
mod likeness;
mod nearby;
mod parts;
mod sections;
mod step;
mod words;

pub use item::is_written;
pub use likeness::nearest;
pub use step::{Step, relation, step, step_far};

//! Relates the criteria of one version of the specs to those of another. Pure.
//!
//! A criterion is known by its text: ids and paths are labels that move. Owns the rules, in this
//! order: equal texts in any place (`exact`); the same id or place with a like text, then a like
//! text alone where no other comes near (`like`, `settle`); texts that were split or merged (`parts`). The
//! rest was removed. Knows nothing of repositories and of how specs are read.

mod exact;
mod gaps;
mod item;
mod language;
mod like;
mod likeness;
mod nearby;
mod parts;
mod sections;
mod settle;
mod step;
mod words;
mod work;

pub use item::SpecLines;
pub use likeness::nearest;
pub use step::{Fates, relation, step, step_far, step_far_within, step_within};
pub use work::LineageWork;

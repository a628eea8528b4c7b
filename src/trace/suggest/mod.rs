//! Suggests links: hunks and commits that seem to carry a criterion out, by likeness of text.
//!
//! Offline, deterministic, pure. A suggestion does not count until a reviewer confirms it, and a
//! low score means nothing at all. Knows nothing of repositories, files on disk or screens.

mod common;
mod elsewhere;
mod feedback;
mod fields;
mod index;
mod owners;
mod query;
mod rank;
mod recipe;
mod stop;
mod strength;
mod suggestions;
mod terms;

pub use common::{CommonWords, CriteriaByWord, WordRoom};
pub use elsewhere::BestScores;
pub use feedback::Answers;
pub use index::{HunkIndex, HunkText};
pub use owners::Owners;
pub use query::{Queries, Query};
pub use recipe::{Around, Recipe};
pub use strength::Strength;
pub use suggestions::{Suggestion, Suggestions};

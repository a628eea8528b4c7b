//! The record: journal, fold, drafts, place. The only layer that writes files (exports aside).
//!
//! `docs/record.md` is the format. Below [`DataDir`] everything lies in plain files; [`Journal`]
//! reads and adds events, [`fold`] folds them. Knows nothing of repositories, specs or screens.

// A new kind of statement is either folded or left out by name: a `_` would leave it out in
// silence.
#![warn(clippy::wildcard_enum_match_arm)]

mod admission;
mod archive;
mod arrival;
pub mod codec;
pub mod drafts;
mod durable;
pub mod faults;
pub mod files;
mod fold;
mod head;
mod held;
mod identity;
mod incoming;
mod journal;
mod kept_rounds;
pub mod kinds;
mod moving;
pub mod parcel;
pub mod place;
mod private;
mod project;
mod read_marks;
mod remotes;
mod scope;
mod sharing;
mod url;

pub use admission::Admission;
pub use arrival::{Arrival, Coming, LARGE_PEOPLE};
pub use fold::{Folded, Trust, fold, fold_under, in_order};
pub use head::ReviewedHead;
pub use held::{HeldRoom, WhyHeld};
pub use identity::{Identity, random_id};
pub use incoming::Incoming;
pub use journal::{Journal, SavedEvent};
pub use kept_rounds::{KeptRoom, KeptRound};
pub use moving::{ExportFile, Imported, PrivateOf};
pub use private::with_private;
pub use project::{DataDir, Project, project_id};
pub use read_marks::ReadMarks;
pub use remotes::Remote;
pub use scope::SpecPaths;
pub use url::AddressParts;

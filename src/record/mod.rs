//! The record: journal, fold, drafts, place. The only place that writes files (exports aside).

mod archive;
pub mod codec;
pub mod drafts;
mod files;
mod fold;
mod identity;
mod journal;
pub mod place;
mod project;
mod url;

pub use fold::fold;
pub use identity::{Identity, random_id};
pub use journal::{Journal, Saved};
pub use project::{DataDir, Project, project_id};

//! All integration tests, in one binary.

mod diff;
mod drafts;
mod editor;
mod export;
mod git;
mod increments;
mod record;
mod safe;
mod spec;
mod trace;

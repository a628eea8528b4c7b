//! All integration tests, in one binary.

mod app;
mod diff;
mod drafts;
mod editor;
mod git;
mod increments;
mod record;
mod rows;
mod safe;
mod spec;
mod trace;

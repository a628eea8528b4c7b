//! All integration tests, in one binary.

mod app;
mod architecture;
mod backdrop;
mod cli;
mod defined;
mod demo;
mod diff;
mod discovery;
mod docs;
mod drafts;
mod editor;
mod export;
mod git;
mod increments;
mod lineage;
mod painting;
mod record;
mod rows;
mod safe;
mod screens;
mod spec;
mod sync;
mod syntax;
mod terminal;
mod trace;
mod typed;

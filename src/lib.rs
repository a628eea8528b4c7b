//! snaglist: check contractors' deliverables against specs, in a terminal.
//!
//! Not a public API: the library exists so that `tests/` can drive the program in process.
//! `docs/architecture.md` has the layers; `tests/it/architecture/` holds them.

#![forbid(unsafe_code)]
// Printing ends the program when nobody reads any more; `cli/output.rs` writes instead.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod diff;
pub mod digest;
pub mod engagement;
pub mod export;
pub mod git;
pub mod lineage;
pub mod model;
pub mod record;
pub mod rounds;
pub mod runtime;
pub mod safe;
pub mod spec;
pub mod sync;
pub mod syntax;
pub mod trace;
pub mod ui;

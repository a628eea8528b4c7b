//! Compiles the program as one crate, so that the compiler names what nothing in it uses.
//!
//! Never run: `cargo clippy --all-targets` checks it. Items that only tests use say so where they
//! are; what modules export for tests alone is not looked at.

#![allow(missing_docs, unreachable_pub, unused_imports, clippy::all)]

use std::process::ExitCode;

#[path = "../src/app/mod.rs"]
mod app;
#[path = "../src/cli/mod.rs"]
mod cli;
#[path = "../src/config/mod.rs"]
mod config;
#[path = "../src/demo/mod.rs"]
mod demo;
#[path = "../src/diff/mod.rs"]
mod diff;
#[path = "../src/digest.rs"]
mod digest;
#[path = "../src/engagement/mod.rs"]
mod engagement;
#[path = "../src/export/mod.rs"]
mod export;
#[path = "../src/git/mod.rs"]
mod git;
#[path = "../src/lineage/mod.rs"]
mod lineage;
#[path = "../src/model/mod.rs"]
mod model;
#[path = "../src/record/mod.rs"]
mod record;
#[path = "../src/rounds/mod.rs"]
mod rounds;
#[path = "../src/runtime/mod.rs"]
mod runtime;
#[path = "../src/safe/mod.rs"]
mod safe;
#[path = "../src/spec/mod.rs"]
mod spec;
#[path = "../src/sync/mod.rs"]
mod sync;
#[path = "../src/syntax/mod.rs"]
mod syntax;
#[path = "../src/trace/mod.rs"]
mod trace;
#[path = "../src/ui/mod.rs"]
mod ui;

fn main() -> ExitCode {
    cli::run()
}

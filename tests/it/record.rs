//! The record: what is written stays, reads back as it was, and adds up to one state for everybody.

mod codec;
mod config;
mod crashes;
mod faults;
mod fold;
mod format;
pub(crate) mod gossip;
mod journal;
mod kept_rounds;
#[cfg(unix)]
mod links;
mod notes;
mod order;
mod processes;
mod project;
mod read_marks;
pub(crate) mod sample;
mod speed;
mod takeback;
#[cfg(target_os = "linux")]
pub(crate) mod traced;
mod turn;
mod unsaved;

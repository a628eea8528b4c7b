//! The reviewer's state and [`update`](shell::update::update): total, no I/O, no clock, no threads.
//!
//! `facts` is what is known; `screens` show it, `overlays` open above them, `input` maps keys and
//! cells to actions and places; `shell` holds all of them and takes the state from one message to
//! the next.

// Indexing past an end and slicing a text within a character would panic.
#![deny(clippy::indexing_slicing, clippy::string_slice)]

pub mod choosing;
pub mod compared;
pub mod facts;
pub mod input;
pub mod message;
pub mod msg;
pub mod overlays;
pub mod screens;
pub mod search;
pub mod shell;
pub mod undo;
pub mod viewport;

pub use message::Message;
pub use screens::Screen;
pub use shell::{Model, Saves};

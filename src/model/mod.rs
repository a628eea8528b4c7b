//! Holds the plain data that every layer shares: specs, increments, changes, notes, verdicts, the
//! record.
//!
//! Knows no library, no file, no clock and no terminal. Text from outside is
//! [`Untrusted`](text::Untrusted) here until the `safe` layer makes it showable.

pub mod account;
pub mod amendment;
pub mod change;
pub mod comparison;
pub mod content;
pub mod content_words;
pub mod decision;
pub mod draft;
pub mod event;
pub mod follow_up;
pub mod ground;
pub mod id;
pub mod increment;
pub mod index;
pub mod kind;
pub mod lapse;
pub mod lineage;
pub mod link;
pub mod moved;
pub mod names;
pub mod news;
pub mod note;
pub mod paint;
pub mod pattern;
pub mod person;
pub mod ratio;
pub mod record;
pub mod resume;
pub mod round_evidence;
pub mod settings;
pub mod signature;
pub mod spec;
pub mod statement;
pub mod summary;
pub mod text;
pub mod time;
pub mod turn;
mod unmarked;
pub mod unread;
pub mod verdict;

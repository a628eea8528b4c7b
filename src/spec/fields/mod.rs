//! Requirements in fields: rows of a table file, objects of a data file, attributes.
//!
//! Owns the names of the fields in several languages, and how the fields of one requirement become
//! a criterion. Knows nothing of the file formats.

mod names;
mod record;
mod sentence;

pub(super) use names::{Field, field, words};
pub(super) use record::{Outcome, Record};
pub(super) use sentence::{is_worded, letters};

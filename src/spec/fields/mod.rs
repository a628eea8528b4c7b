//! Requirements that are kept in fields: rows of a table file, objects of a data file, attributes.
//!
//! Owns what the fields are called in several languages, and how the fields of one requirement become a criterion.
//! Knows nothing of the format that the fields stand in.

mod names;
mod record;
mod sentence;

pub(super) use names::{Field, field, words};
pub(super) use record::{Outcome, Record};
pub(super) use sentence::{is_worded, letters};

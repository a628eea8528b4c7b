//! Trace links between criteria and changes, as the contractor declares them and reviewers settle
//! them. Pure.
//!
//! Knows nothing of repositories, files on disk or screens. Links by likeness of text are not found
//! here yet: they would be a third source beside `message` and `added`, and never count until a
//! reviewer has confirmed them.

mod added;
mod bearing;
mod evidence;
mod glob;
mod ids;
mod increment;
mod links;
mod message;
mod pieces;
mod scan;
pub mod suggest;

pub use added::in_diff;
pub use bearing::Bearing;
pub use evidence::evidence;
pub use ids::Ids;
pub use increment::{FileStat, IncrementTrace};
pub use links::{Delivery, declared, links, settled};
pub use message::in_message;

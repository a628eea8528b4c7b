//! Trace links between criteria and changes, as the contractor declares them and reviewers settle
//! them. Pure.
//!
//! Knows nothing of repositories, files on disk or screens. Links by likeness of text are in `suggest`; they
//! never count until a reviewer has confirmed them.

mod added;
mod bearing;
mod coverage;
mod declared;
mod evidence;
mod glob;
mod ids;
mod increment;
mod links;
mod material;
mod message;
mod pieces;
mod scan;
pub mod suggest;
mod tick;

pub use added::in_diff;
pub use bearing::Bearing;
pub use coverage::{Aside, Coverage, Evidenced, Piece};
pub use declared::{Delivery, declared};
pub use evidence::evidence;
pub use ids::Ids;
pub use increment::{FileStat, HunkPlace, IncrementTrace};
pub use links::{links, settled};
pub use material::is_spec;
pub use message::in_message;
pub use tick::{Tick, ticked};

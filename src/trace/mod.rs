//! Computes trace links between criteria and changes, as the contractor declares them and reviewers
//! settle them. Pure.
//!
//! Knows nothing of repositories, files on disk or screens. Links by likeness of text are in
//! `suggest`; they never count until a reviewer has confirmed them.

mod added;
mod bearing;
mod claims;
mod counting;
mod coverage;
mod covered;
mod declared;
mod denial;
mod evidence;
mod ids;
mod increment;
mod left_out;
mod links;
mod material;
mod meanings;
mod message;
mod pieces;
mod random;
mod reach;
mod reverts;
mod scan;
pub mod suggest;
mod tick;
mod which;

pub use added::in_diff;
pub use bearing::Bearing;
pub use claims::Room;
pub use coverage::{Aside, Coverage, CoveredUnit, Evidenced};
pub use declared::{Declarations, Delivery, Touched, declared};
pub use evidence::{evidence, evidence_in};
pub use ids::CriterionIds;
pub use increment::{FileStat, HunkPlace, IncrementTrace};
pub use left_out::{Claimant, LeftOutMention, Why, unclear};
pub use links::{links, settled};
pub use material::{Material, is_copy, is_spec, may_be_spec};
pub use meanings::Meanings;
pub use message::in_message;
pub use reverts::Reverts;
pub use tick::{Tick, ticked};

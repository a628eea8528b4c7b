//! An increment read through and lined up with the criteria, for the commands and the export.

use anyhow::Result;

use super::reverts::Later;
use super::then::Then;
use super::traced::trace;
use crate::git::Repository;
use crate::model::increment::Increment;
use crate::model::record::Record;
use crate::model::spec::Spec;
use crate::trace::{Bearing, Coverage, IncrementTrace};

/// What bears on what in one increment.
pub struct LinedUp {
    /// What was read.
    pub trace: IncrementTrace,
    /// Its links, as reviewers left them.
    pub bearing: Bearing,
    /// Both gaps.
    pub coverage: Coverage,
}

impl LinedUp {
    /// Reads an increment through. `later` is what the increments take back of each other.
    ///
    /// # Errors
    /// When its range cannot be read.
    pub fn read(
        repository: &Repository,
        increment: &Increment,
        specs: &[Spec],
        record: &Record,
        (then, later): (&Then, &Later),
    ) -> Result<Self> {
        // Nothing stops it, so there is always something.
        let trace = trace(repository, increment, specs, (Some(then), later), &|| false)?.unwrap_or_default();
        let bearing = Bearing::of(&trace, record);
        let coverage = Coverage::new(&trace, &bearing, specs);
        Ok(Self { trace, bearing, coverage })
    }
}

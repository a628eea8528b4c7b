//! An increment read through and lined up with the criteria, for the commands and the export.

use anyhow::Result;

use super::reverts::take_back;
use super::then::Then;
use super::traced::trace;
use crate::git::Repository;
use crate::model::increment::Increment;
use crate::model::record::Record;
use crate::model::spec::Spec;
use crate::trace::{Bearing, Coverage, IncrementTrace, Reverts};

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
    /// Reads an increment through. `later` is what increments take back, and the index of this one among them.
    ///
    /// # Errors
    /// When its range cannot be read.
    pub fn read(
        repository: &Repository,
        increment: &Increment,
        specs: &[Spec],
        record: &Record,
        (later, index): (&[Reverts], usize),
        then: &Then,
    ) -> Result<Self> {
        // Nothing stops it, so there is always something.
        let mut trace = trace(repository, increment, specs, Some(then), &|| false)?.unwrap_or_default();
        take_back(&mut trace, index, later);
        let bearing = Bearing::of(&trace, record);
        let coverage = Coverage::new(&trace, &bearing, specs);
        Ok(Self { trace, bearing, coverage })
    }
}

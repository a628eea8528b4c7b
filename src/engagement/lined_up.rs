//! Reads a whole increment and links it to criteria, for the commands and the export.

use anyhow::Result;

use super::allowance::Allowance;
use super::reverts::Later;
use super::then::Then;
use super::traced::trace_within;
use crate::git::Repository;
use crate::model::increment::Increment;
use crate::model::record::Record;
use crate::model::spec::Spec;
use crate::trace::{Bearing, Coverage, IncrementTrace};

/// An increment with its links.
pub struct LinedUp {
    /// The content of the increment.
    pub trace: IncrementTrace,
    /// Its links, with reviewers' decisions applied.
    pub bearing: Bearing,
    /// Gaps: uncovered criteria and unclaimed changes.
    pub coverage: Coverage,
}

impl LinedUp {
    /// Reads a whole increment within the remaining budget. `later` has the reverts between
    /// increments.
    ///
    /// # Errors
    /// When its range cannot be read.
    pub fn read(
        repository: &Repository,
        increment: &Increment,
        specs: &[Spec],
        record: &Record,
        (then, later): (&Then, &Later),
        allowance: &mut Allowance,
    ) -> Result<Self> {
        // Nothing stops it, so there is always a result.
        let known = (Some(then), later);
        let trace = trace_within(repository, increment, specs, known, (allowance, &|| false))?
            .unwrap_or_default();
        let bearing = Bearing::of(&trace, record);
        let coverage = Coverage::new(&trace, &bearing, specs);
        Ok(Self {
            trace,
            bearing,
            coverage,
        })
    }
}

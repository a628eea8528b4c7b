//! Recomputes which criteria each increment bears on, whenever its sources change.

use crate::app::facts::Facts;
use crate::app::facts::apply::{Changed, Links};
use crate::app::facts::links::Hunks;
use crate::model::change::FileChange;
use crate::model::index::IncrementIndex;
use crate::trace::{self, Bearing, IncrementTrace};

impl Facts {
    /// Recomputes the links of every increment.
    pub(super) fn relink_all(&mut self) {
        for increment in self.engagement.increments.indexes() {
            self.relink(increment);
        }
    }

    /// Recomputes the links of an increment, as far as it is traced or listed, and what depends on
    /// them.
    pub(super) fn relink(&mut self, increment: IncrementIndex) -> Changed {
        let increments = self.engagement.increments.len();
        self.bearings.resize(increments, Bearing::default());
        self.unclear.resize(increments, Bearing::default());
        let empty = IncrementTrace::default();
        let trace = self.trace(increment).map_or(&empty, |trace| trace);
        let bearing = self.bearing_from(increment, trace);
        let unclear = self.unclear_in(trace);
        if let Some(slot) = self.bearings.get_mut(increment) {
            *slot = bearing;
        }
        if let Some(slot) = self.unclear.get_mut(increment) {
            *slot = unclear;
        }
        self.cover_increment(increment);
        self.learn(increment);
        Changed {
            links: Links::Of(increment),
            ..Changed::default()
        }
    }

    fn bearing_from(&self, increment: IncrementIndex, trace: &IncrementTrace) -> Bearing {
        let listing = self
            .listed
            .as_ref()
            .filter(|(listed, _)| *listed == increment)
            .map(|(_, listing)| listing);
        let commits = listing
            .into_iter()
            .flat_map(|listing| &listing.commits)
            .chain(&trace.commits);
        let paths = listing
            .into_iter()
            .flat_map(|listing| listing.files.iter().map(FileChange::path));
        let paths = paths.chain(trace.files.iter().map(|file| &file.path));
        let mut links = trace::settled(
            &trace.links,
            commits.map(|commit| commit.id),
            paths,
            &self.record,
        );
        if !trace.files.is_empty() {
            let mut hunks = Hunks::new();
            links.retain(|link| self.is_of(increment, trace, link, &mut hunks));
        }
        Bearing::new(links, &trace.touched, &self.record).sparing(trace.documents())
    }
}

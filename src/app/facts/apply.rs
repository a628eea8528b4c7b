//! Applies new facts, recomputes everything derived from them, and reports what changed.

use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::facts::decided::Decided;
use crate::app::facts::engagement::{Engagement, Scope};
use crate::app::facts::suggested::{Hints, Suggested};
use crate::app::input::geometry::TerminalSize;
use crate::app::msg::{Listing, Syncing};
use crate::model::id::EventId;
use crate::model::index::{CriterionIndex, IncrementIndex, IndexedVec};
use crate::model::record::Record;
use crate::model::time::Timestamp;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Suggestions;

/// A fact to apply.
#[derive(Debug)]
pub(in crate::app) enum Fact {
    /// The whole record.
    Record(Arc<Record>),
    /// The commits and files of an increment.
    Listed(IncrementIndex, Arc<Listing>),
    /// The trace of an increment that was read through.
    Traced(IncrementIndex, Arc<IncrementTrace>),
    /// How many files of an increment were read for suggestions, and how many there are.
    Indexing(IncrementIndex, (usize, usize)),
    /// The suggestions of an increment.
    Suggested(IncrementIndex, Arc<Suggestions>),
    /// Statements that the user had on the screen.
    Read(Vec<EventId>),
    /// The specs and increments, read again.
    Reopened(Box<Engagement>),
    /// Branches or tags of the clone changed since it was read.
    RefsChanged,
    /// The scope under review.
    Scope(Scope),
    /// The criterion that is chosen on every screen.
    Chosen(CriterionIndex),
    /// The terminal's size.
    Size(TerminalSize),
    /// The state of an exchange of the record.
    Syncing(Syncing),
    /// The background stopped reading.
    Stopped,
}

/// What changed when a fact was applied. Screens update what they derive from it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Changed {
    /// Specs and increments changed: old numbers and indexes may now mean other items.
    pub engagement: bool,
    /// The scope under review changed.
    pub scope: bool,
    /// The record changed.
    pub record: bool,
    /// Notes, or the lines they stand on, changed.
    pub notes: bool,
    /// The viewed marks changed.
    pub viewed: bool,
    /// The increments whose links changed.
    pub links: Links,
    /// The chosen criterion changed.
    pub chosen: bool,
    /// The terminal's size changed.
    pub size: bool,
    /// Reviewers changed what increments are or which spec is agreed, so that everything has to be
    /// read again.
    pub decided: bool,
}

/// The increments whose links to criteria changed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Links {
    /// No increment's.
    #[default]
    None,
    /// Those of this increment.
    Of(IncrementIndex),
    /// Possibly every increment's.
    All,
}

impl Facts {
    /// Sets the time to that of the newest message.
    pub(in crate::app) fn pass(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Applies a fact and recomputes everything derived from it.
    pub(in crate::app) fn apply(&mut self, fact: Fact) -> Changed {
        match fact {
            Fact::Record(record) => self.take_record(record),
            Fact::Listed(increment, listing) => {
                self.listed = Some((increment, listing));
                self.relink(increment)
            }
            Fact::Traced(increment, trace) => {
                if let Some(slot) = self.traces.get_mut(increment) {
                    *slot = Some(trace);
                }
                self.relink(increment)
            }
            Fact::Indexing(increment, files) => {
                self.take_indexing(increment, files);
                Changed::default()
            }
            Fact::Suggested(increment, suggestions) => {
                self.take_suggestions(increment, suggestions);
                self.relink(increment)
            }
            Fact::Read(read) => {
                self.unread.read(read);
                Changed::default()
            }
            Fact::Reopened(engagement) => self.take_engagement(*engagement),
            Fact::RefsChanged => {
                self.refs_changed = true;
                Changed::default()
            }
            Fact::Scope(scope) => {
                self.scope = scope;
                self.retally();
                Changed {
                    scope: true,
                    ..Changed::default()
                }
            }
            Fact::Chosen(criterion) => {
                let chosen = self.chosen.replace(criterion) != Some(criterion);
                Changed {
                    chosen,
                    ..Changed::default()
                }
            }
            Fact::Size(size) => {
                self.size = size;
                Changed {
                    size: true,
                    ..Changed::default()
                }
            }
            Fact::Syncing(syncing) => {
                self.take_syncing(syncing);
                Changed::default()
            }
            Fact::Stopped => {
                self.reading = false;
                Changed::default()
            }
        }
    }

    fn take_record(&mut self, record: Arc<Record>) -> Changed {
        let old = std::mem::replace(&mut self.record, record);
        let now = Decided::of(&self.record);
        // The engagement was opened with the first record, so only a later one can change
        // decisions.
        let decided = self.decided.as_ref().is_some_and(|before| *before != now);
        self.decided = Some(now);
        self.unread.take(&self.record);
        let links = old.links != self.record.links;
        if links {
            self.relink_all();
        }
        self.retally();
        Changed {
            record: true,
            notes: old.threads != self.record.threads
                || old.newer != self.record.newer
                || old.whereabouts != self.record.whereabouts,
            viewed: old.viewed != self.record.viewed,
            links: if links { Links::All } else { Links::None },
            decided,
            ..Changed::default()
        }
    }

    fn take_engagement(&mut self, engagement: Engagement) -> Changed {
        let increments = engagement.increments.len();
        self.engagement = engagement;
        self.refs_changed = false;
        self.listed = None;
        self.traces = vec![None; increments].into();
        self.bearings = IndexedVec::default();
        self.unclear = IndexedVec::default();
        self.coverages = IndexedVec::default();
        (self.reading, self.reading_since) = (true, self.now);
        self.hints = vec![Hints::default(); increments].into();
        self.suggested = vec![Suggested::default(); increments].into();
        Changed {
            engagement: true,
            ..Changed::default()
        }
    }
}

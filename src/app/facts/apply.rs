//! Takes what becomes known, works out anew what follows from it, and says what is different now.

use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::facts::decided::Decided;
use crate::app::facts::engagement::{Engagement, Scope};
use crate::app::facts::suggested::{Hints, Suggested};
use crate::app::input::geometry::TerminalSize;
use crate::app::msg::{Listing, Syncing};
use crate::model::record::Record;
use crate::model::time::Timestamp;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Suggestions;

/// Something that became known. Increments are named by their indexes.
#[derive(Debug)]
pub(in crate::app) enum Fact {
    /// Everything that reviewers and contractor wrote.
    Record(Arc<Record>),
    /// The commits and files of an increment.
    Listed(usize, Arc<Listing>),
    /// What was found when an increment was read through.
    Traced(usize, Arc<IncrementTrace>),
    /// How many files of an increment were read for suggestions, of how many.
    Indexing(usize, (usize, usize)),
    /// What an increment suggests.
    Suggested(usize, Arc<Suggestions>),
    /// Specs and increments, read again.
    Reopened(Box<Engagement>),
    /// Which specs are reviewed.
    Scope(Scope),
    /// The criterion, by its number, that is the chosen one on every screen.
    Chosen(usize),
    /// The terminal's size.
    Size(TerminalSize),
    /// How an exchange of the record stands.
    Syncing(Syncing),
    /// The background reads no further.
    Stopped,
}

/// What changed when a fact was learned. Screens update what they derive from it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Changed {
    /// Specs and increments: numbers and indexes may mean others now.
    pub engagement: bool,
    /// Which specs are reviewed.
    pub scope: bool,
    /// Something in the record.
    pub record: bool,
    /// Notes, or the lines they stand on.
    pub notes: bool,
    /// What is marked as viewed.
    pub viewed: bool,
    /// What bears on what.
    pub links: Links,
    /// The chosen criterion.
    pub chosen: bool,
    /// The terminal's size.
    pub size: bool,
    /// Whether increments have to be read again, as reviewers decided otherwise of them or of the agreed spec.
    pub decided: bool,
}

/// The increments whose links to criteria changed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Links {
    /// In none.
    #[default]
    None,
    /// In the one of this index.
    Of(usize),
    /// In any.
    All,
}

impl Facts {
    /// Takes the time of the newest message.
    pub(in crate::app) fn pass(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Learns a fact and works out anew everything that follows from it.
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
            Fact::Reopened(engagement) => self.take_engagement(*engagement),
            Fact::Scope(scope) => {
                self.scope = scope;
                self.retally();
                Changed { scope: true, ..Changed::default() }
            }
            Fact::Chosen(number) => {
                let chosen = self.chosen.replace(number) != Some(number);
                Changed { chosen, ..Changed::default() }
            }
            Fact::Size(size) => {
                self.size = size;
                Changed { size: true, ..Changed::default() }
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
        // The first record is what everything was opened with.
        let decided = self.decided.as_ref().is_some_and(|before| *before != now);
        self.decided = Some(now);
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
        self.listed = None;
        self.traces = vec![None; increments];
        self.bearings.clear();
        self.unclear.clear();
        self.coverages.clear();
        (self.reading, self.reading_since) = (true, self.now);
        self.hints = vec![Hints::default(); increments];
        self.suggested = vec![Suggested::default(); increments];
        Changed { engagement: true, ..Changed::default() }
    }
}

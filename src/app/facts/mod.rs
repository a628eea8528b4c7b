//! The facts that all screens share: the engagement, the record, and what follows from both.
//!
//! Screens read the facts; only messages and the shell change them.

pub mod amended;
pub(in crate::app) mod apply;
pub mod arrived;
pub mod coverage;
pub(in crate::app) mod decided;
pub mod engagement;
pub mod filter;
pub mod increments;
mod keys;
pub mod lapses;
pub mod link_state;
pub mod links;
mod mine;
pub mod outline;
mod progress;
mod relinking;
mod remarks;
pub mod roles;
pub mod scope;
pub mod suggested;
pub mod threads;
pub mod titles;
pub mod travel;
pub mod unread;
pub mod waiting;
mod who;

use std::sync::Arc;

use crate::app::facts::decided::Decided;
use crate::app::facts::engagement::{Engagement, Scope};
use crate::app::facts::suggested::{Hints, Suggested};
use crate::app::facts::travel::Travel;
use crate::app::facts::unread::Unread;
use crate::app::facts::waiting::Waiting;
use crate::app::input::geometry::TerminalSize;
use crate::app::input::keymap::Keymap;
use crate::app::msg::Listing;
use crate::model::index::{CriterionIndex, IncrementIndex, IndexedVec};
use crate::model::ratio::Ratio;
use crate::model::record::Record;
use crate::model::time::Timestamp;
use crate::model::turn::Turn;
use crate::trace::{Bearing, Coverage, IncrementTrace};

/// The facts that all screens share.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The time of the newest message.
    pub now: Timestamp,
    /// The terminal's size.
    pub size: TerminalSize,
    /// Cells between tab stops.
    pub tab: u8,
    /// The keys in force.
    pub keymap: Keymap,
    /// The engagement under review.
    pub engagement: Engagement,
    /// Whether branches or tags of the clone changed since it was read.
    pub refs_changed: bool,
    /// Everything that reviewers and the contractor wrote.
    pub record: Arc<Record>,
    /// What of the record the user has not had on the screen.
    pub unread: Unread,
    /// The state of the record's exchange with a remote.
    pub travel: Travel,
    /// The reviewers' decisions with which the engagement was opened; `None` before the first
    /// record.
    pub(in crate::app) decided: Option<Decided>,
    /// The index of the increment that was listed last, with its commits and files.
    pub(in crate::app) listed: Option<(IncrementIndex, Arc<Listing>)>,
    /// The trace of each increment, once it was read through; indexed like the increments.
    pub traces: IndexedVec<IncrementIndex, Option<Arc<IncrementTrace>>>,
    /// The links that count in each increment, as far as they are known; indexed like the
    /// increments.
    pub(in crate::app) bearings: IndexedVec<IncrementIndex, Bearing>,
    /// The mentions in each increment of ids that several specs have; indexed like the increments.
    pub(in crate::app) unclear: IndexedVec<IncrementIndex, Bearing>,
    /// An empty bearing, lent out where none is known.
    pub(in crate::app) no_bearing: Bearing,
    /// The coverage of each increment, once it was read through; indexed like the increments.
    pub(in crate::app) coverages: IndexedVec<IncrementIndex, Option<Coverage>>,
    /// The suggestions of each increment, as far as it was read for them; indexed like the
    /// increments.
    pub suggested: IndexedVec<IncrementIndex, Suggested>,
    /// The suggestions by criterion and by hunk; indexed like the increments.
    pub(in crate::app) hints: IndexedVec<IncrementIndex, Hints>,
    /// Whether the background reads increments through; `reading_since` has the time it started.
    pub(in crate::app) reading: bool,
    pub(in crate::app) reading_since: Timestamp,
    /// The specs under review.
    pub scope: Scope,
    /// What waits for whom, in the scope.
    pub(in crate::app) tally: Waiting,
    /// The criteria in the scope that are covered.
    pub(in crate::app) covered: Ratio,
    /// Whose turn each increment is; indexed like the increments.
    pub turns: IndexedVec<IncrementIndex, Turn>,
    /// The criterion that is chosen on every screen.
    pub chosen: Option<CriterionIndex>,
}

impl Facts {
    /// Creates the facts of an engagement before any increment is read through.
    pub fn new(
        engagement: Engagement,
        size: TerminalSize,
        keymap: Keymap,
        tab: u8,
        now: Timestamp,
    ) -> Self {
        let increments = engagement.increments.len();
        let chosen = engagement.criteria_in(Scope::All).next();
        Self {
            now,
            size,
            tab,
            keymap,
            engagement,
            refs_changed: false,
            record: Arc::default(),
            unread: Unread::default(),
            travel: Travel::default(),
            decided: None,
            listed: None,
            traces: vec![None; increments].into(),
            bearings: IndexedVec::default(),
            unclear: IndexedVec::default(),
            no_bearing: Bearing::default(),
            coverages: IndexedVec::default(),
            suggested: vec![Suggested::default(); increments].into(),
            hints: vec![Hints::default(); increments].into(),
            reading: true,
            reading_since: now,
            scope: Scope::All,
            tally: Waiting::default(),
            covered: Ratio::default(),
            turns: IndexedVec::default(),
            chosen,
        }
    }
}

//! What is known, whatever screen shows it: the engagement, the record, and what follows from both.
//!
//! Screens read it; only messages and the shell change it.

pub mod amended;
pub(in crate::app) mod apply;
pub mod coverage;
pub(in crate::app) mod decided;
pub mod engagement;
pub mod filter;
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
pub mod waiting;
mod who;

use std::sync::Arc;

use crate::app::facts::decided::Decided;
use crate::app::facts::engagement::{Engagement, Scope};
use crate::app::facts::suggested::{Hints, Suggested};
use crate::app::facts::travel::Travel;
use crate::app::facts::waiting::Waiting;
use crate::app::input::geometry::TerminalSize;
use crate::app::input::keymap::Keymap;
use crate::app::msg::Listing;
use crate::model::ratio::Ratio;
use crate::model::record::Record;
use crate::model::time::Timestamp;
use crate::model::turn::Turn;
use crate::trace::{Bearing, Coverage, IncrementTrace};

/// What is known, whatever screen shows it.
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
    /// What was opened.
    pub engagement: Engagement,
    /// Everything reviewers and contractor wrote.
    pub record: Arc<Record>,
    /// How the record's travelling stands.
    pub travel: Travel,
    /// What reviewers decided of what is reviewed, as everything was opened with it.
    pub(in crate::app) decided: Option<Decided>,
    /// The increment that was listed last, by its index, with its commits and files.
    pub(in crate::app) listed: Option<(usize, Arc<Listing>)>,
    /// What is known of each increment, once read through; indexed like the increments.
    pub traces: Vec<Option<Arc<IncrementTrace>>>,
    /// What bears on what in each increment, as far as is known.
    pub(in crate::app) bearings: Vec<Bearing>,
    /// What names ids in each increment that several specs have.
    pub(in crate::app) unclear: Vec<Bearing>,
    /// What bears on what where nothing is known.
    pub(in crate::app) no_bearing: Bearing,
    /// What covers what in each increment, once it was read through.
    pub(in crate::app) coverages: Vec<Option<Coverage>>,
    /// What each increment suggests, as far as it was read for that; indexed like the increments.
    pub suggested: Vec<Suggested>,
    /// The same by criterion and by hunk.
    pub(in crate::app) hints: Vec<Hints>,
    /// Whether the background reads increments through, and since when.
    pub(in crate::app) reading: bool,
    pub(in crate::app) reading_since: Timestamp,
    /// Which of the specs are reviewed.
    pub scope: Scope,
    /// What waits for whom in them.
    pub(in crate::app) tally: Waiting,
    /// How many criteria in scope are covered.
    pub(in crate::app) covered: Ratio,
    /// Whose turn each increment is; indexed like them.
    pub turns: Vec<Turn>,
    /// The number of the chosen criterion.
    pub chosen: Option<usize>,
}

impl Facts {
    /// Creates the facts about an engagement before anything of it was read through.
    pub fn new(engagement: Engagement, size: TerminalSize, keymap: Keymap, tab: u8, now: Timestamp) -> Self {
        let increments = engagement.increments.len();
        let chosen = engagement.numbers(Scope::All).next();
        Self {
            now,
            size,
            tab,
            keymap,
            engagement,
            record: Arc::default(),
            travel: Travel::default(),
            decided: None,
            listed: None,
            traces: vec![None; increments],
            bearings: Vec::new(),
            unclear: Vec::new(),
            no_bearing: Bearing::default(),
            coverages: Vec::new(),
            suggested: vec![Suggested::default(); increments],
            hints: vec![Hints::default(); increments],
            reading: true,
            reading_since: now,
            scope: Scope::All,
            tally: Waiting::default(),
            covered: Ratio::default(),
            turns: Vec::new(),
            chosen,
        }
    }
}

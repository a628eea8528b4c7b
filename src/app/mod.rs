//! The reviewer's state and `update`: total, no I/O, no clock, no threads.
//!
//! [`Model`] is everything there is to know while the program runs; [`update`](update::update) takes
//! it from one message to the next and says what is to be done outside.

pub mod act;
mod admitting;
pub mod amendments;
pub mod choosing;
pub mod composer;
mod composing;
pub mod copying;
mod decided;
pub mod document;
mod drafts;
pub mod editor;
pub mod engagement;
mod exporting;
pub mod former;
pub mod gaps;
pub mod geometry;
pub mod help;
pub mod increments;
pub mod judge;
pub mod key;
pub mod keymap;
pub mod lapses;
mod linking;
pub mod menu;
pub mod mouse;
mod moving;
pub mod msg;
mod opening;
pub mod overlay;
pub mod overview;
mod progress;
pub mod put_right;
mod resume;
pub mod review;
pub mod roles;
pub mod rows;
pub mod scope;
pub mod search;
pub mod snags;
pub mod suggested;
pub mod syncing;
pub mod threads;
pub mod trail;
pub mod tree;
pub mod undo;
pub mod update;
pub mod verify;
pub mod viewport;
mod who;

use std::collections::BTreeMap;
use std::sync::Arc;

use amendments::Amendments;
use decided::Decided;
use document::Document;
use engagement::Engagement;
use gaps::Gaps;
use geometry::Size;
use keymap::{Context, Keymap};
use overlay::Overlay;
use overview::{Overview, Waiting};
use review::Review;
use scope::Scope;
use search::{Search, Searches};
use snags::Snags;
use suggested::{Hints, Suggested};
use trail::Trail;
use undo::Undo;
use verify::Walk;

use crate::model::draft::Draft;
use crate::model::id::{DraftId, EventId};
use crate::model::increment::Increment;
use crate::model::record::Record;
use crate::model::settings::Layout;
use crate::model::time::Timestamp;
use crate::model::turn::Turn;
use crate::trace::{Bearing, Coverage, IncrementTrace};

/// Everything there is to know while the program runs.
#[derive(Clone, Debug)]
pub struct Model {
    /// The time of the newest message.
    pub now: Timestamp,
    /// The terminal's size.
    pub size: Size,
    /// Cells between tab stops.
    pub tab: u8,
    /// How wide the reviewer dragged panes.
    pub widths: geometry::Widths,
    /// What is being dragged since the last click.
    dragged: Option<geometry::Divider>,
    /// Whether old and new lines are beside each other; the `|` key decides for the rest of the run.
    pub layout: Layout,
    /// Whether to find out what the pieces of source text are.
    pub painting: bool,
    /// The keys in force.
    pub keymap: Keymap,
    /// What was opened.
    pub engagement: Engagement,
    /// Everything reviewers and contractor wrote.
    pub record: Arc<Record>,
    /// How the record's travelling stands.
    pub travel: syncing::Travel,
    /// What reviewers decided of what is reviewed, as everything was opened with it.
    decided: Option<Decided>,
    /// Statements of ours that are not durable yet.
    pub saving: Saves,
    /// What is known of each increment, once read through; indexed like the increments.
    pub traces: Vec<Option<Arc<IncrementTrace>>>,
    /// What bears on what in each increment, as far as is known.
    bearings: Vec<Bearing>,
    /// What names ids in each increment that several specs have.
    unclear: Vec<Bearing>,
    /// What bears on what where nothing is known.
    no_bearing: Bearing,
    /// What covers what in each increment, once it was read through.
    coverages: Vec<Option<Coverage>>,
    /// What each increment suggests, as far as it was read for that; indexed like the increments.
    pub suggested: Vec<Suggested>,
    /// The same by criterion and by hunk.
    hints: Vec<Hints>,
    /// Whether the background reads increments through, and since when.
    reading: bool,
    reading_since: Timestamp,
    /// Which screen is shown.
    pub screen: Screen,
    /// Which of the specs are reviewed.
    pub scope: Scope,
    /// What waits for whom in them.
    tally: Waiting,
    /// How many criteria in scope have evidence, of how many.
    evidenced: (usize, usize),
    /// Whose turn each increment is; indexed like them.
    pub turns: Vec<Turn>,
    /// The number of the chosen criterion.
    pub chosen: Option<usize>,
    /// The review screen.
    pub review: Review,
    /// The overview.
    pub overview: Overview,
    /// The snags screen.
    pub snags: Snags,
    /// Both gaps.
    pub gaps: Gaps,
    /// What the delivery changes in the agreed spec.
    pub amendments: Amendments,
    /// The walk through the addressed notes.
    pub walk: Walk,
    /// Whether it was said how to say that one is the contractor.
    hinted_at_role: bool,
    /// Whether the record was read once: who is new in it from then on came later.
    knows_people: bool,
    /// A note that is being put on other lines.
    pub moving: Option<EventId>,
    /// The whole spec.
    pub document: Document,
    /// What is open above the screen.
    pub overlay: Option<Overlay>,
    /// The search in force.
    pub search: Option<Search>,
    /// The way here.
    pub trail: Trail,
    /// The searches of this run.
    pub searches: Searches,
    /// A line for the user, until the next key.
    pub message: Option<Message>,
    /// Drafts by id, newest words.
    pub drafts: BTreeMap<DraftId, Draft>,
    /// Whether a note of mine is on its way into the record.
    pub posted: bool,
    /// Where the summary is offered to be written.
    pub summary_path: String,
    /// What `undo` takes back, newest last.
    pub undo: Vec<Undo>,
}

/// Which screen is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Screen {
    /// Criteria by increments.
    Overview,
    /// Criteria beside the diff.
    Review,
    /// All threads.
    Snags,
    /// The addressed notes, one by one.
    Verify,
    /// The whole spec.
    Spec,
    /// Criteria without evidence, changes without a criterion.
    Gaps,
    /// What the delivery changes in the agreed spec.
    Amendments,
}

impl Screen {
    /// The name under which it is remembered.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Review => "review",
            Self::Snags => "snags",
            Self::Verify => "verify",
            Self::Spec => "spec",
            Self::Gaps => "gaps",
            Self::Amendments => "amendments",
        }
    }
}

/// How our statements' way to the disk stands.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Saves {
    /// How many are shown and not yet durable.
    pub pending: u32,
    /// Whether one became durable since the last key.
    pub saved: bool,
    /// Why the newest could not be made durable.
    pub failed: Option<String>,
}

/// A line for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// What it says; our own words, or made safe.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

impl Message {
    /// Something to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false }
    }

    /// Something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true }
    }
}

impl Model {
    /// The state at the start, before the first message.
    pub fn new(engagement: Engagement, size: Size, keymap: Keymap, tab: u8, now: Timestamp) -> Self {
        let increments = engagement.increments.len();
        let screen = if increments > 1 { Screen::Overview } else { Screen::Review };
        let mut model = Self {
            now,
            size,
            tab,
            widths: geometry::Widths::default(),
            dragged: None,
            layout: Layout::default(),
            painting: false,
            keymap,
            engagement,
            record: Arc::default(),
            travel: syncing::Travel::default(),
            decided: None,
            saving: Saves::default(),
            traces: vec![None; increments],
            bearings: Vec::new(),
            unclear: Vec::new(),
            no_bearing: Bearing::default(),
            coverages: Vec::new(),
            suggested: vec![Suggested::default(); increments],
            reading: true,
            reading_since: now,
            hints: vec![Hints::default(); increments],
            screen,
            scope: Scope::All,
            tally: Waiting::default(),
            evidenced: (0, 0),
            turns: Vec::new(),
            chosen: None,
            review: Review::default(),
            overview: Overview::default(),
            snags: Snags::default(),
            gaps: Gaps::default(),
            amendments: Amendments::default(),
            walk: Walk::default(),
            hinted_at_role: false,
            knows_people: false,
            moving: None,
            document: Document::default(),
            overlay: None,
            search: None,
            trail: Trail::default(),
            searches: Searches::default(),
            message: None,
            drafts: BTreeMap::new(),
            posted: false,
            summary_path: String::new(),
            undo: Vec::new(),
        };
        model.chosen = model.engagement.numbers(Scope::All).next();
        model
    }

    /// The increment on the review screen.
    pub fn increment(&self) -> Option<&Increment> {
        self.engagement.increments.get(self.review.increment)
    }

    /// What is known of the increment on the review screen.
    pub fn trace(&self) -> Option<&Arc<IncrementTrace>> {
        self.traces.get(self.review.increment)?.as_ref()
    }

    /// Where keys are looked up first.
    pub fn context(&self) -> Context {
        match self.screen {
            Screen::Overview => Context::Overview,
            Screen::Review => Context::Review,
            Screen::Snags => Context::Snags,
            Screen::Verify => Context::Verify,
            Screen::Spec => Context::Spec,
            Screen::Gaps => Context::Gaps,
            Screen::Amendments => Context::Amendments,
        }
    }
}

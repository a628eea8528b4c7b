//! The review screen: one increment's diff beside the criteria.
//!
//! Owns which increment is shown, its files as far as they were read, and the rows they make.

mod act;
mod arriving;
mod asking;
mod build;
mod context;
pub mod copying;
mod cover;
mod criteria;
mod detail;
mod emphasis;
mod exhibits;
mod file;
mod file_links;
mod jump;
pub mod linking;
mod links;
mod listing;
mod mouse;
mod moved;
mod moving;
mod opening;
mod paints;
pub mod rows;
mod searching;
mod selecting;
mod showing;
mod shown;
mod state;
mod subject;
mod tally;
mod trail;
pub mod tree;
mod unclear;
mod viewed;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use file_links::Alike;
use shown::Gathers;

use crate::app::facts::Facts;
use crate::app::facts::threads::ThreadView;
use crate::app::input::geometry::{Divider, Widths};
use crate::app::msg::Listing;
use crate::app::screens::ask::Landing;
use crate::app::screens::review::rows::{RowAnchor, Rows};
use crate::app::screens::review::tally::MatchTally;
use crate::app::screens::review::trail::Trail;
use crate::app::screens::review::tree::FileTree;
use crate::app::search::Search;
use crate::app::viewport::Viewport;
use crate::diff::DiffOptions;
use crate::model::change::{FileEntry, Side};
use crate::model::id::ObjectId;
use crate::model::increment::Increment;
use crate::model::note::Thread;
use crate::model::record::Record;
use crate::model::settings::Layout;
use crate::model::text::RepoPath;
use crate::trace::{Bearing, IncrementTrace};

pub use context::Enclosing;
pub use cover::CoverLine;
pub use criteria::CriteriaPane;
pub use detail::{Detail, DetailLine};
pub use emphasis::{LineEmphasis, LineMarks, LineWords};
pub use exhibits::Exhibit;
pub use file::{File, FileState};
pub use file_links::{FileLinks, LinkCounts, SharedLinks};
pub use moved::{MovedFiles, OtherEnd};
pub use paints::{PaintBlock, Paints};
pub use showing::words as options_words;
pub use shown::Shown;
pub use tally::{CountState, MatchPosition};

/// The review screen's state.
#[derive(Clone, Default, Debug)]
pub struct Review {
    /// Index of the increment; of the one under the cursor where those of several are shown.
    pub increment: usize,
    /// What of it is shown.
    pub shown: Shown,
    /// Which guesses are gathered with the links.
    gathers: Gathers,
    /// The increment's commits, oldest first, while they are gone through one by one.
    pub steps: Vec<ObjectId>,
    /// The request with which it was opened; listings for another one are dropped.
    pub opened: u64,
    /// The newest request, one more whenever the files got other numbers; what is read or painted for an
    /// older one is dropped.
    pub request: u64,
    /// How far the listing is.
    pub stage: Stage,
    /// What the increment holds, once listed.
    pub listing: Option<Arc<Listing>>,
    /// Its files as far as they were read; indexed like the listing's.
    pub files: Vec<File>,
    /// Whether the cover shows all commits with their whole messages.
    pub cover_open: bool,
    /// The files' indexes by their paths, see [`file_of`](Self::file_of).
    by_path: HashMap<(usize, RepoPath), usize>,
    /// What stands above the files.
    pub cover: Vec<CoverLine>,
    /// Threads of the increment, by their index in the record.
    pub threads: Vec<Option<ThreadView>>,
    /// What bears on what in the one commit that is shown.
    of_commit: Bearing,
    /// And how often.
    pub link_counts: LinkCounts,
    /// By increment and what its files have in common, the links that these share.
    pub(in crate::app) shared_links: HashMap<Alike, SharedLinks>,
    /// The search in force.
    pub search: Option<Search>,
    /// How many rows match it.
    pub(in crate::app) tally: MatchTally,
    /// The places before and after this one.
    trail: Trail,
    /// How wide the reviewer dragged panes.
    pub widths: Widths,
    /// The divider that is being dragged since the last click.
    dragged: Option<Divider>,
    /// Whether old and new lines are beside each other; the `|` key decides for the rest of the run.
    pub layout: Layout,
    /// Whether source text is painted.
    pub painting: bool,
    /// Everything the diff pane shows.
    pub rows: Rows,
    /// Where in the rows the reviewer is.
    pub view: Viewport,
    /// Cells scrolled to the right.
    pub left: u32,
    /// Whether long lines are wrapped.
    pub wrap: bool,
    /// The newest lines that were asked to be painted and have not come, and for which request.
    pub to_paint: (u64, Vec<PaintBlock>),
    /// Whether old and new lines are beside each other.
    pub split: bool,
    /// Which differences do not count.
    pub options: DiffOptions,
    /// What differs within the lines on the screen.
    pub words: LineEmphasis,
    /// Which files' lines moved.
    pub moved: MovedFiles,
    /// Where selecting lines began.
    pub selecting: Option<RowAnchor>,
    /// Whether the diff has the focus, not the criteria.
    pub diff_focus: bool,
    /// The criteria pane.
    pub criteria: CriteriaPane,
    /// Whether one file at a time is shown, not all of them below each other.
    pub single: bool,
    /// The files as a tree.
    pub tree: FileTree,
    /// Where to go once the files are there.
    pub arrive: Option<Landing>,
}

/// How far an increment's listing is.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Stage {
    /// Nothing was asked for yet.
    #[default]
    Idle,
    /// Asked for.
    Listing,
    /// There.
    Listed,
    /// It could not be read.
    Failed(String),
}

impl Review {
    /// The increment under review.
    pub fn increment<'f>(&self, facts: &'f Facts) -> Option<&'f Increment> {
        facts.engagement.increments.get(self.increment)
    }

    /// What is known of the increment under review, once it was read through.
    pub fn trace<'f>(&self, facts: &'f Facts) -> Option<&'f Arc<IncrementTrace>> {
        facts.traces.get(self.increment)?.as_ref()
    }

    /// The file a row lies in, by index.
    pub fn file_at(&self, row: usize) -> Option<usize> {
        self.rows.section_of(row).checked_sub(1).filter(|file| *file < self.files.len())
    }

    /// The rows that the diff's cursor can go through: all, or its own file's.
    pub fn window(&self) -> Range<usize> {
        if !self.single {
            return 0..self.rows.len();
        }
        let section = self.rows.section_of(self.view.cursor);
        self.rows.start(section)..self.rows.start(section + 1)
    }

    /// Whether more files are being listed.
    pub fn is_partial(&self) -> bool {
        self.listing.as_ref().is_none_or(|listing| listing.partial)
    }

    /// The index of a file of the increment by its path now, or by the one it had before.
    pub fn file_of(&self, path: &RepoPath) -> Option<usize> {
        self.file_in(self.increment, path)
    }

    /// The same of the file in which a note is now.
    pub fn file_with(&self, record: &Record, thread: &Thread) -> Option<usize> {
        self.file_of(record.path_of(thread)?)
    }

    /// The same of a file of any of the increments shown.
    pub fn file_in(&self, increment: usize, path: &RepoPath) -> Option<usize> {
        self.by_path.get(&(increment, path.clone())).copied()
    }

    fn index_paths(&mut self) {
        self.by_path.clear();
        for side in [Side::New, Side::Old] {
            for (index, file) in self.files.iter().enumerate() {
                // What a copy was made of is another file.
                let of_it = |_: &&FileEntry| side == Side::New || !file.change.copied;
                if let Some(entry) = file.change.entry(side).filter(of_it) {
                    self.by_path.entry((file.of, entry.path.clone())).or_insert(index);
                }
            }
        }
    }
}

//! The review screen: one increment's diff beside the criteria.
//!
//! Owns which increment is shown, its files as far as they were read, and their rows.

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
mod gathering;
mod jump;
mod keeping;
mod link_menus;
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
mod since;
mod state;
mod subject;
mod tally;
mod trail;
pub mod tree;
mod unclear;
mod unread;
mod viewed;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use file_links::Alike;
use gathering::Gathers;

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
use crate::model::change::{FileEntry, Side, TextDiff};
use crate::model::id::ObjectId;
use crate::model::increment::Increment;
use crate::model::index::{FileIndex, IncrementIndex, IndexedVec, SectionIndex};
use crate::model::note::Thread;
use crate::model::record::Record;
use crate::model::round_evidence::RoundEvidence;
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

/// The state of the review screen.
#[derive(Clone, Default, Debug)]
pub struct Review {
    /// The increment; when several are shown, the one under the cursor.
    pub increment: IncrementIndex,
    /// The part of the increment that is shown.
    pub shown: Shown,
    /// The suggestions that are gathered with the links.
    gathers: Gathers,
    /// The increment's commits, oldest first, while they are stepped through one by one.
    pub steps: Vec<ObjectId>,
    /// The request that opened what is shown; listings for another request are dropped.
    pub opened: u64,
    /// The newest request, increased whenever files get other indexes; diffs and highlighting for
    /// an older request are dropped.
    pub request: u64,
    /// The progress of the listing.
    pub stage: Stage,
    /// The listing, once it came.
    pub listing: Option<Arc<Listing>>,
    /// The files as far as they were read; indexed like the listing's, except when several
    /// increments are shown.
    pub files: IndexedVec<FileIndex, File>,
    /// Whether files were folded when everything was read again, for their next listing.
    folds: HashMap<RepoPath, bool>,
    /// Whether the cover shows all commits with their whole messages.
    pub cover_open: bool,
    /// The files' indexes by increment and path, see [`file_in`](Self::file_in).
    by_path: HashMap<(IncrementIndex, RepoPath), FileIndex>,
    /// The lines of the cover.
    pub cover: Vec<CoverLine>,
    /// Of which criteria the evidence changed since an earlier round, or why that is not known;
    /// `None` until compared.
    evidence: Option<Result<RoundEvidence, String>>,
    /// The increment's threads laid out, by their indexes in the record.
    pub threads: Vec<Option<ThreadView>>,
    /// The links of the one commit that is shown.
    of_commit: Bearing,
    /// The number of hunks linked to each criterion.
    pub link_counts: LinkCounts,
    /// The links that hunks share, by what these hunks have in common.
    pub(in crate::app) shared_links: HashMap<Alike, SharedLinks>,
    /// The search in force.
    pub search: Option<Search>,
    /// The number of rows that match it.
    pub(in crate::app) tally: MatchTally,
    /// The places before and after the current one.
    trail: Trail,
    /// The widths to which the reviewer dragged panes.
    pub widths: Widths,
    /// The divider that is being dragged.
    dragged: Option<Divider>,
    /// How old and new lines are laid out; the `|` key changes it until the program ends.
    pub layout: Layout,
    /// Whether source text is highlighted.
    pub painting: bool,
    /// The rows of the diff pane.
    pub rows: Rows,
    /// The cursor in the rows, and the rows on the screen.
    pub view: Viewport,
    /// The cells scrolled to the right.
    pub left: u32,
    /// Whether long lines are wrapped.
    pub wrap: bool,
    /// The blocks last requested for highlighting that did not come yet, and the `request` they
    /// belong to.
    pub to_paint: (u64, Vec<PaintBlock>),
    /// Whether old and new lines are beside each other.
    pub split: bool,
    /// The differences that are ignored.
    pub options: DiffOptions,
    /// The words that differ within the lines that came onto the screen.
    pub words: LineEmphasis,
    /// The files that have moved lines.
    pub moved: MovedFiles,
    /// The row where selecting lines began.
    pub selecting: Option<RowAnchor>,
    /// Whether the diff has the focus, not the criteria or the tree.
    pub diff_focus: bool,
    /// The pane of criteria.
    pub criteria: CriteriaPane,
    /// Whether one file at a time is shown, not all of them one below the other.
    pub single: bool,
    /// The tree of files.
    pub tree: FileTree,
    /// The place to go to once its rows exist.
    pub arrive: Option<Landing>,
}

/// The progress of an increment's listing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Stage {
    /// Not requested yet.
    #[default]
    Idle,
    /// Requested.
    Listing,
    /// Listed.
    Listed,
    /// The listing failed, with the reason.
    Failed(String),
}

impl Review {
    /// Returns the increment under review.
    pub fn increment<'f>(&self, facts: &'f Facts) -> Option<&'f Increment> {
        facts.engagement.increments.get(self.increment)
    }

    /// Returns the trace of the increment under review, once it was read through.
    pub fn trace<'f>(&self, facts: &'f Facts) -> Option<&'f Arc<IncrementTrace>> {
        facts.trace(self.increment)
    }

    /// Returns the index of the file that a row lies in.
    pub fn file_at(&self, row: usize) -> Option<FileIndex> {
        let file = self.rows.section_of(row).file()?;
        self.files.get(file).map(|_| file)
    }

    /// Returns the exact diff of a file in lines, once it is read and if it has lines.
    pub fn text_of(&self, file: FileIndex) -> Option<&TextDiff> {
        self.files.get(file)?.diff()?.as_text()
    }

    /// Tells whether only the header of a file is shown.
    fn is_folded(&self, file: FileIndex) -> bool {
        self.files.get(file).is_some_and(|found| found.folded)
    }

    /// Returns the file whose rows a section has; `None` for the cover.
    pub fn file_in_section(&self, section: SectionIndex) -> Option<&File> {
        self.files.get(section.file()?)
    }

    /// Returns the rows that the diff's cursor can reach: all of them, or those of its own file.
    pub fn window(&self) -> Range<usize> {
        if !self.single {
            return 0..self.rows.len();
        }
        let section = self.rows.section_of(self.view.cursor);
        self.rows.start(section)..self.rows.start(section.next())
    }

    /// Tells whether the listing is missing or has only the first files yet.
    pub fn is_partial(&self) -> bool {
        self.listing.as_ref().is_none_or(|listing| listing.partial)
    }

    /// Returns the index of a file of the increment under review, by its new or its old path.
    pub fn file_of(&self, path: &RepoPath) -> Option<FileIndex> {
        self.file_in(self.increment, path)
    }

    /// Returns the index of the file in which a note is now.
    pub fn file_with(&self, record: &Record, thread: &Thread) -> Option<FileIndex> {
        self.file_of(record.path_of(thread)?)
    }

    /// Returns the index of a file of any increment shown, by its new or its old path.
    pub fn file_in(&self, increment: IncrementIndex, path: &RepoPath) -> Option<FileIndex> {
        self.by_path.get(&(increment, path.clone())).copied()
    }

    fn index_paths(&mut self) {
        self.by_path.clear();
        for side in [Side::New, Side::Old] {
            for (index, file) in self.files.entries() {
                // The source of a copy is another file.
                let of_it = |_: &&FileEntry| side == Side::New || !file.change.copied;
                if let Some(entry) = file.change.entry(side).filter(of_it) {
                    self.by_path
                        .entry((file.increment, entry.path.clone()))
                        .or_insert(index);
                }
            }
        }
    }
}

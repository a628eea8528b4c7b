//! The review screen: one increment's diff beside the criteria.
//!
//! Owns which increment is shown, its files as far as they were read, and the rows they make.

mod build;
mod context;
mod cover;
mod criteria;
mod detail;
mod evidence;
mod file;
mod file_links;
mod jump;
mod links;
mod moved;
mod paints;
pub mod rows;
mod showing;
mod shown;
pub mod tree;
mod unclear;
mod words;

pub use context::Enclosing;
pub use cover::CoverLine;
pub use criteria::CriteriaPane;
pub use detail::{Detail, DetailLine};
pub use evidence::Exhibit;
pub use file::{File, FileState};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use file_links::Alike;
use shown::Gathers;

use crate::app::Model;
use crate::app::facts::threads::ThreadView;
use crate::app::msg::{Effect, Listing};
use crate::app::screens::ask::Arrival;
use crate::app::screens::review::rows::{RowAnchor, Rows};
use crate::app::screens::review::tree::Tree;
use crate::app::viewport::Viewport;
use crate::diff::DiffOptions;
use crate::model::change::{FileDiff, FileEntry, Side};
use crate::model::id::ObjectId;
use crate::model::kind::{Because, Classified, FileKind};
use crate::model::link::LinkTarget;
use crate::model::note::Thread;
use crate::model::record::Record;
use crate::model::text::RepoPath;
use crate::trace::Bearing;

pub use file_links::{FileLinks, LinkCounts, SharedLinks};
pub use moved::{MovedFiles, OtherEnd};
pub use paints::{Block, Paints};
pub use showing::words as options_words;
pub use shown::Shown;
pub use words::{LineMarks, LineWords, Words};

/// Files being read at once; the ones nearest the screen come first.
const READS_AT_ONCE: usize = 4;

/// What a file is for as long as nobody said.
const SOURCE: Classified = Classified { kind: FileKind::Source, because: Because::Nothing, fold: false };

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
    /// Everything the diff pane shows.
    pub rows: Rows,
    /// Where in the rows the reviewer is.
    pub view: Viewport,
    /// Cells scrolled to the right.
    pub left: u32,
    /// Whether long lines are wrapped.
    pub wrap: bool,
    /// The newest lines that were asked to be painted and have not come, and for which request.
    pub to_paint: (u64, Vec<Block>),
    /// Whether old and new lines are beside each other.
    pub split: bool,
    /// Which differences do not count.
    pub options: DiffOptions,
    /// What differs within the lines on the screen.
    pub words: Words,
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
    pub tree: Tree,
    /// Where to go once the files are there.
    pub arrive: Option<Arrival>,
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

impl Model {
    /// Takes an increment's listing.
    pub fn take_listing(&mut self, request: u64, listing: Result<Listing, String>) {
        if request != self.review.opened {
            return;
        }
        let listing = match listing {
            Ok(listing) => Arc::new(listing),
            Err(why) => {
                self.review.stage = Stage::Failed(why);
                self.rebuild_all();
                return;
            }
        };
        let here = self.here();
        // The first listing may have only the files to be shown first, others have the commits, and renames
        // paired up; what was read stays. Where the files have other numbers then, what is being read by the
        // old ones is asked for anew.
        let renumbered = self.review.listing.as_ref().is_some_and(|before| before.files != listing.files);
        let increment = self.review.increment;
        let mut read: HashMap<RepoPath, File> =
            self.review.files.drain(..).map(|file| (file.change.path().clone(), file)).collect();
        self.review.files = listing
            .files
            .iter()
            .enumerate()
            .map(|(index, change)| {
                let kind = listing.kinds.get(index).copied().unwrap_or(SOURCE);
                let kept = read.remove(change.path()).filter(|file| file.change == *change);
                let mut file = kept.unwrap_or_else(|| File {
                    // Where there is nothing else to see, it is shown whatever it is.
                    folded: kind.fold && listing.files.len() > 1,
                    ..File::new(increment, change.clone(), kind)
                });
                file.kind = kind;
                if renumbered && file.state == FileState::Reading {
                    file.state = FileState::Unread;
                }
                file
            })
            .collect();
        self.review.index_paths();
        for (file, diff) in &listing.read {
            if let Some(found) = self.review.files.get_mut(*file) {
                found.take(diff.clone());
            }
        }
        if renumbered {
            self.review.request += 1;
            self.restart_search();
        }
        self.review.listing = Some(listing);
        self.review.stage = Stage::Listed;
        self.rebuild_from(here);
        self.arrive();
    }

    /// Takes a file's differences.
    pub fn take_file(&mut self, request: u64, file: usize, diff: Arc<FileDiff>) {
        if request != self.review.request {
            return;
        }
        let Some(found) = self.review.files.get_mut(file) else { return };
        found.take(diff);
        self.link_file(file);
        self.rebuild_file(file);
        self.arrive();
    }

    /// Asks for the files on and next to the screen, nearest first, a few at a time.
    pub fn ask_for_files(&mut self, effects: &mut Vec<Effect>) {
        let reading = self.review.files.iter().filter(|file| file.state == FileState::Reading).count();
        let request = self.review.request;
        let wanted = self.wanted_files();
        for file in wanted.into_iter().take(READS_AT_ONCE.saturating_sub(reading)) {
            let found = &mut self.review.files[file];
            found.state = FileState::Reading;
            let change = found.change.clone();
            effects.push(Effect::ReadFile { request, file, change, large: false });
        }
    }

    fn wanted_files(&self) -> Vec<usize> {
        let review = &self.review;
        let mut wanted = Vec::new();
        let mut want = |file: usize| {
            let unread = review.files.get(file).is_some_and(|file| file.state == FileState::Unread);
            if unread && !wanted.contains(&file) {
                wanted.push(file);
            }
        };
        self.destination().and_then(|path| review.file_of(path)).into_iter().for_each(&mut want);
        if let Some(file) = self.search.as_ref().and_then(|search| search.waits_for(self)) {
            want(file);
        }
        let is_open = |file: &usize| review.files.get(*file).is_some_and(|file| !file.folded);
        review.file_at(review.view.cursor).filter(is_open).into_iter().for_each(&mut want);
        // A verdict on the chosen criterion rests on the hunks linked to it, wherever they are.
        let chosen = self.facts.chosen.and_then(|chosen| self.facts.engagement.key(chosen));
        let own = chosen.into_iter().flat_map(|chosen| self.bearing().of_criterion(chosen));
        let hunks = own.filter(|link| matches!(link.target, LinkTarget::Hunk { .. }));
        let files = hunks.filter_map(|link| review.file_of(link.target.path()?));
        let mut linked: Vec<usize> =
            files.filter(|file| review.files[*file].state == FileState::Unread).collect();
        linked.sort_unstable();
        linked.dedup();
        linked.into_iter().take(READS_AT_ONCE).for_each(&mut want);
        // A screen and the one after it, then the one before, so that paging meets read files.
        let last = review.view.top + 2 * review.view.height.max(1);
        let ahead = review.rows.section_of(review.view.top)..=review.rows.section_of(last);
        let behind = review.rows.section_of(review.view.top.saturating_sub(review.view.height));
        let near = ahead.chain(std::iter::once(behind)).filter_map(|section| section.checked_sub(1));
        near.filter(is_open).for_each(&mut want);
        wanted
    }

    /// The file that the reviewer is headed for.
    pub(in crate::app) fn destination(&self) -> Option<&RepoPath> {
        match self.review.arrive.as_ref()? {
            Arrival::Line { path, .. } | Arrival::Hunk { path, .. } => Some(path),
            Arrival::Thread(thread) => {
                self.facts.record.path_of(self.facts.record.threads.get(*thread as usize)?)
            }
        }
    }

    /// Goes where the reviewer was headed, once the rows to go to are there.
    pub(in crate::app) fn arrive(&mut self) {
        let Some(arrival) = self.review.arrive.clone() else { return };
        let inside = match &arrival {
            Arrival::Line { path, line: Some(_) } | Arrival::Hunk { path, .. } => self.review.file_of(path),
            _ => None,
        };
        if let Some(file) = inside.filter(|file| self.review.files[*file].folded) {
            self.fold_file(file);
        }
        let read = |file: usize| {
            let found = &self.review.files[file];
            found.folded || matches!(found.state, FileState::Read(_))
        };
        let (row, done) = match &arrival {
            Arrival::Line { path, line } => {
                let Some(file) = self.review.file_of(path) else {
                    if !self.review.is_partial() {
                        self.review.arrive = None;
                    }
                    return;
                };
                (self.row_of_line(file, *line), read(file))
            }
            Arrival::Hunk { path, digest } => {
                let Some(file) = self.review.file_of(path) else {
                    self.review.arrive = None;
                    return;
                };
                let text = self.review.files[file].diff().and_then(FileDiff::as_text);
                let hunk = text.and_then(|text| text.hunks.iter().position(|hunk| hunk.digest == *digest));
                let row = hunk.and_then(|hunk| self.review.rows.row_of_hunk(file + 1, hunk as u32));
                (row.unwrap_or_else(|| self.review.rows.header(file + 1)), read(file))
            }
            Arrival::Thread(thread) => {
                let row = self.row_of_thread(*thread);
                (row.unwrap_or_default(), row.is_some())
            }
        };
        self.review.view.jump(row, self.review.rows.len());
        if done {
            self.review.arrive = None;
        }
    }
}

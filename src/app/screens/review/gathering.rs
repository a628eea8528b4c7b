//! Gathers the chosen criterion's hunks of all increments into one list of files: those with a link
//! to it, and the likeliest suggestions.

use std::collections::HashMap;

use crate::app::facts::Facts;
use crate::app::facts::link_state::LinkState;
use crate::app::facts::suggested::Suggested;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::{File, FileState, Review, Shown};
use crate::model::id::ObjectId;
use crate::model::index::{FileIndex, IncrementIndex, IndexedVec};
use crate::model::kind::{Because, Classified};
use crate::model::text::RepoPath;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Strength;

/// The share of the best increment's score from which another increment's suggestions are gathered
/// too.
const NEAR: f32 = 0.8;

/// The suggestions that are gathered with the links of the chosen criterion.
#[derive(Clone, Debug)]
pub(super) struct Gathers {
    /// Whether an increment's suggestions are gathered; indexed like the increments.
    likely: IndexedVec<IncrementIndex, bool>,
    /// The weakest strength that is gathered.
    least: Strength,
}

impl Default for Gathers {
    fn default() -> Self {
        Self {
            likely: IndexedVec::default(),
            least: Strength::Weak,
        }
    }
}

impl Gathers {
    /// Selects the suggestions to gather: those of increments with links, or without any link, of
    /// increments whose best score is near the highest one. Weak ones only when there is nothing
    /// better.
    fn of(facts: &Facts) -> Self {
        let Some((chosen, key)) = facts
            .chosen
            .and_then(|chosen| Some((chosen, facts.engagement.key(chosen)?)))
        else {
            return Self::default();
        };
        let best = |found: &Suggested| {
            found
                .found()
                .and_then(|found| found.best(key))
                .map(|(_, score)| score)
        };
        let scores: IndexedVec<IncrementIndex, f32> = facts
            .suggested
            .iter()
            .map(|found| best(found).unwrap_or_default())
            .collect();
        let top = scores.iter().copied().fold(0.0, f32::max);
        let linked = |increment: IncrementIndex| facts.bearing(increment).bears(key);
        let any = scores.indexes().any(linked);
        let likely = |(increment, score): (IncrementIndex, &f32)| {
            linked(increment) || (!any && *score > 0.0 && *score >= NEAR * top)
        };
        let likely: IndexedVec<_, bool> = scores.entries().map(likely).collect();
        let hints = facts
            .hints
            .iter()
            .zip(likely.iter())
            .filter(|(_, likely)| **likely);
        let mut hints = hints.flat_map(|(hints, _)| hints.of_criterion(chosen));
        let least = if any || hints.any(|hint| hint.strength >= Strength::Fair) {
            Strength::Fair
        } else {
            Strength::Weak
        };
        Self { likely, least }
    }
}

impl Review {
    /// Tells whether a link in an increment is among what is shown.
    pub(super) fn shows_link(&self, increment: IncrementIndex, state: LinkState) -> bool {
        match state {
            LinkState::Suggested(strength) if self.is_gathered() => {
                strength >= self.gathers.least
                    && self.gathers.likely.get(increment).copied().unwrap_or(false)
            }
            _ => true,
        }
    }

    /// Shows only the chosen criterion's hunks, of all increments; or the whole increment again.
    pub(in crate::app) fn toggle_only(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.is_gathered() {
            return self.show_whole(facts, asks);
        }
        if facts.chosen.is_none() {
            asks.push(Ask::info("choose a criterion first"));
            return;
        }
        let (here, before) = (self.here(), self.increment);
        let stays = self.bears_here(facts);
        self.open_shown(facts, before, Shown::Gathered, None, asks);
        if stays {
            self.return_to(facts, here);
        } else {
            self.go_to_gathered(before);
            self.jump_evidence(facts, true, asks);
        }
    }

    /// Tells whether the hunk under the cursor bears on the chosen criterion.
    fn bears_here(&self, facts: &Facts) -> bool {
        let hunk = self.rows.hunk_at(self.view.cursor);
        let file = hunk.and_then(|(section, hunk)| Some((self.file_in_section(section)?, hunk)));
        let on = file.zip(facts.chosen);
        self.diff_focus
            && on.is_some_and(|((file, hunk), chosen)| file.links.bears_on(hunk, chosen))
    }

    /// Goes to the first gathered file of an increment, or of the increments after it.
    fn go_to_gathered(&mut self, increment: IncrementIndex) {
        let mut files = self.files.entries();
        let file = files.find(|(_, file)| file.increment >= increment);
        if let Some(file) = file.map(|(file, _)| file).or(self.files.last_index()) {
            let row = self.rows.header(file.section());
            self.view.jump(row, self.rows.len());
            self.diff_focus = true;
        }
    }

    /// Gathers the files again; the cursor stays on what it is on, else on the same increment.
    pub(in crate::app) fn regather(&mut self, facts: &Facts) {
        let here = self.here();
        let before = self.increment;
        self.gather(facts);
        let stays = here
            .file()
            .is_none_or(|(increment, path)| self.file_in(increment, path).is_some());
        self.rebuild_from(facts, here);
        if !stays {
            self.go_to_gathered(before);
        }
    }

    /// Gathers the files of all increments with a hunk for the chosen criterion. Files that were
    /// read stay read.
    pub(in crate::app) fn gather(&mut self, facts: &Facts) {
        let mut before: HashMap<(IncrementIndex, RepoPath), File> = HashMap::new();
        for file in self.files.take_all() {
            before.insert((file.increment, file.change.path().clone()), file);
        }
        self.gathers = Gathers::of(facts);
        let mut files = Vec::new();
        for (increment, trace) in facts.traces.entries() {
            let Some(trace) = trace else { continue };
            let mut commits = commits_of(trace);
            for stat in &trace.files {
                // The spec is left out: it names every criterion.
                if self.reaches_chosen(facts, increment, &stat.path) && !facts.is_spec(&stat.path) {
                    let kind = Classified {
                        kind: stat.kind,
                        because: Because::Nothing,
                        fold: false,
                    };
                    let kept = before.remove(&(increment, stat.path.clone()));
                    let mut file =
                        kept.unwrap_or_else(|| File::new(increment, stat.change.clone(), kind));
                    if file.state == FileState::Reading {
                        file.state = FileState::Unread;
                    }
                    // Not folded, since the user asked for the criterion's hunks.
                    file.folded = false;
                    file.commits = commits.remove(&stat.path).unwrap_or_default();
                    files.push(file);
                }
            }
        }
        self.files = files.into();
        self.request += 1;
        self.index_paths();
        self.restart_search();
    }

    /// Tells whether the header of an increment stands above a file.
    pub(super) fn is_headed(&self, file: FileIndex) -> bool {
        let increment_of = |file: FileIndex| self.files.get(file).map(|file| file.increment);
        self.is_gathered() && file.previous().and_then(increment_of) != increment_of(file)
    }

    /// Makes the increment under the cursor the one under review, while several are shown.
    pub(in crate::app) fn follow_increment(&mut self) {
        let file = self
            .file_at(self.view.cursor)
            .filter(|_| self.is_gathered());
        if let Some(file) = file.and_then(|file| self.files.get(file)) {
            self.increment = file.increment;
        }
    }
}

/// Returns the commits of an increment that touch each file, newest first.
fn commits_of(trace: &IncrementTrace) -> HashMap<&RepoPath, Vec<ObjectId>> {
    let mut commits: HashMap<&RepoPath, Vec<ObjectId>> = HashMap::new();
    for (commit, paths) in &trace.touched {
        for path in paths {
            commits.entry(path).or_default().push(*commit);
        }
    }
    commits
}

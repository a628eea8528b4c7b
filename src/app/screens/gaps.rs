//! Both gaps: criteria without evidence yet, and changes that no criterion asked for.
//!
//! Owns what is listed, what is folded apart, and the way from one gap to the next. What counts as a gap is
//! the trace layer's.

use std::collections::BTreeSet;

use crate::app::facts::Facts;
use crate::app::input::geometry::Focus;
use crate::app::msg::Effect;
use crate::app::screens::review::Shown;
use crate::app::viewport::Viewport;
use crate::app::{Message, Model, Screen};
use crate::model::link::LinkTarget;
use crate::trace::{Aside, Coverage};

pub use crate::trace::{Claimant, LeftOut, Piece};

/// The gaps screen's state.
#[derive(Clone, Default, Debug)]
pub struct Gaps {
    /// From top to bottom.
    pub rows: Vec<GapRow>,
    /// Where in the rows the cursor is.
    pub view: Viewport,
    /// What is folded apart and was opened.
    opened: BTreeSet<Fold>,
}

/// What the gaps screen folds apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fold {
    /// Changes that nothing but their commit's word links, and that have nothing of the criterion in them.
    ByCommitOnly,
    /// What names criteria and does not count.
    LeftOut,
    /// Changes without a link that nobody would claim.
    Aside(Aside),
}

/// A row of the gaps screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GapRow {
    /// Criteria without evidence stand below: how many.
    NotEvidenced(usize),
    /// A criterion, by its number.
    Criterion(usize),
    /// Changes without a link stand below: how many, those folded apart left out.
    Unclaimed(usize),
    /// The changes below are of the increment of that index: how many.
    Increment(usize, usize),
    /// A change: the increment's index, and the index among those of its coverage.
    Change(usize, usize),
    /// What is folded apart: how many, and whether they are shown.
    Fold(Fold, usize, bool),
    /// A change that its commit's word alone links: the increment's index, and the index among those of its coverage.
    ByCommitOnly(usize, usize),
    /// What names criteria and does not count: the increment's index, and the index in its trace.
    LeftOut(usize, usize),
    /// Nothing.
    Empty,
}

/// Which gap is next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// A criterion without evidence.
    NotEvidenced,
    /// A change without a link.
    Unclaimed,
}

impl Facts {
    /// The rows of an increment that a fold holds.
    fn in_fold(&self, of: usize, fold: Fold) -> Vec<GapRow> {
        let Some(coverage) = self.coverage(of) else { return Vec::new() };
        match fold {
            Fold::ByCommitOnly => {
                (0..coverage.by_commit_only.len()).map(|index| GapRow::ByCommitOnly(of, index)).collect()
            }
            Fold::LeftOut => (0..self.left_out(of).len()).map(|index| GapRow::LeftOut(of, index)).collect(),
            Fold::Aside(aside) => {
                let pieces = coverage.unclaimed.iter().enumerate();
                let folded = pieces.filter(|(_, piece)| piece.aside == Some(aside));
                folded.map(|(index, _)| GapRow::Change(of, index)).collect()
            }
        }
    }

    fn list_changes(&self, rows: &mut Vec<GapRow>, of: usize, coverage: &Coverage) {
        let pieces = coverage.unclaimed.iter().enumerate().filter(|(_, piece)| piece.aside.is_none());
        let changes: Vec<GapRow> = pieces.map(|(index, _)| GapRow::Change(of, index)).collect();
        if !changes.is_empty() {
            rows.push(GapRow::Increment(of, changes.len()));
            rows.extend(changes);
        }
    }
}

impl Model {
    /// Lists the gaps anew; the cursor stays on what it is on.
    pub fn rebuild_gaps(&mut self) {
        let on = self.gaps.rows.get(self.gaps.view.cursor).cloned();
        let bare: Vec<usize> = self
            .facts
            .engagement
            .numbers(self.facts.scope)
            .filter(|number| !self.facts.is_evidenced(*number))
            .collect();
        let mut rows = vec![GapRow::NotEvidenced(bare.len())];
        rows.extend(bare.into_iter().map(GapRow::Criterion));
        rows.push(GapRow::Empty);
        let coverages =
            || self.facts.coverages.iter().enumerate().filter_map(|(of, found)| Some((of, found.as_ref()?)));
        rows.push(GapRow::Unclaimed(coverages().map(|(_, coverage)| coverage.open().count()).sum()));
        for (of, coverage) in coverages() {
            self.facts.list_changes(&mut rows, of, coverage);
        }
        let folds = [Fold::ByCommitOnly, Fold::LeftOut].into_iter().chain(Aside::ALL.map(Fold::Aside));
        for fold in folds {
            self.list_fold(&mut rows, fold);
        }
        let cursor = on.and_then(|on| rows.iter().position(|row| *row == on));
        let first = rows.iter().position(GapRow::is_gap).unwrap_or(0);
        let cursor = cursor.unwrap_or(if self.gaps.rows.is_empty() { first } else { self.gaps.view.cursor });
        self.gaps.rows = rows;
        self.gaps.view.go(cursor, self.gaps.rows.len());
    }

    /// What is folded apart for one reason, over all increments.
    fn list_fold(&self, rows: &mut Vec<GapRow>, fold: Fold) {
        let count = (0..self.facts.coverages.len()).map(|of| self.facts.in_fold(of, fold).len()).sum();
        if count == 0 {
            return;
        }
        let open = self.gaps.opened.contains(&fold);
        rows.push(GapRow::Fold(fold, count, open));
        for of in (0..self.facts.coverages.len()).filter(|_| open) {
            let own = self.facts.in_fold(of, fold);
            if !own.is_empty() {
                rows.push(GapRow::Increment(of, own.len()));
                rows.extend(own);
            }
        }
    }

    /// Opens what the cursor is on: the criterion, the change, what is folded apart.
    pub(in crate::app) fn open_gap_row(&mut self, effects: &mut Vec<Effect>) {
        match self.gaps.rows.get(self.gaps.view.cursor).cloned() {
            Some(GapRow::Criterion(number)) => self.go_to_bare(number, effects),
            Some(GapRow::Change(of, index)) => self.go_to_unclaimed(of, index, effects),
            Some(GapRow::Increment(of, _)) => {
                self.screen = Screen::Review;
                self.open_increment(of, None, effects);
            }
            Some(GapRow::ByCommitOnly(of, index)) => {
                let piece =
                    self.facts.coverage(of).and_then(|coverage| coverage.by_commit_only.get(index)).cloned();
                if let Some(piece) = piece {
                    self.go_to_piece(of, piece, effects);
                }
            }
            Some(GapRow::LeftOut(of, index)) => self.go_to_left_out(of, index, effects),
            Some(GapRow::Fold(fold, ..)) => {
                if !self.gaps.opened.remove(&fold) {
                    self.gaps.opened.insert(fold);
                }
                let cursor = self.gaps.view.cursor;
                self.rebuild_gaps();
                self.gaps.view.go(cursor, self.gaps.rows.len());
            }
            _ => {}
        }
    }

    /// Chooses a criterion without evidence, in the increment where something looks like it.
    fn go_to_bare(&mut self, number: usize, effects: &mut Vec<Effect>) {
        self.leave_mark();
        self.screen = Screen::Review;
        self.choose(number);
        let guess = self.facts.best_guess(number);
        if let Some((of, _)) = guess.filter(|(of, _)| *of != self.review.increment) {
            self.open_increment(of, None, effects);
        }
        self.review.diff_focus = false;
        self.review.tree.focused = false;
        let words = match guess {
            Some((_, state)) => format!("no link yet; {}: . goes there, l offers hunks", state.words()),
            None => "no link yet, and nothing looks like it".to_owned(),
        };
        self.message = Some(Message::info(words));
    }

    fn go_to_unclaimed(&mut self, of: usize, index: usize, effects: &mut Vec<Effect>) {
        let Some(piece) = self.facts.unclaimed(of, index).cloned() else { return };
        self.go_to_piece(of, piece, effects);
    }

    /// Goes to the commit or file that names criteria in vain.
    fn go_to_left_out(&mut self, of: usize, index: usize, effects: &mut Vec<Effect>) {
        let target = match self.facts.left_out(of).get(index).map(|found| found.what.clone()) {
            Some(Claimant::Commit(commit)) => LinkTarget::Commit(commit),
            Some(Claimant::File(path)) => LinkTarget::File(path),
            Some(Claimant::Increment(_)) => {
                self.screen = Screen::Review;
                return self.open_increment(of, None, effects);
            }
            None => return,
        };
        self.go_to_target(of, &target, effects);
    }

    fn go_to_piece(&mut self, of: usize, piece: Piece, effects: &mut Vec<Effect>) {
        let target = match piece.hunk {
            Some((digest, _)) => LinkTarget::Hunk { path: piece.path, digest },
            None => LinkTarget::File(piece.path),
        };
        self.go_to_target(of, &target, effects);
    }

    /// The next gap of a kind: down the list on its own screen, else from where the review is.
    pub(in crate::app) fn next_gap(&mut self, gap: Gap, effects: &mut Vec<Effect>) {
        if self.screen == Screen::Gaps {
            let is_it = |row: &GapRow| match row {
                GapRow::Criterion(_) => gap == Gap::NotEvidenced,
                GapRow::Change(..) => gap == Gap::Unclaimed,
                _ => false,
            };
            let rows = &self.gaps.rows;
            let after = (self.gaps.view.cursor + 1..rows.len()).find(|row| is_it(&rows[*row]));
            match after.or_else(|| rows.iter().position(is_it)) {
                Some(row) => self.gaps.view.go(row, self.gaps.rows.len()),
                None => self.say_no_gap(gap),
            }
            return;
        }
        match gap {
            Gap::NotEvidenced => {
                let from = self.facts.chosen.map_or(0, |chosen| chosen + 1);
                let numbers = self.facts.engagement.numbers(self.facts.scope);
                let after = numbers.clone().filter(|number| *number >= from);
                let mut around = after.chain(numbers.filter(|number| *number < from));
                match around.find(|number| !self.facts.is_evidenced(*number)) {
                    Some(number) => self.go_to_bare(number, effects),
                    None => self.say_no_gap(gap),
                }
            }
            Gap::Unclaimed => match self.unclaimed_after() {
                Some((of, index)) => self.go_to_unclaimed(of, index, effects),
                None => self.say_no_gap(gap),
            },
        }
    }

    fn say_no_gap(&mut self, gap: Gap) {
        let read = self.facts.traces.iter().all(Option::is_some);
        let words = match gap {
            _ if !read => "the increments are still being read through",
            Gap::NotEvidenced => "every criterion has a link",
            Gap::Unclaimed => "every change has a link",
        };
        self.message = Some(Message::info(words));
    }

    /// The first change without a link behind the cursor: in this increment, then in the others, round to here.
    fn unclaimed_after(&self) -> Option<(usize, usize)> {
        let count = self.facts.engagement.increments.len();
        let here = self.review.increment;
        let behind = self.place_in_increment();
        let of_increment = |of: usize| {
            let unclaimed = self.facts.coverage(of).map_or(&[][..], |coverage| &coverage.unclaimed);
            unclaimed
                .iter()
                .enumerate()
                .filter(|(_, piece)| piece.aside.is_none())
                .map(move |(index, _)| (of, index))
        };
        let is_behind = |(of, index): &(usize, usize)| {
            let piece = self.facts.unclaimed(*of, *index);
            piece.and_then(|piece| self.facts.place_of(*of, piece)) > behind
        };
        let rest = (here + 1..count).chain(0..here);
        let others = rest.flat_map(of_increment);
        { of_increment(here) }
            .find(is_behind)
            .or_else(|| { others }.next())
            .or_else(|| { of_increment(here) }.next())
    }

    /// Where in its increment the cursor is: the file's number, and the hunk's.
    fn place_in_increment(&self) -> Option<(usize, usize)> {
        let on_diff = self.screen == Screen::Review && self.review.focus() == Focus::Diff;
        let file = self.review.file_at(self.review.view.cursor).filter(|_| on_diff)?;
        let found = self.review.files.get(file)?;
        let trace = self.facts.traces.get(found.of)?.as_ref()?;
        let number = trace.files.iter().position(|stat| stat.path == *found.change.path())?;
        let hunk =
            self.review.rows.hunk_at(self.review.view.cursor).filter(|(section, _)| *section == file + 1);
        let whole = self.review.shown == Shown::Whole || self.review.is_gathered();
        Some((number, hunk.filter(|_| whole).map_or(0, |(_, hunk)| hunk as usize + 1)))
    }
}

impl GapRow {
    /// Whether it is a gap itself, not a heading.
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Criterion(_) | Self::Change(..))
    }
}

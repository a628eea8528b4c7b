//! The gaps screen: uncovered criteria and unclaimed changes.
//!
//! Owns what is listed, what is folded apart, and the way from one gap to the next. What counts as
//! a gap is decided in `trace`.

use std::collections::BTreeSet;

use crate::app::facts::Facts;
use crate::app::facts::apply::{Changed, Links};
use crate::app::input::keymap::Action;
use crate::app::msg::Mouse;
use crate::app::screens::ask::{Ask, Destination};
use crate::app::screens::{Hint, ScreenState};
use crate::app::viewport::Viewport;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::link::LinkTarget;
use crate::trace::{Aside, Coverage};

pub use crate::trace::{Claimant, CoveredUnit, LeftOutMention};

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::Open, "go there"),
    (Action::NextUncovered, "next uncovered"),
    (Action::NextUnclaimed, "next unclaimed"),
    (Action::Back, "back"),
    (Action::Overview, "overview"),
    (Action::Help, "help"),
];

/// The state of the gaps screen.
#[derive(Clone, Default, Debug)]
pub struct GapsScreen {
    /// The rows, from top to bottom.
    pub rows: Vec<GapRow>,
    /// The cursor in the rows, and the rows on the screen.
    pub view: Viewport,
    /// The folds that are open.
    opened: BTreeSet<Fold>,
}

/// A fold of the gaps screen: items counted apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fold {
    /// Changes that only their commit's mention links, with nothing of the criterion in them.
    ByCommitOnly,
    /// Places that name criteria without counting.
    LeftOut,
    /// Unclaimed changes that nobody would claim, of one kind.
    Aside(Aside),
}

/// A row of the gaps screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GapRow {
    /// The heading of the uncovered criteria: how many follow.
    Uncovered(usize),
    /// An uncovered criterion.
    Criterion(CriterionIndex),
    /// The heading of the unclaimed changes: how many follow, without those in folds.
    Unclaimed(usize),
    /// The heading of an increment, and how many rows of it follow.
    Increment(IncrementIndex, usize),
    /// An unclaimed change: the increment, and the change's index in its coverage.
    Change(IncrementIndex, usize),
    /// The heading of a fold: how many items it has, and whether it is open.
    Fold(Fold, usize, bool),
    /// A change linked by its commit's mention alone: the increment, and the change's index in its
    /// coverage.
    ByCommitOnly(IncrementIndex, usize),
    /// A place that names criteria without counting: the increment, and the place's index in its
    /// trace.
    LeftOut(IncrementIndex, usize),
    /// An empty row.
    Empty,
}

/// A kind of gap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// An uncovered criterion.
    Uncovered,
    /// An unclaimed change.
    Unclaimed,
}

impl ScreenState for GapsScreen {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        if self.view.take(action, self.rows.len()) {
            return Some(Vec::new());
        }
        match action {
            Action::Open => Some(self.open(facts)),
            Action::NextUncovered => Some(self.next(facts, Gap::Uncovered)),
            Action::NextUnclaimed => Some(self.next(facts, Gap::Unclaimed)),
            _ => None,
        }
    }

    /// Handles a mouse event; a click on the row under the cursor opens it.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        let Some(row) = self
            .view
            .point(mouse, facts.size.gaps_list(), 1, self.rows.len())
        else {
            return Vec::new();
        };
        let again = self.view.cursor == row;
        self.view.put(row, self.rows.len());
        if again { self.open(facts) } else { Vec::new() }
    }

    /// Rebuilds the list; the cursor stays on its item.
    fn enter(&mut self, facts: &Facts) {
        let on = self.rows.get(self.view.cursor).cloned();
        let uncovered: Vec<CriterionIndex> = facts
            .engagement
            .criteria_in(facts.scope)
            .filter(|criterion| !facts.is_covered(*criterion))
            .collect();
        let mut rows = vec![GapRow::Uncovered(uncovered.len())];
        rows.extend(uncovered.into_iter().map(GapRow::Criterion));
        rows.push(GapRow::Empty);
        let coverages = || {
            facts
                .coverages
                .entries()
                .filter_map(|(increment, found)| Some((increment, found.as_ref()?)))
        };
        rows.push(GapRow::Unclaimed(
            coverages()
                .map(|(_, coverage)| coverage.open().count())
                .sum(),
        ));
        for (increment, coverage) in coverages() {
            list_changes(&mut rows, increment, coverage);
        }
        let folds = [Fold::ByCommitOnly, Fold::LeftOut]
            .into_iter()
            .chain(Aside::ALL.map(Fold::Aside));
        for fold in folds {
            self.list_fold(facts, &mut rows, fold);
        }
        let cursor = on.and_then(|on| rows.iter().position(|row| *row == on));
        let first = rows.iter().position(GapRow::is_gap).unwrap_or(0);
        let cursor = cursor.unwrap_or(if self.rows.is_empty() {
            first
        } else {
            self.view.cursor
        });
        self.rows = rows;
        self.view.go(cursor, self.rows.len());
    }

    fn refresh(&mut self, facts: &Facts, changed: Changed, is_shown: bool) {
        if is_shown && (changed.links != Links::None || changed.scope) {
            self.enter(facts);
        }
    }

    fn fit(&mut self, facts: &Facts) {
        self.view
            .resize(usize::from(facts.size.gaps_list().height), self.rows.len());
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }
}

impl GapsScreen {
    /// Lists a fold, over all increments; lists nothing when it has no items.
    fn list_fold(&self, facts: &Facts, rows: &mut Vec<GapRow>, fold: Fold) {
        let increments = facts.coverages.indexes();
        let count = increments
            .clone()
            .map(|increment| in_fold(facts, increment, fold).len())
            .sum();
        if count == 0 {
            return;
        }
        let open = self.opened.contains(&fold);
        rows.push(GapRow::Fold(fold, count, open));
        for increment in increments.filter(|_| open) {
            let own = in_fold(facts, increment, fold);
            if !own.is_empty() {
                rows.push(GapRow::Increment(increment, own.len()));
                rows.extend(own);
            }
        }
    }

    /// Opens what the cursor is on: goes to a criterion, change, place or increment; opens or
    /// closes a fold.
    fn open(&mut self, facts: &Facts) -> Vec<Ask> {
        let go_to = |destination| vec![Ask::GoTo(destination)];
        match self.rows.get(self.view.cursor).cloned() {
            Some(GapRow::Criterion(criterion)) => to_uncovered(facts, criterion),
            Some(GapRow::Change(increment, index)) => to_unclaimed(facts, increment, index),
            Some(GapRow::Increment(increment, _)) => go_to(Destination::Increment(increment)),
            Some(GapRow::ByCommitOnly(increment, index)) => {
                let piece = facts
                    .coverage(increment)
                    .and_then(|coverage| coverage.by_commit_only.get(index));
                piece.map_or_else(Vec::new, |piece| go_to(to_piece(increment, piece)))
            }
            Some(GapRow::LeftOut(increment, index)) => facts
                .left_out(increment)
                .get(index)
                .map_or_else(Vec::new, |found| go_to(to_claimant(increment, found))),
            Some(GapRow::Fold(fold, ..)) => {
                if !self.opened.remove(&fold) {
                    self.opened.insert(fold);
                }
                let cursor = self.view.cursor;
                self.enter(facts);
                self.view.go(cursor, self.rows.len());
                Vec::new()
            }
            Some(GapRow::Uncovered(_) | GapRow::Unclaimed(_) | GapRow::Empty) | None => Vec::new(),
        }
    }

    /// Moves the cursor to the next gap of a kind; after the last one to the first.
    fn next(&mut self, facts: &Facts, gap: Gap) -> Vec<Ask> {
        let is_it = |row: &GapRow| match row {
            GapRow::Criterion(_) => gap == Gap::Uncovered,
            GapRow::Change(..) => gap == Gap::Unclaimed,
            _ => false,
        };
        let after = self.view.cursor + 1;
        let next = self.rows.iter().skip(after).position(is_it);
        let next = next.map(|next| after + next);
        match next.or_else(|| self.rows.iter().position(is_it)) {
            Some(row) => {
                self.view.go(row, self.rows.len());
                Vec::new()
            }
            None => vec![Ask::info(gap.none(facts))],
        }
    }
}

impl Gap {
    /// Returns the message for when there is no gap of this kind.
    pub(in crate::app) fn none(self, facts: &Facts) -> &'static str {
        match self {
            _ if !facts.traces.iter().all(Option::is_some) => "the increments are still being read",
            Self::Uncovered => "every criterion has a link",
            Self::Unclaimed => "every change has a link",
        }
    }
}

/// Goes to an uncovered criterion, beside the increment with the best suggestion for it.
pub(in crate::app) fn to_uncovered(facts: &Facts, criterion: CriterionIndex) -> Vec<Ask> {
    let guess = facts.best_guess(criterion);
    let words = match guess {
        Some((_, state)) => {
            let keys = [
                (Action::NextLinked, "goes there"),
                (Action::Link, "offers hunks"),
            ];
            facts.with_keys(format!("no link yet, {}", state.words()), &keys)
        }
        None => "no link yet, and no suggestion".to_owned(),
    };
    let increment = guess.map(|(increment, _)| increment);
    vec![
        Ask::GoTo(Destination::Criterion {
            criterion,
            increment,
        }),
        Ask::info(words),
    ]
}

/// Goes to an unclaimed change of an increment, by its index in the increment's coverage.
pub(in crate::app) fn to_unclaimed(
    facts: &Facts,
    increment: IncrementIndex,
    index: usize,
) -> Vec<Ask> {
    facts
        .unclaimed(increment, index)
        .map(|piece| Ask::GoTo(to_piece(increment, piece)))
        .into_iter()
        .collect()
}

fn to_piece(increment: IncrementIndex, piece: &CoveredUnit) -> Destination {
    let path = piece.path.clone();
    Destination::Target(
        increment,
        match piece.hunk {
            Some((digest, _)) => LinkTarget::Hunk { path, digest },
            None => LinkTarget::File(path),
        },
    )
}

/// Returns the commit, file or increment that names criteria without counting.
fn to_claimant(increment: IncrementIndex, found: &LeftOutMention) -> Destination {
    match &found.what {
        Claimant::Commit(commit) => Destination::Target(increment, LinkTarget::Commit(*commit)),
        Claimant::File(path) => Destination::Target(increment, LinkTarget::File(path.clone())),
        Claimant::Increment(_) => Destination::Increment(increment),
    }
}

/// Returns the rows of an increment in a fold.
fn in_fold(facts: &Facts, increment: IncrementIndex, fold: Fold) -> Vec<GapRow> {
    let Some(coverage) = facts.coverage(increment) else {
        return Vec::new();
    };
    match fold {
        Fold::ByCommitOnly => (0..coverage.by_commit_only.len())
            .map(|index| GapRow::ByCommitOnly(increment, index))
            .collect(),
        Fold::LeftOut => (0..facts.left_out(increment).len())
            .map(|index| GapRow::LeftOut(increment, index))
            .collect(),
        Fold::Aside(aside) => {
            let pieces = coverage.unclaimed.iter().enumerate();
            let folded = pieces.filter(|(_, piece)| piece.aside == Some(aside));
            folded
                .map(|(index, _)| GapRow::Change(increment, index))
                .collect()
        }
    }
}

fn list_changes(rows: &mut Vec<GapRow>, increment: IncrementIndex, coverage: &Coverage) {
    let pieces = coverage
        .unclaimed
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.aside.is_none());
    let changes: Vec<GapRow> = pieces
        .map(|(index, _)| GapRow::Change(increment, index))
        .collect();
    if !changes.is_empty() {
        rows.push(GapRow::Increment(increment, changes.len()));
        rows.extend(changes);
    }
}

impl GapRow {
    /// Tells whether the row is a gap itself, not a heading.
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Criterion(_) | Self::Change(..))
    }
}

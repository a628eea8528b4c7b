//! Both gaps: uncovered criteria yet, and changes that no criterion asked for.
//!
//! Owns what is listed, what is folded apart, and the way from one gap to the next. What counts as a gap is
//! the trace layer's.

use std::collections::BTreeSet;

use crate::app::facts::Facts;
use crate::app::facts::apply::{Changed, Links};
use crate::app::input::keymap::Action;
use crate::app::msg::Mouse;
use crate::app::screens::ask::{Ask, Destination};
use crate::app::screens::{Hint, ScreenState};
use crate::app::viewport::Viewport;
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

/// The gaps screen's state.
#[derive(Clone, Default, Debug)]
pub struct GapsScreen {
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
    /// Uncovered criteria stand below: how many.
    Uncovered(usize),
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
    /// A criterion without a link.
    Uncovered,
    /// A change without a link.
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

    /// Takes a mouse event; a click on what the cursor is on opens it.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        let Some(row) = self.view.point(mouse, facts.size.gaps_list(), 1, self.rows.len()) else {
            return Vec::new();
        };
        let again = self.view.cursor == row;
        self.view.put(row, self.rows.len());
        if again { self.open(facts) } else { Vec::new() }
    }

    /// Lists the gaps anew; the cursor stays on what it is on.
    fn enter(&mut self, facts: &Facts) {
        let on = self.rows.get(self.view.cursor).cloned();
        let uncovered: Vec<usize> =
            facts.engagement.numbers(facts.scope).filter(|number| !facts.is_covered(*number)).collect();
        let mut rows = vec![GapRow::Uncovered(uncovered.len())];
        rows.extend(uncovered.into_iter().map(GapRow::Criterion));
        rows.push(GapRow::Empty);
        let coverages =
            || facts.coverages.iter().enumerate().filter_map(|(of, found)| Some((of, found.as_ref()?)));
        rows.push(GapRow::Unclaimed(coverages().map(|(_, coverage)| coverage.open().count()).sum()));
        for (of, coverage) in coverages() {
            list_changes(&mut rows, of, coverage);
        }
        let folds = [Fold::ByCommitOnly, Fold::LeftOut].into_iter().chain(Aside::ALL.map(Fold::Aside));
        for fold in folds {
            self.list_fold(facts, &mut rows, fold);
        }
        let cursor = on.and_then(|on| rows.iter().position(|row| *row == on));
        let first = rows.iter().position(GapRow::is_gap).unwrap_or(0);
        let cursor = cursor.unwrap_or(if self.rows.is_empty() { first } else { self.view.cursor });
        self.rows = rows;
        self.view.go(cursor, self.rows.len());
    }

    fn refresh(&mut self, facts: &Facts, changed: Changed, is_shown: bool) {
        if is_shown && (changed.links != Links::None || changed.scope) {
            self.enter(facts);
        }
    }

    fn fit(&mut self, facts: &Facts) {
        self.view.resize(usize::from(facts.size.gaps_list().height), self.rows.len());
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }
}

impl GapsScreen {
    /// Lists what is folded apart for one reason, over all increments.
    fn list_fold(&self, facts: &Facts, rows: &mut Vec<GapRow>, fold: Fold) {
        let increments = 0..facts.coverages.len();
        let count = increments.clone().map(|of| in_fold(facts, of, fold).len()).sum();
        if count == 0 {
            return;
        }
        let open = self.opened.contains(&fold);
        rows.push(GapRow::Fold(fold, count, open));
        for of in increments.filter(|_| open) {
            let own = in_fold(facts, of, fold);
            if !own.is_empty() {
                rows.push(GapRow::Increment(of, own.len()));
                rows.extend(own);
            }
        }
    }

    /// Opens what the cursor is on: the criterion, the change, what is folded apart.
    fn open(&mut self, facts: &Facts) -> Vec<Ask> {
        let go_to = |destination| vec![Ask::GoTo(destination)];
        match self.rows.get(self.view.cursor).cloned() {
            Some(GapRow::Criterion(number)) => to_uncovered(facts, number),
            Some(GapRow::Change(of, index)) => to_unclaimed(facts, of, index),
            Some(GapRow::Increment(of, _)) => go_to(Destination::Increment(of)),
            Some(GapRow::ByCommitOnly(of, index)) => {
                let piece = facts.coverage(of).and_then(|coverage| coverage.by_commit_only.get(index));
                piece.map_or_else(Vec::new, |piece| go_to(to_piece(of, piece)))
            }
            Some(GapRow::LeftOut(of, index)) => {
                facts.left_out(of).get(index).map_or_else(Vec::new, |found| go_to(to_claimant(of, found)))
            }
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

    /// Moves the cursor to the next gap of a kind, from the end to the first one.
    fn next(&mut self, facts: &Facts, gap: Gap) -> Vec<Ask> {
        let is_it = |row: &GapRow| match row {
            GapRow::Criterion(_) => gap == Gap::Uncovered,
            GapRow::Change(..) => gap == Gap::Unclaimed,
            _ => false,
        };
        let after = (self.view.cursor + 1..self.rows.len()).find(|row| is_it(&self.rows[*row]));
        match after.or_else(|| self.rows.iter().position(is_it)) {
            Some(row) => {
                self.view.go(row, self.rows.len());
                Vec::new()
            }
            None => vec![Ask::info(gap.none(facts))],
        }
    }
}

impl Gap {
    /// Says that there is none of the kind.
    pub(in crate::app) fn none(self, facts: &Facts) -> &'static str {
        match self {
            _ if !facts.traces.iter().all(Option::is_some) => "the increments are still being read through",
            Self::Uncovered => "every criterion has a link",
            Self::Unclaimed => "every change has a link",
        }
    }
}

/// Goes to an uncovered criterion, beside the increment where something looks like it.
pub(in crate::app) fn to_uncovered(facts: &Facts, number: usize) -> Vec<Ask> {
    let guess = facts.best_guess(number);
    let words = match guess {
        Some((_, state)) => {
            let keys = [(Action::NextLinked, "goes there"), (Action::Link, "offers hunks")];
            facts.with_keys(format!("no link yet, {}", state.words()), &keys)
        }
        None => "no link yet, and nothing looks like it".to_owned(),
    };
    let increment = guess.map(|(of, _)| of);
    vec![Ask::GoTo(Destination::Criterion { number, increment }), Ask::info(words)]
}

/// Goes to a change without a link, by its increment's index and its own among those of the coverage.
pub(in crate::app) fn to_unclaimed(facts: &Facts, of: usize, index: usize) -> Vec<Ask> {
    facts.unclaimed(of, index).map(|piece| Ask::GoTo(to_piece(of, piece))).into_iter().collect()
}

fn to_piece(of: usize, piece: &CoveredUnit) -> Destination {
    let path = piece.path.clone();
    Destination::Target(
        of,
        match piece.hunk {
            Some((digest, _)) => LinkTarget::Hunk { path, digest },
            None => LinkTarget::File(path),
        },
    )
}

/// The commit or file that names criteria and does not count.
fn to_claimant(of: usize, found: &LeftOutMention) -> Destination {
    match &found.what {
        Claimant::Commit(commit) => Destination::Target(of, LinkTarget::Commit(*commit)),
        Claimant::File(path) => Destination::Target(of, LinkTarget::File(path.clone())),
        Claimant::Increment(_) => Destination::Increment(of),
    }
}

/// The rows of an increment that a fold holds.
fn in_fold(facts: &Facts, of: usize, fold: Fold) -> Vec<GapRow> {
    let Some(coverage) = facts.coverage(of) else { return Vec::new() };
    match fold {
        Fold::ByCommitOnly => {
            (0..coverage.by_commit_only.len()).map(|index| GapRow::ByCommitOnly(of, index)).collect()
        }
        Fold::LeftOut => (0..facts.left_out(of).len()).map(|index| GapRow::LeftOut(of, index)).collect(),
        Fold::Aside(aside) => {
            let pieces = coverage.unclaimed.iter().enumerate();
            let folded = pieces.filter(|(_, piece)| piece.aside == Some(aside));
            folded.map(|(index, _)| GapRow::Change(of, index)).collect()
        }
    }
}

fn list_changes(rows: &mut Vec<GapRow>, of: usize, coverage: &Coverage) {
    let pieces = coverage.unclaimed.iter().enumerate().filter(|(_, piece)| piece.aside.is_none());
    let changes: Vec<GapRow> = pieces.map(|(index, _)| GapRow::Change(of, index)).collect();
    if !changes.is_empty() {
        rows.push(GapRow::Increment(of, changes.len()));
        rows.extend(changes);
    }
}

impl GapRow {
    /// Whether it is a gap itself, not a heading.
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Criterion(_) | Self::Change(..))
    }
}

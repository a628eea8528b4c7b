//! The overview screen: criteria by increments, and what waits for whom.

use crate::app::facts::Facts;
use crate::app::facts::apply::{Changed, Links};
use crate::app::facts::increments::IncrementRow;
use crate::app::facts::outline::CriteriaRow;
use crate::app::input::geometry::{ALL_PANES, Area};
use crate::app::input::keymap::Action;
use crate::app::msg::Mouse;
use crate::app::overlays::Overlay;
use crate::app::screens::ask::{Ask, Destination};
use crate::app::screens::{Hint, ScreenState};
use crate::app::viewport::{Viewport, distance};
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::spec::CriterionKey;

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::Open, "review"),
    (Action::OpenRow, "its hunks"),
    (Action::Gaps, "gaps"),
    (Action::Snags, "snags"),
    (Action::VerifyNotes, "verify"),
    (Action::Increments, "find increment"),
    (Action::WholeSpec, "whole spec"),
    (Action::ChooseSpec, "specs"),
    (Action::Export, "export"),
    (Action::Palette, "commands"),
    (Action::Quit, "quit"),
    (Action::Help, "help"),
];

/// The state of the overview screen.
#[derive(Clone, Default, Debug)]
pub struct Overview {
    /// The criteria under their headings.
    pub rows: Vec<CriteriaRow>,
    /// The cursor in the rows, and the rows on the screen.
    pub view: Viewport,
    /// The increment that the cursor is on.
    pub column: IncrementIndex,
    /// The increments in the list beside the criteria, oldest first; empty where there is no room
    /// for it.
    pub increments: Vec<IncrementRow>,
}

/// The most lines about history that is in no increment.
const LEFT_OUT: u16 = 3;
/// The most columns of the list of increments.
const WIDEST: u16 = 90;
/// The least height of the list, in lines, at which amendments are announced above it.
const ROOM: u16 = 2;
/// The least height of the list, in lines, below announcements of what came.
const ROWS: u16 = 3;

impl Facts {
    /// Returns the panes of the overview, with their borders: the criteria and, in a wide terminal
    /// with several increments, the list of increments beside them.
    pub fn overview_areas(&self) -> (Area, Option<Area>) {
        let body = self.size.body();
        if body.width < ALL_PANES || self.engagement.increments.len() < 2 {
            return (body, None);
        }
        let width = (body.width * 2 / 5).min(WIDEST);
        let left = body.width - width;
        let increments = Area {
            x: body.x + left,
            width,
            ..body
        };
        (
            Area {
                width: left,
                ..body
            },
            Some(increments),
        )
    }

    /// Returns the area of the overview's table: within its border, below the increments' names and
    /// above what waits for whom and what is in no increment.
    pub fn overview_table(&self) -> Area {
        let inner = self.overview_areas().0.inner();
        let (above, below) = (2, 3 + self.left_out_lines());
        Area {
            y: inner.y + above,
            height: inner.height.saturating_sub(above + below),
            ..inner
        }
    }

    /// Returns the area of the overview's table, below what is announced above it.
    pub fn overview_list(&self) -> Area {
        let list = self.overview_table();
        let said = u16::from(self.says_amended()) + self.announced_lines();
        Area {
            y: list.y + said,
            height: list.height - said,
            ..list
        }
    }

    /// Tells whether the overview announces amendments: there are open ones, and there is room.
    pub fn says_amended(&self) -> bool {
        self.overview_table().height >= ROOM && self.engagement.agreed.open().next().is_some()
    }

    /// Returns the number of lines, below the announcement of amendments, about what came from
    /// outside.
    pub fn announced_lines(&self) -> u16 {
        let list = self.overview_table();
        let room = list
            .height
            .saturating_sub(u16::from(self.says_amended()) + ROWS);
        u16::try_from(self.announcements().len())
            .unwrap_or(room)
            .min(room)
    }

    /// Returns the number of lines about history that is in no increment.
    pub fn left_out_lines(&self) -> u16 {
        let room = self.size.body().inner().height;
        let most = if room >= 16 {
            LEFT_OUT
        } else {
            u16::from(room >= 10)
        };
        u16::try_from(self.engagement.left_out.len())
            .unwrap_or(most)
            .min(most)
    }
}

impl ScreenState for Overview {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        let half = (self.view.height as isize / 2).max(1);
        if let Some(by) = distance(action, half) {
            return Some(self.step(by));
        }
        match action {
            Action::NextIncrement | Action::NextColumn => {
                self.column = self.column.next().min(last_increment(facts));
            }
            Action::PrevIncrement | Action::PrevColumn => {
                self.column = self.column.previous().unwrap_or_default();
            }
            Action::Open => return Some(self.open()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Handles a mouse event; a click chooses the criterion under the mouse.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        let Some(row) = self
            .view
            .point(mouse, facts.overview_list(), 1, self.rows.len())
        else {
            return Vec::new();
        };
        self.view.put(row, self.rows.len());
        self.choose()
    }

    /// Rebuilds the rows. The cursor stays on a former criterion, else it goes to the chosen
    /// criterion.
    fn enter(&mut self, facts: &Facts) {
        let criteria: Vec<CriterionIndex> = facts.engagement.criteria_in(facts.scope).collect();
        let mut rows = Vec::new();
        facts.group(&mut rows, &criteria);
        facts.list_former(&mut rows);
        let former = self.former().cloned().map(CriteriaRow::Former);
        self.column = self.column.min(last_increment(facts));
        let former = former.and_then(|former| rows.iter().position(|row| *row == former));
        let chosen = || {
            facts
                .chosen
                .and_then(|chosen| rows.iter().position(|row| row.criterion() == Some(chosen)))
        };
        let on = former.or_else(chosen).unwrap_or(self.view.cursor);
        self.list_increments(facts);
        self.rows = rows;
        self.view.go(on, self.rows.len());
    }

    fn refresh(&mut self, facts: &Facts, changed: Changed, is_shown: bool) {
        if is_shown && (changed.record || changed.scope) {
            self.enter(facts);
        } else if is_shown && (changed.links != Links::None || changed.engagement || changed.size) {
            self.list_increments(facts);
        }
    }

    fn fit(&mut self, facts: &Facts) {
        self.view
            .resize(usize::from(facts.overview_list().height), self.rows.len());
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }
}

impl Overview {
    /// Lists the increments anew, where they have a pane of their own.
    fn list_increments(&mut self, facts: &Facts) {
        let increments = facts.engagement.increments.indexes();
        let is_shown = facts.overview_areas().1.is_some();
        let rows = increments.filter(|_| is_shown);
        self.increments = rows.filter_map(|at| facts.increment_row(at)).collect();
    }

    /// Returns the former criterion under the cursor.
    pub fn former(&self) -> Option<&CriterionKey> {
        match self.rows.get(self.view.cursor)? {
            CriteriaRow::Former(key) => Some(key),
            _ => None,
        }
    }

    /// Goes to the increment and the criterion under the cursor; opens the overlay of a former
    /// criterion.
    fn open(&self) -> Vec<Ask> {
        if let Some(criterion) = self.former().cloned() {
            return vec![Ask::Open(Overlay::Former { criterion, top: 0 })];
        }
        let mut asks = self.choose();
        asks.push(Ask::GoTo(Destination::Increment(self.column)));
        asks
    }

    /// Moves the cursor by a number of criteria, skipping headings, and chooses the criterion it
    /// reaches.
    fn step(&mut self, by: isize) -> Vec<Ask> {
        let rows = &self.rows;
        let criteria: Vec<usize> = (0..)
            .zip(rows)
            .filter(|(_, row)| row.is_criterion())
            .map(|(at, _)| at)
            .collect();
        let at = criteria.partition_point(|row| *row < self.view.cursor);
        let to = at
            .saturating_add_signed(by)
            .min(criteria.len().saturating_sub(1));
        if let Some(row) = criteria.get(to).copied() {
            self.view.go(row, rows.len());
            if to == 0 {
                self.view.top = 0;
            }
        }
        self.choose()
    }

    /// Makes the criterion under the cursor the chosen one.
    fn choose(&self) -> Vec<Ask> {
        let criterion = self
            .rows
            .get(self.view.cursor)
            .and_then(CriteriaRow::criterion);
        criterion.map(Ask::Choose).into_iter().collect()
    }
}

fn last_increment(facts: &Facts) -> IncrementIndex {
    facts.engagement.increments.last_index().unwrap_or_default()
}

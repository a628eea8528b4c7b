//! The overview: criteria by increments, and what waits for whom.

use crate::app::Model;
use crate::app::facts::Facts;
use crate::app::input::geometry::Area;
use crate::app::screens::review::CriteriaRow;
use crate::app::viewport::Viewport;

/// The overview's state.
#[derive(Clone, Default, Debug)]
pub struct Overview {
    /// Criteria under their headings.
    pub rows: Vec<CriteriaRow>,
    /// Where in the rows the cursor is.
    pub view: Viewport,
    /// Index of the increment the cursor is on.
    pub column: usize,
}

/// The most lines on what stands in no increment.
const LEFT_OUT: u16 = 3;
/// Lines of a list above which there is room for what the delivery changes in the spec.
const ROOM: u16 = 2;

impl Facts {
    /// The rows of the overview's table: below what the delivery changes in the spec, where that is said.
    pub fn overview_list(&self) -> Area {
        let list = self.size.overview_list(self.left_out_lines());
        let said = u16::from(self.says_amended());
        Area { y: list.y + said, height: list.height - said, ..list }
    }

    /// Whether the overview says what the delivery changes in the spec.
    pub fn says_amended(&self) -> bool {
        self.size.overview_list(self.left_out_lines()).height >= ROOM
            && self.engagement.agreed.open().next().is_some()
    }

    /// How many lines say what stands in no increment.
    pub fn left_out_lines(&self) -> u16 {
        let room = self.size.body().inner().height;
        let most = if room >= 16 { LEFT_OUT } else { u16::from(room >= 10) };
        u16::try_from(self.engagement.left_out.len()).unwrap_or(most).min(most)
    }
}

impl Model {
    /// Lists the overview's rows anew.
    pub fn rebuild_overview(&mut self) {
        let numbers: Vec<usize> = self.facts.engagement.numbers(self.facts.scope).collect();
        let mut rows = Vec::new();
        self.facts.group(&mut rows, &numbers);
        self.facts.list_former(&mut rows);
        let former = self.former_in_overview().cloned().map(CriteriaRow::Former);
        self.overview.rows = rows;
        self.overview.column =
            self.overview.column.min(self.facts.engagement.increments.len().saturating_sub(1));
        let rows = &self.overview.rows;
        let former = former.and_then(|former| rows.iter().position(|row| *row == former));
        let chosen = || {
            self.facts.chosen.and_then(|chosen| rows.iter().position(|row| row.criterion() == Some(chosen)))
        };
        let on = former.or_else(chosen);
        let len = self.overview.rows.len();
        self.overview.view.go(on.unwrap_or(self.overview.view.cursor), len);
    }

    /// Moves the overview's cursor by some criteria, skipping headings.
    pub fn step_overview(&mut self, by: isize) {
        let rows = &self.overview.rows;
        let criteria: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].is_criterion()).collect();
        let at = criteria.partition_point(|row| *row < self.overview.view.cursor);
        let to = at.saturating_add_signed(by).min(criteria.len().saturating_sub(1));
        let len = rows.len();
        if let Some(row) = criteria.get(to).copied() {
            self.overview.view.go(row, len);
            if to == 0 {
                self.overview.view.top = 0;
            }
        }
        self.choose_in_overview();
    }

    /// Makes the criterion under the overview's cursor the chosen one.
    pub fn choose_in_overview(&mut self) {
        let row = self.overview.rows.get(self.overview.view.cursor);
        if let Some(number) = row.and_then(CriteriaRow::criterion) {
            self.choose(number);
        }
    }
}

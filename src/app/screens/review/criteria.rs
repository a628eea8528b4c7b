//! The criteria pane: those that the increment bears on first, then the rest.

use crate::app::Model;
use crate::app::facts::outline::CriteriaRow;
use crate::app::screens::review::detail::Detail;
use crate::app::viewport::Viewport;

/// The criteria pane's state.
#[derive(Clone, Default, Debug)]
pub struct CriteriaPane {
    /// From top to bottom.
    pub rows: Vec<CriteriaRow>,
    /// Where in the rows the cursor is; always on the chosen criterion when there is one.
    pub view: Viewport,
    /// The chosen criterion in full.
    pub detail: Detail,
    /// Lines of the detail scrolled away above.
    pub detail_top: usize,
    /// How many of the criteria the increment bears on.
    pub here: usize,
}

impl Model {
    /// Lists the criteria anew; the cursor stays on the chosen one.
    pub fn rebuild_criteria(&mut self) {
        let numbers = self.facts.engagement.numbers(self.facts.scope);
        let shown = match self.review.is_gathered() {
            true => 0..self.facts.engagement.increments.len(),
            false => self.review.increment..self.review.increment + 1,
        };
        let borne_on = self.facts.borne_on(shown);
        let (here, elsewhere): (Vec<usize>, Vec<usize>) =
            numbers.partition(|number| borne_on.contains(number));
        let mut rows = Vec::new();
        self.facts.group(&mut rows, &here);
        if here.is_empty() {
            self.facts.group(&mut rows, &elsewhere);
        } else if !elsewhere.is_empty() {
            rows.push(CriteriaRow::Elsewhere);
            self.facts.group(&mut rows, &elsewhere);
        }
        self.review.criteria.here = here.len();
        self.review.criteria.rows = rows;
        if self.facts.chosen.is_none_or(|chosen| self.row_of_criterion(chosen).is_none()) {
            self.facts.chosen = self.review.criteria.rows.iter().find_map(CriteriaRow::criterion);
        }
        self.show_chosen();
    }

    fn row_of_criterion(&self, criterion: usize) -> Option<usize> {
        self.review.criteria.rows.iter().position(|row| row.criterion() == Some(criterion))
    }

    /// Puts the criteria pane's cursor on the chosen criterion.
    pub fn show_chosen(&mut self) {
        if let Some(row) = self.facts.chosen.and_then(|chosen| self.row_of_criterion(chosen)) {
            let len = self.review.criteria.rows.len();
            self.review.criteria.view.go(row, len);
        }
    }

    /// Chooses a criterion.
    pub fn choose(&mut self, criterion: usize) {
        if self.facts.chosen == Some(criterion) {
            return;
        }
        self.facts.chosen = Some(criterion);
        self.review.criteria.detail_top = 0;
        self.show_chosen();
        if self.review.is_gathered() {
            self.regather();
        }
    }

    /// Moves the choice by some criteria, up or down the pane.
    pub fn step_criterion(&mut self, by: isize) {
        let numbers: Vec<usize> =
            self.review.criteria.rows.iter().filter_map(CriteriaRow::criterion).collect();
        let at = self.facts.chosen.and_then(|chosen| numbers.iter().position(|number| *number == chosen));
        let to = at.map_or(0, |at| at.saturating_add_signed(by).min(numbers.len().saturating_sub(1)));
        if let Some(number) = numbers.get(to) {
            self.choose(*number);
        }
    }
}

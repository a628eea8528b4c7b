//! The pane of criteria: those that the increment bears on first, then the rest.

use crate::app::facts::Facts;
use crate::app::facts::outline::CriteriaRow;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::detail::Detail;
use crate::app::viewport::Viewport;
use crate::model::index::{CriterionIndex, Indexes};
use crate::model::spec::CriterionKey;
use crate::model::verdict::CriterionState;

/// The state of the pane of criteria.
#[derive(Clone, Default, Debug)]
pub struct CriteriaPane {
    /// The rows, from top to bottom.
    pub rows: Vec<CriteriaRow>,
    /// The cursor in the rows, on the chosen criterion when there is one; and the rows on the
    /// screen.
    pub view: Viewport,
    /// The chosen criterion in full.
    pub detail: Detail,
    /// The number of lines of the detail scrolled away at the top.
    pub detail_top: usize,
    /// The number of criteria that the increment bears on.
    pub here: usize,
}

impl Review {
    /// Rebuilds the list of criteria; the cursor stays on the chosen one.
    pub fn rebuild_criteria(&mut self, facts: &Facts) {
        let criteria = facts.engagement.criteria_in(facts.scope);
        let shown = match self.is_gathered() {
            true => facts.engagement.increments.indexes(),
            false => Indexes::one(self.increment),
        };
        let borne_on = facts.borne_on(shown);
        let (here, elsewhere): (Vec<CriterionIndex>, Vec<CriterionIndex>) =
            criteria.partition(|criterion| borne_on.contains(criterion));
        let mut rows = Vec::new();
        facts.group(&mut rows, &here);
        if here.is_empty() {
            facts.group(&mut rows, &elsewhere);
        } else if !elsewhere.is_empty() {
            rows.push(CriteriaRow::Elsewhere);
            facts.group(&mut rows, &elsewhere);
        }
        self.criteria.here = here.len();
        self.criteria.rows = rows;
        self.show_chosen(facts);
    }

    fn row_of_criterion(&self, criterion: CriterionIndex) -> Option<usize> {
        self.criteria
            .rows
            .iter()
            .position(|row| row.criterion() == Some(criterion))
    }

    /// Puts the pane's cursor on the chosen criterion.
    pub fn show_chosen(&mut self, facts: &Facts) {
        if let Some(row) = facts
            .chosen
            .and_then(|chosen| self.row_of_criterion(chosen))
        {
            let len = self.criteria.rows.len();
            self.criteria.view.go(row, len);
        }
    }

    /// Returns the first criterion of the pane when the chosen one is not in the pane.
    pub fn first_choice(&self, facts: &Facts) -> Option<CriterionIndex> {
        let is_listed = facts
            .chosen
            .is_some_and(|chosen| self.row_of_criterion(chosen).is_some());
        let first = self.criteria.rows.iter().find_map(CriteriaRow::criterion);
        first.filter(|_| !is_listed)
    }

    /// Returns the state of a criterion as of the increment under review; over all increments when
    /// several are shown.
    pub fn state_here(&self, facts: &Facts, key: &CriterionKey) -> CriterionState {
        let here = self.increment(facts).filter(|_| !self.is_gathered());
        here.map_or_else(
            || facts.record.state_of(key),
            |here| facts.record.state_as_of(key, &here.id),
        )
    }

    /// Chooses another criterion, a number of criteria down the pane, up when negative.
    pub fn step_criterion(&mut self, facts: &Facts, by: isize, asks: &mut Vec<Ask>) {
        let criteria: Vec<CriterionIndex> = self
            .criteria
            .rows
            .iter()
            .filter_map(CriteriaRow::criterion)
            .collect();
        let at = facts
            .chosen
            .and_then(|chosen| criteria.iter().position(|criterion| *criterion == chosen));
        let to = at.map_or(0, |at| {
            at.saturating_add_signed(by)
                .min(criteria.len().saturating_sub(1))
        });
        if let Some(criterion) = criteria.get(to) {
            asks.push(Ask::Choose(*criterion));
        }
    }
}

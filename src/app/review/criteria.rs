//! The criteria pane: those that the increment bears on first, then the rest.

use super::super::Model;
use super::super::viewport::Viewport;
use super::detail::Detail;
use crate::model::spec::Criterion;
use crate::safe;

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

/// A row of the criteria pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CriteriaRow {
    /// A spec's path, made safe, where there are several.
    Spec(String),
    /// A section's title, made safe.
    Heading(String),
    /// A criterion, by its number.
    Criterion(usize),
}

impl Model {
    /// Lists the criteria anew; the cursor stays on the chosen one.
    pub fn rebuild_criteria(&mut self) {
        let numbers = self.engagement.numbers(self.spec);
        let increment = self.review.increment;
        let (here, elsewhere): (Vec<usize>, Vec<usize>) =
            numbers.partition(|number| self.bears_on(increment, *number));
        let mut rows = Vec::new();
        self.group(&mut rows, &here);
        if here.is_empty() {
            self.group(&mut rows, &elsewhere);
        } else if !elsewhere.is_empty() {
            rows.push(CriteriaRow::Spec("Elsewhere".to_owned()));
            self.group(&mut rows, &elsewhere);
        }
        self.review.criteria.here = here.len();
        self.review.criteria.rows = rows;
        if self.chosen.is_none_or(|chosen| self.row_of_criterion(chosen).is_none()) {
            self.chosen = self.review.criteria.rows.iter().find_map(CriteriaRow::criterion);
        }
        self.show_chosen();
    }

    /// Criteria under their sections, those under their specs where there are several.
    pub fn group(&self, rows: &mut Vec<CriteriaRow>, numbers: &[usize]) {
        let several = self.spec.is_none() && self.engagement.specs.len() > 1;
        let (mut last_spec, mut last_section) = (None, None);
        for number in numbers {
            let Some(found) = self.engagement.criteria().get(*number) else { continue };
            if several && last_spec != Some(found.spec) {
                rows.push(CriteriaRow::Spec(safe::inline(&found.key.spec).into_string()));
                (last_spec, last_section) = (Some(found.spec), None);
            }
            let section = self.engagement.criterion(*number).map(section_title);
            if section != last_section {
                rows.extend(section.clone().filter(|title| !title.is_empty()).map(CriteriaRow::Heading));
                last_section = section;
            }
            rows.push(CriteriaRow::Criterion(*number));
        }
    }

    fn row_of_criterion(&self, criterion: usize) -> Option<usize> {
        self.review.criteria.rows.iter().position(|row| row.criterion() == Some(criterion))
    }

    /// Puts the criteria pane's cursor on the chosen criterion.
    pub fn show_chosen(&mut self) {
        if let Some(row) = self.chosen.and_then(|chosen| self.row_of_criterion(chosen)) {
            let len = self.review.criteria.rows.len();
            self.review.criteria.view.go(row, len);
        }
    }

    /// Chooses a criterion.
    pub fn choose(&mut self, criterion: usize) {
        if self.chosen == Some(criterion) {
            return;
        }
        self.chosen = Some(criterion);
        self.review.criteria.detail_top = 0;
        self.show_chosen();
        if self.review.only {
            self.rebuild_all();
        }
    }

    /// Moves the choice by some criteria, up or down the pane.
    pub fn step_criterion(&mut self, by: isize) {
        let numbers: Vec<usize> =
            self.review.criteria.rows.iter().filter_map(CriteriaRow::criterion).collect();
        let at = self.chosen.and_then(|chosen| numbers.iter().position(|number| *number == chosen));
        let to = at.map_or(0, |at| at.saturating_add_signed(by).min(numbers.len().saturating_sub(1)));
        if let Some(number) = numbers.get(to) {
            self.choose(*number);
        }
    }
}

impl CriteriaRow {
    /// The criterion's number, if it is one.
    pub fn criterion(&self) -> Option<usize> {
        match self {
            Self::Criterion(number) => Some(*number),
            Self::Spec(_) | Self::Heading(_) => None,
        }
    }
}

/// The innermost heading a criterion stands under.
fn section_title(criterion: &Criterion) -> String {
    criterion.section.last().map(|title| safe::inline(title).into_string()).unwrap_or_default()
}

//! The criteria pane: those that the increment bears on first, then the rest.

use crate::app::Model;
use crate::app::facts::Facts;
use crate::app::screens::review::detail::Detail;
use crate::app::viewport::Viewport;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind};
use crate::model::text::Untrusted;
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
    /// What the increment does not bear on stands below.
    Elsewhere,
    /// A spec's path, made safe, where there are several.
    Spec(String),
    /// A section's title, and that of the section around it where there is one; made safe.
    Heading {
        /// The section around it.
        around: Option<String>,
        /// The section.
        title: String,
    },
    /// A criterion, by its number.
    Criterion(usize),
    /// Criteria that are no more stand below: how many.
    FormerHeading(usize),
    /// A criterion that is no more, by what the record calls it.
    Former(CriterionKey),
}

impl Facts {
    /// Criteria under their sections, those under their specs where there are several.
    pub fn group(&self, rows: &mut Vec<CriteriaRow>, numbers: &[usize]) {
        let several = self.engagement.files(self.scope).len() > 1;
        let criteria = self.engagement.criteria();
        let spec_of = |number: &usize| criteria.get(*number).map(|found| found.spec);
        for numbers in numbers.chunk_by(|a, b| spec_of(a) == spec_of(b)) {
            let spec = numbers.first().and_then(spec_of).and_then(|spec| self.engagement.specs.get(spec));
            rows.extend(spec.filter(|_| several).map(|spec| CriteriaRow::Spec(self.path_in_scope(spec))));
            let shared = spec.map_or(0, |spec| shared(&spec.criteria));
            let mut last: &[Untrusted] = &[];
            for number in numbers {
                let section = self.engagement.criterion(*number).map_or(&[][..], |item| &item.section);
                if section != last {
                    rows.extend(heading(section.get(shared..).unwrap_or_default()));
                    last = section;
                }
                rows.push(CriteriaRow::Criterion(*number));
            }
        }
    }
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

impl CriteriaRow {
    /// Whether it is a criterion, of now or a former one, not a heading.
    pub fn is_criterion(&self) -> bool {
        matches!(self, Self::Criterion(_) | Self::Former(_))
    }

    /// The criterion's number, if it is one.
    pub fn criterion(&self) -> Option<usize> {
        match self {
            Self::Criterion(number) => Some(*number),
            _ => None,
        }
    }
}

/// How many of the outermost sections are around everything that a spec holds, and say nothing therefore:
/// at least one stays for each criterion that has any.
fn shared(criteria: &[Criterion]) -> usize {
    let mut criteria = criteria.iter().filter(|item| item.kind == CriterionKind::Criterion);
    let Some(first) = criteria.next() else { return 0 };
    let within = first.section.len().saturating_sub(1);
    criteria.fold(within, |shared, item| {
        let both = first.section.iter().zip(item.section.iter()).take_while(|(a, b)| a == b).count();
        shared.min(both).min(item.section.len().saturating_sub(1))
    })
}

/// The two innermost sections; those further out are in the spec.
fn heading(section: &[Untrusted]) -> Option<CriteriaRow> {
    let title = |section: &Untrusted| safe::inline(section).into_string();
    let (innermost, others) = section.split_last()?;
    Some(CriteriaRow::Heading { around: others.last().map(title), title: title(innermost) })
}

//! Groups criteria under the headings of their specs, for lists of criteria.

use crate::app::facts::Facts;
use crate::model::index::CriterionIndex;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind};
use crate::model::text::Untrusted;
use crate::safe;

/// A row of a list of criteria.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CriteriaRow {
    /// The heading of the criteria that the increment does not bear on.
    Elsewhere,
    /// The path of a spec, made safe; listed only when there are several specs.
    Spec(String),
    /// The heading of a section, made safe.
    Heading {
        /// The title of the section around it, if any.
        around: Option<String>,
        /// The section's title.
        title: String,
    },
    /// A criterion.
    Criterion(CriterionIndex),
    /// The heading of the former criteria: how many follow.
    FormerHeading(usize),
    /// The record's key of a former criterion.
    Former(CriterionKey),
}

impl CriteriaRow {
    /// Tells whether the row is a criterion or a former one, not a heading.
    pub fn is_criterion(&self) -> bool {
        matches!(self, Self::Criterion(_) | Self::Former(_))
    }

    /// Returns the criterion; `None` for other rows.
    pub fn criterion(&self) -> Option<CriterionIndex> {
        match self {
            Self::Criterion(criterion) => Some(*criterion),
            _ => None,
        }
    }
}

impl Facts {
    /// Appends criteria under their sections, and under their specs when the scope has several.
    /// `listed` are in order.
    pub fn group(&self, rows: &mut Vec<CriteriaRow>, listed: &[CriterionIndex]) {
        let several = self.engagement.files(self.scope).len() > 1;
        let criteria = self.engagement.criteria();
        let spec_of = |at: &CriterionIndex| criteria.get(*at).map(|found| found.spec);
        for of_spec in listed.chunk_by(|a, b| spec_of(a) == spec_of(b)) {
            let spec = of_spec
                .first()
                .and_then(spec_of)
                .and_then(|spec| self.engagement.specs.get(spec));
            rows.extend(
                spec.filter(|_| several)
                    .map(|spec| CriteriaRow::Spec(self.path_in_scope(spec))),
            );
            let shared = spec.map_or(0, |spec| shared(&spec.criteria));
            let mut last: &[Untrusted] = &[];
            for criterion in of_spec {
                let section = self
                    .engagement
                    .criterion(*criterion)
                    .map_or(&[][..], |item| &item.section);
                if section != last {
                    rows.extend(heading(section.get(shared..).unwrap_or_default()));
                    last = section;
                }
                rows.push(CriteriaRow::Criterion(*criterion));
            }
        }
    }
}

/// Counts the outermost sections that surround every criterion of a spec, and so tell nothing. Each
/// criterion keeps at least its innermost section.
fn shared(criteria: &[Criterion]) -> usize {
    let mut criteria = criteria
        .iter()
        .filter(|item| item.kind == CriterionKind::Criterion);
    let Some(first) = criteria.next() else {
        return 0;
    };
    let within = first.section.len().saturating_sub(1);
    criteria.fold(within, |shared, item| {
        let both = first
            .section
            .iter()
            .zip(item.section.iter())
            .take_while(|(a, b)| a == b)
            .count();
        shared.min(both).min(item.section.len().saturating_sub(1))
    })
}

/// Returns a heading with the two innermost sections; the outer ones are visible in the spec.
fn heading(section: &[Untrusted]) -> Option<CriteriaRow> {
    let title = |section: &Untrusted| safe::inline(section).into_string();
    let (innermost, others) = section.split_last()?;
    Some(CriteriaRow::Heading {
        around: others.last().map(title),
        title: title(innermost),
    })
}

//! Criteria under the headings of their specs, as lists of them show it.

use crate::app::facts::Facts;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind};
use crate::model::text::Untrusted;
use crate::safe;

/// A row of a list of criteria.
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

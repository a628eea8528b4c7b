//! What each line of a spec is: every line is accounted for, so that a reader of the spec sees what was read and
//! what was not.
//!
//! Knows nothing of how lines are shown.

use super::spec::{Criterion, CriterionKind, LineRange, Spec};

/// What a line of a spec is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind<'s> {
    /// Part of a criterion, the innermost where they nest.
    Criterion(&'s Criterion),
    /// Part of a task.
    Task(&'s Criterion),
    /// Part of what a requirement or a story says before its criteria.
    Requirement,
    /// A heading.
    Heading,
    /// It looks like a criterion and was left out, because of this.
    LeftOut(&'static str),
    /// None of these.
    Context,
}

/// What the lines of a spec are, in order: the first of them is of line 1.
pub fn lines(spec: &Spec) -> Vec<LineKind<'_>> {
    let count = spec.source.as_bytes().split(|byte| *byte == b'\n').count();
    let mut kinds = vec![LineKind::Context; count];
    let mut fill = |lines: LineRange, kind| {
        let first = (lines.first as usize).saturating_sub(1);
        let end = (lines.last as usize).min(count);
        if let Some(part) = kinds.get_mut(first..end) {
            part.fill(kind);
        }
    };
    for requirement in &spec.requirements {
        fill(requirement.lines, LineKind::Requirement);
    }
    for line in &spec.headings {
        fill(LineRange::new(*line, *line), LineKind::Heading);
    }
    for left_out in &spec.left_out {
        fill(left_out.lines, LineKind::LeftOut(left_out.why));
    }
    // They stand in the order of their first lines, so that the innermost comes last.
    for item in &spec.criteria {
        let kind = match item.kind {
            CriterionKind::Criterion => LineKind::Criterion(item),
            CriterionKind::Task => LineKind::Task(item),
        };
        fill(item.lines, kind);
    }
    kinds
}

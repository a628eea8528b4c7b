//! What each line of a spec is: every line is accounted for, so that a reader of the spec sees what was read and
//! what was not.
//!
//! Knows nothing of how lines are shown.

use super::spec::{Criterion, CriterionKind, LineRange, Spec};
use super::text::Untrusted;

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

/// The lines of a spec's source without their ends, in order, each with what it is: the first is line 1.
pub fn lines(spec: &Spec) -> Vec<(Untrusted, LineKind<'_>)> {
    let source = spec.source.as_bytes();
    let source = source.strip_suffix(b"\n").unwrap_or(source);
    let texts = source.split(|byte| *byte == b'\n');
    let count = texts.clone().count();
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
    texts.map(Untrusted::new).zip(kinds).collect()
}

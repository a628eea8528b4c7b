//! Classifies each line of a spec, so that a reader of the spec sees what was read and what was
//! not. Every line is accounted for.
//!
//! Knows nothing of how lines are shown.

use super::spec::{Criterion, CriterionKind, LineRange, Spec};
use super::text::Untrusted;

/// The part that a line of a spec plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind<'s> {
    /// Part of a criterion; of the innermost one where criteria nest.
    Criterion(&'s Criterion),
    /// Part of a task.
    Task(&'s Criterion),
    /// Part of the text of a requirement or a story, before its criteria.
    Requirement,
    Heading,
    /// Looks like a criterion but was left out, for this reason.
    LeftOut(&'static str),
    /// None of these.
    Context,
}

/// Lists the lines of a spec's source without their line ends, in order, each with its kind. Index
/// 0 is line 1.
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
    // Items are sorted by first line, so the innermost one is painted last and wins.
    for item in &spec.criteria {
        let kind = match item.kind {
            CriterionKind::Criterion => LineKind::Criterion(item),
            CriterionKind::Task => LineKind::Task(item),
        };
        fill(item.lines, kind);
    }
    texts.map(Untrusted::new).zip(kinds).collect()
}

//! Lists every line of a spec, with its part in the margin.

use clap::builder::styling::Style;

use crate::cli::output::{self, DIM, Output, STRONG, WARN};
use crate::model::account::{self, LineKind};
use crate::model::spec::Spec;
use crate::safe;

/// Maximum width of the column of ids.
const ID_WIDTH: usize = 14;
/// Margin text for lines that were left out.
const LEFT_OUT: &str = "left out";
/// Margin text for a requirement's own words, before its criteria.
const REQUIREMENT: &str = "requirement";

/// Lists the lines of a spec with numbers and margins; explains left-out lines below them.
pub(super) fn listing(out: &Output, spec: &Spec) -> String {
    let ids = spec.criteria.iter().map(|item| item.id.as_str());
    let width = output::column(ids.chain([LEFT_OUT, REQUIREMENT]), ID_WIDTH);
    let lines = account::lines(spec);
    let digits = lines.len().max(1).ilog10() as usize + 1;
    let mut text = format!("\n{}\n", out.paint(STRONG, "Lines"));
    let mut before = None;
    for (number, (line, kind)) in lines.iter().enumerate() {
        let goes_on = before == Some(*kind);
        let (margin, style) = margin(*kind, goes_on);
        let margin = output::pad(&safe::fit(margin, width), width);
        let number = format!("{:>digits$}", number + 1);
        let room = output::WIDTH.saturating_sub(width + digits + 4);
        let words = safe::fit(&safe::inline(line), room);
        let margin = style.map_or_else(|| margin.clone(), |style| out.paint(style, &margin));
        text.push_str(format!("{margin}  {}  {words}", out.paint(DIM, &number)).trim_end());
        text.push('\n');
        if let (LineKind::LeftOut(why), false) = (kind, goes_on) {
            let row = format!("{}{why}", " ".repeat(width + digits + 4));
            text.push_str(&format!("{}\n", out.paint(WARN, &row)));
        }
        before = Some(*kind);
    }
    text
}

/// Returns a line's margin text and style; `goes_on` says that the line before belongs to the same
/// item.
fn margin(kind: LineKind<'_>, goes_on: bool) -> (&str, Option<Style>) {
    match kind {
        LineKind::LeftOut(_) if goes_on => ("|", Some(WARN)),
        LineKind::LeftOut(_) => (LEFT_OUT, Some(WARN)),
        LineKind::Criterion(_) | LineKind::Task(_) | LineKind::Requirement if goes_on => {
            ("|", Some(DIM))
        }
        LineKind::Criterion(item) => (item.id.as_str(), Some(STRONG)),
        LineKind::Task(item) => (item.id.as_str(), Some(DIM)),
        LineKind::Requirement => (REQUIREMENT, Some(DIM)),
        LineKind::Heading => ("heading", Some(DIM)),
        LineKind::Context => ("", None),
    }
}

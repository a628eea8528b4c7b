//! A criterion's text as cut out of the source: box, list marker and id taken off, continuation
//! lines moved to the left. Knows nothing of what makes a criterion.

use crate::model::spec::TickClaim;

use super::steps;

/// Takes a box off the start of a text: `[ ]`, `[x]`, `[X]`, also optional (`[ ]*`) and started
/// (`[-]`, `[~]`, `[/]`, `[>]`), which count as not ticked, and boxes that are one character (`☐`). A link or a
/// tag in brackets is no box.
pub(in crate::spec) fn take_box(text: &str) -> Option<(TickClaim, &str)> {
    if let Some(rest) = text.strip_prefix(['☐', '☑', '☒']) {
        let claim = if text.starts_with('☐') { TickClaim::Unticked } else { TickClaim::Ticked };
        let content = rest.trim_start();
        return (content.len() < rest.len()).then_some((claim, content));
    }
    let inside = text.strip_prefix('[')?;
    let (claim, rest) = match inside.strip_prefix(['x', 'X']) {
        Some(rest) => (TickClaim::Ticked, rest),
        None => (TickClaim::Unticked, inside.strip_prefix([' ', '\t', '-', '~', '/', '>'])?),
    };
    let rest = rest.strip_prefix(']')?;
    let rest = rest.strip_prefix("\\*").or_else(|| rest.strip_prefix('*')).unwrap_or(rest);
    let content = rest.trim_start_matches([' ', '\t']);
    (content.len() < rest.len()).then_some((claim, content))
}

/// A text whose first line starts at the content and whose other lines start `indent` columns
/// further left in the source. Bullets before steps, white space at line ends, and all but one of
/// several blank lines go.
pub(in crate::spec) fn unindent(text: &str, indent: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence = false;
    for (at, line) in text.trim_end().lines().enumerate() {
        let mut line = line.trim_end();
        if line.is_empty() && !fence && out.ends_with('\n') {
            continue;
        }
        if at > 0 {
            out.push('\n');
            line = strip_columns(line, indent);
        }
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fence = !fence;
        }
        if at > 0 && !fence {
            line = steps::step_of_bullet(line).unwrap_or(line);
        }
        out.push_str(line);
    }
    out
}

/// The columns before an offset on its line; a tab counts as going to the next fourth column.
pub(in crate::spec) fn columns(before: &str) -> usize {
    before.chars().fold(0, |column, c| if c == '\t' { column + 4 - column % 4 } else { column + 1 })
}

fn strip_columns(line: &str, columns: usize) -> &str {
    let mut column = 0;
    let mut rest = line;
    while column < columns {
        let Some(after) = rest.strip_prefix([' ', '\t']) else { break };
        column += if rest.starts_with('\t') { 4 - column % 4 } else { 1 };
        rest = after;
    }
    rest
}

//! Prepares a criterion's text as cut out of the source: removes box, list marker and id, and moves
//! continuation lines to the left. Knows nothing of what makes a criterion.

use crate::model::spec::TickClaim;

use super::steps;

/// Splits a box off the start of a text, and returns its claim and the rest: `[ ]`, `[x]`, `[X]`,
/// also optional (`[ ]*`) and started (`[-]`, `[~]`, `[/]`, `[>]`), which count as not ticked, and
/// boxes of one character (`☐`). A link or a tag in brackets is not a box.
pub(in crate::spec) fn take_box(text: &str) -> Option<(TickClaim, &str)> {
    if let Some(rest) = text.strip_prefix(['☐', '☑', '☒']) {
        let claim = if text.starts_with('☐') {
            TickClaim::Unticked
        } else {
            TickClaim::Ticked
        };
        let content = rest.trim_start();
        return (content.len() < rest.len()).then_some((claim, content));
    }
    let inside = text.strip_prefix('[')?;
    let (claim, rest) = match inside.strip_prefix(['x', 'X']) {
        Some(rest) => (TickClaim::Ticked, rest),
        None => (
            TickClaim::Unticked,
            inside.strip_prefix([' ', '\t', '-', '~', '/', '>'])?,
        ),
    };
    let rest = rest.strip_prefix(']')?;
    let rest = rest
        .strip_prefix("\\*")
        .or_else(|| rest.strip_prefix('*'))
        .unwrap_or(rest);
    let content = rest.trim_start_matches([' ', '\t']);
    (content.len() < rest.len()).then_some((claim, content))
}

/// Moves the lines of a text to the left: the first line starts at the content, the others lose
/// `indent` columns of indentation. Removes bullets before steps, white space at line ends, and all
/// but one of several blank lines.
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

/// Counts the columns of a text at the start of a line; a tab goes to the next multiple of four.
pub(in crate::spec) fn columns(before: &str) -> usize {
    before.chars().fold(0, |column, c| {
        if c == '\t' {
            column + 4 - column % 4
        } else {
            column + 1
        }
    })
}

fn strip_columns(line: &str, columns: usize) -> &str {
    let mut column = 0;
    let mut rest = line;
    while column < columns {
        let Some(after) = rest.strip_prefix([' ', '\t']) else {
            break;
        };
        column += if rest.starts_with('\t') {
            4 - column % 4
        } else {
            1
        };
        rest = after;
    }
    rest
}

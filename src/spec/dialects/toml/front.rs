//! TOML front matter of a Markdown file, between two lines of `+++`.

use super::keys;
use crate::spec::source::SpecText;

/// The line before and after the front matter.
const FENCE: &str = "+++";

/// Returns whether a text begins with front matter that has a table of criteria. The text may be
/// only the beginning of a large file.
pub(super) fn begins(source: &SpecText) -> bool {
    let mut lines = source.text().lines();
    let is_fence = |line: &str| line.trim_end() == FENCE;
    lines.next().is_some_and(is_fence) && lines.take_while(|line| !is_fence(line)).any(is_table)
}

/// Returns the front matter with all other lines blank, so that each line keeps its number. `None`
/// when there is no closed front matter with a table of criteria.
pub(super) fn matter(source: &SpecText) -> Option<SpecText> {
    let mut lines = source.text().split_inclusive('\n');
    if lines.next()?.trim_end() != FENCE {
        return None;
    }
    let mut text = String::with_capacity(source.text().len());
    blank(
        &mut text,
        source
            .text()
            .split_inclusive('\n')
            .next()
            .unwrap_or_default(),
    );
    let mut has_table = false;
    let mut closed = false;
    for line in lines {
        closed = closed || line.trim_end() == FENCE;
        if closed {
            blank(&mut text, line);
        } else {
            has_table |= is_table(line);
            text.push_str(line);
        }
    }
    (has_table && closed).then(|| source.with_text(text))
}

/// Returns the first heading after the front matter, without its marks; may be empty.
pub(super) fn heading(source: &SpecText) -> &str {
    let body = source
        .text()
        .lines()
        .skip(1)
        .skip_while(|line| line.trim_end() != FENCE);
    body.filter_map(|line| line.strip_prefix("# "))
        .map(str::trim)
        .next()
        .unwrap_or_default()
}

/// Returns whether a line opens a table of criteria.
pub(in crate::spec) fn is_table(line: &str) -> bool {
    let name = line
        .trim()
        .strip_prefix("[[")
        .and_then(|rest| rest.split("]]").next());
    name.is_some_and(|name| keys::LISTS.contains(&name.trim()))
}

/// Appends a line with its text replaced by as many blanks as bytes.
fn blank(text: &mut String, line: &str) {
    let content = line.strip_suffix('\n').unwrap_or(line);
    text.extend(std::iter::repeat_n(' ', content.len()));
    if content.len() < line.len() {
        text.push('\n');
    }
}

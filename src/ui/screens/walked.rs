//! Draws how far a walk came, as a row of marks.

use ratatui::style::Style;

use crate::app::facts::Facts;
use crate::ui::theme::Theme;

/// Returns the marks of a walk's items, those near the one at index `at` where there is no room for
/// all, with that one highlighted. `mark` has the glyph and style of an item.
pub(super) fn progress<T>(
    facts: &Facts,
    theme: &Theme,
    items: &[T],
    at: usize,
    mark: impl Fn(&T) -> (&'static str, Style),
) -> Vec<(String, Style)> {
    // A mark and a blank take two cells of the half of the line that is free.
    let room = usize::from(facts.size.cols) / 4;
    let first = at.saturating_sub(room / 4);
    let mut progress: Vec<(String, Style)> = Vec::new();
    for (index, item) in items.iter().enumerate().skip(first).take(room / 2) {
        let (glyph, style) = mark(item);
        let style = if index == at {
            style.patch(theme.strong).patch(theme.cursor)
        } else {
            style
        };
        progress.push((glyph.to_owned(), style));
        progress.push((" ".to_owned(), theme.text));
    }
    progress.pop();
    progress
}

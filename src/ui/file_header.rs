//! A file's header in the diff: what happened to it, how large that is, and what it bears on.

use ratatui::style::Style;

use super::pen::Pen;
use super::theme::Theme;
use crate::app::Model;
use crate::app::keymap::Action;
use crate::app::review::{File, FileState, HunkLink, LinkState};
use crate::model::change::{ChangeKind, FileDiff};
use crate::model::content;
use crate::safe;

/// `▾ src/refund.rs ── new +12 −0 · AC-5`
pub(super) fn put(model: &Model, theme: &Theme, pen: &mut Pen<'_>, index: usize, file: &File) {
    let viewed = file.viewed;
    let fold = if file.folded { theme.glyphs.folded } else { theme.glyphs.open };
    pen.put(fold, theme.dim).put(" ", theme.text);
    if viewed {
        pen.put(theme.glyphs.met, theme.good).put(" ", theme.text);
    }
    let mut right: Vec<(String, Style)> = Vec::new();
    if !file.hidden.is_empty() {
        right.push((
            format!(
                " {} ",
                if file.hidden.bidi > 0 { "text may not read as it runs" } else { "hidden characters" }
            ),
            theme.stand_in,
        ));
    }
    if let Some(words) = what_happened(file) {
        right.push((format!(" {words}"), theme.warn));
    }
    if let Some((plus, minus)) = counts(file).or_else(|| traced(model, index)) {
        right.push((format!(" +{plus}"), theme.plus));
        right.push((format!(" {}{minus}", theme.glyphs.minus), theme.minus));
    }
    match file.commits.as_slice() {
        [] => {}
        [commit] => right.push((format!(" · {}", commit.short(7)), theme.key)),
        commits => right.push((format!(" · {} commits", commits.len()), theme.key)),
    }
    if file.folded && file.kind.fold {
        let key = model.keymap.keys(Action::Fold).first();
        let opens = key.map(|key| format!(", {key} opens")).unwrap_or_default();
        right.push((format!(" · {}, folded{opens}", file.kind.kind.name()), theme.info));
    }
    let links = file.links.all();
    match criteria_words(model, theme, &links) {
        Some(words) => right.push((format!(" · {words}"), link_style(theme, &links))),
        None if matches!(file.state, FileState::Read(_)) => {
            right.push((" · no criterion".to_owned(), theme.dim))
        }
        None => {}
    }
    right.push((" ".to_owned(), theme.text));
    let width: usize = right.iter().map(|(text, _)| safe::str_cells(text)).sum();
    let room = pen.room().saturating_sub(width + 3).max(10);
    let style = if viewed { theme.dim } else { theme.strong };
    let new = safe::inline(file.change.path());
    if let (ChangeKind::Renamed | ChangeKind::Copied, Some(old)) = (file.change.kind(), &file.change.old) {
        let old = safe::fit_end(&safe::inline(&old.path), room / 2 - 2);
        pen.put(&old, theme.dim).put(" ", theme.dim).put(theme.glyphs.arrow, theme.dim).put(" ", theme.dim);
        pen.quote_end(&new, room.saturating_sub(safe::str_cells(&old) + 3), style);
    } else {
        pen.quote_end(&new, room, style);
    }
    light_path(model, theme, pen, &new);
    pen.put(" ", theme.text).fill(theme.glyphs.rule, width, theme.border);
    let right: Vec<(&str, Style)> = right.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    pen.right(&right);
}

/// Lights what a search finds in a path that was just put; as far as its end is shown.
fn light_path(model: &Model, theme: &Theme, pen: &mut Pen<'_>, path: &str) {
    let Some(search) = &model.search else { return };
    let from_end = |at: usize| path.get(at..).map_or(0, safe::str_cells) as u16;
    for hit in search.expression.hits_shown(path) {
        pen.light(theme, from_end(hit.start), from_end(hit.end));
    }
}

fn what_happened(file: &File) -> Option<String> {
    let modes = content::mode_said(&file.change);
    let link = file.change.new.as_ref().is_some_and(|entry| entry.is_link());
    match file.change.kind() {
        ChangeKind::Added if link => Some("new symbolic link".to_owned()),
        ChangeKind::Added => Some("new".to_owned()),
        ChangeKind::Deleted => Some("deleted".to_owned()),
        ChangeKind::Renamed => Some(modes.map_or("renamed".to_owned(), |modes| format!("renamed, {modes}"))),
        ChangeKind::Copied => Some("copied".to_owned()),
        ChangeKind::Modified | ChangeKind::ModeChanged => modes,
    }
}

/// Added and removed lines, once the file was read.
pub(super) fn counts(file: &File) -> Option<(u32, u32)> {
    file.shown().and_then(FileDiff::as_text).map(|text| (text.insertions(), text.deletions()))
}

/// The same of a file not read, once the increment was read through.
fn traced(model: &Model, file: usize) -> Option<(u32, u32)> {
    model.review.tree.marks.get(file).filter(|mark| mark.known).map(|mark| (mark.plus, mark.minus))
}

/// What the best of some links is shown in.
pub(super) fn link_style(theme: &Theme, links: &[HunkLink]) -> Style {
    links.first().map_or(theme.dim, |link| theme.link(link.state).1)
}

/// `AC-5`, `AC-5 AC-6`, `AC-5 and 3 more`, best first; declared only in brackets, suggested after their mark.
pub(super) fn criteria_words(model: &Model, theme: &Theme, links: &[HunkLink]) -> Option<String> {
    let name = |link: &HunkLink| {
        let id = model.engagement.key(link.criterion)?.id.clone();
        Some(match link.state {
            LinkState::Confirmed => id.to_string(),
            LinkState::Declared => format!("({id})"),
            LinkState::Suggested(_) => format!("{}{id}", theme.link(link.state).0),
        })
    };
    let counting = links.iter().take_while(|link| link.state.counts()).count();
    // The best guess is worth a word where nothing is known.
    match &links[..counting.max(links.len().min(1))] {
        [] => None,
        [one] => name(one),
        [one, two] => Some(format!("{} {}", name(one)?, name(two)?)),
        [one, rest @ ..] => Some(format!("{} and {} more", name(one)?, rest.len())),
    }
}

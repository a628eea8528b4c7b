//! Draws a file's header in the diff: what was done to the file, how large the change is, and what
//! it bears on.

use ratatui::style::Style;

use crate::app::Model;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::input::keymap::Action;
use crate::app::screens::review::{File, FileState};
use crate::model::change::{ChangeKind, FileDiff};
use crate::model::content_words;
use crate::model::index::FileIndex;
use crate::model::kind::Because;
use crate::model::text::RepoPath;
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Minimum number of cells at the end of a path that stay visible.
const LEAST_PATH: usize = 12;

/// Draws the header: `▾ src/refund.rs ── new +12 −0 · AC-5`.
pub(in crate::ui) fn put(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    index: FileIndex,
    file: &File,
) {
    let viewed = file.viewed;
    let fold = if file.folded {
        theme.glyphs.folded
    } else {
        theme.glyphs.open
    };
    pen.put(fold, theme.dim).put(" ", theme.text);
    if viewed {
        pen.put(theme.glyphs.met, theme.good).put(" ", theme.text);
    }
    let facts = fit(
        facts(model, theme, index, file),
        pen.room().saturating_sub(least_path(file) + 3),
    );
    let right: Vec<(String, Style)> = facts
        .into_iter()
        .map(|fact| (fact.words, fact.style))
        .collect();
    let width: usize = right.iter().map(|(text, _)| safe::str_cells(text)).sum();
    let room = pen.room().saturating_sub(width + 3).max(10);
    let style = if viewed { theme.dim } else { theme.strong };
    let new = safe::path(file.change.path());
    if let (ChangeKind::Renamed | ChangeKind::Copied, Some(old)) =
        (file.change.kind(), &file.change.old)
    {
        let old = safe::fit_end(&safe::path(&old.path), room / 2 - 2);
        pen.put(&old, theme.dim)
            .put(" ", theme.dim)
            .put(theme.glyphs.arrow, theme.dim)
            .put(" ", theme.dim);
        pen.quote_end(&new, room.saturating_sub(safe::str_cells(&old) + 3), style);
    } else {
        pen.quote_end(&new, room, style);
    }
    light_path(model, theme, pen, &new);
    pen.put(" ", theme.text)
        .fill(theme.glyphs.rule, width, theme.border);
    let right: Vec<(&str, Style)> = right
        .iter()
        .map(|(text, style)| (text.as_str(), *style))
        .collect();
    pen.right(&right);
}

/// A remark about a file, beside its path.
struct HeaderRemark {
    /// The words, with a blank before them.
    words: String,
    /// Fewer words for the same, if there are any.
    short: Option<String>,
    style: Style,
    /// How soon the remark gives way to others: the highest rank goes first. Rank 0, for what was
    /// done to the file or hides in it, always stays.
    rank: u8,
}

impl HeaderRemark {
    fn new(rank: u8, words: String, style: Style) -> Self {
        Self {
            words,
            short: None,
            style,
            rank,
        }
    }
}

/// Lists the remarks about a file, in the order in which they are shown.
fn facts(model: &Model, theme: &Theme, index: FileIndex, file: &File) -> Vec<HeaderRemark> {
    let mut facts = Vec::new();
    if !file.hidden.is_empty() {
        let (words, short) = match file.hidden.bidi {
            0 => (" hidden characters ", " hidden "),
            _ => (" text may not read as it runs ", " misleading text "),
        };
        facts.push(HeaderRemark {
            short: Some(short.to_owned()),
            ..HeaderRemark::new(0, words.to_owned(), theme.stand_in)
        });
    }
    if let Some((words, short)) = what_happened(file) {
        facts.push(HeaderRemark {
            short: short.map(|short| format!(" {short}")),
            ..HeaderRemark::new(0, format!(" {words}"), theme.warn)
        });
    }
    if file.kind.because == Because::Claimed {
        let kind = file.kind.kind.name();
        facts.push(HeaderRemark {
            short: Some(format!(" · {kind} by .gitattributes")),
            ..HeaderRemark::new(
                0,
                format!(" · {kind}, according to the delivery's .gitattributes"),
                theme.warn,
            )
        });
    }
    let mark = model.screens.review.tree.marks.get(index);
    let is_unread = file
        .shown()
        .map_or_else(|| mark.is_some_and(|mark| mark.unread), FileDiff::is_unread);
    match file.shown() {
        _ if is_unread => facts.push(HeaderRemark::new(0, " · not read".to_owned(), theme.warn)),
        Some(FileDiff::Binary { .. }) => {
            facts.push(HeaderRemark::new(0, " · binary".to_owned(), theme.info))
        }
        Some(FileDiff::Submodule { .. }) => {
            facts.push(HeaderRemark::new(0, " · submodule".to_owned(), theme.info))
        }
        _ => {}
    }
    let has_lines = !matches!(file.shown(), Some(FileDiff::Binary { .. }));
    if let Some((plus, minus)) = counts(file)
        .or_else(|| traced(model, index))
        .filter(|_| has_lines)
    {
        facts.push(HeaderRemark::new(1, format!(" +{plus}"), theme.plus));
        facts.push(HeaderRemark::new(
            1,
            format!(" {}{minus}", theme.glyphs.minus),
            theme.minus,
        ));
    }
    match file.commits.as_slice() {
        [] => {}
        [commit] => facts.push(HeaderRemark::new(
            4,
            format!(" · {}", commit.short(7)),
            theme.key,
        )),
        commits => facts.push(HeaderRemark::new(
            4,
            format!(" · {} commits", commits.len()),
            theme.key,
        )),
    }
    if file.folded && file.kind.fold {
        let key = model.facts.key(Action::Fold);
        let opens = key.map(|key| format!(", {key} opens")).unwrap_or_default();
        let kind = match file.kind.because {
            Because::Claimed => String::new(),
            _ => format!("{}, ", file.kind.kind.name()),
        };
        facts.push(HeaderRemark {
            short: Some(format!(" · {kind}folded")),
            ..HeaderRemark::new(2, format!(" · {kind}folded{opens}"), theme.info)
        });
    }
    let links = file.links.all();
    match criteria_words(model, theme, &links) {
        Some(words) => facts.push(HeaderRemark::new(
            3,
            format!(" · {words}"),
            link_style(theme, &links),
        )),
        None if matches!(file.state, FileState::Read(_)) => {
            facts.push(HeaderRemark::new(
                5,
                " · no criterion".to_owned(),
                theme.dim,
            ));
        }
        None => {}
    }
    facts.push(HeaderRemark::new(0, " ".to_owned(), theme.text));
    facts
}

/// Makes remarks fit into `room` cells. From the highest rank down, they are shortened and, if that
/// is not enough, left out; those of rank 0 are only shortened.
fn fit(mut facts: Vec<HeaderRemark>, room: usize) -> Vec<HeaderRemark> {
    let is_wide = |facts: &[HeaderRemark]| {
        facts
            .iter()
            .map(|fact| safe::str_cells(&fact.words))
            .sum::<usize>()
            > room
    };
    for rank in (0..=5).rev() {
        if !is_wide(&facts) {
            break;
        }
        for fact in facts.iter_mut().filter(|fact| fact.rank == rank) {
            fact.words = fact
                .short
                .take()
                .unwrap_or_else(|| std::mem::take(&mut fact.words));
        }
        if is_wide(&facts) && rank > 0 {
            facts.retain(|fact| fact.rank != rank);
        }
    }
    facts
}

/// Returns the minimum number of cells for a file's path; for a renamed or copied file, for both
/// paths and the arrow.
fn least_path(file: &File) -> usize {
    let cells = |path: &RepoPath| safe::str_cells(&safe::path(path)).min(LEAST_PATH);
    match (file.change.kind(), &file.change.old) {
        (ChangeKind::Renamed | ChangeKind::Copied, Some(old)) => {
            cells(file.change.path()) + cells(&old.path) + 3
        }
        _ => cells(file.change.path()),
    }
}

/// Highlights search matches in a path that was just put, as far as its end is shown.
fn light_path(model: &Model, theme: &Theme, pen: &mut Pen<'_>, path: &str) {
    let Some(search) = &model.screens.review.search else {
        return;
    };
    let from_end = |at: usize| path.get(at..).map_or(0, safe::str_cells) as u16;
    for hit in search.expression.hits_shown(path) {
        pen.light(theme, from_end(hit.start), from_end(hit.end));
    }
}

/// Describes what was done to the file, and the same in fewer words where there are any; `None`
/// where only its content changed.
fn what_happened(file: &File) -> Option<(String, Option<String>)> {
    let modes = content_words::mode_said(&file.change);
    let short = modes
        .as_deref()
        .and_then(|modes| modes.split_once(", mode"))
        .map(|(what, _)| what.to_owned());
    let with = |what: &str| match &modes {
        Some(modes) => (
            format!("{what}, {modes}"),
            short.as_ref().map(|short| format!("{what}, {short}")),
        ),
        None => (what.to_owned(), None),
    };
    let entry = file.change.new.as_ref();
    let link = entry.is_some_and(|entry| entry.is_link());
    let executable = entry.is_some_and(|entry| entry.mode == 0o100_755);
    match file.change.kind() {
        ChangeKind::Added if link => Some(("new symbolic link".to_owned(), None)),
        ChangeKind::Added if executable => Some(("new, executable".to_owned(), None)),
        ChangeKind::Added => Some(("new".to_owned(), None)),
        ChangeKind::Deleted => Some(("deleted".to_owned(), None)),
        ChangeKind::Renamed => Some(with("renamed")),
        ChangeKind::Copied => Some(with("copied")),
        ChangeKind::Modified | ChangeKind::ModeChanged => modes.map(|modes| (modes, short)),
    }
}

/// Returns the numbers of added and removed lines, once the file was read.
pub(in crate::ui) fn counts(file: &File) -> Option<(u32, u32)> {
    file.shown()
        .and_then(FileDiff::as_text)
        .map(|text| (text.insertions(), text.deletions()))
}

/// Returns the numbers of added and removed lines from the file tree, which may know them before
/// the file is read.
fn traced(model: &Model, file: FileIndex) -> Option<(u32, u32)> {
    model
        .screens
        .review
        .tree
        .marks
        .get(file)
        .filter(|mark| mark.known)
        .map(|mark| (mark.plus, mark.minus))
}

/// Returns the style of the best link, which is the first.
pub(in crate::ui) fn link_style(theme: &Theme, links: &[HunkLink]) -> Style {
    links
        .first()
        .map_or(theme.dim, |link| theme.link(link.state).1)
}

/// Formats the linked criteria, best first: `AC-5`, `AC-5 AC-6`, `AC-5 and 3 more`. Declared ones
/// are in brackets, suggested ones after their mark.
pub(in crate::ui) fn criteria_words(
    model: &Model,
    theme: &Theme,
    links: &[HunkLink],
) -> Option<String> {
    let name = |link: &HunkLink| {
        let id = model.facts.engagement.key(link.criterion)?.id.clone();
        Some(match link.state {
            LinkState::Confirmed => id.to_string(),
            LinkState::Declared => format!("({id})"),
            LinkState::Suggested(_) | LinkState::Unclear => {
                format!("{}{id}", theme.link(link.state).0)
            }
        })
    };
    let counting = links.iter().take_while(|link| link.state.counts()).count();
    // Where no link counts, name the best suggestion.
    match links.get(..counting.max(1)).unwrap_or_default() {
        [] => None,
        [one] => name(one),
        [one, two] => Some(format!("{} {}", name(one)?, name(two)?)),
        [one, rest @ ..] => Some(format!("{} and {} more", name(one)?, rest.len())),
    }
}

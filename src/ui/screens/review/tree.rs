//! Draws the increment's files as a tree: only the rows on the screen.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::Model;
use crate::app::input::geometry::{Area, Focus};
use crate::app::screens::review::tree::{FileSums, TreeRow, ViewedProgress};
use crate::model::change::ChangeKind;
use crate::model::index::FileIndex;
use crate::model::kind::FileKind;
use crate::safe;
use crate::ui::pen::{Pen, frame};
use crate::ui::theme::Theme;

/// Width of a column of counts, in cells.
const COUNT: usize = 6;

/// Maximum depth up to which folders are indented further.
const MAX_DEPTH: u16 = 12;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let area = model.screens.review.areas(&model.facts).tree;
    if area.width == 0 {
        return;
    }
    border(model, theme, buffer, area);
    let inner = area.inner();
    let tree = &model.screens.review.tree;
    let focused = model.screens.review.focus() == Focus::Tree;
    if tree.rows.is_empty() {
        let words = if tree.filter.is_empty() {
            "no files"
        } else {
            "no path matches"
        };
        Pen::new(theme, buffer, inner, 0)
            .skip(1)
            .put(words, theme.dim);
    }
    let on_screen = tree
        .rows
        .iter()
        .enumerate()
        .skip(tree.view.top)
        .take(usize::from(inner.height));
    for (index, row) in on_screen {
        let line = (index - tree.view.top) as u16;
        let mut pen = Pen::new(theme, buffer, inner, line);
        match row {
            TreeRow::Group { kind, sums, open } => {
                fold(theme, pen.skip(1), *open);
                pen.put(title(*kind), theme.heading);
                let room = pen.room();
                let count = match (sums.viewed, sums.files) {
                    (0, files) => format!("  {files}"),
                    (viewed, files) => format!("  {viewed}/{files}"),
                };
                pen.fit(&count, room.saturating_sub(2 * COUNT + 1), theme.dim);
                folder_counts(theme, &mut pen, sums, *open);
            }
            TreeRow::Folder {
                branch,
                name,
                depth,
                sums,
                open,
            } => {
                pen.skip(1 + 2 * (depth + 1).min(MAX_DEPTH));
                fold(theme, &mut pen, *open);
                let path = branch.1.get(*name..).unwrap_or_default();
                let style = if sums.viewed == sums.files {
                    theme.dim
                } else {
                    theme.text
                };
                let room = pen.room().saturating_sub(2 * COUNT + 3);
                let path = safe::path_part(path);
                pen.quote_end(&path, room, style).put("/", theme.dim);
                folder_counts(theme, &mut pen, sums, *open);
            }
            TreeRow::File { file, name, depth } => {
                file_row(model, theme, &mut pen, *file, *name, *depth);
            }
        }
        let mut pen = Pen::new(theme, buffer, inner, line);
        if index == tree.view.cursor {
            pen.mark(
                theme,
                inner.x,
                if focused {
                    theme.cursor
                } else {
                    theme.cursor_dim
                },
            );
        }
    }
}

fn title(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Source => "Source",
        FileKind::Tests => "Tests",
        FileKind::Docs => "Docs",
        FileKind::Configuration => "Configuration",
        FileKind::Data => "Data",
        FileKind::Generated => "Generated",
        FileKind::Vendored => "Vendored",
    }
}

fn fold(theme: &Theme, pen: &mut Pen<'_>, open: bool) {
    pen.put(
        if open {
            theme.glyphs.open
        } else {
            theme.glyphs.folded
        },
        theme.dim,
    )
    .put(" ", theme.text);
}

/// Draws the counts of a closed folder. An open one has none, as its files show theirs.
fn folder_counts(theme: &Theme, pen: &mut Pen<'_>, sums: &FileSums, open: bool) {
    if open {
        return;
    }
    let notes = notes(theme, sums.notes);
    let fixed = 2 * COUNT + 2 + safe::str_cells(&notes);
    let unread = if sums.unread > 0 {
        format!(" {}", unread(sums.unread))
    } else {
        String::new()
    };
    if sums.unread == 0 {
        counts(
            theme,
            pen,
            &notes,
            (sums.plus, sums.minus),
            theme.dim,
            theme.dim,
        );
    } else if safe::str_cells(&unread) + fixed <= pen.room() {
        counts(
            theme,
            pen,
            &format!("{notes}{unread}"),
            (sums.plus, sums.minus),
            theme.dim,
            theme.dim,
        );
    } else {
        // Counts without the files not read would look complete.
        pen.right(&[
            (&notes, theme.warn),
            (&unread, theme.warn),
            (" ", theme.text),
        ]);
    }
}

fn unread(files: u32) -> String {
    format!("{files} not read")
}

fn notes(theme: &Theme, count: u32) -> String {
    match count {
        0 => String::new(),
        count => format!("{}{count}", theme.glyphs.thread),
    }
}

fn counts(
    theme: &Theme,
    pen: &mut Pen<'_>,
    notes: &str,
    (added, removed): (u32, u32),
    plus: Style,
    minus: Style,
) {
    let added = format!("{:>COUNT$}", format!("+{}", short(added)));
    let removed = format!(
        "{:>COUNT$}",
        format!("{}{}", theme.glyphs.minus, short(removed))
    );
    pen.right(&[
        (notes, theme.warn),
        (&added, plus),
        (&removed, minus),
        (" ", theme.text),
    ]);
}

/// Formats a count in few characters: `9999`, `10k`, `1M`.
fn short(count: u32) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..1_000_000 => format!("{}k", count / 1000),
        _ => format!("{}M", count / 1_000_000),
    }
}

/// Draws a file: whether it is the current one, its link, whether it was viewed, its name, what was
/// done to it, its notes, its counts of lines.
fn file_row(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    file: FileIndex,
    name: usize,
    depth: u16,
) {
    let Some(found) = model.screens.review.files.get(file) else {
        return;
    };
    let mark = model
        .screens
        .review
        .tree
        .marks
        .get(file)
        .copied()
        .unwrap_or_default();
    let is_current = model.screens.review.tree.current == Some(file);
    pen.put(
        if is_current { theme.glyphs.chosen } else { " " },
        theme.link,
    );
    pen.skip(2 * (depth + 1).min(MAX_DEPTH) - 1);
    let link = model
        .facts
        .chosen
        .and_then(|chosen| found.links.best(chosen));
    let (link, link_style) = link.map_or((" ", theme.text), |state| theme.link(state));
    pen.put(link, link_style);
    pen.put(if mark.viewed { theme.glyphs.met } else { " " }, theme.good)
        .put(" ", theme.text);
    let style = match (is_current, mark.viewed) {
        (true, _) => theme.strong,
        (false, true) => theme.dim,
        (false, false) => theme.text,
    };
    let happened = match found.change.kind() {
        ChangeKind::Added => " new",
        ChangeKind::Deleted => " gone",
        ChangeKind::Renamed => " renamed",
        ChangeKind::Copied => " copied",
        ChangeKind::Modified | ChangeKind::ModeChanged => "",
    };
    let notes = notes(theme, mark.notes);
    let fixed = 2 * COUNT + 2 + safe::str_cells(&notes);
    let room = pen.room().saturating_sub(fixed);
    let path = safe::path_part(found.path_from(name));
    // What was done to the file gives way to its name.
    let happened = if safe::str_cells(&path) + happened.len() <= room {
        happened
    } else {
        ""
    };
    pen.quote_end(&path, room, style).put(happened, theme.warn);
    if mark.known {
        let (plus, minus) = if mark.viewed {
            (theme.dim, theme.dim)
        } else {
            (theme.plus, theme.minus)
        };
        let quiet = |count: u32, style| if count == 0 { theme.dim } else { style };
        counts(
            theme,
            pen,
            &notes,
            (mark.plus, mark.minus),
            quiet(mark.plus, plus),
            quiet(mark.minus, minus),
        );
    } else if mark.unread {
        pen.right(&[(&notes, theme.warn), (" not read ", theme.warn)]);
    } else if mark.notes > 0 {
        pen.right(&[(&notes, theme.warn), (" ", theme.text)]);
    }
}

fn border(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let tree = &model.screens.review.tree;
    let focused = model.screens.review.focus() == Focus::Tree;
    let style = if focused { theme.focus } else { theme.border };
    let marks = tree.marks.iter();
    let (plus, minus) = marks.clone().fold((0_u32, 0_u32), |(plus, minus), mark| {
        (
            plus.saturating_add(mark.plus),
            minus.saturating_add(mark.minus),
        )
    });
    let (plus, minus) = (
        format!("+{plus}"),
        format!(" {}{minus}", theme.glyphs.minus),
    );
    let count = marks.filter(|mark| mark.unread).count() as u32;
    let said = format!(
        "{}{}",
        if count > 0 { " " } else { "" },
        if count > 0 {
            unread(count)
        } else {
            String::new()
        }
    );
    let all: [(&str, Style); 3] = [
        (&plus, theme.plus),
        (&minus, theme.minus),
        (&said, theme.warn),
    ];
    // The width at which `frame` shows words at the right.
    let fits = all
        .iter()
        .map(|(text, _)| safe::str_cells(text))
        .sum::<usize>()
        + 17
        <= usize::from(area.width);
    let right: &[(&str, Style)] = if count == 0 || fits { &all } else { &all[2..] };
    let mut left = vec![("Files", theme.strong)];
    let filter = safe::inline(&tree.filter).into_string();
    if tree.typing || !tree.filter.is_empty() {
        left.extend([("  /", theme.key), (filter.as_str(), theme.strong)]);
        left.extend(tree.typing.then_some(("_", theme.key)));
    }
    frame(buffer, theme, area, style, &left, right);
    let bottom = Area {
        y: area.y + area.height - 1,
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let words = progress(&tree.progress, usize::from(bottom.width).saturating_sub(2));
    Pen::new(theme, buffer, bottom, 0).right(&[(&words, theme.dim)]);
}

/// Formats how much was viewed, as far as there is room.
fn progress(progress: &ViewedProgress, room: usize) -> String {
    let of = |(viewed, all): (u32, u32), what: &str| format!("{viewed}/{all} {what}");
    let parts = [
        of(progress.files, "files"),
        of(progress.hunks, "hunks"),
        of(progress.lines, "lines"),
    ];
    let said = (1..=parts.len())
        .rev()
        .filter_map(|said| Some(format!(" {} viewed ", parts.get(..said)?.join(" · "))));
    { said }
        .find(|words| safe::str_cells(words) <= room)
        .unwrap_or_default()
}

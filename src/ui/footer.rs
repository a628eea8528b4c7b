//! The last line: the keys that matter now, or what has just happened.

use ratatui::buffer::Buffer;

use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::overlays::{Overlay, Purpose};
use crate::app::screens::Hint;
use crate::app::screens::review::{CountState, MatchPosition};
use crate::app::{Model, Screen};
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let line = Area {
        x: 0,
        y: model.facts.size.rows - 1,
        width: model.facts.size.cols,
        height: 1,
    };
    if let Some(Overlay::Prompt { purpose, text }) = &model.overlay {
        let sign = match purpose {
            Purpose::Search(_) if model.screens.active == Screen::Spec => " /".to_owned(),
            Purpose::Search(asked) => format!(" {} /", asked.within.words()),
            Purpose::GoTo => " go to: ".to_owned(),
            Purpose::Commit(_) => " fixed in commit: ".to_owned(),
            Purpose::Export => " write the summary to: ".to_owned(),
            Purpose::ExportTo { why, .. } => {
                // A long path gives way from its start: what it ends in and the question are to be
                // read in full.
                let question = ". Write there? [y/N] ";
                let room = usize::from(line.width).saturating_sub(question.len() + 3);
                format!(" {}{question}", safe::fit_end(why, room))
            }
            Purpose::Sync => " exchange the record with: ".to_owned(),
            Purpose::Rename(_) => " rename the increment to: ".to_owned(),
        };
        let unconfirmed = unconfirmed(&model.facts.travel.unconfirmed);
        let key = |action| model.facts.overlay_key(action);
        let earlier = format!("  {} earlier ", key(OverlayAction::EarlierSearch));
        let areas = format!(
            "  {} diff, file names{earlier}",
            key(OverlayAction::SearchArea)
        );
        let hint = match purpose {
            Purpose::Search(_) if model.screens.active == Screen::Spec => &earlier,
            Purpose::Search(_) => &areas,
            Purpose::GoTo => "  123, -45 (old line), path, path:123 ",
            Purpose::Commit(_) => "  an id, a tag, a branch ",
            Purpose::Sync if text.is_empty() && !unconfirmed.is_empty() => &unconfirmed,
            Purpose::Sync if text.is_empty() => "  a git remote you can push to ",
            // With whom has to be read in full.
            Purpose::Sync => "",
            Purpose::Export | Purpose::ExportTo { .. } | Purpose::Rename(_) => "",
        };
        let mut pen = Pen::new(theme, buffer, line, 0);
        pen.put(&sign, theme.key);
        let room = pen.room().saturating_sub(2 + safe::str_cells(hint));
        pen.put(&safe::fit_end(&safe::inline(text), room), theme.text)
            .put("_", theme.key);
        pen.right(&[(hint, theme.dim)]);
        return;
    }
    let saving = saving(model, theme);
    let reserved = saving
        .as_ref()
        .map_or(0, |(text, _)| safe::str_cells(text) + 2);
    let hints_area = Area {
        width: line.width.saturating_sub(reserved as u16),
        ..line
    };
    let mut pen = Pen::new(theme, buffer, hints_area, 0);
    if let Some(message) = &model.message {
        let style = if message.is_error {
            theme.error
        } else {
            theme.strong
        };
        let room = pen.room().saturating_sub(2);
        pen.put(" ", theme.text)
            .fit(&safe::inline(&message.text), room, style);
    } else if model.overlay.is_none() {
        hints(model, theme, &mut pen);
    }
    if let Some((text, style)) = saving {
        Pen::new(theme, buffer, line, 0).right(&[(&text, style), (" ", theme.text)]);
    }
}

/// What is to be known of remotes that an imported record named: none is gone to before it is
/// typed.
fn unconfirmed(urls: &[String]) -> String {
    match urls {
        [] => String::new(),
        [url] => format!(
            "  imported, type it to confirm: {} ",
            safe::fit_end(&safe::inline(url), 44)
        ),
        [url, others @ ..] => format!(
            "  {} imported, type one to confirm: {} … ",
            others.len() + 1,
            safe::fit_end(&safe::inline(url), 34)
        ),
    }
}

fn saving(model: &Model, theme: &Theme) -> Option<(String, ratatui::style::Style)> {
    if let Some(why) = &model.saving.failed {
        return Some((
            format!(" NOT SAVED: {} ", safe::fit(&safe::inline(why), 60)),
            theme.error,
        ));
    }
    match (model.saving.pending, model.saving.saved) {
        (1.., _) => Some(("saving …".to_owned(), theme.dim)),
        (0, true) => Some((format!("saved {}", theme.glyphs.met), theme.good)),
        _ => model.facts.travel.doing.as_ref().map_or_else(
            || {
                model
                    .facts
                    .progress()
                    .map(|words| progress(model, theme, &words))
            },
            |what| {
                Some((
                    format!("exchanging: {}", safe::fit(&safe::inline(what), 40)),
                    theme.dim,
                ))
            },
        ),
    }
}

/// How far the background is; the files and the key give way where there is little room.
fn progress(model: &Model, theme: &Theme, words: &str) -> (String, ratatui::style::Style) {
    let room = usize::from(model.facts.size.cols) * 3 / 5;
    let stop = model
        .facts
        .key(Action::Back)
        .map(|key| format!(" · {key} stops"))
        .unwrap_or_default();
    let short = words.split(',').next().unwrap_or_default();
    let said = [
        format!(" {words}{stop}"),
        format!(" {short}{stop}"),
        format!(" {short}"),
    ];
    let said = said.into_iter().find(|said| safe::str_cells(said) <= room);
    (
        said.unwrap_or_else(|| format!(" reading {}", theme.glyphs.ellipsis)),
        theme.info,
    )
}

fn hints(model: &Model, theme: &Theme, pen: &mut Pen<'_>) {
    if let Some(search) = model.search() {
        pen.put(" /", theme.key)
            .put(&safe::inline(search.expression.text()), theme.strong)
            .put("  ", theme.text);
        if let Some(standing) = model
            .screens
            .review
            .search_standing()
            .filter(|_| model.screens.active == Screen::Review)
        {
            pen.put(&said(standing), theme.info).put("  ", theme.text);
        }
        for (action, words) in [
            (Action::NextToReview, "next match"),
            (Action::PrevToReview, "previous"),
            (Action::Back, "end search"),
        ] {
            hint(model, theme, pen, action, words);
        }
        return;
    }
    let hints = model.screens.shown().hints(&model.facts);
    pen.put(" ", theme.text);
    // Help always has its place; what does not fit before it is left out.
    let (help, others) = hints
        .split_last()
        .map_or((None, hints), |(help, others)| (Some(help), others));
    let width = |(action, words): &Hint| {
        model
            .facts
            .key(*action)
            .map_or(0, |key| safe::str_cells(&key) + words.len() + 3)
    };
    let reserved = help.map_or(0, width);
    for (action, words) in others
        .iter()
        .filter(|(action, _)| model.facts.barred(*action).is_none())
    {
        if width(&(*action, words)) + reserved > pen.room() {
            break;
        }
        hint(model, theme, pen, *action, words);
    }
    if let Some((action, words)) = help {
        hint(model, theme, pen, *action, words);
    }
}

/// `hit 3 of 41`, `41 hits`; with `…` while files are still being searched.
fn said(standing: MatchPosition) -> String {
    let more = match standing.counted {
        CountState::All => "",
        CountState::SoFar => " …",
        CountState::InPart => "+",
    };
    match (standing.at, standing.of) {
        (Some(at), of) => format!("hit {at} of {of}{more}"),
        (None, 1) => format!("1 hit{more}"),
        (None, of) => format!("{of} hits{more}"),
    }
}

fn hint(model: &Model, theme: &Theme, pen: &mut Pen<'_>, action: Action, words: &str) {
    if let Some(key) = model.facts.key(action) {
        pen.put(&key, theme.key)
            .put(" ", theme.text)
            .put(words, theme.dim)
            .put("  ", theme.text);
    }
}

//! The title line: what is reviewed, which increment, how far along.

use ratatui::buffer::Buffer;

use crate::app::facts::engagement::Scope;
use crate::app::input::geometry::Area;
use crate::app::screens::review::Shown;
use crate::app::{Model, Screen};
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

pub(in crate::ui) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let line = Area {
        x: 0,
        y: 0,
        width: model.facts.size.cols,
        height: 1,
    };
    let wide = model.facts.size.cols >= 100;
    let waiting = model.facts.waiting();
    let snags = waiting.snags;
    // A waived criterion is settled, but not met: nobody is to read the one for the other.
    let waived = if waiting.waived > 0 {
        format!(" · {} waived", waiting.waived)
    } else {
        String::new()
    };
    // Said as long as somebody else could not have it.
    let unsent = match model.facts.travel.unsent {
        0 => String::new(),
        number => format!("{}{number} unsent · ", theme.glyphs.unsent),
    };
    let bad = match model.facts.travel.bad() {
        0 => String::new(),
        1 => "1 BAD SIGNATURE · ".to_owned(),
        number => format!("{number} BAD SIGNATURES · "),
    };
    let pending = match model.facts.record.pending().count() {
        0 => String::new(),
        number if !wide => format!("{number} pending · "),
        1 => "1 person pending · ".to_owned(),
        number => format!("{number} people pending · "),
    };
    let progress = format!(
        "{bad}{pending}{unsent}{}/{} met{waived} · {snags} {} ",
        waiting.met,
        waiting.criteria,
        if snags == 1 { "snag" } else { "snags" },
    );
    let name = safe::inline(&model.facts.engagement.name);
    let spec = reviewed(model).filter(|_| wide);
    let mut pen = Pen::new(theme, buffer, line, 0);
    pen.fill(" ", 0, theme.bar);
    let mut pen = Pen::new(theme, buffer, line, 0);
    let bold = theme.bar.patch(theme.strong);
    pen.put(" ", theme.bar)
        .fit(&name, if wide { 30 } else { 16 }, bold);
    if let Some(spec) = spec {
        pen.put(" · ", theme.bar);
        let spec = safe::fit_end(&spec, 32);
        pen.put(&spec, theme.bar);
    }
    let right = safe::str_cells(&progress);
    let left = pen.x;
    match (model.screens.active, model.increment()) {
        (Screen::Review, Some(increment)) => {
            let count = model.facts.engagement.increments.len();
            let range = match (model.screens.review.shown, model.screens.review.step()) {
                (Shown::Commit(commit), Some(step)) => {
                    format!(
                        "  {} commit {}/{}",
                        commit.short(7),
                        step + 1,
                        model.screens.review.steps.len()
                    )
                }
                _ if wide => format!("  {}", increment.range.short()),
                _ => String::new(),
            };
            let round = match model.screens.review.since_round(&model.facts) {
                Some(since) => format!("  round {} since {since}", increment.round),
                None if increment.round > 1 => format!("  round {}", increment.round),
                None => String::new(),
            };
            let at = format!(
                "{} {}/{count} ",
                theme.glyphs.previous,
                model.screens.review.increment.number()
            );
            let fixed =
                safe::str_cells(&at) + safe::str_cells(&range) + safe::str_cells(&round) + 2;
            let room =
                usize::from(line.width).saturating_sub(usize::from(left) + right + fixed + 4);
            let title = safe::fit(&safe::inline(&increment.title), room.min(48));
            let total = fixed + safe::str_cells(&title);
            // In the middle of what is left of the line.
            let free = usize::from(line.width).saturating_sub(usize::from(left) + right + total);
            pen.skip((free / 2).max(1) as u16);
            pen.put(&at, theme.bar)
                .put(&title, bold)
                .put(" ", theme.bar)
                .put(theme.glyphs.next, theme.bar);
            pen.put(&range, theme.bar).put(&round, theme.bar);
        }
        (screen, _) => {
            pen.skip(3).put(screen.title(), bold);
        }
    }
    Pen::new(
        theme,
        buffer,
        Area {
            x: left,
            width: line.width - left,
            ..line
        },
        0,
    )
    .right(&[(&progress, theme.bar)]);
}

/// What is reviewed: a spec's path, a group's folder, or how many there are.
fn reviewed(model: &Model) -> Option<String> {
    let specs = &model.facts.engagement.specs;
    Some(match (model.facts.scope, specs.as_slice()) {
        (_, [only]) => safe::path(&only.path).into_string(),
        (Scope::All, _) => format!("{} specs", specs.len()),
        (Scope::Group(_), _) => {
            format!(
                "{}/",
                safe::path(model.facts.engagement.path_of(model.facts.scope)?)
            )
        }
        (Scope::File(_), _) => {
            safe::path(model.facts.engagement.path_of(model.facts.scope)?).into_string()
        }
    })
}

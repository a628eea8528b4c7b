//! Draws the foot of the overview: what waits for whom, and what is in no increment.

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::input::geometry::Area;
use crate::app::input::keymap::Action;
use crate::model::person::Role;
use crate::safe;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;

/// Draws what waits for the user and for the others, above what is left out.
pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer) {
    let inner = model.facts.overview_areas().0.inner();
    if inner.height < 8 {
        return;
    }
    let said = model.facts.left_out_lines();
    let area = Area {
        y: inner.y + inner.height - 3 - said,
        height: 3,
        ..inner
    };
    left_out(
        model,
        theme,
        buffer,
        Area {
            y: area.y + 3,
            height: said,
            ..inner
        },
    );
    let waiting = model.facts.waiting();
    Pen::new(theme, buffer, area, 0).fill(theme.glyphs.rule, 0, theme.border);
    let lapsed = lapsed(model);
    let criteria = if waiting.to_judge == 1 {
        "criterion"
    } else {
        "criteria"
    };
    let walk = model
        .facts
        .key(Action::VerifyNotes)
        .filter(|_| waiting.to_verify > 0);
    let walk = walk.map(|key| format!(" ({key})")).unwrap_or_default();
    let unmet = if waiting.unmet == 1 {
        "criterion"
    } else {
        "criteria"
    };
    let judging = listed([
        (
            waiting.to_verify,
            format!(
                "{} to verify{walk}",
                plural(waiting.to_verify, "addressed note")
            ),
        ),
        (
            waiting.to_judge,
            format!("{} {criteria} to judge{lapsed}", waiting.to_judge),
        ),
    ]);
    // The same in fewer words, for narrow terminals.
    let in_short = listed([
        (
            waiting.to_verify,
            format!("{} to verify{walk}", waiting.to_verify),
        ),
        (
            waiting.to_judge,
            format!("{} to judge{lapsed}", waiting.to_judge),
        ),
    ]);
    let asked = listed([
        (waiting.open, plural(waiting.open, "blocking note")),
        (waiting.unmet, format!("{} {unmet} not met", waiting.unmet)),
    ]);
    // The line that concerns the user comes first.
    let judging = [judging, in_short];
    let asked = [asked.clone(), asked];
    let reviewers = (judging, waiting.since, waiting.to_judge + waiting.to_verify);
    let contractor = (asked, waiting.asked_since, waiting.open + waiting.unmet);
    let lines = match model.facts.role() {
        Role::Reviewer => [
            ("Waits for you        ", reviewers),
            ("for the contractor   ", contractor),
        ],
        Role::Contractor => [
            ("Waits for you        ", contractor),
            ("for the reviewers    ", reviewers),
        ],
        Role::Observer => [
            ("Reviewers            ", reviewers),
            ("Contractor           ", contractor),
        ],
    };
    for (line, (whose, (forms, since, count))) in lines.into_iter().enumerate() {
        let mut pen = Pen::new(theme, buffer, area, line as u16 + 1);
        pen.skip(1).put(whose, theme.strong);
        let room = pen.room().saturating_sub(1);
        let [long, short] = &forms;
        let words = if safe::str_cells(long) <= room {
            long
        } else {
            short
        };
        pen.fit(words, room, theme.text);
        let since = since
            .filter(|_| count > 0)
            .map(|since| since.ago(model.facts.now))
            .filter(|ago| ago != "now");
        let since = since
            .map(|ago| format!(", since {ago}"))
            .unwrap_or_default();
        if pen.room() > safe::str_cells(&since) {
            pen.put(&since, theme.dim);
        }
    }
}

/// Says how many criteria are to be checked again, how many of them the user judged, and which key
/// walks through those; empty where there are none.
fn lapsed(model: &Model) -> String {
    let waiting = model.facts.waiting();
    let key = model
        .facts
        .key(Action::CheckAgain)
        .filter(|_| waiting.lapsed_mine > 0);
    let key = key.map(|key| format!(": {key}")).unwrap_or_default();
    let mine = match waiting.lapsed_mine {
        0 => String::new(),
        mine if mine == waiting.lapsed => key,
        mine => format!(", {mine} of them yours{key}"),
    };
    match waiting.lapsed {
        0 => String::new(),
        lapsed => format!(" ({lapsed} to check again{mine})"),
    }
}

/// Draws what is in no increment: the count, the reason, and some of the names as far as there is
/// room.
fn left_out(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let all = &model.facts.engagement.left_out;
    let lines = usize::from(area.height);
    // The last line sums up the kinds that have no line of their own.
    let own = if all.len() > lines {
        lines.saturating_sub(1)
    } else {
        lines
    };
    let label = if area.width < 100 {
        "Left out  "
    } else {
        "Left out             "
    };
    for line in 0..lines {
        let mut pen = Pen::new(theme, buffer, area, line as u16);
        pen.skip(1)
            .put(if line == 0 { label } else { "" }, theme.strong);
        if line > 0 {
            pen.skip(label.len() as u16);
        }
        let room = pen.room().saturating_sub(1);
        let Some(found) = all.get(line).filter(|_| line < own) else {
            let words = format!(
                "and {} more kinds; `snaglist increments` lists all",
                all.len() - own
            );
            pen.fit(&words, room, theme.warn);
            continue;
        };
        pen.fit(&found.words(), room, theme.warn);
        let names: Vec<String> = found
            .some
            .iter()
            .map(|name| safe::inline(name).into_string())
            .collect();
        if !names.is_empty() && pen.room() > 12 {
            let room = pen.room().saturating_sub(1);
            pen.fit(&format!("  {}", names.join(", ")), room, theme.dim);
        }
    }
}

/// Joins those of two counted texts whose count is not 0; `nothing` if both are 0.
fn listed(what: [(usize, String); 2]) -> String {
    let there = what
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words);
    let words = there.collect::<Vec<_>>().join(" · ");
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        words
    }
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

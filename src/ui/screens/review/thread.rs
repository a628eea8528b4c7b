//! Draws a thread's lines, below the line, file or increment that it is about.

use std::ops::Range;

use crate::app::Model;
use crate::app::facts::threads;
use crate::app::facts::threads::ThreadLine;
use crate::app::screens::review::Shown;
use crate::model::change::Side;
use crate::model::note::{Anchor, Thread, ThreadState};
use crate::model::time::Timestamp;
use crate::safe::{self, Line};
use crate::ui::pen::Pen;
use crate::ui::screens::review::line;
use crate::ui::theme::Theme;
use crate::ui::who;

pub(in crate::ui) fn row(model: &Model, theme: &Theme, pen: &mut Pen<'_>, index: u32, part: u16) {
    let Some(thread) = model.facts.record.threads.get(index as usize) else {
        return;
    };
    let view = model
        .screens
        .review
        .threads
        .get(index as usize)
        .and_then(Option::as_ref);
    let Some((view, found)) =
        view.and_then(|view| Some((view, view.lines.get(usize::from(part))?)))
    else {
        return;
    };
    pen.skip(4);
    put(model, theme, pen, thread, view.standing.words(), found);
}

/// Formats the version that a note was written on, if it is neither its round's nor the one on the
/// screen.
fn written_on(model: &Model, thread: &Thread) -> Option<String> {
    let written_on = model.facts.record.written_on(thread);
    let is_shown = written_on
        .commit()
        .is_some_and(|commit| model.screens.review.shown == Shown::Commit(commit));
    written_on.words().filter(|_| !is_shown)
}

/// Puts a line of a thread. Its head gets `standing`, the words for how the note's lines stand now.
pub(in crate::ui) fn put(
    model: &Model,
    theme: &Theme,
    pen: &mut Pen<'_>,
    thread: &Thread,
    standing: Option<&str>,
    found: &ThreadLine,
) {
    let style = theme.thread(thread);
    pen.put(theme.glyphs.thread, style).put(" ", theme.text);
    match found {
        ThreadLine::Head => {
            if model.facts.unread.in_thread(thread.id) {
                pen.put(theme.glyphs.new, theme.key).put(" ", theme.text);
            }
            pen.put(&label(thread), style.patch(theme.strong));
            let written_on = written_on(model, thread);
            let said = written_on.iter().map(String::as_str).chain(standing);
            let standing: String = said.map(|words| format!(" · {words}")).collect();
            let room = pen.room().saturating_sub(safe::str_cells(&standing));
            pen.fit(&head(model, thread, room), room, theme.dim)
                .put(&standing, theme.warn);
        }
        ThreadLine::Was => {
            let Some(anchor) = &thread.place.anchor else {
                return;
            };
            let commit = thread
                .subject
                .as_ref()
                .map(|subject| format!(" in {}", subject.range.head.short(7)));
            let commit = commit.unwrap_or_default();
            let room = pen.room().saturating_sub(1);
            // Keep the end: it tells a long path from others, and has the line number.
            let place = safe::fit_end(
                &place(anchor),
                room.saturating_sub("was on ".len() + commit.len()),
            );
            pen.quote(&format!("was on {place}{commit}"), room, theme.info);
        }
        ThreadLine::Quote(quoted) => {
            pen.put("> ", theme.dim);
            line::put(pen, theme, quoted, 0, theme.dim, &hits(model, quoted));
        }
        ThreadLine::Body(words) => line::put(pen, theme, words, 0, theme.text, &hits(model, words)),
        ThreadLine::ReplyHead(reply) => {
            let Some(reply) = thread.replies.get(*reply) else {
                return;
            };
            let words = format!(
                "{} · {}",
                who::with_role(
                    model,
                    &reply.author,
                    &[&[reply.id], &reply.heads[..]].concat()
                ),
                ago(model, reply.at)
            );
            let is_new = model.facts.unread.has(reply.id);
            pen.put(if is_new { theme.glyphs.new } else { " " }, theme.key)
                .put(" ", theme.text)
                .put(theme.glyphs.wrapped, theme.dim)
                .put(" ", theme.dim);
            let room = pen.room();
            pen.fit(&words, room, theme.dim);
        }
        ThreadLine::ReplyBody(words) => {
            pen.skip(4);
            line::put(pen, theme, words, 0, theme.text, &hits(model, words));
        }
        ThreadLine::Newer(index) => {
            let Some(newer) = model.facts.record.newer.get(*index) else {
                return;
            };
            let kind = safe::fit(&safe::inline(&newer.kind), 24);
            let words = format!(
                "{} · {}",
                who::with_role(model, &newer.by, &[newer.id]),
                ago(model, newer.at)
            );
            let words = format!("{words} · written by a newer version ({kind}); update to read it");
            let room = pen.room().saturating_sub(4);
            pen.put("  ! ", theme.warn).fit(&words, room, theme.dim);
        }
    }
}

/// Finds the matches of the search in a line that is searched as it is shown; returns byte ranges.
pub(in crate::ui) fn hits(model: &Model, line: &Line) -> Vec<Range<usize>> {
    model
        .screens
        .review
        .search
        .as_ref()
        .map(|search| search.hits_shown(line))
        .unwrap_or_default()
}

/// Formats a thread's label, and whether it blocks or is private: `issue (blocking)`.
pub(in crate::ui) fn label(thread: &Thread) -> String {
    let what = match (thread.private, thread.body.blocks()) {
        (true, _) => " (private)",
        (false, true) => " (blocking)",
        (false, false) => "",
    };
    format!("{}{what}", thread.body.label.name())
}

/// Formats a thread's head: ` · AC-5 · Ana · 2 h ago · open`. Where that takes more than `room`
/// cells, the time is left out, then the author: the criterion and the state are worth more.
pub(in crate::ui) fn head(model: &Model, thread: &Thread, room: usize) -> String {
    let criterion = thread
        .place
        .criterion_id()
        .map(|id| format!(" · {id}"))
        .unwrap_or_default();
    let edited = if thread.edited.is_some() {
        ", edited"
    } else {
        ""
    };
    let said = [&[thread.id], &thread.heads[..]].concat();
    let author = format!(" · {}", who::name(model, &thread.author, &said));
    let time = format!(" · {}{edited}", ago(model, thread.at));
    let state = format!(" · {}", state(model, thread));
    let forms = [
        format!("{criterion}{author}{time}{state}"),
        format!("{criterion}{author}{state}"),
    ];
    let fits = forms.into_iter().find(|form| safe::str_cells(form) <= room);
    // A doubt about the author is shown in any case.
    let doubt = model
        .facts
        .doubt(&thread.author, &said)
        .map(|doubt| format!(" · {doubt}"))
        .unwrap_or_default();
    fits.unwrap_or_else(|| format!("{criterion}{doubt}{state}"))
}

fn state(model: &Model, thread: &Thread) -> String {
    let said = &thread.state_heads;
    match &thread.state {
        ThreadState::Open => "open".to_owned(),
        ThreadState::Addressed {
            commit: Some(commit),
            by,
        } => {
            let doubt = model
                .facts
                .doubt(by, said)
                .map(|doubt| format!(" ({doubt})"))
                .unwrap_or_default();
            format!("addressed in {}{doubt}", commit.short(7))
        }
        ThreadState::Addressed { by, .. } => {
            format!("marked as addressed by {}", who::name(model, by, said))
        }
        ThreadState::Verified { by } => format!("verified by {}", who::name(model, by, said)),
        ThreadState::Withdrawn { .. } => "withdrawn".to_owned(),
    }
}

fn ago(model: &Model, at: Timestamp) -> String {
    at.ago(model.facts.now)
}

/// Formats the place of a note, safe: `src/refund.rs:42`, `old src/refund.rs:40-44`.
pub(in crate::ui) fn place(anchor: &Anchor) -> String {
    let side = if anchor.side == Side::Old { "old " } else { "" };
    format!("{side}{}", threads::path_and_lines(anchor))
}

//! `snaglist note --list`: the notes with their replies.

use anyhow::Result;
use serde::Serialize;

use super::args::Note;
use super::output::{self, BAD, DIM, GOOD, INFO, Output, WARN};
use super::{CommandContext, pick, place, said};
use crate::app::facts::threads;
use crate::model::change::Side;
use crate::model::note::{Reply, Standing, Thread, ThreadState, Whereabouts};
use crate::model::record::Record;
use crate::model::spec::LineRange;
use crate::safe;

/// Number of blanks before a note's words.
const INDENT: usize = 9;

/// Number of quoted lines shown with a note when they are gone.
const QUOTED: usize = 3;

#[derive(Serialize)]
struct NotesJson {
    version: u8,
    notes: Vec<NoteJson>,
}

/// A note, in JSON; `null` where something does not apply.
#[derive(Serialize)]
pub(super) struct NoteJson {
    id: String,
    label: &'static str,
    blocking: bool,
    private: bool,
    state: &'static str,
    since: String,
    commit: Option<String>,
    spec: Option<String>,
    criterion: Option<String>,
    increment: Option<String>,
    path: Option<String>,
    side: Option<&'static str>,
    lines: Option<LineRangeJson>,
    standing: Option<&'static str>,
    written_on: Option<String>,
    now: Option<NowJson>,
    text: String,
    author: String,
    at: String,
    replies: Vec<ReplyJson>,
}

/// Lines of a file, from 1, both ends included.
#[derive(Serialize)]
pub(super) struct LineRangeJson {
    first: u32,
    last: u32,
}

/// The current place of a note on a file.
#[derive(Serialize)]
pub(super) struct NowJson {
    path: String,
    lines: Option<LineRangeJson>,
}

impl NowJson {
    fn new(now: &Whereabouts) -> Option<Self> {
        let (path, _) = now.file.as_ref()?;
        Some(Self {
            // Unescaped: JSON has its own escapes.
            path: path.lossy().into_owned(),
            lines: now.lines.map(LineRangeJson::new),
        })
    }
}

impl LineRangeJson {
    pub(super) fn new(lines: LineRange) -> Self {
        Self {
            first: lines.first,
            last: lines.last,
        }
    }
}

#[derive(Serialize)]
struct ReplyJson {
    id: String,
    text: String,
    author: String,
    at: String,
}

impl NoteJson {
    pub(super) fn new(record: &Record, thread: &Thread) -> Self {
        let (criterion, anchor) = (
            thread.place.criterion.as_ref(),
            thread.place.anchor.as_ref(),
        );
        let reply = |reply: &Reply| ReplyJson {
            id: reply.id.to_string(),
            text: reply.text.lossy().into_owned(),
            author: record.name_of(&reply.author).lossy().into_owned(),
            at: said::time(reply.at),
        };
        Self {
            id: thread.id.to_string(),
            label: thread.body.label.name(),
            blocking: thread.body.blocks(),
            private: thread.private,
            state: thread.state.name(),
            since: said::time(thread.since),
            commit: thread.state.commit().map(|commit| commit.to_string()),
            spec: criterion.map(|key| key.spec.lossy().into_owned()),
            criterion: criterion.map(|key| key.id.to_string()),
            increment: thread.place.increment.as_ref().map(ToString::to_string),
            path: anchor.map(|anchor| anchor.path.lossy().into_owned()),
            side: anchor.map(|anchor| anchor.side).map(Side::name),
            lines: anchor
                .and_then(|anchor| anchor.lines)
                .map(LineRangeJson::new),
            standing: record.standing_of(thread).map(Standing::name),
            written_on: record
                .written_on(thread)
                .commit()
                .map(|commit| commit.to_string()),
            now: record.whereabouts.get(&thread.id).and_then(NowJson::new),
            text: thread.body.text.lossy().into_owned(),
            author: record.name_of(&thread.author).lossy().into_owned(),
            at: said::time(thread.at),
            replies: thread
                .replies
                .iter()
                .filter(|reply| !reply.retracted)
                .map(reply)
                .collect(),
        }
    }
}

pub(super) fn run(context: &CommandContext, note: &Note) -> Result<()> {
    let mut engagement = context.open()?;
    let record = engagement.record();
    let criterion = note
        .criterion
        .as_deref()
        .map(|name| pick::criterion(&engagement.specs, name))
        .transpose()?;
    let criterion = criterion.map(|picked| picked.key());
    let wanted = |thread: &&Thread| {
        let increment = thread.place.increment.as_ref().map(|id| id.as_str());
        criterion
            .as_ref()
            .is_none_or(|key| thread.place.criterion.as_ref() == Some(key))
            && note
                .increment
                .as_deref()
                .is_none_or(|id| increment == Some(id))
            && note.label.is_none_or(|label| thread.body.label == label)
    };
    let threads: Vec<&Thread> = record.live_threads().filter(wanted).collect();
    if context.out.json {
        let notes = threads
            .into_iter()
            .map(|thread| NoteJson::new(&record, thread))
            .collect();
        return context.out.json(&NotesJson { version: 1, notes });
    }
    if threads.is_empty() {
        return context.out.text("no notes\n");
    }
    let texts: Vec<String> = threads
        .into_iter()
        .map(|thread| whole(&context.out, &record, thread))
        .collect();
    context.out.text(&texts.join("\n"))
}

/// Formats a note with all its replies.
fn whole(out: &Output, record: &Record, thread: &Thread) -> String {
    let now = said::now();
    let indent = " ".repeat(INDENT);
    let mut text = head(out, thread);
    let by = |author, at: crate::model::time::Timestamp| {
        format!("{}, {}", said::name(record, author), at.ago(now))
    };
    let edited = if thread.edited.is_some() {
        ", edited"
    } else {
        ""
    };
    text.push_str(&format!(
        "{indent}{}\n",
        out.paint(DIM, &(by(&thread.author, thread.at) + edited))
    ));
    if let Some(standing) = threads::standing_words(record, thread, usize::MAX) {
        text.push_str(&format!("{indent}{}\n", out.paint(WARN, &standing)));
    }
    if record.standing_of(thread) == Some(Standing::Gone)
        && let Some(anchor) = &thread.place.anchor
    {
        for line in anchor.quoted().take(QUOTED) {
            let shown = safe::fit(&safe::line(line, 4).text, output::WIDTH - INDENT - 2);
            text.push_str(&format!("{indent}> {}\n", out.paint(DIM, &shown)));
        }
    }
    text.push_str(&output::paragraph(
        thread.body.text.as_bytes(),
        INDENT,
        false,
    ));
    for reply in thread.replies.iter().filter(|reply| !reply.retracted) {
        text.push_str(&format!(
            "{indent}{}\n",
            out.paint(DIM, &by(&reply.author, reply.at))
        ));
        text.push_str(&output::paragraph(reply.text.as_bytes(), INDENT + 2, false));
    }
    for newer in record
        .newer
        .iter()
        .filter(|newer| newer.thread == Some(thread.id))
    {
        let words = format!("{}, written by a newer version", by(&newer.by, newer.at));
        text.push_str(&format!("{indent}{}\n", out.paint(WARN, &words)));
    }
    text
}

/// Formats a note's first line: label, state, subject.
pub(super) fn head(out: &Output, thread: &Thread) -> String {
    let style = match thread.state {
        ThreadState::Open if thread.body.blocks() => BAD,
        ThreadState::Open => INFO,
        ThreadState::Addressed { .. } => WARN,
        ThreadState::Verified { .. } => GOOD,
        ThreadState::Withdrawn { .. } => DIM,
    };
    let blocking = match (thread.private, thread.body.blocks()) {
        (true, _) => " (private)",
        (false, true) => " (blocking)",
        (false, false) => "",
    };
    let commit = thread
        .state
        .commit()
        .map(|commit| format!(" in {}", commit.short(7)))
        .unwrap_or_default();
    let what = format!(
        "{}{blocking}, {}{commit}",
        thread.body.label.name(),
        thread.state.name()
    );
    let place = &thread.place;
    let about = [
        place.criterion_id().map(ToString::to_string),
        place.increment.as_ref().map(ToString::to_string),
        place.anchor.as_deref().map(place::spell),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let about = about.join(&format!(" {} ", out.dot()));
    let room = output::WIDTH.saturating_sub(INDENT + safe::str_cells(&what) + 2);
    if safe::str_cells(&about) <= room {
        return format!(
            "{}  {}  {about}\n",
            thread.id.short(),
            out.paint(style, &what)
        )
        .replace("  \n", "\n");
    }
    let below = output::paragraph(about.as_bytes(), INDENT, false);
    format!(
        "{}  {}\n{below}",
        thread.id.short(),
        out.paint(style, &what)
    )
}

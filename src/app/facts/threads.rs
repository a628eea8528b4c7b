//! Lays threads out as lines: wrapped once, when the record or the width changes.

use crate::app::screens::review::rows::{PlacedThread, ThreadAt};
use crate::model::change::{FileDiff, FileEntry};
use crate::model::id::EventId;
use crate::model::note::{Anchor, Standing, Thread, Whereabouts};
use crate::model::record::Record;
use crate::safe::Line;
use crate::{diff, safe};

/// The lines of a thread, ready to draw below the code it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadView {
    /// The thread's id, which it keeps when its index in the record changes.
    pub id: EventId,
    /// The lines, from top to bottom.
    pub lines: Vec<ThreadLine>,
    /// How the lines of the note were relocated.
    pub standing: Standing,
    /// The width in cells to which the words were wrapped.
    pub width: u16,
}

/// One line of a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThreadLine {
    /// Label, criterion, author, time and state.
    Head,
    /// The place where the note was written, when its lines are gone, or in another file or in none
    /// that is shown.
    Was,
    /// A line that the note was written on, when other text stands there now.
    Quote(Line),
    /// A line of the note.
    Body(Line),
    /// The author and time of the reply at this index.
    ReplyHead(usize),
    /// A line of that reply.
    ReplyBody(Line),
    /// A reply in a format of a newer version, by its index in the record's list of such entries.
    Newer(usize),
}

/// The most lines quoted of the text that a note was written on.
const QUOTED: usize = 3;

/// Lays a thread out, wrapped to `width` cells.
pub fn view(record: &Record, thread: &Thread, standing: Standing, width: u16) -> ThreadView {
    let mut lines = vec![ThreadLine::Head];
    let is_here = matches!(standing, Standing::Exact | Standing::Moved);
    if matches!(standing, Standing::Gone | Standing::Outside) || record.moved_to(thread).is_some() {
        lines.push(ThreadLine::Was);
    }
    if let Some(anchor) = thread.place.anchor.as_ref().filter(|_| !is_here) {
        lines.extend(
            anchor
                .quoted()
                .take(QUOTED)
                .map(|line| ThreadLine::Quote(safe::line(line, 4))),
        );
    }
    lines.extend(
        safe::wrap(&thread.body.text, width)
            .into_iter()
            .map(ThreadLine::Body),
    );
    for (index, reply) in thread
        .replies
        .iter()
        .enumerate()
        .filter(|(_, reply)| !reply.retracted)
    {
        lines.push(ThreadLine::ReplyHead(index));
        let words = safe::wrap(&reply.text, width.saturating_sub(2));
        lines.extend(words.into_iter().map(ThreadLine::ReplyBody));
    }
    let newer = record
        .newer
        .iter()
        .enumerate()
        .filter(|(_, newer)| newer.thread == Some(thread.id));
    lines.extend(newer.map(|(index, _)| ThreadLine::Newer(index)));
    ThreadView {
        id: thread.id,
        lines,
        standing,
        width,
    }
}

/// Returns where a thread on a file stands in the file's diff, and how its lines were relocated. At
/// the top of the file until the diff is read. `now` is the file on the note's side.
pub fn place(
    record: &Record,
    thread: &Thread,
    diff: Option<&FileDiff>,
    now: Option<&FileEntry>,
) -> (ThreadAt, Standing) {
    let text = diff.and_then(FileDiff::as_text);
    let (Some(anchor), Some(text)) = (&thread.place.anchor, text) else {
        return (ThreadAt::Top, Standing::Exact);
    };
    let known = record.whereabouts.get(&thread.id);
    let found = |now: &FileEntry| {
        known.filter(|known| known.file.as_ref().is_some_and(|of| of.1 == now.id))
    };
    let (standing, lines) = match (now, now.and_then(found)) {
        (_, Some(known)) => (known.standing, known.lines),
        _ if anchor.lines.is_none() => (Standing::Exact, None),
        (None, None) => (Standing::Gone, None),
        // The note was relocated in another version of the file, or not yet: relocate it here.
        (Some(now), None) => {
            let place = diff::relocate(anchor, None, text.text(anchor.side), now.id);
            (place.standing(), place.lines())
        }
    };
    let Some(lines) = lines else {
        return (ThreadAt::Top, standing);
    };
    // Anchors count lines from 1, rows from 0; a note on several lines stands below the last.
    (
        ThreadAt::Line {
            side: anchor.side,
            line: lines.last.saturating_sub(1),
        },
        standing,
    )
}

/// Returns the path and lines that a note was written on, made safe: `src/refund.rs:42`,
/// `src/refund.rs:40-44` or `src/refund.rs`.
pub fn path_and_lines(anchor: &Anchor) -> String {
    let path = safe::path(&anchor.path);
    match anchor.lines {
        Some(lines) if lines.first == lines.last => format!("{path}:{}", lines.first),
        Some(lines) => format!("{path}:{}-{}", lines.first, lines.last),
        None => path.into_string(),
    }
}

/// Returns where a note stands now, made safe: `moved to src/refund.rs:42`, `lines are gone`;
/// `None` when it stands where it was written. A long path is cut at its start, so that the words
/// fit in `room` cells.
pub fn standing_words(record: &Record, thread: &Thread, room: usize) -> Option<String> {
    let now = record.whereabouts.get(&thread.id)?;
    let Some(version) = now.version.words() else {
        return moved_words(record, thread, now, room);
    };
    let room = room.saturating_sub(version.len() + 2);
    Some(match moved_words(record, thread, now, room) {
        Some(moved) => format!("{version}, {moved}"),
        None => version,
    })
}

fn moved_words(record: &Record, thread: &Thread, now: &Whereabouts, room: usize) -> Option<String> {
    let words = now.standing.words()?;
    if now.standing != Standing::Moved {
        return Some(words.to_owned());
    }
    let line = now.lines.map(|lines| lines.first);
    let to = match (record.moved_to(thread).map(safe::path), line) {
        (Some(path), Some(line)) => format!("{path}:{line}"),
        (Some(path), None) => path.into_string(),
        (None, Some(line)) => format!("line {line}"),
        (None, None) => return Some(words.to_owned()),
    };
    Some(format!(
        "{words} to {}",
        safe::fit_end(&to, room.saturating_sub(words.len() + 4))
    ))
}

/// Returns the threads of an increment that were not retracted, with their indexes in the record.
pub fn of_increment<'a>(
    record: &'a Record,
    increment: &'a crate::model::id::IncrementId,
) -> impl Iterator<Item = (u32, &'a Thread)> {
    let live = record
        .threads
        .iter()
        .enumerate()
        .filter(|(_, thread)| !thread.retracted);
    live.filter(move |(_, thread)| thread.place.increment.as_ref() == Some(increment))
        .map(|(index, thread)| (index as u32, thread))
}

/// Combines a thread's place with the number of its lines, for the rows.
pub fn placed(thread: u32, at: ThreadAt, view: &ThreadView) -> PlacedThread {
    PlacedThread {
        thread,
        at,
        rows: view.lines.len() as u16,
    }
}

//! Threads as lines to show: wrapped once, when the record or the width changes.

use crate::app::screens::review::rows::{PlacedThread, ThreadAt};
use crate::model::change::{FileDiff, FileEntry};
use crate::model::id::EventId;
use crate::model::note::{Anchor, Standing, Thread, Whereabouts};
use crate::model::record::Record;
use crate::safe::Line;
use crate::{diff, safe};

/// A thread's lines, ready to draw below what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadView {
    /// The thread's id, which it keeps when its index in the record changes.
    pub id: EventId,
    /// From top to bottom.
    pub lines: Vec<ThreadLine>,
    /// Where the lines it is about stand now.
    pub standing: Standing,
    /// The cells that its words were wrapped to.
    pub width: u16,
}

/// One line of a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThreadLine {
    /// Label, criterion, author, time, state.
    Head,
    /// Where it was written, when that is gone.
    Was,
    /// The text it was written on, when that is no longer what stands here.
    Quote(Line),
    /// The note's words.
    Body(Line),
    /// Author and time of the reply with that index.
    ReplyHead(usize),
    /// That reply's words.
    ReplyBody(Line),
    /// Something that a newer version wrote here, by its index in the record's list.
    Newer(usize),
}

/// At most this many lines of the text a note was written on are quoted beside it.
const QUOTED: usize = 3;

/// A thread's lines, wrapped to `width` cells.
pub fn view(record: &Record, thread: &Thread, standing: Standing, width: u16) -> ThreadView {
    let mut lines = vec![ThreadLine::Head];
    let is_here = matches!(standing, Standing::Exact | Standing::Moved);
    if matches!(standing, Standing::Gone | Standing::Outside) || record.moved_to(thread).is_some() {
        lines.push(ThreadLine::Was);
    }
    if let Some(anchor) = thread.place.anchor.as_ref().filter(|_| !is_here) {
        lines.extend(anchor.quoted().take(QUOTED).map(|line| ThreadLine::Quote(safe::line(line, 4))));
    }
    lines.extend(safe::wrap(&thread.body.text, width).into_iter().map(ThreadLine::Body));
    for (index, reply) in thread.replies.iter().enumerate().filter(|(_, reply)| !reply.retracted) {
        lines.push(ThreadLine::ReplyHead(index));
        let words = safe::wrap(&reply.text, width.saturating_sub(2));
        lines.extend(words.into_iter().map(ThreadLine::ReplyBody));
    }
    let newer = record.newer.iter().enumerate().filter(|(_, newer)| newer.thread == Some(thread.id));
    lines.extend(newer.map(|(index, _)| ThreadLine::Newer(index)));
    ThreadView { id: thread.id, lines, standing, width }
}

/// Where a thread on a file stands in that file's diff, once it was read. `now` is the file on the note's side.
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
    let found = |now: &FileEntry| known.filter(|known| known.file.as_ref().is_some_and(|of| of.1 == now.id));
    let (standing, lines) = match (now, now.and_then(found)) {
        (_, Some(known)) => (known.standing, known.lines),
        _ if anchor.lines.is_none() => (Standing::Exact, None),
        (None, None) => (Standing::Gone, None),
        // In another version than the newest, or nobody looked yet.
        (Some(now), None) => {
            let place = diff::relocate(anchor, None, text.text(anchor.side), now.id);
            (place.standing(), place.lines())
        }
    };
    let Some(lines) = lines else { return (ThreadAt::Top, standing) };
    // Anchors count lines from 1, rows from 0; a note on several lines stands below the last.
    (ThreadAt::Line { side: anchor.side, line: lines.last.saturating_sub(1) }, standing)
}

/// `src/refund.rs:42`, `src/refund.rs:40-44`, `src/refund.rs`: what a note was written on; safe.
pub fn path_and_lines(anchor: &Anchor) -> String {
    let path = safe::path(&anchor.path);
    match anchor.lines {
        Some(lines) if lines.first == lines.last => format!("{path}:{}", lines.first),
        Some(lines) => format!("{path}:{}-{}", lines.first, lines.last),
        None => path.into_string(),
    }
}

/// What to say beside a note of where it stands now: `moved to src/refund.rs:42`, `lines are gone`; nothing when
/// all is as it was. Made safe; of a path that is more than `room` cells with the rest, the end is given.
pub fn standing_words(record: &Record, thread: &Thread, room: usize) -> Option<String> {
    let now = record.whereabouts.get(&thread.id)?;
    let Some(version) = now.version.words() else { return moved_words(record, thread, now, room) };
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
    Some(format!("{words} to {}", safe::fit_end(&to, room.saturating_sub(words.len() + 4))))
}

/// The threads of the record that belong to an increment and are not taken back, by index.
pub fn of_increment<'a>(
    record: &'a Record,
    increment: &'a crate::model::id::IncrementId,
) -> impl Iterator<Item = (u32, &'a Thread)> {
    let live = record.threads.iter().enumerate().filter(|(_, thread)| !thread.retracted);
    live.filter(move |(_, thread)| thread.place.increment.as_ref() == Some(increment))
        .map(|(index, thread)| (index as u32, thread))
}

/// A thread with its lines counted, for the rows.
pub fn placed(thread: u32, at: ThreadAt, view: &ThreadView) -> PlacedThread {
    PlacedThread { thread, at, rows: view.lines.len() as u16 }
}

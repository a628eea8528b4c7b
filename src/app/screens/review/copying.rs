//! Copies to the terminal's clipboard: lines, a hunk as a patch, the path and line.

use std::fmt::Write as _;

use crate::app::Message;
use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::app::overlays::menu::Copied;
use crate::app::overlays::menu::{Choice, Menu, item};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::rows::{Row, RowKind};
use crate::app::screens::review::{Review, Shown};
use crate::model::change::{FileChange, FileDiff, FileText, Hunk, Side, TextDiff};
use crate::model::id::ObjectId;
use crate::safe;

/// The most bytes of base64 in one copy; xterm's own limit is near it.
const MAX_ENCODED: usize = 100_000;

impl Review {
    /// Returns the menu of what can be copied under the cursor.
    pub(in crate::app) fn copy_menu(&self, facts: &Facts) -> Option<Menu> {
        let lines = if self.selecting.is_some() {
            "the selected lines"
        } else {
            "the line"
        };
        let choices = [
            ('l', lines, Copied::Lines),
            ('h', "the hunk, as a patch", Copied::Hunk),
        ];
        let mut items: Vec<_> = choices
            .into_iter()
            .filter(|(_, _, copied)| self.copied(facts, *copied).is_some())
            .map(|(key, text, copied)| item(key, text, Choice::Copy(copied)))
            .collect();
        for (key, copied) in [('p', Copied::Place), ('c', Copied::PlaceAtCommit)] {
            let place = self.copied(facts, copied);
            let place = place.map(|(text, _)| safe::fit_end(&safe::inline(&text), 60));
            items.extend(place.map(|place| item(key, place, Choice::Copy(copied))));
        }
        (!items.is_empty()).then(|| Menu::new("Copy to the clipboard", items))
    }

    /// Copies a text, unless it is empty or more than terminals take.
    pub(in crate::app) fn copy(&mut self, facts: &Facts, copied: Copied, asks: &mut Vec<Ask>) {
        let Some((text, what)) = self.copied(facts, copied) else {
            return;
        };
        let text = safe::copied(&text);
        if text.is_empty() {
            // Some terminals take an empty text as a request to clear the clipboard.
            asks.push(Ask::info(format!("not copied: {what} is empty")));
            return;
        }
        if text.len().div_ceil(3) * 4 > MAX_ENCODED {
            let most = MAX_ENCODED / 4 * 3 / 1_000;
            let words = format!("not copied: {what} is over the {most} kB that terminals accept");
            asks.push(Ask::Tell(Message::error(words)));
        } else {
            asks.push(Ask::Do(Effect::Copy(text)));
            asks.push(Ask::info(format!("copied {what}")));
        }
        self.selecting = None;
    }

    /// Returns the raw text to copy, and its name in messages.
    fn copied(&self, facts: &Facts, copied: Copied) -> Option<(Vec<u8>, String)> {
        match copied {
            Copied::Lines => self.copied_lines(),
            Copied::Hunk => self
                .copied_hunk()
                .map(|patch| (patch, "the hunk".to_owned())),
            Copied::Place | Copied::PlaceAtCommit => {
                let (section, row) = self.rows.get(self.view.cursor)?;
                let change = &self.file_in_section(section)?.change;
                let line = row.note_line();
                let side = line.map_or(
                    if change.new.is_some() {
                        Side::New
                    } else {
                        Side::Old
                    },
                    |(side, _)| side,
                );
                let mut place = change.entry(side)?.path.as_bytes().to_vec();
                place.extend(
                    line.map(|(_, line)| format!(":{}", line + 1))
                        .unwrap_or_default()
                        .bytes(),
                );
                if copied == Copied::PlaceAtCommit {
                    let commit = self.commit_of(facts, side)?;
                    place.extend(format!("@{}", commit.short(12)).bytes());
                }
                let said = safe::inline(&place).into_string();
                Some((place, said))
            }
        }
    }

    /// Returns the commit that one side of what is shown is of.
    fn commit_of(&self, facts: &Facts, side: Side) -> Option<ObjectId> {
        let range = self.increment(facts)?.range;
        match (self.shown, side) {
            (Shown::Commit(commit), Side::New) => Some(commit),
            (Shown::Commit(_), Side::Old) => {
                let commits = &self.listing.as_ref()?.commits;
                commits.first()?.parents.first().copied()
            }
            (Shown::Since(round), Side::Old) => Some(round.head),
            (_, Side::New) => Some(range.head),
            (_, Side::Old) => range.base,
        }
    }

    fn copied_lines(&self) -> Option<(Vec<u8>, String)> {
        let cursor = self.view.cursor;
        let start = self
            .selecting
            .and_then(|anchor| self.rows.row_of(&anchor))
            .unwrap_or(cursor);
        let mut lines = Vec::new();
        for at in start.min(cursor)..=start.max(cursor) {
            let (section, row) = self.rows.get(at)?;
            match row.kind {
                RowKind::Gap { .. } | RowKind::Notice(_) | RowKind::Unclear(_) | RowKind::Blank => {
                }
                RowKind::Line { part: 1.., .. } if at != start.min(cursor) => {}
                RowKind::Line { kind, hunk, .. } => {
                    let whole = Row {
                        kind: RowKind::Line {
                            kind,
                            hunk,
                            part: 0,
                        },
                        ..row
                    };
                    lines.push(self.row_text(section, &whole));
                }
                _ => lines.push(self.row_text(section, &row)),
            }
        }
        let said = match lines.len() {
            0 => return None,
            1 => "the line".to_owned(),
            count => format!("{count} lines"),
        };
        Some((lines.join(&b'\n'), said))
    }

    fn copied_hunk(&self) -> Option<Vec<u8>> {
        let (section, hunk) = self.rows.hunk_at(self.view.cursor)?;
        let file = self.file_in_section(section)?;
        let text = file.diff().and_then(FileDiff::as_text)?;
        Some(patch(&file.change, text, text.hunks.get(hunk as usize)?))
    }
}

/// Writes a hunk as a patch for `git apply`.
fn patch(change: &FileChange, text: &TextDiff, hunk: &Hunk) -> Vec<u8> {
    let mut patch = Vec::new();
    for (side, mark, letter) in [(Side::Old, "---", "a/"), (Side::New, "+++", "b/")] {
        let path = change.entry(side).map(|entry| entry.path.as_bytes());
        patch.extend([mark, " "].concat().bytes());
        match path {
            Some(path) => patch.extend(letter.bytes().chain(path.iter().copied())),
            None => patch.extend(b"/dev/null"),
        }
        patch.push(b'\n');
    }
    let mut header = String::from("@@");
    for (sign, lines) in [('-', &hunk.old), ('+', &hunk.new)] {
        let first = if lines.is_empty() {
            lines.start
        } else {
            lines.start + 1
        };
        // Writing to a string cannot fail.
        let _ = write!(header, " {sign}{first},{}", lines.len());
    }
    patch.extend(header.bytes().chain(*b" @@\n"));
    let mut put = |sign: u8, text: &FileText, line: u32| {
        let raw = text.raw_line(line);
        patch.push(sign);
        patch.extend(raw);
        if !raw.ends_with(b"\n") {
            patch.extend(b"\n\\ No newline at end of file\n");
        }
    };
    let mut at = hunk.new.start;
    for change in text.changes_of(hunk) {
        (at..change.new.start).for_each(|line| put(b' ', &text.new, line));
        change
            .old
            .clone()
            .for_each(|line| put(b'-', &text.old, line));
        change
            .new
            .clone()
            .for_each(|line| put(b'+', &text.new, line));
        at = change.new.end;
    }
    (at..hunk.new.end).for_each(|line| put(b' ', &text.new, line));
    patch
}

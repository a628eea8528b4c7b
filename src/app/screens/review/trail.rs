//! Goes back and forward, as in a browser, and goes to a line by its number.

use crate::app::Screen;
use crate::app::facts::Facts;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::review::{File, Review};
use crate::diff;
use crate::model::change::{FileDiff, Side};
use crate::model::id::IncrementId;
use crate::model::index::FileIndex;
use crate::model::text::RepoPath;

/// The number of places remembered in each direction.
const MAX_PLACES: usize = 200;

/// The most lines searched for the next function.
const MAX_LOOK: u32 = 5_000;

/// The places before and after the current one.
#[derive(Clone, Default, Debug)]
pub(super) struct Trail {
    /// The places to go back to, newest last.
    back: Vec<Bookmark>,
    /// The places to go forward to, nearest last.
    forward: Vec<Bookmark>,
}

/// A place of the reviewer's, in terms that survive a rebuild or a new reading.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Bookmark {
    increment: IncrementId,
    /// The file, and the side and 0-based line in it; `None` on the cover.
    at: Option<(RepoPath, Option<(Side, u32)>)>,
}

impl Review {
    fn place_here(&self, facts: &Facts) -> Option<Bookmark> {
        let increment = self.increment(facts)?.id.clone();
        let (section, row) = self.rows.get(self.view.cursor)?;
        let file = self.file_in_section(section);
        let line = match row.kind {
            RowKind::File | RowKind::Notice(_) | RowKind::Unclear(_) | RowKind::Cover(_) => None,
            _ => Some(row.note_line().unwrap_or((Side::New, row.new))),
        };
        Some(Bookmark {
            increment,
            at: file.map(|file| (file.change.path().clone(), line)),
        })
    }

    /// Remembers the current place, before a jump.
    pub(in crate::app) fn leave_mark(&mut self, facts: &Facts) {
        let Some(place) = self.place_here(facts) else {
            return;
        };
        self.trail.forward.clear();
        push(&mut self.trail.back, place);
    }

    /// Goes back to the place before the last jump, or forward again.
    pub(in crate::app) fn travel(&mut self, facts: &Facts, back: bool, asks: &mut Vec<Ask>) {
        let here = self.place_here(facts);
        loop {
            let from = if back {
                &mut self.trail.back
            } else {
                &mut self.trail.forward
            };
            let Some(place) = from.pop() else {
                let way = if back { "back" } else { "forward" };
                asks.push(Ask::info(format!("no place further {way}")));
                return;
            };
            let Some(increment) = facts.engagement.increment_of(&place.increment) else {
                continue;
            };
            if Some(&place) == here.as_ref() {
                continue;
            }
            if let Some(here) = here {
                push(
                    if back {
                        &mut self.trail.forward
                    } else {
                        &mut self.trail.back
                    },
                    here,
                );
            }
            asks.push(Ask::Show(Screen::Review));
            let gathered = self.is_gathered();
            let there = |(path, _): &(RepoPath, _)| self.file_in(increment, path).is_some();
            let stays = gathered && place.at.as_ref().is_some_and(there);
            if (gathered && !stays) || (!gathered && increment != self.increment) {
                let arrive = place
                    .at
                    .clone()
                    .map(|(path, line)| Landing::Line { path, line });
                self.open_increment(facts, increment, arrive, asks);
            }
            if stays {
                self.increment = increment;
            }
            self.go_to_place(facts, place.at, asks);
            return;
        }
    }

    fn go_to_place(
        &mut self,
        facts: &Facts,
        at: Option<(RepoPath, Option<(Side, u32)>)>,
        asks: &mut Vec<Ask>,
    ) {
        let Some((path, line)) = at else {
            self.diff_focus = true;
            self.view.jump(0, self.rows.len());
            return;
        };
        let file = self.file_of(&path);
        if file.is_some_and(|file| self.is_folded(file)) {
            self.uncover(facts, file);
        }
        self.go_to_line(Landing::Line { path, line });
        self.arrive(facts);
        self.follow_hunk(facts, asks);
    }

    /// Goes to the place that was typed: `123`, `-45`, `path:123`, or a part of a path.
    pub(in crate::app) fn go_to_typed(&mut self, facts: &Facts, typed: &str, asks: &mut Vec<Ask>) {
        let typed = typed.trim();
        if typed.is_empty() {
            return;
        }
        let here = self.file_at(self.view.cursor);
        let (name, line) = match (line_number(typed), typed.rsplit_once(':')) {
            (Some(line), _) => ("", Some(line)),
            (None, Some((name, number))) if line_number(number).is_some() => {
                (name, line_number(number))
            }
            (None, _) => (typed, None),
        };
        let file = if name.is_empty() {
            here
        } else {
            self.file_named(name)
        };
        let Some(found) = file.and_then(|file| self.files.get(file)) else {
            let why = if name.is_empty() {
                "the cursor is not in a file"
            } else {
                "no file of this increment has that name"
            };
            asks.push(Ask::info(why));
            return;
        };
        let path = found.change.path().clone();
        self.leave_mark(facts);
        asks.push(Ask::Show(Screen::Review));
        self.go_to_place(facts, Some((path, line)), asks);
    }

    /// Returns the file that best fits a name: as its path, its end, a part of it, or with the
    /// name's letters in order.
    fn file_named(&self, name: &str) -> Option<FileIndex> {
        let name = name.to_lowercase();
        let fit = |(index, file): (FileIndex, &File)| {
            let path = file.change.path().lossy().to_lowercase();
            let base = path.rsplit('/').next().unwrap_or_default();
            let mut letters = path.chars();
            let rank = match () {
                () if path == name => 0,
                () if base == name || path.ends_with(&format!("/{name}")) => 1,
                () if base.contains(&name) => 2,
                () if path.contains(&name) => 3,
                () if name.chars().all(|c| letters.any(|other| other == c)) => 4,
                () => return None,
            };
            Some((rank, path.len(), index))
        };
        self.files
            .entries()
            .filter_map(fit)
            .min()
            .map(|(_, _, index)| index)
    }

    /// Goes to the next or previous function, type or section of the file.
    pub(in crate::app) fn jump_function(
        &mut self,
        facts: &Facts,
        forward: bool,
        asks: &mut Vec<Ask>,
    ) {
        let cursor = self.view.cursor;
        let found = self.rows.get(cursor).and_then(|(section, row)| {
            let file = section.file()?;
            let text = &self
                .files
                .get(file)?
                .diff()
                .and_then(FileDiff::as_text)?
                .new;
            let starts = |line: &u32| diff::enclosing(text, *line) == Some(*line);
            let row_of = |line: u32| self.row_of_line(file, Some((Side::New, line)));
            if forward {
                let end = text.len().min(row.new.saturating_add(MAX_LOOK));
                (row.new..end)
                    .filter(starts)
                    .map(row_of)
                    .find(|row| *row > cursor)
            } else {
                let first = row.new.saturating_sub(MAX_LOOK);
                let header = self.rows.header(section);
                (first..row.new)
                    .rev()
                    .filter(starts)
                    .map(row_of)
                    .find(|row| *row < cursor && *row > header)
            }
        });
        match found {
            Some(row) => self.jump_to_row(facts, row, asks),
            None => {
                let way = if forward { "later" } else { "earlier" };
                asks.push(Ask::info(format!(
                    "no {way} function or section in this file"
                )));
            }
        }
    }
}

fn push(places: &mut Vec<Bookmark>, place: Bookmark) {
    if places.last() != Some(&place) {
        places.push(place);
    }
    if places.len() > MAX_PLACES {
        places.remove(0);
    }
}

/// Parses a line number, counted from 1: `123` on the new side, `-45` on the old one.
fn line_number(text: &str) -> Option<(Side, u32)> {
    let (side, digits) = text
        .strip_prefix('-')
        .map_or((Side::New, text), |digits| (Side::Old, digits));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let line: u32 = digits.parse().ok().filter(|_| plain)?;
    Some((side, line.checked_sub(1)?))
}

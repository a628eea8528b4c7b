//! The walk through the addressed notes: the lines a note was written on beside the lines now, and
//! one key each to verify or reopen it.
//!
//! Owns the order of the walk and where the reviewer is in it. Knows nothing of drawing.

mod walked;

use std::ops::Range;
use std::sync::Arc;

use crate::app::compared::{Compared, Shows, Width};
use crate::app::facts::Facts;
use crate::app::facts::apply::Changed;
use crate::app::facts::threads;
use crate::app::facts::threads::ThreadView;
use crate::app::input::geometry::{Area, BOTH_PANES, half_gutter};
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, Mouse, MouseKind};
use crate::app::screens::ask::{Ask, Destination};
use crate::app::screens::{Hint, Screen, ScreenState};
use crate::app::undo::Undo;
use crate::app::viewport::{WHEEL, distance};
use crate::model::change::BySide;
use crate::model::comparison::{ComparedFile, Comparison};
use crate::model::event::{Body, VerifiedAs};
use crate::model::id::EventId;
use crate::model::note::{Standing, ThreadState};
use crate::model::spec::LineRange;
use crate::model::statement;

pub use walked::Walked;

use walked::{addressed, with_round_of};

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::Verify, "fixed: verify"),
    (Action::Reopen, "not fixed: reopen"),
    (Action::NextAddressed, "next"),
    (Action::Reply, "reply"),
    (Action::Open, "in the diff"),
    (Action::Undo, "undo"),
    (Action::Back, "back"),
    (Action::Help, "help"),
];

/// The state of the walk.
#[derive(Clone, Default, Debug)]
pub struct Walk {
    /// The notes that were addressed when the walk began, in the order of the delivery.
    pub notes: Vec<Walked>,
    /// The index of the note that is shown.
    pub at: usize,
    /// The comparison of its lines then and now, once it came.
    pub shown: Option<Arc<Comparison>>,
    /// The comparison, laid out.
    pub laid: Compared,
    /// The note with its replies, wrapped.
    pub view: Option<ThreadView>,
    /// The number of rows scrolled away at the top.
    pub top: usize,
    /// The terminal's columns when `view` and `laid` were made.
    cols: u16,
    /// Whether the comparison of the note shown was requested.
    asked: bool,
    /// The screen on which the walk began.
    from: Option<Screen>,
}

/// The areas of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WalkAreas {
    /// The note with its replies.
    pub note: Area,
    /// What is compared: two lines, and one for each remark and for the fix.
    pub facts: Area,
    /// The compared lines.
    pub code: Area,
}

impl ScreenState for Walk {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        let half = (usize::from(self.areas(facts).code.height) / 2).max(1) as isize;
        if let Some(by) = distance(action, half) {
            self.scroll(facts, by);
            return Some(Vec::new());
        }
        Some(match action {
            Action::Open => {
                let thread = self.thread(facts).map(Destination::Thread);
                thread.map(Ask::GoTo).into_iter().collect()
            }
            Action::Verify => self.say(facts, VerifiedAs::Verified),
            Action::Reopen => self.say(facts, VerifiedAs::Reopened),
            Action::NextAddressed => self.step(facts, true),
            Action::PrevAddressed => self.step(facts, false),
            Action::VerifyNotes => self.end(),
            _ => return None,
        })
    }

    /// Handles a mouse event: the wheel scrolls the lines.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        match mouse.kind {
            MouseKind::WheelDown => self.scroll(facts, WHEEL),
            MouseKind::WheelUp => self.scroll(facts, -WHEEL),
            MouseKind::Click | MouseKind::Drag => {}
        }
        Vec::new()
    }

    fn enter(&mut self, facts: &Facts) {
        self.fit(facts);
    }

    /// Follows changes: replies, a new claim, an answer taken back, other increments.
    fn refresh(&mut self, facts: &Facts, changed: Changed, _: bool) {
        if changed.engagement {
            self.forget();
        }
        if changed.notes {
            self.follow_notes(facts);
        }
        self.fit(facts);
    }

    /// Fits the walk to the screen: wraps the note again when the width differs, and keeps the
    /// lines on the screen.
    fn fit(&mut self, facts: &Facts) {
        let width = width(facts);
        if self.view.is_none() || self.cols != facts.size.cols {
            let thread = self
                .thread(facts)
                .and_then(|index| facts.record.threads.get(index as usize));
            self.view =
                thread.map(|thread| threads::view(&facts.record, thread, Standing::Exact, width));
            self.lay_out(facts);
        }
        let height = usize::from(self.areas(facts).code.height);
        let last = self.laid.rows.len().saturating_sub(height);
        self.top = self.top.min(last);
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }

    fn back(&mut self, _: &Facts) -> Vec<Ask> {
        self.end()
    }

    /// Returns the index in the record of the note shown.
    fn thread(&self, facts: &Facts) -> Option<u32> {
        let id = self.notes.get(self.at)?.thread;
        facts
            .record
            .threads
            .iter()
            .position(|thread| thread.id == id)
            .map(|index| index as u32)
    }

    /// Requests the comparison of the note shown, once.
    fn missing(&mut self, facts: &Facts) -> Option<Effect> {
        if self.asked {
            return None;
        }
        let note = self.notes.get(self.at)?;
        let thread = Box::new(facts.record.thread(note.thread)?.clone());
        self.asked = true;
        Some(Effect::Compare {
            thread,
            fix: note.fix,
        })
    }

    /// Returns the screen on which the walk began: the next run opens that one, since a walk starts
    /// anew each time.
    fn resumes_on(&self) -> Option<Screen> {
        Some(self.began_on())
    }
}

impl Walk {
    /// Starts a walk through all addressed notes, at the one `under` the cursor, else at the first;
    /// `None` when no note is addressed.
    pub(in crate::app) fn begin(
        facts: &Facts,
        under: Option<EventId>,
        from: Screen,
    ) -> Option<Self> {
        let notes = addressed(facts);
        if notes.is_empty() {
            return None;
        }
        let at = notes
            .iter()
            .position(|note| Some(note.thread) == under)
            .unwrap_or(0);
        let mut walk = Self {
            notes,
            at,
            from: Some(from),
            ..Self::default()
        };
        walk.fit(facts);
        Some(walk)
    }

    /// Returns the screen on which the walk began.
    fn began_on(&self) -> Screen {
        self.from.unwrap_or(Screen::Review)
    }

    /// Drops the comparison, as when the repository is read again.
    pub fn forget(&mut self) {
        (self.shown, self.asked, self.top) = (None, false, 0);
        self.laid = Compared::default();
    }

    fn go(&mut self, facts: &Facts, to: usize) {
        self.at = to;
        self.view = None;
        self.forget();
        self.fit(facts);
    }

    /// Records whether the note shown was fixed, and goes on to the next one without an answer;
    /// ends the walk after the last.
    fn say(&mut self, facts: &Facts, state: VerifiedAs) -> Vec<Ask> {
        let index = self.thread(facts);
        let Some(thread) = index.and_then(|index| facts.record.threads.get(index as usize)) else {
            return Vec::new();
        };
        let (thread, before) = (thread.id, thread.state_heads.clone());
        let said = statement::say(
            &facts.record,
            &facts.engagement.me,
            Body::Verify { thread, state },
        );
        let said = with_round_of(facts, said, thread);
        let mut asks = vec![
            Ask::Undo(Undo::State { thread, before }),
            Ask::Do(Effect::Record(Box::new(said))),
        ];
        if let Some(note) = self.notes.get_mut(self.at) {
            note.said = Some(state);
        }
        let left = |index: &usize| {
            self.notes
                .get(*index)
                .is_some_and(|note| note.said.is_none())
        };
        match (self.at + 1..self.notes.len()).chain(0..self.at).find(left) {
            Some(next) => {
                let word = if state == VerifiedAs::Verified {
                    "verified"
                } else {
                    "open again"
                };
                let words = format!("{} {word}", thread.short());
                asks.push(Ask::info(
                    facts.with_keys(words, &[(Action::Undo, "undoes it")]),
                ));
                self.go(facts, next);
            }
            None => asks.extend(self.end()),
        }
        asks
    }

    /// Goes to the next or previous note of the walk.
    fn step(&mut self, facts: &Facts, forward: bool) -> Vec<Ask> {
        let last = self.notes.len().saturating_sub(1);
        let to = if forward {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
        if to == self.at {
            let text = if forward {
                "this is the last addressed note"
            } else {
                "this is the first addressed note"
            };
            return vec![Ask::info(text)];
        }
        self.go(facts, to);
        Vec::new()
    }

    /// Ends the walk: goes back to the screen where it began, and reports the answers.
    pub(in crate::app) fn end(&mut self) -> Vec<Ask> {
        let walk = std::mem::take(self);
        let said = |state| {
            walk.notes
                .iter()
                .filter(|note| note.said == Some(state))
                .count()
        };
        let (verified, reopened) = (said(VerifiedAs::Verified), said(VerifiedAs::Reopened));
        let left = walk.notes.len() - verified - reopened;
        let parts = [
            (verified, "verified"),
            (reopened, "open again"),
            (left, "still to verify"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let mut asks = vec![Ask::GoBack(walk.began_on())];
        if verified + reopened > 0 {
            asks.push(Ask::info(parts.join(", ")));
        }
        asks
    }

    /// Scrolls the lines by a number of rows, up when negative.
    fn scroll(&mut self, facts: &Facts, by: isize) {
        self.top = self.top.saturating_add_signed(by);
        self.fit(facts);
    }

    /// Takes in a comparison; one for another note than the one shown is dropped.
    pub(in crate::app) fn take(
        &mut self,
        facts: &Facts,
        thread: EventId,
        comparison: Arc<Comparison>,
    ) {
        if self
            .notes
            .get(self.at)
            .is_none_or(|note| note.thread != thread)
        {
            return;
        }
        self.shown = Some(comparison);
        self.asked = true;
        self.lay_out(facts);
        let first = self.laid.first_own();
        self.top = first.saturating_sub(usize::from(self.areas(facts).code.height) / 3);
        self.fit(facts);
    }

    fn lay_out(&mut self, facts: &Facts) {
        let file = self.shown.as_ref().and_then(|shown| shown.file.as_ref());
        let split = Self::is_split(facts);
        let laid = |file: &ComparedFile| {
            let inner = facts.size.body().inner().width;
            // The divider between the halves takes one cell from the right one.
            let width = if split {
                (inner / 2).min(inner - inner / 2 - 1)
            } else {
                inner
            };
            let cells = width.saturating_sub(half_gutter(file.digits()));
            Compared::new(
                &file.diff,
                own_lines(file),
                Shows::All,
                Width {
                    split,
                    cells,
                    tab: facts.tab,
                },
            )
        };
        self.laid = file.map_or_else(Compared::default, laid);
        self.cols = facts.size.cols;
    }

    fn follow_notes(&mut self, facts: &Facts) {
        for at in 0..self.notes.len() {
            let Some(note) = self.notes.get_mut(at) else {
                break;
            };
            let Some(now) = facts
                .record
                .thread(note.thread)
                .filter(|now| **now != note.seen)
            else {
                continue;
            };
            let mut again = now.place != note.seen.place;
            if let ThreadState::Addressed { commit, .. } = now.state {
                again |= note.fix != commit;
                (note.fix, note.said) = (commit, None);
            }
            note.seen = now.clone();
            if at == self.at {
                self.view = None;
                if again {
                    self.forget();
                }
            }
        }
    }

    /// Returns the areas: the note takes what it needs up to 9/20 of the screen, the lines take the
    /// rest.
    pub fn areas(&self, facts: &Facts) -> WalkAreas {
        let inner = facts.size.body().inner();
        let lines = self.view.as_ref().map_or(1, |view| view.lines.len()) as u16;
        let note = lines.min((inner.height * 9 / 20).max(1));
        let remarks = self.shown.as_ref().map_or(0, |shown| {
            shown.remarks.len() as u16 + u16::from(shown.fix.is_some())
        });
        let compared = (2 + remarks).min(inner.height.saturating_sub(note));
        let code = inner.height.saturating_sub(note + compared);
        WalkAreas {
            note: Area {
                height: note,
                ..inner
            },
            facts: Area {
                y: inner.y + note,
                height: compared,
                ..inner
            },
            code: Area {
                y: inner.y + note + compared,
                height: code,
                ..inner
            },
        }
    }

    /// Tells whether old and new lines are beside each other.
    pub fn is_split(facts: &Facts) -> bool {
        facts.size.cols >= BOTH_PANES
    }
}

/// Returns the note's own lines then and now, 0-based within the compared texts.
fn own_lines(file: &ComparedFile) -> BySide<Vec<Range<u32>>> {
    let [old, new] = file.versions.each_ref().map(|version| {
        let inside = |lines: LineRange| {
            (lines.first - 1).saturating_sub(version.before)
                ..lines.last.saturating_sub(version.before)
        };
        version.lines.map(inside).into_iter().collect()
    });
    BySide { old, new }
}

/// Returns the width of the note's words, in cells.
fn width(facts: &Facts) -> u16 {
    facts
        .size
        .body()
        .inner()
        .width
        .saturating_sub(5)
        .clamp(20, 100)
}

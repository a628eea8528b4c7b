//! The walk through the addressed notes: what a note was written on beside what stands there now, and one
//! key each to say whether it was put right.
//!
//! Owns the order of the walk and where in it the reviewer is. Knows nothing of drawing.

mod rows;

pub use rows::{CompareRow, Compared, Width};

use crate::app::facts::Facts;
use std::sync::Arc;

use crate::app::facts::threads::{self, ThreadView};
use crate::app::input::geometry::{Area, BOTH_PANES, half_gutter};
use crate::app::msg::Effect;
use crate::app::shell::undo::Undo;
use crate::app::{Message, Model, Screen};
use crate::model::comparison::{ComparedFile, Comparison};
use crate::model::event::{Body, VerifiedAs};
use crate::model::id::{EventId, ObjectId};
use crate::model::note::{Standing, Thread, ThreadState};
use crate::model::record::Record;
use crate::model::statement;

/// The walk's state.
#[derive(Clone, Default, Debug)]
pub struct Walk {
    /// The notes that were addressed when it began, in the order of the delivery.
    pub notes: Vec<Walked>,
    /// Which of them is shown.
    pub at: usize,
    /// Its lines then and now, once compared.
    pub shown: Option<Arc<Comparison>>,
    /// The same, laid out.
    pub laid: Compared,
    /// The note with its replies, wrapped.
    pub view: Option<ThreadView>,
    /// Rows scrolled away above.
    pub top: usize,
    /// The terminal's columns when all this was laid out.
    cols: u16,
    /// Whether it was asked to compare the note shown.
    asked: bool,
    /// Where it began.
    from: Option<Screen>,
}

/// A note of the walk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Walked {
    /// The note.
    pub thread: EventId,
    /// The commit that was claimed to have put it right.
    pub fix: Option<ObjectId>,
    /// What I said of it.
    pub said: Option<VerifiedAs>,
}

/// The parts of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WalkAreas {
    /// The note with its replies.
    pub note: Area,
    /// What is compared, in a line or two.
    pub facts: Area,
    /// The lines.
    pub code: Area,
}

impl Walk {
    /// Forgets what was compared, as when the repository is read anew.
    pub fn forget(&mut self) {
        (self.shown, self.asked, self.top) = (None, false, 0);
        self.laid = Compared::default();
    }

    fn go(&mut self, to: usize) {
        self.at = to;
        self.view = None;
        self.forget();
    }
}

impl Facts {
    /// The addressed notes in scope, by increment, file and line.
    fn addressed(&self) -> Vec<Walked> {
        let place = |thread: &Thread| {
            let increment = thread.place.increment.as_ref().and_then(|id| self.engagement.increment_of(id));
            let anchor = thread.place.anchor.as_ref();
            let line = anchor.and_then(|anchor| anchor.lines).map_or(0, |lines| lines.first);
            (increment, anchor.map(|anchor| anchor.path.clone()), line)
        };
        let mut threads: Vec<&Thread> = self.record.live_threads().collect();
        threads.retain(|thread| self.is_in_scope(thread));
        threads.sort_by_cached_key(|thread| place(thread));
        let walked = |thread: &Thread| match thread.state {
            ThreadState::Addressed { commit, .. } => {
                Some(Walked { thread: thread.id, fix: commit, said: None })
            }
            _ => None,
        };
        threads.into_iter().filter_map(walked).collect()
    }

    /// The round of the note's own increment that was looked at: not the one on the review screen.
    fn with_round_of(
        &self,
        mut said: crate::model::event::Statement,
        thread: EventId,
    ) -> crate::model::event::Statement {
        let found = self.record.thread(thread).and_then(|thread| thread.place.increment.as_ref());
        let increment = found.and_then(|id| self.engagement.increment_of(id));
        let increment = increment.and_then(|index| self.engagement.increments.get(index));
        said.subject = increment.map(|increment| statement::subject(increment, None, Vec::new()));
        said
    }

    /// Whether old and new lines are beside each other.
    pub fn walk_is_split(&self) -> bool {
        self.size.cols >= BOTH_PANES
    }

    /// Cells of the note's words.
    fn walk_width(&self) -> u16 {
        self.size.body().inner().width.saturating_sub(5).clamp(20, 100)
    }
}

impl Model {
    /// Begins with the addressed note under the cursor, else with the first.
    pub(in crate::app) fn begin_walk(&mut self) {
        if self.screen == Screen::Verify {
            return self.end_walk();
        }
        let under = self.thread_in_focus().and_then(|thread| self.facts.record.threads.get(thread as usize));
        let under = under.map(|thread| thread.id);
        let notes = self.facts.addressed();
        if notes.is_empty() {
            self.message = Some(Message::info("no note is addressed, so there is nothing to verify"));
            return;
        }
        let at = notes.iter().position(|note| Some(note.thread) == under).unwrap_or(0);
        self.walk = Walk { notes, from: Some(self.screen), ..Walk::default() };
        self.walk.go(at);
        self.screen = Screen::Verify;
        self.fit_walk();
    }

    /// The index in the record of the note shown.
    pub fn walked_thread(&self) -> Option<u32> {
        let id = self.walk.notes.get(self.walk.at)?.thread;
        self.facts.record.threads.iter().position(|thread| thread.id == id).map(|index| index as u32)
    }

    /// Says of the note shown whether it was put right, and goes on to the next one.
    pub(in crate::app) fn walk_on(&mut self, state: VerifiedAs, effects: &mut Vec<Effect>) {
        let index = self.walked_thread();
        let Some(thread) = index.and_then(|index| self.facts.record.threads.get(index as usize)) else {
            return;
        };
        let (thread, before) = (thread.id, thread.state_heads.clone());
        let said =
            statement::say(&self.facts.record, &self.facts.engagement.me, Body::Verify { thread, state });
        let said = self.facts.with_round_of(said, thread);
        self.undo.push(Undo::State { thread, before });
        effects.push(Effect::Record(Box::new(said)));
        let at = self.walk.at;
        self.walk.notes[at].said = Some(state);
        let notes = &self.walk.notes;
        let left = |index: &usize| notes[*index].said.is_none();
        match (at + 1..notes.len()).chain(0..at).find(left) {
            Some(next) => {
                let word = if state == VerifiedAs::Verified { "verified" } else { "open again" };
                self.message = Some(Message::info(format!("{} {word}; u takes it back", thread.short())));
                self.walk.go(next);
                self.fit_walk();
            }
            None => self.end_walk(),
        }
    }

    /// Another note of the walk.
    pub(in crate::app) fn step_walk(&mut self, forward: bool) {
        let last = self.walk.notes.len().saturating_sub(1);
        let to = if forward { (self.walk.at + 1).min(last) } else { self.walk.at.saturating_sub(1) };
        if to == self.walk.at {
            let text = if forward { "this is the last addressed note" } else { "this is the first one" };
            self.message = Some(Message::info(text));
            return;
        }
        self.walk.go(to);
        self.fit_walk();
    }

    /// Back to where it began, with what came of it.
    pub(in crate::app) fn end_walk(&mut self) {
        let said = |state| self.walk.notes.iter().filter(|note| note.said == Some(state)).count();
        let (verified, reopened) = (said(VerifiedAs::Verified), said(VerifiedAs::Reopened));
        let left = self.walk.notes.len() - verified - reopened;
        let parts = [(verified, "verified"), (reopened, "open again"), (left, "still to verify")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if verified + reopened > 0 {
            self.message = Some(Message::info(parts.join(", ")));
        }
        self.screen = self.walk.from.unwrap_or(Screen::Review);
        self.walk = Walk::default();
    }

    /// Scrolls the lines.
    pub(in crate::app) fn scroll_walk(&mut self, by: isize) {
        self.walk.top = self.walk.top.saturating_add_signed(by);
        self.fit_walk();
    }

    /// Takes what was compared; an answer for another note than the one shown is dropped.
    pub(in crate::app) fn take_comparison(&mut self, thread: EventId, comparison: Arc<Comparison>) {
        if self.walk.notes.get(self.walk.at).is_none_or(|note| note.thread != thread) {
            return;
        }
        self.walk.shown = Some(comparison);
        self.walk.asked = true;
        self.lay_out_walk();
        let first = self.walk.laid.first_own();
        self.walk.top = first.saturating_sub(usize::from(self.walk_areas().code.height) / 3);
        self.fit_walk();
    }

    fn lay_out_walk(&mut self) {
        let file = self.walk.shown.as_ref().and_then(|shown| shown.file.as_ref());
        let split = self.facts.walk_is_split();
        let laid = |file: &ComparedFile| {
            let inner = self.facts.size.body().inner().width;
            // The right half has the line between them.
            let width = if split { (inner / 2).min(inner - inner / 2 - 1) } else { inner };
            let cells = width.saturating_sub(half_gutter(file.digits()));
            Compared::new(file, Width { split, cells, tab: self.facts.tab })
        };
        self.walk.laid = file.map_or_else(Compared::default, laid);
        self.walk.cols = self.facts.size.cols;
    }

    /// Asks for the note shown to be compared.
    pub(in crate::app) fn ask_to_compare(&mut self, effects: &mut Vec<Effect>) {
        if self.screen != Screen::Verify || self.walk.asked {
            return;
        }
        let note = self.walk.notes.get(self.walk.at);
        let Some((fix, thread)) =
            note.and_then(|note| Some((note.fix, self.facts.record.thread(note.thread)?)))
        else {
            return;
        };
        let thread = Box::new(thread.clone());
        self.walk.asked = true;
        effects.push(Effect::Compare { thread, fix });
    }

    /// Keeps the walk in step with the record: words, a new claim, a word taken back.
    pub(in crate::app) fn refresh_walk(&mut self, old: &Record) {
        for at in 0..self.walk.notes.len() {
            let id = self.walk.notes[at].thread;
            let (Some(now), before) = (self.facts.record.thread(id), old.thread(id)) else { continue };
            if before == Some(now) {
                continue;
            }
            let moved = before.is_some_and(|before| before.place != now.place);
            let mut again = moved;
            if let ThreadState::Addressed { commit, .. } = now.state {
                again |= self.walk.notes[at].fix != commit;
                (self.walk.notes[at].fix, self.walk.notes[at].said) = (commit, None);
            }
            if at == self.walk.at {
                self.walk.view = None;
                if again {
                    self.walk.forget();
                }
            }
        }
        self.fit_walk();
    }

    /// Fits the walk to the screen: wraps the note anew where its width is another, and keeps the lines on
    /// the screen.
    pub(in crate::app) fn fit_walk(&mut self) {
        let width = self.facts.walk_width();
        if self.walk.view.is_none() || self.walk.cols != self.facts.size.cols {
            let thread = self.walked_thread().and_then(|index| self.facts.record.threads.get(index as usize));
            self.walk.view =
                thread.map(|thread| threads::view(&self.facts.record, thread, Standing::Exact, width));
            self.lay_out_walk();
        }
        let height = usize::from(self.walk_areas().code.height);
        let last = self.walk.laid.rows.len().saturating_sub(height);
        self.walk.top = self.walk.top.min(last);
    }

    /// Where the parts stand: the note takes what it needs up to half the screen, the lines the rest.
    pub fn walk_areas(&self) -> WalkAreas {
        let inner = self.facts.size.body().inner();
        let lines = self.walk.view.as_ref().map_or(1, |view| view.lines.len()) as u16;
        let note = lines.min((inner.height * 9 / 20).max(1));
        let remarks = self
            .walk
            .shown
            .as_ref()
            .map_or(0, |shown| shown.remarks.len() as u16 + u16::from(shown.fix.is_some()));
        let facts = (2 + remarks).min(inner.height.saturating_sub(note));
        let code = inner.height.saturating_sub(note + facts);
        WalkAreas {
            note: Area { height: note, ..inner },
            facts: Area { y: inner.y + note, height: facts, ..inner },
            code: Area { y: inner.y + note + facts, height: code, ..inner },
        }
    }
}

//! The amendments screen: what the delivery changes in the agreed spec, one change in full.
//!
//! Owns where the reviewer is among the amendments and the chosen one's texts, wrapped, with the words that
//! differ. What is agreed or refused is said in `decide`; what other screens say of amendments is in `words`.

mod decide;

use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::input::geometry::{Area, BOTH_PANES};
use crate::app::msg::Effect;
use crate::app::screens::review::{Arrival, Shown};
use crate::app::viewport::Viewport;
use crate::app::{Message, Model, Screen};
use crate::diff::words::prose;
use crate::model::amendment::{Amendment, AmendmentKind, AmendmentState, TextChange};
use crate::model::change::Side;
use crate::safe;
use crate::safe::Line;

/// The amendments screen's state.
#[derive(Clone, Default, Debug)]
pub struct Amendments {
    /// Where in the amendments the cursor is.
    pub view: Viewport,
    /// The chosen amendment in full.
    pub text: Vec<AmendedLine>,
    /// Lines of it scrolled away above.
    pub top: usize,
    /// Which change `text` is of, what was said of it, and the width it was wrapped to.
    of: Option<(TextChange, AmendmentState, u16)>,
}

/// A line of an amendment in full.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AmendedLine {
    /// What stands below: the agreed text or the one delivered.
    Heading(&'static str),
    /// A line of the agreed text, and the bytes of it that the delivered one does not have.
    Agreed(Line, Vec<Range<usize>>),
    /// A line of the delivered text, and the bytes of it that the agreed one does not have.
    Delivered(Line, Vec<Range<usize>>),
    /// Something to know; made safe.
    Fact(String),
    /// What is to be decided, or was; made safe.
    State(String),
    /// Nothing.
    Empty,
}

impl Facts {
    /// What there is to say where nothing of the spec is to be agreed.
    pub(in crate::app) fn nothing_amended(&self, width: u16) -> Vec<AmendedLine> {
        let words = match self.engagement.agreed.at {
            Some(_) => "the specs are as they were agreed",
            None => "no agreed version of the specs is known, so nothing of them is called a change",
        };
        let since = self.agreed_since();
        [words, &since].into_iter().flat_map(|words| wrapped(words, width)).map(AmendedLine::Fact).collect()
    }

    /// The panes of the amendments screen: the list, and the chosen amendment in full, beside each other where
    /// there is room.
    pub fn amendment_areas(&self) -> (Area, Area) {
        let body = self.size.body();
        if self.size.cols >= BOTH_PANES {
            let left = (self.size.cols * 2 / 5).clamp(36, 60);
            let text = Area { x: left, width: body.width - left, ..body };
            return (Area { width: left, ..body }, text);
        }
        let rows = u16::try_from(self.engagement.agreed.amendments.len()).unwrap_or(u16::MAX);
        let list = rows.saturating_add(2).clamp(3, (body.height * 2 / 5).max(3)).min(body.height);
        let text = Area { y: body.y + list, height: body.height - list, ..body };
        (Area { height: list, ..body }, text)
    }
}

impl Model {
    /// The amendment under the cursor.
    pub fn chosen_amendment(&self) -> Option<&Amendment> {
        self.facts.engagement.agreed.amendments.get(self.amendments.view.cursor)
    }

    /// Opens the amendments screen at the chosen criterion's amendment, or goes back when it is open.
    pub(in crate::app) fn toggle_amendments(&mut self) {
        let at = self.facts.chosen.and_then(|chosen| {
            let key = self.facts.engagement.key(chosen)?;
            self.facts.engagement.agreed.amendments.iter().position(|amendment| amendment.criterion == *key)
        });
        self.show(Screen::Amendments);
        if let Some(at) = at.filter(|_| self.screen == Screen::Amendments) {
            self.go_to_amendment(at);
        }
    }

    /// Puts the cursor on an amendment.
    pub(in crate::app) fn go_to_amendment(&mut self, at: usize) {
        self.amendments.view.go(at, self.facts.engagement.agreed.amendments.len());
        self.choose_amended();
    }

    /// Moves the cursor by some amendments.
    pub(in crate::app) fn step_amendment(&mut self, by: isize) {
        self.amendments.view.step(by, self.facts.engagement.agreed.amendments.len());
        self.choose_amended();
    }

    /// Makes the criterion of the chosen amendment the chosen one, so that other screens go on with it.
    pub(in crate::app) fn choose_amended(&mut self) {
        let key = self.chosen_amendment().map(|amendment| amendment.criterion.clone());
        let number = key.and_then(|key| self.facts.engagement.number_of(&key));
        if let Some(number) =
            number.filter(|number| self.facts.engagement.numbers(self.facts.scope).contains(number))
        {
            self.choose(number);
        }
    }

    /// Fits the list and the chosen amendment to the screen. Texts are compared and wrapped only when another
    /// amendment is chosen, or the width differs.
    pub(in crate::app) fn fit_amendments(&mut self) {
        let (list, text) = self.facts.amendment_areas();
        let len = self.facts.engagement.agreed.amendments.len();
        self.amendments.view.resize(usize::from(list.inner().height), len);
        let inner = text.inner();
        let width = inner.width.saturating_sub(2);
        let of = self.chosen_amendment().map(|amendment| (amendment.change, amendment.state.clone(), width));
        if of.is_none() || of != self.amendments.of {
            let same = self.amendments.of.as_ref().map(|of| of.0) == of.as_ref().map(|of| of.0);
            self.amendments.top = if same { self.amendments.top } else { 0 };
            self.amendments.text = self.amended_lines(width);
            self.amendments.of = of;
        }
        let last = self.amendments.text.len().saturating_sub(usize::from(inner.height));
        self.amendments.top = self.amendments.top.min(last);
    }

    /// Forgets what was wrapped, as when everything is read anew.
    pub(in crate::app) fn forget_amendment(&mut self) {
        self.amendments.of = None;
    }

    /// Scrolls the chosen amendment by some lines.
    pub(in crate::app) fn scroll_amendment(&mut self, by: isize) {
        let top = &mut self.amendments.top;
        *top = top.saturating_add_signed(by).min(self.amendments.text.len().saturating_sub(1));
        self.fit_amendments();
    }

    fn amended_lines(&self, width: u16) -> Vec<AmendedLine> {
        let Some(amendment) = self.chosen_amendment() else { return self.facts.nothing_amended(width) };
        let before = safe::rejoin(amendment.before.as_bytes());
        let after = safe::rejoin(amendment.after.as_bytes());
        let differ = match amendment.kind {
            AmendmentKind::Reworded => prose(&before, &after),
            // All of it is new, or gone: marks would say nothing.
            AmendmentKind::Added | AmendmentKind::Removed => Default::default(),
        };
        let mut lines: Vec<AmendedLine> =
            wrapped(&self.facts.amendment_words(amendment), width).map(AmendedLine::State).collect();
        lines.push(AmendedLine::Empty);
        lines.push(AmendedLine::Heading("Agreed"));
        match amendment.kind {
            AmendmentKind::Added => {
                lines.extend(wrapped("not in the agreed spec", width).map(AmendedLine::Fact));
            }
            _ => {
                let rows = safe::wrap(&before, width).into_iter();
                lines.extend(rows.map(|line| {
                    let lit = within(&line, &differ.old);
                    AmendedLine::Agreed(line, lit)
                }));
            }
        }
        lines.push(AmendedLine::Empty);
        lines.push(AmendedLine::Heading("Delivered"));
        match amendment.kind {
            AmendmentKind::Removed => {
                lines.extend(wrapped("no longer in the spec", width).map(AmendedLine::Fact));
            }
            _ => {
                let rows = safe::wrap(&after, width).into_iter();
                lines.extend(rows.map(|line| {
                    let lit = within(&line, &differ.new);
                    AmendedLine::Delivered(line, lit)
                }));
            }
        }
        lines.push(AmendedLine::Empty);
        lines.extend(wrapped(&self.facts.where_amended(amendment), width).map(AmendedLine::Fact));
        lines.extend(wrapped(&self.facts.agreed_since(), width).map(AmendedLine::Fact));
        lines
    }

    /// Opens the increment whose commit made the chosen amendment, at the spec's line.
    pub(in crate::app) fn open_amendment(&mut self, effects: &mut Vec<Effect>) {
        let Some(amendment) = self.chosen_amendment().cloned() else { return };
        let Some(commit) = amendment.commit else {
            let words = "the commit that made this change is not known";
            self.message = Some(Message::info(words));
            return;
        };
        let holds = |of: &usize| self.facts.is_commit_of(*of, commit);
        let Some(of) = (0..self.facts.engagement.increments.len()).find(holds) else {
            let words = match self.facts.traces.iter().all(Option::is_some) {
                true => format!("{} is in none of the increments", commit.short(7)),
                false => "the increments are still being read through; try again then".to_owned(),
            };
            self.message = Some(Message::info(words));
            return;
        };
        let number = self.facts.engagement.number_of(&amendment.criterion);
        let criterion = number.and_then(|number| self.facts.engagement.criterion(number));
        let line = criterion.map(|found| (Side::New, found.lines.first.saturating_sub(1)));
        let arrival = Arrival::Line { path: amendment.criterion.spec.clone(), line };
        self.leave_mark();
        self.choose_amended();
        self.screen = Screen::Review;
        self.review.diff_focus = true;
        self.review.tree.focused = false;
        if of != self.review.increment || self.review.shown != Shown::Whole {
            self.open_increment(of, Some(arrival), effects);
        } else {
            self.go_to_line(arrival);
            self.arrive();
            self.follow_hunk();
        }
    }
}

/// Words of ours, wrapped.
fn wrapped(words: &str, width: u16) -> impl Iterator<Item = String> + use<> {
    safe::wrap(words, width).into_iter().map(|line| line.text)
}

/// Which bytes of a wrapped line's own text some bytes of the whole text are.
fn within(line: &Line, differ: &[Range<u32>]) -> Vec<Range<usize>> {
    let shown =
        |range: &Range<u32>| line.text_offset(range.start as usize)..line.text_offset(range.end as usize);
    differ.iter().map(shown).filter(|range| !range.is_empty()).collect()
}

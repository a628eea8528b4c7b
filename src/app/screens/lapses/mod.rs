//! The walk through the user's lapsed verdicts: what each rested on beside what is there now, and
//! one key each to let it stand or to judge otherwise.
//!
//! Owns the order of the walk, where the reviewer is in it, and what was shown to its end. `walked`
//! tells what became of each verdict, `lines` lays one out. Knows nothing of drawing.

mod lines;
mod walked;

use std::sync::Arc;

use crate::app::compared::Compared;
use crate::app::facts::Facts;
use crate::app::facts::apply::Changed;
use crate::app::input::geometry::{Area, BOTH_PANES};
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, Mouse, MouseKind};
use crate::app::overlays::Overlay;
use crate::app::screens::ask::{Ask, Destination, Landing};
use crate::app::screens::{Hint, Screen, ScreenState};
use crate::app::undo::Undo;
use crate::app::viewport::{WHEEL, distance};
use crate::model::change::Side;
use crate::model::ground::{Ground, GroundState};
use crate::model::id::EventId;
use crate::model::lapse::Reason;
use crate::model::spec::CriterionKey;

pub use lines::{LapseLine, Text, digits};
pub use walked::{Answer, Walked};

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::StillStands, "still stands"),
    (Action::NoLonger, "no longer"),
    (Action::NextLapsed, "next"),
    (Action::AllStand, "all shown stand"),
    (Action::HalfPageDown, "scroll"),
    (Action::Open, "in the diff"),
    (Action::Undo, "undo"),
    (Action::Back, "back"),
    (Action::Help, "help"),
];

/// The state of the walk.
#[derive(Clone, Default, Debug)]
pub struct LapseWalk {
    /// The verdicts that had lapsed when the walk began, in the order of the specs.
    pub verdicts: Vec<Walked>,
    /// The index of the verdict that is shown.
    pub at: usize,
    /// What it rested on, then and now, once that came.
    pub ground: Option<Arc<Ground>>,
    /// The compared files, laid out; indexed like the files of the ground.
    pub files: Vec<Compared>,
    /// The shown verdict in full.
    pub lines: Vec<LapseLine>,
    /// The number of lines scrolled away at the top.
    pub top: usize,
    /// The terminal's columns when `lines` was made; 0 when it is to be made anew.
    cols: u16,
    /// Whether the ground of the verdict shown was requested.
    asked: bool,
    /// Whether the verdict shown was answered from outside the walk's own keys: the walk goes on.
    goes_on: bool,
    /// The screen on which the walk began.
    from: Option<Screen>,
}

impl ScreenState for LapseWalk {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        let half = (usize::from(Self::area(facts).height) / 2).max(1) as isize;
        if let Some(by) = distance(action, half) {
            self.scroll(facts, by);
            return Some(Vec::new());
        }
        Some(match action {
            Action::StillStands => self.affirm(facts),
            Action::NoLonger => self.judge_otherwise(facts),
            Action::AllStand => self.affirm_shown(facts),
            Action::NextLapsed => self.step(facts, true),
            Action::PrevLapsed => self.step(facts, false),
            Action::Open => self.open(facts),
            Action::CheckAgain => self.end(),
            _ => return None,
        })
    }

    /// Handles a mouse event: the wheel scrolls.
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

    /// Follows the record: verdicts given, taken back, or holding again by themselves.
    fn refresh(&mut self, facts: &Facts, changed: Changed, _: bool) {
        if changed.engagement {
            self.forget();
        }
        if changed.engagement || changed.record {
            let open = self.shown().is_some_and(|shown| shown.answer.is_none());
            self.verdicts
                .iter_mut()
                .for_each(|walked| walked.follow(facts));
            let answered = self.shown().is_some_and(|shown| shown.answer.is_some());
            self.goes_on |= open && answered;
            self.cols = 0;
        }
        self.fit(facts);
    }

    /// Fits the walk to the screen: lays the verdict out again when the width differs, and notes
    /// when its end was on the screen.
    fn fit(&mut self, facts: &Facts) {
        if self.cols != facts.size.cols {
            self.lay_out(facts);
        }
        let height = usize::from(Self::area(facts).height);
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.min(last);
        let is_at_end = self.ground.is_some() && self.top == last;
        if let Some(shown) = self.verdicts.get_mut(self.at) {
            shown.is_seen |= is_at_end;
        }
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }

    fn back(&mut self, _: &Facts) -> Vec<Ask> {
        self.end()
    }

    /// Requests the ground of the verdict shown, once.
    fn missing(&mut self, facts: &Facts) -> Option<Effect> {
        if self.asked {
            return None;
        }
        let verdict = Box::new(self.shown()?.given.clone());
        self.asked = true;
        Some(Effect::CompareGround {
            verdict,
            agreed: facts.engagement.agreed.at,
        })
    }

    /// Returns the screen on which the walk began: the next run opens that one, since a walk starts
    /// anew each time.
    fn resumes_on(&self) -> Option<Screen> {
        Some(self.began_on())
    }
}

impl LapseWalk {
    /// Starts a walk through the user's lapsed verdicts, at the chosen criterion's, else at the
    /// first; `None` when none lapsed.
    pub(in crate::app) fn begin(facts: &Facts, from: Screen) -> Option<Self> {
        let verdicts: Vec<Walked> = facts
            .my_lapsed()
            .map(|(key, given, lapse)| Walked::new(key, given, lapse))
            .collect();
        if verdicts.is_empty() {
            return None;
        }
        let chosen = facts.chosen.and_then(|chosen| facts.engagement.key(chosen));
        let at = verdicts
            .iter()
            .position(|walked| Some(&walked.criterion) == chosen)
            .unwrap_or(0);
        Some(Self {
            verdicts,
            at,
            from: Some(from),
            ..Self::default()
        })
    }

    /// Returns the verdict that is shown.
    pub fn shown(&self) -> Option<&Walked> {
        self.verdicts.get(self.at)
    }

    /// Returns the verdict of the walk on a criterion.
    pub(in crate::app) fn walked(&self, key: &CriterionKey) -> Option<&Walked> {
        self.verdicts.iter().find(|walked| walked.criterion == *key)
    }

    /// Returns the area of the lines.
    pub fn area(facts: &Facts) -> Area {
        facts.size.body().inner()
    }

    /// Tells whether then and now are beside each other.
    pub fn is_split(facts: &Facts) -> bool {
        facts.size.cols >= BOTH_PANES
    }

    /// Makes the criterion of the verdict shown the chosen one on every screen.
    pub(in crate::app) fn choose(&self, facts: &Facts) -> Vec<Ask> {
        let criterion = self
            .shown()
            .and_then(|shown| facts.engagement.criterion_of(&shown.criterion));
        criterion.map(Ask::Choose).into_iter().collect()
    }

    /// Takes in the ground of a verdict; that of another one than the one shown is dropped.
    pub(in crate::app) fn take(&mut self, facts: &Facts, verdict: EventId, ground: Arc<Ground>) {
        if self.shown().is_none_or(|shown| shown.given.id != verdict) {
            return;
        }
        self.ground = Some(ground);
        self.cols = 0;
        self.fit(facts);
    }

    /// Goes on after the verdict shown was answered through a menu or by somebody else.
    pub(in crate::app) fn go_on(&mut self, facts: &Facts) -> Vec<Ask> {
        if std::mem::take(&mut self.goes_on) {
            self.next_open(facts)
        } else {
            Vec::new()
        }
    }

    /// Drops what was compared, as when the repository is read again.
    fn forget(&mut self) {
        (self.ground, self.asked, self.top, self.cols) = (None, false, 0, 0);
    }

    fn began_on(&self) -> Screen {
        self.from.unwrap_or(Screen::Review)
    }

    fn go(&mut self, facts: &Facts, to: usize) -> Vec<Ask> {
        self.at = to;
        self.forget();
        self.fit(facts);
        self.choose(facts)
    }

    /// Affirms the verdict shown, and goes on to the next one without an answer.
    fn affirm(&mut self, facts: &Facts) -> Vec<Ask> {
        let Some(shown) = self.verdicts.get_mut(self.at) else {
            return Vec::new();
        };
        if shown.answer.is_some() {
            return vec![Ask::info(shown.answer_words(facts))];
        }
        let (undo, said) = shown.affirm(facts);
        let (criterion, before) = undo;
        let words = format!("{}: still {}", criterion.id, shown.verdict_words());
        let words = facts.with_keys(words, &[(Action::Undo, "undoes it")]);
        let mut asks = vec![
            Ask::Undo(Undo::Verdict { criterion, before }),
            Ask::Do(said),
            Ask::info(words),
        ];
        asks.extend(self.next_open(facts));
        asks
    }

    /// Affirms all verdicts without an answer that were shown to their end; one undo takes all of it
    /// back.
    fn affirm_shown(&mut self, facts: &Facts) -> Vec<Ask> {
        let mut undone = Vec::new();
        let mut asks = Vec::new();
        let open = |walked: &&mut Walked| walked.answer.is_none() && walked.is_seen;
        for walked in self.verdicts.iter_mut().filter(open) {
            let (undo, said) = walked.affirm(facts);
            undone.push(undo);
            asks.push(Ask::Do(said));
        }
        let left = self.left();
        let not_shown = match left {
            0 => String::new(),
            left => format!(", {left} not shown to the end: still to check"),
        };
        if undone.is_empty() {
            return vec![Ask::info(format!("none affirmed{not_shown}"))];
        }
        let verdicts = if undone.len() == 1 {
            "verdict stands"
        } else {
            "verdicts stand"
        };
        let words = format!("{} {verdicts}{not_shown}", undone.len());
        let words = facts.with_keys(words, &[(Action::Undo, "undoes it")]);
        asks.push(Ask::Undo(Undo::Verdicts(undone)));
        asks.extend(self.next_open(facts));
        // Said last: it also tells how the walk ended.
        asks.push(Ask::info(words));
        asks
    }

    /// Opens the menu of verdicts for the criterion shown.
    fn judge_otherwise(&self, facts: &Facts) -> Vec<Ask> {
        let menu = facts.verdict_menu();
        menu.map(|menu| Ask::Open(Overlay::Menu(menu)))
            .into_iter()
            .collect()
    }

    /// Counts the verdicts without an answer.
    fn left(&self) -> usize {
        self.verdicts
            .iter()
            .filter(|walked| walked.answer.is_none())
            .count()
    }

    /// Goes on to the next verdict without an answer; ends the walk after the last.
    fn next_open(&mut self, facts: &Facts) -> Vec<Ask> {
        let is_open = |at: &usize| {
            self.verdicts
                .get(*at)
                .is_some_and(|walked| walked.answer.is_none())
        };
        let mut others = (self.at..self.verdicts.len()).chain(0..self.at);
        match others.find(is_open) {
            Some(next) if next == self.at => Vec::new(),
            Some(next) => self.go(facts, next),
            None => self.end(),
        }
    }

    /// Goes to the next or previous verdict of the walk, without an answer.
    fn step(&mut self, facts: &Facts, forward: bool) -> Vec<Ask> {
        let last = self.verdicts.len().saturating_sub(1);
        let to = if forward {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
        if to == self.at {
            let text = if forward {
                "this is the last lapsed verdict"
            } else {
                "this is the first lapsed verdict"
            };
            return vec![Ask::info(text)];
        }
        self.go(facts, to)
    }

    /// Ends the walk: goes back to the screen where it began, and reports the answers.
    fn end(&mut self) -> Vec<Ask> {
        let walk = std::mem::take(self);
        let count = |answer| {
            walk.verdicts
                .iter()
                .filter(|walked| walked.answer == answer)
                .count()
        };
        let parts = [
            (count(Some(Answer::Stands)), "still stand"),
            (count(Some(Answer::Otherwise)), "judged otherwise"),
            (count(Some(Answer::HoldsAgain)), "hold again by themselves"),
            (count(None), "still to check"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let said = match walk.left() {
            0 => format!("every lapsed verdict is checked: {}", parts.join(", ")),
            _ => parts.join(", "),
        };
        let mut asks = vec![Ask::GoBack(walk.began_on())];
        if walk.left() < walk.verdicts.len() {
            asks.push(Ask::info(said));
        }
        asks
    }

    /// Scrolls by a number of lines, up when negative.
    fn scroll(&mut self, facts: &Facts, by: isize) {
        self.top = self.top.saturating_add_signed(by);
        self.fit(facts);
    }

    /// Goes to the first changed lines, in the increment that changed them; else to the increment
    /// that the verdict was given on.
    fn open(&self, facts: &Facts) -> Vec<Ask> {
        let Some(shown) = self.shown() else {
            return Vec::new();
        };
        let by = match &shown.lapse.reason {
            Reason::Changed { by, .. } => by.as_ref(),
            Reason::Reworded | Reason::Redelivered => shown.given.increment(),
        };
        let increments = &facts.engagement.increments;
        let at = by.and_then(|by| facts.engagement.increment_of(by));
        let Some(at) = at.or_else(|| increments.last_index()) else {
            return Vec::new();
        };
        let files = self.ground.iter().flat_map(|ground| &ground.files);
        let mut differs = files.filter(|file| file.state != GroundState::Same);
        let destination = match differs.next() {
            None => Destination::Increment(at),
            Some(file) => {
                let first = file.lines.new.first().map(|lines| lines.first - 1);
                let landing = Landing::Line {
                    path: file.now.clone().unwrap_or_else(|| file.path.clone()),
                    line: first.map(|first| (Side::New, first)),
                };
                Destination::Place(at, landing)
            }
        };
        vec![Ask::GoTo(destination)]
    }
}

//! The amendments screen: the list of amendments, and the chosen one in full.
//!
//! Owns where the reviewer is among the amendments, and the chosen one's texts, wrapped, with the
//! words that differ. Decisions are made in `decide`.

mod decide;

use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::facts::apply::{Changed, Links};
use crate::app::input::geometry::{Area, BOTH_PANES};
use crate::app::input::keymap::Action;
use crate::app::msg::{Mouse, MouseKind};
use crate::app::screens::ask::{Ask, Destination, Landing};
use crate::app::screens::{Hint, ScreenState};
use crate::app::viewport::{Viewport, WHEEL};
use crate::diff::words::prose;
use crate::model::amendment::{Amendment, AmendmentKind, AmendmentState, TextChange};
use crate::model::change::Side;
use crate::safe;
use crate::safe::Line;

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::Agree, "agree"),
    (Action::Refuse, "refuse"),
    (Action::AgreeAll, "agree to all"),
    (Action::PinSpecs, "pin"),
    (Action::Open, "in the diff"),
    (Action::HalfPageDown, "scroll"),
    (Action::Undo, "undo"),
    (Action::Back, "back"),
    (Action::Help, "help"),
];

/// The state of the amendments screen.
#[derive(Clone, Default, Debug)]
pub struct Amendments {
    /// The cursor in the list, and the rows on the screen.
    pub view: Viewport,
    /// The chosen amendment in full.
    pub text: Vec<AmendedLine>,
    /// The number of its lines scrolled away at the top.
    pub top: usize,
    /// The change that `text` shows, its state, and the width in cells to which it was wrapped.
    of: Option<(TextChange, AmendmentState, u16)>,
}

/// A line of an amendment in full.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AmendedLine {
    /// The heading of the text that follows: the agreed or the delivered one.
    Heading(&'static str),
    /// A line of the agreed text, and its bytes that the delivered text does not have.
    Agreed(Line, Vec<Range<usize>>),
    /// A line of the delivered text, and its bytes that the agreed text does not have.
    Delivered(Line, Vec<Range<usize>>),
    /// A fact; made safe.
    Fact(String),
    /// What is to be decided or was decided; made safe.
    State(String),
    /// An empty line.
    Empty,
}

impl ScreenState for Amendments {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        let page = 2 * (self.view.height as isize / 2).max(1);
        let (_, text) = Self::areas(facts);
        let half_text = isize::from(text.inner().height as i16 / 2).max(1);
        Some(match action {
            Action::Down => self.step(facts, 1),
            Action::Up => self.step(facts, -1),
            // Half pages scroll the chosen amendment's text, whole pages scroll the list.
            Action::HalfPageDown => self.scroll(facts, half_text),
            Action::HalfPageUp => self.scroll(facts, -half_text),
            Action::PageDown => self.step(facts, page),
            Action::PageUp => self.step(facts, -page),
            Action::Top => self.step(facts, isize::MIN),
            Action::Bottom => self.step(facts, isize::MAX),
            Action::Open => self.open(facts),
            Action::Agree => self.decide(facts, true),
            Action::Refuse => self.decide(facts, false),
            _ => return None,
        })
    }

    /// Handles a mouse event: the wheel scrolls what it is over, a click chooses.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        let (list, text) = Self::areas(facts);
        let len = facts.engagement.agreed.amendments.len();
        match mouse.kind {
            MouseKind::WheelDown if text.contains(mouse.x, mouse.y) => {
                return self.scroll(facts, WHEEL);
            }
            MouseKind::WheelUp if text.contains(mouse.x, mouse.y) => {
                return self.scroll(facts, -WHEEL);
            }
            MouseKind::Click if !list.inner().contains(mouse.x, mouse.y) => return Vec::new(),
            _ => {}
        }
        let Some(row) = self.view.point(mouse, list.inner(), 1, len) else {
            return Vec::new();
        };
        self.view.put(row, len);
        self.choose(facts)
    }

    fn enter(&mut self, facts: &Facts) {
        self.fit(facts);
    }

    /// Has the chosen amendment wrapped again when its words may have changed.
    fn refresh(&mut self, _: &Facts, changed: Changed, _: bool) {
        if changed.engagement || changed.links != Links::None {
            self.of = None;
        }
    }

    /// Fits the list and the chosen amendment to the terminal. Texts are compared and wrapped only
    /// when another amendment is chosen, its state changed or the width differs.
    fn fit(&mut self, facts: &Facts) {
        let (list, text) = Self::areas(facts);
        let len = facts.engagement.agreed.amendments.len();
        self.view.resize(usize::from(list.inner().height), len);
        let inner = text.inner();
        let width = inner.width.saturating_sub(2);
        let of = self
            .chosen(facts)
            .map(|amendment| (amendment.change, amendment.state.clone(), width));
        if of.is_none() || of != self.of {
            let same = self.of.as_ref().map(|of| of.0) == of.as_ref().map(|of| of.0);
            self.top = if same { self.top } else { 0 };
            self.text = self.lines(facts, width);
            self.of = of;
        }
        let last = self.text.len().saturating_sub(usize::from(inner.height));
        self.top = self.top.min(last);
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }
}

impl Amendments {
    /// Returns the amendment under the cursor.
    pub fn chosen<'f>(&self, facts: &'f Facts) -> Option<&'f Amendment> {
        facts.engagement.agreed.amendments.get(self.view.cursor)
    }

    /// Puts the cursor on the amendment at an index.
    pub(in crate::app) fn go(&mut self, facts: &Facts, at: usize) -> Vec<Ask> {
        self.view.go(at, facts.engagement.agreed.amendments.len());
        self.choose(facts)
    }

    /// Moves the cursor by a number of amendments, up when negative.
    fn step(&mut self, facts: &Facts, by: isize) -> Vec<Ask> {
        self.view.step(by, facts.engagement.agreed.amendments.len());
        self.choose(facts)
    }

    /// Makes the criterion of the chosen amendment the chosen one on every screen, when it is in
    /// scope.
    fn choose(&self, facts: &Facts) -> Vec<Ask> {
        let criterion = self
            .chosen(facts)
            .and_then(|found| facts.engagement.criterion_of(&found.criterion));
        let in_scope = facts.engagement.criteria_in(facts.scope);
        let criterion = criterion.filter(|criterion| in_scope.contains(*criterion));
        criterion.map(Ask::Choose).into_iter().collect()
    }

    /// Scrolls the chosen amendment by a number of lines, up when negative.
    fn scroll(&mut self, facts: &Facts, by: isize) -> Vec<Ask> {
        self.top = self
            .top
            .saturating_add_signed(by)
            .min(self.text.len().saturating_sub(1));
        self.fit(facts);
        Vec::new()
    }

    /// Returns the panes of the screen: the list, and the chosen amendment in full; beside each
    /// other when there is room, else below.
    pub fn areas(facts: &Facts) -> (Area, Area) {
        let body = facts.size.body();
        if facts.size.cols >= BOTH_PANES {
            let left = (facts.size.cols * 2 / 5).clamp(36, 60);
            let text = Area {
                x: left,
                width: body.width - left,
                ..body
            };
            return (
                Area {
                    width: left,
                    ..body
                },
                text,
            );
        }
        let rows = u16::try_from(facts.engagement.agreed.amendments.len()).unwrap_or(u16::MAX);
        let list = rows
            .saturating_add(2)
            .clamp(3, (body.height * 2 / 5).max(3))
            .min(body.height);
        let text = Area {
            y: body.y + list,
            height: body.height - list,
            ..body
        };
        (
            Area {
                height: list,
                ..body
            },
            text,
        )
    }

    /// Returns the chosen amendment in full: the decision, both texts, and where the change was
    /// made.
    fn lines(&self, facts: &Facts, width: u16) -> Vec<AmendedLine> {
        let Some(amendment) = self.chosen(facts) else {
            return nothing_amended(facts, width);
        };
        let before = safe::rejoin(amendment.before.as_bytes());
        let after = safe::rejoin(amendment.after.as_bytes());
        let differ = match amendment.kind {
            AmendmentKind::Reworded => prose(&before, &after),
            // The whole text is new or gone, so that marks would tell nothing.
            AmendmentKind::Added | AmendmentKind::Removed => Default::default(),
        };
        let mut lines: Vec<AmendedLine> = wrapped(&facts.amendment_words(amendment), width)
            .map(AmendedLine::State)
            .collect();
        let text = |text: &[u8],
                    differ: &[Range<u32>],
                    line: fn(Line, Vec<Range<usize>>) -> AmendedLine| {
            let rows = safe::wrap(text, width).into_iter();
            rows.map(|row| {
                let lit = within(&row, differ);
                line(row, lit)
            })
            .collect::<Vec<_>>()
        };
        let fact = |words: &str| wrapped(words, width).map(AmendedLine::Fact).collect();
        lines.extend([AmendedLine::Empty, AmendedLine::Heading("Agreed")]);
        lines.extend(match amendment.kind {
            AmendmentKind::Added => fact("not in the agreed spec"),
            _ => text(&before, &differ.old, AmendedLine::Agreed),
        });
        lines.extend([AmendedLine::Empty, AmendedLine::Heading("Delivered")]);
        lines.extend(match amendment.kind {
            AmendmentKind::Removed => fact("no longer in the spec"),
            _ => text(&after, &differ.new, AmendedLine::Delivered),
        });
        lines.push(AmendedLine::Empty);
        lines.extend(wrapped(&facts.where_amended(amendment), width).map(AmendedLine::Fact));
        lines.extend(wrapped(&facts.agreed_since(), width).map(AmendedLine::Fact));
        lines
    }

    /// Goes to the increment whose commit made the chosen amendment, at the criterion's line in the
    /// spec.
    fn open(&self, facts: &Facts) -> Vec<Ask> {
        let Some(amendment) = self.chosen(facts) else {
            return Vec::new();
        };
        let Some(commit) = amendment.commit else {
            return vec![Ask::info("the commit of this change is unknown")];
        };
        let mut increments = facts.engagement.increments.indexes();
        let Some(increment) = increments.find(|at| facts.is_commit_of(*at, commit)) else {
            return vec![match facts.traces.iter().all(Option::is_some) {
                true => Ask::info(format!("commit {} is in no increment", commit.short(7))),
                false => Ask::info("the increments are still being read; try again later"),
            }];
        };
        let criterion = facts.engagement.criterion_of(&amendment.criterion);
        let criterion = criterion.and_then(|index| facts.engagement.criterion(index));
        let line = criterion.map(|found| (Side::New, found.lines.first.saturating_sub(1)));
        let arrival = Landing::Line {
            path: amendment.criterion.spec.clone(),
            line,
        };
        let mut asks = self.choose(facts);
        asks.push(Ask::GoTo(Destination::Place(increment, arrival)));
        asks
    }
}

/// Returns the lines to show when there is no amendment.
fn nothing_amended(facts: &Facts, width: u16) -> Vec<AmendedLine> {
    let words = match facts.engagement.agreed.at {
        Some(_) => "the specs are unchanged since they were agreed",
        None => "no agreed version of the specs is known, so no changes are listed",
    };
    let since = facts.agreed_since();
    [words, &since]
        .into_iter()
        .flat_map(|words| wrapped(words, width))
        .map(AmendedLine::Fact)
        .collect()
}

/// Wraps our own words.
fn wrapped(words: &str, width: u16) -> impl Iterator<Item = String> + use<> {
    safe::wrap(words, width).into_iter().map(|line| line.text)
}

/// Converts byte ranges of the whole text into byte ranges of one wrapped line's text.
fn within(line: &Line, differ: &[Range<u32>]) -> Vec<Range<usize>> {
    let shown = |range: &Range<u32>| {
        line.text_offset(range.start as usize)..line.text_offset(range.end as usize)
    };
    differ
        .iter()
        .map(shown)
        .filter(|range| !range.is_empty())
        .collect()
}

//! The whole spec: its source, line by line, with its criteria in the margin.
//!
//! Owns which spec is shown and where the reviewer is in it. Lines are wrapped only when they come
//! onto the screen, long ones piece by piece, so that a frame costs the same however long the spec
//! and its lines are.

mod amended;
mod moving;
mod pieces;
mod scroll;

use std::ops::Range;

use amended::Amended;
use pieces::TextPieces;

use crate::app::facts::Facts;
use crate::app::facts::apply::Changed;
use crate::app::input::keymap::Action;
use crate::app::msg::{Mouse, MouseKind};
use crate::app::screens::ask::Ask;
use crate::app::screens::{Hint, Screen, ScreenState};
use crate::app::search::Search;
use crate::app::viewport::WHEEL;
use crate::model::id::Digest;
use crate::model::index::CriterionIndex;
use crate::model::spec::{Criterion, CriterionKind, LineRange, Spec};
use crate::safe;
use crate::safe::Line;

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::Open, "choose it"),
    (Action::NextInSpec, "next criterion"),
    (Action::Met, "met"),
    (Action::NotMet, "not met"),
    (Action::NewNote, "note"),
    (Action::NextHeading, "heading"),
    (Action::Search, "search"),
    (Action::Back, "back"),
    (Action::Help, "help"),
];

/// The message when a key needs a criterion and the cursor is on none.
pub(in crate::app) const NO_CRITERION: &str = "no criterion here; {key} goes to the next one";

/// The most cells of an id in the margin, in a wide terminal and in a narrow one.
const IDS: (u16, u16) = (14, 8);

/// The width of "left out" in the margin, in cells.
const LEFT_OUT: usize = 8;

/// The most criteria looked at, from a line upwards, to find one that contains the line. They nest
/// no deeper.
const NESTED: usize = 64;

/// The state of the screen with the whole spec.
#[derive(Clone, Default, Debug)]
pub struct SpecScreen {
    /// The index of the spec.
    pub spec: usize,
    /// The piece under the cursor, 0-based: a line, or part of a long one.
    pub cursor: u32,
    /// The piece at the top of the screen, and how many of its rows are scrolled away above.
    pub top: (u32, usize),
    /// The screen from which it was opened, and the criterion that was chosen then.
    from: Option<(Screen, Option<CriterionIndex>)>,
    /// The digest of the text that `pieces` and `headings` were made from.
    digest: Option<Digest>,
    /// The starts of lines, and of the pieces of long lines.
    pieces: TextPieces,
    /// The lines that are headings, 0-based, in order.
    headings: Vec<u32>,
    /// The width of the longest id in cells, bounded.
    widest: u16,
    /// The amendments of the spec.
    amended: Amended,
    /// The search in force.
    pub search: Option<Search>,
}

/// A row of the whole spec on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentRow {
    /// The line it belongs to, 0-based.
    pub line: u32,
    /// The piece it belongs to, 0-based.
    pub piece: u32,
    /// Whether the line begins in this row.
    pub is_first: bool,
    /// The content.
    pub shown: DocumentText,
}

/// What a row of the whole spec shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DocumentText {
    /// Part of the line. Source offsets count from the piece's start.
    Source(Line),
    /// A warning of the reader about the line, or a remark on an amendment; made safe.
    Warning(String),
    /// Why this line and those after it were left out, in our words.
    LeftOut(String),
}

impl ScreenState for SpecScreen {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        let half =
            (usize::from(facts.size.body().inner().height).saturating_sub(2) / 2).max(1) as isize;
        match action {
            Action::Down => self.step(facts, 1),
            Action::Up => self.step(facts, -1),
            Action::PageDown => self.scroll(facts, 2 * half),
            Action::PageUp => self.scroll(facts, -2 * half),
            Action::HalfPageDown => self.scroll(facts, half),
            Action::HalfPageUp => self.scroll(facts, -half),
            Action::Top => self.go(facts, 0),
            Action::Bottom => self.go(facts, u32::MAX),
            Action::NextCriterion | Action::NextInSpec | Action::NextToReview => {
                return Some(self.moved(facts, |spec| spec.next_criterion(facts, true)));
            }
            Action::PrevCriterion | Action::PrevInSpec | Action::PrevToReview => {
                return Some(self.moved(facts, |spec| spec.next_criterion(facts, false)));
            }
            Action::NextHeading => {
                return Some(self.moved(facts, |spec| spec.next_heading(facts, true)));
            }
            Action::PrevHeading => {
                return Some(self.moved(facts, |spec| spec.next_heading(facts, false)));
            }
            Action::NextLeftOut => {
                return Some(self.moved(facts, |spec| spec.next_left_out(facts, true)));
            }
            Action::PrevLeftOut => {
                return Some(self.moved(facts, |spec| spec.next_left_out(facts, false)));
            }
            Action::Open => return Some(self.leave_with_criterion(facts)),
            Action::WholeSpec | Action::Quit => return Some(self.back(facts)),
            _ => return None,
        }
        Some(self.choose(facts))
    }

    /// Handles a mouse event: the wheel scrolls, a click puts the cursor on a line.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        match mouse.kind {
            MouseKind::WheelDown => self.scroll(facts, WHEEL),
            MouseKind::WheelUp => self.scroll(facts, -WHEEL),
            MouseKind::Click => {
                let row = mouse
                    .y
                    .checked_sub(facts.size.body().inner().y)
                    .map(usize::from);
                if let Some(found) = row.and_then(|row| self.screen(facts).into_iter().nth(row)) {
                    self.go(facts, found.piece);
                }
            }
            MouseKind::Drag => return Vec::new(),
        }
        self.choose(facts)
    }

    fn enter(&mut self, _: &Facts) {}

    fn refresh(&mut self, _: &Facts, _: Changed, _: bool) {}

    fn fit(&mut self, facts: &Facts) {
        self.keep_in_size(facts);
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }

    /// Goes back to the screen that opened the whole spec, with the criterion chosen then.
    fn back(&mut self, facts: &Facts) -> Vec<Ask> {
        let (screen, chosen) = self.from.take().unwrap_or((Screen::Review, None));
        let chosen = chosen.filter(|chosen| facts.engagement.key(*chosen).is_some());
        chosen
            .map(Ask::Choose)
            .into_iter()
            .chain([back_to(screen)])
            .collect()
    }
}

impl SpecScreen {
    /// Returns the number of pieces, at least one; without long lines it is the number of lines.
    pub fn piece_count(&self) -> u32 {
        self.pieces.len()
    }

    /// Returns the number of lines, at least one.
    pub fn lines(&self) -> u32 {
        self.pieces.line_of(self.pieces.len() - 1) + 1
    }

    /// Returns the line under the cursor, 0-based.
    pub fn line(&self) -> u32 {
        self.pieces.line_of(self.cursor)
    }

    /// Tells whether a line, 0-based, is a heading.
    pub fn is_heading(&self, line: u32) -> bool {
        self.headings.binary_search(&line).is_ok()
    }

    /// Returns the number of digits of the line numbers, at least 3.
    pub fn digits(&self) -> u16 {
        (self.lines().ilog10() as u16 + 1).max(3)
    }

    /// Finds the lines and headings of a spec, unless they are cached.
    fn index(&mut self, spec: &Spec) {
        if self.digest == Some(spec.digest) {
            return;
        }
        self.digest = Some(spec.digest);
        self.pieces = TextPieces::of(spec.source.as_bytes());
        self.headings.clear();
        self.headings
            .extend(spec.headings.iter().map(|line| line.saturating_sub(1)));
        let widest = spec
            .criteria
            .iter()
            .map(|item| item.id.as_str().len())
            .max()
            .unwrap_or(0);
        let left_out = if spec.left_out.is_empty() {
            0
        } else {
            LEFT_OUT
        };
        self.widest = widest.max(left_out).min(usize::from(IDS.0)) as u16;
    }
}

impl SpecScreen {
    /// Opens the whole spec at the chosen criterion, and remembers from which screen.
    pub(in crate::app) fn open(&mut self, facts: &Facts, from: Screen) -> Vec<Ask> {
        self.from = Some((from, facts.chosen));
        self.show_chosen(facts)
    }

    /// Shows the whole spec at the chosen criterion.
    pub(in crate::app) fn show_chosen(&mut self, facts: &Facts) -> Vec<Ask> {
        let chosen = facts
            .chosen
            .and_then(|chosen| facts.engagement.criteria().get(chosen));
        let (spec, index) = match chosen {
            Some(found) => (found.spec, Some(found.index)),
            None => (0, None),
        };
        let criterion =
            index.and_then(|index| facts.engagement.specs.get(spec)?.criteria.get(index));
        let line = criterion.map_or(0, |item| item.lines.first.saturating_sub(1));
        let is_absent = facts.is_chosen_absent();
        let mut asks = self.show(facts, spec, line);
        if is_absent {
            asks.push(Ask::info(
                "the chosen criterion was removed from the spec; it was about here",
            ));
        }
        asks
    }

    /// Shows a spec, given by its index, at a line, 0-based.
    pub(in crate::app) fn show(&mut self, facts: &Facts, spec: usize, line: u32) -> Vec<Ask> {
        let Some(found) = facts.engagement.specs.get(spec) else {
            return Vec::new();
        };
        self.spec = spec;
        self.index(found);
        self.amended = facts.amended_in(spec);
        self.jump(facts, line);
        self.choose(facts)
    }

    /// Goes back to the screen that opened the whole spec, and chooses the criterion under the
    /// cursor.
    fn leave_with_criterion(&mut self, facts: &Facts) -> Vec<Ask> {
        let Some(criterion) = self.criterion(facts, self.line()) else {
            return vec![Ask::info(NO_CRITERION)];
        };
        let (screen, _) = self.from.take().unwrap_or((Screen::Review, None));
        vec![Ask::Choose(criterion), back_to(screen)]
    }

    /// Returns the spec that is shown.
    pub fn shown<'f>(&self, facts: &'f Facts) -> Option<&'f Spec> {
        facts.engagement.specs.get(self.spec)
    }

    /// Returns the width of the ids in the margin, in cells.
    pub fn ids_width(&self, facts: &Facts) -> u16 {
        let most = if facts.size.cols >= crate::app::input::geometry::BOTH_PANES {
            IDS.0
        } else {
            IDS.1
        };
        self.widest.clamp(4, most)
    }

    /// Returns the cells before a line's text: the chosen mark, the state, a blank, the id, a
    /// blank, the number, a blank, the criterion's bar, a blank.
    fn margin(&self, facts: &Facts) -> u16 {
        self.ids_width(facts) + self.digits() + 7
    }

    /// Returns a piece of the spec as raw bytes: for searching, not for showing.
    pub(in crate::app) fn piece<'f>(&self, facts: &'f Facts, piece: u32) -> &'f [u8] {
        let source = self
            .shown(facts)
            .map(|spec| spec.source.as_bytes())
            .unwrap_or_default();
        self.pieces.bytes(source, piece)
    }

    /// Returns the matches of the search in a piece: byte ranges of the piece.
    pub fn hits(&self, facts: &Facts, piece: u32) -> Vec<Range<usize>> {
        let hits = |search: &Search| search.expression.hits(self.piece(facts, piece));
        self.search.as_ref().map(hits).unwrap_or_default()
    }

    /// Returns the rows of one piece: its text, then the remarks below the line that ends with it.
    fn rows(&self, facts: &Facts, piece: u32) -> Vec<DocumentText> {
        let inner = facts.size.body().inner();
        let width = inner.width.saturating_sub(self.margin(facts) + 1);
        let mut rows: Vec<DocumentText> = safe::wrap(self.piece(facts, piece), width)
            .into_iter()
            .map(DocumentText::Source)
            .collect();
        if rows.is_empty() {
            rows.push(DocumentText::Source(Line::default()));
        }
        if self.pieces.ends_line(piece) {
            rows.extend(self.remarks(facts, self.pieces.line_of(piece), width));
        }
        rows
    }

    /// Returns the remarks below a line, 0-based: the reader's warnings, why it was left out, and
    /// amendments.
    fn remarks(&self, facts: &Facts, line: u32, width: u16) -> Vec<DocumentText> {
        let mut rows = Vec::new();
        let warnings = self
            .shown(facts)
            .map(|spec| &*spec.warnings)
            .unwrap_or_default();
        let first = warnings.partition_point(|warning| warning.line <= line);
        let here = warnings
            .iter()
            .skip(first)
            .take_while(|warning| warning.line == line + 1);
        rows.extend(here.map(|warning| {
            let about = safe::inline(&warning.about);
            let about = if about.is_empty() {
                String::new()
            } else {
                format!(": {about}")
            };
            DocumentText::Warning(format!("{}{about}", warning.message))
        }));
        let why = self.left_out(facts, line);
        if let Some(why) =
            why.filter(|why| line == 0 || self.left_out(facts, line - 1) != Some(*why))
        {
            let words = safe::wrap(format!("left out: {why}"), width);
            rows.extend(words.into_iter().map(|row| DocumentText::LeftOut(row.text)));
        }
        rows.extend(
            self.amended
                .notes(line)
                .iter()
                .cloned()
                .map(DocumentText::Warning),
        );
        rows
    }

    /// Returns the criteria and tasks that start at a line, 0-based, of the spec's source.
    pub fn items<'f>(&self, facts: &'f Facts, line: u32) -> Vec<&'f Criterion> {
        let items = self
            .shown(facts)
            .map(|spec| &*spec.criteria)
            .unwrap_or_default();
        let first = items.partition_point(|item| item.lines.first <= line);
        let end = items.partition_point(|item| item.lines.first <= line + 1);
        let here = items
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .zip(first..);
        here.filter(|(_, index)| self.amended.has(*index))
            .map(|(item, _)| item)
            .collect()
    }

    /// Returns why a line, 0-based, was left out though it looks like a criterion; `None` when it
    /// was not.
    pub fn left_out(&self, facts: &Facts, line: u32) -> Option<&'static str> {
        self.shown(facts)?
            .left_out_at(line + 1)
            .map(|left_out| left_out.why)
    }

    /// Returns the lines of the innermost criterion or task around a line, 0-based.
    pub fn range(&self, facts: &Facts, line: u32) -> Option<LineRange> {
        self.item(facts, line, |_| true).map(|(_, item)| item.lines)
    }

    /// Returns the innermost criterion around a line, 0-based.
    pub fn criterion(&self, facts: &Facts, line: u32) -> Option<CriterionIndex> {
        let (index, _) = self.item(facts, line, |item| item.kind == CriterionKind::Criterion)?;
        facts.engagement.criterion_at(self.spec, index)
    }

    fn item<'f>(
        &self,
        facts: &'f Facts,
        line: u32,
        wanted: impl Fn(&Criterion) -> bool,
    ) -> Option<(usize, &'f Criterion)> {
        let items = self.shown(facts).map(|spec| &*spec.criteria)?;
        let end = items.partition_point(|item| item.lines.first <= line + 1);
        let near = items.get(..end)?.iter().enumerate().rev().take(NESTED);
        near.into_iter().find(|(index, item)| {
            item.lines.contains(line + 1) && wanted(item) && self.amended.has(*index)
        })
    }

    /// Returns the lines of the chosen criterion, if the source of the spec shown has it.
    pub fn chosen_lines(&self, facts: &Facts) -> Option<LineRange> {
        let found = facts.engagement.criteria().get(facts.chosen?)?;
        let is_here = found.spec == self.spec && self.amended.has(found.index);
        is_here.then(|| {
            self.shown(facts)?
                .criteria
                .get(found.index)
                .map(|item| item.lines)
        })?
    }
}

fn back_to(screen: Screen) -> Ask {
    Ask::GoBack(if screen == Screen::Spec {
        Screen::Review
    } else {
        screen
    })
}

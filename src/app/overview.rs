//! The overview: criteria by increments, and what waits for whom.

use super::Model;
use super::geometry::Area;
use super::review::{CriteriaRow, LinkState};
use super::viewport::Viewport;
use crate::model::time::Timestamp;
use crate::model::turn::{self, Turn};
use crate::model::verdict::{CriterionState, Verdict};
use crate::trace::suggest::Strength;

/// The overview's state.
#[derive(Clone, Default, Debug)]
pub struct Overview {
    /// Criteria under their headings.
    pub rows: Vec<CriteriaRow>,
    /// Where in the rows the cursor is.
    pub view: Viewport,
    /// Index of the increment the cursor is on.
    pub column: usize,
}

/// What is known of a criterion in an increment.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Cell {
    /// The verdict given on that increment, if any.
    pub verdict: Option<Verdict>,
    /// How sure it is that the increment bears on it.
    pub link: Option<LinkState>,
    /// Whether some of what bears on it is in tests.
    pub tested: bool,
    /// Whether all that links it is a commit's word, and nothing in the changes speaks of it.
    pub by_commit_only: bool,
}

/// What waits for whom.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Waiting {
    /// Criteria without a verdict that holds.
    pub to_judge: usize,
    /// Verdicts that lapsed, of those.
    pub lapsed: usize,
    /// Threads that the contractor says are put right.
    pub to_verify: usize,
    /// Since when the reviewers have something to do.
    pub since: Option<Timestamp>,
    /// Threads that wait for the contractor.
    pub open: usize,
    /// Criteria that are not met.
    pub unmet: usize,
    /// Since when the contractor has something to do.
    pub asked_since: Option<Timestamp>,
    /// Criteria that are met.
    pub met: usize,
    /// Criteria that are waived.
    pub waived: usize,
    /// All criteria.
    pub criteria: usize,
    /// Blocking threads that are not settled, and unmet criteria.
    pub snags: usize,
}

/// The most lines on what stands in no increment.
const LEFT_OUT: u16 = 3;
/// Lines of a list above which there is room for what the delivery changes in the spec.
const ROOM: u16 = 2;

impl Model {
    /// The rows of the overview's table: below what the delivery changes in the spec, where that is said.
    pub fn overview_list(&self) -> Area {
        let list = self.size.overview_list(self.left_out_lines());
        let said = u16::from(self.says_amended());
        Area { y: list.y + said, height: list.height - said, ..list }
    }

    /// Whether the overview says what the delivery changes in the spec.
    pub fn says_amended(&self) -> bool {
        self.size.overview_list(self.left_out_lines()).height >= ROOM
            && self.engagement.agreed.open().next().is_some()
    }

    /// Lists the overview's rows anew.
    pub fn rebuild_overview(&mut self) {
        let numbers: Vec<usize> = self.engagement.numbers(self.scope).collect();
        let mut rows = Vec::new();
        self.group(&mut rows, &numbers);
        self.list_former(&mut rows);
        let former = self.former_in_overview().cloned().map(CriteriaRow::Former);
        self.overview.rows = rows;
        self.overview.column = self.overview.column.min(self.engagement.increments.len().saturating_sub(1));
        let rows = &self.overview.rows;
        let former = former.and_then(|former| rows.iter().position(|row| *row == former));
        let chosen =
            || self.chosen.and_then(|chosen| rows.iter().position(|row| row.criterion() == Some(chosen)));
        let on = former.or_else(chosen);
        let len = self.overview.rows.len();
        self.overview.view.go(on.unwrap_or(self.overview.view.cursor), len);
    }

    /// Moves the overview's cursor by some criteria, skipping headings.
    pub fn step_overview(&mut self, by: isize) {
        let rows = &self.overview.rows;
        let criteria: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].is_criterion()).collect();
        let at = criteria.partition_point(|row| *row < self.overview.view.cursor);
        let to = at.saturating_add_signed(by).min(criteria.len().saturating_sub(1));
        let len = rows.len();
        if let Some(row) = criteria.get(to).copied() {
            self.overview.view.go(row, len);
            if to == 0 {
                self.overview.view.top = 0;
            }
        }
        self.choose_in_overview();
    }

    /// Makes the criterion under the overview's cursor the chosen one.
    pub fn choose_in_overview(&mut self) {
        let row = self.overview.rows.get(self.overview.view.cursor);
        if let Some(number) = row.and_then(CriteriaRow::criterion) {
            self.choose(number);
        }
    }

    /// What is known of a criterion in an increment, both by index.
    pub fn cell(&self, criterion: usize, increment: usize) -> Cell {
        let (Some(key), Some(found)) =
            (self.engagement.key(criterion), self.engagement.increments.get(increment))
        else {
            return Cell::default();
        };
        let given = self.record.verdicts_on(key).filter(|given| given.increment() == Some(&found.id)).last();
        let evidence = self.coverage(increment).and_then(|coverage| coverage.evidence(key));
        let confirmed =
            evidence.is_some_and(|found| found.confirmed > 0) || self.confirmed_in(increment, criterion);
        let link = match confirmed {
            true => Some(LinkState::Confirmed),
            false if evidence.is_some() || found.criteria.contains(&key.id) => Some(LinkState::Declared),
            false => {
                let hints = self.hints(increment).map_or(&[][..], |hints| hints.of_criterion(criterion));
                // What hardly stands out is worth a mark only where there is nothing better.
                let first = hints.first().map(|hint| hint.strength);
                let weak = LinkState::Suggested(Strength::Weak);
                let better = || {
                    self.is_evidenced(criterion)
                        || self.best_guess(criterion).is_some_and(|(_, state)| state > weak)
                };
                let first = first.filter(|strength| *strength > Strength::Weak || !better());
                first.map(LinkState::Suggested)
            }
        };
        let verdict = given.and_then(|given| given.value.verdict);
        Cell {
            verdict,
            link,
            tested: evidence.is_some_and(|found| found.tests > 0),
            by_commit_only: !confirmed
                && evidence.is_some_and(|found| found.hunks() > 0 && found.by_commit_only == found.hunks()),
        }
    }

    /// How many lines say what stands in no increment.
    pub fn left_out_lines(&self) -> u16 {
        let room = self.size.body().inner().height;
        let most = if room >= 16 { LEFT_OUT } else { u16::from(room >= 10) };
        u16::try_from(self.engagement.left_out.len()).unwrap_or(most).min(most)
    }

    /// What waits for whom, over what is reviewed.
    pub fn waiting(&self) -> Waiting {
        self.tally
    }

    /// Whose turn an increment is, since when and why: `the contractor's turn, 3 d ago: 2 blocking notes`.
    pub fn turn_words(&self, increment: usize) -> Option<String> {
        Some(format!("{}: {}", self.turn_in_short(increment)?, self.turns.get(increment)?.words()))
    }

    /// The same without why.
    pub fn turn_in_short(&self, increment: usize) -> Option<String> {
        let turn = self.turns.get(increment)?;
        let since = turn.since().map(|since| since.ago(self.now)).filter(|ago| ago != "now");
        let since = since.map(|ago| format!(" (since {ago})")).unwrap_or_default();
        Some(format!("{}{since}", turn.whose?.turn()))
    }

    /// Counts anew what waits for whom.
    pub(super) fn retally(&mut self) {
        let mut waiting = Waiting::default();
        for number in self.engagement.numbers(self.scope) {
            waiting.criteria += 1;
            match self.engagement.key(number).map(|key| self.record.state_of(key)) {
                Some(CriterionState::Stale) => {
                    waiting.lapsed += 1;
                    waiting.to_judge += 1;
                }
                Some(CriterionState::Unreviewed | CriterionState::Disputed) => waiting.to_judge += 1,
                Some(CriterionState::Judged(Verdict::Met)) => waiting.met += 1,
                Some(CriterionState::Judged(Verdict::Waived)) => waiting.waived += 1,
                Some(CriterionState::Judged(_)) | None => {}
            }
            waiting.snags += usize::from(self.is_unmet(number));
        }
        let states = self.engagement.numbers(self.scope).filter_map(|number| {
            let key = self.engagement.key(number)?;
            Some((key, self.record.state_of(key)))
        });
        let threads = || self.record.live_threads().filter(|thread| self.is_in_scope(thread));
        let delivered = |at: usize| self.engagement.delivered.get(at).copied().flatten();
        let newest = (0..self.engagement.increments.len()).filter_map(delivered).max();
        let turn = Turn::over(&self.record, states, threads(), newest);
        waiting.snags += threads().filter(|thread| thread.is_snag()).count();
        (waiting.to_verify, waiting.since) = (turn.reviewers.addressed, turn.reviewers.since);
        (waiting.open, waiting.unmet) = (turn.contractor.notes, turn.contractor.criteria);
        waiting.asked_since = turn.contractor.since;
        self.turns = turn::of_increments(&self.record, &self.engagement.increments, delivered);
        self.tally = waiting;
        self.count_evidenced();
    }
}

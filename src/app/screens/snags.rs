//! The snags screen: unmet criteria and threads, filtered.

use crate::app::facts::Facts;
use crate::app::facts::apply::Changed;
use crate::app::facts::filter::StateFilter;
use crate::app::input::keymap::Action;
use crate::app::msg::Mouse;
use crate::app::screens::ask::{Ask, Destination};
use crate::app::screens::{Hint, ScreenState};
use crate::app::viewport::Viewport;
use crate::model::index::CriterionIndex;
use crate::model::note::Label;

/// The keys in the footer.
const HINTS: &[Hint] = &[
    (Action::Open, "go there"),
    (Action::FilterState, "by state"),
    (Action::FilterLabel, "by label"),
    (Action::FilterCriterion, "by criterion"),
    (Action::Reply, "reply"),
    (Action::ThreadState, "verify, withdraw"),
    (Action::VerifyNotes, "verify fixes"),
    (Action::ClaimFix, "fixed in"),
    (Action::Overview, "overview"),
    (Action::Help, "help"),
];

/// The height of a row in lines of the terminal.
const ROW_HEIGHT: u16 = 2;

/// The state of the snags screen.
#[derive(Clone, Default, Debug)]
pub struct Snags {
    /// The listed snags.
    pub rows: Vec<SnagRow>,
    /// The cursor in the list, and the rows on the screen.
    pub view: Viewport,
    /// The states that are listed.
    pub state: StateFilter,
    /// The label that is listed; every label when `None`.
    pub label: Option<Label>,
    /// The criterion whose snags are listed; every criterion when `None`.
    pub criterion: Option<CriterionIndex>,
}

/// A row of the snags screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SnagRow {
    /// A thread, by its index in the record.
    Thread(u32),
    /// An unmet criterion.
    Criterion(CriterionIndex),
}

impl ScreenState for Snags {
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        if self.view.take(action, self.rows.len()) {
            return Some(Vec::new());
        }
        (action == Action::Open).then(|| self.open(facts))
    }

    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        if let Some(row) =
            self.view
                .point(mouse, facts.size.snags_list(), ROW_HEIGHT, self.rows.len())
        {
            self.view.put(row, self.rows.len());
        }
        Vec::new()
    }

    /// Rebuilds the list; the cursor stays on its snag.
    fn enter(&mut self, facts: &Facts) {
        let on = self.rows.get(self.view.cursor).copied();
        let wanted = self
            .criterion
            .and_then(|criterion| facts.engagement.key(criterion));
        let mut rows: Vec<SnagRow> = Vec::new();
        if self.state == StateFilter::Snags && self.label.is_none() {
            let unmet = facts
                .engagement
                .criteria_in(facts.scope)
                .filter(|at| self.criterion.is_none_or(|only| only == *at) && facts.is_unmet(*at));
            rows.extend(unmet.map(SnagRow::Criterion));
        }
        let threads = facts
            .record
            .threads
            .iter()
            .enumerate()
            .filter(|(_, thread)| !thread.retracted);
        let threads = threads.filter(|(_, thread)| {
            self.state.takes(thread)
                && facts.is_in_scope(thread)
                && self.label.is_none_or(|label| thread.body.label == label)
                && wanted.is_none_or(|key| thread.place.criterion.as_ref() == Some(key))
        });
        rows.extend(threads.map(|(index, _)| SnagRow::Thread(index as u32)));
        let cursor = on
            .and_then(|on| rows.iter().position(|row| *row == on))
            .unwrap_or(self.view.cursor);
        self.rows = rows;
        self.view.go(cursor, self.rows.len());
    }

    fn refresh(&mut self, facts: &Facts, changed: Changed, is_shown: bool) {
        if is_shown && (changed.record || changed.scope) {
            self.enter(facts);
        }
    }

    fn fit(&mut self, facts: &Facts) {
        let height = usize::from(facts.size.snags_list().height / ROW_HEIGHT);
        self.view.resize(height, self.rows.len());
    }

    fn hints(&self, _: &Facts) -> &'static [Hint] {
        HINTS
    }

    fn thread(&self, _: &Facts) -> Option<u32> {
        match self.rows.get(self.view.cursor)? {
            SnagRow::Thread(thread) => Some(*thread),
            SnagRow::Criterion(_) => None,
        }
    }
}

impl Snags {
    /// Goes to the criterion or thread under the cursor.
    fn open(&self, facts: &Facts) -> Vec<Ask> {
        let destination = match self.rows.get(self.view.cursor).copied() {
            Some(SnagRow::Criterion(criterion)) => Destination::Criterion {
                criterion,
                increment: facts.judged_in(criterion),
            },
            Some(SnagRow::Thread(thread)) => Destination::Thread(thread),
            None => return Vec::new(),
        };
        vec![Ask::GoTo(destination)]
    }
}

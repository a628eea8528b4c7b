//! Opens menus.

use crate::app::Model;
use crate::app::input::keymap::Action;
use crate::app::overlays::menu::{Choice, Menu, item};
use crate::model::event::VerifiedAs;
use crate::model::verdict::Outcome;
use crate::safe;

impl Model {
    /// Returns the menu that an action opens; `None` when it opens none.
    pub(in crate::app) fn menu_for(&self, action: Action) -> Option<Menu> {
        match action {
            Action::VerdictMenu => self.facts.verdict_menu(),
            Action::Outcome => self.outcome_menu(),
            Action::ThreadState => self.thread_menu(),
            Action::Drafts => self.drafts_menu(),
            Action::Copy => self.screens.review.copy_menu(&self.facts),
            Action::Links => self.screens.review.links_menu(&self.facts),
            Action::People => Some(self.facts.people_menu()),
            Action::ChooseSpec => Some(self.facts.spec_menu()),
            Action::FilterState => Some(self.facts.state_filter_menu()),
            Action::FilterLabel => Some(self.facts.label_filter_menu()),
            Action::FilterCriterion => Some(self.facts.criterion_filter_menu()),
            _ => None,
        }
    }

    /// Returns the menu of outcomes for the increment shown.
    pub fn outcome_menu(&self) -> Option<Menu> {
        let increment = self.increment()?;
        let now = self.facts.record.standing(increment).outcome;
        let items =
            Outcome::ALL
                .into_iter()
                .zip(['i', 'c', 'a', 'w', 'x'])
                .map(|(outcome, key)| {
                    let mark = if outcome == now { "  (now)" } else { "" };
                    item(
                        key,
                        format!("{}{mark}", outcome.words()),
                        Choice::Outcome(outcome),
                    )
                });
        Some(Menu::new(
            format!("Outcome of {}", safe::inline(&increment.title)),
            items.collect(),
        ))
    }

    /// Returns the menu of states for the thread under the cursor.
    pub fn thread_menu(&self) -> Option<Menu> {
        let thread = self
            .facts
            .record
            .threads
            .get(self.thread_in_focus()? as usize)?;
        let title = format!(
            "{} {} is {}",
            thread.body.label.name(),
            thread.id.short(),
            thread.state.name()
        );
        let mut items = vec![
            item(
                'v',
                "verified: it was fixed",
                Choice::ThreadState(VerifiedAs::Verified),
            ),
            item(
                'o',
                "open: still to be fixed",
                Choice::ThreadState(VerifiedAs::Reopened),
            ),
            item(
                'w',
                "withdrawn: need not be fixed",
                Choice::ThreadState(VerifiedAs::Withdrawn),
            ),
        ];
        if !self.facts.is_reviewer() {
            // Authors may withdraw their own notes; the other states are up to reviewers.
            items.retain(|item| matches!(item.choice, Choice::ThreadState(VerifiedAs::Withdrawn)));
            items.truncate(usize::from(thread.author == self.facts.engagement.me));
        }
        if items.is_empty() {
            return None;
        }
        Some(Menu::new(title, items))
    }
}

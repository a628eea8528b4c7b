//! Implements the contract of screens for the review screen.

use crate::app::facts::Facts;
use crate::app::facts::apply::Changed;
use crate::app::input::geometry::Focus;
use crate::app::input::keymap::Action;
use crate::app::msg::Mouse;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::{Hint, ScreenState};

/// The keys in the footer, in the diff.
const DIFF: &[Hint] = &[
    (Action::Met, "met"),
    (Action::NotMet, "not met"),
    (Action::NewNote, "note"),
    (Action::Link, "link"),
    (Action::OnlyCriterion, "its hunks"),
    (Action::NextHunk, "hunk"),
    (Action::ViewedNext, "viewed"),
    (Action::NextToReview, "next to review"),
    (Action::NextIncrement, "increment"),
    (Action::Palette, "commands"),
    (Action::Help, "help"),
];

/// The keys in the footer, on a gap of hidden lines.
const GAP: &[Hint] = &[
    (Action::Open, "more lines"),
    (Action::LinesBelow, "lines at its start"),
    (Action::MoreLines, "all"),
    (Action::WholeFunction, "whole function"),
    (Action::WholeFile, "whole file"),
    (Action::FewerLines, "fewer"),
    (Action::NextHunk, "hunk"),
    (Action::Palette, "commands"),
    (Action::Help, "help"),
];

/// The keys in the footer, on a moved line.
const MOVED: &[Hint] = &[
    (Action::OtherEnd, "other end of the move"),
    (Action::Met, "met"),
    (Action::NotMet, "not met"),
    (Action::NewNote, "note"),
    (Action::Link, "link"),
    (Action::NextHunk, "hunk"),
    (Action::ViewedNext, "viewed"),
    (Action::Palette, "commands"),
    (Action::Help, "help"),
];

/// The keys in the footer, on a note.
const THREAD: &[Hint] = &[
    (Action::Reply, "reply"),
    (Action::ThreadState, "verify, withdraw"),
    (Action::ClaimFix, "fixed in"),
    (Action::EditNote, "edit"),
    (Action::DeleteNote, "delete"),
    (Action::NextNote, "next note"),
    (Action::Snags, "all notes"),
    (Action::Help, "help"),
];

/// The keys in the footer, in the tree of files.
const TREE: &[Hint] = &[
    (Action::Open, "go there"),
    (Action::Search, "by name"),
    (Action::ViewedNext, "viewed"),
    (Action::NewNote, "note"),
    (Action::ScrollLeft, "close"),
    (Action::ScrollRight, "open"),
    (Action::SwitchPane, "diff"),
    (Action::Files, "hide files"),
    (Action::NextToReview, "next to review"),
    (Action::Help, "help"),
];

/// The keys in the footer, in the pane of criteria.
const CRITERIA: &[Hint] = &[
    (Action::Met, "met"),
    (Action::NotMet, "not met"),
    (Action::Partial, "partial"),
    (Action::Waive, "waive"),
    (Action::VerdictMenu, "verdict with comment"),
    (Action::NewNote, "note"),
    (Action::Open, "its hunks"),
    (Action::WholeSpec, "whole spec"),
    (Action::SwitchPane, "diff"),
    (Action::NextIncrement, "increment"),
    (Action::Help, "help"),
];

impl ScreenState for Review {
    /// Carries out an action in the tree of files. The review's other actions work from other
    /// screens too, so the shell hands them to `Review::act` last.
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>> {
        if self.focus() != Focus::Tree {
            return None;
        }
        let mut asks = Vec::new();
        self.act_in_tree(facts, action, &mut asks).then_some(asks)
    }

    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask> {
        let mut asks = Vec::new();
        self.take_mouse(facts, mouse, &mut asks);
        asks
    }

    fn enter(&mut self, facts: &Facts) {
        self.rebuild_criteria(facts);
    }

    fn refresh(&mut self, facts: &Facts, changed: Changed, _: bool) {
        self.follow(facts, changed);
    }

    fn fit(&mut self, facts: &Facts) {
        self.fit_review(facts);
    }

    fn hints(&self, facts: &Facts) -> &'static [Hint] {
        if !self.diff_focus {
            return if self.focus() == Focus::Tree {
                TREE
            } else {
                CRITERIA
            };
        }
        if self.thread_here().is_some() {
            return THREAD;
        }
        if self.moved_here(facts).is_some() {
            return MOVED;
        }
        match self.rows.get(self.view.cursor) {
            Some((_, row)) if matches!(row.kind, RowKind::Gap { .. }) => GAP,
            _ => DIFF,
        }
    }

    fn back(&mut self, facts: &Facts) -> Vec<Ask> {
        let mut asks = Vec::new();
        self.show_whole(facts, &mut asks);
        asks
    }

    fn thread(&self, _: &Facts) -> Option<u32> {
        self.thread_here()
    }
}

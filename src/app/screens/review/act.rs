//! Carries out actions of the review screen.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;

impl Review {
    /// Carries out an action of this screen; ignores the actions of the shell.
    pub(in crate::app) fn act(&mut self, facts: &Facts, action: Action, asks: &mut Vec<Ask>) {
        match action {
            Action::Down => self.move_by(facts, 1, asks),
            Action::Up => self.move_by(facts, -1, asks),
            Action::PageDown => self.page(facts, 2, asks),
            Action::PageUp => self.page(facts, -2, asks),
            Action::HalfPageDown => self.page(facts, 1, asks),
            Action::HalfPageUp => self.page(facts, -1, asks),
            Action::Top => self.go_to_end(facts, false, asks),
            Action::Bottom => self.go_to_end(facts, true, asks),
            Action::NextHunk => self.jump_hunk(facts, true, asks),
            Action::PrevHunk => self.jump_hunk(facts, false, asks),
            Action::NextFile => self.jump_file(facts, true, asks),
            Action::PrevFile => self.jump_file(facts, false, asks),
            Action::NextFunction => self.jump_function(facts, true, asks),
            Action::PrevFunction => self.jump_function(facts, false, asks),
            Action::JumpBack => self.travel(facts, true, asks),
            Action::JumpForward => self.travel(facts, false, asks),
            Action::NextNote => self.jump_note(facts, true, asks),
            Action::PrevNote => self.jump_note(facts, false, asks),
            Action::NextCriterion => self.step_criterion(facts, 1, asks),
            Action::PrevCriterion => self.step_criterion(facts, -1, asks),
            Action::NextLinked => self.jump_evidence(facts, true, asks),
            Action::PrevLinked => self.jump_evidence(facts, false, asks),
            Action::NextIncrement | Action::NextColumn => self.step_increment(facts, true, asks),
            Action::PrevIncrement | Action::PrevColumn => self.step_increment(facts, false, asks),
            Action::NextToReview => self.jump_to_review(facts, true, asks),
            Action::PrevToReview => self.jump_to_review(facts, false, asks),
            Action::ViewedNext => self.mark_viewed(facts, true, asks),
            Action::Unview => self.mark_viewed(facts, false, asks),
            Action::SelectLines => self.toggle_selecting(asks),
            Action::Link => self.link(facts, asks),
            Action::Unlink => self.unlink(facts, asks),
            Action::OnlyCriterion => self.toggle_only(facts, asks),
            Action::Steps => self.toggle_steps(facts, asks),
            Action::SinceLast => self.toggle_since(facts, asks),
            Action::SinceRound => self.choose_round(facts, asks),
            Action::Fold => self.toggle_fold(facts),
            Action::LinesAbove => self.show_above(facts, asks),
            Action::LinesBelow => self.show_below(facts, asks),
            Action::MoreLines => self.show_around(facts, asks),
            Action::FewerLines => self.show_less(facts, asks),
            Action::WholeFunction => self.show_function(facts, asks),
            Action::WholeFile => self.toggle_whole_file(facts, asks),
            Action::OtherEnd => self.jump_moved(facts, asks),
            Action::Whitespace => self.cycle_whitespace(facts, asks),
            Action::BlankLines => self.toggle_blank_lines(facts, asks),
            Action::SideBySide => self.toggle_split(facts),
            Action::DiffAlone => self.toggle_diff_alone(facts),
            Action::ScrollLeft => self.scroll_left(),
            Action::ScrollRight => self.scroll_right(facts),
            Action::SwitchPane => self.switch_pane(),
            Action::Files => self.toggle_tree(facts),
            Action::OneFile => self.toggle_single(asks),
            Action::Open => self.open(facts, asks),
            Action::Wrap => self.toggle_wrap(facts),
            _ => {}
        }
    }

    /// Wraps long lines, or cuts them off at the edge of the pane again.
    fn toggle_wrap(&mut self, facts: &Facts) {
        self.wrap = !self.wrap;
        self.left = 0;
        self.rebuild_all(facts);
    }

    /// Shows only the chosen criterion's hunks, of all increments.
    pub(in crate::app) fn show_only_chosen(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        self.diff_focus = true;
        if !self.is_gathered() {
            self.toggle_only(facts, asks);
        }
    }
}

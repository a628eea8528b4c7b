//! Carries actions out: from keys, the palette and menus alike.

use super::gaps::Gap;
use super::geometry::Focus;
use super::key::{Key, KeyCode};
use super::keymap::Action;
use super::msg::Effect;
use super::overlay::{Overlay, Palette, Purpose};
use super::review::CriteriaRow;
use super::search::Asked;
use super::viewport::Viewport;
use super::{Message, Model, Screen};
use crate::model::event::VerifiedAs;
use crate::model::verdict::Verdict;

impl Model {
    /// Carries an action out.
    pub fn act(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if let Some(why) = self.barred(action) {
            self.message = Some(Message::info(why));
            return;
        }
        if action.is_on_criterion() && self.is_off_criteria() {
            self.message = Some(Message::info("no criterion here; ] goes to the next one"));
            return;
        }
        if self.screen == Screen::Review
            && self.review.focus() == Focus::Tree
            && self.act_in_tree(action, effects)
        {
            return;
        }
        if let Some(menu) = self.menu_for(action) {
            self.overlay = Some(Overlay::Menu(menu));
            return;
        }
        match action {
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::PageDown => self.page(2),
            Action::PageUp => self.page(-2),
            Action::HalfPageDown => self.page(1),
            Action::HalfPageUp => self.page(-1),
            Action::Top => self.go_to_end(false),
            Action::Bottom => self.go_to_end(true),
            Action::Met => self.judge(Verdict::Met, effects),
            Action::NotMet => self.judge(Verdict::NotMet, effects),
            Action::Partial => self.judge(Verdict::Partial, effects),
            Action::Unclear => self.judge(Verdict::Unclear, effects),
            Action::Waive => self.compose_verdict(Verdict::Waived),
            Action::NextHunk => self.jump_hunk(true),
            Action::PrevHunk => self.jump_hunk(false),
            Action::NextFile => self.jump_file(true),
            Action::PrevFile => self.jump_file(false),
            Action::NextFunction => self.jump_function(true),
            Action::PrevFunction => self.jump_function(false),
            Action::GoToLine => self.prompt(Purpose::GoTo, String::new()),
            Action::JumpBack => self.travel(true, effects),
            Action::JumpForward => self.travel(false, effects),
            Action::NextNote => self.jump_note(true),
            Action::PrevNote => self.jump_note(false),
            Action::NextCriterion if self.screen == Screen::Spec => self.step_in_document(true),
            Action::PrevCriterion if self.screen == Screen::Spec => self.step_in_document(false),
            Action::NextCriterion => self.step_criterion(1),
            Action::PrevCriterion => self.step_criterion(-1),
            Action::NextInSpec => self.step_in_document(true),
            Action::PrevInSpec => self.step_in_document(false),
            Action::NextHeading => self.jump_heading(true),
            Action::PrevHeading => self.jump_heading(false),
            Action::NextLeftOut => self.jump_left_out(true),
            Action::PrevLeftOut => self.jump_left_out(false),
            Action::WholeSpec => self.toggle_document(),
            Action::NextLinked => self.jump_evidence(true),
            Action::PrevLinked => self.jump_evidence(false),
            Action::NextIncrement | Action::NextColumn => self.step_increment(true, effects),
            Action::PrevIncrement | Action::PrevColumn => self.step_increment(false, effects),
            Action::NextToReview => match self.search {
                Some(_) => self.search_on(true),
                None if self.screen == Screen::Spec => self.step_in_document(true),
                None => self.jump_to_review(true),
            },
            Action::PrevToReview => match self.search {
                Some(_) => self.search_on(false),
                None if self.screen == Screen::Spec => self.step_in_document(false),
                None => self.jump_to_review(false),
            },
            Action::ViewedNext => self.mark_viewed(true, effects),
            Action::Unview => self.mark_viewed(false, effects),
            Action::NewNote => self.compose_note(),
            Action::NoteOnIncrement => self.compose_increment_note(),
            Action::SelectLines => self.toggle_selecting(),
            Action::Link => self.link(effects),
            Action::Unlink => self.unlink(effects),
            Action::OnlyCriterion => self.toggle_only(effects),
            Action::Steps => self.toggle_steps(effects),
            Action::Gaps => self.show(Screen::Gaps),
            Action::Amendments => self.toggle_amendments(),
            Action::Agree => self.decide_amendment(true, effects),
            Action::Refuse => self.decide_amendment(false, effects),
            Action::AgreeAll => self.ask_agree_all(),
            Action::PinSpecs => self.ask_pin(),
            Action::NextBare => self.next_gap(Gap::NotEvidenced, effects),
            Action::NextUnclaimed => self.next_gap(Gap::Unclaimed, effects),
            Action::OpenRow if self.former_in_overview().is_some() => self.open(effects),
            Action::OpenColumn if self.former_in_overview().is_some() => self.open(effects),
            Action::OpenRow => {
                self.open(effects);
                self.review.diff_focus = true;
                if !self.review.is_gathered() {
                    self.toggle_only(effects);
                }
            }
            Action::OpenColumn => {
                self.open(effects);
                self.toggle_steps(effects);
            }
            Action::Split => self.ask_split(),
            Action::Join => self.ask_join(),
            Action::Rename => self.ask_rename(),
            Action::Fold => self.toggle_fold(),
            Action::LinesAbove => self.show_above(),
            Action::LinesBelow => self.show_below(),
            Action::MoreLines => self.show_around(),
            Action::FewerLines => self.show_less(),
            Action::WholeFunction => self.show_function(),
            Action::WholeFile => self.toggle_whole_file(),
            Action::OtherEnd => self.jump_moved(),
            Action::Whitespace => self.cycle_whitespace(),
            Action::BlankLines => self.toggle_blank_lines(),
            Action::SideBySide => self.toggle_split(),
            Action::DiffAlone => self.toggle_diff_alone(),
            Action::Wrap => {
                self.review.wrap = !self.review.wrap;
                self.review.left = 0;
                self.rebuild_all();
            }
            Action::ScrollLeft => self.scroll_left(),
            Action::ScrollRight => self.scroll_right(),
            Action::SwitchPane => self.switch_pane(),
            Action::Files => self.toggle_tree(),
            Action::OneFile => self.toggle_single(),
            Action::Open => self.open(effects),
            Action::Reply => self.compose_reply(),
            Action::EditNote => self.compose_edit(),
            Action::DeleteNote => self.delete_note(effects),
            Action::PutRight => self.begin_putting_right(effects),
            Action::MoveNote => self.move_note(effects),
            Action::VerifyNotes => self.begin_walk(),
            Action::Verify => self.walk_on(VerifiedAs::Verified, effects),
            Action::Reopen => self.walk_on(VerifiedAs::Reopened, effects),
            Action::NextAddressed => self.step_walk(true),
            Action::PrevAddressed => self.step_walk(false),
            Action::Undo => self.take_back(effects),
            Action::Search => self.prompt(Purpose::Search(Asked::default()), String::new()),
            Action::Overview => self.show(Screen::Overview),
            Action::Snags => self.show(Screen::Snags),
            Action::Export => self.prompt(Purpose::Export, self.summary_path.clone()),
            Action::Sync => self.sync(effects),
            Action::Reload => {
                self.message = Some(Message::info(super::update::READING_AGAIN));
                effects.push(Effect::Reopen);
            }
            Action::Palette => self.overlay = Some(Overlay::Palette(Palette::default())),
            Action::Help => self.overlay = Some(Overlay::Help { top: 0 }),
            Action::Back if self.cancel_sync(effects) => {}
            Action::Back => self.back(effects),
            Action::Quit if self.screen == Screen::Spec => self.leave_document(true),
            Action::Quit | Action::QuitNow => self.leave(effects),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Redraw => effects.push(Effect::Redraw),
            // These open menus; there was nothing to choose from.
            Action::ThreadState if self.thread_in_focus().is_some() => {
                self.message = self.barred(Action::Verify).map(Message::info);
            }
            Action::VerdictMenu | Action::Outcome | Action::ThreadState => {
                self.message =
                    Some(Message::info("nothing here to choose for; put the cursor on a note or criterion"));
            }
            Action::Copy => self.message = Some(Message::info("nothing to copy here")),
            Action::Links => {
                self.message = Some(Message::info("no link yet, neither declared nor suggested"))
            }
            Action::Drafts => self.message = Some(Message::info("no drafts are kept")),
            Action::People
            | Action::ChooseSpec
            | Action::FilterState
            | Action::FilterLabel
            | Action::FilterCriterion => {}
        }
    }

    fn step(&mut self, by: isize) {
        match self.screen {
            Screen::Overview => self.step_overview(by),
            Screen::Snags => self.snags.view.step(by, self.snags.rows.len()),
            Screen::Gaps => self.gaps.view.step(by, self.gaps.rows.len()),
            Screen::Amendments => self.step_amendment(by),
            Screen::Verify => self.scroll_walk(by),
            Screen::Spec => self.step_document(by),
            Screen::Review if self.review.diff_focus => {
                self.move_in_diff(|view, len| view.step(by, len));
            }
            Screen::Review => self.step_criterion(by),
        }
    }

    /// Moves the diff's cursor, within its file where only that is shown.
    fn move_in_diff(&mut self, motion: impl Fn(&mut Viewport, usize)) {
        let window = self.review.window();
        motion(&mut self.review.view, self.review.rows.len());
        self.review.view.confine(&window);
        self.follow_hunk();
    }

    /// One file at a time, or all below each other.
    fn toggle_single(&mut self) {
        self.review.single ^= true;
        let words = if self.review.single { "one file at a time" } else { "all files below each other" };
        self.message = Some(Message::info(words));
    }

    fn page(&mut self, halves: isize) {
        match self.screen {
            Screen::Overview => self.step_overview(halves * (self.overview.view.height as isize / 2).max(1)),
            Screen::Snags => self.snags.view.page(halves, self.snags.rows.len()),
            Screen::Gaps => self.gaps.view.page(halves, self.gaps.rows.len()),
            // Half pages scroll the chosen change's text, whole ones the list.
            Screen::Amendments if halves.abs() == 1 => {
                let (_, text) = self.amendment_areas();
                self.scroll_amendment(halves * isize::from(text.inner().height as i16 / 2).max(1));
            }
            Screen::Amendments => {
                self.step_amendment(halves * (self.amendments.view.height as isize / 2).max(1));
            }
            Screen::Verify => {
                let half = (usize::from(self.walk_areas().code.height) / 2).max(1) as isize;
                self.scroll_walk(halves * half);
            }
            Screen::Spec => {
                let half = (usize::from(self.size.body().inner().height).saturating_sub(2) / 2).max(1);
                self.scroll_document(halves * half as isize);
            }
            Screen::Review if self.review.diff_focus => {
                self.move_in_diff(|view, len| view.page(halves, len));
            }
            // Half pages scroll the chosen criterion's text, whole ones the list.
            Screen::Review if halves.abs() == 1 => {
                self.scroll_detail(
                    halves * isize::from(self.areas_with(Focus::Criteria).detail.height as i16 / 2).max(1),
                );
            }
            Screen::Review => {
                self.step_criterion(halves * (self.review.criteria.view.height as isize / 2).max(1))
            }
        }
    }

    fn go_to_end(&mut self, end: bool) {
        let by = if end { isize::MAX } else { isize::MIN };
        match self.screen {
            Screen::Overview => self.step_overview(by / 2),
            Screen::Snags => self.snags.view.step(by, self.snags.rows.len()),
            Screen::Gaps => self.gaps.view.step(by, self.gaps.rows.len()),
            Screen::Amendments => self.step_amendment(by),
            Screen::Verify => self.scroll_walk(by / 2),
            Screen::Spec => self.document_go(if end { u32::MAX } else { 0 }),
            Screen::Review if self.review.diff_focus => {
                self.move_in_diff(|view, len| view.step(by, len));
            }
            Screen::Review => self.step_criterion(by / 2),
        }
    }

    /// Shows a screen, or the review again when it is shown already.
    pub fn show(&mut self, screen: Screen) {
        self.screen = if self.screen == screen { Screen::Review } else { screen };
        match self.screen {
            Screen::Overview => {
                self.overview.column = self.review.increment;
                self.rebuild_overview();
            }
            Screen::Snags => self.rebuild_snags(),
            Screen::Gaps => self.rebuild_gaps(),
            Screen::Amendments => self.fit_amendments(),
            Screen::Review | Screen::Verify | Screen::Spec => self.rebuild_criteria(),
        }
    }

    fn back(&mut self, effects: &mut Vec<Effect>) {
        if self.moving.take().is_some() {
            self.message = Some(Message::info("the note stays where it is"));
            return;
        }
        if self.review.selecting.take().is_some()
            || self.search.take().is_some()
            || self.stop_reading(effects)
        {
            return;
        }
        if self.screen == Screen::Verify {
            self.end_walk();
        } else if self.screen == Screen::Spec {
            self.leave_document(true);
        } else if self.screen != Screen::Review {
            self.screen = Screen::Review;
        } else {
            self.show_whole(effects);
        }
    }

    /// Another increment, here or in the overview.
    pub fn step_increment(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let last = self.engagement.increments.len().saturating_sub(1);
        let step = |at: usize| if forward { (at + 1).min(last) } else { at.saturating_sub(1) };
        if self.screen == Screen::Overview {
            self.overview.column = step(self.overview.column);
            return;
        }
        if self.step_commit(forward, effects) {
            return;
        }
        let to = step(self.review.increment);
        if to == self.review.increment {
            let text = if forward { "this is the last increment" } else { "this is the first increment" };
            self.message = Some(Message::info(text));
        } else {
            self.leave_mark();
            self.open_increment(to, None, effects);
        }
    }

    fn toggle_selecting(&mut self) {
        let on_line =
            self.review.rows.get(self.review.view.cursor).and_then(|(_, row)| row.note_line()).is_some();
        self.review.selecting = match self.review.selecting {
            None if self.review.diff_focus && on_line => self.review.rows.anchor(self.review.view.cursor),
            None => {
                self.message = Some(Message::info("put the cursor on a line of the diff first"));
                None
            }
            Some(_) => None,
        };
    }

    pub(super) fn prompt(&mut self, purpose: Purpose, text: String) {
        self.overlay = Some(Overlay::Prompt { purpose, text });
    }

    /// Takes what was typed in the footer's place.
    pub(super) fn take_line(&mut self, purpose: Purpose, text: String, effects: &mut Vec<Effect>) {
        match purpose {
            Purpose::Search(asked) => self.search_for(text, asked.within, effects),
            Purpose::GoTo => self.go_to_typed(&text),
            Purpose::Rename(of) => self.rename(of, &text, effects),
            Purpose::Commit(_) | Purpose::Export if text.trim().is_empty() => {}
            Purpose::Commit(thread) => effects.push(Effect::FindCommit { thread, typed: text }),
            Purpose::Sync if text.trim().is_empty() => {}
            Purpose::Sync => self.begin_sync(Some(text.trim().to_owned()), effects),
            Purpose::Export => self.export_to(text, effects),
            Purpose::ExportTo { path, .. } => self.answer_where(path, &text, effects),
        }
    }

    /// Chooses what was clicked on in the criteria pane.
    pub(super) fn choose_row(&mut self, row: usize) {
        if let Some(number) = self.review.criteria.rows.get(row).and_then(CriteriaRow::criterion) {
            self.choose(number);
        }
    }
}
/// What a key makes of a line being typed: the text as it is now, or `Err` with the line when it is
/// done, or with nothing when it was called off.
pub(super) fn line_keys(mut text: String, key: Key) -> Result<String, Option<String>> {
    match key.code {
        KeyCode::Esc => return Err(None),
        KeyCode::Enter => return Err(Some(text)),
        KeyCode::Backspace if text.is_empty() => return Err(None),
        KeyCode::Backspace => {
            text.pop();
        }
        KeyCode::Char('u') if key.ctrl => text.clear(),
        _ => text.extend(key.typed()),
    }
    Ok(text)
}

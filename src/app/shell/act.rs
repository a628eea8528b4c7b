//! Carries actions out: from keys, the palette and menus alike.

use crate::app::facts::outline::CriteriaRow;
use crate::app::input::geometry::Focus;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::{Overlay, Palette, Purpose};
use crate::app::screens::gaps::Gap;
use crate::app::screens::spec::NO_CRITERION;
use crate::app::search::Asked;
use crate::app::viewport::Viewport;
use crate::app::{Message, Model, Screen};
use crate::model::verdict::Verdict;

impl Model {
    /// Carries an action out.
    pub fn act(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if let Some(why) = self.facts.barred(action) {
            self.message = Some(Message::info(why));
            return;
        }
        if action.is_on_criterion() && self.is_off_criteria() {
            self.message = Some(Message::info(NO_CRITERION));
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
            Action::NextToReview if self.search.is_some() => return self.search_on(true, effects),
            Action::PrevToReview if self.search.is_some() => return self.search_on(false, effects),
            _ => {}
        }
        if let Some(asks) = self.act_on_screen(action) {
            return self.answer(asks, effects);
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
            Action::NextCriterion => self.step_criterion(1),
            Action::PrevCriterion => self.step_criterion(-1),
            Action::WholeSpec => self.open_spec(effects),
            Action::NextLinked => self.jump_evidence(true),
            Action::PrevLinked => self.jump_evidence(false),
            Action::NextIncrement | Action::NextColumn => self.step_increment(true, effects),
            Action::PrevIncrement | Action::PrevColumn => self.step_increment(false, effects),
            Action::NextToReview => self.jump_to_review(true),
            Action::PrevToReview => self.jump_to_review(false),
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
            Action::Amendments => self.toggle_amendments(effects),
            Action::Agree | Action::Refuse => self.choose_amendment_first(effects),
            Action::AgreeAll => self.ask_agree_all(effects),
            Action::PinSpecs => self.ask_pin(),
            Action::NextBare => self.next_gap(Gap::NotEvidenced, effects),
            Action::NextUnclaimed => self.next_gap(Gap::Unclaimed, effects),
            Action::OpenRow | Action::OpenColumn if self.former_in_overview().is_some() => {
                self.act(Action::Open, effects);
            }
            Action::OpenRow => {
                self.act(Action::Open, effects);
                self.review.diff_focus = true;
                if !self.review.is_gathered() {
                    self.toggle_only(effects);
                }
            }
            Action::OpenColumn => {
                self.act(Action::Open, effects);
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
            Action::Back if self.facts.cancel_sync(effects) => {}
            Action::Back => self.back(effects),
            Action::Quit | Action::QuitNow => self.leave(effects),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Redraw => effects.push(Effect::Redraw),
            // These open menus; there was nothing to choose from.
            Action::ThreadState if self.thread_in_focus().is_some() => {
                self.message = self.facts.barred(Action::Verify).map(Message::info);
            }
            // Keys of one screen mean nothing on the others; the palette offers them all the same.
            Action::NextInSpec
            | Action::PrevInSpec
            | Action::NextHeading
            | Action::PrevHeading
            | Action::NextLeftOut
            | Action::PrevLeftOut => self.say_where(Action::WholeSpec, "in the whole spec"),
            Action::Verify | Action::Reopen | Action::NextAddressed | Action::PrevAddressed => {
                self.say_where(Action::VerifyNotes, "on the walk through addressed notes");
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

    /// Says that an action works on another screen only, and which key opens that screen.
    fn say_where(&mut self, opens: Action, place: &str) {
        let key = self.facts.keymap.keys(opens).first().map(|key| format!("; {key} opens it"));
        let words = format!("this works {place} only{}", key.unwrap_or_default());
        self.message = Some(Message::info(words));
    }

    /// Moves by some lines in the pane that has the focus.
    fn step(&mut self, by: isize) {
        if self.review.diff_focus {
            self.move_in_diff(|view, len| view.step(by, len));
        } else {
            self.step_criterion(by);
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
        if self.review.diff_focus {
            self.move_in_diff(|view, len| view.page(halves, len));
        } else if halves.abs() == 1 {
            // Half pages scroll the chosen criterion's text, whole ones the list.
            let height = self.areas_with(Focus::Criteria).detail.height;
            self.scroll_detail(halves * isize::from(height as i16 / 2).max(1));
        } else {
            self.step_criterion(halves * (self.review.criteria.view.height as isize / 2).max(1));
        }
    }

    fn go_to_end(&mut self, end: bool) {
        let by = if end { isize::MAX } else { isize::MIN };
        if self.review.diff_focus {
            self.move_in_diff(|view, len| view.step(by, len));
        } else {
            self.step_criterion(by / 2);
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
        match self.screen {
            Screen::Verify => {
                let asks = self.walk.end();
                self.answer(asks, effects);
            }
            Screen::Spec => {
                let asks = self.document.leave(&self.facts);
                self.answer(asks, effects);
            }
            Screen::Review => self.show_whole(effects),
            Screen::Overview | Screen::Snags | Screen::Gaps | Screen::Amendments => {
                self.screen = Screen::Review;
            }
        }
    }

    /// Another increment, here or in the overview.
    pub fn step_increment(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let last = self.facts.engagement.increments.len().saturating_sub(1);
        let step = |at: usize| if forward { (at + 1).min(last) } else { at.saturating_sub(1) };
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

    pub(in crate::app) fn prompt(&mut self, purpose: Purpose, text: String) {
        self.overlay = Some(Overlay::Prompt { purpose, text });
    }

    /// Takes what was typed in the footer's place.
    pub(in crate::app) fn take_line(&mut self, purpose: Purpose, text: String, effects: &mut Vec<Effect>) {
        match purpose {
            Purpose::Search(asked) => self.search_for(text, asked.within, effects),
            Purpose::GoTo => self.go_to_typed(&text),
            Purpose::Rename(of) => self.rename(of, &text, effects),
            Purpose::Commit(_) | Purpose::Export if text.trim().is_empty() => {}
            Purpose::Commit(thread) => effects.push(Effect::FindCommit { thread, typed: text }),
            Purpose::Sync if text.trim().is_empty() => {}
            Purpose::Sync => self.facts.begin_sync(Some(text.trim().to_owned()), effects),
            Purpose::Export => self.export_to(text, effects),
            Purpose::ExportTo { path, .. } => self.answer_where(path, &text, effects),
        }
    }

    /// Chooses what was clicked on in the criteria pane.
    pub(in crate::app) fn choose_row(&mut self, row: usize) {
        if let Some(number) = self.review.criteria.rows.get(row).and_then(CriteriaRow::criterion) {
            self.choose(number);
        }
    }
}
/// What a key makes of a line being typed: the text as it is now, or `Err` with the line when it is
/// done, or with nothing when it was called off.
pub(in crate::app) fn line_keys(mut text: String, key: Key) -> Result<String, Option<String>> {
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

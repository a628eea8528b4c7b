//! Carries actions out: from keys, the palette and menus alike.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::{Overlay, Palette, Purpose};
use crate::app::screens::gaps::Gap;
use crate::app::screens::spec::NO_CRITERION;
use crate::app::search::SearchPrompt;
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
        match action {
            Action::NextToReview if self.search().is_some() => {
                return self.search_further(true, effects);
            }
            Action::PrevToReview if self.search().is_some() => {
                return self.search_further(false, effects);
            }
            _ => {}
        }
        let asks = self.screens.shown_mut().act(&self.facts, action);
        if let Some(asks) = asks {
            return self.answer(asks, effects);
        }
        if let Some(menu) = self.menu_for(action) {
            self.overlay = Some(Overlay::Menu(menu));
            return;
        }
        match action {
            Action::Met => self.judge(Verdict::Met, effects),
            Action::NotMet => self.judge(Verdict::NotMet, effects),
            Action::Partial => self.judge(Verdict::Partial, effects),
            Action::Unclear => self.judge(Verdict::Unclear, effects),
            Action::Waive => self.compose_verdict(Verdict::Waived),
            Action::GoToLine => self.prompt(Purpose::GoTo, String::new()),
            Action::WholeSpec => self.open_spec(effects),
            Action::NewNote => self.compose_note(),
            Action::NoteOnIncrement => self.compose_increment_note(),
            Action::Gaps => self.show(Screen::Gaps),
            Action::Amendments => self.toggle_amendments(effects),
            Action::Agree | Action::Refuse => self.choose_amendment_first(effects),
            Action::AgreeAll => self.ask_agree_all(effects),
            Action::PinSpecs => self.ask_pin(),
            Action::NextUncovered => self.next_gap(Gap::Uncovered, effects),
            Action::NextUnclaimed => self.next_gap(Gap::Unclaimed, effects),
            Action::OpenRow | Action::OpenColumn if self.former_in_overview().is_some() => {
                self.act(Action::Open, effects);
            }
            Action::OpenRow => {
                self.act(Action::Open, effects);
                self.act_on_review(
                    |review, facts, asks| review.show_only_chosen(facts, asks),
                    effects,
                );
            }
            Action::OpenColumn => {
                self.act(Action::Open, effects);
                self.act_on_review(
                    |review, facts, asks| review.toggle_steps(facts, asks),
                    effects,
                );
            }
            Action::Split => self.ask_split(),
            Action::Join => self.ask_join(),
            Action::Rename => self.ask_rename(),
            Action::Reply => self.compose_reply(),
            Action::EditNote => self.compose_edit(),
            Action::DeleteNote => self.delete_note(effects),
            Action::ClaimFix => self.begin_claim(effects),
            Action::MoveNote => self.move_note(effects),
            Action::VerifyNotes => self.begin_walk(),
            Action::Increments => self.pick_increment(),
            Action::CheckAgain => self.check_again(effects),
            Action::Undo => self.take_back(effects),
            Action::Search => self.prompt(Purpose::Search(SearchPrompt::default()), String::new()),
            Action::Overview => self.show(Screen::Overview),
            Action::Snags => self.show(Screen::Snags),
            Action::Export => self.prompt(Purpose::Export, self.summary_path.clone()),
            Action::Sync => self.sync(effects),
            Action::Reload => {
                self.message = Some(Message::info(super::update::READING_AGAIN));
                effects.push(Effect::Reopen);
            }
            Action::NextNew => self.next_new(effects),
            Action::RemoteBranch => self.change_branch(effects),
            Action::Palette => self.overlay = Some(Overlay::Palette(Palette::default())),
            Action::Help => self.overlay = Some(Overlay::Help { top: 0 }),
            Action::Back if self.cancel_sync(effects) => {}
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
            Action::StillStands
            | Action::NoLonger
            | Action::AllStand
            | Action::NextLapsed
            | Action::PrevLapsed => {
                self.say_where(Action::CheckAgain, "on the walk through lapsed verdicts");
            }
            Action::VerdictMenu | Action::Outcome | Action::ThreadState => {
                self.message = Some(Message::info(
                    "nothing to choose here; put the cursor on a note or criterion",
                ));
            }
            Action::Copy => self.message = Some(Message::info("nothing to copy here")),
            Action::Links => {
                self.message = Some(Message::info("no link yet, neither declared nor suggested"))
            }
            Action::Drafts => self.message = Some(Message::info("there are no drafts")),
            Action::Down
            | Action::Up
            | Action::PageDown
            | Action::PageUp
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::Top
            | Action::Bottom
            | Action::NextHunk
            | Action::PrevHunk
            | Action::NextFile
            | Action::PrevFile
            | Action::NextFunction
            | Action::PrevFunction
            | Action::JumpBack
            | Action::JumpForward
            | Action::NextNote
            | Action::PrevNote
            | Action::NextCriterion
            | Action::PrevCriterion
            | Action::NextLinked
            | Action::PrevLinked
            | Action::NextIncrement
            | Action::NextColumn
            | Action::PrevIncrement
            | Action::PrevColumn
            | Action::NextToReview
            | Action::PrevToReview
            | Action::ViewedNext
            | Action::Unview
            | Action::SelectLines
            | Action::Link
            | Action::Unlink
            | Action::OnlyCriterion
            | Action::Steps
            | Action::SinceLast
            | Action::SinceRound
            | Action::Fold
            | Action::LinesAbove
            | Action::LinesBelow
            | Action::MoreLines
            | Action::FewerLines
            | Action::WholeFunction
            | Action::WholeFile
            | Action::OtherEnd
            | Action::Whitespace
            | Action::BlankLines
            | Action::SideBySide
            | Action::DiffAlone
            | Action::ScrollLeft
            | Action::ScrollRight
            | Action::SwitchPane
            | Action::Files
            | Action::OneFile
            | Action::Open
            | Action::Wrap => self.act_on_review(
                |review, facts, asks| review.act(facts, action, asks),
                effects,
            ),
            Action::People
            | Action::ChooseSpec
            | Action::FilterState
            | Action::FilterLabel
            | Action::FilterCriterion => {}
        }
    }

    /// Says that an action works on another screen only, and which key opens that screen.
    fn say_where(&mut self, opens: Action, place: &str) {
        let words = format!("this works only {place}");
        self.message = Some(Message::info(
            self.facts.with_keys(words, &[(opens, "opens it")]),
        ));
    }

    fn back(&mut self, effects: &mut Vec<Effect>) {
        if self.moving.take().is_some() {
            self.message = Some(Message::info("note not moved"));
            return;
        }
        if self.screens.review.selecting.take().is_some()
            || self.end_search()
            || self.stop_reading(effects)
        {
            return;
        }
        let asks = self.screens.shown_mut().back(&self.facts);
        self.answer(asks, effects);
    }

    pub(in crate::app) fn prompt(&mut self, purpose: Purpose, text: String) {
        self.overlay = Some(Overlay::Prompt { purpose, text });
    }

    /// Takes what was typed in the footer's place.
    pub(in crate::app) fn take_line(
        &mut self,
        purpose: Purpose,
        text: String,
        effects: &mut Vec<Effect>,
    ) {
        match purpose {
            Purpose::Search(asked) => self.search_for(text, asked.within, effects),
            Purpose::GoTo => self.act_on_review(
                |review, facts, asks| review.go_to_typed(facts, &text, asks),
                effects,
            ),
            Purpose::Rename(increment) => self.rename(increment, &text, effects),
            Purpose::Commit(_) | Purpose::Export if text.trim().is_empty() => {}
            Purpose::Commit(thread) => effects.push(Effect::FindCommit {
                thread,
                typed: text,
            }),
            Purpose::Sync if text.trim().is_empty() => {}
            Purpose::Sync => self.begin_sync(Some(text.trim().to_owned()), effects),
            Purpose::Export => self.export_to(text, effects),
            Purpose::ExportTo { path, .. } => self.answer_where(path, &text, effects),
        }
    }
}

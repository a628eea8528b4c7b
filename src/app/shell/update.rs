//! One message after the other: what it changes, and what is to be done outside.

use crate::app::facts::apply::Fact;
use crate::app::input::geometry::Focus;
use crate::app::input::key::Key;
use crate::app::input::keymap::Action;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::msg::{Effect, Msg, Saving};
use crate::app::overlays::menu::{Menu, MenuKey};
use crate::app::overlays::prompt::{self, LineKey};
use crate::app::overlays::{Overlay, Palette, Purpose};
use crate::app::{Message, Model, Screen};
use crate::model::time::Timestamp;

/// What is said while everything is read again.
pub(in crate::app) const READING_AGAIN: &str = "reading again …";

/// Takes the state past one message. Total: any message in any state leaves a valid one.
pub fn update(model: &mut Model, now: Timestamp, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    if matches!(msg, Msg::Drawn) {
        model.note_drawn();
        return effects;
    }
    model.facts.pass(now);
    match msg {
        Msg::Key(key) => model.take_key(key, &mut effects),
        Msg::Paste(text) => model.take_paste(&text, &mut effects),
        Msg::Mouse(mouse) => model.take_mouse(mouse, &mut effects),
        Msg::Resize(size) => {
            model.learn(Fact::Size(size));
        }
        Msg::FocusLost => {
            model.keep_draft(&mut effects);
            effects.push(Effect::KeepDraftNow);
        }
        Msg::Record(record) => model.take_record(record, &mut effects),
        Msg::Saving(saving) => model.take_saving(saving),
        Msg::Listed { request, listing } => model.take_listing(request, listing),
        Msg::FileRead {
            request,
            file,
            diff,
        } => {
            model
                .screens
                .review
                .take_file(&model.facts, request, file, diff);
            model.resume_search(&mut effects);
        }
        Msg::HitsCounted { search, file, hits } => {
            model.screens.review.take_hits(search, file, hits);
            model.resume_search(&mut effects);
        }
        Msg::Painted {
            request,
            file,
            side,
            first,
            lines,
        } => {
            model
                .screens
                .review
                .take_painted(request, file, side, first, lines);
        }
        Msg::PaintingEnded(why) => {
            model.screens.review.painting = false;
            model.message = model.message.take().or(Some(Message::info(why)));
        }
        Msg::Traced { increment, trace } => {
            model.hint_at_role(&trace.commits);
            model.learn(Fact::Traced(increment, trace));
        }
        Msg::Indexing { increment, files } => {
            model.learn(Fact::Indexing(increment, files));
        }
        Msg::Suggested {
            increment,
            suggestions,
        } => {
            model.learn(Fact::Suggested(increment, suggestions));
        }
        Msg::CommitsFound { thread, found } => model.take_candidates(thread, found),
        Msg::CommitFound { thread, found } => model.take_commit(thread, found),
        Msg::Compared { thread, comparison } => {
            model.screens.verify.take(&model.facts, thread, comparison)
        }
        Msg::EvidenceCompared { request, evidence } => {
            let review = &mut model.screens.review;
            review.take_evidence(&model.facts, request, evidence);
        }
        Msg::GroundCompared { verdict, ground } => {
            model.screens.lapses.take(&model.facts, verdict, ground);
        }
        Msg::Edited(text) => model.take_edited(text, &mut effects),
        Msg::Syncing(syncing) => model.take_syncing(syncing, &mut effects),
        Msg::Drawn => {}
        Msg::Refs(change) => model.take_refs(change),
        Msg::Exported(Ok(path)) => {
            model.message = Some(Message::info(format!("summary written to {path}")))
        }
        Msg::ExportAsks { path, why } => model.ask_where(path, why),
        Msg::Noticed(words) => model.message = Some(Message::info(words)),
        Msg::Exported(Err(why)) | Msg::Failed(why) => model.message = Some(Message::error(why)),
        Msg::Reopened(Ok(read)) => model.take_reread(*read, &mut effects),
        Msg::Reopened(Err(why)) => model.message = Some(Message::error(why)),
    }
    model.fit();
    model.screens.review.follow_increment();
    model.screens.review.refresh_tree(&model.facts);
    model.screens.review.mark_words(&model.facts);
    model.screens.review.rebuild_detail(&model.facts);
    let painted = model.screens.active == Screen::Review;
    model.act_on_review(
        |review, facts, asks| review.ask_for_what_is_shown(facts, painted, asks),
        &mut effects,
    );
    effects.extend(model.screens.shown_mut().missing(&model.facts));
    effects
}

impl Model {
    /// Fits the screen that is shown to the terminal, and the review in any case: it goes on being
    /// read.
    fn fit(&mut self) {
        if self.screens.active != Screen::Review {
            self.screens.review.fit_review(&self.facts);
        }
        self.screens.shown_mut().fit(&self.facts);
    }

    fn take_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.read_drawn(effects);
        self.message = None;
        self.saving.saved = false;
        // Before whatever is open takes it: this key leads out of everything, and a letter may be
        // text.
        let leaves = self.facts.keymap.action(self.context(), key) == Some(Action::QuitNow);
        if leaves && key.typed().is_none() {
            return self.leave(effects);
        }
        if self.overlay.is_some() {
            return self.take_overlay_key(key, effects);
        }
        if self.screens.active == Screen::Review
            && self.screens.review.focus() == Focus::Tree
            && self.screens.review.tree.typing
        {
            return self.act_on_review(
                |review, facts, asks| review.take_filter_key(facts, key, asks),
                effects,
            );
        }
        if let Some(action) = self.facts.keymap.action(self.context(), key) {
            self.act(action, effects);
        }
        self.tell_unsaid();
    }

    fn take_overlay_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Some(overlay) = self.overlay.take() else {
            return;
        };
        match overlay {
            Overlay::Help { top } => self.take_help_key(top, key, effects),
            Overlay::Palette(palette) => self.take_palette_key(palette, key, effects),
            Overlay::Menu(menu) => self.take_menu_key(menu, key, effects),
            Overlay::Increments(picker) => self.take_increment_key(picker, key, effects),
            Overlay::Former { criterion, top } => {
                self.take_former_key(criterion, top, key, effects)
            }
            Overlay::Composer(composer) => self.take_composer_key(composer, key, effects),
            Overlay::Prompt { purpose, text } => self.take_prompt_key(purpose, text, key, effects),
        }
    }

    fn take_help_key(&mut self, top: usize, key: Key, effects: &mut Vec<Effect>) {
        let page = self.facts.help_page();
        let top = match self.facts.keymap.action(self.context(), key) {
            Some(Action::Down) => top + 1,
            Some(Action::Up) => top.saturating_sub(1),
            Some(Action::PageDown | Action::HalfPageDown | Action::ViewedNext) => top + page,
            Some(Action::PageUp | Action::HalfPageUp) => top.saturating_sub(page),
            Some(Action::Top) => 0,
            Some(Action::Bottom) => usize::MAX,
            Some(Action::QuitNow) => return self.leave(effects),
            _ => return,
        };
        self.overlay = Some(Overlay::Help {
            top: top.min(self.help_end()),
        });
    }

    fn take_prompt_key(
        &mut self,
        mut purpose: Purpose,
        mut text: String,
        key: Key,
        effects: &mut Vec<Effect>,
    ) {
        match (
            prompt::take_key(&mut text, &self.facts.keymap, key),
            &mut purpose,
        ) {
            (LineKey::Cancelled, _) => return,
            (LineKey::Done, _) => return self.take_line(purpose, text, effects),
            (LineKey::Other(OverlayAction::SearchArea), Purpose::Search(asked))
                if self.screens.active != Screen::Spec =>
            {
                asked.within = asked.within.other();
            }
            (LineKey::Other(OverlayAction::EarlierSearch), Purpose::Search(asked)) => {
                asked.earlier(&self.searches, true, &mut text);
            }
            (LineKey::Other(OverlayAction::LaterSearch), Purpose::Search(asked)) => {
                asked.earlier(&self.searches, false, &mut text);
            }
            (LineKey::Open | LineKey::Other(_), _) => {}
        }
        self.overlay = Some(Overlay::Prompt { purpose, text });
    }

    fn take_palette_key(&mut self, mut palette: Palette, key: Key, effects: &mut Vec<Effect>) {
        match palette.take_key(&self.facts.keymap, key) {
            MenuKey::Open => self.overlay = Some(Overlay::Palette(palette)),
            MenuKey::Closed => {}
            MenuKey::Taken(action) => self.act(action, effects),
        }
    }

    fn take_menu_key(&mut self, mut menu: Menu, key: Key, effects: &mut Vec<Effect>) {
        if menu.is_unseen {
            let words = "keys typed before this question was on the screen do not answer it";
            self.message = Some(Message::info(words));
            self.overlay = Some(Overlay::Menu(menu));
            return;
        }
        match menu.take_key(&self.facts.keymap, key) {
            MenuKey::Open => self.overlay = Some(Overlay::Menu(menu)),
            MenuKey::Closed if menu.keeps_draft() => self.say_draft_is_kept(),
            MenuKey::Closed => {}
            MenuKey::Taken(choice) => self.take_choice(choice, effects),
        }
    }

    fn take_paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let one_line = || {
            text.lines()
                .next()
                .unwrap_or_default()
                .replace(char::is_control, " ")
        };
        match &mut self.overlay {
            Some(Overlay::Composer(composer)) => {
                if !composer.paste(text) {
                    self.message = Some(Message::error("not pasted: the text would be too long"));
                    return;
                }
                self.keep_draft(effects);
            }
            Some(Overlay::Prompt { text: typed, .. }) => typed.push_str(&one_line()),
            Some(Overlay::Palette(palette)) => palette.type_in(&one_line()),
            Some(Overlay::Increments(picker)) => picker.type_in(&one_line()),
            _ => {
                let words = self.facts.with_keys(
                    "no text box to paste into",
                    &[(Action::NewNote, "opens a note")],
                );
                self.message = Some(Message::info(words));
            }
        }
    }

    fn take_saving(&mut self, saving: Saving) {
        match saving {
            Saving::Pending => self.saving.pending += 1,
            Saving::Saved => {
                self.saving.pending = self.saving.pending.saturating_sub(1);
                self.saving.saved = true;
                self.saving.failed = None;
            }
            Saving::Failed(why) => self.saving.failed = Some(why),
        }
    }
}

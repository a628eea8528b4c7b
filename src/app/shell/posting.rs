//! Takes the keys of the text box, keeps what is typed as a draft, and posts it.

use crate::app::input::binding::KeyContext;
use crate::app::input::key::Key;
use crate::app::input::keymap::Action;
use crate::app::input::overlay_keys::OverlayAction;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::composer::Composer;
use crate::app::overlays::text_box::{EditorOutcome, MAX_BYTES, editor_action};
use crate::app::undo::Undo;
use crate::app::{Message, Model};
use crate::model::draft::DraftOn;
use crate::model::verdict::Verdict;

impl Model {
    pub(in crate::app) fn take_composer_key(
        &mut self,
        mut composer: Box<Composer>,
        key: Key,
        effects: &mut Vec<Effect>,
    ) {
        use OverlayAction as A;
        let keys = &self.facts.keymap;
        let action = keys
            .overlay_action(KeyContext::TextBox, key)
            .filter(|_| key.typed().is_none());
        match action {
            Some(A::Post) => {
                if !self.submit(&composer, effects) {
                    self.overlay = Some(Overlay::Composer(composer));
                }
                return;
            }
            Some(A::CloseBox) => return self.close_composer(&composer, effects),
            Some(A::Editor) => effects.push(Effect::EditOutside(composer.editor.text().to_owned())),
            Some(A::NextLabel) if composer.is_note() => composer.step_label(1),
            Some(A::PrevLabel) if composer.is_note() => composer.step_label(-1),
            Some(A::Blocking) if composer.is_note() && !self.facts.is_reviewer() => {
                self.message = Some(Message::info("only reviewers' notes can block acceptance"));
            }
            Some(A::Blocking) if composer.is_private() => {
                self.message = Some(Message::info("a private note cannot block acceptance"));
            }
            Some(A::Blocking) if composer.is_note() => composer.toggle_blocking(),
            Some(A::Private) if matches!(composer.draft.on, DraftOn::Note(_)) => {
                composer.toggle_private()
            }
            _ => {
                let area = self.composer_area(&composer).inner().padded();
                composer.editor.set_view(area.width, area.height);
                if let Some(action) = editor_action(&self.facts.keymap, key)
                    && composer.editor.apply(action) == EditorOutcome::Full
                {
                    self.message =
                        Some(Message::error("the text has reached its limit of 256 KiB"));
                }
            }
        }
        self.overlay = Some(Overlay::Composer(composer));
        self.keep_draft(effects);
    }

    /// Hands the draft being typed to the one who keeps it.
    pub(in crate::app) fn keep_draft(&mut self, effects: &mut Vec<Effect>) {
        let Some(Overlay::Composer(composer)) = &mut self.overlay else {
            return;
        };
        let mut draft = composer.draft();
        let known = self.drafts.get(&draft.id);
        if known == Some(&draft) || (known.is_none() && !composer.editor.is_modified()) {
            return;
        }
        composer.draft.saved = self.facts.now;
        draft.saved = self.facts.now;
        self.drafts.insert(draft.id.clone(), draft.clone());
        effects.push(Effect::KeepDraft(Box::new(draft)));
    }

    /// Takes the text that came back from `$EDITOR`.
    pub(in crate::app) fn take_edited(
        &mut self,
        text: Result<String, String>,
        effects: &mut Vec<Effect>,
    ) {
        match (text, &mut self.overlay) {
            (Ok(text), Some(Overlay::Composer(composer))) => {
                composer.editor.set_text(text.trim_end_matches('\n'));
                self.keep_draft(effects);
            }
            (Err(why), _) => self.message = Some(Message::error(why)),
            _ => {}
        }
    }

    /// Says what is in the text box, and closes it.
    pub fn submit(&mut self, composer: &Composer, effects: &mut Vec<Effect>) -> bool {
        let draft = composer.draft();
        let blank = draft.text.is_blank();
        let needed = match &draft.on {
            DraftOn::Verdict { verdict, .. } => *verdict == Verdict::Waived,
            DraftOn::Outcome { .. }
            | DraftOn::Claim {
                commit: Some(_), ..
            } => false,
            _ => true,
        };
        if blank && needed {
            let text = match draft.on {
                DraftOn::Verdict { .. } => "a waiver needs a reason".to_owned(),
                _ => {
                    format!(
                        "nothing written yet; {} closes",
                        self.facts.overlay_key(OverlayAction::CloseBox)
                    )
                }
            };
            self.message = Some(Message::error(text));
            return false;
        }
        // Only what came from outside can be longer; the record takes no such entry.
        if draft.text.as_bytes().len() > MAX_BYTES {
            let kib = draft.text.as_bytes().len() >> 10;
            let text = format!(
                "too long: {kib} KiB, at most {} KiB; shorten or split it",
                MAX_BYTES >> 10
            );
            self.message = Some(Message::error(text));
            return false;
        }
        if let DraftOn::Verdict { criterion, verdict } = &draft.on {
            let (criterion, verdict) = (criterion.clone(), *verdict);
            if let Some(menu) = self
                .facts
                .dispute_menu(&criterion, verdict, Some(&draft.id))
            {
                self.drafts.insert(draft.id.clone(), draft.clone());
                effects.push(Effect::KeepDraft(Box::new(draft)));
                self.overlay = Some(Overlay::Menu(menu));
                return true;
            }
            self.give_verdict(criterion, Some(verdict), draft.text.clone(), false, effects);
        } else {
            let body = draft.statement(Vec::new()).body;
            if let DraftOn::Outcome { increment, outcome } = &draft.on {
                let before = self.facts.my_outcomes(increment);
                self.undo.push(Undo::Outcome {
                    increment: increment.clone(),
                    before,
                });
                let words = format!("{increment}: {}", outcome.words());
                self.message = Some(Message::info(
                    self.facts.with_keys(words, &[(Action::Undo, "undoes it")]),
                ));
            }
            let statement =
                draft.statement(self.facts.record.heads(&self.facts.engagement.me, &body));
            effects.push(match draft.private {
                true => Effect::RecordPrivately(Box::new(statement)),
                false => self.facts.saying(statement),
            });
        }
        self.posted |= matches!(draft.on, DraftOn::Note(_));
        effects.push(Effect::DropDraft(draft.id.clone()));
        self.drafts.remove(&draft.id);
        true
    }

    /// Closes the text box; words in it stay as a draft.
    pub fn close_composer(&mut self, composer: &Composer, effects: &mut Vec<Effect>) {
        let draft = composer.draft();
        let unchanged = !composer.editor.is_modified() && !self.drafts.contains_key(&draft.id);
        if draft.text.is_blank() || unchanged {
            self.drafts.remove(&draft.id);
            effects.push(Effect::DropDraft(draft.id));
        } else {
            self.say_draft_is_kept();
            self.drafts.insert(draft.id.clone(), draft.clone());
            effects.push(Effect::KeepDraft(Box::new(draft)));
        }
    }

    pub(in crate::app) fn say_draft_is_kept(&mut self) {
        self.message = Some(Message::info(
            "draft stored; the same key at the same place opens it again",
        ));
    }
}

//! Opens the text box: for notes, replies, edits, and the comments beside verdicts and outcomes.

use crate::app::overlays::Overlay;
use crate::app::overlays::composer::{Composer, no_words};
use crate::app::overlays::text_box::Editor;
use crate::app::screens::review::rows::{RowAnchor, RowKind};
use crate::app::{Message, Model, Screen};
use crate::digest;
use crate::model::draft::{Draft, DraftOn};
use crate::model::event::{Body, Statement};
use crate::model::id::DraftId;
use crate::model::note::{Label, NoteBody, Place};
use crate::model::text::Untrusted;
use crate::model::verdict::{Outcome, Verdict};

impl Model {
    /// Opens a text box for a target, with the draft begun there before, else with the given words.
    pub(in crate::app) fn compose(
        &mut self,
        on: DraftOn,
        words: NoteBody,
        below: Option<RowAnchor>,
    ) {
        let Some(id) = draft_id(&on) else { return };
        if let Some(draft) = self.drafts.get(&id).or_else(|| self.begun_at(&on)).cloned() {
            self.message = Some(Message::info("this is the draft you began here"));
            return self.open_composer(draft, below);
        }
        let criterion = match &on {
            DraftOn::Note(place) => place
                .criterion
                .as_ref()
                .and_then(|key| self.facts.engagement.criterion_of(key)),
            DraftOn::Verdict { criterion, .. } => self.facts.engagement.criterion_of(criterion),
            _ => None,
        };
        let context = self.screens.review.with_context(
            &self.facts,
            Statement::new(Body::SignOff {
                comment: Untrusted::default(),
            }),
            criterion,
        );
        let draft = Draft {
            id,
            on,
            label: words.label,
            blocking: if self.facts.is_reviewer() {
                words.blocking
            } else {
                Some(false)
            },
            private: false,
            cursor: words.text.as_bytes().len() as u32,
            text: words.text,
            subject: context.subject,
            spec: context.spec,
            saved: self.facts.now,
        };
        self.open_composer(draft, below);
    }

    /// Finds the newest draft on the same target. For a note on lines, the chosen criterion need
    /// not be the same.
    fn begun_at(&self, on: &DraftOn) -> Option<&Draft> {
        let same = |draft: &&Draft| match (&draft.on, on) {
            (DraftOn::Note(then), DraftOn::Note(now)) if now.anchor.is_some() => {
                then.anchor == now.anchor && then.increment == now.increment
            }
            (then, now) => then == now,
        };
        self.drafts
            .values()
            .filter(same)
            .max_by_key(|draft| draft.saved)
    }

    /// Opens a text box with a draft in it.
    pub(in crate::app) fn open_composer(&mut self, draft: Draft, below: Option<RowAnchor>) {
        let editor = Editor::new(&draft.text.lossy());
        let title = self.facts.title_of(&draft.on);
        self.overlay = Some(Overlay::Composer(Box::new(Composer {
            draft,
            editor,
            title,
            never_blocks: !self.facts.is_reviewer(),
            below,
        })));
    }

    /// Opens a text box for a note on what the cursor is on: selected lines, a line, a file or the
    /// chosen criterion. On a thread, for a reply.
    pub fn compose_note(&mut self) {
        if self.screens.active != Screen::Review || !self.screens.review.diff_focus {
            return self.compose_criterion_note();
        }
        let cursor = self.screens.review.view.cursor;
        let Some((section, row)) = self.screens.review.rows.get(cursor) else {
            return;
        };
        if let RowKind::Thread { .. } = row.kind {
            return self.compose_reply();
        }
        let Some(file) = section.file() else {
            return self.compose_increment_note();
        };
        let Some(anchor) = self.screens.review.anchor_here(file) else {
            return;
        };
        let hunk = self
            .screens
            .review
            .rows
            .hunk_at(cursor)
            .filter(|(at, _)| *at == section)
            .map(|(_, hunk)| hunk);
        let mut place = self
            .screens
            .review
            .criterion_for_note(&self.facts, Some(file), hunk);
        place.anchor = Some(anchor.into());
        let below = self.screens.review.rows.anchor(cursor);
        self.compose(DraftOn::Note(place), no_words(Label::Issue), below);
        self.screens.review.selecting = None;
    }

    fn compose_criterion_note(&mut self) {
        let Some(key) = self
            .facts
            .chosen
            .and_then(|chosen| self.facts.engagement.key(chosen))
            .cloned()
        else {
            return self.compose_increment_note();
        };
        let increment = self.increment().map(|increment| increment.id.clone());
        let place = Place {
            increment,
            criterion: Some(key),
            anchor: None,
        };
        self.compose(DraftOn::Note(place), no_words(Label::Issue), None);
    }

    /// Opens a text box for a note on the increment as a whole.
    pub fn compose_increment_note(&mut self) {
        let Some(increment) = self.increment() else {
            return;
        };
        let place = Place {
            increment: Some(increment.id.clone()),
            criterion: None,
            anchor: None,
        };
        self.compose(DraftOn::Note(place), no_words(Label::Issue), None);
    }

    /// Opens a text box for a reply in the thread under the cursor.
    pub fn compose_reply(&mut self) {
        let Some(thread) = self.thread_in_focus() else {
            self.message = Some(Message::info(
                "no note under the cursor; {key} goes to the next one",
            ));
            return;
        };
        let Some(found) = self.facts.record.threads.get(thread as usize) else {
            return;
        };
        let on = DraftOn::Reply(found.id);
        let below = self.below_thread();
        self.compose(on, no_words(Label::Note), below);
    }

    /// Opens a text box to edit the user's own note under the cursor.
    pub fn compose_edit(&mut self) {
        let Some(found) = self.own_thread_in_focus() else {
            return;
        };
        let (id, note) = (found.id, found.body.clone());
        let below = self.below_thread();
        self.compose(DraftOn::Edit(id), note, below);
    }

    pub(in crate::app) fn below_thread(&self) -> Option<RowAnchor> {
        (self.screens.active == Screen::Review)
            .then(|| {
                self.screens
                    .review
                    .rows
                    .anchor(self.screens.review.view.cursor)
            })
            .flatten()
    }

    /// Opens a text box for a comment with a verdict on the chosen criterion.
    pub fn compose_verdict(&mut self, verdict: Verdict) {
        let Some(key) = self
            .facts
            .chosen
            .and_then(|chosen| self.facts.engagement.key(chosen))
            .cloned()
        else {
            return;
        };
        let on = DraftOn::Verdict {
            criterion: key,
            verdict,
        };
        self.compose(on, no_words(Label::Note), None);
    }

    /// Opens a text box for a comment with an outcome of the increment shown.
    pub fn compose_outcome(&mut self, outcome: Outcome) {
        let Some(increment) = self.increment() else {
            return;
        };
        let on = DraftOn::Outcome {
            increment: increment.id.clone(),
            outcome,
        };
        self.compose(on, no_words(Label::Note), None);
    }
}

/// Derives a draft's id from its target, so that coming back to the target finds the draft.
fn draft_id(on: &DraftOn) -> Option<DraftId> {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let parts = on.parts();
    let found = digest::of_parts(parts.iter().map(Vec::as_slice));
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied();
    let letters = found.0.iter().take(10).filter_map(letter);
    let id: String = letters.map(char::from).collect();
    id.parse().ok()
}

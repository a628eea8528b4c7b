//! The text box: notes, replies, edits, and the comments beside verdicts and outcomes.
//!
//! What is typed is a draft from the first key on, kept outside; closing the box loses nothing.

use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::text_box::{Editor, MAX_BYTES};
use crate::app::screens::review::rows::{RowAnchor, RowKind};
use crate::app::shell::undo::Undo;
use crate::app::{Message, Model, Screen};
use crate::digest;
use crate::model::draft::{Draft, DraftOn};
use crate::model::event::{Body, Statement, VerifiedAs};
use crate::model::id::DraftId;
use crate::model::note::{Label, NoteBody, Place};
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::{Outcome, Verdict};

/// An open text box.
#[derive(Clone, Debug)]
pub struct Composer {
    /// What it would become; its text is the one of when it was opened, `editor` has the newest.
    pub draft: Draft,
    /// The words.
    pub editor: Editor,
    /// What it is about, in a few words; our own, or made safe.
    pub title: String,
    /// Whether its writer's notes never block.
    pub never_blocks: bool,
    /// The row it belongs below; in the middle of the screen when `None`.
    pub below: Option<RowAnchor>,
}

impl Composer {
    /// Whether label and blocking mean something.
    pub fn is_note(&self) -> bool {
        matches!(self.draft.on, DraftOn::Note(_) | DraftOn::Edit(_))
    }

    /// Whether the note would block.
    pub fn blocks(&self) -> bool {
        !self.is_private() && self.draft.blocking.unwrap_or_else(|| self.draft.label.blocks())
    }

    /// Whether it would be for its writer alone.
    pub fn is_private(&self) -> bool {
        self.draft.private && matches!(self.draft.on, DraftOn::Note(_))
    }

    /// Makes a new note private, or not.
    pub fn toggle_private(&mut self) {
        self.draft.private ^= true;
    }

    /// Goes to the next label, or the one before.
    pub fn step_label(&mut self, by: isize) {
        let at = Label::ALL.iter().position(|label| *label == self.draft.label).unwrap_or(0);
        let to = (at as isize + by).rem_euclid(Label::ALL.len() as isize);
        self.draft.label = Label::ALL[to as usize];
        // What never blocks stays so under every label.
        self.draft.blocking = self.never_blocks.then_some(false);
    }

    /// Turns blocking on or off.
    pub fn toggle_blocking(&mut self) {
        let blocks = !self.blocks();
        self.draft.blocking = (blocks != self.draft.label.blocks()).then_some(blocks);
    }

    /// The draft with the newest words.
    pub fn draft(&self) -> Draft {
        Draft { text: Untrusted::from(self.editor.text()), ..self.draft.clone() }
    }
}

/// Nothing written yet.
pub(in crate::app) fn no_words(label: Label) -> NoteBody {
    NoteBody { label, blocking: None, text: Untrusted::default() }
}

/// The id of the draft on a target: always the same, so that coming back finds what was begun.
fn draft_id(on: &DraftOn) -> Option<DraftId> {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let found = digest::of_bytes(format!("{on:?}").as_bytes());
    let id: String = found.0[..10].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    id.parse().ok()
}

impl Model {
    /// Opens a text box on a target: with the draft begun there before, else with the words given.
    pub(in crate::app) fn compose(&mut self, on: DraftOn, words: NoteBody, below: Option<RowAnchor>) {
        let Some(id) = draft_id(&on) else { return };
        if let Some(draft) = self.drafts.get(&id).or_else(|| self.begun_at(&on)).cloned() {
            self.message = Some(Message::info("the draft you began here"));
            return self.open_composer(draft, below);
        }
        let criterion = match &on {
            DraftOn::Note(place) => {
                place.criterion.as_ref().and_then(|key| self.facts.engagement.number_of(key))
            }
            DraftOn::Verdict { criterion, .. } => self.facts.engagement.number_of(criterion),
            _ => None,
        };
        let context = self.review.with_context(
            &self.facts,
            Statement::new(Body::SignOff { comment: Untrusted::default() }),
            criterion,
        );
        let draft = Draft {
            id,
            on,
            label: words.label,
            blocking: if self.facts.is_reviewer() { words.blocking } else { Some(false) },
            private: false,
            cursor: words.text.as_bytes().len() as u32,
            text: words.text,
            subject: context.subject,
            spec: context.spec,
            saved: self.facts.now,
        };
        self.open_composer(draft, below);
    }

    /// The newest draft of a note on the same lines: which criterion was chosen then does not matter.
    fn begun_at(&self, on: &DraftOn) -> Option<&Draft> {
        let DraftOn::Note(Place { increment, anchor: anchor @ Some(_), .. }) = on else { return None };
        let same = |draft: &&Draft| matches!(&draft.on, DraftOn::Note(place) if place.anchor == *anchor && place.increment == *increment);
        self.drafts.values().filter(same).max_by_key(|draft| draft.saved)
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

    /// A note on what the cursor is on: selected lines, a line, a file, the chosen criterion.
    pub fn compose_note(&mut self) {
        if self.screen != Screen::Review || !self.review.diff_focus {
            return self.compose_criterion_note();
        }
        let cursor = self.review.view.cursor;
        let Some((section, row)) = self.review.rows.get(cursor) else { return };
        if let RowKind::Thread { .. } = row.kind {
            return self.compose_reply();
        }
        let Some(file) = section.checked_sub(1) else { return self.compose_increment_note() };
        let Some(anchor) = self.review.anchor_here(file) else { return };
        let hunk = self.review.rows.hunk_at(cursor).filter(|(at, _)| *at == section).map(|(_, hunk)| hunk);
        let mut place = self.review.criterion_for_note(&self.facts, Some(file), hunk);
        place.anchor = Some(anchor.into());
        let below = self.review.rows.anchor(cursor);
        self.compose(DraftOn::Note(place), no_words(Label::Issue), below);
        self.review.selecting = None;
    }

    fn compose_criterion_note(&mut self) {
        let Some(key) = self.facts.chosen.and_then(|chosen| self.facts.engagement.key(chosen)).cloned()
        else {
            return self.compose_increment_note();
        };
        let increment = self.increment().map(|increment| increment.id.clone());
        let place = Place { increment, criterion: Some(key), anchor: None };
        self.compose(DraftOn::Note(place), no_words(Label::Issue), None);
    }

    /// A note on the increment as a whole.
    pub fn compose_increment_note(&mut self) {
        let Some(increment) = self.increment() else { return };
        let place = Place { increment: Some(increment.id.clone()), criterion: None, anchor: None };
        self.compose(DraftOn::Note(place), no_words(Label::Issue), None);
    }

    /// A reply in the thread under the cursor.
    pub fn compose_reply(&mut self) {
        let Some(thread) = self.thread_in_focus() else {
            self.message = Some(Message::info("no note under the cursor; ) goes to the next one"));
            return;
        };
        let Some(found) = self.facts.record.threads.get(thread as usize) else { return };
        let on = DraftOn::Reply(found.id);
        let below = self.below_thread();
        self.compose(on, no_words(Label::Note), below);
    }

    /// New words for one's own note under the cursor.
    pub fn compose_edit(&mut self) {
        let Some(found) = self.own_thread_in_focus() else { return };
        let (id, note) = (found.id, found.body.clone());
        let below = self.below_thread();
        self.compose(DraftOn::Edit(id), note, below);
    }

    pub(in crate::app) fn below_thread(&self) -> Option<RowAnchor> {
        (self.screen == Screen::Review).then(|| self.review.rows.anchor(self.review.view.cursor)).flatten()
    }

    /// A comment beside a verdict on the chosen criterion.
    pub fn compose_verdict(&mut self, verdict: Verdict) {
        let Some(key) = self.facts.chosen.and_then(|chosen| self.facts.engagement.key(chosen)).cloned()
        else {
            return;
        };
        let on = DraftOn::Verdict { criterion: key, verdict };
        self.compose(on, no_words(Label::Note), None);
    }

    /// A comment beside an outcome of the increment shown.
    pub fn compose_outcome(&mut self, outcome: Outcome) {
        let Some(increment) = self.increment() else { return };
        let on = DraftOn::Outcome { increment: increment.id.clone(), outcome };
        self.compose(on, no_words(Label::Note), None);
    }

    /// Says what is in the text box, and closes it.
    pub fn submit(&mut self, composer: &Composer, effects: &mut Vec<Effect>) -> bool {
        let draft = composer.draft();
        let blank = draft.text.is_blank();
        let needed = match &draft.on {
            DraftOn::Verdict { verdict, .. } => *verdict == Verdict::Waived,
            DraftOn::Outcome { .. } | DraftOn::Claim { commit: Some(_), .. } => false,
            _ => true,
        };
        if blank && needed {
            let text = match draft.on {
                DraftOn::Verdict { .. } => "a waiver needs its reason",
                _ => "nothing written yet; Esc closes",
            };
            self.message = Some(Message::error(text));
            return false;
        }
        // Only what came from outside can be longer; the record takes no such entry.
        if draft.text.as_bytes().len() > MAX_BYTES {
            let kib = draft.text.as_bytes().len() >> 10;
            let text =
                format!("too long: {kib} KiB, at most {} KiB; shorten it, or say it in two", MAX_BYTES >> 10);
            self.message = Some(Message::error(text));
            return false;
        }
        if let DraftOn::Verdict { criterion, verdict } = &draft.on {
            let (criterion, verdict) = (criterion.clone(), *verdict);
            if let Some(menu) = self.facts.dispute_menu(&criterion, verdict, Some(&draft.id)) {
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
                self.undo.push(Undo::Outcome { increment: increment.clone(), before });
                self.message = Some(Message::info(format!("{increment}: {}; u undoes it", outcome.words())));
            }
            let statement = draft.statement(self.facts.record.heads(&self.facts.engagement.me, &body));
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
        self.message = Some(Message::info("the draft is kept; open it again from the same place"));
    }

    /// The thread that keys act on: under the cursor of the diff or of the snags screen.
    pub fn thread_in_focus(&self) -> Option<u32> {
        match self.screen {
            Screen::Review => self.review.thread_here(),
            Screen::Snags => match self.snags.rows.get(self.snags.view.cursor)? {
                crate::app::screens::snags::SnagRow::Thread(thread) => Some(*thread),
                crate::app::screens::snags::SnagRow::Criterion(_) => None,
            },
            Screen::Verify => self.walk.thread(&self.facts),
            Screen::Overview | Screen::Spec | Screen::Gaps | Screen::Amendments => None,
        }
    }

    fn own_thread_in_focus(&mut self) -> Option<crate::model::note::Thread> {
        let thread = self.thread_in_focus().and_then(|thread| self.facts.record.threads.get(thread as usize));
        let why = match thread {
            None => "no note under the cursor; ) goes to the next one",
            Some(thread) if thread.author != self.facts.engagement.me => {
                "that note is somebody else's; r replies"
            }
            Some(thread) => return Some(thread.clone()),
        };
        self.message = Some(Message::info(why));
        None
    }

    /// Deletes one's own note under the cursor.
    pub fn delete_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(thread) = self.own_thread_in_focus() else { return };
        let body = Body::Retract { of: thread.id };
        effects.push(self.facts.saying(statement::say(&self.facts.record, &self.facts.engagement.me, body)));
        self.undo.push(Undo::Deleted(thread.id));
        self.message = Some(Message::info("note deleted; u brings it back"));
    }

    /// A word on where the thread under the cursor stands.
    pub fn say_thread_state(&mut self, state: VerifiedAs, effects: &mut Vec<Effect>) {
        let thread = self.thread_in_focus().and_then(|thread| self.facts.record.threads.get(thread as usize));
        let Some(thread) = thread else { return };
        let (thread, before) = (thread.id, thread.state_heads.clone());
        let said =
            statement::say(&self.facts.record, &self.facts.engagement.me, Body::Verify { thread, state });
        self.undo.push(Undo::State { thread, before });
        effects.push(self.facts.saying(self.review.with_context(&self.facts, said, None)));
    }
}

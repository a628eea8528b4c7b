//! The text box: notes, replies, edits, and the comments beside verdicts and outcomes.
//!
//! What is typed is a draft from the first key on, kept outside; closing the box loses nothing.

use crate::app::overlays::text_box::{Editor, EditorOutcome};
use crate::app::screens::review::rows::RowAnchor;
use crate::model::draft::{Draft, DraftOn};
use crate::model::note::{Label, NoteBody};
use crate::model::text::Untrusted;

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
        !self.is_private()
            && self
                .draft
                .blocking
                .unwrap_or_else(|| self.draft.label.blocks())
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
        let at = Label::ALL
            .iter()
            .position(|label| *label == self.draft.label)
            .unwrap_or(0);
        let to = (at as isize + by).rem_euclid(Label::ALL.len() as isize);
        if let Some(label) = Label::ALL.get(to as usize) {
            self.draft.label = *label;
        }
        // What never blocks stays so under every label.
        self.draft.blocking = self.never_blocks.then_some(false);
    }

    /// Turns blocking on or off.
    pub fn toggle_blocking(&mut self) {
        let blocks = !self.blocks();
        self.draft.blocking = (blocks != self.draft.label.blocks()).then_some(blocks);
    }

    /// Puts pasted text at the cursor; false when it was too long.
    pub fn paste(&mut self, text: &str) -> bool {
        self.editor.insert(text) != EditorOutcome::Full
    }

    /// The draft with the newest words.
    pub fn draft(&self) -> Draft {
        Draft {
            text: Untrusted::from(self.editor.text()),
            ..self.draft.clone()
        }
    }
}

/// Nothing written yet.
pub(in crate::app) fn no_words(label: Label) -> NoteBody {
    NoteBody {
        label,
        blocking: None,
        text: Untrusted::default(),
    }
}

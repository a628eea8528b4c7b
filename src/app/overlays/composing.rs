//! Keys in the text box, and what comes back from `$EDITOR`.

use crate::app::input::geometry::{Area, Focus};
use crate::app::input::key::{Key, KeyCode};
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::composer::Composer;
use crate::app::overlays::text_box::{EditorAction, EditorOutcome};
use crate::app::{Message, Model, Screen};
use crate::model::draft::DraftOn;

/// The most lines of text that the box shows at once.
const TALLEST: u16 = 12;

impl Composer {
    /// Puts pasted text at the cursor; false when it was too long.
    pub fn paste(&mut self, text: &str) -> bool {
        self.editor.insert(text) != EditorOutcome::Full
    }
}

impl Model {
    pub(in crate::app) fn take_composer_key(
        &mut self,
        mut composer: Box<Composer>,
        key: Key,
        effects: &mut Vec<Effect>,
    ) {
        match (key.code, key.ctrl) {
            (KeyCode::Char('s'), true) => {
                if !self.submit(&composer, effects) {
                    self.overlay = Some(Overlay::Composer(composer));
                }
                return;
            }
            (KeyCode::Esc, _) => return self.close_composer(&composer, effects),
            (KeyCode::Char('e'), true) => {
                effects.push(Effect::EditOutside(composer.editor.text().to_owned()))
            }
            (KeyCode::Tab, _) if composer.is_note() => composer.step_label(if key.shift { -1 } else { 1 }),
            (KeyCode::Char('b'), true) if composer.is_note() && !self.facts.is_reviewer() => {
                self.message = Some(Message::info("only reviewers' notes can block acceptance"));
            }
            (KeyCode::Char('b'), true) if composer.is_private() => {
                self.message = Some(Message::info("a private note blocks nothing"));
            }
            (KeyCode::Char('b'), true) if composer.is_note() => composer.toggle_blocking(),
            (KeyCode::Char('p'), true) if matches!(composer.draft.on, DraftOn::Note(_)) => {
                composer.toggle_private();
            }
            _ => {
                let area = self.composer_area(&composer).inner().padded();
                composer.editor.set_view(area.width, area.height);
                if let Some(action) = editor_action(key)
                    && composer.editor.apply(action) == EditorOutcome::Full
                {
                    self.message = Some(Message::error("the text is as long as it can be (256 KiB)"));
                }
            }
        }
        self.overlay = Some(Overlay::Composer(composer));
        self.keep_draft(effects);
    }

    /// Hands the draft being typed to the one who keeps it.
    pub(in crate::app) fn keep_draft(&mut self, effects: &mut Vec<Effect>) {
        let Some(Overlay::Composer(composer)) = &mut self.overlay else { return };
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
    pub(in crate::app) fn take_edited(&mut self, text: Result<String, String>, effects: &mut Vec<Effect>) {
        match (text, &mut self.overlay) {
            (Ok(text), Some(Overlay::Composer(composer))) => {
                composer.editor.set_text(text.trim_end_matches('\n'));
                self.keep_draft(effects);
            }
            (Err(why), _) => self.message = Some(Message::error(why)),
            _ => {}
        }
    }

    /// Where the text box is drawn: below the row it belongs to where there is room, else above it,
    /// else in the middle.
    pub fn composer_area(&self, composer: &Composer) -> Area {
        let pane = match self.screen {
            Screen::Review => self.review.areas_with(&self.facts, Focus::Diff).diff,
            _ => self.facts.size.body(),
        };
        let width = pane.width.saturating_sub(6).clamp(24.min(pane.width), 104);
        let text = composer.editor.layout(width.saturating_sub(4)).rows.len() as u16;
        let height = (text.clamp(4, TALLEST) + 3).min(pane.height);
        let x = pane.x + (pane.width.saturating_sub(width)) / 2;
        let middle = pane.y + (pane.height - height) / 2;
        let row = composer.below.and_then(|anchor| self.review.rows.row_of(&anchor));
        let line =
            row.and_then(|row| row.checked_sub(self.review.view.top)).map(|line| pane.y + 1 + line as u16);
        let y = match line {
            Some(line) if line + 1 + height <= pane.y + pane.height => line + 1,
            Some(line) if line >= pane.y + height => line - height,
            Some(_) | None => middle,
        };
        Area { x, y, width, height }
    }
}

/// What a key does in the text.
fn editor_action(key: Key) -> Option<EditorAction> {
    use EditorAction as A;
    let word = key.ctrl || key.alt;
    Some(match key.code {
        KeyCode::Enter => A::Newline,
        KeyCode::Backspace if word => A::DeleteWordBack,
        KeyCode::Backspace => A::Backspace,
        KeyCode::Delete if word => A::DeleteWordForward,
        KeyCode::Delete => A::Delete,
        KeyCode::Left if word => A::WordLeft,
        KeyCode::Right if word => A::WordRight,
        KeyCode::Left => A::Left,
        KeyCode::Right => A::Right,
        KeyCode::Up => A::Up,
        KeyCode::Down => A::Down,
        KeyCode::Home if key.ctrl => A::Start,
        KeyCode::End if key.ctrl => A::Finish,
        KeyCode::Home => A::Home,
        KeyCode::End => A::End,
        KeyCode::PageUp => A::PageUp,
        KeyCode::PageDown => A::PageDown,
        KeyCode::Char('w') if key.ctrl => A::DeleteWordBack,
        KeyCode::Char('d') if key.alt => A::DeleteWordForward,
        KeyCode::Char('b') if key.alt => A::WordLeft,
        KeyCode::Char('f') if key.alt => A::WordRight,
        KeyCode::Char('a') if key.ctrl => A::Home,
        KeyCode::Char('k') if key.ctrl => A::KillToEnd,
        KeyCode::Char('u') if key.ctrl => A::KillToStart,
        KeyCode::Char('z') if key.ctrl => A::Undo,
        KeyCode::Char('y') if key.ctrl => A::Redo,
        _ => A::Insert(key.typed()?),
    })
}

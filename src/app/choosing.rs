//! Asks which file is the spec when no file certainly is one.
//!
//! Owns which files are offered and what each key does. The question comes before the review: there
//! is no [`Model`](super::Model) without a spec.

use crate::app::input::geometry::TerminalSize;
use crate::app::input::key::{Key, KeyCode};
use crate::model::spec::LikelySpec;
use crate::model::text::{RepoPath, Untrusted};

/// The state of the question which file is the spec.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// The repository's name.
    pub name: Untrusted,
    /// The terminal's size.
    pub size: TerminalSize,
    /// The candidate files, the likeliest first; never empty, at most nine.
    files: Vec<LikelySpec>,
    /// The index of the file that the cursor is on.
    pub cursor: usize,
}

/// The result of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChoiceStep {
    /// The user has not chosen yet.
    Open,
    /// The user left without a choice.
    Left,
    /// The user chose the file at this path.
    File(RepoPath),
}

impl Choosing {
    /// Creates the question; returns `None` when there are no candidate files.
    pub fn new(name: Untrusted, files: Vec<LikelySpec>, size: TerminalSize) -> Option<Self> {
        (!files.is_empty()).then_some(Self {
            name,
            size,
            files,
            cursor: 0,
        })
    }

    /// Returns the candidate files, the likeliest first.
    pub fn files(&self) -> &[LikelySpec] {
        &self.files
    }

    /// Returns the digit that chooses the file at a 0-based index: `1` for the first. `None` above
    /// nine.
    pub fn digit(index: usize) -> Option<char> {
        let digit = u32::try_from(index).ok()?.checked_add(1)?;
        char::from_digit(digit, 10)
    }

    /// Handles a key: moves the cursor, chooses a file or leaves.
    pub fn take(&mut self, key: Key) -> ChoiceStep {
        let last = self.files.len().saturating_sub(1);
        let digit = |c: char| (0..self.files.len()).find(|index| Self::digit(*index) == Some(c));
        if let Some(file) = key
            .typed()
            .and_then(digit)
            .and_then(|index| self.files.get(index))
        {
            return ChoiceStep::File(file.path.clone());
        }
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return ChoiceStep::Left,
            KeyCode::Char('c' | 'd') if key.ctrl => return ChoiceStep::Left,
            KeyCode::Enter => {
                return self
                    .files
                    .get(self.cursor)
                    .map_or(ChoiceStep::Open, |file| ChoiceStep::File(file.path.clone()));
            }
            KeyCode::Down | KeyCode::Char('j') => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up | KeyCode::Char('k') => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = last,
            _ => {}
        }
        ChoiceStep::Open
    }
}

//! From hunk to hunk of the chosen criterion, the surest first.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::app::facts::link_state::LinkState;
use crate::app::msg::Effect;
use crate::app::screens::ask::Arrival;
use crate::app::screens::review::{FileState, Shown};
use crate::app::{Message, Model, Screen};
use crate::model::change::FileDiff;
use crate::model::id::Digest;
use crate::model::link::LinkTarget;
use crate::model::text::RepoPath;

/// Something that bears on a criterion, or may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exhibit {
    /// How sure that is.
    pub state: LinkState,
    /// Index of the increment it is of.
    pub of: usize,
    /// The file's index among those shown.
    pub file: usize,
    /// Which hunk: its index where the file was read, else its digest; the file as a whole when `None`.
    pub hunk: Option<Result<u32, Digest>>,
}

impl Model {
    /// All that is shown and bears on the chosen criterion, or may: confirmed, declared, then suggested, each
    /// where it stands; what is suggested, the likeliest first.
    pub fn exhibits(&self) -> Vec<Exhibit> {
        let Some(chosen) = self.facts.chosen else { return Vec::new() };
        let mut found: Vec<(Exhibit, usize)> = Vec::new();
        let specs: HashSet<&RepoPath> = self.facts.engagement.specs.iter().map(|spec| &spec.path).collect();
        for (file, shown) in self.review.files.iter().enumerate() {
            let path = shown.change.path();
            if specs.contains(path) {
                continue;
            }
            let rank = |digest: Digest| self.facts.rank_of(shown.of, chosen, path, digest);
            let exhibit = |state, hunk| Exhibit { state, of: shown.of, file, hunk };
            match shown.diff().and_then(FileDiff::as_text) {
                Some(text) => {
                    for (hunk, at) in (0..).zip(&text.hunks) {
                        if let Some(state) = shown.links.link(hunk, chosen) {
                            found.push((exhibit(state, Some(Ok(hunk))), rank(at.digest)));
                        }
                    }
                }
                None => {
                    let whole = shown.links.file.iter().find(|link| link.criterion == chosen);
                    found.extend(whole.map(|link| (exhibit(link.state, None), 0)));
                    if shown.state != FileState::Unread && shown.state != FileState::Reading {
                        continue;
                    }
                    let unread = self.facts.hunks_of_unread(shown.of, chosen, path);
                    found.extend(
                        unread
                            .into_iter()
                            .map(|(state, digest)| (exhibit(state, Some(Err(digest))), rank(digest))),
                    );
                }
            }
        }
        found.retain(|(exhibit, _)| self.review.shows_link(exhibit.of, exhibit.state));
        found.sort_by_key(|(exhibit, rank)| (Reverse(exhibit.state), *rank));
        found.into_iter().map(|(exhibit, _)| exhibit).collect()
    }

    /// The row of something that bears on a criterion; of one whose file is not read, `None`.
    fn row_of_exhibit(&self, exhibit: &Exhibit) -> Option<usize> {
        let section = exhibit.file + 1;
        match exhibit.hunk {
            Some(Ok(hunk)) => self.review.rows.row_of_hunk(section, hunk),
            Some(Err(_)) => None,
            None => Some(self.review.rows.header(section)),
        }
    }

    /// The next or previous hunk of the chosen criterion, from the surest on, wrapping around.
    pub fn jump_evidence(&mut self, forward: bool) {
        let exhibits = self.exhibits();
        let Some(last) = exhibits.len().checked_sub(1) else {
            let text = if self.facts.chosen.is_none() {
                "choose a criterion first"
            } else if self.review.is_gathered() {
                "no link to this criterion yet"
            } else {
                "no link to this criterion in this increment yet; l links the hunk under the cursor"
            };
            self.message = Some(Message::info(text));
            return;
        };
        let next = match self.exhibit_here(&exhibits) {
            Some(at) if forward => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            Some(at) => at.checked_sub(1).unwrap_or(last),
            None if forward => 0,
            None => last,
        };
        let exhibit = &exhibits[next];
        match self.row_of_exhibit(exhibit) {
            Some(row) => self.jump_to_row(row),
            None => self.go_to_exhibit(exhibit),
        }
        let words = exhibit.state.words();
        self.message = Some(Message::info(format!("{} of {}: {words}", next + 1, exhibits.len())));
    }

    /// Goes to a hunk that is folded away or not read yet.
    fn go_to_exhibit(&mut self, exhibit: &Exhibit) {
        if self.review.files[exhibit.file].folded {
            self.fold_file(exhibit.file);
        }
        if let Some(row) = self.row_of_exhibit(exhibit) {
            return self.jump_to_row(row);
        }
        let path = self.review.files[exhibit.file].change.path().clone();
        self.leave_mark();
        self.review.increment = exhibit.of;
        match exhibit.hunk {
            Some(Err(digest)) => self.go_to_line(Arrival::Hunk { path, digest }),
            _ => self.go_to_line(Arrival::Line { path, line: None }),
        }
        self.arrive();
    }

    /// Goes to what is linked, in the increment of that index.
    pub(in crate::app) fn go_to_target(&mut self, of: usize, target: &LinkTarget, effects: &mut Vec<Effect>) {
        self.leave_mark();
        self.screen = Screen::Review;
        let gathered = self.review.is_gathered();
        let there = target.path().is_some_and(|path| self.review.file_in(of, path).is_some());
        if of != self.review.increment || self.review.shown != Shown::Whole {
            if gathered && there {
                self.review.increment = of;
            } else {
                self.open_increment(of, None, effects);
            }
        }
        match target {
            LinkTarget::Hunk { path, digest } => {
                self.go_to_line(Arrival::Hunk { path: path.clone(), digest: *digest });
            }
            LinkTarget::File(path) => self.go_to_line(Arrival::Line { path: path.clone(), line: None }),
            LinkTarget::Commit(commit) => self.show_commit(*commit, effects),
        }
        self.arrive();
    }

    /// Which of them the cursor is in.
    fn exhibit_here(&self, exhibits: &[Exhibit]) -> Option<usize> {
        let cursor = self.review.view.cursor;
        let (section, row) = self.review.rows.get(cursor)?;
        let file = section.checked_sub(1)?;
        let hunk = row.hunk();
        exhibits.iter().position(|exhibit| {
            exhibit.file == file
                && match exhibit.hunk {
                    Some(Ok(at)) => hunk == Some(at),
                    Some(Err(_)) => false,
                    None => cursor == self.review.rows.header(section),
                }
        })
    }
}

//! Goes from hunk to hunk of the chosen criterion, the surest first.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::app::Screen;
use crate::app::facts::Facts;
use crate::app::facts::link_state::LinkState;
use crate::app::input::keymap::Action;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::Review;
use crate::app::screens::review::{FileState, Shown};
use crate::model::change::FileDiff;
use crate::model::id::Digest;
use crate::model::index::{FileIndex, IncrementIndex};
use crate::model::link::LinkTarget;
use crate::model::text::RepoPath;

/// A hunk or file that bears on a criterion, or may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exhibit {
    /// How sure it is.
    pub state: LinkState,
    /// Its increment.
    pub increment: IncrementIndex,
    /// The shown file.
    pub file: FileIndex,
    /// The hunk: its index when the file is read, else its digest; `None` for the whole file.
    pub hunk: Option<Result<u32, Digest>>,
}

impl Review {
    /// Returns everything shown that bears on the chosen criterion or may: confirmed, declared,
    /// then suggested. The suggested ones are sorted by likelihood, the others by position.
    pub fn exhibits(&self, facts: &Facts) -> Vec<Exhibit> {
        let Some(chosen) = facts.chosen else {
            return Vec::new();
        };
        let mut found: Vec<(Exhibit, usize)> = Vec::new();
        let specs: HashSet<&RepoPath> = facts
            .engagement
            .specs
            .iter()
            .map(|spec| &spec.path)
            .collect();
        for (file, shown) in self.files.entries() {
            let path = shown.change.path();
            if specs.contains(path) {
                continue;
            }
            let rank = |digest: Digest| facts.rank_of(shown.increment, chosen, path, digest);
            let exhibit = |state, hunk| Exhibit {
                state,
                increment: shown.increment,
                file,
                hunk,
            };
            match shown.diff().and_then(FileDiff::as_text) {
                Some(text) => {
                    for (hunk, at) in (0..).zip(&text.hunks) {
                        if let Some(state) = shown.links.link(hunk, chosen) {
                            found.push((exhibit(state, Some(Ok(hunk))), rank(at.digest)));
                        }
                    }
                }
                None => {
                    let whole = shown
                        .links
                        .file
                        .iter()
                        .find(|link| link.criterion == chosen);
                    found.extend(whole.map(|link| (exhibit(link.state, None), 0)));
                    if shown.state != FileState::Unread && shown.state != FileState::Reading {
                        continue;
                    }
                    let unread = facts.hunks_of_unread(shown.increment, chosen, path);
                    found.extend(
                        unread.into_iter().map(|(state, digest)| {
                            (exhibit(state, Some(Err(digest))), rank(digest))
                        }),
                    );
                }
            }
        }
        found.retain(|(exhibit, _)| self.shows_link(exhibit.increment, exhibit.state));
        found.sort_by_key(|(exhibit, rank)| (Reverse(exhibit.state), *rank));
        found.into_iter().map(|(exhibit, _)| exhibit).collect()
    }

    /// Returns the row of an exhibit; `None` for a hunk of an unread file.
    fn row_of_exhibit(&self, exhibit: &Exhibit) -> Option<usize> {
        let section = exhibit.file.section();
        match exhibit.hunk {
            Some(Ok(hunk)) => self.rows.row_of_hunk(section, hunk),
            Some(Err(_)) => None,
            None => Some(self.rows.header(section)),
        }
    }

    /// Goes to the next or previous hunk of the chosen criterion, from the surest on, wrapping
    /// around.
    pub fn jump_evidence(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        let exhibits = self.exhibits(facts);
        let Some(last) = exhibits.len().checked_sub(1) else {
            let text = if facts.chosen.is_none() {
                "choose a criterion first".to_owned()
            } else if self.is_gathered() {
                "no link to this criterion yet".to_owned()
            } else {
                let said = "no link to this criterion in this increment yet";
                facts.with_keys(said, &[(Action::Link, "links the hunk under the cursor")])
            };
            asks.push(Ask::info(text));
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
        let Some(exhibit) = exhibits.get(next) else {
            return;
        };
        match self.row_of_exhibit(exhibit) {
            Some(row) => self.jump_to_row(facts, row, asks),
            None => self.go_to_exhibit(facts, exhibit, asks),
        }
        let words = exhibit.state.words();
        asks.push(Ask::info(format!(
            "{} of {}: {words}",
            next + 1,
            exhibits.len()
        )));
    }

    /// Goes to a hunk whose file is folded or not read yet.
    fn go_to_exhibit(&mut self, facts: &Facts, exhibit: &Exhibit, asks: &mut Vec<Ask>) {
        if self.is_folded(exhibit.file) {
            self.fold_file(facts, exhibit.file);
        }
        if let Some(row) = self.row_of_exhibit(exhibit) {
            return self.jump_to_row(facts, row, asks);
        }
        let Some(found) = self.files.get(exhibit.file) else {
            return;
        };
        let path = found.change.path().clone();
        self.leave_mark(facts);
        self.increment = exhibit.increment;
        match exhibit.hunk {
            Some(Err(digest)) => self.go_to_line(Landing::Hunk { path, digest }),
            _ => self.go_to_line(Landing::Line { path, line: None }),
        }
        self.arrive(facts);
    }

    /// Goes to the target of a link in an increment.
    pub(in crate::app) fn go_to_target(
        &mut self,
        facts: &Facts,
        increment: IncrementIndex,
        target: &LinkTarget,
        asks: &mut Vec<Ask>,
    ) {
        self.leave_mark(facts);
        asks.push(Ask::Show(Screen::Review));
        let gathered = self.is_gathered();
        let there = target
            .path()
            .is_some_and(|path| self.file_in(increment, path).is_some());
        if increment != self.increment || self.shown != Shown::Whole {
            if gathered && there {
                self.increment = increment;
            } else {
                self.open_increment(facts, increment, None, asks);
            }
        }
        match target {
            LinkTarget::Hunk { path, digest } => {
                self.go_to_line(Landing::Hunk {
                    path: path.clone(),
                    digest: *digest,
                });
            }
            LinkTarget::File(path) => self.go_to_line(Landing::Line {
                path: path.clone(),
                line: None,
            }),
            LinkTarget::Commit(commit) => self.show_commit(facts, *commit, asks),
        }
        self.arrive(facts);
    }

    /// Returns the index of the exhibit under the cursor.
    fn exhibit_here(&self, exhibits: &[Exhibit]) -> Option<usize> {
        let cursor = self.view.cursor;
        let (section, row) = self.rows.get(cursor)?;
        let file = section.file()?;
        let hunk = row.hunk();
        exhibits.iter().position(|exhibit| {
            exhibit.file == file
                && match exhibit.hunk {
                    Some(Ok(at)) => hunk == Some(at),
                    Some(Err(_)) => false,
                    None => cursor == self.rows.header(section),
                }
        })
    }
}

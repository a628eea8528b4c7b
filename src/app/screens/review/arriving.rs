//! Goes to a requested place as soon as its rows exist.

use crate::app::facts::Facts;
use crate::app::screens::ask::Landing;
use crate::app::screens::review::{FileState, Review};
use crate::model::index::FileIndex;
use crate::model::text::RepoPath;

impl Review {
    /// Requests to go to a place of the increment shown, once its file is read.
    pub fn go_to_line(&mut self, arrival: Landing) {
        self.diff_focus = true;
        self.arrive = Some(arrival);
    }

    /// Returns the file of the requested place.
    pub(in crate::app) fn destination<'a>(&'a self, facts: &'a Facts) -> Option<&'a RepoPath> {
        match self.arrive.as_ref()? {
            Landing::Line { path, .. } | Landing::Hunk { path, .. } => Some(path),
            Landing::Thread(thread) => facts
                .record
                .path_of(facts.record.threads.get(*thread as usize)?),
        }
    }

    /// Goes to the requested place, or as near as the rows that exist allow; the request stays
    /// until its file is read.
    pub(in crate::app) fn arrive(&mut self, facts: &Facts) {
        let Some(arrival) = self.arrive.clone() else {
            return;
        };
        let inside = match &arrival {
            Landing::Line {
                path,
                line: Some(_),
            }
            | Landing::Hunk { path, .. } => self.file_of(path),
            _ => None,
        };
        if let Some(file) = inside.filter(|file| self.is_folded(*file)) {
            self.fold_file(facts, file);
        }
        let read = |file: FileIndex| {
            self.files
                .get(file)
                .is_some_and(|found| found.folded || matches!(found.state, FileState::Read(_)))
        };
        let (row, done) = match &arrival {
            Landing::Line { path, line } => {
                let Some(file) = self.file_of(path) else {
                    if !self.is_partial() {
                        self.arrive = None;
                    }
                    return;
                };
                (self.row_of_line(file, *line), read(file))
            }
            Landing::Hunk { path, digest } => {
                let Some(file) = self.file_of(path) else {
                    self.arrive = None;
                    return;
                };
                let text = self.text_of(file);
                let hunk =
                    text.and_then(|text| text.hunks.iter().position(|hunk| hunk.digest == *digest));
                let row = hunk.and_then(|hunk| self.rows.row_of_hunk(file.section(), hunk as u32));
                (
                    row.unwrap_or_else(|| self.rows.header(file.section())),
                    read(file),
                )
            }
            Landing::Thread(thread) => {
                let row = self.row_of_thread(*thread);
                (row.unwrap_or_default(), row.is_some())
            }
        };
        self.view.jump(row, self.rows.len());
        if done {
            self.arrive = None;
        }
    }
}

//! Marks hunks and files as viewed.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::review::{File, Review};
use crate::app::undo::Undo;
use crate::model::change::FileDiff;
use crate::model::event::Body;
use crate::model::id::Digest;
use crate::model::index::FileIndex;
use crate::model::statement;

impl Review {
    /// Marks the hunk (or, on a header, the file) under the cursor as viewed and goes on to the
    /// next one; or unmarks it.
    pub(in crate::app) fn mark_viewed(&mut self, facts: &Facts, viewed: bool, asks: &mut Vec<Ask>) {
        let cursor = self.view.cursor;
        let Some((section, row)) = self.rows.get(cursor) else {
            return;
        };
        let Some(file) = section.file() else {
            return self.jump_to_review(facts, true, asks);
        };
        let Some(found) = self.files.get(file) else {
            return;
        };
        let hunk = self.rows.hunk_at(cursor).filter(|(at, _)| *at == section);
        let text = found.diff().and_then(FileDiff::as_text);
        let whole = matches!(
            row.kind,
            RowKind::File | RowKind::Increment | RowKind::Notice(_) | RowKind::Unclear(_)
        );
        let contents: Vec<Digest> = match (whole, hunk.zip(text)) {
            (false, Some(((_, hunk), text))) => text
                .hunks
                .get(hunk as usize)
                .map(|hunk| hunk.digest)
                .into_iter()
                .collect(),
            (false, None) => return self.jump_to_review(facts, true, asks),
            (true, _) => found.contents(),
        };
        self.say_viewed(facts, file, contents, viewed, asks);
        if viewed {
            // The mark comes back with the record; until then the content still counts as not
            // viewed.
            let rows = &self.rows;
            let marked = match hunk.filter(|_| !whole) {
                Some((section, hunk)) => {
                    rows.row_of_hunk(section, hunk)
                        .map_or(cursor, |row| row.max(cursor))
                        + 1
                }
                None => rows.start(section.next()),
            };
            match self.unviewed(facts).into_iter().find(|row| *row >= marked) {
                Some(row) => self.jump_to_row(facts, row, asks),
                None => {
                    let keys = [(Action::NextToReview, "goes to the rest")];
                    asks.push(Ask::info(facts.with_keys("nothing unviewed below", &keys)));
                }
            }
        }
    }

    /// Marks a whole file as viewed, or unmarks it.
    pub(in crate::app) fn mark_file_viewed(
        &mut self,
        facts: &Facts,
        file: FileIndex,
        viewed: bool,
        asks: &mut Vec<Ask>,
    ) {
        let Some(found) = self.files.get(file) else {
            return;
        };
        let contents = found.contents();
        self.say_viewed(facts, file, contents, viewed, asks);
    }

    /// Records marks on contents of a file. Unmarking any hunk also removes a mark on the file as a
    /// whole.
    pub(super) fn say_viewed(
        &mut self,
        facts: &Facts,
        file: FileIndex,
        mut contents: Vec<Digest>,
        viewed: bool,
        asks: &mut Vec<Ask>,
    ) {
        let Some(whole) = self.files.get(file).map(File::content) else {
            return;
        };
        if !viewed && !contents.contains(&whole) {
            contents.push(whole);
        }
        let changed: Vec<Digest> = contents
            .into_iter()
            .filter(|content| facts.is_viewed(content) != viewed)
            .collect();
        for content in &changed {
            let body = Body::Viewed {
                content: *content,
                viewed,
            };
            asks.push(Ask::Do(Effect::Record(Box::new(statement::say(
                &facts.record,
                &facts.engagement.me,
                body,
            )))));
        }
        if !changed.is_empty() {
            asks.push(Ask::Undo(Undo::Viewed {
                contents: changed,
                viewed,
            }));
        }
    }
}

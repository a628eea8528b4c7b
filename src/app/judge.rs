//! What the reviewer says of code by a key: verdicts, links, viewed marks.

use super::msg::Effect;
use super::overlay::Overlay;
use super::review::Shown;
use super::rows::RowKind;
use super::undo::Undo;
use super::{Message, Model};
use crate::model::change::FileDiff;
use crate::model::event::{Body, Statement};
use crate::model::id::Digest;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::Verdict;

impl Model {
    pub(super) fn judge(&mut self, verdict: Verdict, effects: &mut Vec<Effect>) {
        match self.dispute_menu(verdict) {
            Some(menu) => self.overlay = Some(Overlay::Menu(menu)),
            None => self.give_verdict(Some(verdict), false, effects),
        }
    }

    /// Gives a verdict on the chosen criterion, or takes one's own back.
    pub fn give_verdict(&mut self, verdict: Option<Verdict>, for_all: bool, effects: &mut Vec<Effect>) {
        let Some(number) = self.chosen else { return };
        let Some(key) = self.engagement.key(number).cloned() else { return };
        self.remember_verdict(Some(number));
        let words = verdict.map_or("no verdict of yours", Verdict::words);
        self.message = Some(Message::info(format!("{}: {words}", key.id)));
        let me = self.engagement.me.clone();
        let said = statement::verdict(&self.record, &me, key, verdict, Untrusted::default(), for_all);
        effects.push(Effect::Record(Box::new(self.with_context(said, Some(number)))));
    }

    /// Notes my verdict as it stands, so that it can be brought back.
    pub(super) fn remember_verdict(&mut self, number: Option<usize>) {
        let Some(key) = number.and_then(|number| self.engagement.key(number)).cloned() else { return };
        let mine = self.record.verdicts_on(&key).filter(|given| given.by == self.engagement.me).last();
        let before = mine.and_then(|given| Some((given.value.verdict?, given.value.comment.clone())));
        self.undo.push(Undo::Verdict { criterion: key, before });
    }

    /// A statement with the round and the spec it is said of; with the evidence when it is a verdict.
    pub(super) fn with_context(&self, mut said: Statement, criterion: Option<usize>) -> Statement {
        let listing = self.review.listing.as_ref().filter(|_| self.review.shown == Shown::Whole);
        let tree = listing.and_then(|listing| listing.tree);
        let tree = tree.or_else(|| self.trace().and_then(|trace| trace.tree));
        let evidence = match (&said.body, criterion) {
            (Body::Verdict { .. }, Some(criterion)) => self.evidence(criterion),
            _ => Vec::new(),
        };
        said.subject = self.increment().map(|increment| statement::subject(increment, tree, evidence));
        let reference = criterion.and_then(|number| self.engagement.criteria().get(number));
        said.spec = reference.and_then(|found| {
            let spec = self.engagement.specs.get(found.spec)?;
            Some(statement::spec_ref(spec, spec.criteria.get(found.index)))
        });
        said
    }

    /// Marks the hunk (or, on a header, the file) under the cursor, and goes on to the next one.
    pub(super) fn mark_viewed(&mut self, viewed: bool, effects: &mut Vec<Effect>) {
        let cursor = self.review.view.cursor;
        let Some((section, row)) = self.review.rows.get(cursor) else { return };
        let Some(file) = section.checked_sub(1) else { return self.jump_to_review(true) };
        let found = &self.review.files[file];
        let hunk = self.review.rows.hunk_at(cursor).filter(|(at, _)| *at == section);
        let text = found.diff().and_then(FileDiff::as_text);
        let whole = matches!(row.kind, RowKind::File | RowKind::Increment | RowKind::Notice(_));
        let contents: Vec<Digest> = match (whole, hunk.zip(text)) {
            (false, Some(((_, hunk), text))) => {
                text.hunks.get(hunk as usize).map(|hunk| hunk.digest).into_iter().collect()
            }
            (false, None) => return self.jump_to_review(true),
            (true, _) => found.contents(),
        };
        self.say_viewed(file, contents, viewed, effects);
        if viewed {
            // The record comes back with the mark; until then what is marked counts as not viewed.
            let rows = &self.review.rows;
            let marked = match hunk.filter(|_| !whole) {
                Some((section, hunk)) => {
                    rows.row_of_hunk(section, hunk).map_or(cursor, |row| row.max(cursor)) + 1
                }
                None => rows.start(section + 1),
            };
            match self.unviewed().into_iter().find(|row| *row >= marked) {
                Some(row) => self.jump_to_row(row),
                None => self.message = Some(Message::info("that was the last one; n goes to what is left")),
            }
        }
    }

    /// Marks a whole file as viewed, or takes the mark off.
    pub(super) fn mark_file_viewed(&mut self, file: usize, viewed: bool, effects: &mut Vec<Effect>) {
        let Some(found) = self.review.files.get(file) else { return };
        let contents = found.contents();
        self.say_viewed(file, contents, viewed, effects);
    }

    /// Says what of a file was viewed. A mark on the file as a whole goes with any of its hunks.
    fn say_viewed(
        &mut self,
        file: usize,
        mut contents: Vec<Digest>,
        viewed: bool,
        effects: &mut Vec<Effect>,
    ) {
        let whole = self.review.files[file].content();
        if !viewed && !contents.contains(&whole) {
            contents.push(whole);
        }
        let changed: Vec<Digest> =
            contents.into_iter().filter(|content| self.is_viewed(content) != viewed).collect();
        for content in &changed {
            let body = Body::Viewed { content: *content, viewed };
            effects.push(Effect::Record(Box::new(statement::say(&self.record, &self.engagement.me, body))));
        }
        if !changed.is_empty() {
            self.undo.push(Undo::Viewed { contents: changed, viewed });
        }
    }
}

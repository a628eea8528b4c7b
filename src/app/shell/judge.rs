//! What the reviewer says of code by a key: verdicts, links, viewed marks.

use crate::app::msg::Effect;
use crate::app::overlays::menu::Contested;
use crate::app::screens::review::Shown;
use crate::app::screens::review::rows::RowKind;
use crate::app::shell::undo::Undo;
use crate::app::{Message, Model};
use crate::model::change::FileDiff;
use crate::model::event::{Body, Statement};
use crate::model::id::Digest;
use crate::model::spec::CriterionKey;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::Verdict;

impl Model {
    /// Takes my verdict on the chosen criterion back.
    pub(in crate::app) fn take_verdict_back(&mut self, effects: &mut Vec<Effect>) {
        let Some(key) = self.facts.chosen.and_then(|chosen| self.facts.engagement.key(chosen)).cloned()
        else {
            return;
        };
        self.give_verdict(key, None, Untrusted::default(), false, effects);
    }

    /// Gives a verdict where another's differs, once it is said what is to become of theirs.
    pub(in crate::app) fn give_contested(&mut self, on: Contested, effects: &mut Vec<Effect>) {
        let words = on.draft.as_ref().and_then(|id| self.drafts.remove(id)).map(|draft| draft.text);
        self.give_verdict(on.criterion, Some(on.verdict), words.unwrap_or_default(), on.for_all, effects);
        effects.extend(on.draft.map(Effect::DropDraft));
    }

    /// Gives a verdict on a criterion, or takes one's own back.
    pub(in crate::app) fn give_verdict(
        &mut self,
        key: CriterionKey,
        verdict: Option<Verdict>,
        words: Untrusted,
        for_all: bool,
        effects: &mut Vec<Effect>,
    ) {
        let number = self.facts.engagement.number_of(&key);
        self.undo.push(Undo::Verdict { before: self.facts.my_verdicts(&key), criterion: key.clone() });
        let said = verdict.map_or("no verdict of yours", Verdict::words);
        self.message = Some(Message::info(format!("{}: {said}", key.id)));
        let me = self.facts.engagement.me.clone();
        let said = statement::verdict(&self.facts.record, &me, key, verdict, words, for_all);
        effects.push(Effect::Record(Box::new(self.with_context(said, number))));
    }

    /// A statement with the round and the spec it is said of; with the evidence when it is a verdict.
    pub(in crate::app) fn with_context(&self, mut said: Statement, criterion: Option<usize>) -> Statement {
        let listing = self.review.listing.as_ref().filter(|_| self.review.shown == Shown::Whole);
        let tree = listing.and_then(|listing| listing.tree);
        let tree = tree.or_else(|| self.trace().and_then(|trace| trace.tree));
        let evidence = match (&said.body, criterion) {
            (Body::Verdict { .. }, Some(criterion)) => self.evidence(criterion),
            _ => Vec::new(),
        };
        said.subject = self.increment().map(|increment| statement::subject(increment, tree, evidence));
        let reference = criterion.and_then(|number| self.facts.engagement.criteria().get(number));
        said.spec = reference.and_then(|found| {
            let spec = self.facts.engagement.specs.get(found.spec)?;
            Some(statement::spec_ref(spec, spec.criteria.get(found.index)))
        });
        said
    }

    /// Marks the hunk (or, on a header, the file) under the cursor, and goes on to the next one.
    pub(in crate::app) fn mark_viewed(&mut self, viewed: bool, effects: &mut Vec<Effect>) {
        let cursor = self.review.view.cursor;
        let Some((section, row)) = self.review.rows.get(cursor) else { return };
        let Some(file) = section.checked_sub(1) else { return self.jump_to_review(true) };
        let found = &self.review.files[file];
        let hunk = self.review.rows.hunk_at(cursor).filter(|(at, _)| *at == section);
        let text = found.diff().and_then(FileDiff::as_text);
        let whole =
            matches!(row.kind, RowKind::File | RowKind::Increment | RowKind::Notice(_) | RowKind::Unclear(_));
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
    pub(in crate::app) fn mark_file_viewed(&mut self, file: usize, viewed: bool, effects: &mut Vec<Effect>) {
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
            contents.into_iter().filter(|content| self.facts.is_viewed(content) != viewed).collect();
        for content in &changed {
            let body = Body::Viewed { content: *content, viewed };
            effects.push(Effect::Record(Box::new(statement::say(
                &self.facts.record,
                &self.facts.engagement.me,
                body,
            ))));
        }
        if !changed.is_empty() {
            self.undo.push(Undo::Viewed { contents: changed, viewed });
        }
    }
}

//! Former criteria: those that no spec has any more, with what was said of them.
//!
//! Owns their rows at the end of the overview and the box that shows all that was said of one.

use crate::app::facts::outline::CriteriaRow;
use crate::app::facts::{Facts, threads};
use crate::model::amendment::FormerCriterion;
use crate::model::note::Thread;
use crate::model::spec::CriterionKey;
use crate::model::verdict::Verdict;
use crate::safe::Line;

/// The widest that the box's lines are, in cells.
const WIDEST: u16 = 90;

/// A line of the box on a former criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormerLine {
    /// A line of its last text.
    Text(Line),
    /// Something to know; made safe.
    Fact(String),
    /// A verdict, and who gave it when; made safe.
    Verdict(Option<Verdict>, String),
    /// A note's label, place, writer and state; made safe.
    Note(String),
    /// A line of a comment, a note or a reply.
    Words(Line),
    /// Nothing.
    Empty,
}

impl Facts {
    /// Lists the former criteria below the others.
    pub(in crate::app) fn list_former(&self, rows: &mut Vec<CriteriaRow>) {
        let former: Vec<&CriterionKey> = self
            .record
            .former
            .keys()
            .filter(|key| self.is_key_in_scope(key))
            .collect();
        if !former.is_empty() {
            rows.push(CriteriaRow::FormerHeading(former.len()));
            rows.extend(former.into_iter().cloned().map(CriteriaRow::Former));
        }
    }

    /// How a criterion came to be a former one: `removed in 9dbd0fb, its id stands on another
    /// criterion`.
    pub fn became_former(&self, former: &FormerCriterion) -> String {
        let removed = match former.removed_in {
            Some(commit) => format!("removed in {}", commit.short(7)),
            None => "no longer in the specs".to_owned(),
        };
        let reused = if former.is_id_reused {
            "; its id now belongs to another criterion"
        } else {
            ""
        };
        format!("{removed}{reused}")
    }

    /// Cells of the box's lines.
    pub fn former_width(&self) -> u16 {
        self.size.cols.saturating_sub(6).min(WIDEST)
    }

    /// Rows of the box's lines.
    pub(in crate::app) fn former_height(&self) -> usize {
        usize::from(self.size.rows.saturating_sub(6)).max(1)
    }

    /// The lines of a note and of the replies to it; `words` wraps a text.
    pub(in crate::app) fn note_lines(
        &self,
        thread: &Thread,
        words: &impl Fn(&[u8]) -> Vec<FormerLine>,
    ) -> Vec<FormerLine> {
        let place = thread.place.anchor.as_deref().map(threads::path_and_lines);
        let place = place.map(|place| format!(", {place}")).unwrap_or_default();
        let name = self.signed_name(&thread.author, &[thread.id]);
        let head = format!(
            "{} {} · {name}, {} · {}{place}",
            thread.body.label.name(),
            thread.id.short(),
            thread.at.ago(self.now),
            thread.state.name()
        );
        let mut lines = vec![FormerLine::Note(head)];
        lines.extend(words(thread.body.text.as_bytes()));
        for reply in thread.replies.iter().filter(|reply| !reply.retracted) {
            let head = format!(
                "{} replied, {}",
                self.name_of(&reply.author),
                reply.at.ago(self.now)
            );
            lines.push(FormerLine::Note(head));
            lines.extend(words(reply.text.as_bytes()));
        }
        lines
    }
}

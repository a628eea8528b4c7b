//! Former criteria: those that no spec has any more, with what was said of them.
//!
//! Owns their rows at the end of the overview and the box that shows all that was said of one.

use crate::app::facts::outline::CriteriaRow;
use crate::app::facts::{Facts, threads};
use crate::app::input::key::Key;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::{Model, Screen};
use crate::model::amendment::FormerCriterion;
use crate::model::note::Thread;
use crate::model::spec::CriterionKey;
use crate::model::verdict::Verdict;
use crate::safe;
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
        let former: Vec<&CriterionKey> =
            self.record.former.keys().filter(|key| self.is_key_in_scope(key)).collect();
        if !former.is_empty() {
            rows.push(CriteriaRow::FormerHeading(former.len()));
            rows.extend(former.into_iter().cloned().map(CriteriaRow::Former));
        }
    }

    /// How a criterion came to be a former one: `removed in 9dbd0fb, its id stands on another criterion`.
    pub fn became_former(&self, former: &FormerCriterion) -> String {
        let removed = match former.removed_in {
            Some(commit) => format!("removed in {}", commit.short(7)),
            None => "no longer in the specs".to_owned(),
        };
        let reused = if former.is_id_reused { ", its id stands on another criterion now" } else { "" };
        format!("{removed}{reused}")
    }

    /// Cells of the box's lines.
    pub fn former_width(&self) -> u16 {
        self.size.cols.saturating_sub(6).min(WIDEST)
    }

    /// Rows of the box's lines.
    fn former_height(&self) -> usize {
        usize::from(self.size.rows.saturating_sub(6)).max(1)
    }

    fn note_lines(&self, thread: &Thread, words: &impl Fn(&[u8]) -> Vec<FormerLine>) -> Vec<FormerLine> {
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
            let head = format!("{} replied, {}", self.name_of(&reply.author), reply.at.ago(self.now));
            lines.push(FormerLine::Note(head));
            lines.extend(words(reply.text.as_bytes()));
        }
        lines
    }
}

impl Model {
    /// The former criterion under the overview's cursor.
    pub fn former_in_overview(&self) -> Option<&CriterionKey> {
        self.overview.former().filter(|_| self.screen == Screen::Overview)
    }

    /// Everything that was said of a former criterion.
    pub fn former_lines(&self, key: &CriterionKey) -> Vec<FormerLine> {
        let Some(former) = self.facts.record.former.get(key) else { return Vec::new() };
        let width = self.facts.former_width();
        let fact = |words: &str| -> Vec<FormerLine> {
            safe::wrap(words, width).into_iter().map(|line| FormerLine::Fact(line.text)).collect()
        };
        let words = |text: &[u8]| -> Vec<FormerLine> {
            safe::wrap(text, width.saturating_sub(2)).into_iter().map(FormerLine::Words).collect()
        };
        let mut lines = fact(&format!("{}: {}", safe::path(&key.spec), self.facts.became_former(former)));
        if let Some(maybe) = &former.maybe {
            lines.extend(fact(&format!("perhaps {} now; look at both", maybe.id)));
        }
        lines.push(FormerLine::Empty);
        if former.text.is_blank() {
            lines.extend(fact("its text is not at hand any more"));
        }
        let text = safe::rejoin(former.text.as_bytes());
        lines.extend(safe::wrap(&text, width).into_iter().map(FormerLine::Text));
        lines.push(FormerLine::Empty);
        for given in self.facts.record.verdicts_on(key) {
            let name = self.facts.signed_name(&given.by, &[given.id]);
            let on = given.subject.as_ref().and_then(|subject| subject.increment.as_ref());
            let on = on.map(|increment| format!(" on {increment}")).unwrap_or_default();
            let said = format!("{name}, {}{on}", given.at.ago(self.facts.now));
            lines.push(FormerLine::Verdict(given.value.verdict, said));
            lines.extend(words(given.value.comment.as_bytes()));
        }
        for thread in
            self.facts.record.live_threads().filter(|thread| thread.place.criterion.as_ref() == Some(key))
        {
            lines.extend(self.facts.note_lines(thread, &words));
        }
        let links = self.facts.record.links.iter().filter(|((linked, _), _)| linked == key);
        for ((_, target), given) in links {
            let Some(last) = given.last() else { continue };
            let said = if last.value { "confirmed" } else { "rejected" };
            let words = self.review.target_words(&self.facts, self.review.increment, target);
            lines.extend(fact(&format!("link {said} by {}: {words}", self.facts.name_of(&last.by))));
        }
        lines
    }

    /// How many of the box's lines are above when the last ones are shown.
    pub(in crate::app) fn former_end(&self) -> usize {
        match &self.overlay {
            Some(Overlay::Former { criterion, .. }) => {
                self.former_lines(criterion).len().saturating_sub(self.facts.former_height())
            }
            _ => 0,
        }
    }

    pub(in crate::app) fn take_former_key(
        &mut self,
        criterion: CriterionKey,
        top: usize,
        key: Key,
        effects: &mut Vec<Effect>,
    ) {
        let page = self.facts.former_height().saturating_sub(1).max(1);
        let last = self.former_lines(&criterion).len().saturating_sub(self.facts.former_height());
        let top = match self.facts.keymap.action(self.context(), key) {
            Some(Action::Down) => top + 1,
            Some(Action::Up) => top.saturating_sub(1),
            Some(Action::PageDown | Action::HalfPageDown) => top + page,
            Some(Action::PageUp | Action::HalfPageUp) => top.saturating_sub(page),
            Some(Action::Top) => 0,
            Some(Action::Bottom) => usize::MAX,
            Some(Action::QuitNow) => return self.leave(effects),
            _ => return,
        };
        self.overlay = Some(Overlay::Former { criterion, top: top.min(last) });
    }
}

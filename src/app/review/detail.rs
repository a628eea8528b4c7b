//! The chosen criterion in full: its text, who judged it how, what bears on it.

use super::super::Model;
use crate::model::spec::Claim;
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe::{self, Line};

/// A line of the detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DetailLine {
    /// A line of the criterion's text.
    Text(Line),
    /// A verdict: whose, what, when; made safe.
    Verdict {
        /// What was judged; `None` where the words say that nobody has.
        verdict: Option<Verdict>,
        /// Whether it lapsed.
        lapsed: bool,
        /// Who and when.
        words: String,
    },
    /// A line of a verdict's comment.
    Comment(Line),
    /// Something to know; made safe.
    Fact(String),
    /// Nothing.
    Empty,
}

impl Model {
    /// The chosen criterion in full, wrapped to `width` cells.
    pub fn detail(&self, width: u16) -> Vec<DetailLine> {
        let found = self.chosen.and_then(|chosen| {
            Some((chosen, self.engagement.criterion(chosen)?, self.engagement.key(chosen)?))
        });
        let Some((number, criterion, key)) = found else { return Vec::new() };
        let mut lines: Vec<DetailLine> =
            safe::wrap(criterion.plain(), width).into_iter().map(DetailLine::Text).collect();
        lines.push(DetailLine::Empty);
        for given in self.record.verdicts_on(key) {
            let lapsed = self.record.stale.contains(&given.id);
            let name = safe::inline(self.record.name_of(&given.by));
            let on = given.subject.as_ref().and_then(|subject| subject.increment.as_ref());
            let on = on.map(|increment| format!(" on {increment}")).unwrap_or_default();
            let words = format!("{name}, {}{on}", given.at.ago(self.now));
            lines.push(DetailLine::Verdict { verdict: given.value.verdict, lapsed, words });
            if !given.value.comment.is_blank() {
                let comment = safe::wrap(&given.value.comment, width.saturating_sub(2));
                lines.extend(comment.into_iter().map(DetailLine::Comment));
            }
        }
        match self.record.state_of(key) {
            CriterionState::Unreviewed => {
                let words = "no verdict yet".to_owned();
                lines.push(DetailLine::Verdict { verdict: None, lapsed: false, words });
            }
            CriterionState::Stale => {
                let words = "check again: the spec's text or the code changed since; the same key affirms it";
                lines.extend(facts(words, width));
            }
            CriterionState::Disputed => {
                lines.extend(facts("disputed: a verdict can be settled for everybody", width));
            }
            CriterionState::Judged(_) => {}
        }
        match criterion.claim {
            Claim::Ticked => lines.push(DetailLine::Fact("the contractor ticked it: a claim".to_owned())),
            Claim::Unticked => lines.push(DetailLine::Fact("not ticked by the contractor".to_owned())),
            Claim::None => {}
        }
        let links = match self.review.link_counts.of(number) {
            (0, 0) => "no link in this increment yet".to_owned(),
            (confirmed, 0) => format!("{confirmed} {} confirmed", hunks(confirmed)),
            (0, declared) => format!("{declared} {} declared", hunks(declared)),
            (confirmed, declared) => {
                format!("{confirmed} {} confirmed · {declared} declared", hunks(confirmed))
            }
        };
        lines.push(DetailLine::Fact(links));
        let notes =
            self.record.live_threads().filter(|thread| thread.place.criterion.as_ref() == Some(key)).count();
        if notes > 0 {
            lines.push(DetailLine::Fact(format!("{notes} {}", if notes == 1 { "note" } else { "notes" })));
        }
        let spec =
            self.engagement.criteria().get(number).and_then(|found| self.engagement.specs.get(found.spec));
        if let Some(spec) = spec {
            lines.push(DetailLine::Fact(format!("{}:{}", safe::inline(&spec.path), criterion.lines.first)));
        }
        lines
    }

    /// Scrolls the detail by some lines.
    pub fn scroll_detail(&mut self, by: isize) {
        let area = self.size.review(false).detail.inner();
        let lines = self.detail(area.width.saturating_sub(2)).len();
        let last = lines.saturating_sub(usize::from(area.height));
        self.review.criteria.detail_top = self.review.criteria.detail_top.saturating_add_signed(by).min(last);
    }
}

fn facts(words: &str, width: u16) -> impl Iterator<Item = DetailLine> {
    safe::wrap(words, width).into_iter().map(|line| DetailLine::Fact(line.text))
}

fn hunks(count: usize) -> &'static str {
    if count == 1 { "hunk" } else { "hunks" }
}

//! Shows what the contractor changed since an earlier round: since the reviewer's last word, or
//! since a round that they choose.

use std::collections::HashSet;

use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Choice, Menu, MenuItem};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::{Review, Shown};
use crate::model::follow_up::FollowUp;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment};
use crate::model::record::Subject;
use crate::model::round_evidence::RoundEvidence;

impl Review {
    /// Returns the number, from 1, of the round since which changes are shown.
    pub fn since_round(&self, facts: &Facts) -> Option<u32> {
        match self.shown {
            Shown::Since(round) => number_of(self.increment(facts)?, round),
            _ => None,
        }
    }

    /// Shows what changed since the reviewer's last word on the increment, else since the round
    /// before this one; or the whole increment again.
    pub(in crate::app) fn toggle_since(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.is_since() {
            return self.show_whole(facts, asks);
        }
        let Some(increment) = self.increment(facts) else {
            return;
        };
        let Some(before) = increment.earlier.last().copied() else {
            asks.push(Ask::info("this increment was delivered only once"));
            return;
        };
        let last = last_word(facts, increment);
        let number = |round| number_of(increment, round).unwrap_or_default();
        let words = match last {
            Some(round)
                if round.head == increment.range.head && increment.unchanged.contains(&before) =>
            {
                "your last word holds: the round was only rewritten since".to_owned()
            }
            Some(round) if round.head == increment.range.head => format!(
                "your last word is on this round; this shows what changed since round {}",
                number(before)
            ),
            Some(round) => format!("since your last word, on round {}", number(round)),
            None => format!(
                "you have said nothing of earlier rounds; this shows what changed since round {}",
                number(before)
            ),
        };
        let since = last.filter(|round| round.head != increment.range.head);
        self.show_since(facts, since.unwrap_or(before), asks);
        asks.push(Ask::info(words));
    }

    /// Shows what changed since an earlier round; the cursor stays on its line.
    pub(in crate::app) fn show_since(
        &mut self,
        facts: &Facts,
        round: CommitRange,
        asks: &mut Vec<Ask>,
    ) {
        let arrival = self.arrival_here();
        self.open_shown(facts, self.increment, Shown::Since(round), arrival, asks);
        asks.push(Ask::Do(Effect::CompareEvidence {
            request: self.opened,
            increment: self.increment,
            old: round,
        }));
    }

    /// Takes the comparison of evidence with an earlier round; one for another listing is dropped.
    pub(in crate::app) fn take_evidence(
        &mut self,
        facts: &Facts,
        request: u64,
        evidence: Result<RoundEvidence, String>,
    ) {
        if request == self.opened && self.is_since() {
            self.evidence = Some(evidence);
            self.rebuild_all(facts);
        }
    }

    /// Says in sentences what changed in criteria since the round, and what became of what was said
    /// of earlier rounds.
    pub(super) fn since_words(&self, facts: &Facts) -> Vec<String> {
        let evidence = match &self.evidence {
            None => Some("Comparing the evidence of criteria …".to_owned()),
            Some(Ok(evidence)) => evidence.words(),
            Some(Err(why)) => Some(format!("The evidence of criteria is not compared: {why}")),
        };
        let follow_up = self.increment(facts).and_then(|increment| {
            FollowUp::of(&facts.record, increment, Some(&facts.engagement.me)).words()
        });
        evidence.into_iter().chain(follow_up).collect()
    }

    /// Offers the earlier rounds, newest first, to show what changed since one of them.
    pub(in crate::app) fn choose_round(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some(increment) = self.increment(facts) else {
            return;
        };
        let last = last_word(facts, increment);
        let item = |(round, number): (&CommitRange, u32)| {
            let text = format!("since round {number}, {}", round.short());
            let is_last = last == Some(*round);
            MenuItem {
                kind: if is_last { "your last word" } else { "" }.to_owned(),
                ..MenuItem::new(text, Choice::Since(Some(*round)))
            }
        };
        let rounds = increment.earlier.iter().zip(increment.first_round()..);
        let mut items: Vec<MenuItem> = rounds.map(item).collect();
        items.reverse();
        if items.is_empty() {
            asks.push(Ask::info("this increment was delivered only once"));
            return;
        }
        items.push(MenuItem::new("the whole increment", Choice::Since(None)));
        let menu = Menu::picker("What changed since which round?", items);
        asks.push(Ask::Open(Overlay::Menu(menu)));
    }
}

/// Returns the number, from 1, of a round of an increment.
fn number_of(increment: &Increment, round: CommitRange) -> Option<u32> {
    let rounds = increment.earlier.iter().chain([&increment.range]);
    let mut rounds = rounds.zip(increment.first_round()..);
    rounds
        .find(|(known, _)| known.head == round.head)
        .map(|(_, number)| number)
}

/// Returns the newest round of an increment on which the user gave a verdict, opened a note, marked
/// something as viewed or decided. A reply does not say which round its writer looked at.
fn last_word(facts: &Facts, increment: &Increment) -> Option<CommitRange> {
    let record = &facts.record;
    let me = &facts.engagement.me;
    let threads = record.threads.iter();
    let notes = threads
        .filter(|thread| thread.author == *me)
        .filter_map(|thread| thread.subject.as_deref());
    let verdicts = record.verdicts.values().flatten();
    let verdicts = verdicts.filter(|given| given.by == *me);
    let verdicts = verdicts.filter_map(|given| given.subject.as_deref());
    let marks = record.viewed.values().flatten();
    let marks = marks.filter(|given| given.by == *me && given.value);
    let marks = marks.filter_map(|given| given.subject.as_deref());
    let outcomes = record.decisions.get(&increment.id).into_iter().flatten();
    let outcomes = outcomes
        .filter(|decision| decision.given.by == *me && !decision.is_taken_back)
        .filter_map(|decision| decision.given.subject.as_deref());
    let spoken = notes.chain(verdicts).chain(marks).chain(outcomes);
    let heads: HashSet<ObjectId> = spoken.map(|subject: &Subject| subject.range.head).collect();
    let rounds = [&increment.range]
        .into_iter()
        .chain(increment.earlier.iter().rev());
    rounds.copied().find(|round| heads.contains(&round.head))
}

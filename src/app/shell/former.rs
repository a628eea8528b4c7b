//! Shows everything that was said about a former criterion.

use crate::app::input::key::Key;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::former::FormerLine;
use crate::app::{Model, Screen};
use crate::model::spec::CriterionKey;
use crate::safe;

impl Model {
    /// Returns the former criterion under the overview's cursor.
    pub fn former_in_overview(&self) -> Option<&CriterionKey> {
        self.screens
            .overview
            .former()
            .filter(|_| self.screens.active == Screen::Overview)
    }

    /// Returns everything that was said about a former criterion: its fate, text, verdicts, notes
    /// and links.
    pub fn former_lines(&self, key: &CriterionKey) -> Vec<FormerLine> {
        let Some(former) = self.facts.record.former.get(key) else {
            return Vec::new();
        };
        let width = self.facts.former_width();
        let fact = |words: &str| -> Vec<FormerLine> {
            safe::wrap(words, width)
                .into_iter()
                .map(|line| FormerLine::Fact(line.text))
                .collect()
        };
        let words = |text: &[u8]| -> Vec<FormerLine> {
            safe::wrap(text, width.saturating_sub(2))
                .into_iter()
                .map(FormerLine::Words)
                .collect()
        };
        let mut lines = fact(&format!(
            "{}: {}",
            safe::path(&key.spec),
            self.facts.became_former(former)
        ));
        if let Some(maybe) = &former.maybe {
            lines.extend(fact(&format!("may now be {}; compare both", maybe.id)));
        }
        lines.push(FormerLine::Empty);
        if former.text.is_blank() {
            lines.extend(fact("its text is no longer available"));
        }
        let text = safe::rejoin(former.text.as_bytes());
        lines.extend(safe::wrap(&text, width).into_iter().map(FormerLine::Text));
        lines.push(FormerLine::Empty);
        for given in self.facts.record.verdicts_on(key) {
            let name = self.facts.signed_name(&given.by, &[given.id]);
            let on = given
                .subject
                .as_ref()
                .and_then(|subject| subject.increment.as_ref());
            let on = on
                .map(|increment| format!(" on {increment}"))
                .unwrap_or_default();
            let said = format!("{name}, {}{on}", given.at.ago(self.facts.now));
            lines.push(FormerLine::Verdict(given.value.verdict, said));
            lines.extend(words(given.value.comment.as_bytes()));
        }
        for thread in self
            .facts
            .record
            .live_threads()
            .filter(|thread| thread.place.criterion.as_ref() == Some(key))
        {
            lines.extend(self.facts.note_lines(thread, &words));
        }
        let links = self
            .facts
            .record
            .links
            .iter()
            .filter(|((linked, _), _)| linked == key);
        for ((_, target), given) in links {
            let Some(last) = given.last() else { continue };
            let said = if last.value { "confirmed" } else { "rejected" };
            let words = self.screens.review.target_words(
                &self.facts,
                self.screens.review.increment,
                target,
            );
            lines.extend(fact(&format!(
                "link {said} by {}: {words}",
                self.facts.name_of(&last.by)
            )));
        }
        lines
    }

    /// Returns how many of the overlay's lines are scrolled away when its end is reached.
    pub(in crate::app) fn former_end(&self) -> usize {
        match &self.overlay {
            Some(Overlay::Former { criterion, .. }) => self
                .former_lines(criterion)
                .len()
                .saturating_sub(self.facts.former_height()),
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
        let last = self
            .former_lines(&criterion)
            .len()
            .saturating_sub(self.facts.former_height());
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
        self.overlay = Some(Overlay::Former {
            criterion,
            top: top.min(last),
        });
    }
}

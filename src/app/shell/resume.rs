//! Leaves the program, and restores where the reviewer was.

use crate::app::facts::apply::Fact;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::screens::ask::Landing;
use crate::app::{Model, Screen};
use crate::model::change::Side;
use crate::model::resume::Resume;

impl Model {
    /// Returns where the reviewer is, for the next session.
    pub fn resume(&self) -> Resume {
        let file = self
            .screens
            .review
            .file_at(self.screens.review.view.cursor)
            .and_then(|file| self.screens.review.files.get(file));
        let row = self
            .screens
            .review
            .rows
            .get(self.screens.review.view.cursor)
            .map(|(_, row)| row);
        let line = row.and_then(|row| row.note_line());
        let screen = self
            .screens
            .shown()
            .resumes_on()
            .unwrap_or(self.screens.active);
        Resume {
            screen: screen.name().to_owned(),
            increment: self.increment().map(|increment| increment.id.clone()),
            spec: self.facts.engagement.path_of(self.facts.scope).cloned(),
            criterion: self
                .facts
                .chosen
                .and_then(|chosen| self.facts.engagement.key(chosen))
                .map(|key| key.id.clone()),
            file: file.map(|file| file.change.path().clone()),
            side: line.map(|(side, _)| side),
            line: line.map(|(_, line)| line + 1),
        }
    }

    /// Starts on a project that is opened for the first time; asks which spec to review when there
    /// are several.
    pub fn begin(&mut self, effects: &mut Vec<Effect>) {
        self.come_back(&Resume::default(), effects);
        if self.facts.engagement.has_choice_of_specs() {
            self.overlay = Some(Overlay::Menu(self.facts.spec_menu()));
        }
    }

    /// Restores where the reviewer was, as far as it still exists. Opens the first increment when
    /// theirs is gone.
    pub fn come_back(&mut self, resume: &Resume, effects: &mut Vec<Effect>) {
        // The screens need not follow these facts: opening the review below rebuilds everything.
        self.facts.apply(Fact::Scope(self.facts.scope_of(resume)));
        if let Some(criterion) = resume
            .criterion
            .as_ref()
            .and_then(|id| self.facts.engagement.criterion_with_id(id))
        {
            self.facts.apply(Fact::Chosen(criterion));
        }
        let increment = resume
            .increment
            .as_ref()
            .and_then(|id| self.facts.engagement.increment_of(id));
        let line = resume
            .side
            .zip(resume.line)
            .map(|(side, line): (Side, u32)| (side, line.saturating_sub(1)));
        let file = resume.file.clone().filter(|_| increment.is_some());
        let arrive = file.map(|path| Landing::Line { path, line });
        self.screens.review.diff_focus |= arrive.is_some();
        let to = increment.unwrap_or_default();
        self.act_on_review(
            |review, facts, asks| review.open_increment(facts, to, arrive, asks),
            effects,
        );
        if let Some(screen) = Screen::of_name(&resume.screen) {
            self.screens.active = self.screens.get(screen).resumes_on().unwrap_or(screen);
        }
        if self.screens.active == Screen::Spec {
            let asks = self.screens.spec.show_chosen(&self.facts);
            self.answer(asks, effects);
        }
        self.screens.overview.column = self.screens.review.increment;
        self.enter();
        self.keep_choice();
        self.screens.review.rebuild_detail(&self.facts);
    }

    /// Leaves the program; an open draft and the reviewer's place are stored.
    pub fn leave(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Overlay::Composer(composer)) = self.overlay.take() {
            self.close_composer(&composer, effects);
        }
        effects.push(Effect::Remember(Box::new(self.resume())));
        effects.push(Effect::Quit);
    }
}

//! Carries out choices from menus.

use crate::app::Model;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::Choice;
use crate::app::screens::ScreenState;
use crate::app::screens::ask::Destination;

impl Model {
    /// Carries out a choice from a menu.
    pub fn take_choice(&mut self, choice: Choice, effects: &mut Vec<Effect>) {
        match choice {
            Choice::VerdictWithComment(verdict) => self.compose_verdict(verdict),
            Choice::Verdict(contested) => self.give_contested(contested, effects),
            Choice::TakeVerdictBack => self.take_verdict_back(effects),
            Choice::Person(writer) if self.facts.is_pending(&writer) => {
                self.overlay = Some(Overlay::Menu(self.facts.admit_menu(&writer)));
            }
            Choice::Person(writer) => {
                self.overlay = Some(Overlay::Menu(self.facts.role_menu(&writer)))
            }
            Choice::Admit(writer, role) => self.admit(writer, role, effects),
            Choice::AdmitLater(writer) => self.ask_about_next(&writer),
            Choice::ClaimFix(thread, commit) => self.compose_claim(thread, commit),
            Choice::OtherCommit(thread) => self.ask_for_commit(thread),
            Choice::Role(writer, role) => self.say_role(writer, role, effects),
            Choice::Outcome(outcome) => self.compose_outcome(outcome),
            Choice::ThreadState(state) => self.say_thread_state(state, effects),
            Choice::Draft(id) => self.resume_draft(&id),
            Choice::Copy(copied) => self.act_on_review(
                |review, facts, asks| review.copy(facts, copied, asks),
                effects,
            ),
            Choice::Spec(scope) => self.review_specs(scope, effects),
            Choice::FilterState(filter) => {
                self.screens.snags.state = filter;
                self.screens.snags.enter(&self.facts);
            }
            Choice::FilterLabel(label) => {
                self.screens.snags.label = label;
                self.screens.snags.enter(&self.facts);
            }
            Choice::Link(linking) => self.act_on_review(
                |review, facts, asks| review.say_link(facts, *linking, asks),
                effects,
            ),
            Choice::SplitBehind(increment, commit) => self.ask_split_behind(increment, commit),
            Choice::Split(increment, commit) => self.split(increment, commit, effects),
            Choice::Join(increment) => self.join(increment, effects),
            Choice::AgreeAll => self.agree_all(effects),
            Choice::Pin(commit) => self.pin(commit, effects),
            Choice::Criterion(criterion) => self.choose(criterion),
            Choice::Since(round) => self.act_on_review(
                |review, facts, asks| match round {
                    Some(round) => review.show_since(facts, round, asks),
                    None => review.show_whole(facts, asks),
                },
                effects,
            ),
            Choice::Target(increment, target) => {
                self.go_to(Destination::Target(increment, *target), effects)
            }
            Choice::FilterCriterion(criterion) => {
                self.screens.snags.criterion = criterion;
                self.screens.snags.enter(&self.facts);
            }
        }
    }
}

//! Answers what screens ask of the shell.

use crate::app::Model;
use crate::app::msg::Effect;
use crate::app::screens::Screen;
use crate::app::screens::ask::{Arrival, Ask, Destination};
use crate::app::screens::review::Shown;

impl Model {
    /// Does what a screen asks for, in the order in which it is asked.
    pub(in crate::app) fn answer(&mut self, asks: Vec<Ask>, effects: &mut Vec<Effect>) {
        for ask in asks {
            match ask {
                Ask::Tell(message) => self.message = Some(message),
                Ask::Choose(number) => self.choose(number),
                Ask::Open(overlay) => self.overlay = Some(overlay),
                Ask::Show(screen) => self.show(screen),
                Ask::GoBack(screen) => self.go_back(screen),
                Ask::GoTo(destination) => self.go_to(destination, effects),
                Ask::Do(effect) => effects.push(effect),
                Ask::Undo(undo) => self.undo.push(undo),
            }
        }
    }

    fn go_to(&mut self, destination: Destination, effects: &mut Vec<Effect>) {
        match destination {
            Destination::Criterion { number, increment } => {
                self.leave_mark();
                self.screen = Screen::Review;
                self.choose(number);
                if let Some(of) = increment.filter(|of| *of != self.review.increment) {
                    self.open_increment(of, None, effects);
                }
                self.review.diff_focus = false;
                self.review.tree.focused = false;
            }
            Destination::Increment(of) => {
                self.screen = Screen::Review;
                if !self.shows_whole(of) {
                    self.open_increment(of, None, effects);
                }
            }
            Destination::Target(of, target) => self.go_to_target(of, &target, effects),
            Destination::Place(of, arrival) => self.go_to_arrival(of, arrival, effects),
            Destination::Thread(thread) => self.open_thread(thread, effects),
        }
    }

    fn go_to_arrival(&mut self, of: usize, arrival: Arrival, effects: &mut Vec<Effect>) {
        self.leave_mark();
        self.screen = Screen::Review;
        self.review.diff_focus = true;
        self.review.tree.focused = false;
        if self.shows_whole(of) {
            self.go_to_line(arrival);
            self.arrive();
            self.follow_hunk();
        } else {
            self.open_increment(of, Some(arrival), effects);
        }
    }

    /// Whether the review screen has an increment, by its index, and all of it.
    fn shows_whole(&self, increment: usize) -> bool {
        self.review.increment == increment && self.review.shown == Shown::Whole
    }
}

//! Shows the help and what there was to say on opening.

use crate::app::input::keymap::Action;
use crate::app::overlays::help::HelpLine;
use crate::app::{Message, Model};

impl Model {
    /// The help of the screen that is shown.
    pub fn help(&self) -> Vec<HelpLine> {
        self.facts.help_lines(self.context())
    }

    /// Says in the footer what there is to say on opening, or that there is more of it.
    pub fn tell_remarks(&mut self) {
        let Some(first) = self.facts.engagement.remarks.first() else {
            return;
        };
        let key = self
            .facts
            .key(Action::Help)
            .unwrap_or_else(|| "the command `help`".to_owned());
        let text = match self.facts.engagement.remarks.len() - 1 {
            0 => first.clone(),
            1 => format!("{key} shows one more remark · {first}"),
            more => format!("{key} has {more} more remarks · {first}"),
        };
        self.message = Some(Message::info(text));
    }

    /// How many lines are above when the last ones are shown.
    pub fn help_end(&self) -> usize {
        self.help().len().saturating_sub(self.facts.help_page())
    }
}

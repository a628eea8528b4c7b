//! What can be open above a screen, one thing at a time.

pub mod composer;
pub mod former;
pub mod help;
pub mod menu;
pub mod text_box;

use crate::app::input::keymap::{BINDINGS, Binding};
use crate::app::overlays::composer::Composer;
use crate::app::overlays::menu::Menu;
use crate::app::search::SearchPrompt;
use crate::model::id::EventId;
use crate::model::spec::CriterionKey;

/// What is open above the screen; it takes all keys.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys, scrolled by some lines.
    Help {
        /// Lines scrolled away above.
        top: usize,
    },
    /// What was said of a criterion that is no more.
    Former {
        /// Which.
        criterion: CriterionKey,
        /// Lines scrolled away above.
        top: usize,
    },
    /// All commands, narrowed by typing.
    Palette(Palette),
    /// A few choices.
    Menu(Menu),
    /// A text box.
    Composer(Box<Composer>),
    /// A line being typed in the footer's place.
    Prompt {
        /// What it is for.
        purpose: Purpose,
        /// What was typed so far.
        text: String,
    },
}

/// What a line is typed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Searching the diff.
    Search(SearchPrompt),
    /// Going to a line or a file.
    GoTo,
    /// Naming the commit in which a note was fixed.
    Commit(EventId),
    /// Naming the file that the summary goes to.
    Export,
    /// Answering whether the summary is to go there all the same.
    ExportTo {
        /// Where.
        path: String,
        /// What there is to ask about, made safe.
        why: String,
    },
    /// Naming with whom the record is exchanged.
    Sync,
    /// Renaming the increment of that index.
    Rename(usize),
}

/// All commands, narrowed by typing.
#[derive(Clone, Default, Debug)]
pub struct Palette {
    /// What was typed.
    pub text: String,
    /// Which of the matches is chosen.
    pub cursor: usize,
}

impl Palette {
    /// Adds to what was typed.
    pub fn type_in(&mut self, text: &str) {
        self.text.push_str(text);
        self.cursor = 0;
    }

    /// The commands that match what was typed, those whose name matches first.
    pub fn matches(&self) -> Vec<&'static Binding> {
        let wanted = self.text.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |text: &str| words.iter().all(|word| text.contains(word));
        let by_name = BINDINGS.iter().filter(|binding| has_all(binding.name));
        let by_help = BINDINGS.iter().filter(|binding| {
            !has_all(binding.name) && has_all(&format!("{} {}", binding.name, binding.help).to_lowercase())
        });
        by_name.chain(by_help).collect()
    }
}

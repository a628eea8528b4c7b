//! What can be open above a screen, one thing at a time.

pub mod composer;
pub mod former;
pub mod help;
pub mod increments;
pub mod menu;
pub mod palette;
pub mod prompt;
pub mod text_box;

use crate::app::overlays::composer::Composer;
use crate::app::overlays::increments::IncrementPicker;
use crate::app::overlays::menu::Menu;
use crate::model::spec::CriterionKey;

pub use palette::Palette;
pub use prompt::Purpose;

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
    /// The increments, narrowed by typing.
    Increments(Box<IncrementPicker>),
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

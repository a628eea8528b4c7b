//! The screens, one module each, and the table of them.
//!
//! A new screen is a module here that implements [`ScreenState`], a line of the table, a context of
//! the same name in `app/input/keymap.rs`, and its drawing in `ui/screens`.

pub mod amendments;
pub mod ask;
pub mod gaps;
pub mod lapses;
pub mod overview;
pub mod review;
pub mod snags;
pub mod spec;
pub mod verify;

use crate::app::facts::Facts;
use crate::app::facts::apply::Changed;
use crate::app::input::binding::KeyContext;
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, Mouse};
use crate::app::screens::ask::Ask;

/// A key to show in the footer, and what it does here in a word or two.
pub type Hint = (Action, &'static str);

/// The contract between the shell and a screen: the shell holds all screens, shows one of them, and
/// knows nothing else of it.
pub trait ScreenState {
    /// Carries out an action of this screen; returns `None` for an action of the shell's.
    fn act(&mut self, facts: &Facts, action: Action) -> Option<Vec<Ask>>;

    /// Takes a mouse event.
    fn mouse(&mut self, facts: &Facts, mouse: Mouse) -> Vec<Ask>;

    /// Lists what the screen shows anew, right before the screen is shown.
    fn enter(&mut self, facts: &Facts);

    /// Updates what the screen derives from facts that changed. A screen that is not shown may
    /// leave its lists to [`enter`](Self::enter).
    fn refresh(&mut self, facts: &Facts, changed: Changed, is_shown: bool);

    /// Fits the screen to the terminal; called after each message while the screen is shown.
    fn fit(&mut self, facts: &Facts);

    /// Returns the keys for the footer, the most useful first; the last one always has its place.
    fn hints(&self, facts: &Facts) -> &'static [Hint];

    /// Leaves the screen, or closes what is open on it.
    fn back(&mut self, _: &Facts) -> Vec<Ask> {
        vec![Ask::Leave]
    }

    /// Returns the thread that keys for notes act on, by its index in the record.
    fn thread(&self, _: &Facts) -> Option<u32> {
        None
    }

    /// Returns what the screen needs from outside, each once; called after each message while the
    /// screen is shown.
    fn missing(&mut self, _: &Facts) -> Option<Effect> {
        None
    }

    /// Returns the screen to come back to in the next run, where this one cannot be opened by
    /// itself.
    fn resumes_on(&self) -> Option<Screen> {
        None
    }
}

macro_rules! screens {
    ($($(#[$doc:meta])* $screen:ident $field:ident: $state:ty, $title:literal;)*) => {
        /// The name of a screen.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Screen {
            $($(#[$doc])* $screen,)*
        }

        /// The states of all screens.
        #[derive(Clone, Debug)]
        pub struct Screens {
            /// The screen that is shown.
            pub active: Screen,
            $($(#[$doc])* pub $field: $state,)*
        }

        impl Screen {
            /// Every screen.
            pub const ALL: &[Self] = &[$(Self::$screen),*];

            /// Returns the name under which the screen is remembered.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$screen => stringify!($field),)*
                }
            }

            /// Returns the words for it in the title line; empty for the review, whose title is its
            /// increment's.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$screen => $title,)*
                }
            }

            /// Returns where keys are looked up first while the screen is shown.
            pub fn context(self) -> KeyContext {
                match self {
                    $(Self::$screen => KeyContext::$screen,)*
                }
            }
        }

        impl Screens {
            /// Makes all screens empty, and shows one of them.
            pub fn new(active: Screen) -> Self {
                Self { active, $($field: Default::default(),)* }
            }

            /// Returns the screen of a name.
            pub fn get(&self, screen: Screen) -> &dyn ScreenState {
                match screen {
                    $(Screen::$screen => &self.$field,)*
                }
            }

            /// Returns the screen of a name, to be changed.
            pub fn get_mut(&mut self, screen: Screen) -> &mut dyn ScreenState {
                match screen {
                    $(Screen::$screen => &mut self.$field,)*
                }
            }
        }
    };
}

screens! {
    /// Criteria by increments.
    Overview overview: overview::Overview, "Overview";
    /// Criteria beside the diff.
    Review review: review::Review, "";
    /// All threads.
    Snags snags: snags::Snags, "Snags";
    /// The addressed notes, one by one.
    Verify verify: verify::Walk, "Verify";
    /// The user's lapsed verdicts, one by one.
    Lapses lapses: lapses::LapseWalk, "Check again";
    /// The whole spec.
    Spec spec: spec::SpecScreen, "Whole spec";
    /// Uncovered criteria, changes without a criterion.
    Gaps gaps: gaps::GapsScreen, "Gaps";
    /// What the delivery changes in the agreed spec.
    Amendments amendments: amendments::Amendments, "Amendments";
}

impl Screen {
    /// Returns the screen that is remembered under a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|screen| screen.name() == name)
    }
}

impl Screens {
    /// Returns the screen that is shown.
    pub fn shown(&self) -> &dyn ScreenState {
        self.get(self.active)
    }

    /// Returns the screen that is shown, to be changed.
    pub fn shown_mut(&mut self) -> &mut dyn ScreenState {
        self.get_mut(self.active)
    }

    /// Has every screen but the review follow what changed.
    pub(in crate::app) fn follow(&mut self, facts: &Facts, changed: Changed) {
        for screen in Screen::ALL
            .iter()
            .copied()
            .filter(|screen| *screen != Screen::Review)
        {
            let is_shown = screen == self.active;
            self.get_mut(screen).refresh(facts, changed, is_shown);
        }
    }
}

//! A row of the tables of keys, and where it counts.

/// Where a key means something. Looked up from the narrowest to the widest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyContext {
    /// The review screen, whichever pane has the focus.
    Review,
    /// The overview.
    Overview,
    /// The snags screen.
    Snags,
    /// Both gaps.
    Gaps,
    /// What the delivery changes in the agreed spec.
    Amendments,
    /// Walking through the addressed notes.
    Verify,
    /// Walking through the lapsed verdicts.
    Lapses,
    /// The whole spec.
    Spec,
    /// Every screen.
    Everywhere,
    /// A menu, or the list of commands.
    Menu,
    /// A line being typed.
    Prompt,
    /// The text box.
    TextBox,
}

impl KeyContext {
    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Review => "Review",
            Self::Overview => "Overview",
            Self::Snags => "Snags",
            Self::Gaps => "Gaps",
            Self::Amendments => "Amendments",
            Self::Verify => "Addressed notes",
            Self::Lapses => "Lapsed verdicts",
            Self::Spec => "Whole spec",
            Self::Everywhere => "Everywhere",
            Self::Menu => "Menus and commands",
            Self::Prompt => "Lines being typed",
            Self::TextBox => "Text box",
        }
    }
}

/// An action with its name, where it applies, its keys unless remapped, and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Binding<A> {
    /// The action.
    pub action: A,
    /// The name in the palette and in the settings' `[keys]`.
    pub name: &'static str,
    /// Where it applies.
    pub context: KeyContext,
    /// Its keys unless remapped.
    pub keys: &'static [&'static str],
    /// What it does, in a few words.
    pub help: &'static str,
}

//! The help's lines, from the keymap in force.

use super::Model;
use super::keymap::{BINDINGS, Context};

/// A line of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpLine {
    /// Where the keys below apply.
    Heading(&'static str),
    /// An action's keys and what it does.
    Key {
        /// Its keys, with a space between.
        keys: String,
        /// What it does.
        help: &'static str,
    },
    /// Nothing.
    Empty,
}

/// The text box's keys, which are no actions: they mean something only while it is open.
pub const COMPOSER_KEYS: &[(&str, &str)] = &[
    ("Ctrl-S", "say it"),
    ("Esc", "close; what is written stays as a draft"),
    ("Tab", "next label (Shift-Tab: the one before)"),
    ("Ctrl-B", "blocking or not"),
    ("Ctrl-E", "go on in $EDITOR"),
    ("Ctrl-← Ctrl-→", "word by word (also Alt-B, Alt-F)"),
    ("Ctrl-W Alt-D", "delete the word before, after"),
    ("Ctrl-U Ctrl-K", "delete to the line's start, end"),
    ("Ctrl-Z Ctrl-Y", "undo, redo"),
];

impl Model {
    /// The help, with the screen's own keys first.
    pub fn help(&self) -> Vec<HelpLine> {
        let here = self.context();
        let mut contexts = vec![
            here,
            Context::Everywhere,
            Context::Review,
            Context::Overview,
            Context::Snags,
            Context::Spec,
        ];
        contexts.dedup();
        let mut lines = Vec::new();
        let mut seen: Vec<Context> = Vec::new();
        for context in contexts {
            if seen.contains(&context) || !BINDINGS.iter().any(|binding| binding.context == context) {
                continue;
            }
            seen.push(context);
            lines.push(HelpLine::Heading(context.title()));
            for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
                let keys: Vec<String> =
                    self.keymap.keys(binding.action).iter().map(ToString::to_string).collect();
                lines.push(HelpLine::Key { keys: keys.join(" "), help: binding.help });
            }
            lines.push(HelpLine::Empty);
        }
        lines.push(HelpLine::Heading("Text box"));
        lines.extend(
            COMPOSER_KEYS.iter().map(|(keys, help)| HelpLine::Key { keys: (*keys).to_owned(), help }),
        );
        lines
    }

    /// How many lines the help has.
    pub fn help_lines(&self) -> usize {
        self.help().len()
    }
}

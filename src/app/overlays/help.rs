//! The help's lines: the keys in force, and what there was to say on opening.

use crate::app::facts::Facts;
use crate::app::input::binding::KeyContext;
use crate::app::input::keymap::BINDINGS;
use crate::app::input::overlay_keys::OVERLAY_BINDINGS;
use crate::safe;

/// The cells of a line of words.
pub const WORDS: u16 = 78;

/// What the sign of new things means.
const NEW_SIGN: &str = "new: others said it since you last had it on the screen";

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
    /// What the sign of new things means.
    NewSign(&'static str),
    /// A row of words.
    Words(String),
    /// Nothing.
    Empty,
}

impl Facts {
    /// What there was to say on opening, if it is more than the footer could.
    pub(in crate::app) fn remarks(&self) -> Vec<HelpLine> {
        let of_record = self.remarks_on_record();
        if self.engagement.remarks.is_empty() && of_record.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![HelpLine::Heading("Remarks")];
        for remark in self.engagement.remarks.iter().chain(&of_record) {
            let rows = safe::wrap(format!("- {remark}"), WORDS);
            lines.extend(rows.into_iter().map(|row| HelpLine::Words(row.text)));
        }
        lines.push(HelpLine::Empty);
        lines
    }

    /// How many lines of the help are scrolled by at once.
    pub fn help_page(&self) -> usize {
        usize::from(self.size.rows.saturating_sub(6)).max(1)
    }

    /// The lines of the help, with the keys of the screen `here` first.
    pub(in crate::app) fn help_lines(&self, here: KeyContext) -> Vec<HelpLine> {
        let mut contexts = vec![
            here,
            KeyContext::Everywhere,
            KeyContext::Review,
            KeyContext::Overview,
            KeyContext::Snags,
            KeyContext::Gaps,
            KeyContext::Amendments,
            KeyContext::Verify,
            KeyContext::Lapses,
            KeyContext::Spec,
        ];
        contexts.dedup();
        let mut lines = self.remarks();
        let mut seen: Vec<KeyContext> = Vec::new();
        for context in contexts {
            if seen.contains(&context) || !BINDINGS.iter().any(|binding| binding.context == context)
            {
                continue;
            }
            seen.push(context);
            lines.push(HelpLine::Heading(context.title()));
            for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
                let keys: Vec<String> = self
                    .keymap
                    .keys(binding.action)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                lines.push(HelpLine::Key {
                    keys: keys.join(" "),
                    help: binding.help,
                });
            }
            lines.push(HelpLine::Empty);
        }
        for context in [KeyContext::TextBox, KeyContext::Menu, KeyContext::Prompt] {
            lines.push(HelpLine::Heading(context.title()));
            for binding in OVERLAY_BINDINGS
                .iter()
                .filter(|binding| binding.context == context)
            {
                let keys: Vec<String> = self
                    .keymap
                    .overlay_keys(binding.action)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                lines.push(HelpLine::Key {
                    keys: keys.join(" "),
                    help: binding.help,
                });
            }
            lines.push(HelpLine::Empty);
        }
        lines.push(HelpLine::Heading("Signs"));
        lines.push(HelpLine::NewSign(NEW_SIGN));
        lines
    }
}

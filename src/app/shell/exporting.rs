//! Asks before the summary is written to an odd path: keys typed into the prompt by mistake make
//! names that nobody would type.

use crate::app::msg::Effect;
use crate::app::overlays::Purpose;
use crate::app::{Message, Model};

/// The most bytes of a file name in common file systems.
const MAX_NAME: usize = 255;

impl Model {
    /// Exports to the path that was typed, or asks first when the path is odd.
    pub(in crate::app) fn export_to(&mut self, path: String, effects: &mut Vec<Effect>) {
        self.summary_path.clone_from(&path);
        match why_odd(&path) {
            Some(why) => self.ask_where(path, format!("the name {why}")),
            None => self.export(path, false, effects),
        }
    }

    /// Asks whether to write to a path after all. While another overlay is open, that stays open
    /// and nothing is written.
    pub(in crate::app) fn ask_where(&mut self, path: String, why: String) {
        match self.overlay {
            None => self.prompt(Purpose::ExportTo { path, why }, String::new()),
            Some(_) => self.message = Some(Message::error(format!("{why}; nothing was written"))),
        }
    }

    /// Handles the answer: exports after a yes, and only then.
    pub(in crate::app) fn answer_where(
        &mut self,
        path: String,
        answer: &str,
        effects: &mut Vec<Effect>,
    ) {
        match answer.trim() {
            "y" | "Y" | "yes" => self.export(path, true, effects),
            _ => self.message = Some(Message::info("nothing was written")),
        }
    }

    fn export(&mut self, path: String, agreed: bool, effects: &mut Vec<Effect>) {
        self.message = Some(Message::info("writing the summary …"));
        effects.push(Effect::Export { path, agreed });
    }
}

/// Returns what is odd about a path, as words that follow "the name"; `None` when somebody may well
/// have typed it.
fn why_odd(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.chars().any(|c| c.is_control() || is_invisible(c)) {
        Some("contains invisible characters")
    } else if path.trim() != path || name.trim() != name {
        Some("begins or ends with a space")
    } else if path.starts_with('-') || name.starts_with('-') {
        Some("begins with -, like an option")
    } else if name.len() > MAX_NAME {
        Some("is longer than file systems allow")
    } else if !name.chars().any(char::is_alphabetic) {
        Some("has no letter")
    } else {
        None
    }
}

/// Tells whether a character is invisible without being a control character in Unicode: formats,
/// fillers, private ones.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

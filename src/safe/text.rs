//! Safe text for titles, tables, files and logs.
//!
//! Owns the type that may reach a person, and its two makers. Knows nothing of what is drawn where.

use std::fmt;
use std::ops::Deref;

use super::draft::SafeDraft;
use super::unit::{UnitDisplay, Units};

/// Tab stops where there is no setting: those of a terminal.
pub(super) const TAB: u8 = 8;

/// Text that may reach a terminal, a file or a log. Only this layer makes one from outside bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Safe(String);

impl Safe {
    /// Wraps our own words, for places that take either.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn literal(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// Wraps text that this layer made safe.
    pub(super) fn made(text: String) -> Self {
        Self(text)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for Safe {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Makes one line for a list, a title or a table cell: blanks with a line break or a tab among them
/// become one space, blanks at both ends are removed, everything dangerous gets a stand-in. At most
/// [`MAX_CELLS`](super::MAX_CELLS) cells; the end says how many were left out.
pub fn inline(bytes: impl AsRef<[u8]>) -> Safe {
    let bytes = bytes.as_ref();
    let mut line = SafeDraft::default();
    let mut blank = false;
    for unit in Units::new(bytes) {
        match unit.shown {
            UnitDisplay::Tab | UnitDisplay::Picture('␊') => blank = true,
            UnitDisplay::Picture('␍') if bytes.get(unit.src.end) == Some(&b'\n') => {}
            UnitDisplay::Ascii(mut text) => {
                if blank || line.cells == 0 {
                    text = text.trim_start_matches(' ');
                }
                if !text.is_empty() {
                    break_blank(&mut line, &mut blank);
                    line.push(&UnitDisplay::Ascii(text), TAB);
                }
            }
            ref shown => {
                break_blank(&mut line, &mut blank);
                line.push(shown, TAB);
            }
        }
    }
    trim_end(&mut line);
    Safe(line.close())
}

/// Adds one space for the line breaks and tabs seen since the last text.
fn break_blank(line: &mut SafeDraft, blank: &mut bool) {
    if std::mem::take(blank) && line.cells > 0 {
        trim_end(line);
        line.push(&UnitDisplay::Ascii(" "), TAB);
    }
}

fn trim_end(line: &mut SafeDraft) {
    if line.cut > 0 {
        return;
    }
    let kept = line.text.trim_end_matches(' ').len();
    line.cells -= (line.text.len() - kept) as u32;
    line.text.truncate(kept);
}

/// Makes several lines safe: `\n` is kept, `\r\n` becomes `\n`, tabs are expanded, every line is
/// clipped at [`MAX_CELLS`](super::MAX_CELLS). For exports, logs, standard output.
pub fn block(bytes: impl AsRef<[u8]>) -> Safe {
    let mut text = String::with_capacity(bytes.as_ref().len());
    for line in bytes.as_ref().split_inclusive(|byte| *byte == b'\n') {
        let (line, end) = match line.strip_suffix(b"\n") {
            Some(line) => (line.strip_suffix(b"\r").unwrap_or(line), "\n"),
            None => (line, ""),
        };
        let mut draft = SafeDraft::default();
        for unit in Units::new(line) {
            draft.push(&unit.shown, TAB);
        }
        text += &draft.close();
        text += end;
    }
    Safe(text)
}

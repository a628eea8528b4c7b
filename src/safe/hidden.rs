//! Counts hidden characters in a text.
//!
//! Owns the classes reported to a reviewer and their words. Knows nothing of where the text stands.

use super::class::StandInKind;
use super::confusable::ConfusableFinder;
use super::unit::{UnitDisplay, Units, prefix};

/// Counts of each class of hidden or misleading character.
#[derive(Default, Clone, PartialEq, Eq, Debug)]
pub struct Hidden {
    /// C0 controls and DEL, other than ESC, tabs and line ends.
    pub controls: u32,
    /// ESC.
    pub escapes: u32,
    /// Bidi controls: the text may not read in its stored order.
    pub bidi: u32,
    /// Characters that show nothing: zero-width, default-ignorable, tags, selectors outside emoji.
    pub invisible: u32,
    /// Line and paragraph separators, noncharacters, private use, unassigned.
    pub separators: u32,
    /// Bytes that are not UTF-8, C1 controls, replacement characters.
    pub invalid: u32,
    /// Combining marks beyond 8 on a base; a run of marks without a base counts once.
    pub marks: u32,
    /// Words of mixed script, or in letters that pass for ASCII (UTS #39).
    pub confusable: u32,
}

impl Hidden {
    /// Counts over any number of lines, in one pass and constant memory.
    pub fn of(bytes: &[u8]) -> Self {
        let clean = clean_prefix(bytes);
        if clean == bytes.len() {
            return Self::default();
        }
        // Start at a line's start, so that no word is cut.
        let start = bytes[..clean]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let bytes = &bytes[start..];
        let mut confusable = 0u32;
        let mut words = ConfusableFinder::new(|_| confusable = confusable.saturating_add(1));
        let mut hidden = Self::default();
        for unit in Units::new(bytes) {
            words.read(&unit.shown, unit.src.start);
            hidden.count(&unit.shown, bytes.get(unit.src.end) == Some(&b'\n'));
        }
        words.finish();
        Self {
            confusable,
            ..hidden
        }
    }

    /// Counts one shown unit; `ends_line` when a `\n` follows.
    fn count(&mut self, shown: &UnitDisplay, ends_line: bool) {
        let (field, count) = match (shown, shown.kind()) {
            (UnitDisplay::Picture('␊'), _) => return,
            (UnitDisplay::Picture('␍'), _) if ends_line => return,
            (UnitDisplay::Surplus(count), _) => (&mut self.marks, *count),
            (_, None | Some(StandInKind::Width)) => return,
            (_, Some(StandInKind::Control)) => (&mut self.controls, 1),
            (_, Some(StandInKind::Escape)) => (&mut self.escapes, 1),
            (_, Some(StandInKind::Bidi)) => (&mut self.bidi, 1),
            (_, Some(StandInKind::Invisible)) => (&mut self.invisible, 1),
            (_, Some(StandInKind::Separator)) => (&mut self.separators, 1),
            (_, Some(StandInKind::Invalid)) => (&mut self.invalid, 1),
            (_, Some(StandInKind::Marks)) => (&mut self.marks, 1),
        };
        *field = field.saturating_add(count);
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: &Self) {
        self.controls = self.controls.saturating_add(other.controls);
        self.escapes = self.escapes.saturating_add(other.escapes);
        self.bidi = self.bidi.saturating_add(other.bidi);
        self.invisible = self.invisible.saturating_add(other.invisible);
        self.separators = self.separators.saturating_add(other.separators);
        self.invalid = self.invalid.saturating_add(other.invalid);
        self.marks = self.marks.saturating_add(other.marks);
        self.confusable = self.confusable.saturating_add(other.confusable);
    }

    /// Whether all counts are zero.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Words the counts, gravest first: "2 bidi controls, 1 escape". Empty when nothing is hidden.
    pub fn words(&self) -> String {
        let classes = [
            (self.bidi, "bidi control", "bidi controls"),
            (self.escapes, "escape", "escapes"),
            (self.controls, "control character", "control characters"),
            (
                self.invisible,
                "invisible character",
                "invisible characters",
            ),
            (
                self.separators,
                "separator or unassigned character",
                "separators or unassigned characters",
            ),
            (self.invalid, "invalid byte", "invalid bytes"),
            (self.marks, "stacked mark", "stacked marks"),
            (self.confusable, "confusable word", "confusable words"),
        ];
        let found = classes.into_iter().filter(|(count, ..)| *count > 0);
        let words = found
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Counts the bytes at the start that are printable ASCII, tabs or line ends.
fn clean_prefix(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += prefix(&bytes[at..], |byte| {
            (0x20..0x7F).contains(&byte) || matches!(byte, b'\t' | b'\n')
        });
        if !bytes[at..].starts_with(b"\r\n") {
            return at;
        }
        at += 2;
    }
}

//! Cuts bytes into the smallest pieces that can be shown: unaltered graphemes, or stand-ins.
//!
//! Owns what depends on neighbours: marks on a base, ligatures, emoji. Knows nothing of lines.

use std::fmt::{self, Write};
use std::ops::Range;
use std::str::Utf8Chunks;

use unicode_width::UnicodeWidthStr;

use super::class::{self, CharClass, DOTTED_CIRCLE, StandInKind, class, is_one_grapheme};

/// Maximum number of combining marks shown on one base; the rest are counted.
const MAX_MARKS: u32 = 8;

/// Maximum width of a grapheme in cells. Devanagari conjuncts reach four (राष्ट्रीय); without a
/// limit one grapheme could be wider than the pane and would not be drawn at all.
pub(super) const MAX_UNIT_CELLS: u32 = 4;

/// A piece of the source and how it is shown.
pub(super) struct Unit<'a> {
    /// Byte range in the source.
    pub src: Range<usize>,
    /// How it is shown.
    pub shown: UnitDisplay<'a>,
}

/// How a piece of the source is shown.
#[derive(Clone, Copy)]
pub(super) enum UnitDisplay<'a> {
    /// Printable ASCII of any length, one cell per byte.
    Ascii(&'a str),
    /// One unaltered grapheme and its cells.
    Cluster(&'a str, u32),
    /// Blanks to the next tab stop.
    Tab,
    /// A control picture for a C0 control or DEL.
    Picture(char),
    /// An emoji without its variation selector. The selector makes some terminals draw two cells
    /// and others one; the base alone has one width. Marked, so that it differs from the base
    /// alone.
    Emoji(&'a str, u32),
    /// An emoji keycap (digit, selector, enclosing mark) without its selector, for the same reason.
    Keycap(char),
    /// ALEF after LAM, in its isolated form, and the marks on it. `unicode-width` gives the two
    /// letters one cell as a word and two as graphemes; the isolated form does not join.
    Alef(char, &'a str),
    /// Marks without a base, on a dotted circle; cells including the circle.
    Stray(&'a str, u32),
    /// The stand-in of a character.
    Code(char, StandInKind),
    /// A byte that is not UTF-8.
    Byte(u8),
    /// The number of marks left out.
    Surplus(u32),
}

impl UnitDisplay<'_> {
    /// Tells why this is a stand-in; `None` when it is the source itself.
    pub(super) fn kind(&self) -> Option<StandInKind> {
        match *self {
            Self::Ascii(_) | Self::Cluster(..) | Self::Tab => None,
            Self::Picture('␛') => Some(StandInKind::Escape),
            Self::Picture(_) => Some(StandInKind::Control),
            Self::Emoji(..) | Self::Keycap(_) | Self::Alef(..) => Some(StandInKind::Width),
            Self::Stray(..) | Self::Surplus(_) => Some(StandInKind::Marks),
            Self::Code(_, kind) => Some(kind),
            Self::Byte(_) => Some(StandInKind::Invalid),
        }
    }

    /// Measures it at a column, with tab stops every `tab` cells.
    pub(super) fn cells(&self, column: u32, tab: u8) -> u32 {
        match *self {
            Self::Ascii(text) => u32::try_from(text.len()).unwrap_or(u32::MAX),
            Self::Cluster(_, cells) | Self::Emoji(_, cells) | Self::Stray(_, cells) => cells,
            Self::Tab => {
                let tab = u32::from(tab.max(1));
                tab - column % tab
            }
            Self::Picture(_) | Self::Keycap(_) | Self::Alef(..) => 1,
            Self::Byte(_) => "<\\xE9>".len() as u32,
            Self::Code(..) | Self::Surplus(_) => {
                let mut count = Count(0);
                // Counting cannot fail.
                let _ = self.write(0, &mut count);
                count.0
            }
        }
    }

    /// Writes it; `blanks` is the width of a tab here.
    pub(super) fn write(&self, blanks: u32, out: &mut impl Write) -> fmt::Result {
        match *self {
            Self::Ascii(text) | Self::Cluster(text, _) | Self::Emoji(text, _) => {
                out.write_str(text)
            }
            Self::Tab => (0..blanks).try_for_each(|_| out.write_char(' ')),
            Self::Picture(picture) => out.write_char(picture),
            Self::Keycap(base) => write!(out, "{base}\u{20E3}"),
            Self::Alef(isolated, marks) => write!(out, "{isolated}{marks}"),
            Self::Stray(marks, _) => write!(out, "{DOTTED_CIRCLE}{marks}"),
            Self::Code(c, _) => class::write_stand_in(c, out),
            Self::Byte(byte) => write!(out, "<\\x{byte:02X}>"),
            Self::Surplus(1) => out.write_str("<+1 mark>"),
            Self::Surplus(count) => write!(out, "<+{count} marks>"),
        }
    }
}

/// Counts the bytes of ASCII stand-ins instead of storing them.
struct Count(u32);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len() as u32;
        Ok(())
    }
}

/// The effect of the preceding unit on the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preceding {
    /// None.
    Free,
    /// Next to it the character would have another width than alone.
    Deny,
    /// The base has as many marks as it may have.
    Full,
}

/// Iterates over the units of some bytes, in order and without gaps. Constant memory.
pub(super) struct Units<'a> {
    chunks: Utf8Chunks<'a>,
    /// Valid text not read yet.
    text: &'a str,
    /// The bytes after `text` that are not UTF-8.
    invalid: &'a [u8],
    at: usize,
    before: Preceding,
}

impl<'a> Units<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            chunks: bytes.utf8_chunks(),
            text: "",
            invalid: &[],
            at: 0,
            before: Preceding::Free,
        }
    }

    fn of_ascii(&mut self, first: u8) -> (usize, UnitDisplay<'a>) {
        match first {
            b'\t' => (1, UnitDisplay::Tab),
            0..0x20 => (
                1,
                UnitDisplay::Picture(char::from_u32(0x2400 + u32::from(first)).unwrap_or('␦')),
            ),
            0x7F => (1, UnitDisplay::Picture('␡')),
            _ => {
                let text = self.text;
                let run = printable_prefix(text.as_bytes());
                let may_carry_marks = text
                    .as_bytes()
                    .get(run)
                    .is_some_and(|next| !next.is_ascii());
                match run {
                    // A blank is no base: a mark on it would be drawn on a neighbour.
                    1 if may_carry_marks && first != b' ' => self.cluster(char::from(first), 1),
                    2.. if may_carry_marks => (run - 1, UnitDisplay::Ascii(&text[..run - 1])),
                    _ => (run, UnitDisplay::Ascii(&text[..run])),
                }
            }
        }
    }

    fn of_char(&mut self, c: char) -> (usize, UnitDisplay<'a>) {
        let before = std::mem::replace(&mut self.before, Preceding::Free);
        let len = c.len_utf8();
        match class(c) {
            CharClass::Mark if before == Preceding::Full => self.surplus(),
            CharClass::StandIn(kind) => (len, UnitDisplay::Code(c, kind)),
            CharClass::Shown(_) | CharClass::Spacing if before == Preceding::Deny => {
                match isolated_alef(c) {
                    Some(isolated) => {
                        let end = self.marks(len, 0);
                        (end, UnitDisplay::Alef(isolated, &self.text[len..end]))
                    }
                    None => (len, UnitDisplay::Code(c, StandInKind::Width)),
                }
            }
            CharClass::Shown(cells) => self.cluster(c, u32::from(cells)),
            CharClass::Mark => self.stray(len, 1),
            CharClass::Spacing => self.stray(len, 2),
            CharClass::Loose => (len, UnitDisplay::Code(c, StandInKind::Width)),
        }
    }

    /// Takes the grapheme that starts with a base, as far as everybody agrees on its width.
    fn cluster(&mut self, base: char, base_cells: u32) -> (usize, UnitDisplay<'a>) {
        let text = self.text;
        let base_len = base.len_utf8();
        let rest = &text[base_len..];
        if let Some((len, shown)) = self.emoji(base, base_cells, rest) {
            return (len, shown);
        }
        let (mut len, mut cells, mut marks) = (base_len, base_cells, 0);
        for c in rest.chars() {
            if c.is_ascii() || class::plain(c).is_some() {
                break;
            }
            let (own, joined) = match class(c) {
                CharClass::StandIn(_) => break,
                CharClass::Mark => (0, true),
                CharClass::Spacing => (1, true),
                CharClass::Loose => (0, is_one_grapheme(&text[..len + c.len_utf8()])),
                CharClass::Shown(own) => {
                    (u32::from(own), is_one_grapheme(&text[..len + c.len_utf8()]))
                }
            };
            if own == 0 {
                if !joined {
                    break;
                }
                if marks == MAX_MARKS {
                    self.before = Preceding::Full;
                    break;
                }
                marks += 1;
                len += c.len_utf8();
                continue;
            }
            // Conjuncts and vowel signs add their one cell each in ratatui and in terminals. Two
            // wide letters in one grapheme (old Hangul), letters that merge (lam-alef, Lisu tones),
            // and graphemes beyond the limit do not.
            let sum = cells + own;
            let agreed = UnicodeWidthStr::width(&text[..len + c.len_utf8()]) == sum as usize;
            if !agreed || (joined && (own > 1 || sum > MAX_UNIT_CELLS)) {
                self.before = Preceding::Deny;
                break;
            }
            if !joined {
                break;
            }
            cells = sum;
            len += c.len_utf8();
        }
        // A lone regional indicator has one cell or two; a pair (a flag) has two everywhere.
        if matches!(base, '\u{1F1E6}'..='\u{1F1FF}') && cells == 1 {
            self.before = Preceding::Free;
            return (base_len, UnitDisplay::Code(base, StandInKind::Width));
        }
        (len, UnitDisplay::Cluster(&text[..len], cells))
    }

    /// Takes an emoji with a variation selector, where Unicode lists that sequence. ZWJ sequences,
    /// skin tones and tags get stand-ins: their width depends on the terminal's font.
    fn emoji(&self, base: char, cells: u32, rest: &str) -> Option<(usize, UnitDisplay<'a>)> {
        let selector = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '\u{FE0E}' | '\u{FE0F}'))?;
        let len = base.len_utf8();
        if base.is_ascii() {
            let keycap = base.is_ascii_digit() || matches!(base, '#' | '*');
            let rest = rest.strip_prefix("\u{FE0F}\u{20E3}").filter(|_| keycap)?;
            return Some((self.text.len() - rest.len(), UnitDisplay::Keycap(base)));
        }
        // The sequence is listed when a selector changes the width.
        let changed = if cells == 2 { "\u{FE0E}" } else { "\u{FE0F}" };
        let listed = UnicodeWidthStr::width(format!("{base}{changed}").as_str()) != cells as usize;
        listed.then(|| {
            (
                len + selector.len_utf8(),
                UnitDisplay::Emoji(&self.text[..len], cells),
            )
        })
    }

    /// Finds the end of the marks that start at a byte of the text, when their base has `carried`
    /// marks already.
    fn marks(&mut self, start: usize, carried: u32) -> usize {
        let mut end = start;
        for (count, c) in (carried..).zip(self.text[start..].chars()) {
            if c.is_ascii() || class(c) != CharClass::Mark {
                break;
            }
            if count == MAX_MARKS {
                self.before = Preceding::Full;
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    /// Takes marks at the start of a line, after a stand-in or a blank.
    fn stray(&mut self, first: usize, cells: u32) -> (usize, UnitDisplay<'a>) {
        let len = self.marks(first, 1);
        (len, UnitDisplay::Stray(&self.text[..len], cells))
    }

    /// Takes all marks after a base that has its maximum.
    fn surplus(&mut self) -> (usize, UnitDisplay<'a>) {
        let marks = self
            .text
            .chars()
            .take_while(|c| !c.is_ascii() && class(*c) == CharClass::Mark);
        let (count, len) = marks.fold((0u32, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        (len, UnitDisplay::Surplus(count))
    }
}

impl<'a> Iterator for Units<'a> {
    type Item = Unit<'a>;

    fn next(&mut self) -> Option<Unit<'a>> {
        while self.text.is_empty() {
            if let Some((&byte, rest)) = self.invalid.split_first() {
                self.invalid = rest;
                self.before = Preceding::Free;
                self.at += 1;
                return Some(Unit {
                    src: self.at - 1..self.at,
                    shown: UnitDisplay::Byte(byte),
                });
            }
            let chunk = self.chunks.next()?;
            (self.text, self.invalid) = (chunk.valid(), chunk.invalid());
        }
        let first = self.text.chars().next()?;
        let (len, shown) = match u8::try_from(first) {
            Ok(byte) if byte.is_ascii() => {
                self.before = Preceding::Free;
                self.of_ascii(byte)
            }
            _ => self.of_char(first),
        };
        self.text = &self.text[len..];
        self.at += len;
        Some(Unit {
            src: self.at - len..self.at,
            shown,
        })
    }
}

/// Returns the isolated presentation form of letters that form a ligature with LAM.
fn isolated_alef(c: char) -> Option<char> {
    Some(match c {
        '\u{622}' => '\u{FE81}',
        '\u{623}' => '\u{FE83}',
        '\u{625}' => '\u{FE87}',
        '\u{627}' => '\u{FE8D}',
        '\u{671}' => '\u{FB50}',
        _ => return None,
    })
}

/// Counts the printable ASCII bytes at the start.
pub(super) fn printable_prefix(bytes: &[u8]) -> usize {
    prefix(bytes, |byte| (0x20..0x7F).contains(&byte))
}

/// Counts the bytes at the start that pass a test. Tests whole blocks, so that the compiler can use
/// vector instructions.
pub(super) fn prefix(bytes: &[u8], passes: impl Fn(u8) -> bool) -> usize {
    let whole = |block: &&[u8]| block.iter().fold(true, |all, byte| all & passes(*byte));
    let mut at = 32 * bytes.chunks_exact(32).take_while(whole).count();
    at += 8 * bytes[at..].chunks_exact(8).take_while(whole).count();
    at + bytes[at..].iter().take_while(|byte| passes(**byte)).count()
}

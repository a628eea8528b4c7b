//! Classifies single characters, whatever surrounds them.
//!
//! Owns the classes and the names of stand-ins. Knows nothing of sequences: see `unit`.

use std::fmt::{self, Write};

use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The reason for a stand-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StandInKind {
    /// C0 and DEL, ESC apart.
    Control,
    /// ESC, which opens every terminal sequence.
    Escape,
    /// Reorders text.
    Bidi,
    /// Shows nothing.
    Invisible,
    /// Line and paragraph separators; code points without an agreed meaning.
    Separator,
    /// Not UTF-8, or a trace of bad decoding.
    Invalid,
    /// Combining marks beyond what one base may carry, or without a base.
    Marks,
    /// Harmless, but terminals do not agree on its width.
    Width,
}

/// How a character is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CharClass {
    /// As itself, in 1 or 2 cells.
    Shown(u8),
    /// As itself, in no cell of its own, on whatever comes before.
    Mark,
    /// As itself, in 1 cell, but part of the preceding grapheme (Indic vowel signs, Thai SARA AM).
    Spacing,
    /// In no cell, and only after certain characters (Hangul vowels and final consonants).
    Loose,
    /// By a stand-in.
    StandIn(StandInKind),
}

/// The base for marks that have none: one cell everywhere, and meant for this.
pub(super) const DOTTED_CIRCLE: char = '◌';

/// Classifies a character that is not ASCII.
pub(super) fn class(c: char) -> CharClass {
    if let Some(cells) = plain(c) {
        return CharClass::Shown(cells);
    }
    // The most common marks, in texts and in attacks; U+034F among them is ignorable.
    if matches!(c, '\u{300}'..='\u{34E}' | '\u{350}'..='\u{36F}') {
        return CharClass::Mark;
    }
    if let Some(kind) = neutralised(c) {
        return CharClass::StandIn(kind);
    }
    match (UnicodeWidthChar::width(c), joins(c)) {
        (Some(0), true) => CharClass::Mark,
        (Some(0), false) => CharClass::Loose,
        (Some(1), true) => CharClass::Spacing,
        (Some(cells @ 1..=2), false) => CharClass::Shown(cells as u8),
        // Skin tones: two cells alone, none after an emoji.
        _ => CharClass::StandIn(StandInKind::Width),
    }
}

/// Returns the width of characters that need no further look: a fast path for the most common
/// scripts. Each starts a grapheme and keeps its width whatever surrounds it.
pub(super) fn plain(c: char) -> Option<u8> {
    match c {
        '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' => Some(1),
        '\u{391}'..='\u{3A1}' | '\u{3A3}'..='\u{3FF}' | '\u{400}'..='\u{481}' => Some(1),
        '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{257F}' => Some(1),
        '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => Some(2),
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

/// Tells why a character is never shown as itself; `None` if it may be.
fn neutralised(c: char) -> Option<StandInKind> {
    Some(match c {
        '\u{80}'..='\u{9F}' => StandInKind::Invalid,
        // A replacement character shows that bytes were lost before they reached us; shown as
        // itself it would look like our own.
        '\u{FFFD}' => StandInKind::Invalid,
        _ if is_bidi(c) => StandInKind::Bidi,
        _ if is_default_ignorable(c) => StandInKind::Invisible,
        // Format characters (general category Cf) outside Default_Ignorable_Code_Point: interlinear
        // annotation, and the Egyptian hieroglyph controls with their blanks.
        '\u{FFF9}'..='\u{FFFB}' | '\u{13430}'..='\u{13455}' => StandInKind::Invisible,
        // Blank although they count as symbols, letters or marks: Braille blank, null notehead,
        // Khitan filler. Real spaces (U+00A0, U+2000..U+200A, U+3000 in its two cells) look like
        // what they are and stay.
        '\u{2800}' | '\u{1D159}' | '\u{16FE4}' => StandInKind::Invisible,
        '\u{2028}' | '\u{2029}' => StandInKind::Separator,
        // Property Prepended_Concatenation_Mark: a format character that encloses the digits after
        // it.
        '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' => {
            StandInKind::Width
        }
        '\u{110BD}' | '\u{110CD}' => StandInKind::Width,
        // Single characters for which `unicode-width` departs from the East Asian Width property or
        // from its own sum, so that terminals differ: two Khmer letters, the Khmer and Tifinagh
        // joiners (which absorb the letter after), halfwidth voiced marks (ratatui adds a cell).
        '\u{17A4}' | '\u{17D2}' | '\u{17D8}' | '\u{2D7F}' | '\u{FF9E}' | '\u{FF9F}' => {
            StandInKind::Width
        }
        // Script=Unknown (UAX #24): unassigned, private use, noncharacters. Letters are none of
        // these.
        _ if c.is_alphanumeric() => return None,
        _ if AugmentedScriptSet::for_char(c).is_empty() => StandInKind::Separator,
        _ => return None,
    })
}

/// Property `Bidi_Control`.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Property `Default_Ignorable_Code_Point`: soft hyphen, joiners, Hangul and Khmer fillers,
/// variation selectors, shorthand and musical format controls, tags. Terminals draw them as
/// nothing, as a blank or as a change of the preceding character.
fn is_default_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character joins any grapheme before it (UAX #29: Extend, SpacingMark).
fn joins(c: char) -> bool {
    let mut buffer = [0; 8];
    let base = DOTTED_CIRCLE.encode_utf8(&mut buffer).len();
    let len = base + c.encode_utf8(&mut buffer[base..]).len();
    std::str::from_utf8(&buffer[..len]).is_ok_and(is_one_grapheme)
}

/// Whether the whole text is one extended grapheme cluster.
pub(super) fn is_one_grapheme(text: &str) -> bool {
    text.graphemes(true)
        .next()
        .is_some_and(|first| first.len() == text.len())
}

/// Writes the stand-in of a character: printable ASCII, one cell per byte.
pub(super) fn write_stand_in(c: char, out: &mut impl Write) -> fmt::Result {
    let code = u32::from(c);
    if is_bidi(c) {
        return write!(out, "<{} U+{code:04X}>", name(c).unwrap_or("BIDI"));
    }
    if let Some(name) = name(c) {
        return write!(out, "<{name}>");
    }
    match code {
        0x80..=0x9F => write!(out, "<{code:02X}>"),
        0xFE00..=0xFE0F => write!(out, "<VS{}>", code - 0xFE00 + 1),
        0xE0100..=0xE01EF => write!(out, "<VS{}>", code - 0xE0100 + 17),
        0xE0021..=0xE007E => write!(out, "<TAG {}>", char::from((code - 0xE0000) as u8)),
        0x1F1E6..=0x1F1FF => write!(out, "<RI {}>", char::from((code - 0x1F1E6) as u8 + b'A')),
        _ => write!(out, "<U+{code:04X}>"),
    }
}

/// Returns the abbreviation from Unicode's name aliases, for characters that reviewers know by it.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{AD}' => "SHY",
        '\u{34F}' => "CGJ",
        '\u{61C}' => "ALM",
        '\u{180E}' => "MVS",
        '\u{200B}' => "ZWSP",
        '\u{200C}' => "ZWNJ",
        '\u{200D}' => "ZWJ",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{FEFF}' => "BOM",
        '\u{E0020}' => "TAG SP",
        '\u{E007F}' => "TAG END",
        _ => return None,
    })
}

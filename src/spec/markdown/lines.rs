//! Recognises lines that people read as items, but that Markdown takes for parts of a paragraph:
//! `1.1 …`, `a) …`, `(iv) …`, `• …`, `① …`, and `3. …` right below a label.
//!
//! Owns these markers. Knows nothing of the items' content.

use super::body::take_box;

/// The style of an item's marker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// A bullet that is not Markdown's: `•`.
    Bullet,
    /// A dash that is not a Markdown bullet: `–`.
    Dash,
    /// A number before a dot or bracket: `3.`, `3)`.
    Number,
    /// A number that is enclosed, or followed by a mark of East Asian scripts: `(3)`, `3、`, `③`.
    EnclosedNumber,
    /// A dotted number: `1.1`.
    Dotted,
    /// A letter or Roman numeral before a bracket: `a)`, `(a)`, `iv)`.
    Letter,
    /// A letter or Roman numeral before a dot: `A.`, `IV.`.
    LetterDot,
}

/// A marker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marker {
    pub(super) style: Style,
    /// The number that it stands for.
    pub(super) ordinal: Option<u64>,
    /// The number of bytes before the item's own text; a dotted number is part of the text.
    pub(super) length: usize,
}

impl Style {
    /// Returns whether a single line is enough for an item; the other styles need two.
    pub(super) fn is_sure(self) -> bool {
        matches!(self, Self::Bullet | Self::EnclosedNumber | Self::Letter)
    }
}

/// Returns the marker that a line begins with, given the number of the item before it.
pub(super) fn marker(line: &str, before: Option<u64>) -> Option<Marker> {
    let first = line.chars().next()?;
    if take_box(line).is_some() && !line.starts_with('[') {
        return Some(Marker {
            style: Style::Bullet,
            ordinal: None,
            length: 0,
        });
    }
    if let Some(style) = bullet(first) {
        let rest = line.get(first.len_utf8()..)?;
        let length = line.len() - rest.trim_start_matches([' ', '\t']).len();
        let spaced = length > first.len_utf8() || style == Style::Bullet;
        return (spaced && !rest.trim().is_empty()).then_some(Marker {
            style,
            ordinal: None,
            length,
        });
    }
    if let Some(number) = circled(first) {
        let length = first.len_utf8();
        return text_after(line, length, Style::EnclosedNumber, Some(number));
    }
    if first.is_ascii_digit() {
        return numbered(line);
    }
    if matches!(first, '(' | '（') {
        let inside = line.get(first.len_utf8()..)?;
        let (word, rest) = inside.split_at_checked(inside.find([')', '）'])?)?;
        let close = rest.chars().next()?.len_utf8();
        let length = first.len_utf8() + word.len() + close;
        if let Ok(number) = word.parse::<u64>() {
            return (number < 100)
                .then(|| text_after(line, length, Style::EnclosedNumber, Some(number)))?;
        }
        return text_after(line, length, Style::Letter, Some(letters(word, before)?));
    }
    let word = line.get(
        ..line
            .bytes()
            .take(6)
            .take_while(u8::is_ascii_alphabetic)
            .count(),
    )?;
    let after = line.get(word.len()..)?;
    let style = match after.chars().next()? {
        ')' => Style::Letter,
        '.' if after.starts_with(". ") => Style::LetterDot,
        _ => return None,
    };
    text_after(line, word.len() + 1, style, Some(letters(word, before)?))
}

fn text_after(line: &str, length: usize, style: Style, ordinal: Option<u64>) -> Option<Marker> {
    let rest = line.get(length..)?;
    let text = rest.trim_start_matches([' ', '\t', '\u{3000}']);
    // `a)b` is a formula; other scripts need no space.
    let spaced = text.len() < rest.len() || !text.starts_with(|c: char| c.is_ascii());
    (spaced && !text.trim().is_empty()).then_some(Marker {
        style,
        ordinal,
        length: line.len() - text.len(),
    })
}

/// Returns the marker of a line that begins with a number: `3.`, `3)`, `3、`, `1.1`, `1.1.`.
fn numbered(line: &str) -> Option<Marker> {
    let digits = line.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let ordinal = line.get(..digits)?.parse().ok()?;
    let after = line.get(digits..)?;
    if digits > 4 {
        return None;
    }
    if let Some(mark) = after
        .chars()
        .next()
        .filter(|mark| matches!(mark, '、' | '．' | '）'))
    {
        return text_after(
            line,
            digits + mark.len_utf8(),
            Style::EnclosedNumber,
            Some(ordinal),
        );
    }
    let dotted = line
        .bytes()
        .take(24)
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let number = line.get(..dotted)?.trim_end_matches('.');
    if number.contains('.') {
        let rest = line.get(dotted..)?.trim_start_matches([')', ':']);
        let text = rest.trim_start();
        // A sentence may begin with a number: `1.2 95% of users …`.
        let is_sentence =
            || text.split_whitespace().nth(3).is_some() && text.contains(char::is_alphabetic);
        let begins = |c: char| {
            c.is_alphabetic() || "*_`\"'".contains(c) || (c.is_ascii_digit() && is_sentence())
        };
        let is_text = text.len() < rest.len() && text.starts_with(begins);
        let is_number = number
            .split('.')
            .all(|part| !part.is_empty() && part.len() <= 4);
        return (is_text && is_number).then_some(Marker {
            style: Style::Dotted,
            ordinal: None,
            length: 0,
        });
    }
    if after.starts_with(['.', ')']) {
        let text = after.get(1..)?;
        if text.starts_with([' ', '\t']) {
            return text_after(line, digits + 1, Style::Number, Some(ordinal));
        }
        // `1.返金` needs no space.
        let glued = text
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
        return glued.then_some(Marker {
            style: Style::EnclosedNumber,
            ordinal: Some(ordinal),
            length: digits + 1,
        });
    }
    None
}

fn bullet(mark: char) -> Option<Style> {
    match mark {
        '•' | '◦' | '▪' | '▫' | '‣' | '⁃' | '●' | '○' | '■' | '□' | '►' | '▶' | '➢' | '➤' | '◆'
        | '◇' | '・' | '·' | '∙' => Some(Style::Bullet),
        // Word processors write these for a bullet.
        '\u{f0b7}' | '\u{f0a7}' => Some(Style::Bullet),
        '–' | '—' | '−' => Some(Style::Dash),
        _ => None,
    }
}

fn circled(mark: char) -> Option<u64> {
    let number = match mark {
        '①'..='⑳' => mark as u32 - '①' as u32,
        '⑴'..='⒇' => mark as u32 - '⑴' as u32,
        '⒈'..='⒛' => mark as u32 - '⒈' as u32,
        '❶'..='❿' => mark as u32 - '❶' as u32,
        _ => return None,
    };
    Some(u64::from(number) + 1)
}

/// Returns the number of a letter or a Roman numeral; which of the two `i` is depends on the number
/// before it.
fn letters(word: &str, before: Option<u64>) -> Option<u64> {
    let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if word.is_empty() || !(small || word.bytes().all(|byte| byte.is_ascii_uppercase())) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let letter = lower
        .bytes()
        .next()
        .filter(|_| lower.len() == 1)
        .map(|byte| u64::from(byte - b'a') + 1);
    let roman = roman(&lower);
    match (letter, roman) {
        (Some(letter), Some(_)) if before == Some(letter - 1) && letter > 1 => Some(letter),
        (Some(1), _) => Some(1),
        (_, Some(roman)) if roman == before.unwrap_or(0) + 1 => Some(roman),
        (Some(letter), _) if before.is_some_and(|before| letter > before) => Some(letter),
        (_, Some(roman)) if before.is_some_and(|before| roman > before) => Some(roman),
        _ => None,
    }
}

fn roman(word: &str) -> Option<u64> {
    const ROMAN: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    ROMAN
        .iter()
        .position(|roman| *roman == word)
        .map(|at| at as u64 + 1)
}

//! Reduces letters to one form: case, accents, width, the points and carriers of Arabic and Hebrew.
//! Knows nothing of words.

use std::sync::LazyLock;

/// The first code point after the letters with marks.
const BEYOND: u32 = 0x1f00;

/// Letters with marks, in lower case, in groups that begin with the plain letter that people write
/// instead.
const MARKED: [&str; 25] = [
    "aàáâãäåāăąǎạảấầẩẫậắằẳẵặ",
    "cçćĉċč",
    "dďđð",
    "eèéêëēĕėęěẹẻẽếềểễệə",
    "gĝğġģ",
    "hĥħ",
    "iìíîïĩīĭįıỉị",
    "jĵ",
    "kķ",
    "lĺļľŀł",
    "nñńņňŋ",
    "oòóôõöøōŏőơọỏốồổỗộớờởỡợ",
    "rŕŗř",
    "sśŝşšșſ",
    "tţťŧț",
    "uùúûüũūŭůűųưụủứừửữự",
    "wŵ",
    "yýÿŷỳỵỷỹ",
    "zźżž",
    "еёѐ",
    "ийѝ",
    "ії",
    "اأإآٱ",
    "هة",
    "يى",
];

/// Appends a letter in its plain form to `out`. Leaves out marks that are characters of their own.
pub(super) fn push(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = u32::from(c) - 0xfee0;
            out.extend(char::from_u32(ascii).map(|c| c.to_ascii_lowercase()));
        }
        _ if is_glued(c) => out.push(c),
        _ if is_mark(c) => {}
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        _ => {
            for lower in c.to_lowercase().filter(|c| !is_mark(*c)) {
                out.push(plain(lower));
            }
        }
    }
}

/// Returns whether a character is a mark: combining accents, points of Hebrew, vowels and the
/// stretch of Arabic, selectors, joiners.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
            | '\u{670}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}'
    )
}

fn plain(c: char) -> char {
    static PLAIN: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut plain: Vec<char> = (0..BEYOND)
            .map(|code| char::from_u32(code).unwrap_or_default())
            .collect();
        for group in MARKED {
            let Some(first) = group.chars().next() else {
                continue;
            };
            for marked in group.chars() {
                if let Some(entry) = plain.get_mut(u32::from(marked) as usize) {
                    *entry = first;
                }
            }
        }
        plain
    });
    PLAIN.get(u32::from(c) as usize).copied().unwrap_or(c)
}

/// Returns whether a letter belongs to a script without spaces between words.
pub(super) fn is_glued(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

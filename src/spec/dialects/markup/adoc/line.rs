//! Classifies a line of AsciiDoc by its beginning. Knows nothing of the lines around it.

/// The longest word before the colons of a macro, in bytes.
const MAX_MACRO: usize = 40;
/// The longest term of a description list, in bytes.
const MAX_TERM: usize = 200;

/// The mark of an item, and the text after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ItemMark<'a> {
    /// The mark that distinguishes lists: `**`, `.`, `::`, or `1.` for written numbers.
    pub(super) key: &'a str,
    /// The number: `None` for a bullet, 0 for the next number.
    pub(super) number: Option<u64>,
    pub(super) text: &'a str,
}

/// Returns the mark and text of the item that begins on a line.
pub(super) fn item(line: &str) -> Option<ItemMark<'_>> {
    let content = line.trim_start();
    let first = content.bytes().next()?;
    let run = content
        .bytes()
        .take(7)
        .take_while(|byte| *byte == first)
        .count();
    let behind = |length: usize| {
        content
            .get(length..)
            .filter(|rest| rest.starts_with([' ', '\t']))
            .map(str::trim_start)
    };
    match first {
        b'*' if run <= 6 => Some(ItemMark {
            key: content.get(..run)?,
            number: None,
            text: behind(run)?,
        }),
        // Two dashes are not a mark of AsciiDoc, but are used as one.
        b'-' if run <= 3 => Some(ItemMark {
            key: content.get(..run)?,
            number: None,
            text: behind(run)?,
        }),
        b'.' if run <= 6 => Some(ItemMark {
            key: content.get(..run)?,
            number: Some(0),
            text: behind(run)?,
        }),
        b'0'..=b'9' => {
            let digits = content
                .bytes()
                .take(10)
                .take_while(u8::is_ascii_digit)
                .count();
            let number = content.get(..digits)?.parse().ok()?;
            content.get(digits..).filter(|rest| rest.starts_with('.'))?;
            Some(ItemMark {
                key: "1.",
                number: Some(number),
                text: behind(digits + 1)?,
            })
        }
        b'a'..=b'z' if content.get(1..)?.starts_with('.') => Some(ItemMark {
            key: "a.",
            number: Some(u64::from(first - b'a') + 1),
            text: behind(2)?,
        }),
        _ => content.strip_prefix('•').map(|text| ItemMark {
            key: "-",
            number: None,
            text: text.trim_start(),
        }),
    }
}

/// Returns the term of a description list, and its mark with the text after it: `term::
/// definition`.
pub(super) fn term(line: &str) -> Option<(&str, ItemMark<'_>)> {
    let content = line.trim_start();
    let mut end = content.len().min(MAX_TERM);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    let head = content.get(..end)?;
    for key in ["::::", ":::", "::", ";;"] {
        let spaced = head.find(&format!("{key} "));
        let Some(at) = spaced.or_else(|| {
            (end == content.len() && head.ends_with(key)).then(|| head.len() - key.len())
        }) else {
            continue;
        };
        let (term, rest) = content.split_at_checked(at)?;
        let text = rest.strip_prefix(key)?.trim();
        // C++ names and macros contain colons too.
        let fits = !term.trim().is_empty() && !term.ends_with(':') && !text.starts_with('[');
        return fits.then_some((
            term,
            ItemMark {
                key,
                number: None,
                text,
            },
        ));
    }
    None
}

/// Returns the level and the text of a heading: `== Text`, or with `#`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let mark = line.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let level = line.chars().take(7).take_while(|c| *c == mark).count();
    let rest = line.get(level..)?.strip_prefix(' ')?.trim();
    let closed = rest
        .strip_suffix(&line[..level])
        .map_or(rest, str::trim_end);
    (level <= 6 && !closed.is_empty()).then_some((level, closed))
}

/// Returns the level of a heading with this underline.
pub(super) fn underlined(title: &str, under: &str) -> Option<usize> {
    let mark = under.chars().next()?;
    let level = ['=', '-', '~', '^', '+']
        .iter()
        .position(|known| *known == mark)?
        + 1;
    let (long, width) = (under.chars().count(), title.chars().count());
    let fits = long >= 3 && long.abs_diff(width) <= 1 && under.chars().all(|c| c == mark);
    let is_title = title.chars().any(char::is_alphanumeric)
        && !title.ends_with([':', '.'])
        && !title.starts_with(['[', '.', '|', ':', ' ', '*']);
    (fits && is_title).then_some(level)
}

/// Returns the name of a block macro alone on its line, and the text after the colons: `include`
/// and `file[]` for `include::file[]`.
pub(super) fn block_macro(line: &str) -> Option<(&str, &str)> {
    let end = line.bytes().take(MAX_MACRO).position(|byte| byte == b':')?;
    let (name, rest) = line.split_at_checked(end)?;
    let rest = rest.strip_prefix("::")?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let is_macro =
        !name.is_empty() && name.chars().all(fits) && !rest.starts_with(' ') && rest.contains('[');
    (is_macro && rest.ends_with(']')).then_some((name, rest))
}

/// Returns whether a line sets a document attribute: `:name: value`.
pub(super) fn is_attribute(line: &str) -> bool {
    let Some(inner) = line.strip_prefix(':') else {
        return false;
    };
    let Some((name, rest)) = inner.split_once(':') else {
        return false;
    };
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '!');
    !name.is_empty() && name.chars().all(fits) && (rest.is_empty() || rest.starts_with(' '))
}

/// Returns the mark that opens and closes a block: four or more of one character, or `--`, or a
/// fence.
pub(super) fn delimiter(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let is_run = line.len() >= 4 && line.chars().all(|c| c == first) && "-.+=*_/".contains(first);
    (is_run || line == "--" || line.starts_with("```")).then_some(line)
}

//! Limits the nesting of lists and quotes before the parser sees the text, since it spends time on
//! every open one at every line. Knows nothing else of Markdown.

/// The most containers that may open on one line.
const MAX_MARKS: usize = 40;
/// The most columns that a line may be indented; each level of a list needs two or more.
const MAX_COLUMNS: usize = 160;

/// Returns the text with lines that nest too deeply made blank, every other byte at its offset, and
/// the offset of the first such line; `None` when there is none.
pub(in crate::spec) fn limit(text: &str) -> Option<(String, usize)> {
    let mut limited: Option<(String, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if is_too_deep(line) {
            let before = || (text.get(..start).unwrap_or_default().to_owned(), start);
            let (out, _) = limited.get_or_insert_with(before);
            out.extend(line.bytes().map(|byte| {
                if byte.is_ascii_whitespace() {
                    char::from(byte)
                } else {
                    ' '
                }
            }));
        } else if let Some((out, _)) = &mut limited {
            out.push_str(line);
        }
        start += line.len();
    }
    limited
}

fn is_too_deep(line: &str) -> bool {
    let (mut rest, mut marks, mut columns) = (line.as_bytes(), 0, 0);
    while marks <= MAX_MARKS && columns <= MAX_COLUMNS {
        let digits = rest
            .iter()
            .take(10)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let after_mark = match rest {
            [b' ', after @ ..] => {
                (rest, columns) = (after, columns + 1);
                continue;
            }
            [b'\t', after @ ..] => {
                (rest, columns) = (after, columns + 4);
                continue;
            }
            [b'>', after @ ..] => {
                (rest, marks) = (after, marks + 1);
                continue;
            }
            [b'-' | b'*' | b'+', after @ ..] => after,
            _ => match rest.get(digits..) {
                Some([b'.' | b')', after @ ..]) if digits > 0 => after,
                _ => return false,
            },
        };
        if !after_mark.first().is_none_or(u8::is_ascii_whitespace) {
            return false;
        }
        (rest, marks) = (after_mark, marks + 1);
    }
    true
}

//! Escapes outside text inside Markdown that we write.
//!
//! Owns the escaping for CommonMark and for the additions of GitHub and GitLab. Knows nothing of
//! what is exported.

use super::text::{Safe, block, inline};

/// Makes a fenced code block, with a fence longer than any run of backticks inside. `info` names
/// the language; only its letters, digits and `+-_.#` are kept. Ends with a line break.
pub fn markdown_fence(bytes: impl AsRef<[u8]>, info: &str) -> String {
    let text = block(bytes);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let info: String = info
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '_' | '.' | '#'))
        .collect();
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{fence}{info}\n{text}{end}{fence}\n")
}

/// Makes one line of text that forms no markup in any paragraph, heading, list item or table cell:
/// no HTML, emphasis, link, image, footnote, table border, formula, list or heading.
///
/// Backslashes do not stop GitHub and GitLab from turning `@name`, `#12`, `!12` and `&12` into
/// mentions and cross-references, which notify people; only code does. So these signs are put in
/// code.
pub fn markdown_inline(bytes: impl AsRef<[u8]>) -> Safe {
    let text = inline(bytes);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text.as_str();
    out += &leading_marker(&mut rest);
    while let Some(c) = rest.chars().next() {
        let run = match c {
            '@' => sign_run(rest),
            '#' | '!' | '&' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                sign_run(rest)
            }
            _ => 0,
        };
        if run > 0 {
            out.extend(["`", &rest[..run], "`"]);
            rest = &rest[run..];
            continue;
        }
        if is_active(c, rest, &out) {
            out.push('\\');
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    Safe::made(out)
}

/// Measures the run of signs at the start, which go into one code span: two adjacent spans would be
/// read as one.
fn sign_run(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(['@', '#', '!', '&']).len()
}

/// Whether a character could open or close markup; `rest` starts with it, `before` is the output so
/// far.
fn is_active(c: char, rest: &str, before: &str) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '{' | '}'
        | '^' => true,
        '=' => rest.starts_with("==") || before.ends_with('='),
        '!' => rest.starts_with("!["),
        // Bare addresses become links.
        ':' => rest.starts_with(":/"),
        '.' => {
            before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"www")
        }
        _ => false,
    }
}

/// Removes a marker of a heading, list item or rule from the start of a line and returns it
/// escaped.
fn leading_marker(rest: &mut &str) -> String {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.as_bytes().get(digits);
    let escaped = match after {
        Some(b'#') if digits == 0 && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => false,
        Some(b'#' | b'-' | b'+' | b'=' | b':') => digits == 0,
        Some(b'.' | b')') => digits > 0,
        _ => false,
    };
    if !escaped {
        return String::new();
    }
    let (head, tail) = rest.split_at(digits + 1);
    *rest = tail;
    format!("{}\\{}", &head[..digits], &head[digits..])
}

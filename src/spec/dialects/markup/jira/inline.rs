//! Converts bold text, code and links within a line of Jira's markup to Markdown. Knows nothing of
//! blocks.

/// The longest link, in bytes.
const MAX_LINK: usize = 2_000;

/// Returns a line with its inline markup as Markdown. Markup that spans several lines stays as it
/// is.
pub(super) fn converted(line: &str) -> String {
    if !line.contains(['*', '{', '[', '\'', '@']) {
        return line.to_owned();
    }
    let line = line
        .replace("{{", "`")
        .replace("}}", "`")
        .replace("'''", "**");
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line.as_str();
    let mut before = ' ';
    while let Some(at) = rest.find(['*', '{', '[']) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        before = plain.chars().next_back().unwrap_or(before);
        let mark = from.chars().next().unwrap_or(' ');
        let inner = &from[1..];
        rest = match mark {
            '*' if inner.starts_with('*') => {
                out.push_str("**");
                &inner[1..]
            }
            '*' if !before.is_alphanumeric() => bold(&mut out, inner),
            '{' => coloured(&mut out, inner),
            '[' => link(&mut out, inner),
            _ => {
                out.push(mark);
                inner
            }
        };
        before = mark;
    }
    out.push_str(rest);
    out
}

fn bold<'a>(out: &mut String, inner: &'a str) -> &'a str {
    match clipped(inner)
        .find('*')
        .filter(|end| *end > 0 && !inner[..*end].ends_with(' ') && !inner.starts_with(' '))
    {
        Some(end) => {
            out.push_str(&format!("**{}**", &inner[..end]));
            &inner[end + 1..]
        }
        None => {
            out.push('*');
            inner
        }
    }
}

/// Drops `{color:red}` and `{color}`, which say nothing; returns the rest of the line.
fn coloured<'a>(out: &mut String, inner: &'a str) -> &'a str {
    match clipped(inner)
        .find('}')
        .filter(|_| inner.starts_with("color"))
    {
        Some(end) => &inner[end + 1..],
        None => {
            out.push('{');
            inner
        }
    }
}

/// Converts `[text|address]` to a Markdown link; boxes and ids in brackets stay as they are.
/// Returns the rest of the line.
fn link<'a>(out: &mut String, inner: &'a str) -> &'a str {
    let found = clipped(inner)
        .find(']')
        .and_then(|end| inner[..end].split_once('|').map(|parts| (end, parts)));
    let Some((end, (text, target))) = found else {
        out.push('[');
        return inner;
    };
    let target = target.split('|').next().unwrap_or(target);
    if target.starts_with("http") && !target.contains(['(', ')', ' ']) {
        out.push_str(&format!("[{text}]({target})"));
    } else {
        out.push_str(text);
    }
    &inner[end + 1..]
}

fn clipped(text: &str) -> &str {
    let mut end = text.len().min(MAX_LINK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

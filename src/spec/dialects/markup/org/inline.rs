//! Converts bold text, code and links within a line of Org to Markdown. Knows nothing of blocks.

/// The longest link, in bytes.
const MAX_LINK: usize = 2_000;

/// Returns a line with its inline markup as Markdown. Markup that spans several lines stays as it
/// is.
pub(super) fn converted(line: &str) -> String {
    if !line.contains(['*', '=', '~', '[']) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    let mut before = ' ';
    while let Some(at) = rest.find(['*', '=', '~', '[']) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        before = plain.chars().next_back().unwrap_or(before);
        let mark = from.chars().next().unwrap_or(' ');
        let inner = &from[1..];
        if mark == '['
            && let Some((text, after)) = link(inner)
        {
            out.push_str(&text);
            rest = after;
        } else if mark != '['
            && !before.is_alphanumeric()
            && let Some((text, after)) = marked(inner, mark)
        {
            let written = if mark == '*' { "**" } else { "`" };
            out.push_str(&format!("{written}{text}{written}"));
            rest = after;
        } else {
            out.push(mark);
            rest = inner;
        }
        before = mark;
    }
    out.push_str(rest);
    out
}

/// Returns the text up to the mark that closes it, and the text after the mark.
fn marked(inner: &str, mark: char) -> Option<(&str, &str)> {
    let head = clipped(inner);
    let end = head.find(mark).filter(|end| *end > 0)?;
    let (text, after) = (&inner[..end], &inner[end + 1..]);
    let closes = !after.starts_with(char::is_alphanumeric);
    (closes && !text.starts_with(' ') && !text.ends_with(' ')).then_some((text, after))
}

/// Converts `[[target][text]]`, given without its first bracket, to a Markdown link or to its text;
/// returns that and the rest.
fn link(inner: &str) -> Option<(String, &str)> {
    let inner = inner.strip_prefix('[')?;
    let end = clipped(inner).find("]]")?;
    let (target, text) = inner[..end].split_once("][").unwrap_or((&inner[..end], ""));
    let after = &inner[end + 2..];
    let is_address = target.starts_with("http") && !target.contains(['(', ')', ' ']);
    let written = match (text.is_empty(), is_address) {
        (true, _) => target.to_owned(),
        (false, true) => format!("[{text}]({target})"),
        (false, false) => text.to_owned(),
    };
    Some((written, after))
}

fn clipped(text: &str) -> &str {
    let mut end = text.len().min(MAX_LINK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

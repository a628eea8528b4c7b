//! Converts bold text, links and anchors within a line of AsciiDoc to Markdown. Knows nothing of
//! blocks.

use std::borrow::Cow;

/// The longest link, in bytes.
const MAX_LINK: usize = 2_000;

/// Returns a line with its inline markup as Markdown. Markup that spans several lines stays as it
/// is.
pub(super) fn converted(line: &str) -> String {
    let line = line.strip_suffix(" +").unwrap_or(line);
    if !line.contains(['*', '[', '<', '+', '`']) {
        return line.to_owned();
    }
    let linked = links(&without_roles(line));
    bold(&linked.replace("`+", "`").replace("+`", "`"))
}

/// Returns a line without the roles before bold and marked text: `[big]*Refunds*`,
/// `[.lead]#Refunds#`.
fn without_roles(line: &str) -> Cow<'_, str> {
    if !line.contains("]*") && !line.contains("]#") && !line.contains("]_") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, from)) = rest.split_once('[') {
        out.push_str(before);
        match marked(from).filter(|_| ends_word(&out)) {
            Some((text, after)) => {
                out.push_str(text);
                rest = after;
            }
            None => {
                out.push('[');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns the text of a marked part whose role begins here, and the text after it: bold and italic
/// keep their marks.
fn marked(from: &str) -> Option<(&str, &str)> {
    let (role, after) = cut(from, "]")?;
    if !is_role(role) {
        return None;
    }
    if after.starts_with(['*', '_']) {
        return Some(("", after));
    }
    let mark = if after.starts_with("##") { "##" } else { "#" };
    cut(after.strip_prefix(mark)?, mark)
}

/// Returns whether a text in brackets may be a role: words, and not a box.
fn is_role(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '%');
    text.len() > 1 && text.chars().all(fits)
}

fn ends_word(text: &str) -> bool {
    !text.ends_with(char::is_alphanumeric)
}

/// Converts `*bold*` to `**bold**`; two asterisks are already Markdown.
fn bold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    // The offset in `out` of an open single asterisk.
    let mut open: Option<usize> = None;
    let mut in_code = false;
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        if c == '`' {
            in_code = !in_code;
        }
        if c != '*' || in_code || before == '\\' {
            out.push(c);
            before = c;
            continue;
        }
        if next == '*' {
            chars.next();
            out.push_str("**");
            before = '*';
            continue;
        }
        match open {
            None if !before.is_alphanumeric() && !next.is_whitespace() => {
                open = Some(out.len());
                out.push('*');
            }
            Some(start) if !next.is_alphanumeric() && !before.is_whitespace() => {
                out.insert(start, '*');
                out.push_str("**");
                open = None;
            }
            _ => out.push('*'),
        }
        before = '*';
    }
    out
}

/// Converts links and references to Markdown links or to their text; removes anchors.
fn links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(inner) = from.strip_prefix("<<")
            && let Some((reference, after)) = cut(inner, ">>")
        {
            let text = reference
                .split_once(',')
                .map_or(reference, |(_, text)| text);
            out.push_str(text.trim());
            rest = after;
        } else if let Some(inner) = from.strip_prefix("[[")
            && let Some((_, after)) = cut(inner, "]]")
        {
            rest = after;
        } else if let Some(inner) = from.strip_prefix('[')
            && let Some(start) = target(&out)
            && let Some((text, after)) = cut(inner, "]")
        {
            let target = out.split_off(start);
            push_link(&mut out, &target, text);
            rest = after;
        } else {
            out.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Splits a text at a mark, if the mark is within [`MAX_LINK`] bytes.
fn cut<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let mut end = text.len().min(MAX_LINK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let at = text.get(..end)?.find(mark)?;
    Some((&text[..at], &text[at + mark.len()..]))
}

/// Returns the offset of the address before a bracket, if there is one.
fn target(out: &str) -> Option<usize> {
    // An address has no bracket in it, which keeps the search short.
    let is_part = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'[' | b']');
    let word = out.bytes().rev().take(MAX_LINK).take_while(is_part).count();
    let start = out.len() - word;
    let word = out.get(start..)?;
    let offset = [
        "link:", "xref:", "anchor:", "http://", "https://", "mailto:",
    ]
    .iter()
    .filter_map(|scheme| word.find(scheme))
    .min()?;
    Some(start + offset)
}

fn push_link(out: &mut String, target: &str, text: &str) {
    if target.starts_with("anchor:") {
        return;
    }
    let text = text.trim_end_matches('^').trim_matches('"');
    if let Some(id) = target.strip_prefix("xref:") {
        out.push_str(if text.is_empty() { id } else { text });
        return;
    }
    let address = target.strip_prefix("link:").unwrap_or(target);
    let is_plain = !address.contains(['(', ')', '<', '>']);
    match (text.is_empty(), is_plain) {
        (true, _) => out.push_str(address),
        (false, true) => out.push_str(&format!("[{text}]({address})")),
        (false, false) => out.push_str(text),
    }
}
